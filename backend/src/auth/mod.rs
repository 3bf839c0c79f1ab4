//! Who is asking, and how they prove it.

mod guard;
mod guesses;
mod hs256;
mod keys;
mod networks;
pub(crate) mod pins;
mod session;
mod source;
mod who;

pub(crate) use guard::Guard;
pub(crate) use guesses::Guesses;
pub use keys::SignedIn;
pub(crate) use keys::{Keys, random_token, token_hash};
pub use networks::Networks;
pub use session::SessionWho;
pub(crate) use source::Source;
pub(crate) use who::Shift;
pub use who::Who;

use crate::{
    core::Core,
    error::Result,
    records::{DeviceRecord, DeviceRef},
};
use domain::{Problem, Timestamp, guessing::Secret, refusal};
use keys::{Bearer, TokenId};
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

    /// The bearer of the admin token, of a device's access token or of an operator's token.
    ///
    /// # Errors
    /// Unauthenticated for anything else: an ended token, a revoked device and a retired operator included.
    pub fn bearer(&self, token: &str) -> Result<Who> {
        if self.core.keys.is_admin(token) {
            return Ok(Who::admin());
        }
        match self.core.keys.verify(token, self.core.now()).ok_or_else(Problem::unauthenticated)? {
            Bearer::Device(device, issued_at) => self.active_device(&device, Some(issued_at)).map(Who::device),
            Bearer::Operator(signed_in, token) => self.shift(&signed_in, Some(token)),
        }
    }

    /// An operator who signed in, with the device of the shift.
    ///
    /// # Errors
    /// Unauthenticated if the operator was retired or signed out everywhere since, or the device was revoked.
    pub fn operator(&self, signed_in: &SignedIn) -> Result<Who> {
        self.shift(signed_in, None)
    }

    fn shift(&self, signed_in: &SignedIn, token: Option<TokenId>) -> Result<Who> {
        let directory = self.core.live.directory();
        let issued_at = token.as_ref().map(|token| token.issued_at);
        let operator = directory
            .active_operator(signed_in.operator)
            .filter(|operator| operator.sign_in_no == signed_in.sign_in_no)
            .filter(|operator| operator.stamp.is_of(&signed_in.stamp, issued_at))
            .filter(|_| token.as_ref().is_none_or(|token| !directory.is_ended(&token.id)))
            .ok_or_else(Problem::unauthenticated)?;
        let device = signed_in.device.as_ref().map(|device| self.active_device(device, issued_at)).transpose()?;
        Ok(Who::operator(Shift { operator: operator.view, device, signed_in: signed_in.clone(), token }))
    }

    /// Sign-in with the admin token in a browser: who that is, and the proof for the browser's session.
    ///
    /// # Errors
    /// Unauthenticated for a wrong token; too many for a wrong one after ten of them a minute from an address.
    pub fn admin(&self, token: &str, from: IpAddr) -> Result<(Who, String)> {
        if self.core.keys.is_admin(token.trim()) {
            return Ok((Who::admin(), self.core.keys.admin_session()));
        }
        let (source, now) = (Source::at(from, &self.core.networks), self.core.now());
        self.admin_guard.refuse(&source, now)?;
        self.core.guesses.note(&source, Secret::AdminToken, now);
        Err(Problem::from(refusal::NotTheAdminToken).into())
    }

    /// The holder of a session in which the admin token was proven; nobody if it is another token by now.
    pub fn session_admin(&self, proof: &str) -> Who {
        if self.core.keys.is_admin_session(proof) { Who::admin() } else { Who::nobody() }
    }

    /// Who somebody is by now: a device may have been revoked or an operator retired since.
    ///
    /// # Errors
    /// Unauthenticated if they were.
    pub fn again(&self, who: &Who) -> Result<Who> {
        if let Some(shift) = who.shift() {
            return self.shift(&shift.signed_in, shift.token.clone());
        }
        who.device_ref().map_or_else(|| Ok(who.clone()), |device| self.device(&device))
    }

    /// A device that is enrolled; notes that it was seen.
    ///
    /// # Errors
    /// Unauthenticated if it was revoked or never was.
    pub fn device(&self, device: &DeviceRef) -> Result<Who> {
        self.active_device(device, None).map(Who::device)
    }

    fn active_device(&self, named: &DeviceRef, issued_at: Option<Timestamp>) -> Result<DeviceRecord> {
        let directory = self.core.live.directory();
        let device = directory
            .active_device(named.id)
            .filter(|device| device.stamp.is_of(&named.stamp, issued_at))
            .ok_or_else(Problem::unauthenticated)?;
        directory.saw(named.id, self.core.now());
        Ok(device)
    }
}
