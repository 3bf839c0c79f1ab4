//! This tablet: what it can do, what it cannot and how it could, and how its helper wants it. The choices are kept on it.

use super::{
    counter::Counter,
    feel::{self, Sign},
    keeping::Keeping,
    moving,
    offline::{self, Opens},
    screen::{self, Awake},
};
use crate::{browser, components::Dialog, i18n::tr, live::Conn, trust::how_to_trust};
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use std::{collections::HashSet, time::Duration};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

/// How often a station that is ready to open offline keeps its page anew, with the event and its lanes as they are.
const REFRESH_EVERY: Duration = Duration::from_mins(10);
/// When it is looked once more after the server came back or the lane was changed.
const REFRESH_AGAIN: [Duration; 2] = [Duration::from_secs(12), Duration::from_secs(50)];

/// What a helper may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Awake,
    Sound,
    Shake,
}

impl Choice {
    const fn key(self) -> &'static str {
        match self {
            Self::Awake => "lapstream.tablet.awake",
            Self::Sound => "lapstream.tablet.sound",
            Self::Shake => "lapstream.tablet.shake",
        }
    }

    /// What holds until somebody chooses: a dark screen costs laps, and a hall is loud enough.
    const fn default(self) -> bool {
        matches!(self, Self::Awake)
    }

    fn kept(self) -> bool {
        browser::remembered(self.key()).map_or(self.default(), |kept| kept == "on")
    }

    fn keep(self, on: bool) {
        browser::remember(self.key(), Some(if on { "on" } else { "off" }));
    }
}

/// This tablet, as a station found it.
#[derive(Clone, Copy)]
pub struct Tablet {
    opens: RwSignal<Opens>,
    awake: ReadSignal<Awake>,
    wants_awake: RwSignal<bool>,
    wants_sound: RwSignal<bool>,
    wants_shake: RwSignal<bool>,
    /// The server's HTTPS, where this page came without.
    https: RwSignal<Option<String>>,
    /// Whether this is plain HTTP on a foreign machine, once it is known.
    is_insecure: RwSignal<bool>,
    /// Whether its dialog is open.
    is_open: RwSignal<bool>,
}

impl Tablet {
    /// Gets the tablet ready, and has it answer to a station's taps, for as long as the page is open.
    pub fn begin(counter: Counter) -> Self {
        let wants_awake = RwSignal::new(false);
        let is_counting = move || wants_awake.get() && counter.lane.get().is_some();
        let tablet = Self {
            opens: RwSignal::default(),
            awake: screen::keep_awake(Signal::derive(is_counting)),
            wants_awake,
            wants_sound: RwSignal::default(),
            wants_shake: RwSignal::default(),
            https: RwSignal::default(),
            is_insecure: RwSignal::default(),
            is_open: RwSignal::default(),
        };
        Effect::new(move |_| {
            for (choice, wanted) in tablet.choices() {
                wanted.set(choice.kept());
            }
            tablet.is_insecure.set(!offline::is_secure());
            spawn_local(async move {
                tablet.opens.try_set(offline::make_ready().await);
            });
            if !offline::is_secure() {
                spawn_local(async move {
                    let https = how_to_trust().await.ok().and_then(|trust| trust.https);
                    tablet.https.try_set(https);
                });
            }
        });
        tablet.stay_ready(counter);
        tablet.answer(counter);
        tablet
    }

    /// What plain HTTP keeps from this tablet, in one sentence.
    pub fn lacking(self) -> Option<String> {
        let lacks = tr(
            "Over http the browser cannot promise to keep taps, and this tablet cannot open again while offline, stay awake or scan.",
            "Über http kann der Browser nicht versprechen, Runden zu behalten, und dieses Tablet kann sich ohne Netz nicht wieder öffnen, nicht wach bleiben und nicht scannen.",
        );
        self.is_insecure.get().then(|| match self.https.get() {
            Some(https) => format!("{lacks} {} {https}", tr("It can at", "Das kann es unter")),
            None => lacks.to_owned(),
        })
    }

    fn choices(self) -> [(Choice, RwSignal<bool>); 3] {
        [(Choice::Awake, self.wants_awake), (Choice::Sound, self.wants_sound), (Choice::Shake, self.wants_shake)]
    }

    /// What is kept for a start without the network is never much older than what is shown.
    fn stay_ready(self, counter: Counter) {
        let refresh = move || {
            let live = counter.conn.try_get_untracked() == Some(Conn::Live);
            if live && self.opens.try_get_untracked() == Some(Opens::Yes) {
                spawn_local(offline::refresh());
            }
        };
        Effect::new(move |_| {
            // After the server was away it may be a newer one; and another lane is another start.
            counter.conn.track();
            counter.lane.track();
            refresh();
            // One that has just started is busy, and a file that does not come ends the keeping of all.
            for later in REFRESH_AGAIN {
                set_timeout(refresh, later);
            }
        });
        Effect::new(move |_| {
            let interval = set_interval_with_handle(refresh, REFRESH_EVERY).ok();
            on_cleanup(move || interval.iter().for_each(IntervalHandle::clear));
        });
    }

    /// Lets taps be heard and felt, if that is wanted.
    fn answer(self, counter: Counter) {
        let tell = move |sign: Sign| {
            if self.wants_sound.get_untracked() {
                feel::sound(sign);
            }
            if self.wants_shake.get_untracked() {
                feel::shake(sign);
            }
        };
        Effect::new(move |before: Option<[usize; 2]>| {
            let now = [counter.hit.with(Vec::len), counter.not_counted.with(Vec::len)];
            if let Some([hit, not_counted]) = before {
                if now[0] > hit {
                    tell(Sign::Taken);
                }
                if now[1] > not_counted {
                    tell(Sign::NotCounted);
                }
            }
            now
        });
    }
}

/// The button that opens what concerns the tablet.
#[component]
pub fn ThisTablet(
    /// The dialog that it is in, which it closes.
    from: RwSignal<bool>,
) -> impl IntoView {
    let tablet = use_context::<Tablet>();
    let open = move |_| {
        from.set(false);
        if let Some(tablet) = tablet {
            tablet.is_open.set(true);
        }
    };
    view! {
        <button type="button" class="btn" on:click=open>
            {tr("This tablet", "Dieses Tablet")}
        </button>
    }
}

/// What concerns the tablet, in a dialog.
#[component]
pub fn TabletDialog(
    /// The tablet.
    tablet: Tablet,
    /// The station.
    counter: Counter,
) -> impl IntoView {
    let open = tablet.is_open;
    view! {
        <Dialog id="tablet" class="tablet" open title=tr("This tablet", "Dieses Tablet").to_owned()>
            <Choices tablet />
            <Abilities tablet counter />
            <Moving tablet counter />
            <div class="actions">
                <button type="button" class="btn do" on:click=move |_| open.set(false)>
                    {tr("Back to the lane", "Zurück zur Bahn")}
                </button>
            </div>
        </Dialog>
    }
}

/// What a helper may choose, where the tablet can do it.
#[component]
fn Choices(tablet: Tablet) -> impl IntoView {
    let row = |choice: Choice, wanted: RwSignal<bool>, words: &'static str| {
        let change = move |_| {
            wanted.update(|on| *on = !*on);
            let on = wanted.get_untracked();
            choice.keep(on);
            match choice {
                Choice::Sound if on => feel::sound(Sign::Taken),
                Choice::Shake if on => feel::shake(Sign::Taken),
                _ => {}
            }
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=wanted on:change=change />
                <span>{words}</span>
            </label>
        }
    };
    let fills = screen::fills();
    let fill =
        move || if fills.get() { tr("Leave full screen", "Vollbild beenden") } else { tr("Full screen", "Vollbild") };
    let can_stay_awake = move || !matches!(tablet.awake.get(), Awake::Insecure | Awake::Unsupported);
    view! {
        {move || can_stay_awake().then(|| row(Choice::Awake, tablet.wants_awake, tr("Keep the screen on", "Bildschirm anlassen")))}
        {feel::can_sound().then(|| row(Choice::Sound, tablet.wants_sound, tr("A sound for each tap", "Ein Ton je Tippen")))}
        {feel::can_shake().then(|| row(Choice::Shake, tablet.wants_shake, tr("Vibrate with each tap", "Bei jedem Tippen vibrieren")))}
        {screen::can_fill()
            .then(|| {
                view! {
                    <button type="button" class="btn" on:click=move |_| screen::fill(!fills.get_untracked())>
                        {fill}
                    </button>
                }
            })}
    }
}

/// What the tablet can do, and what it cannot and why.
#[component]
fn Abilities(tablet: Tablet, counter: Counter) -> impl IntoView {
    let row = |can: Signal<Result<&'static str, &'static str>>| {
        view! { <li data-can=move || can.get().is_ok().to_string()>{move || can.get().unwrap_or_else(|cannot| cannot)}</li> }
    };
    let only_https = || tr("What is missing here needs https.", "Was hier fehlt, geht nur mit https.");
    let opens = Signal::derive(move || opens_text(tablet.opens.get()));
    let awake = Signal::derive(move || awake_text(tablet.awake.get()));
    let keeps = Signal::derive(move || keeps_text(counter.courier.keeping.get()));
    let trusts = move || {
        (tablet.opens.get() == Opens::Refused).then(|| {
            view! {
                <p>
                    <a href="/trust" rel="external" target="_blank">
                        {tr("How this tablet comes to trust the server", "Wie dieses Tablet dem Server vertraut")}
                    </a>
                </p>
            }
        })
    };
    view! {
        <ul class="abilities" role="list">{row(opens)} {row(awake)} {row(keeps)}</ul>
        {move || tablet.is_insecure.get().then(|| view! { <p class="muted">{only_https()}</p> })}
        {trusts}
    }
}

fn opens_text(opens: Opens) -> Result<&'static str, &'static str> {
    match opens {
        Opens::Yes => Ok(tr("Opens again while offline", "Öffnet sich auch ohne Netz wieder")),
        Opens::NotYet => {
            Err(tr("Not yet ready to open again while offline", "Noch nicht bereit, sich ohne Netz wieder zu öffnen"))
        }
        Opens::Insecure | Opens::Unsupported => {
            Err(tr("Cannot open again while offline", "Kann sich ohne Netz nicht wieder öffnen"))
        }
        Opens::Refused => Err(tr(
            "Cannot open again while offline: the browser refused, as in a private window or where it does not trust the server",
            "Kann sich ohne Netz nicht wieder öffnen: Der Browser lehnt es ab, wie in einem privaten Fenster oder wo er dem Server nicht vertraut",
        )),
    }
}

fn awake_text(awake: Awake) -> Result<&'static str, &'static str> {
    match awake {
        Awake::Yes => Ok(tr("Stays awake", "Bleibt wach")),
        Awake::Unwanted => Err(tr("Goes dark when it is left alone", "Wird dunkel, wenn niemand tippt")),
        Awake::Insecure | Awake::Unsupported => Err(tr(
            "Cannot stay awake: set its screen to stay on in its own settings",
            "Kann nicht wach bleiben: Stellen Sie in seinen eigenen Einstellungen ein, dass der Bildschirm anbleibt",
        )),
        Awake::Refused => Err(tr(
            "Cannot stay awake now: the browser refused, as many do on a low battery",
            "Kann gerade nicht wach bleiben: Der Browser lehnt es ab, wie oft bei schwachem Akku",
        )),
    }
}

fn keeps_text(keeping: Keeping) -> Result<&'static str, &'static str> {
    match keeping {
        Keeping::Promised => Ok(tr("Keeps its taps for certain", "Behält seine Runden sicher")),
        Keeping::Opening | Keeping::Kept | Keeping::Unpromised | Keeping::Unasked => Ok(tr(
            "Keeps its taps unless its storage runs full",
            "Behält seine Runden, solange sein Speicher nicht voll ist",
        )),
        Keeping::Memory => Err(tr(
            "Keeps its taps only while this page is open",
            "Behält seine Runden nur, solange diese Seite offen ist",
        )),
    }
}

/// How a station goes on at another address: its queue stays behind, so it is sent or taken along first.
#[component]
fn Moving(tablet: Tablet, counter: Counter) -> impl IntoView {
    let courier = counter.courier;
    let waiting = Memo::new(move |_| courier.queue.with(|queue| queue.unsent() + queue.strangers()));
    let said = RwSignal::new(None::<String>);
    let saved = RwSignal::new(HashSet::new());
    let save = move |_| saved.set(moving::save(courier).unwrap_or_default());
    let leaves_nothing = Memo::new(move |_| {
        saved
            .with(|saved| courier.queue.with(|queue| queue.records().iter().all(|record| saved.contains(&record.id()))))
    });
    let load = move |event: Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        spawn_local(async move {
            let loaded = moving::load(courier, file.into()).await;
            said.try_set(Some(match loaded {
                Ok(taps) => format!("{taps} {}", tr("taps were taken over.", "Runden wurden übernommen.")),
                Err(sentence) => sentence.to_owned(),
            }));
            input.set_value("");
        });
    };
    let waits = move || {
        (waiting.get() > 0).then(|| {
            view! {
                <p>
                    <b class="num">{waiting}</b> " "
                    {tr(
                        "taps are not sent yet, and another address does not see them. Wait until they are, or take them along as a file.",
                        "Runden sind noch nicht gesendet, und eine andere Adresse sieht sie nicht. Warten Sie, bis sie es sind, oder nehmen Sie sie als Datei mit.",
                    )}
                </p>
                <button type="button" class="btn" on:click=save>
                    {tr("Save unsent taps as a file", "Ungesendete Runden als Datei sichern")}
                </button>
            }
        })
    };
    let go = move || {
        let https = tablet.https.get()?;
        let way = leaves_nothing.get().then(|| {
            view! {
                <a class="btn do" href=format!("{https}/station") rel="external">
                    {tr("Go on at", "Weiter unter")} <span class="address">{https.clone()}</span>
                </a>
            }
        });
        Some(view! {
            <p>
                {tr(
                    "Over https this tablet opens again while offline, stays awake and scans. It has to trust the server first, and needs a new code from the console there.",
                    "Über https öffnet sich dieses Tablet auch ohne Netz wieder, bleibt wach und scannt. Es muss dem Server erst vertrauen und braucht dort einen neuen Code aus der Leitung.",
                )} " "
                <a href="/trust" rel="external" target="_blank">
                    {tr("How it comes to trust it", "Wie es ihm vertraut")}
                </a>
            </p>
            {way}
        })
    };
    view! {
        <details class="other-way" open=tablet.https.with_untracked(Option::is_some)>
            <summary>{tr("Move to another address", "An eine andere Adresse umziehen")}</summary>
            {waits}
            {go}
            <label class="file">
                <span>{tr("Take over taps from a file of another address", "Runden aus der Datei einer anderen Adresse übernehmen")}</span>
                <input type="file" accept="application/json,.json" on:change=load />
            </label>
            <p role="status">{said}</p>
        </details>
    }
}
