//! What stations say of themselves, between one word and the next.

use crate::records::Heard;
use domain::ids::DeviceId;
use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

/// All stations that this node heard of. The table is written in batches, so it lags a few seconds.
#[derive(Default)]
pub(crate) struct Stations {
    all: Mutex<Words>,
}

#[derive(Default)]
struct Words {
    heard: HashMap<DeviceId, Heard>,
    /// Of whom there is something that is not yet written.
    unwritten: HashSet<DeviceId>,
}

impl Stations {
    pub(crate) fn new(heard: impl IntoIterator<Item = (DeviceId, Heard)>) -> Self {
        Self { all: Mutex::new(Words { heard: heard.into_iter().collect(), unwritten: HashSet::new() }) }
    }

    /// Takes over what a station said.
    pub(crate) fn hear(&self, device: DeviceId, heard: Heard) {
        let mut words = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        words.heard.insert(device, heard);
        words.unwritten.insert(device);
    }

    /// What a station said last.
    pub(crate) fn of(&self, device: DeviceId) -> Option<Heard> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).heard.get(&device).cloned()
    }

    /// What all stations said last: here, or as the table has it from another node.
    pub(crate) fn newest(&self, written: Vec<(DeviceId, Heard)>) -> HashMap<DeviceId, Heard> {
        let mut newest = self.all.lock().unwrap_or_else(PoisonError::into_inner).heard.clone();
        for (device, heard) in written {
            if newest.get(&device).is_none_or(|known| known.at < heard.at) {
                newest.insert(device, heard);
            }
        }
        newest
    }

    /// Takes what is not yet written.
    pub(crate) fn take_unwritten(&self) -> Vec<(DeviceId, Heard)> {
        let mut words = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let devices = std::mem::take(&mut words.unwritten);
        devices.into_iter().filter_map(|device| Some((device, words.heard.get(&device)?.clone()))).collect()
    }
}
