//! Who a browser's session stands for.

use super::{Auth, SignedIn, Who};
use crate::{error::Result, records::DeviceRef};
use domain::{Problem, ProblemKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Who a browser's session stands for, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionWho {
    /// The holder of the admin token, with the proof that it was entered here.
    Admin(String),
    /// An enrolled device.
    Device(DeviceRef),
    /// An operator, on an enrolled device or elsewhere.
    Operator(SignedIn),
}

impl SessionWho {
    /// The session's key under which it is stored.
    pub const KEY: &'static str = "who";
}

impl Auth {
    /// Who a session stands for that holds `kept` under [`SessionWho::KEY`]. A revoked device is nobody any more. Where an
    /// operator's shift was ended, the device that it was on is still there, and goes on counting. What another version of
    /// this program left in a session stands for nobody.
    ///
    /// # Errors
    /// If the device cannot be read.
    pub fn session(&self, kept: Option<Value>) -> Result<Who> {
        let somebody = match kept.and_then(|kept| serde_json::from_value(kept).ok()) {
            Some(SessionWho::Admin(proof)) => return Ok(self.session_admin(&proof)),
            Some(SessionWho::Device(device)) => known(self.device(&device))?,
            Some(SessionWho::Operator(signed_in)) => match (known(self.operator(&signed_in))?, &signed_in.device) {
                (None, Some(device)) => known(self.device(device))?,
                (operator, _) => operator,
            },
            None => None,
        };
        Ok(somebody.unwrap_or(Who::nobody()))
    }
}

/// Somebody, if they are still known.
fn known(who: Result<Who>) -> Result<Option<Who>> {
    match who.map_err(Problem::from) {
        Err(problem) if problem.kind == ProblemKind::Unauthenticated => Ok(None),
        known => Ok(known.map(Some)?),
    }
}
