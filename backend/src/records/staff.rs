//! Devices and operators, each with the stamp of its row.

use super::{DeviceRef, Stamp};
use domain::{device::DeviceView, operator::OperatorView};

/// A device, with what sessions and tokens are measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceRecord {
    pub(crate) view: DeviceView,
    /// The random part of its row.
    pub(crate) stamp: Stamp,
}

impl DeviceRecord {
    /// The device as sessions and tokens name it.
    pub(crate) fn as_named(&self) -> DeviceRef {
        DeviceRef { id: self.view.id, stamp: self.stamp.part.clone() }
    }
}

/// An operator, with what sessions and tokens are measured by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OperatorRecord {
    pub(crate) view: OperatorView,
    /// Sessions and tokens that carry another number were ended.
    pub(crate) sign_in_no: i64,
    /// The random part of the row.
    pub(crate) stamp: Stamp,
}
