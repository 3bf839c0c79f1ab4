//! Watches the lane for somebody who is overdue, by the rule of [`domain::overdue`] and with what this tablet knows, so that
//! it goes on without the network; and follows the roll-call.

use super::{
    api,
    counter::Counter,
    keeping::Keeping,
    pool_words::{self, PoolWords},
    server_time::in_order,
    wire,
};
use crate::{browser, components::StaffLive, feed::Feed, live::Conn, water::alarm};
use domain::{
    Bib, Timestamp,
    call::Saying,
    clock::{ClockState, ClockView},
    heads::LaneAlarm,
    overdue::{Overdue, Watched, slowest_ms},
    topic::Topic,
    water::{Called, LaneRoll, LaneWater, Says, Word, WordInput, out_since},
};
use leptos::{leptos_dom::helpers::IntervalHandle, prelude::*, task::spawn_local};
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

/// How often it is looked at who is overdue. Not with every tap: a tap has to be painted first.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long a word that could not be told rests before it is told again, in milliseconds.
const TELL_AGAIN_MS: i64 = 3_000;
/// By how much race time may lag behind the time since the start before there was a pause, in milliseconds.
const NO_PAUSE_MS: i64 = 1_000;

/// Somebody who is overdue, or for whom help was called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The bib.
    pub bib: Bib,
    /// What the counter sees on the player.
    pub marker: String,
    /// The full name.
    pub name: String,
    /// The alarm; none where help was called.
    pub overdue: Option<Overdue>,
    /// When they were last seen, or help was called.
    pub since: Timestamp,
}

impl Missing {
    /// Which alarm it is, for who has heard it.
    pub fn key(&self) -> (Bib, Timestamp) {
        (self.bib, self.overdue.map_or(self.since, |overdue| overdue.since))
    }

    /// Whether it is to be heard here: of a call for help the lane knows.
    fn is_loud(&self, heard: &HashSet<(Bib, Timestamp)>) -> bool {
        self.overdue.is_some() && !heard.contains(&self.key())
    }
}

/// A lane under watch.
#[derive(Clone, Copy)]
pub struct Watch {
    counter: Counter,
    /// What the server knows.
    feed: Feed<LaneWater>,
    /// Since when this page has watched a running clock.
    began_at: StoredValue<Option<Timestamp>>,
    said: RwSignal<PoolWords>,
    /// Whether anybody can be missed: only where people swim.
    pub watches: bool,
    /// Who is overdue, the longest first; before them for whom help was called.
    pub missing: RwSignal<Vec<Missing>>,
    /// How many are in the water of this lane, as far as anybody said.
    pub inside: RwSignal<usize>,
    /// The alarms that were silenced here.
    heard: RwSignal<HashSet<(Bib, Timestamp)>>,
    /// Whether the alarm of the whole lane was.
    lane_heard: RwSignal<bool>,
    /// The alarm of the whole lane, in place of those of each.
    pub lane: Memo<Option<LaneAlarm>>,
    /// Who is on a break, and when whoever was came back.
    breaks: StoredValue<HashMap<Bib, Option<Timestamp>>>,
    /// Why the last word was refused.
    pub refused: RwSignal<Option<String>>,
    /// Whether the last word could not be told.
    failed: RwSignal<bool>,
    telling: StoredValue<bool>,
    tell_at_ms: StoredValue<i64>,
}

impl Watch {
    /// Watches for as long as the page is open, where people swim at all.
    pub fn begin(counter: Counter, live: StaffLive, is_swim: bool) -> Self {
        let lane = counter.lane;
        let topics = [Topic::Water, Topic::Slots, Topic::Clock];
        let feed = Feed::new(
            LaneWater::default(),
            move || topics.into_iter().fold(0, |sum: u32, topic| sum.wrapping_add(live.version(topic))),
            move || async move {
                match lane.get_untracked() {
                    Some(lane) => api::watch_lane(live.event, lane).await,
                    None => Ok(LaneWater::default()),
                }
            },
        );
        let (missing, inside) = (RwSignal::new(Vec::<Missing>::new()), RwSignal::new(0));
        let lane_alarm =
            move || missing.with(|all| LaneAlarm::of(all.iter().filter_map(|one| one.overdue), inside.get()));
        let watch = Self {
            counter,
            feed,
            began_at: StoredValue::new(None),
            said: RwSignal::default(),
            watches: is_swim,
            missing,
            inside,
            heard: RwSignal::default(),
            lane_heard: RwSignal::new(false),
            lane: Memo::new(move |_| lane_alarm()),
            breaks: StoredValue::default(),
            refused: RwSignal::default(),
            failed: RwSignal::new(false),
            telling: StoredValue::new(false),
            tell_at_ms: StoredValue::new(0),
        };
        if is_swim {
            watch.listen();
        }
        watch
    }

    fn listen(self) {
        Effect::new(move |_| {
            if self.counter.lane.get().is_some() {
                self.feed.reload();
            }
        });
        Effect::new(move |_| {
            self.feed.value.track();
            if !self.said.with_untracked(PoolWords::is_empty) {
                self.said.update(PoolWords::heard);
            }
            self.look();
        });
        Effect::new(move |_| {
            if self.counter.courier.keeping.get() != Keeping::Opening {
                spawn_local(async move {
                    let kept = pool_words::kept(&self.counter.courier.place()).await;
                    self.said.try_update(|said| kept.into_iter().for_each(|word| said.push(word)));
                });
            }
        });
        Effect::new(move |_| {
            if self.counter.conn.get() == Conn::Live {
                self.tell_at_ms.set_value(0);
                self.tell();
            }
        });
        Effect::new(move |_| {
            let look = move || {
                self.look();
                self.tell();
            };
            let interval = set_interval_with_handle(look, LOOK_EVERY).ok();
            on_cleanup(move || interval.iter().for_each(IntervalHandle::clear));
        });
        Effect::new(move |_| {
            if self.lane.with(Option::is_none) {
                self.lane_heard.set(false);
            }
        });
        alarm::sound_while(Memo::new(move |_| self.is_loud()));
    }

    /// Whether there is an alarm that nobody has silenced here.
    pub fn is_loud(self) -> bool {
        // Who else of the lane is overdue by and by rings no more, once somebody is at it.
        if self.lane.with(Option::is_some) {
            return !self.lane_heard.get();
        }
        self.missing.with(|missing| self.heard.with(|heard| missing.iter().any(|one| one.is_loud(heard))))
    }

    /// Who is overdue and asked for by name: not where it is the whole lane, of which a mark on each card would say nothing.
    pub fn by_name(self) -> HashSet<Bib> {
        let overdue = |one: &Missing| one.overdue.is_some().then_some(one.bib);
        match self.lane.get() {
            Some(_) => HashSet::new(),
            None => self.missing.with(|missing| missing.iter().filter_map(overdue).collect()),
        }
    }

    /// Silences the alarm on this tablet.
    pub fn silence(self) {
        if self.lane.with_untracked(Option::is_some) {
            self.lane_heard.set(true);
            return;
        }
        let keys: Vec<(Bib, Timestamp)> = self.missing.with_untracked(|all| all.iter().map(Missing::key).collect());
        self.heard.update(|heard| heard.extend(keys));
    }

    /// Whether something that was said here cannot reach the server.
    pub fn is_unheard(self) -> bool {
        self.said.with(PoolWords::waits) && (self.failed.get() || self.counter.conn.get() != Conn::Live)
    }

    /// The lane's part of the roll-call, with what was said here since.
    pub fn call(self) -> Option<LaneRoll> {
        let mut call = self.feed.value.with(|water| water.roll_call.clone())?;
        let began = call.began_at;
        let elsewhere = call.missing.saturating_sub(missing(&call.players));
        self.said.with(|said| {
            for player in &mut call.players {
                let theirs = player.out_at.map(|at| Word { says: Says::Out, at });
                player.out_at = out_since(began, said.last(player.bib, theirs));
            }
        });
        call.missing = elsewhere + missing(&call.players);
        Some(call)
    }

    /// Says something of somebody: it holds here at once, and is told as soon as the server can be reached.
    pub fn say(self, bib: Bib, says: Says) {
        self.say_of(&[bib], says);
        // The lane is left by the queue's way, which shows at once.
        if says == Says::Out {
            self.counter.say(bib, Saying::LetGo, None);
        }
    }

    /// Says that all who are overdue are seen.
    pub fn see_all(self) {
        let overdue = |one: &Missing| one.overdue.is_some().then_some(one.bib);
        let bibs: Vec<Bib> = self.missing.with_untracked(|all| all.iter().filter_map(overdue).collect());
        self.say_of(&bibs, Says::Seen);
    }

    /// Says in a roll-call whether somebody is out. They stay in the lane.
    pub fn tick(self, bib: Bib, out: bool) {
        self.say_of(&[bib], if out { Says::Out } else { Says::Seen });
    }

    fn say_of(self, bibs: &[Bib], says: Says) {
        let now = self.counter.now.get_untracked();
        for bib in bibs {
            // The server's time is measured again and again: what is said later must not be dated before.
            let at = in_order(now, untrack(|| self.last_word(*bib)).map(|word| word.at));
            let word = WordInput { id: browser::new_id(now), bib: *bib, says, at: Some(at), leaves: None };
            self.said.update(|said| said.push(word));
            spawn_local(pool_words::keep(self.counter.courier.place(), word));
        }
        self.refused.set(None);
        self.tell_at_ms.set_value(0);
        self.look();
        self.tell();
    }

    /// Tells the server what is to be told, one word after the other.
    fn tell(self) {
        let now_ms = browser::now_ms();
        let rests =
            self.tell_at_ms.try_get_value().is_none_or(|at_ms| (now_ms..now_ms + TELL_AGAIN_MS).contains(&at_ms));
        let busy = self.telling.try_get_value().unwrap_or(true);
        let Some(Some(word)) = self.said.try_with_untracked(PoolWords::next) else { return };
        if rests || busy {
            return;
        }
        self.telling.set_value(true);
        spawn_local(async move {
            let place = self.counter.courier.place();
            let answer = wire::send_word(&place.event, &word).await;
            if self.telling.is_disposed() {
                return; // the page was left
            }
            self.telling.set_value(false);
            let Ok(refused) = answer else {
                self.failed.set(true);
                self.tell_at_ms.set_value(browser::now_ms() + TELL_AGAIN_MS - 1);
                return;
            };
            self.refused.set(refused);
            self.failed.set(false);
            pool_words::forget(place, word.id).await;
            self.said.try_update(|said| said.told(word.id));
            self.feed.reload();
            self.tell();
        });
    }

    /// Looks who is overdue now.
    fn look(self) {
        let (found, inside) = untrack(|| self.overdue());
        self.inside.maybe_update(|before| std::mem::replace(before, inside) != inside);
        self.missing.maybe_update(|missing| {
            let changed = *missing != found;
            *missing = found;
            changed
        });
    }

    /// Who is missed now, and how many are in the water.
    fn overdue(self) -> (Vec<Missing>, usize) {
        let (counter, clock, now) = (self.counter, self.counter.clock.get(), self.counter.now.get());
        let Some(view) = counter.view.get() else { return (Vec::new(), 0) };
        let mut inside = 0;
        let running = self.running_since(&clock, now);
        let lane_ms = counter.lane_ms();
        let slowest_ms = slowest_ms(view.lane.lap_length_m, view.laps_per_tap);
        let mut missing: Vec<Missing> = view
            .players
            .into_iter()
            .filter_map(|player| {
                let bib = player.bib;
                let pace = counter.pace(bib).unwrap_or_default();
                let rests = player.break_since.is_some_and(|since| pace.last().is_none_or(|last| last < since));
                let back = self.back_at(bib, rests, now).map(|at| Word { says: Says::Seen, at });
                let word = match (self.last_word(bib), back) {
                    (Some(word), Some(back)) if word.at < back.at && word.says != Says::Help => Some(back),
                    (word, back) => word.or(back),
                };
                let needs_help = word.is_some_and(|word| word.says == Says::Help);
                let overdue = if needs_help {
                    None
                } else {
                    let from = running?.max(player.since);
                    Some(Watched { pace: &pace, from, lane_ms, slowest_ms, rests, word }.alarm()?)
                };
                inside += 1;
                if overdue.is_some_and(|overdue| overdue.since > now) {
                    return None;
                }
                let since = overdue.map_or(word.map_or(now, |word| word.at), |overdue| overdue.last_seen);
                Some(Missing { bib, marker: player.marker, name: player.name, overdue, since })
            })
            .collect();
        missing.sort_by_key(|one| (one.overdue.is_some(), one.since, one.bib));
        (missing, inside)
    }

    /// What was last said of somebody, here or elsewhere.
    fn last_word(self, bib: Bib) -> Option<Word> {
        let of_water = |water: &LaneWater| water.words.iter().find(|(other, _)| *other == bib).map(|(_, word)| *word);
        let theirs = self.feed.value.with(of_water);
        self.said.with(|said| said.last(bib, theirs))
    }

    /// When somebody came back from a break, as far as this page has seen it: they were seen then.
    fn back_at(self, bib: Bib, rests: bool, now: Timestamp) -> Option<Timestamp> {
        let back = self.breaks.try_update_value(|breaks| match (rests, breaks.get(&bib).copied()) {
            (true, _) => breaks.insert(bib, None).and(None),
            (false, Some(None)) => {
                breaks.insert(bib, Some(now));
                Some(now)
            }
            (false, back) => back.flatten(),
        });
        back.flatten()
    }

    /// Since when the clock runs, if it does. A tablet that was opened without the network and does not know when a pause
    /// ended begins to watch when it was opened.
    fn running_since(self, clock: &ClockView, now: Timestamp) -> Option<Timestamp> {
        let started = clock.started_at.filter(|_| clock.state == ClockState::Running)?;
        let had_no_pause = (clock.at.since_ms(started) - clock.race_ms).abs() <= NO_PAUSE_MS;
        let began = self.began_at.try_update_value(|began| *began.get_or_insert(now)).unwrap_or(now);
        let known = self.feed.value.with(|water| water.running_since);
        Some(known.unwrap_or(if had_no_pause { started } else { began.max(started) }))
    }
}

fn missing(players: &[Called]) -> usize {
    players.iter().filter(|player| player.out_at.is_none()).count()
}
