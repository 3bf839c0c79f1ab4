//! What a station knows and does: taps show at once and go to the [courier](super::courier), and what other desks and
//! tablets do comes in by the staff socket.

mod answers;
mod resume;

use super::{
    api,
    courier::Courier,
    mine::Mine,
    order::Order,
    queue::Undone,
    record::{Job, Record, Tap},
    said::Said,
    server_time::{self, ServerTime},
    strangers::Strangers,
    tally::{Tally, Tapped},
    totals::{Total, Totals},
    undos::Offers,
};
use crate::{PageError, browser, components::StaffLive, feed::Feed, live::Conn};
use domain::{
    Bib, Metres, Timestamp,
    board::Frame,
    call::{LaneCall, Saying},
    clock::{ClockState, ClockView},
    ids::{EventId, LaneId},
    lane::{LaneView, StationPlayer, StationView, VenueMark},
    lap::{AdjustInput, LaneName, LapCount, LapInput, SignedLaps},
    refusal::Reason,
    topic::Topic,
};
use leptos::prelude::*;
use std::{collections::HashSet, time::Duration};
use uuid::Uuid;

/// For how long a tap can be taken back in place.
const UNDO: Duration = Duration::from_secs(5);
/// How long a card shows that it was hit.
const HIT: Duration = Duration::from_millis(700);
/// How often running times are looked at.
const TICK: Duration = Duration::from_millis(250);
/// How often the server's time is measured anew at least, in milliseconds: a tablet's clock may be set while nobody is
/// placed, and every tap would carry its error.
const MEASURE_MS: i64 = 60_000;
/// How long a connection has to be up before the board is taken to be complete, in milliseconds.
const SETTLED_MS: i64 = 3_000;

/// A tap that the server did not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotCounted {
    /// The tap's id.
    pub id: Uuid,
    /// Whose it was.
    pub bib: Bib,
    /// Whether it is kept for the desk; else it can never count.
    pub held: bool,
    /// Whether it is no tap, but something that was said.
    pub word: bool,
    /// Why, where the server says it.
    pub reason: Option<Reason>,
}

/// A station at work.
#[derive(Clone, Copy)]
pub struct Counter {
    /// The connection to the server.
    pub conn: ReadSignal<Conn>,
    /// The event's clock.
    pub clock: RwSignal<ClockView>,
    /// The lane that was chosen.
    pub lane: RwSignal<Option<LaneId>>,
    /// The lane with its players, once it is known.
    pub view: Memo<Option<StationView>>,
    /// The server's time.
    pub now: RwSignal<Timestamp>,
    /// Taps that can still be taken back in place.
    pub undos: RwSignal<Offers>,
    /// The cards that were just hit.
    pub hit: RwSignal<Vec<Tapped>>,
    /// Taps that did not count and were not yet acknowledged by the helper.
    pub not_counted: RwSignal<Vec<NotCounted>>,
    /// The way to the server.
    pub courier: Courier,
    /// The view's source.
    pub feed: Feed<Option<StationView>>,
    /// The event's id.
    pub event: EventId,
    time: StoredValue<ServerTime>,
    /// When the server's time was last asked for.
    asked_ms: StoredValue<i64>,
    /// The newest tap here.
    last_tap: StoredValue<Option<Timestamp>>,
    /// What was said of players here, and is not in the server's view yet.
    pub(super) said: Said,
    /// People whom nobody knows yet.
    pub(super) strangers: Strangers,
    pub(super) totals: RwSignal<Totals>,
    pub(super) tally: RwSignal<Tally>,
    /// In which order the cards stand.
    pub order: Order,
    /// What was tapped on this tablet.
    pub mine: Mine,
    /// Whether cards are chosen first and sent together.
    pub choosing: RwSignal<bool>,
    /// Whether the server has said who is in the lane, since the page was opened.
    heard: RwSignal<bool>,
    live_since_ms: StoredValue<Option<i64>>,
    /// Laps that were waiting when the page was opened: the board may have had them before.
    found: StoredValue<HashSet<Uuid>>,
}

impl Counter {
    /// A station of an event, without a lane yet.
    pub fn new(slug: String, now: Timestamp, venue: VenueMark, live: StaffLive) -> Self {
        let lane = RwSignal::new(None);
        let time = StoredValue::new(ServerTime::default());
        let heard = RwSignal::new(false);
        let feed = Feed::new(
            None,
            move || {
                let told = [Topic::Slots, Topic::Players, Topic::Held].map(|topic| live.version(topic));
                told.into_iter().fold(0, u32::wrapping_add)
            },
            move || open_lane(live.event, lane.get_untracked(), time, heard),
        );
        let (said, strangers) = (Said::default(), Strangers::of(live.event));
        let view = Memo::new(move |_| {
            let view = feed.value.get().filter(|view: &StationView| Some(view.lane.id) == lane.get());
            view.map(|view| strangers.over(said.over(view)))
        });
        let counter = Self {
            conn: live.conn,
            clock: live.clock,
            lane,
            view,
            now: RwSignal::new(now),
            undos: RwSignal::default(),
            hit: RwSignal::default(),
            not_counted: RwSignal::default(),
            courier: Courier::new(slug, venue),
            feed,
            event: live.event,
            asked_ms: StoredValue::new(0),
            time,
            last_tap: StoredValue::new(None),
            said,
            strangers,
            totals: RwSignal::default(),
            tally: RwSignal::default(),
            order: Order::new(),
            mine: Mine::default(),
            choosing: RwSignal::new(false),
            heard,
            live_since_ms: StoredValue::new(None),
            found: StoredValue::default(),
        };
        live.on_frame(Callback::new(move |frame| counter.take_frame(&frame)));
        counter.listen();
        counter.outlast_network();
        counter.courier.begin(Callback::new(move |news| counter.hear(news)));
        counter
    }

    /// Chooses a lane, or none.
    pub fn choose(self, lane: Option<&LaneView>) {
        self.lane.set(lane.map(|lane| lane.id));
        self.feed.reload();
    }

    /// A player's laps and last lap as they are shown.
    pub fn shown(self, bib: Bib) -> Total {
        let board = self.board(bib);
        self.tally.with(|tally| Total { laps: tally.laps(bib, board.laps), last: tally.last(bib, board.last) })
    }

    /// Somebody of this lane.
    pub fn player(self, bib: Bib) -> Option<StationPlayer> {
        self.view.with_untracked(|view| view.as_ref()?.players.iter().find(|player| player.bib == bib).cloned())
    }

    /// Whether laps are sure to be held as the clock stands. Without a connection nobody knows.
    pub fn holds(self) -> Option<ClockState> {
        let state = self.clock.get().state;
        (self.conn.get() == Conn::Live && state != ClockState::Running).then_some(state)
    }

    /// Counts a lap: it shows in the next frame, whatever the network does.
    pub fn tap(self, bib: Bib) {
        self.tap_at(bib, browser::now_ms());
    }

    /// Counts a lap of a moment by the tablet's own clock, in milliseconds.
    pub fn tap_at(self, bib: Bib, local_ms: i64) {
        let Some(laps) = self.view.with_untracked(|view| view.as_ref().map(|view| view.laps_per_tap)) else { return };
        let (now, offset_ms) = self.time.with_value(|time| (time.at(local_ms), time.offset_ms()));
        let (before, holds) = untrack(|| (self.shown(bib).last, self.holds().is_some()));
        let counted_at = server_time::in_order(now, before);
        self.last_tap.set_value(Some(counted_at));
        let id = browser::new_id(counted_at);
        let tapped = Tapped { id, bib, counted_at, laps: if holds { 0 } else { laps }, before };
        let count = LapCount::new(i64::from(laps)).ok();
        let (lane, lane_id) = self.tapped_at();
        let lap = LapInput { id, bib, counted_at, count, lane, lane_id };
        let tap = Tap { lap, local_ms, offset_ms };
        if bib.stranger_letter().is_some() {
            self.strangers.add(&tap);
        } else {
            self.tally.update(|tally| tally.tap(tapped));
        }
        self.show(tapped);
        self.courier.push(Record { place: self.courier.place(), job: Job::Lap(tap) });
    }

    /// The lane at which a tap is made: its name, which a node of the version before goes by, and its id.
    fn tapped_at(self) -> (Option<LaneName>, Option<LaneId>) {
        let lane = |view: &StationView| (LaneName::new(&view.lane.name), view.lane.id);
        self.view.with_untracked(|view| view.as_ref().map(lane).unzip())
    }

    /// Shows a tap as just made, and for how long it can be taken back in place.
    fn show(self, tapped: Tapped) {
        self.hit.update(|hit| hit.push(tapped));
        let unlight = move || {
            self.hit.try_update(|hit| without(hit, tapped.id));
        };
        let offer_undo = move || {
            self.mine.add(tapped);
            self.undos.try_update(|undos| undos.add(tapped));
            let end = move || {
                self.undos.try_update(|undos| undos.end(tapped.id));
            };
            set_timeout(end, UNDO);
        };
        // The card is painted first: a button more below it would have the page laid out in the same frame. A page that sleeps
        // paints nothing while its timers run: the hit lasts until the undo is there, or cards would move between the two.
        request_animation_frame(move || {
            set_timeout(offer_undo, Duration::ZERO);
            set_timeout(unlight, HIT);
        });
    }

    /// A tap that is to be taken back is shown no more.
    fn hide(self, id: Uuid) {
        self.mine.remove(id);
        self.undos.update(|undos| undos.take_back(id));
        self.hit.update(|taps| without(taps, id));
        self.not_counted.update(|all| all.retain(|other| other.id != id));
    }

    /// A tap as the server is told of it now.
    fn word(self, Tapped { id, bib, counted_at, laps, .. }: Tapped) -> Tap {
        let lap =
            LapInput { id, bib, counted_at, count: LapCount::new(i64::from(laps)).ok(), lane: None, lane_id: None };
        Tap { lap, local_ms: browser::now_ms(), offset_ms: self.time.with_value(ServerTime::offset_ms) }
    }

    /// Counts a lap for somebody else instead of the one for whom it was tapped, at the same moment.
    pub fn instead(self, tap: Tapped, bib: Bib) {
        self.hide(tap.id);
        self.show(self.replace(tap, bib));
    }

    /// Has a lap counted for somebody else at the same moment, and the one for whom it was tapped lose it.
    pub(super) fn replace(self, tap: Tapped, bib: Bib) -> Tapped {
        self.strangers.forget(tap.id);
        let now = self.server_time();
        // Made now, so that its id is greater than that of the wrong one.
        let before = untrack(|| self.shown(bib).last).filter(|last| *last < tap.counted_at);
        let right = Tapped { id: browser::new_id(now), bib, before, ..tap };
        let mut lap = self.word(right);
        (lap.lap.lane, lap.lap.lane_id) = self.tapped_at();
        self.tally.update(|tally| {
            if tap.bib.stranger_letter().is_none() {
                tally.undo(tap);
            }
            tally.tap(right);
        });
        let job = Job::Instead { lap, of: self.word(tap) };
        self.courier.push(Record { place: self.courier.place(), job });
        right
    }

    /// Says something of a player of this lane, from now on.
    pub fn say(self, bib: Bib, say: Saying, text: Option<String>) {
        self.say_since(bib, say, text, self.server_time());
    }

    /// Says that a player came onto this lane at a moment that has been.
    pub(super) fn take_since(self, bib: Bib, since: Timestamp) {
        self.say_since(bib, Saying::Take, None, since);
    }

    fn say_since(self, bib: Bib, say: Saying, text: Option<String>, at: Timestamp) {
        let Some(lane) = self.lane.get_untracked() else { return };
        let local_ms = browser::now_ms();
        let call = LaneCall { id: browser::new_id(self.server_time()), bib, at, say, text };
        let record = Record { place: self.courier.place(), job: Job::Call { lane, call, local_ms } };
        self.said.add(&record);
        self.courier.push(record);
    }

    /// Adds laps or metres to a player or takes laps off, with the reason why.
    pub fn adjust(self, bib: Bib, laps: SignedLaps, extra_m: Option<Metres>, reason: String) {
        let (now, local_ms) = (self.server_time(), browser::now_ms());
        // While the clock stands, the server knows since when.
        let at = (self.clock.with_untracked(|clock| clock.state) == ClockState::Running).then_some(now);
        let input = AdjustInput { id: browser::new_id(now), laps, extra_m, at, reason };
        self.tally.update(|tally| tally.adjust(input.id, bib, now, laps.get()));
        self.courier.push(Record { place: self.courier.place(), job: Job::Adjust { bib, input, local_ms } });
    }

    /// Takes a tap back.
    pub fn undo(self, tap: Tapped) {
        self.hide(tap.id);
        let word = self.word(tap);
        let undone = self.courier.undo(Record { place: self.courier.place(), job: Job::Void(word) });
        self.strangers.forget(tap.id);
        if tap.bib.stranger_letter().is_some() {
            return;
        }
        self.tally.update(|tally| match undone {
            Undone::Forgotten => tally.forget(&tap),
            Undone::Queued => tally.undo(tap),
        });
    }

    /// The newest tap here, since the page was opened.
    pub fn last_tap_at(self) -> Option<Timestamp> {
        self.last_tap.get_value()
    }

    /// How long the server took to answer at best, there and back, in milliseconds.
    pub fn round_trip_ms(self) -> Option<u32> {
        self.time.with_value(ServerTime::round_trip_ms)
    }

    /// How far the server's clock is ahead of the tablet's, in milliseconds.
    pub fn offset_ms(self) -> i64 {
        self.time.with_value(ServerTime::offset_ms)
    }

    /// The server's time at this moment.
    pub(super) fn server_time(self) -> Timestamp {
        self.time.with_value(|time| time.at(browser::now_ms()))
    }

    /// What the board says of a player; before it arrived, what the lane's view said.
    fn board(self, bib: Bib) -> Total {
        let of_view = |player: &StationPlayer| Total { laps: player.laps, last: player.last_lap_at };
        // The board has the laps of the tablet that leads; of one's own tally only the lane's view knows.
        let own = self.view.with(|view| view.as_ref().is_some_and(|view| view.is_own_tally));
        let board = (!own).then(|| self.totals.with(|totals| totals.of(bib))).flatten();
        board.unwrap_or_else(|| {
            self.view
                .with(|view| view.iter().flat_map(|view| &view.players).find(|player| player.bib == bib).map(of_view))
                .unwrap_or_default()
        })
    }

    fn board_laps(self, bib: Bib) -> u64 {
        untrack(|| self.board(bib)).laps
    }

    /// Follows the connection, the clock on the wall and the network for as long as the page is open.
    fn listen(self) {
        Effect::new(move |_| {
            let since = (self.conn.get() == Conn::Live).then(browser::now_ms);
            self.live_since_ms.set_value(since);
            if since.is_some() {
                self.courier.wake();
            }
        });
        Effect::new(move |_| {
            let players = self.view.with(|view| view.as_ref().map(|view| view.players.clone()).unwrap_or_default());
            let lasts = self.shown_all(&players);
            self.order.follow(players.iter().zip(lasts).map(|(player, total)| (player.bib, total.last)).collect());
        });
        self.keep_order();
        self.remember_choosing();
        Effect::new(move |_| {
            if self.view.with(|view| view.as_ref().is_some_and(|view| view.is_own_tally)) {
                untrack(|| self.tidy());
            }
        });
        Effect::new(move |_| {
            let interval = set_interval_with_handle(move || self.tick(), TICK).ok();
            on_cleanup(move || interval.iter().for_each(IntervalHandle::clear));
        });
        // A view that came in has what the server had done before it was asked.
        Effect::new(move |_| {
            self.feed.value.track();
            self.said.forget_done();
        });
        Effect::new(move |_| {
            if self.heard.get()
                && let Some(venue) = self.view.with(|view| view.as_ref().map(|view| view.venue))
            {
                self.courier.serve(venue, self.time.with_value(ServerTime::offset_ms));
            }
        });
    }

    fn tick(self) {
        self.now.set(self.server_time());
        self.arrange();
        let now_ms = browser::now_ms();
        // A clock that was set back would else not be measured for as long as it was set back.
        if (now_ms - self.asked_ms.get_value()).abs() >= MEASURE_MS && self.lane.with_untracked(Option::is_some) {
            self.asked_ms.set_value(now_ms);
            self.feed.reload();
        }
        let live = self.live_since_ms.get_value().is_some_and(|since| now_ms - since >= SETTLED_MS);
        if live && !self.tally.with_untracked(Tally::is_empty) {
            self.tally.update(|tally| tally.expire(now_ms));
        }
    }

    fn take_frame(self, frame: &Frame) {
        match frame {
            Frame::Snapshot(board) => self.totals.update(|totals| totals.restart(board)),
            Frame::Delta(delta) => self.totals.update(|totals| totals.follow(delta)),
            Frame::Changed { .. } => return,
        }
        self.tidy();
    }

    fn tidy(self) {
        if !self.tally.with_untracked(Tally::is_empty) {
            self.tally.update(|tally| tally.tidy(|bib| self.board_laps(bib)));
        }
    }
}

fn without(taps: &mut Vec<Tapped>, id: Uuid) {
    taps.retain(|tap| tap.id != id);
}

/// Asks for a lane, and measures the server's time by the way.
async fn open_lane(
    event: EventId,
    lane: Option<LaneId>,
    time: StoredValue<ServerTime>,
    heard: RwSignal<bool>,
) -> Result<Option<StationView>, PageError> {
    let Some(lane) = lane else { return Ok(None) };
    let asked_ms = browser::now_ms();
    let view = api::open_lane(event, lane).await?;
    time.try_update_value(|time| time.measured(asked_ms, browser::now_ms(), view.clock.at));
    heard.try_set(true);
    Ok(Some(view))
}
