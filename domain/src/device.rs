//! Devices, enrolment codes, and who is signed in.

use crate::{Action, Role, Timestamp, ids::DeviceId};
use serde::{Deserialize, Serialize};

/// A code to be issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CodeInput {
    /// The role that the device will have.
    pub role: Role,
    /// The device's name.
    pub name: String,
}

/// A code just issued; the only time it is seen in clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IssuedCode {
    /// Six digits.
    pub otp: String,
    /// The role that the device will have.
    pub role: Role,
    /// The device's name.
    pub device_name: String,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// A device as the console lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviceView {
    /// Its id.
    pub id: DeviceId,
    /// Its name.
    pub name: String,
    /// Its role.
    pub role: Role,
    /// When it was enrolled.
    pub registered_at: Timestamp,
    /// When it last asked for anything.
    pub last_seen_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

/// What a program that enrolled gets; browsers never see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credentials {
    /// Access token, ten minutes.
    pub jwt: String,
    /// Refresh token, once.
    pub refresh_token: String,
}

/// A name with an id and a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
}

/// Who is signed in: answer of `GET /api/v1/auth/me`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    /// The operator on shift.
    pub operator: Option<Named>,
    /// The device.
    pub device: Option<Named>,
    /// What is allowed, in one word; with an operator on a device, the role that both include.
    pub role: Role,
}

impl Me {
    /// Whether everybody who is signed in here may do it: an operator on a device does what both allow.
    pub fn may(&self, action: Action) -> bool {
        let role = |named: &Option<Named>| named.as_ref().map_or(self.role, |named| named.role);
        role(&self.operator).may(action) && role(&self.device).may(action)
    }
}
