//! The pace groups and their lanes: which there are, and how many players they take.

use super::api::{add_group, add_lane, edit_group, edit_lane, remove_group, remove_lane};
use crate::{
    PageError,
    components::{Choices, Dialog, Question, Refusal, StaffLive, Submit, TextField, use_toast},
    counters::set_counters,
    desk::api::list_groups,
    feed::Feed,
    i18n::tr,
};
use domain::{
    counters::{Counters, CountersInput},
    ids::EventId,
    lane::{LaneEdit, LaneInput, LaneView, OwnLength, PaceGroupEdit, PaceGroupInput, PaceGroupView, ROPE_COLORS},
    topic::Topic,
};
use leptos::{ev::SubmitEvent, prelude::*};

/// What is being changed.
#[derive(Debug, Clone, PartialEq)]
enum Wish {
    AddGroup,
    EditGroup(PaceGroupView),
    RemoveGroup(String),
    AddLane(String),
    EditLane(LaneView),
    RemoveLane(LaneView),
}

/// What is sent.
#[derive(Debug, Clone, PartialEq)]
enum Order {
    AddGroup(PaceGroupInput),
    EditGroup(String, PaceGroupEdit),
    RemoveGroup(String),
    AddLane(String, LaneInput),
    EditLane(LaneView, LaneEdit, Counters),
    RemoveLane(LaneView),
}

async fn send(event: EventId, order: Order) -> Result<(), PageError> {
    match order {
        Order::AddGroup(input) => add_group(event, input).await,
        Order::EditGroup(name, edit) => edit_group(event, name, edit).await,
        Order::RemoveGroup(name) => remove_group(event, name).await,
        Order::AddLane(group, input) => add_lane(event, group, input).await,
        Order::EditLane(lane, edit, counters) => {
            edit_lane(event, lane.id, edit).await?;
            if counters == lane.counters {
                return Ok(());
            }
            set_counters(event, lane.id, CountersInput { counters, lead: None }).await
        }
        Order::RemoveLane(lane) => remove_lane(event, lane.id).await,
    }
}

/// What the parts of the panel share.
#[derive(Clone, Copy)]
struct Arranging {
    wish: RwSignal<Option<Wish>>,
    editing: RwSignal<bool>,
    removing: RwSignal<bool>,
    order: Action<Result<Order, PageError>, Option<PageError>>,
}

impl Arranging {
    fn ask(self, wish: Wish) {
        let removes = matches!(wish, Wish::RemoveGroup(_) | Wish::RemoveLane(_));
        self.order.value().set(None);
        self.wish.set(Some(wish));
        if removes { self.removing.set(true) } else { self.editing.set(true) }
    }

    fn error(self) -> Signal<Option<PageError>> {
        Signal::derive(move || self.order.value().get().flatten())
    }
}

/// The pace groups and lanes of the event.
#[component]
pub fn ArrangePanel(
    /// What is heard.
    live: StaffLive,
) -> impl IntoView {
    let toast = use_toast();
    let done = RwSignal::new(0_u32);
    let (editing, removing) = (RwSignal::new(false), RwSignal::new(false));
    let order = Action::new(move |order: &Result<Order, PageError>| {
        let order = order.clone();
        async move {
            let sent = match order {
                Ok(order) => send(live.event, order).await,
                Err(error) => Err(error),
            };
            match sent {
                Ok(()) => {
                    toast.say(tr("Saved", "Gespeichert").to_owned());
                    done.update(|n| *n += 1);
                    editing.set(false);
                    removing.set(false);
                    None
                }
                Err(error) => Some(error),
            }
        }
    });
    let arranging = Arranging { wish: RwSignal::new(None), editing, removing, order };
    let event = live.event;
    let groups = Feed::new(
        None,
        move || live.version(Topic::Slots).wrapping_add(done.get()),
        move || async move { list_groups(event).await.map(Some) },
    );
    Effect::new(move |_| groups.reload());
    view! {
        <section class="panel" aria-labelledby="arranging-title">
            <h2 id="arranging-title">{tr("Pace groups and lanes", "Tempogruppen und Bahnen")}</h2>
            <Refusal error=groups.error />
            {move || match groups.value.get() {
                Some(groups) => list(&groups, arranging).into_any(),
                None => view! { <div class="wait">{tr("Loading…", "Lade …")}</div> }.into_any(),
            }}
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| arranging.ask(Wish::AddGroup)>
                    {tr("Add a pace group", "Tempogruppe hinzufügen")}
                </button>
            </div>
            <EditDialog arranging />
            <RemoveDialog arranging />
        </section>
    }
}

fn list(groups: &[PaceGroupView], arranging: Arranging) -> impl IntoView + use<> {
    let rows = groups.iter().map(|group| group_item(group, arranging)).collect_view();
    view! { <ul class="arrangement">{rows}</ul> }
}

fn button(class: &'static str, words: &'static str, about: String, wish: Wish, arranging: Arranging) -> impl IntoView {
    view! {
        <button type="button" class=format!("btn small {class}") on:click=move |_| arranging.ask(wish.clone())>
            {words}
            <span class="visually-hidden">" " {about}</span>
        </button>
    }
}

fn group_item(group: &PaceGroupView, arranging: Arranging) -> impl IntoView + use<> {
    let taken = group.slots.len() - group.free();
    let about = || group.name.clone();
    let (edit, remove, add) = (Wish::EditGroup(group.clone()), Wish::RemoveGroup(about()), Wish::AddLane(about()));
    let lanes = group
        .lanes
        .iter()
        .map(|lane| {
            let name = || format!("{} {}", tr("lane", "Bahn"), lane.name);
            view! {
                <li>
                    <span>
                        {tr("Lane", "Bahn")} " " <b>{lane.name.clone()}</b>
                        <span class="muted num">
                            {(lane.counters == Counters::Independent).then(|| tr(" · two tallies", " · zwei Stände"))}
                            " · " {lane.capacity} " " {tr("places", "Plätze")} " · " {lane.lap_length_m.as_f64()} " m"
                        </span>
                    </span>
                    <span class="ways">
                        {button("quiet", tr("Edit", "Ändern"), name(), Wish::EditLane(lane.clone()), arranging)}
                        {button("quiet", tr("Remove", "Entfernen"), name(), Wish::RemoveLane(lane.clone()), arranging)}
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <li data-rope=group.color.clone()>
            <div class="group">
                <span>
                    <b>{group.name.clone()}</b>
                    <span class="muted num">
                        " · " {taken} " / " {group.slots.len()} " " {tr("taken", "besetzt")}
                    </span>
                </span>
                <span class="ways">
                    {button("quiet", tr("Edit", "Ändern"), about(), edit, arranging)}
                    {button("quiet", tr("Add a lane", "Bahn hinzufügen"), about(), add, arranging)}
                    {button("danger", tr("Remove", "Entfernen"), about(), remove, arranging)}
                </span>
            </div>
            <ul>{lanes}</ul>
        </li>
    }
}

/// A number as it is typed.
fn number(text: &str) -> Result<i64, PageError> {
    let number = text.trim().parse();
    number.map_err(|_| PageError::form(tr("How many? Type a number.", "Wie viele? Geben Sie eine Zahl ein.")))
}

/// A length in metres as it is typed, with a point or a comma; none where nothing is.
fn metres(text: &str) -> Result<Option<f64>, PageError> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let metres = text.parse().map(Some);
    metres.map_err(|_| PageError::form(tr("How long? Type metres.", "Wie lang? Geben Sie Meter ein.")))
}

/// A rope colour as people call it.
fn color_text(color: &str) -> &'static str {
    match color {
        "red" => tr("Red", "Rot"),
        "yellow" => tr("Yellow", "Gelb"),
        "green" => tr("Green", "Grün"),
        _ => tr("Blue", "Blau"),
    }
}

/// What is typed in the dialog.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    places: RwSignal<String>,
    length: RwSignal<String>,
    color: RwSignal<Option<&'static str>>,
    counters: RwSignal<Option<Counters>>,
}

impl Fields {
    fn of(wish: &Wish) -> Self {
        let text = |text: String| RwSignal::new(text);
        let (name, places, length, color) = match wish {
            Wish::EditGroup(group) => {
                let color = ROPE_COLORS.into_iter().find(|color| *color == group.color);
                (group.name.clone(), String::new(), String::new(), color)
            }
            Wish::EditLane(lane) => {
                (lane.name.clone(), lane.capacity.to_string(), lane.lap_length_m.as_f64().to_string(), None)
            }
            _ => (String::new(), String::new(), String::new(), None),
        };
        let counters = match wish {
            Wish::EditLane(lane) => Some(lane.counters),
            _ => None,
        };
        let (color, counters) = (RwSignal::new(color), RwSignal::new(counters));
        Self { name: text(name), places: text(places), length: text(length), color, counters }
    }

    fn order(self, wish: Wish) -> Result<Order, PageError> {
        let name = self.name.get_untracked();
        let places = || number(&self.places.get_untracked());
        let length = || metres(&self.length.get_untracked());
        Ok(match wish {
            Wish::AddGroup => Order::AddGroup(PaceGroupInput { name, count: places()? }),
            Wish::EditGroup(group) => {
                let color = self.color.get_untracked().map(str::to_owned);
                Order::EditGroup(group.name, PaceGroupEdit { name: Some(name), color })
            }
            Wish::AddLane(group) => {
                Order::AddLane(group, LaneInput { name, capacity: places()?, lap_length_m: length()? })
            }
            Wish::EditLane(lane) => {
                // Left as it was, the length stays the event's where it was that; empty it becomes the event's.
                let same = |length: f64| (length - lane.lap_length_m.as_f64()).abs() <= f64::EPSILON;
                let length = Some(length()?).filter(|length| !length.is_some_and(same)).map(OwnLength);
                let edit = LaneEdit { name: Some(name), capacity: Some(places()?), lap_length_m: length };
                let counters = self.counters.get_untracked().unwrap_or(lane.counters);
                Order::EditLane(lane, edit, counters)
            }
            Wish::RemoveGroup(name) => Order::RemoveGroup(name),
            Wish::RemoveLane(lane) => Order::RemoveLane(lane),
        })
    }
}

fn title(wish: Option<&Wish>) -> String {
    match wish {
        Some(Wish::EditGroup(group)) => format!("{} {}", tr("Pace group", "Tempogruppe"), group.name),
        Some(Wish::AddLane(group)) => format!("{} {group}", tr("New lane in", "Neue Bahn in")),
        Some(Wish::EditLane(lane)) => format!("{} {}", tr("Lane", "Bahn"), lane.name),
        Some(Wish::RemoveGroup(name)) => format!("{} {name}?", tr("Remove the pace group", "Tempogruppe entfernen:")),
        Some(Wish::RemoveLane(lane)) => format!("{} {}?", tr("Remove lane", "Bahn entfernen:"), lane.name),
        _ => tr("New pace group", "Neue Tempogruppe").to_owned(),
    }
}

#[component]
fn EditDialog(arranging: Arranging) -> impl IntoView {
    let heading = Signal::derive(move || arranging.wish.with(|wish| title(wish.as_ref())));
    view! {
        <Dialog id="arrange" open=arranging.editing title=heading>
            {move || arranging.wish.get().map(|wish| view! { <EditForm wish arranging /> })}
        </Dialog>
    }
}

/// The fields of a pace group or a lane.
#[component]
fn EditForm(wish: Wish, arranging: Arranging) -> impl IntoView {
    let fields = Fields::of(&wish);
    let group = matches!(wish, Wish::EditGroup(_));
    let lane = matches!(wish, Wish::AddLane(_) | Wish::EditLane(_));
    let there = matches!(wish, Wish::EditLane(_));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !arranging.order.pending().get_untracked() {
            arranging.order.dispatch(fields.order(wish.clone()));
        }
    };
    let places = || {
        let label = tr("Places", "Plätze");
        view! { <TextField id="arrange-places" label inputmode="numeric" value=fields.places required=true /> }
    };
    let length = || {
        let hint = tr(
            "Empty: the event's. It holds for laps counted from now on.",
            "Leer: wie in der Veranstaltung. Gilt für Runden ab jetzt.",
        );
        let label = tr("Metres a lap", "Meter je Runde");
        view! { <TextField id="arrange-length" label inputmode="decimal" value=fields.length hint /> }
    };
    let color = || {
        let choices = ROPE_COLORS.map(|color| (color, color_text(color))).into();
        view! { <Choices name="arrange-color" label=tr("Colour", "Farbe") choices value=fields.color /> }
    };
    let counters = || {
        let choices = vec![
            (Counters::Together, tr("Together", "Zusammen")),
            (Counters::Independent, tr("Each for itself", "Jedes für sich")),
        ];
        view! {
            <Choices name="arrange-counters" label=tr("Two tablets count", "Zwei Tablets zählen") choices value=fields.counters />
            <small class="hint">
                {move || match fields.counters.get() {
                    Some(Counters::Independent) => tr(
                        "The laps of one of them count. The other’s stand beside them under Two tallies, where differences are settled.",
                        "Es zählen die Runden des einen. Die des anderen stehen daneben unter Zwei Stände, wo Unterschiede entschieden werden.",
                    ),
                    _ => tr(
                        "Either counts for both. What both tap within seconds is one lap and a question.",
                        "Jedes zählt für beide. Was beide binnen Sekunden tippen, ist eine Runde und eine Frage.",
                    ),
                }}
            </small>
        }
    };
    view! {
        <form on:submit=submit novalidate>
            <TextField id="arrange-name" label=tr("Name", "Name") value=fields.name required=true autofocus=true />
            {(!group).then(places)}
            {lane.then(length)}
            {there.then(counters)}
            {group.then(color)}
            <Refusal error=arranging.error() />
            <div class="actions">
                <button type="button" class="btn quiet" on:click=move |_| arranging.editing.set(false)>
                    {tr("Cancel", "Abbrechen")}
                </button>
                <Submit pending=arranging.order.pending()>{tr("Save", "Speichern")}</Submit>
            </div>
        </form>
    }
}

#[component]
fn RemoveDialog(arranging: Arranging) -> impl IntoView {
    let heading = Signal::derive(move || arranging.wish.with(|wish| title(wish.as_ref())));
    view! {
        <Question
            id="arrange-remove"
            open=arranging.removing
            title=heading
            says=tr(
                "Laps and past placements stay. It can be undone in the audit trail.",
                "Runden und frühere Einteilungen bleiben. Im Protokoll lässt es sich rückgängig machen.",
            )
            action=tr("Remove", "Entfernen")
            pending=arranging.order.pending()
            error=arranging.error()
            press=Callback::new(move |()| {
                let order = match arranging.wish.get_untracked() {
                    Some(Wish::RemoveGroup(name)) => Order::RemoveGroup(name),
                    Some(Wish::RemoveLane(lane)) => Order::RemoveLane(lane),
                    _ => return,
                };
                arranging.order.dispatch(Ok(order));
            })
        />
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_typed_with_a_point_or_a_comma() {
        assert_eq!([metres("33,3"), metres(" 25.5 "), metres("")], [Ok(Some(33.3)), Ok(Some(25.5)), Ok(None)]);
        assert!(metres("far").is_err() && number("many").is_err());
        assert_eq!(number(" 8 "), Ok(8));
    }
}
