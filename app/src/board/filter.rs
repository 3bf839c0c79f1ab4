//! Which rows are shown: a category by a plain link, a name or bib as it is typed. Both are in the address, so that a
//! board can be shared as it is seen and works without JavaScript.

use super::{
    address::Address,
    standings::{Line, Standings},
};
use crate::{browser, i18n::tr};
use domain::board::BoardRow;
use leptos::{ev::MouseEvent, prelude::*};
use leptos_router::location::Url;

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Filter {
    /// Only this category.
    pub category: RwSignal<Option<String>>,
    /// Only who has this in name, team or bib.
    text: RwSignal<String>,
}

impl Filter {
    /// What the address asks for.
    pub fn new(address: Address) -> Self {
        Self { category: RwSignal::new(address.category), text: RwSignal::new(address.text) }
    }

    /// The lines that are shown, in their order.
    pub fn choose(self, lines: &[Line]) -> Vec<Line> {
        let text = self.text.with(|text| text.trim().to_lowercase());
        self.category.with(|category| {
            let wanted = |line: &&Line| {
                line.shown.with_untracked(|shown| {
                    (category.is_none() || shown.row.category == *category)
                        && (text.is_empty() || found(&shown.row, &text))
                })
            };
            lines.iter().filter(wanted).copied().collect()
        })
    }
}

fn found(row: &BoardRow, text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return row.bib.to_string().starts_with(text);
    }
    row.name.to_lowercase().contains(text) || row.team.as_ref().is_some_and(|team| team.to_lowercase().contains(text))
}

/// The categories as links, and the search.
#[component]
pub fn Filters(
    /// What is looked for.
    filter: Filter,
    /// In what.
    standings: Standings,
) -> impl IntoView {
    let categories = Memo::new(move |_| standings.lines.with(|lines| categories(lines)));
    view! {
        <div class="find">
            <Show when=move || !categories.with(Vec::is_empty)>
                <nav class="filters" aria-label=tr("Category", "Kategorie")>
                    {move || chip(filter, None)}
                    {move || categories.get().into_iter().map(|category| chip(filter, Some(category))).collect_view()}
                </nav>
            </Show>
            <form role="search" method="get" on:submit=|event| event.prevent_default()>
                {move || filter.category.get().map(|category| view! { <input type="hidden" name="category" value=category /> })}
                <input
                    type="search"
                    name="q"
                    aria-label=tr("Find a name or number", "Name oder Nummer finden")
                    placeholder=tr("Name or number", "Name oder Nummer")
                    autocomplete="off"
                    enterkeyhint="search"
                    bind:value=filter.text
                />
            </form>
        </div>
    }
}

/// A link to one category, or to everyone. A plain click chooses without loading the page anew.
fn chip(filter: Filter, category: Option<String>) -> impl IntoView {
    let href =
        category.as_ref().map_or_else(|| "?".to_owned(), |category| format!("?category={}", Url::escape(category)));
    let current = filter.category.with(|chosen| *chosen == category).then_some("page");
    let words = category.clone().unwrap_or_else(|| tr("Everyone", "Alle").to_owned());
    let address = href.clone();
    let choose = move |event: MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
            event.prevent_default();
            browser::show_address(&address);
            filter.category.set(category.clone());
        }
    };
    view! {
        <a href=href aria-current=current on:click=choose>
            {words}
        </a>
    }
}

/// All categories, in the order of their names.
fn categories(lines: &[Line]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for category in lines.iter().filter_map(|line| line.shown.with_untracked(|shown| shown.row.category.clone())) {
        if let Err(at) = all.binary_search(&category) {
            all.insert(at, category);
        }
    }
    all
}
