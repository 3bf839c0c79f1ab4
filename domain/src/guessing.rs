//! Who guesses codes, PINs and tokens, as the console shows it, and which addresses are shut out for it.

use crate::{Timestamp, ids::ShutOutId};
use serde::{Deserialize, Serialize};

/// What is guessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Secret {
    /// Codes by which devices enrol.
    Code,
    /// PINs of operators.
    Pin,
    /// Refresh tokens of devices.
    RefreshToken,
    /// The admin token.
    AdminToken,
}

/// Somebody who was wrong lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Guesser {
    /// An address, the first one of a stranger's IPv6 network, or as whom they were signed in: `device:3`, `operator:2`,
    /// `admin`.
    pub from: String,
    /// The name of the device or operator.
    pub name: Option<String>,
    /// What they guess.
    pub secret: Secret,
    /// How often they were wrong lately.
    pub tries: u32,
    /// When they were last wrong.
    pub last_at: Timestamp,
    /// Whether it is an address that can be shut out, and is not.
    pub can_be_shut_out: bool,
}

/// An address from which no code and no PIN is taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ShutOut {
    /// The id, by which the audit trail names it.
    pub id: ShutOutId,
    /// The address; of a stranger's IPv6 network that network.
    pub address: String,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Guessing {
    /// Who was wrong lately at this server, the latest first.
    pub guessers: Vec<Guesser>,
    /// Who is shut out, the latest first.
    pub shut_out: Vec<ShutOut>,
}

/// An address to be shut out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShutOutInput {
    /// The address, as [`Guesser::from`] has it.
    pub address: String,
}
