//! The random part of a device's or an operator's row. Numbers begin again from those of a backup that is restored; with
//! its stamp beside it, a token or a session of one row is never taken for another's.

use crate::secrets::random_bytes;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Timestamp, ids::DeviceId};
use serde::{Deserialize, Serialize};

/// Length in bytes, at which two rows never have the same one.
const BYTES: usize = 16;

/// The stamp of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The random part; empty of a row that is older than stamps.
    pub(crate) part: String,
    /// When a row that is older than stamps was given its own.
    pub(crate) given_at: Option<Timestamp>,
}

impl Stamp {
    /// For a row that is made now.
    pub(crate) fn of_new_row() -> Self {
        Self { part: URL_SAFE_NO_PAD.encode(random_bytes::<BYTES>()), given_at: None }
    }

    /// For a row that is older than stamps.
    pub(crate) fn of_old_row(now: Timestamp) -> Self {
        Self { given_at: Some(now), ..Self::of_new_row() }
    }

    /// Whether the row has none yet.
    pub(crate) fn is_missing(&self) -> bool {
        self.part.is_empty()
    }

    /// Whether a token or a session that carries `part` is of this row. One without a part is, where it was issued before
    /// the row had one; of a session it is not known when, but sessions are restored together with the rows.
    pub(crate) fn is_of(&self, part: &str, issued_at: Option<Timestamp>) -> bool {
        let is_older = |given_at| issued_at.is_none_or(|issued_at| issued_at <= given_at);
        self.part == part || (part.is_empty() && self.given_at.is_some_and(is_older))
    }
}

/// A device, as sessions and tokens name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct DeviceRef {
    /// The device.
    pub id: DeviceId,
    /// Its stamp.
    pub(crate) stamp: String,
}

/// A device's name as it is written, without a stamp as before there were any.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Before(DeviceId),
    Now { id: DeviceId, stamp: String },
}

impl From<Written> for DeviceRef {
    fn from(written: Written) -> Self {
        match written {
            Written::Before(id) => Self { id, stamp: String::new() },
            Written::Now { id, stamp } => Self { id, stamp },
        }
    }
}

impl From<DeviceRef> for Written {
    fn from(DeviceRef { id, stamp }: DeviceRef) -> Self {
        if stamp.is_empty() { Self::Before(id) } else { Self::Now { id, stamp } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(s: i64) -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000 + s * 1_000)
    }

    #[test]
    fn a_row_knows_what_was_issued_for_it() {
        let (row, other) = (Stamp::of_new_row(), Stamp::of_new_row());
        assert!(row.is_of(&row.part, Some(at(0))) && !row.is_of(&other.part, Some(at(0))));
        assert!(!row.is_of("", Some(at(0))) && !row.is_of("", None), "a new row never had a token without a stamp");
    }

    #[test]
    fn what_an_old_row_issued_before_its_stamp_goes_on_holding() {
        let before = Stamp { part: String::new(), given_at: None };
        assert!(before.is_of("", Some(at(0))) && before.is_missing());
        let row = Stamp { given_at: Some(at(10)), ..Stamp::of_new_row() };
        assert!(row.is_of("", Some(at(10))) && row.is_of("", None), "a token and a session from before");
        assert!(!row.is_of("", Some(at(11))), "later ones carry the stamp");
    }

    #[test]
    fn a_device_is_read_as_it_was_written_before() {
        let before: DeviceRef = serde_json::from_str("7").unwrap();
        assert_eq!(before, DeviceRef { id: DeviceId(7), stamp: String::new() });
        assert_eq!(serde_json::to_string(&before).unwrap(), "7");
        let now = DeviceRef { id: DeviceId(7), stamp: "x".to_owned() };
        assert_eq!(serde_json::from_str::<DeviceRef>(&serde_json::to_string(&now).unwrap()).unwrap(), now);
    }
}
