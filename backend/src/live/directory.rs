//! Events, devices, operators and shut-outs, known without asking the database: every request needs some of them.

use crate::{
    error::Result,
    records::{DeviceRecord, EventRecord, OperatorRecord, ShutOutRecord},
    store::{self, Conn},
};
use domain::{
    Problem, Timestamp,
    clock::{Clock, ClockState},
    device::DeviceView,
    ids::{DeviceId, EventId, OperatorId, ShutOutId},
    lane::PaceGroupInput,
    operator::OperatorView,
    refusal,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
    net::IpAddr,
    sync::{PoisonError, RwLock},
};

/// All events, devices, operators and shut-outs.
#[derive(Default)]
pub(crate) struct Directory {
    events: RwLock<BTreeMap<EventId, EventRecord>>,
    devices: RwLock<HashMap<DeviceId, DeviceRecord>>,
    /// When devices were last seen, as far as it is not yet written.
    seen: RwLock<HashMap<DeviceId, Timestamp>>,
    operators: RwLock<BTreeMap<OperatorId, OperatorRecord>>,
    /// Operators' tokens that were signed out before they ended.
    ended_tokens: RwLock<HashSet<String>>,
    /// Oldest first.
    shut_outs: RwLock<Vec<ShutOutRecord>>,
}

/// What belongs to no event.
struct Venue {
    devices: HashMap<DeviceId, DeviceRecord>,
    operators: BTreeMap<OperatorId, OperatorRecord>,
    ended_tokens: HashSet<String>,
    shut_outs: Vec<ShutOutRecord>,
}

impl Venue {
    async fn load(conn: &mut Conn<'_>) -> Result<Self> {
        let devices = store::devices::list(conn).await?.into_iter().map(|device| (device.view.id, device)).collect();
        let operators = store::operators::list(conn).await?.into_iter().map(|one| (one.view.id, one)).collect();
        let ended_tokens = store::operators::ended_tokens(conn).await?.into_iter().collect();
        Ok(Self { devices, operators, ended_tokens, shut_outs: store::guessing::list(conn).await? })
    }
}

impl Directory {
    pub(crate) async fn load(conn: &mut Conn<'_>) -> Result<Self> {
        let events = store::events::list(conn).await?.into_iter().map(|event| (event.id, event)).collect();
        let Venue { devices, operators, ended_tokens, shut_outs } = Venue::load(conn).await?;
        Ok(Self {
            events: RwLock::new(events),
            devices: RwLock::new(devices),
            seen: RwLock::default(),
            operators: RwLock::new(operators),
            ended_tokens: RwLock::new(ended_tokens),
            shut_outs: RwLock::new(shut_outs),
        })
    }

    /// Takes over what the tables say of the venue.
    pub(crate) async fn reload_venue(&self, conn: &mut Conn<'_>) -> Result<()> {
        fn take_over<T>(old: &RwLock<T>, new: T) {
            *old.write().unwrap_or_else(PoisonError::into_inner) = new;
        }
        let Venue { devices, operators, ended_tokens, shut_outs } = Venue::load(conn).await?;
        take_over(&self.devices, devices);
        take_over(&self.operators, operators);
        take_over(&self.ended_tokens, ended_tokens);
        take_over(&self.shut_outs, shut_outs);
        Ok(())
    }

    pub(crate) fn events(&self) -> Vec<EventRecord> {
        self.events.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    pub(crate) fn event(&self, id: EventId) -> Result<EventRecord> {
        let events = self.events.read().unwrap_or_else(PoisonError::into_inner);
        Ok(events.get(&id).cloned().ok_or_else(|| Problem::from(refusal::NoSuchEvent))?)
    }

    /// The event of that slug, or the current one for `current`.
    pub(crate) fn find(&self, slug: &str) -> Result<EventId> {
        if slug == "current" {
            return Ok(self.current().ok_or_else(|| Problem::from(refusal::NoEventYet))?);
        }
        let events = self.events.read().unwrap_or_else(PoisonError::into_inner);
        let found = events.values().find(|event| event.slug == slug).map(|event| event.id);
        Ok(found.ok_or_else(|| Problem::from(refusal::NoEventOfName))?)
    }

    /// The newest running or paused event, else the newest open, else the newest finished, else the newest draft: an
    /// installation with one event has a current one from the start.
    pub(crate) fn current(&self) -> Option<EventId> {
        self.newest_of(|state| match state {
            ClockState::Running | ClockState::Paused => 0,
            ClockState::Open => 1,
            ClockState::Finished => 2,
            ClockState::Draft => 3,
        })
    }

    /// The event that staff work on: as [`Directory::current`], but the next one is prepared while the boards still
    /// show the last one's result.
    pub(crate) fn at_the_desks(&self) -> Option<EventId> {
        self.newest_of(|state| match state {
            ClockState::Running | ClockState::Paused => 0,
            ClockState::Open => 1,
            ClockState::Draft => 2,
            ClockState::Finished => 3,
        })
    }

    /// The newest of the events whose state has the lowest number; one that was called off only if there is no other, and
    /// a rehearsal only if there is no real event at all.
    fn newest_of(&self, order: impl Fn(ClockState) -> u8) -> Option<EventId> {
        let events = self.events.read().unwrap_or_else(PoisonError::into_inner);
        events
            .values()
            .min_by_key(|event| {
                (event.rehearsal, event.cancelled_at.is_some(), order(event.clock.state), Reverse(event.id))
            })
            .map(|event| event.id)
    }

    pub(crate) fn put_event(&self, event: EventRecord) {
        self.events.write().unwrap_or_else(PoisonError::into_inner).insert(event.id, event);
    }

    pub(crate) fn set_clock(&self, id: EventId, clock: &Clock) {
        if let Some(event) = self.events.write().unwrap_or_else(PoisonError::into_inner).get_mut(&id) {
            event.clock = clock.clone();
        }
    }

    pub(crate) fn set_pace_groups(&self, id: EventId, groups: Vec<PaceGroupInput>) {
        if let Some(event) = self.events.write().unwrap_or_else(PoisonError::into_inner).get_mut(&id) {
            event.pace_groups = groups;
        }
    }

    /// A device that is enrolled and not revoked.
    pub(crate) fn active_device(&self, id: DeviceId) -> Option<DeviceRecord> {
        let devices = self.devices.read().unwrap_or_else(PoisonError::into_inner);
        devices.get(&id).filter(|device| device.view.revoked_at.is_none()).cloned()
    }

    /// All devices, newest first, with when they were last seen.
    pub(crate) fn devices(&self) -> Vec<DeviceView> {
        let devices = self.devices.read().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<_> = devices.values().map(|device| device.view.clone()).collect();
        all.sort_by_key(|device| Reverse(device.id));
        all
    }

    pub(crate) fn put_device(&self, device: DeviceRecord) {
        self.devices.write().unwrap_or_else(PoisonError::into_inner).insert(device.view.id, device);
    }

    /// An operator who is not retired.
    pub(crate) fn active_operator(&self, id: OperatorId) -> Option<OperatorRecord> {
        let operators = self.operators.read().unwrap_or_else(PoisonError::into_inner);
        operators.get(&id).filter(|operator| operator.view.retired_at.is_none()).cloned()
    }

    /// An operator's name, also of one who is retired.
    pub(crate) fn operator_name(&self, id: OperatorId) -> Option<String> {
        let operators = self.operators.read().unwrap_or_else(PoisonError::into_inner);
        operators.get(&id).map(|operator| operator.view.name.clone())
    }

    /// All operators in the order in which they were made, also those who are retired.
    pub(crate) fn operators(&self) -> Vec<OperatorView> {
        let operators = self.operators.read().unwrap_or_else(PoisonError::into_inner);
        operators.values().map(|operator| operator.view.clone()).collect()
    }

    pub(crate) fn put_operator(&self, operator: OperatorRecord) {
        self.operators.write().unwrap_or_else(PoisonError::into_inner).insert(operator.view.id, operator);
    }

    /// Whether an operator's token was signed out.
    pub(crate) fn is_ended(&self, token: &str) -> bool {
        self.ended_tokens.read().unwrap_or_else(PoisonError::into_inner).contains(token)
    }

    pub(crate) fn put_ended_token(&self, id: String) {
        self.ended_tokens.write().unwrap_or_else(PoisonError::into_inner).insert(id);
    }

    /// Whether an address is shut out at a moment.
    pub(crate) fn is_shut_out(&self, address: IpAddr, now: Timestamp) -> bool {
        self.shut_outs.read().unwrap_or_else(PoisonError::into_inner).iter().any(|one| one.holds(address, now))
    }

    /// All that are shut out at a moment, the oldest first.
    pub(crate) fn shut_outs(&self, now: Timestamp) -> Vec<ShutOutRecord> {
        let all = self.shut_outs.read().unwrap_or_else(PoisonError::into_inner);
        all.iter().filter(|one| one.until > now).cloned().collect()
    }

    pub(crate) fn put_shut_out(&self, record: ShutOutRecord) {
        let mut all = self.shut_outs.write().unwrap_or_else(PoisonError::into_inner);
        all.retain(|one| one.id != record.id);
        all.push(record);
    }

    pub(crate) fn remove_shut_out(&self, id: ShutOutId) {
        self.shut_outs.write().unwrap_or_else(PoisonError::into_inner).retain(|one| one.id != id);
    }

    /// Notes that a device asked for something.
    pub(crate) fn saw(&self, id: DeviceId, now: Timestamp) {
        if let Some(device) = self.devices.write().unwrap_or_else(PoisonError::into_inner).get_mut(&id) {
            device.view.last_seen_at = Some(now);
            self.seen.write().unwrap_or_else(PoisonError::into_inner).insert(id, now);
        }
    }

    /// Takes over when devices were last seen, also at other nodes.
    pub(crate) fn saw_all(&self, seen: impl IntoIterator<Item = (DeviceId, Timestamp)>) {
        let mut devices = self.devices.write().unwrap_or_else(PoisonError::into_inner);
        for (id, at) in seen {
            if let Some(device) = devices.get_mut(&id) {
                device.view.last_seen_at = device.view.last_seen_at.max(Some(at));
            }
        }
    }

    /// Takes what was noted since the last time, to be written.
    pub(crate) fn take_seen(&self) -> Vec<(DeviceId, Timestamp)> {
        self.seen.write().unwrap_or_else(PoisonError::into_inner).drain().collect()
    }
}
