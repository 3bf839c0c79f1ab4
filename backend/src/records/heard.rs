//! The last word of a station about itself.

use domain::{
    Timestamp,
    fleet::StationReport,
    ids::{EventId, OperatorId},
};

/// What a station said, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) event: EventId,
    /// Who was on shift.
    pub(crate) operator: Option<OperatorId>,
    pub(crate) at: Timestamp,
    pub(crate) report: StationReport,
}
