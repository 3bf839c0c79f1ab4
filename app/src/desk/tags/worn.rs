//! Who wears which tag, searched as one types.

use super::Handing;
use crate::{
    components::{ActionButton, LocalTime},
    desk::{counted, find::Query},
    i18n::tr,
};
use domain::tag::TagView;
use leptos::prelude::*;

/// Rows shown at once; more are found by typing.
const ROWS_MAX: usize = 100;

/// The list with its search.
#[component]
pub fn WornTags(handing: Handing) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let typed = typed.get();
        handing.tags.value.with(|list| search(&list.tags, &typed))
    });
    let total = Memo::new(move |_| handing.tags.value.with(|list| list.tags.len()));
    let rows = move || found.get().into_iter().take(ROWS_MAX).map(|tag| row(tag, handing)).collect_view();
    let more = move || found.with(|found| found.len().saturating_sub(ROWS_MAX));
    view! {
        <section class="panel" aria-labelledby="worn-title">
            <h2 id="worn-title">{tr("Chips that are worn", "Ausgegebene Chips")}</h2>
            {move || {
                if total.get() == 0 {
                    return view! {
                        <div class="empty">
                            <h3>{tr("No chip is handed out", "Kein Chip ist ausgegeben")}</h3>
                            <p>
                                {tr(
                                    "Hand out the first one, or bring in a table. Where laps are tapped, nobody needs a chip.",
                                    "Geben Sie den ersten aus, oder lesen Sie eine Tabelle ein. Wo getippt wird, braucht niemand einen Chip.",
                                )}
                            </p>
                        </div>
                    }
                    .into_any();
                }
                view! {
                    <div class="field">
                        <label for="tags-search">{tr("Chip, bib or name", "Chip, Nummer oder Name")}</label>
                        <input id="tags-search" type="search" autocomplete="off" spellcheck="false" bind:value=typed />
                    </div>
                    <p class="muted" role="status">
                        {move || counted(total.get(), ["chip", "chips"], ["Chip", "Chips"])}
                        {move || (more() > 0).then(|| format!(" · {} {}", more(), tr("more: type to find them", "weitere: tippen, um sie zu finden")))}
                    </p>
                    <table class="list stacks">
                        <caption class="visually-hidden">{tr("Chips that are worn", "Ausgegebene Chips")}</caption>
                        <thead>
                            <tr>
                                <th scope="col">{tr("Bib", "Nr.")}</th>
                                <th scope="col">{tr("Name", "Name")}</th>
                                <th scope="col">{tr("Chip", "Chip")}</th>
                                <th scope="col">{tr("Last read", "Zuletzt gelesen")}</th>
                                <th scope="col" class="r"><span class="visually-hidden">{tr("Take off", "Abnehmen")}</span></th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            }}
        </section>
    }
}

/// Those that match: by a part of the tag, or whoever wears it.
fn search(tags: &[TagView], typed: &str) -> Vec<TagView> {
    let (query, part) = (Query::new(typed), typed.trim().to_ascii_uppercase());
    let matches = |tag: &&TagView| query.matches(tag.bib.get(), &tag.name, None) || tag.tag.as_str().contains(&part);
    tags.iter().filter(matches).cloned().collect()
}

fn row(view: TagView, handing: Handing) -> impl IntoView {
    let TagView { tag, bib, name, last_read_at, .. } = view;
    let read = match last_read_at {
        Some(at) => view! { <LocalTime at /> }.into_any(),
        None => tr("not yet", "noch nie").into_any(),
    };
    let label = tag.to_string();
    let press = {
        let tag = tag.clone();
        move || drop(handing.remove.dispatch(tag.clone()))
    };
    view! {
        <tr>
            <td class="num of">{bib.get()}</td>
            <td class="name">{name}</td>
            <td class="num chip">{label.clone()}</td>
            <td class="num muted">{read}</td>
            <td class="r">
                <a class="btn quiet small" href=format!("/audit?target=player:{bib}")>{tr("History", "Verlauf")}</a>
                <ActionButton class="quiet small" pending=handing.remove.pending() on_press=press>
                    {tr("Take off", "Abnehmen")}
                    <span class="visually-hidden">" " {label}</span>
                </ActionButton>
            </td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Bib, Timestamp, tag::Tag};

    #[test]
    fn a_chip_is_found_by_itself_and_by_its_wearer() {
        let tag = |tag: &str, bib, name: &str| TagView {
            tag: Tag::parse(tag).unwrap(),
            bib: Bib::new(bib).unwrap(),
            name: name.into(),
            since: Timestamp::from_ms(1_800_000_000_000),
            last_read_at: None,
        };
        let tags = [tag("AB12", 7, "Ada Lind"), tag("CD34", 8, "Ben Roth")];
        let found = |typed| search(&tags, typed).iter().map(|tag| tag.bib.get()).collect::<Vec<_>>();
        assert_eq!(
            [found(""), found("b12"), found("8"), found("ada"), found("x")],
            [vec![7, 8], vec![7], vec![8], vec![7], vec![]]
        );
    }
}
