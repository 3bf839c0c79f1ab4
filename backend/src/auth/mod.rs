//! Who is asking, and how they prove it.

mod guard;
mod keys;
mod who;

pub(crate) use guard::Guard;
pub(crate) use keys::{Keys, random_token, token_hash};
pub use who::Who;

use crate::{Core, error::Result};
use domain::{Problem, ids::DeviceId};
use std::{net::IpAddr, sync::Arc};

/// Turns tokens and sessions into [`Who`].
#[derive(Clone)]
pub struct Auth {
    core: Arc<Core>,
    admin_guard: Arc<Guard>,
}

impl Auth {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core, admin_guard: Arc::default() }
    }

    /// The bearer of the admin token or of a device's access token.
    ///
    /// # Errors
    /// Unauthenticated for anything else, an ended token and a revoked device included.
    pub fn bearer(&self, token: &str) -> Result<Who> {
        if self.core.keys.is_admin(token) {
            return Ok(Who::admin());
        }
        let device = self.core.keys.verify(token, self.core.now()).ok_or_else(Problem::unauthenticated)?;
        self.device(device)
    }

    /// Sign-in with the admin token in a browser: who that is, and the proof for the browser's session.
    ///
    /// # Errors
    /// Unauthenticated for a wrong token; too many after ten wrong ones a minute from an address.
    pub fn admin(&self, token: &str, from: IpAddr) -> Result<(Who, String)> {
        let now = self.core.now();
        self.admin_guard.check(from, now)?;
        if self.core.keys.is_admin(token.trim()) {
            return Ok((Who::admin(), self.core.keys.admin_session()));
        }
        self.admin_guard.wrong(from, now);
        let sentence = "This is not the admin token. It was printed when the server first started.";
        Err(Problem::new(domain::ProblemKind::Unauthenticated, sentence).into())
    }

    /// The holder of a session in which the admin token was proven; nobody if it is another token by now.
    pub fn session_admin(&self, proof: &str) -> Who {
        if self.core.keys.is_admin_session(proof) { Who::admin() } else { Who::nobody() }
    }

    /// Who somebody is by now: a device may have been revoked since.
    ///
    /// # Errors
    /// Unauthenticated if it was.
    pub fn again(&self, who: &Who) -> Result<Who> {
        who.device_id().map_or_else(|| Ok(who.clone()), |device| self.device(device))
    }

    /// A device that is enrolled; notes that it was seen.
    ///
    /// # Errors
    /// Unauthenticated if it was revoked or never was.
    pub fn device(&self, id: DeviceId) -> Result<Who> {
        let directory = self.core.live.directory();
        let device = directory.active_device(id).ok_or_else(Problem::unauthenticated)?;
        directory.saw(id, self.core.now());
        Ok(Who::device(device))
    }
}
