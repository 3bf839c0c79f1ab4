//! The cash desk: takes entry fees and donations, and adds them up by day, kind and method.

mod api;
mod chosen;
mod form;
mod list;
mod sums;
mod undo;
pub mod words;

use super::api::list_players;
use crate::{
    PageError, browser,
    components::{Desk, Opened, Refusal, StaffLive, StaffPage},
    feed::Feed,
};
use domain::{
    Bib, Timestamp,
    ids::EventId,
    limits,
    money::Currency,
    payment::{Balance, PaymentFilter, PaymentPage, PaymentView, Takings, TakingsPart},
    player::PlayerList,
    time::Day,
    topic::Topic,
};
use form::TakePayment;
use leptos::prelude::*;
use list::Payments;
use serde::{Deserialize, Serialize};
use sums::Sums;
use undo::UndoPayment;

/// The page `/takings`.
#[component]
pub fn TakingsPage() -> impl IntoView {
    view! { <StaffPage desk=Desk::Takings start content=content /> }
}

fn content(Opened { event, .. }: Opened, live: StaffLive, state: (Books, PaymentPage, PlayerList)) -> AnyView {
    view! {
        <main id="main" class="desk two till">
            <h1 class="visually-hidden">{Desk::Takings.title()}</h1>
            <Desks state live currency=event.currency />
        </main>
    }
    .into_any()
}

/// What was paid by whom and when, added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Books {
    balances: Vec<Balance>,
    parts: Vec<TakingsPart>,
}

/// What the page starts from. It is asked for one after the other, so a change in between is at worst shown twice.
async fn start(event: EventId) -> Result<(Books, PaymentPage, PlayerList), PageError> {
    let page = api::list_payments(event, PaymentFilter::default()).await?;
    Ok((read_books(event).await?, page, list_players(event, None).await?))
}

async fn read_books(event: EventId) -> Result<Books, PageError> {
    Ok(Books { balances: api::balances(event).await?, parts: api::takings(event).await? })
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Till {
    event: EventId,
    currency: Currency,
    players: Feed<PlayerList>,
    books: Feed<Books>,
    page: Feed<PaymentPage>,
    /// How many payments are asked for when something changes: as many as are shown.
    wanted: StoredValue<u32>,
    /// The day that is looked at; none for all of them.
    day: RwSignal<Option<Day>>,
    /// Whether days are the browser's. The server does not know the browser's time zone, so it renders UTC's.
    local: RwSignal<bool>,
    today: Memo<Day>,
    takings: Memo<Takings>,
    /// The payment that somebody wants to undo.
    undoing: RwSignal<Option<PaymentView>>,
    /// The server's time.
    time: ReadSignal<Timestamp>,
}

impl Till {
    fn new((books, page, players): (Books, PaymentPage, PlayerList), live: StaffLive, currency: Currency) -> Self {
        let event = live.event;
        let players = Feed::new(
            players,
            move || live.version(Topic::Players).wrapping_add(live.version(Topic::Slots)),
            move || list_players(event, None),
        );
        let books = Feed::new(
            books,
            move || live.version(Topic::Payments).wrapping_add(live.version(Topic::Players)),
            move || read_books(event),
        );
        let (day, wanted) = (RwSignal::new(None), StoredValue::new(limits::PAYMENTS_PAGE));
        let page = Feed::new(
            page,
            move || live.version(Topic::Payments).wrapping_add(live.version(Topic::Players)),
            move || {
                let filter = PaymentFilter { limit: Some(wanted.get_value()), ..filter_of(day.get_untracked()) };
                api::list_payments(event, filter)
            },
        );
        let local = RwSignal::new(false);
        let day_of = move |at| if local.get() { browser::day_of(at) } else { Day::at(at, 0) };
        let today = Memo::new(move |_| day_of(live.time.get()));
        let takings = Memo::new(move |_| books.value.with(|books| Takings::by_day(&books.parts, currency, day_of)));
        let till = Self {
            event,
            currency,
            players,
            books,
            page,
            wanted,
            day,
            local,
            today,
            takings,
            undoing: RwSignal::new(None),
            time: live.time,
        };
        till.follow_day();
        till
    }

    /// Takes the browser's days from when the page is alive, and asks for the payments of the day that is chosen.
    fn follow_day(self) {
        Effect::new(move |_| self.local.set(true));
        Effect::new(move |before: Option<Option<Day>>| {
            let day = self.day.get();
            if before.is_some_and(|before| before != day) {
                let wanted = if day.is_some() { limits::PAYMENTS_PAGE_MAX } else { limits::PAYMENTS_PAGE };
                self.wanted.set_value(wanted);
                self.page.reload();
            }
            day
        });
    }

    fn day_of(self, at: Timestamp) -> Day {
        if self.local.get() { browser::day_of(at) } else { Day::at(at, 0) }
    }

    /// What a player has paid.
    fn balance(self, bib: Bib) -> Option<Balance> {
        self.books.value.with(|books| books.balances.iter().find(|balance| balance.bib == bib).copied())
    }

    /// Asks again for all that money changes.
    fn reload(self) {
        self.page.reload();
        self.books.reload();
    }

    /// Adds the next page of older payments; returns whether more are left.
    async fn load_older(self) -> Result<bool, PageError> {
        let (day, cursor) = (self.day.get_untracked(), self.page.value.with_untracked(|page| page.next.clone()));
        let Some(cursor) = cursor else { return Ok(false) };
        let limit = Some(limits::PAYMENTS_PAGE_MAX);
        let filter = PaymentFilter { limit, cursor: Some(cursor.clone()), ..filter_of(day) };
        let older = api::list_payments(self.event, filter).await?;
        let more = older.next.is_some();
        self.page.value.update(|page| {
            // Meanwhile another day may have been chosen, or the list asked for anew.
            if page.next.as_ref() == Some(&cursor) {
                page.payments.extend(older.payments);
                page.next = older.next;
            }
        });
        let shown = self.page.value.with_untracked(|page| page.payments.len());
        let wanted = u32::try_from(shown).unwrap_or(u32::MAX);
        self.wanted.set_value(wanted.clamp(limits::PAYMENTS_PAGE, limits::PAYMENTS_PAGE_MAX));
        Ok(more)
    }
}

/// The payments of a day by the browser's clock.
fn filter_of(day: Option<Day>) -> PaymentFilter {
    let Some((from, to)) = day.map(browser::span_of) else { return PaymentFilter::default() };
    PaymentFilter { from: Some(from), to: Some(to), ..PaymentFilter::default() }
}

#[component]
fn Desks(state: (Books, PaymentPage, PlayerList), live: StaffLive, currency: Currency) -> impl IntoView {
    let till = Till::new(state, live, currency);
    let stale = move || till.page.error.get().or_else(|| till.books.error.get()).or_else(|| till.players.error.get());
    view! {
        <TakePayment till />
        <div class="stack">
            <Refusal error=Signal::derive(stale) />
            <Sums till />
            <Payments till />
        </div>
        <UndoPayment till />
    }
}
