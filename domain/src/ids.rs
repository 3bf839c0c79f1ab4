//! Identities that the database gives. Each kind has a type of its own so that one cannot be passed for another.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// An event.
    EventId
);
id!(
    /// A player; never shown to people, who know a player by the bib.
    PlayerId
);
id!(
    /// A pace group.
    PaceGroupId
);
id!(
    /// A lane.
    LaneId
);
id!(
    /// An enrolled device.
    DeviceId
);
id!(
    /// An operator.
    OperatorId
);
id!(
    /// A shut-out of an address.
    ShutOutId
);
