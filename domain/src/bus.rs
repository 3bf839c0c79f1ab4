//! The message bus as the console shows it.

use crate::{
    Timestamp,
    refusal::{Code, Params},
};
use serde::{Deserialize, Serialize};

/// Whether entries go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BusLink {
    /// They do, from this node.
    Connected,
    /// They wait in the database.
    Away,
    /// Another node on the same database sends them; this one takes over when that one goes away.
    Standby,
}

/// How the message bus stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BusState {
    /// Whether entries go out.
    pub link: BusLink,
    /// Since when it is so.
    pub since: Timestamp,
    /// How many committed entries have not gone out yet. Known to the second: what went out is written down that often.
    pub behind: u64,
    /// Why they do not go out, and what to do about it.
    pub problem: Option<String>,
    /// The problem's code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem_code: Option<Code>,
    /// The problem's parameters.
    #[serde(default, skip_serializing_if = "Params::is_empty")]
    pub problem_params: Params,
}
