//! The fleet: stations say how they are, and desks see which of them somebody should look after.

use crate::{
    auth::Who,
    core::Core,
    error::Result,
    records::Heard,
    store::{
        self, Conn,
        lanes::{GroupRow, LaneRow, PlacedRow, positions_of},
    },
};
use domain::{
    Action, Problem,
    clock::ClockState,
    fleet::{BUILD_LEN_MAX, FleetAlarm, FleetDevice, StationReport, StationState},
    ids::{DeviceId, EventId, LaneId},
    refusal,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// All devices with what they say of themselves.
#[derive(Clone)]
pub struct Fleet {
    core: Arc<Core>,
}

impl Fleet {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Takes over what a station says of itself. Whoever counts without a device is not part of the fleet, and is not
    /// remembered.
    ///
    /// # Errors
    /// If the role counts no laps, there is no such event, or the report breaks a rule of form.
    pub fn report(&self, who: &Who, event: EventId, report: StationReport) -> Result<()> {
        self.core.allow(who, Action::CountLaps, event)?;
        if report.battery.is_some_and(|battery| battery.percent > 100) {
            return Err(Problem::from(refusal::BatteryRange).into());
        }
        if report.build.chars().count() > BUILD_LEN_MAX {
            return Err(Problem::from(refusal::BuildTooLong { max: BUILD_LEN_MAX }).into());
        }
        if let Some(device) = who.device_id() {
            let operator = who.shift().map(|shift| shift.operator.id);
            let heard = Heard { event, operator, at: self.core.now(), report };
            self.core.live.stations().hear(device, heard);
        }
        Ok(())
    }

    /// The lane that whoever is there counted last in an event, or that their device takes over from another one.
    ///
    /// # Errors
    /// If the role is too low.
    pub fn lane_of(&self, who: &Who, event: EventId) -> Result<Option<LaneId>> {
        who.require(Action::ReadPlayers)?;
        let heard = who.device_id().and_then(|device| self.core.live.stations().of(device));
        Ok(heard.filter(|heard| heard.event == event).and_then(|heard| heard.report.lane))
    }

    /// All devices, newest first, with what they said of themselves.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn list(&self, who: &Who) -> Result<Vec<FleetDevice>> {
        who.require(Action::ManageDevices)?;
        let devices = self.core.live.directory().devices();
        let mut stations = self.stations().await?;
        Ok(devices.into_iter().map(|device| FleetDevice { station: stations.remove(&device.id), device }).collect())
    }

    /// What about an event's stations cannot wait.
    ///
    /// # Errors
    /// If the role is too low or the database cannot be read.
    pub async fn alarms(&self, who: &Who, event: EventId) -> Result<Vec<FleetAlarm>> {
        who.require(Action::ReadStaff)?;
        let is_running = self.core.live.directory().event(event)?.clock.state == ClockState::Running;
        let now = self.core.now();
        let mut alarms = Vec::new();
        for (id, station) in self.stations().await? {
            let Some(device) = self.core.live.directory().active_device(id) else { continue };
            let worry = station.worries(now, is_running).into_iter().find(|worry| worry.is_alarm());
            if let (Some(worry), true) = (worry, station.event == event) {
                alarms.push(FleetAlarm { device: id, name: device.view.name, worry, station });
            }
        }
        alarms.sort_by_key(|alarm| (alarm.worry, alarm.station.reported_at, alarm.device));
        Ok(alarms)
    }

    async fn stations(&self) -> Result<HashMap<DeviceId, StationState>> {
        let mut lease = self.core.store.read().await?;
        let conn = &mut lease.conn();
        let heard = self.core.live.stations().newest(store::stations::list(conn).await?);
        let events: BTreeSet<EventId> = heard.values().map(|heard| heard.event).collect();
        let mut pools = HashMap::new();
        for event in events {
            pools.insert(event, Pool::read(conn, event).await?);
        }
        let state = |(device, heard): (DeviceId, Heard)| {
            let pool = pools.get(&heard.event)?;
            let operator = heard.operator.and_then(|id| self.core.live.directory().operator_name(id));
            Some((device, pool.state(heard, operator)))
        };
        Ok(heard.into_iter().filter_map(state).collect())
    }
}

/// An event's lanes with who is in them.
struct Pool {
    groups: Vec<GroupRow>,
    lanes: Vec<LaneRow>,
    placed: Vec<PlacedRow>,
}

impl Pool {
    async fn read(conn: &mut Conn<'_>, event: EventId) -> Result<Self> {
        Ok(Self {
            groups: store::lanes::groups(conn, event).await?,
            lanes: store::lanes::lanes(conn, event).await?,
            placed: store::lanes::placed(conn, event).await?,
        })
    }

    fn state(&self, heard: Heard, operator: Option<String>) -> StationState {
        let Heard { event, operator: _, at, report } = heard;
        let lane = report.lane.and_then(|lane| self.lanes.iter().find(|row| row.id == lane.0));
        let group = lane.and_then(|lane| self.groups.iter().find(|group| group.id == lane.pace_group_id));
        StationState {
            event,
            reported_at: at,
            operator,
            lane_name: lane.map(|lane| lane.name.clone()),
            pace_group: group.map(|group| group.name.clone()),
            players: report.lane.map_or(0, |lane| self.players_in(lane)),
            report,
        }
    }

    fn players_in(&self, lane: LaneId) -> u32 {
        let Some((group, from, to)) = positions_of(&self.lanes, lane) else { return 0 };
        let here = |row: &&PlacedRow| row.pace_group_id == group.0 && (from..to).contains(&row.position);
        u32::try_from(self.placed.iter().filter(here).count()).unwrap_or(u32::MAX)
    }
}

/// Hands the lane of a device on to the one that takes its place.
pub(crate) fn hand_on(core: &Core, from: DeviceId, to: DeviceId) {
    if let Some(old) = core.live.stations().of(from) {
        let report = StationReport { lane: old.report.lane, ..StationReport::default() };
        core.live.stations().hear(to, Heard { operator: None, at: core.now(), report, ..old });
    }
}
