//! The service of laps. Its calls stand beside what they do: they [record](super::record) laps, [settle](super::settle)
//! those that are held, and so on.

use super::intake::Intake;
use crate::core::Core;
use std::sync::Arc;

/// The counting of laps.
#[derive(Clone)]
pub struct Laps {
    pub(crate) core: Arc<Core>,
    pub(super) intake: Intake,
}

impl Laps {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core, intake: Intake::default() }
    }
}
