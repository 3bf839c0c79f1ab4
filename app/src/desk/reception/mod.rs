//! Reception: registers players, edits them, and takes a start list.

mod edit;
mod form;
mod import;
mod laps;
mod lock;
mod standing;
mod table;

use super::api;
use crate::{
    PageError, browser,
    components::{Desk, Opened, Refusal, StaffLive, StaffPage, Submit, follow_event, use_toast},
    feed::Feed,
    i18n::tr,
};
use domain::{
    Action as May,
    player::{PlayerInput, PlayerList},
    topic::Topic,
};
use form::{BibField, KnownWords, PlayerFields, PlayerForm, PublicPreview};
use leptos::{ev::SubmitEvent, prelude::*};
use lock::{Lock, LockNotice, ReasonField};
use table::Players;

/// The page `/reception`.
#[component]
pub fn ReceptionPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Reception start=|event| api::list_players(event, None) content=content /> }
}

fn content(Opened { me, event, .. }: Opened, live: StaffLive, list: PlayerList) -> AnyView {
    let lock = Lock::new(follow_event(event, live), live, me.may(May::LockRegistration));
    let may_adjust = me.may(May::CountLaps);
    view! {
        <main id="main" class="desk two">
            <h1 class="visually-hidden">{Desk::Reception.title()}</h1>
            <Reception list live lock may_adjust />
        </main>
    }
    .into_any()
}

#[component]
fn Reception(list: PlayerList, live: StaffLive, lock: Lock, may_adjust: bool) -> impl IntoView {
    let players = Feed::new(
        list,
        move || live.version(Topic::Players).wrapping_add(live.version(Topic::Slots)),
        move || api::list_players(live.event, Some(browser::midnight())),
    );
    view! {
        <KnownWords players=players.value />
        <Register players live lock />
        <Players players event=live.event lock may_adjust />
    }
}

/// The form for the next player. Enter in any field registers, and the focus is back in the name for the next one.
#[component]
fn Register(players: Feed<PlayerList>, live: StaffLive, lock: Lock) -> impl IntoView {
    const PREFIX: &str = "player";

    let form = PlayerForm::new();
    let toast = use_toast();
    let next = Memo::new(move |_| form.typed_bib().unwrap_or_else(|| players.value.with(|list| list.next_bib)));
    let register = Action::new(move |player: &PlayerInput| {
        let player = player.clone();
        async move {
            let registered = api::register_player(live.event, player).await?;
            for player in registered {
                toast.say(format!("{} {} {}", tr("Registered", "Angemeldet:"), player.bib, player.name));
                players.value.update(|list| list.add(player));
            }
            form.clear();
            players.reload();
            browser::focus("player-name");
            Ok::<(), PageError>(())
        }
    });
    let refused = RwSignal::new(None::<PageError>);
    let error = Signal::derive(move || refused.get().or_else(|| register.value().get().and_then(Result::err)));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if register.pending().get_untracked() {
            return;
        }
        register.value().set(None);
        match untrack(|| form.input()) {
            Ok(player) => {
                refused.set(None);
                register.dispatch(player);
            }
            Err(problem) => refused.set(Some(problem.into())),
        }
    };
    Effect::new(|_| browser::focus("player-name"));
    view! {
        <section class="panel" aria-labelledby="register-title">
            <h2 id="register-title">{tr("Register", "Anmelden")}</h2>
            <LockNotice lock />
            <form on:submit=submit hidden=move || lock.shuts()>
                <div class="bibbox">
                    <b class="num">{move || next.get().get()}</b>
                    <span class="muted">{move || if form.bib.with(|text| text.trim().is_empty()) {
                        tr("next free bib", "nächste freie Nummer")
                    } else {
                        tr("bib as typed", "Nummer wie eingegeben")
                    }}</span>
                    <BibField form prefix=PREFIX empty=tr("another", "andere") />
                </div>
                <PlayerFields form prefix=PREFIX gender_name="player-gender" />
                <ReasonField lock id="player-reason" reason=form.reason />
                <PublicPreview form live />
                <Refusal error />
                <Submit pending=register.pending() class="do wide">
                    {tr("Register", "Anmelden")}
                    " "
                    {move || next.get().get()}
                </Submit>
            </form>
        </section>
    }
}
