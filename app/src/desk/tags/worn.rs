//! Who wears which tag, searched as one types; and what is asked before a tag that is worn goes to somebody else.

use super::Handing;
use crate::{
    PageError, browser,
    components::{ActionButton, LocalTime, Refusal},
    desk::{counted, find::Query},
    i18n::{Lang, lang, tr},
};
use domain::{
    Bib,
    tag::{Tag, TagInput, TagView},
};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet};

/// Rows shown at once; more are found by typing.
const ROWS_MAX: usize = 100;
/// Chips that a question names one by one.
const NAMED_MAX: usize = 5;

type Remove = Action<Tag, Result<(), PageError>>;

/// The list with its search.
#[component]
pub fn WornTags(handing: Handing) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let typed = typed.get();
        handing.tags.value.with(|list| search(&list.tags, &typed))
    });
    let total = Memo::new(move |_| handing.tags.value.with(|list| list.tags.len()));
    let remove: Remove = Action::new(move |tag: &Tag| handing.remove(tag.clone()));
    let refused = move || remove.value().get().and_then(Result::err);
    let rows = move || found.get().into_iter().take(ROWS_MAX).map(|tag| row(tag, remove)).collect_view();
    let more = move || found.with(|found| found.len().saturating_sub(ROWS_MAX));
    view! {
        <section class="panel" aria-labelledby="worn-title">
            <h2 id="worn-title">{tr("Chips that are worn", "Ausgegebene Chips")}</h2>
            <Refusal error=Signal::derive(refused) />
            {move || {
                if total.get() == 0 {
                    return view! {
                        <div class="empty">
                            <h3>{tr("No chip is handed out", "Kein Chip ist ausgegeben")}</h3>
                            <p>
                                {tr(
                                    "Hand out the first one, or bring in a table. Where laps are tapped, nobody needs a chip.",
                                    "Geben Sie den ersten aus oder lesen Sie eine Tabelle ein. Wo getippt wird, braucht niemand einen Chip.",
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
                        {move || (more() > 0).then(|| format!(" · {} {}", more(), tr("more: type to find them", "weitere: über das Suchfeld zu finden")))}
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

fn row(view: TagView, remove: Remove) -> impl IntoView {
    let TagView { tag, bib, name, last_read_at, .. } = view;
    let read = match last_read_at {
        Some(at) => view! { <LocalTime at /> }.into_any(),
        None => tr("not yet", "noch nie").into_any(),
    };
    let label = tag.to_string();
    let press = {
        let tag = tag.clone();
        move || drop(remove.dispatch(tag.clone()))
    };
    view! {
        <tr>
            <td class="num of">{bib.get()}</td>
            <td class="name">{name}</td>
            <td class="num chip">{label.clone()}</td>
            <td class="num muted">{read}</td>
            <td class="r">
                <a class="btn quiet small" href=format!("/audit?target=player:{bib}")>{tr("History", "Verlauf")}</a>
                <ActionButton class="quiet small" pending=remove.pending() on_press=press>
                    {tr("Take off", "Abnehmen")}
                    <span class="visually-hidden">" " {label}</span>
                </ActionButton>
            </td>
        </tr>
    }
}

/// A wish to hand tags out that others wear. Nothing is done before a person has said what becomes of those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moving {
    /// All that is wished.
    inputs: Vec<TagInput>,
    /// Who wears one of them, and who would.
    worn: Vec<(TagView, Bib)>,
}

impl Moving {
    /// None where nobody else wears any of the tags.
    pub fn of(inputs: &[TagInput], tags: &[TagView]) -> Option<Self> {
        let wanted: HashMap<&Tag, Bib> = inputs.iter().map(|input| (&input.tag, input.bib)).collect();
        let other = |view: &TagView| {
            let to = *wanted.get(&view.tag)?;
            (view.bib != to).then(|| (view.clone(), to))
        };
        let worn: Vec<_> = tags.iter().filter_map(other).collect();
        (!worn.is_empty()).then(|| Self { inputs: inputs.to_vec(), worn })
    }

    /// The wish as it is answered. With `instead` those who wear the tags do so by mistake; this is said of nobody who was
    /// not asked about.
    fn answered(self, instead: bool) -> Vec<TagInput> {
        let asked: HashSet<Tag> = self.worn.into_iter().map(|(view, _)| view.tag).collect();
        let say = |input: TagInput| TagInput { instead: instead && asked.contains(&input.tag), ..input };
        self.inputs.into_iter().map(say).collect()
    }

    /// The one tag that is wished, with who wears it and who would; none where it is one of a table.
    fn single(&self) -> Option<&(TagView, Bib)> {
        self.worn.first().filter(|_| self.inputs.len() == 1)
    }

    fn question(&self) -> String {
        let Some((TagView { bib, name, .. }, to)) = self.single() else {
            return counted(
                self.worn.len(),
                [
                    "of these chips is worn by somebody else. Move it?",
                    "of these chips are worn by somebody else. Move them?",
                ],
                [
                    "dieser Chips wird schon von jemand anderem getragen. Soll er wechseln?",
                    "dieser Chips werden schon von anderen getragen. Sollen sie wechseln?",
                ],
            );
        };
        match lang() {
            Lang::En => format!("{bib} {name} wears this chip. Move it to {to}?"),
            Lang::De => format!("{bib} {name} trägt diesen Chip. Soll er zu {to} wechseln?"),
        }
    }

    fn consequence(&self) -> String {
        match (self.single(), lang()) {
            (Some((TagView { bib, .. }, to)), Lang::En) => {
                format!("If it moves, {bib} keeps the laps read so far. If {bib} was a mistake, {to} gets those laps.")
            }
            (Some((TagView { bib, .. }, to)), Lang::De) => format!(
                "Wechselt er, behält {bib} die bisher gelesenen Runden. War {bib} ein Irrtum, bekommt {to} diese Runden."
            ),
            (None, _) => tr(
                "If they move, whoever wore them keeps the laps read so far. If they were mistakes, those laps go to whoever wears them now.",
                "Wechseln sie, bleiben die bisher gelesenen Runden, wo sie sind. Waren es Irrtümer, gehen sie an die, die den Chip jetzt bekommen.",
            )
            .to_owned(),
        }
    }

    /// What the two answers say: they move, or they were mistakes.
    fn answers(&self) -> [String; 2] {
        let several = self.worn.len() > 1;
        let moves = if several { tr("Move them", "Wechseln lassen") } else { tr("Move it", "Wechseln lassen") };
        let mistake = match (self.single(), several) {
            (Some((view, _)), _) => format!("{} {}", view.bib, tr("was a mistake", "war ein Irrtum")),
            (None, false) => tr("It was a mistake", "Es war ein Irrtum").to_owned(),
            (None, true) => tr("They were mistakes", "Es waren Irrtümer").to_owned(),
        };
        [moves.to_owned(), mistake]
    }
}

/// Asks what becomes of tags that others wear, where they were to be handed out. The focus goes to the question and not to
/// an answer: the Enter of a reader that types must not give one.
#[component]
pub fn MoveQuestion(
    /// Unique in the page.
    #[prop(into)]
    id: String,
    /// What is asked, if anything.
    asked: RwSignal<Option<Moving>>,
    /// The id of what has the focus after it.
    #[prop(into)]
    back: String,
    /// Does what is wished.
    answer: Callback<Vec<TagInput>>,
) -> impl IntoView {
    let ids = StoredValue::new((id, back));
    let close = move || {
        asked.set(None);
        ids.with_value(|(_, back)| browser::focus(back));
    };
    let say = move |instead: bool| {
        if let Some(moving) = asked.get_untracked() {
            close();
            answer.run(moving.answered(instead));
        }
    };
    move || {
        let moving = asked.get()?;
        let id = ids.with_value(|(id, _)| id.clone());
        let [moves, mistake] = moving.answers();
        Effect::new({
            let id = id.clone();
            move |_| browser::focus(&id)
        });
        let (title, says) = (format!("{id}-title"), format!("{id}-says"));
        Some(view! {
            <div class="notice asks" role="group" id=id tabindex="-1" aria-labelledby=title aria-describedby=says>
                <p id=title.clone()><b>{moving.question()}</b></p>
                {moving.single().is_none().then(|| named(&moving.worn))}
                <p id=says.clone() class="muted">{moving.consequence()}</p>
                <div class="actions">
                    <button type="button" class="btn do small" on:click=move |_| say(false)>{moves}</button>
                    <button type="button" class="btn quiet small" on:click=move |_| say(true)>{mistake}</button>
                    <button type="button" class="btn quiet small" on:click=move |_| close()>{tr("Cancel", "Abbrechen")}</button>
                </div>
            </div>
        })
    }
}

/// The first of the tags, each with who wears it and who would, and how many more there are.
fn named(worn: &[(TagView, Bib)]) -> impl IntoView + use<> {
    let first = worn.iter().take(NAMED_MAX).map(|(TagView { tag, bib, name, .. }, to)| {
        view! { <li><span class="num chip">{tag.to_string()}</span> {format!(": {bib} {name} → {to}")}</li> }
    });
    let more = worn.len().saturating_sub(NAMED_MAX);
    let more =
        (more > 0).then(|| view! { <li>{format!("… {} {more} {}", tr("and", "und"), tr("more", "weitere"))}</li> });
    view! { <ul>{first.collect_view()} {more}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Timestamp;

    fn view(tag: &str, bib: i64, name: &str) -> TagView {
        TagView {
            tag: Tag::parse(tag).unwrap(),
            bib: Bib::new(bib).unwrap(),
            name: name.into(),
            since: Timestamp::from_ms(1_800_000_000_000),
            last_read_at: None,
        }
    }

    #[test]
    fn a_chip_is_found_by_itself_and_by_its_wearer() {
        let tags = [view("AB12", 7, "Ada Lind"), view("CD34", 8, "Ben Roth")];
        let found = |typed| search(&tags, typed).iter().map(|tag| tag.bib.get()).collect::<Vec<_>>();
        assert_eq!(
            [found(""), found("b12"), found("8"), found("ada"), found("x")],
            [vec![7, 8], vec![7], vec![8], vec![7], vec![]]
        );
    }

    #[test]
    fn only_a_chip_that_somebody_else_wears_is_asked_about() {
        let tags = [view("AB12", 7, "Ada Lind"), view("CD34", 8, "Ben Roth")];
        let wish = |tag: &str, bib| super::super::read_pair(tag, bib).unwrap();
        assert_eq!(Moving::of(&[wish("ab12", "7"), wish("EF56", "9")], &tags), None);

        let moving = Moving::of(&[wish("EF56", "9"), wish("cd34", "9"), wish("AB12", "7")], &tags).unwrap();
        assert_eq!(moving.worn, [(tags[1].clone(), Bib::new(9).unwrap())]);
        let mistaken = |instead| moving.clone().answered(instead).iter().map(|input| input.instead).collect::<Vec<_>>();
        assert_eq!(mistaken(false), [false; 3]);
        assert_eq!(mistaken(true), [false, true, false]);
    }
}
