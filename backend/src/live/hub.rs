//! One event's standings in memory, and the frames by which boards follow them.

use crate::{
    records::{EventRecord, HubEffect},
    time::TimeSource,
};
use domain::{
    board::{Board, BoardEvent, Delta, Frame},
    clock::Clock,
    limits,
    standings::Standings,
    topic::Topic,
};
use futures::FutureExt;
use std::{
    collections::{BTreeSet, VecDeque},
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak},
    time::Duration,
};
use tokio::{
    sync::{Notify, broadcast, watch},
    time::Instant,
};

/// For how long changes are gathered before they are sent together.
const TICK: Duration = Duration::from_millis(20);
/// The same with more sockets than [`MANY_SOCKETS`]: fewer, larger frames keep the processor free for taps.
const TICK_MANY: Duration = Duration::from_millis(100);
/// How often the sending task looks whether its hub is still there.
const ALIVE_CHECK: Duration = Duration::from_mins(1);
/// From how many sockets on the longer tick is used.
const MANY_SOCKETS: usize = 1_000;

/// A board at a point in the order of changes, written as JSON at most once.
#[derive(Debug)]
pub struct Published {
    board: Board,
    json: OnceLock<Arc<str>>,
}

impl Published {
    /// The board.
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// The snapshot frame as sockets send it.
    pub fn json(&self) -> Arc<str> {
        self.json.get_or_init(|| write(&Frame::Snapshot(self.board.clone()))).clone()
    }
}

/// A frame on its way to every socket, serialised once.
#[derive(Debug, Clone)]
struct Sent {
    from: u64,
    seq: u64,
    delta: Option<Arc<str>>,
    changed: Option<Arc<str>>,
}

/// What was committed since the last frame.
///
/// It is kept apart from what is shown: a change waits for nobody who copies or ranks a board.
#[derive(Default)]
pub(super) struct Queue {
    /// What was read anew from the tables; it lies before all that is pending.
    anew: Option<Standings>,
    /// In order. It is folded when the next frame is made, so that whoever reads in between sees a board of one moment,
    /// ranked.
    pending: Vec<HubEffect>,
    /// The last change that was committed.
    seq: u64,
    topics: BTreeSet<Topic>,
}

impl Queue {
    /// Takes over its part of a durable group, and the new end of the event's chain. What was read from the tables since
    /// the group was committed holds it already.
    pub(super) fn apply(&mut self, effects: Vec<HubEffect>, end: Option<u64>) {
        if end.is_some_and(|end| end <= self.seq) {
            // What no entry says may be among it; to ask once more than one must is no harm.
            self.topics.extend(effects.iter().filter_map(HubEffect::topic));
            return;
        }
        self.pending.extend(effects);
        if end.is_some() {
            self.topics.insert(Topic::Entries);
        }
        self.seq = self.seq.max(end.unwrap_or(0));
    }

    /// Starts over from the tables where they are ahead: what is held in memory missed a change. Until the next frame the
    /// old, ranked rows are shown.
    pub(super) fn restart(&mut self, standings: Standings, event: &EventRecord, seq: u64) {
        if seq <= self.seq {
            return;
        }
        self.anew = Some(standings);
        self.pending = vec![HubEffect::Clock(event.clock.clone()), HubEffect::Event(event.on_boards())];
        self.topics.extend(Topic::ALL);
        self.seq = seq;
    }

    pub(super) fn topic(&mut self, topic: Topic) {
        self.topics.insert(topic);
    }

    /// Takes all of it out; the end of the chain stays.
    fn take(&mut self) -> Self {
        let empty = Self { seq: self.seq, ..Self::default() };
        std::mem::replace(self, empty)
    }

    fn is_empty(&self) -> bool {
        self.anew.is_none() && self.pending.is_empty() && self.topics.is_empty()
    }
}

/// The board as the sockets have it.
struct Shown {
    event: BoardEvent,
    standings: Standings,
    clock: Clock,
    /// The last change that was sent.
    sent_seq: u64,
    clock_changed: bool,
    event_changed: bool,
    /// The last frames, for a client that comes back within a moment.
    recent: VecDeque<Sent>,
    published: Option<Arc<Published>>,
}

impl Shown {
    /// Folds what was committed, and adds to the topics what it means for staff pages.
    fn fold(&mut self, queue: Queue) -> BTreeSet<Topic> {
        let Queue { anew, pending, mut topics, .. } = queue;
        if let Some(anew) = anew {
            self.standings.become_like(anew);
        }
        for effect in pending {
            match effect {
                HubEffect::Clock(clock) => {
                    self.clock = clock;
                    self.clock_changed = true;
                    topics.insert(Topic::Clock);
                }
                HubEffect::Event(event) => {
                    self.event_changed |= self.event != event;
                    self.event = event;
                    topics.insert(Topic::Event);
                }
                HubEffect::Face(player, face) => self.standings.set_face(player, face),
                HubEffect::Lap(player, laps, metres, counted_at) => {
                    self.standings.add(player, laps, metres, counted_at);
                    topics.insert(Topic::Laps);
                }
                HubEffect::Totals(player, totals) => {
                    self.standings.set_totals(player, totals);
                    topics.insert(Topic::Laps);
                }
                HubEffect::Gone(player) => self.standings.remove(player),
                HubEffect::Topic(topic) => {
                    topics.insert(topic);
                }
            }
        }
        topics
    }
}

/// One event's live board.
pub struct Hub {
    queue: Mutex<Queue>,
    /// Where both are locked, this one is locked first.
    shown: Mutex<Shown>,
    frames: broadcast::Sender<Sent>,
    /// The last change that was sent, for those who wait for it.
    settled: watch::Sender<u64>,
    stale: Notify,
    time: Arc<dyn TimeSource>,
}

impl Hub {
    /// A hub with the task that sends its frames; the task ends when the hub is dropped.
    pub(super) fn start(
        event: &EventRecord,
        mut standings: Standings,
        seq: u64,
        time: Arc<dyn TimeSource>,
    ) -> Arc<Self> {
        standings.rank();
        let shown = Shown {
            event: event.on_boards(),
            standings,
            clock: event.clock.clone(),
            sent_seq: seq,
            clock_changed: false,
            event_changed: false,
            recent: VecDeque::new(),
            published: None,
        };
        let hub = Arc::new(Self {
            queue: Mutex::new(Queue { seq, ..Queue::default() }),
            shown: Mutex::new(shown),
            frames: broadcast::Sender::new(limits::LIVE_FRAMES_KEPT),
            settled: watch::Sender::new(seq),
            stale: Notify::new(),
            time,
        });
        tokio::spawn(keep_sending(Arc::downgrade(&hub)));
        hub
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Applies a change and wakes the task that sends.
    pub(super) fn change(&self, with: impl FnOnce(&mut Queue)) {
        with(&mut self.queue());
        self.stale.notify_one();
    }

    /// The board as the sockets have it: what was acknowledged within the last tick may be missing.
    pub fn board(&self) -> Arc<Published> {
        self.published(&mut self.shown())
    }

    /// The board with everything that was acknowledged before the call.
    pub async fn current(&self) -> Arc<Published> {
        self.settled().await;
        self.board()
    }

    /// Waits until everything that was acknowledged before the call is on the board: for a tick at most. Readers wait
    /// rather than have a frame sent for each of them.
    pub async fn settled(&self) {
        let acknowledged = self.seq();
        // The sender is as old as the hub, so there always is one.
        let _ = self.settled.subscribe().wait_for(|sent| *sent >= acknowledged).await;
    }

    fn published(&self, shown: &mut Shown) -> Arc<Published> {
        let now = self.time.now();
        shown
            .published
            .get_or_insert_with(|| {
                let board = Board {
                    seq: shown.sent_seq,
                    event: shown.event.clone(),
                    clock: shown.clock.view(now),
                    rows: shown.standings.rows().to_vec(),
                };
                Arc::new(Published { board, json: OnceLock::new() })
            })
            .clone()
    }

    /// Ranks, and sends what changed since the last time.
    fn flush(&self) {
        // A clock that fails loses nothing: it is asked before anything is taken.
        let now = self.time.now();
        let shown = &mut *self.shown();
        let queue = self.queue().take();
        if queue.is_empty() && queue.seq == shown.sent_seq {
            return;
        }
        let seq = queue.seq;
        let topics: Vec<Topic> = shown.fold(queue).into_iter().collect();
        let (rows, removed) = shown.standings.rank();
        let clock = std::mem::take(&mut shown.clock_changed).then(|| shown.clock.view(now));
        let event = std::mem::take(&mut shown.event_changed).then(|| shown.event.clone());
        let from = std::mem::replace(&mut shown.sent_seq, seq);
        let told = from != seq || !rows.is_empty() || !removed.is_empty() || clock.is_some() || event.is_some();
        let delta = told.then(|| write(&Frame::Delta(Delta { from, seq, rows, removed, clock, event })));
        let changed = (!topics.is_empty()).then(|| write(&Frame::Changed { topics }));
        let sent = Sent { from, seq, delta, changed };
        if sent.delta.is_some() {
            shown.published = None;
            if shown.recent.len() == limits::LIVE_FRAMES_KEPT {
                shown.recent.pop_front();
            }
            shown.recent.push_back(sent.clone());
        }
        // Without a socket there is nobody to tell, which is no failure.
        let _ = self.frames.send(sent);
        self.settled.send_replace(seq);
    }

    /// Follows the board from a snapshot on, or from just after `since` if the frames from there are still at hand.
    /// Staff also hear what else changed.
    pub fn subscribe(self: &Arc<Self>, since: Option<u64>, staff: bool) -> Subscription {
        let (frames, missed, board, clock, seq) = {
            let shown = &mut *self.shown();
            let missed = since.and_then(|since| frames_after(shown, since));
            let board = missed.is_none().then(|| self.published(shown));
            (self.frames.subscribe(), missed, board, self.clock_frame(shown), shown.sent_seq)
        };
        // Written without the lock: frames that are sent meanwhile wait for this socket.
        let mut waiting = missed.unwrap_or_default();
        waiting.extend(board.map(|board| board.json()));
        waiting.push_back(clock);
        Subscription { hub: self.clone(), frames, staff, seq, waiting }
    }

    /// A frame that changes nothing and says how late it is: pages and snapshots are kept, and may be as old as the last
    /// change.
    fn clock_frame(&self, shown: &Shown) -> Arc<str> {
        let clock = Some(shown.clock.view(self.time.now()));
        let (seq, rows, removed) = (shown.sent_seq, Vec::new(), Vec::new());
        write(&Frame::Delta(Delta { from: seq, seq, rows, removed, clock, event: None }))
    }

    /// The last change that is on the board as the sockets have it.
    pub fn shown_seq(&self) -> u64 {
        *self.settled.borrow()
    }

    /// The last change that was committed.
    pub(super) fn seq(&self) -> u64 {
        self.queue().seq
    }

    /// The newest state, and how late it is.
    fn snapshot(&self) -> (u64, [Arc<str>; 2]) {
        let (board, clock) = {
            let shown = &mut *self.shown();
            (self.published(shown), self.clock_frame(shown))
        };
        (board.board.seq, [board.json(), clock])
    }

    /// Sockets that follow.
    pub fn followers(&self) -> usize {
        self.frames.receiver_count()
    }
}

/// The deltas that lead from `since` to now, if all are at hand.
fn frames_after(shown: &Shown, since: u64) -> Option<VecDeque<Arc<str>>> {
    if since == shown.sent_seq {
        return Some(VecDeque::new());
    }
    let first = shown.recent.iter().position(|sent| sent.from == since && sent.seq != since)?;
    Some(shown.recent.iter().skip(first).filter_map(|sent| sent.delta.clone()).collect())
}

/// Sends until the hub is gone; after a defect anew.
async fn keep_sending(hub: Weak<Hub>) {
    while AssertUnwindSafe(send_frames(hub.clone())).catch_unwind().await.is_err() {
        tracing::error!("the task that sends a board's frames panicked; it begins anew");
    }
}

/// A change after a quiet while is sent at once; those that follow it within a tick are gathered.
async fn send_frames(hub: Weak<Hub>) {
    let mut last = Instant::now();
    loop {
        let Some(alive) = hub.upgrade() else { return };
        let tick = if alive.followers() > MANY_SOCKETS { TICK_MANY } else { TICK };
        // Woken by a change; the time-out lets the task notice that the hub is gone.
        let changed = tokio::time::timeout(ALIVE_CHECK, alive.stale.notified()).await.is_ok();
        if changed {
            tokio::time::sleep_until(last + tick).await;
            alive.flush();
            last = Instant::now();
        }
    }
}

fn write(frame: &Frame) -> Arc<str> {
    match serde_json::to_string(frame) {
        Ok(text) => text.into(),
        Err(cause) => {
            tracing::error!(%cause, "a frame cannot be written");
            Arc::from("{}")
        }
    }
}

/// One socket's view of a hub.
pub struct Subscription {
    hub: Arc<Hub>,
    frames: broadcast::Receiver<Sent>,
    staff: bool,
    seq: u64,
    waiting: VecDeque<Arc<str>>,
}

impl Subscription {
    /// The next text to send; none once the hub is gone. A client that was too slow for the frames it missed gets the
    /// newest state instead. May be dropped and called again without losing a frame.
    pub async fn next(&mut self) -> Option<Arc<str>> {
        loop {
            if let Some(text) = self.waiting.pop_front() {
                return Some(text);
            }
            match self.frames.recv().await {
                Ok(sent) => self.take(sent),
                Err(broadcast::error::RecvError::Lagged(_)) => self.start_over(),
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }

    /// A frame that changes nothing, by which the other end hears that the connection lives: browsers do not show pages
    /// the pings of a socket. None while there is something else to send.
    pub fn heartbeat(&self) -> Option<Arc<str>> {
        let (rows, removed) = (Vec::new(), Vec::new());
        let nothing = Delta { from: self.seq, seq: self.seq, rows, removed, clock: None, event: None };
        self.waiting.is_empty().then(|| write(&Frame::Delta(nothing)))
    }

    fn take(&mut self, sent: Sent) {
        if let Some(delta) = sent.delta {
            if sent.from == self.seq {
                self.seq = sent.seq;
                self.waiting.push_back(delta);
            } else if sent.seq > self.seq {
                self.start_over();
            }
        }
        if let Some(changed) = sent.changed.filter(|_| self.staff) {
            self.waiting.push_back(changed);
        }
    }

    fn start_over(&mut self) {
        self.frames = self.frames.resubscribe();
        let (seq, snapshot) = self.hub.snapshot();
        self.seq = seq;
        self.waiting.extend(snapshot);
        if self.staff {
            self.waiting.push_back(write(&Frame::Changed { topics: Topic::ALL.to_vec() }));
        }
    }
}
