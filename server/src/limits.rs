//! How much the server gives to whoever asks, before it knows who that is.

use std::{str::FromStr, time::Duration};

/// When somebody for whom there was no room may come again, in seconds.
pub const RETRY_AFTER_S: u64 = 3;

/// Limits of the doors. Each is a setting, because what is right depends on the machine and the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections of one address. A school behind one gateway is one address: a thousand phones, with a few each.
    pub connections: usize,
    /// Connections beyond these, of one address, for those who show at once that they are enrolled or signed in.
    pub reserved: usize,
    /// Bytes of bodies that one address may have under way, and as many again of answers.
    pub bytes: usize,
    /// The same for all addresses together.
    pub bytes_in_all: usize,
    /// The same for all who are enrolled or signed in.
    pub bytes_of_staff: usize,
    /// The slowest way in which a body may arrive and an answer may leave, in bytes a second.
    pub rate: usize,
    /// For how long it may be slower, in milliseconds.
    pub patience_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1_024 * 1_024;
        Self {
            connections: 4_096,
            reserved: 32,
            bytes: 16 * MIB,
            bytes_in_all: 64 * MIB,
            bytes_of_staff: 64 * MIB,
            rate: 1_024,
            patience_ms: 15_000,
        }
    }
}

impl Limits {
    /// Reserved connections of all addresses together.
    pub const RESERVED_IN_ALL: usize = 256;

    /// For how long a body or an answer may be slower than the rate.
    pub fn patience(&self) -> Duration {
        Duration::from_millis(self.patience_ms)
    }

    /// How long that many bytes may take.
    pub fn time_for(&self, bytes: usize) -> Duration {
        self.patience() + Duration::from_secs(u64::try_from(bytes / self.rate.max(1)).unwrap_or(u64::MAX))
    }
}

impl FromStr for Limits {
    type Err = String;

    /// Reads `connections=100,rate=2048`; what is not named is as usual.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut limits = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(|| format!("`{part}` is no name=number"))?;
            let value: u32 = value.trim().parse().map_err(|_| format!("`{part}` is no name=number"))?;
            let field = match name.trim() {
                "connections" => &mut limits.connections,
                "reserved" => &mut limits.reserved,
                "bytes" => &mut limits.bytes,
                "bytes_in_all" => &mut limits.bytes_in_all,
                "bytes_of_staff" => &mut limits.bytes_of_staff,
                "rate" => &mut limits.rate,
                "patience_ms" => {
                    limits.patience_ms = u64::from(value);
                    continue;
                }
                other => return Err(format!("there is no limit `{other}`")),
            };
            *field = usize::try_from(value).map_err(|_| format!("`{part}` is too much"))?;
        }
        Ok(limits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_by_name() {
        let limits: Limits = "connections=7, rate=2048,patience_ms=500".parse().unwrap();
        assert_eq!(limits, Limits { connections: 7, rate: 2_048, patience_ms: 500, ..Limits::default() });
        assert_eq!("".parse(), Ok(Limits::default()));
        for wrong in ["connections", "connections=x", "connections=-1", "conections=1", "rate=1=2"] {
            assert!(wrong.parse::<Limits>().is_err(), "{wrong}");
        }
        assert_eq!(limits.time_for(4_096), Duration::from_millis(2_500));
    }
}
