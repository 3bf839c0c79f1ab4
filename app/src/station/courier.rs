//! Carries taps from the finger to the server: first onto the tablet's disk, then, if it is this tab's turn, over the
//! network, until the server has said what became of each. The rules are in [`queue`](super::queue) and
//! [`record`](super::record); here they meet the browser.

use super::{
    disk,
    keeping::{self, Keeping},
    mine::{LISTED_MS, MINE_MAX},
    offline,
    queue::{Failure, Queue, Settled, Undone},
    record::{self, Ending, JobId, Kept, Place, Record},
    tabs,
    wire::{self, Answer, Trouble},
};
use crate::browser;
use domain::{
    Timestamp,
    lane::VenueMark,
    lap::{Answered, LapStatus},
};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;
use uuid::Uuid;

/// How long the disk may take to open, and the lane to come, before taps are sent without. Some browsers never answer in
/// private windows.
const OPEN_MAX: Duration = Duration::from_secs(3);
/// How often the disk is looked at for what other tabs did: they say it, but not in every browser.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// How many earlier laps are read from the disk at least: more than are listed, because some may be the wrong half of a
/// correction.
const EARLIER_MIN: usize = 20;

/// What becomes of taps on their way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// They were on the disk when the page was opened.
    Found(Vec<Record>),
    /// The newest laps of this tablet that were answered before the page was opened, newest first.
    Earlier(Vec<Kept>),
    /// From now on the server may have them.
    Leaving(Vec<JobId>),
    /// The server answered a lap.
    Ended(Record, Ending),
    /// The server took a lap back, or says why it cannot.
    TakenBack(Record, Option<String>),
    /// Whatever came together has been told.
    Told,
}

/// The way from this station to the server.
#[derive(Clone, Copy)]
pub struct Courier {
    /// What is not answered.
    pub queue: RwSignal<Queue>,
    /// Why taps are waiting.
    pub trouble: RwSignal<Option<String>>,
    /// How they are kept.
    pub keeping: RwSignal<Keeping>,
    /// How many the server had lost, and are sent again.
    pub sent_again: RwSignal<usize>,
    slug: StoredValue<String>,
    venue: StoredValue<VenueMark>,
    /// How far the server's clock is ahead, once it was measured.
    offset_ms: StoredValue<Option<i64>>,
    /// Whether the lane is known, or has not come for a while: what was found on the disk is shown on top of the board's
    /// numbers, so these are waited for.
    ready: StoredValue<bool>,
    /// The server's start for which it is known that it has everything that was answered.
    checked: StoredValue<Option<Uuid>>,
    checking: StoredValue<bool>,
    looking: StoredValue<bool>,
    news: StoredValue<Option<Callback<News>>>,
    retry: StoredValue<Option<TimeoutHandle>>,
    /// Whether a failed try is rested from.
    resting: StoredValue<bool>,
}

impl Courier {
    /// The way to an event's server.
    pub fn new(slug: String, venue: VenueMark) -> Self {
        Self {
            queue: RwSignal::default(),
            trouble: RwSignal::default(),
            keeping: RwSignal::default(),
            sent_again: RwSignal::default(),
            slug: StoredValue::new(slug),
            venue: StoredValue::new(venue),
            offset_ms: StoredValue::new(None),
            ready: StoredValue::new(false),
            checked: StoredValue::new(None),
            checking: StoredValue::new(false),
            looking: StoredValue::new(false),
            news: StoredValue::new(None),
            retry: StoredValue::new(None),
            resting: StoredValue::new(false),
        }
    }

    /// Opens the disk, joins the other tabs and begins to send, for as long as the page is open.
    pub fn begin(self, news: Callback<News>) {
        self.news.set_value(Some(news));
        Effect::new(move |_| {
            // A page that the tablet kept does not know whose database is at its address by now: nothing is sent before the
            // server has said it.
            if !offline::is_kept_page() {
                self.queue.update(|queue| queue.serve(self.venue.with_value(|venue| venue.id)));
            }
            spawn_local(self.open());
            let late = move || {
                if self.keeping.try_get_untracked() == Some(Keeping::Opening) {
                    self.keeping.set(Keeping::Memory);
                    self.rewrite(true);
                }
                self.ready.try_set_value(true);
                self.pump();
            };
            set_timeout(late, OPEN_MAX);
            let interval = set_interval_with_handle(move || self.tick(), LOOK_EVERY).ok();
            let online = window_event_listener(ev::online, move |_| self.wake());
            let shown = window_event_listener_untyped("pageshow", move |_| self.look());
            let leave = window_event_listener(ev::beforeunload, move |event| {
                if self.queue.with_untracked(|queue| queue.unkept() > 0) {
                    event.prevent_default();
                    event.set_return_value("unsent"); // older browsers ask only if there is a text
                }
            });
            on_cleanup(move || {
                interval.iter().for_each(IntervalHandle::clear);
                for listener in [online, shown, leave] {
                    listener.remove();
                }
                tabs::leave();
            });
        });
    }

    /// Where what is tapped now belongs.
    pub fn place(self) -> Place {
        Place { venue: self.venue.with_value(|venue| venue.id), event: self.slug.get_value() }
    }

    /// Adds a tap; it is written, and then sent.
    pub fn push(self, record: Record) {
        self.queue.update(|queue| queue.push(record.clone()));
        self.write(record);
    }

    /// Takes a lap back.
    pub fn undo(self, word: Record) -> Undone {
        let undone = self.queue.try_update(|queue| queue.undo(word.clone())).unwrap_or(Undone::Queued);
        match undone {
            Undone::Queued => self.write(word),
            Undone::Forgotten if self.queue.with_untracked(|queue| queue.unsent() == 0) => self.trouble.set(None),
            Undone::Forgotten => {}
        }
        undone
    }

    /// Takes over which database the server works on, and makes sure that it has all that was answered.
    pub fn serve(self, venue: VenueMark, offset_ms: i64) {
        self.venue.set_value(venue);
        self.offset_ms.set_value(Some(offset_ms));
        self.ready.set_value(true);
        self.queue.update(|queue| queue.serve(venue.id));
        self.pump();
    }

    /// Tries again at once: there are signs that the server can be reached.
    pub fn wake(self) {
        self.resting.set_value(false);
        self.pump();
    }

    fn tell(self, news: News) {
        if let Some(listener) = self.news.try_get_value().flatten() {
            listener.run(news);
        }
    }

    async fn open(self) {
        if disk::open().await.is_err() {
            self.keeping.try_set(Keeping::Memory);
        } else if let Ok(found) = disk::queue().await {
            let merged = self.queue.try_update(|queue| queue.merge(found));
            self.tell(News::Found(merged.map(|merged| merged.added).unwrap_or_default()));
            self.keeping.try_set(Keeping::Kept);
        }
        if self.queue.is_disposed() {
            return; // the page was left
        }
        tabs::join(move || self.look());
        self.rewrite(true);
        self.pump();
        if let Ok(earlier) = self.earlier().await {
            self.tell(News::Earlier(earlier));
        }
        if disk::is_open() {
            let keeping = keeping::ask().await;
            self.keeping.try_set(keeping);
        }
    }

    /// The newest laps that were answered: those that the list of the last taps shows.
    async fn earlier(self) -> disk::Result<Vec<Kept>> {
        let keys = disk::kept_keys(&record::prefix(&self.place())).await?;
        let since = Timestamp::from_ms(browser::now_ms()).plus_ms(-LISTED_MS);
        let listed = record::made_after(keys.clone(), Some(since)).len();
        disk::kept(&record::newest(&keys, listed.clamp(EARLIER_MIN, MINE_MAX))).await
    }

    /// Tries again to write what the disk did not take, or with `all` what waited for it.
    fn rewrite(self, all: bool) {
        if self.queue.try_with_untracked(|queue| queue.unkept() > 0) == Some(true) {
            let again = self.queue.try_update(|queue| queue.rewrite(all)).unwrap_or_default();
            for record in again {
                self.write(record);
            }
        }
    }

    fn write(self, record: Record) {
        if self.keeping.get_untracked() == Keeping::Opening {
            return; // `open` comes back to it
        }
        let (id, changes) = (record.id(), record.changes());
        spawn_local(async move {
            let written = disk::add(&record).await;
            let added = self.queue.try_update(|queue| match written {
                Ok(no) => queue.stored(id, no),
                Err(_) => queue.not_stored(id),
            });
            if added.is_none() {
                return; // the page was left
            }
            if !tabs::my_turn() && self.queue.with_untracked(|queue| queue.has(id)) {
                self.tell(News::Leaving(changes));
            }
            tabs::tell();
            self.pump();
        });
    }

    fn tick(self) {
        if disk::is_open() {
            self.rewrite(false);
        } else if self.keeping.get_untracked() != Keeping::Memory {
            spawn_local(async { drop(disk::open().await) }); // the browser had closed it
        }
        if self.queue.with_untracked(Queue::unsent) > 0 {
            tabs::miss();
        }
        self.look();
    }

    /// Takes over what other tabs did, and sends what waits.
    fn look(self) {
        if self.looking.try_update_value(|looking| std::mem::replace(looking, true)) != Some(false) {
            return;
        }
        spawn_local(async move {
            // The usual case is that no other tab did anything. A long queue takes a slow tablet long to read.
            let numbers = disk::queue_numbers().await;
            if numbers.ok() == self.queue.try_with_untracked(Queue::numbers) {
                self.looking.try_set_value(false);
                self.pump();
                return;
            }
            let before = self.queue.try_with_untracked(Queue::revision);
            let found = disk::queue().await;
            self.looking.try_set_value(false);
            let same = before.is_some() && before == self.queue.try_with_untracked(Queue::revision);
            if let Ok(found) = found {
                if same {
                    self.merge(found).await;
                } else if !self.queue.is_disposed() {
                    self.look(); // something changed here meanwhile
                    return;
                }
            }
            self.pump();
        });
    }

    async fn merge(self, found: Vec<(u64, Record)>) {
        // The usual case is that nothing changed, and must not wake everything that shows the queue.
        let Some(merged) = self.queue.try_maybe_update(|queue| {
            let merged = queue.merge(found);
            (!merged.added.is_empty() || !merged.gone.is_empty(), merged)
        }) else {
            return;
        };
        for record in merged.gone {
            if record.id().1 {
                self.tell(News::TakenBack(record, None));
                continue;
            }
            let kept = disk::kept(&record.kept_keys()).await.unwrap_or_default();
            if let Some(kept) = kept.into_iter().next() {
                self.tell(News::Ended(record, kept.ending));
            }
        }
        self.tell(News::Told);
    }

    /// Sends what waits, unless something is under way.
    fn pump(self) {
        self.begin_check();
        self.send_next();
    }

    fn send_next(self) {
        // Nothing waits is the usual case, and must not wake everything that shows the queue. While it is looked for what
        // the server lacks, a word that takes back such a lap would come too early.
        let nothing = self.queue.try_with_untracked(|queue| queue.unsent() == 0).unwrap_or(true);
        let waits =
            [self.checking.try_get_value(), self.resting.try_get_value(), self.ready.try_get_value().map(|it| !it)];
        if nothing || waits != [Some(false); 3] {
            return;
        }
        let batch = self.queue.try_update_untracked(|queue| queue.next_batch(tabs::my_turn()));
        let Some(batch) = batch.flatten() else { return };
        self.tell(News::Leaving(batch.changes()));
        spawn_local(async move {
            match wire::send(&batch).await {
                Ok(answer) => self.take_answer(answer),
                Err(trouble) => self.try_again(trouble),
            }
        });
    }

    fn try_again(self, Trouble { how, sentence }: Trouble) {
        if how != Failure::NoSuchEvent {
            self.trouble.try_set(Some(sentence));
        }
        let dice = browser::dice();
        let Some(pause_ms) = self.queue.try_update(|queue| queue.failed(how, dice)) else { return };
        tabs::tell();
        self.resting.set_value(true);
        let again = move || {
            self.resting.try_set_value(false);
            self.pump();
        };
        let timer = set_timeout_with_handle(again, Duration::from_millis(pause_ms.into())).ok();
        if let Some(old) = self.retry.try_update_value(|kept| std::mem::replace(kept, timer)).flatten() {
            old.clear();
        }
    }

    fn take_answer(self, answer: Answer) {
        let Some(settled) = self.queue.try_update(Queue::answered) else { return };
        self.trouble.set(None);
        let mut kept = Vec::new();
        let mut keep = |record: &Record, ending: &Ending| {
            let key = record.kept_key(ending.status);
            kept.push((key, Kept { record: record.clone(), ending: ending.clone() }));
        };
        let numbers: Vec<u64> = settled.iter().filter_map(|(no, _)| *no).collect();
        let records = settled.into_iter().map(|(_, record): Settled| record);
        match answer {
            Answer::Outcomes(outcomes) => {
                for (record, outcome) in records.zip(outcomes) {
                    let ending = Ending::from(outcome);
                    keep(&record, &ending);
                    self.tell(News::Ended(record, ending));
                }
            }
            Answer::Voided => {
                for record in records {
                    keep(&record, &Ending::plain(LapStatus::Rejected));
                    self.tell(News::TakenBack(record, None));
                }
            }
            Answer::NotVoided { reason, unknown } => {
                for record in records {
                    // A database restored from an older backup does not know the lap, and must not be told of it again.
                    if unknown {
                        keep(&record, &Ending::plain(LapStatus::Rejected));
                    }
                    self.trouble.set(Some(reason.clone()));
                    self.tell(News::TakenBack(record, Some(reason.clone())));
                }
            }
        }
        self.tell(News::Told);
        spawn_local(async move {
            // A full disk may refuse to keep more; it must not have what was answered sent again for ever.
            if disk::is_open() && disk::settle(&numbers, &kept).await.is_err() {
                let _ = disk::settle(&numbers, &[]).await;
            }
            tabs::tell();
        });
        self.pump();
    }

    /// Makes sure that the server has all that it answered, once after each of its starts.
    fn begin_check(self) {
        let (Some(venue), Some(offset_ms)) = (self.venue.try_get_value(), self.offset_ms.try_get_value().flatten())
        else {
            return;
        };
        let known = venue.start.is_nil() || self.checked.try_get_value().flatten() == Some(venue.start);
        if known || !tabs::my_turn() || !disk::is_open() || self.checking.get_value() {
            return;
        }
        self.checking.set_value(true);
        spawn_local(async move {
            let now = Timestamp::from_ms(browser::now_ms() + offset_ms);
            let done = self.check(venue, now).await;
            self.checking.try_set_value(false);
            if done.is_some() {
                self.checked.try_set_value(Some(venue.start));
            }
            // A question that is not answered is asked again before the next request, and holds nothing up.
            self.send_next();
        });
    }

    /// Has the server say what it lacks of that which it answered, and puts that into the queue again. None where it has
    /// to be tried again.
    async fn check(self, venue: VenueMark, now: Timestamp) -> Option<()> {
        let place = self.slug.try_get_value().map(|event| Place { venue: venue.id, event })?;
        if self.checked.try_get_value()?.is_none() {
            let outdated = record::outdated(&disk::kept_keys("").await.ok()?, now);
            disk::forget(&outdated).await.ok()?;
        }
        let (prefix, start) = (record::prefix(&place), venue.start.to_string());
        let note = format!("checked/{prefix}");
        if disk::note(&note).await.ok()?.as_deref() == Some(&start) {
            return Some(());
        }
        let mut lacking = Vec::new();
        for question in record::questions(&disk::kept_keys(&prefix).await.ok()?) {
            let answer: Answered = wire::ask_lacking(&place, &question).await.ok()?;
            lacking.extend(record::lacking_keys(&place, &answer));
        }
        if !lacking.is_empty() {
            let again = disk::send_again(&lacking).await.ok()?;
            self.sent_again.try_update(|sent| *sent += again);
            tabs::tell();
            self.look();
        }
        disk::set_note(&note, &start).await.ok()
    }
}
