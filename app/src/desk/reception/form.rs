//! The fields of a player, for registering and for editing.

use crate::{
    browser,
    components::{Choices, StaffLive, TextField},
    desk::{birth, person},
    i18n::tr,
};
use domain::{
    Bib, Problem, Timestamp,
    night::needs_permission,
    player::{Gender, PlayerInput, PlayerList, PlayerView},
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The ids of the two lists of words that [`KnownWords`] makes and the fields propose.
const TEAMS: &str = "known-teams";
const CATEGORIES: &str = "known-categories";

/// What is typed into the fields of one player.
#[derive(Debug, Clone, Copy)]
pub struct PlayerForm {
    /// The bib; empty for the next free one.
    pub bib: RwSignal<String>,
    /// The full name.
    pub name: RwSignal<String>,
    born: RwSignal<String>,
    gender: RwSignal<Option<Gender>>,
    team: RwSignal<String>,
    category: RwSignal<String>,
    hide_name: RwSignal<bool>,
    night_permission: RwSignal<bool>,
    /// Why somebody is registered past the lock.
    pub reason: RwSignal<String>,
}

impl PlayerForm {
    /// Empty fields.
    pub fn new() -> Self {
        Self {
            bib: RwSignal::default(),
            name: RwSignal::default(),
            born: RwSignal::default(),
            gender: RwSignal::new(None),
            team: RwSignal::default(),
            category: RwSignal::default(),
            hide_name: RwSignal::new(false),
            night_permission: RwSignal::new(false),
            reason: RwSignal::default(),
        }
    }

    /// The fields of a registered player.
    pub fn of(player: &PlayerView) -> Self {
        Self {
            bib: RwSignal::new(player.bib.to_string()),
            name: RwSignal::new(player.name.clone()),
            born: RwSignal::new(birth::text(player.birth_date.as_deref(), player.birth_year, player.age)),
            gender: RwSignal::new(player.gender),
            team: RwSignal::new(player.team.clone().unwrap_or_default()),
            category: RwSignal::new(player.category.clone().unwrap_or_default()),
            hide_name: RwSignal::new(player.hide_name),
            night_permission: RwSignal::new(player.night_permission),
            reason: RwSignal::default(),
        }
    }

    /// Empties the fields for the next player.
    pub fn clear(self) {
        for text in [self.bib, self.name, self.born, self.team, self.category, self.reason] {
            text.set(String::new());
        }
        self.gender.set(None);
        self.hide_name.set(false);
        self.night_permission.set(false);
    }

    /// The bib that is typed, if it is one.
    pub fn typed_bib(self) -> Option<Bib> {
        self.bib.with(|text| Bib::parse(text).ok())
    }

    /// The player as typed; all rules but the bib's are the server's to check.
    ///
    /// # Errors
    /// If a bib is typed that is none.
    pub fn input(self) -> Result<PlayerInput, Problem> {
        let bib = self.bib.with(|text| if text.trim().is_empty() { Ok(None) } else { Bib::parse(text).map(Some) })?;
        Ok(PlayerInput { bib, ..self.person() })
    }

    /// The same without the bib.
    pub fn person(self) -> PlayerInput {
        let some = |text: RwSignal<String>| Some(text.get()).filter(|text| !text.trim().is_empty());
        let mut player = PlayerInput {
            name: self.name.get(),
            gender: self.gender.get().map(|gender| gender.as_str().to_owned()),
            category: some(self.category),
            team: some(self.team),
            hide_name: self.hide_name.get(),
            night_permission: Some(self.night_permission.get()),
            reason: some(self.reason),
            ..PlayerInput::default()
        };
        birth::read_into(&self.born.get(), &mut player);
        player
    }
}

/// The field for the bib, beside the number that is given without it.
#[component]
pub fn BibField(
    /// What is typed.
    form: PlayerForm,
    /// The beginning of the field's id.
    prefix: &'static str,
    /// What the empty field stands for.
    empty: &'static str,
) -> impl IntoView {
    view! {
        <TextField
            id=format!("{prefix}-bib")
            label=tr("Bib", "Nummer")
            value=form.bib
            inputmode="numeric"
            placeholder=Signal::stored(Some(empty.to_owned()))
        />
    }
}

/// The fields of a person. `prefix` keeps their ids apart where two forms are in one page.
#[component]
pub fn PlayerFields(
    /// What is typed.
    form: PlayerForm,
    /// The beginning of the fields' ids.
    prefix: &'static str,
    /// The name of the radio inputs.
    gender_name: &'static str,
) -> impl IntoView {
    let genders = Gender::ALL.map(|gender| (gender, person::gender_text(gender))).to_vec();
    // Only minors are asked for it; how old somebody is depends on today, which only the browser knows here.
    let minor = RwSignal::new(false);
    Effect::new(move |_| {
        let mut player = PlayerInput { name: "?".to_owned(), ..PlayerInput::default() };
        birth::read_into(&form.born.get(), &mut player);
        let today = Timestamp::from_ms(browser::now_ms()).to_utc().date_naive();
        let age = player.parse(today).ok().and_then(|player| player.birth).map(|birth| birth.age_on(today));
        minor.set(needs_permission(age));
    });
    view! {
        <TextField id=format!("{prefix}-name") label=tr("Name", "Name") value=form.name autofocus=true />
        <div class="pair">
            <TextField
                id=format!("{prefix}-born")
                label=tr("Born or age", "Geboren oder Alter")
                value=form.born
                placeholder=Signal::stored(Some(tr("2014 or 11", "2014 oder 11").to_owned()))
            />
            <TextField
                id=format!("{prefix}-category")
                label=tr("Category", "Wertung")
                value=form.category
                list=CATEGORIES
            />
        </div>
        <Choices name=gender_name label=tr("Gender", "Geschlecht") choices=genders value=form.gender />
        <TextField id=format!("{prefix}-team") label=tr("Team", "Team") value=form.team list=TEAMS />
        <label class="check">
            <input type="checkbox" bind:checked=form.hide_name />
            <span>{tr("Do not show the name in public", "Namen nicht öffentlich zeigen")}</span>
        </label>
        <Show when=move || minor.get() || form.night_permission.get()>
            <label class="check">
                <input type="checkbox" bind:checked=form.night_permission />
                <span>{tr("May swim after ten at night", "Darf nach 22 Uhr schwimmen")}</span>
            </label>
        </Show>
    }
}

/// The teams and categories that players have already, as proposals for the fields: the same team is then written in
/// the same way.
#[component]
pub fn KnownWords(
    /// The players.
    players: RwSignal<PlayerList>,
) -> impl IntoView {
    let known = move |of: fn(&PlayerView) -> &Option<String>| {
        Memo::new(move |_| {
            players.with(|list| list.players.iter().filter_map(|player| of(player).clone()).collect::<BTreeSet<_>>())
        })
    };
    let options = |words: Memo<BTreeSet<String>>| {
        move || words.get().into_iter().map(|word| view! { <option value=word></option> }).collect_view()
    };
    view! {
        <datalist id=TEAMS>{options(known(|player| &player.team))}</datalist>
        <datalist id=CATEGORIES>{options(known(|player| &player.category))}</datalist>
    }
}

/// Whom this will be, read back before it is registered: who it is, and the name that boards show.
#[component]
pub fn PublicPreview(
    /// What is typed.
    form: PlayerForm,
    /// The page's server time.
    live: StaffLive,
) -> impl IntoView {
    // The day is enough, and is looked at again with each letter.
    let shown = Memo::new(move |_| person::preview(form.person(), live.time.get_untracked()));
    view! {
        <p class="muted readback">
            {move || match shown.get() {
                None => tr("Enter registers.", "Eingabetaste meldet an.").into_any(),
                Some((about, public)) => view! {
                    {about.clone()}
                    {(!about.is_empty()).then(|| view! { <br /> })}
                    {tr("Shown in public as ", "Öffentlich als ")}
                    <b>{public}</b>
                }
                .into_any(),
            }}
        </p>
    }
}
