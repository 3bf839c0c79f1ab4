//! Room on the disk of the database, as the console shows it.

use serde::{Deserialize, Serialize};

/// Below how many bytes the console warns: some 500 MB, which a day of a full hall fills by a tenth, while everything else on
/// a laptop can fill it within minutes.
pub const LOW_BYTES: u64 = 500_000_000;

/// What is left of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DiskState {
    /// Bytes that can still be written.
    pub free_bytes: u64,
    /// Whether that is so little that somebody should make room.
    pub is_low: bool,
}

impl DiskState {
    /// What it means that so much is left.
    pub const fn of(free_bytes: u64) -> Self {
        Self { free_bytes, is_low: free_bytes < LOW_BYTES }
    }

    /// What is left in megabytes, rounded down.
    pub const fn free_mb(self) -> u64 {
        self.free_bytes / 1_000_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn below_half_a_gigabyte_is_little() {
        assert!(DiskState::of(LOW_BYTES - 1).is_low && !DiskState::of(LOW_BYTES).is_low);
        assert_eq!(DiskState::of(12_999_999).free_mb(), 12);
    }
}
