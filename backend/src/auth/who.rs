//! Who is asking.

use crate::{
    error::Result,
    ledger::{Actor, ActorKind},
};
use domain::{
    Action, Problem, Role,
    audit::ActorDevice,
    device::{DeviceView, Me, Named},
    ids::DeviceId,
};

/// Whoever makes a request, as far as it was proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Nobody,
    Admin,
    Device(DeviceView),
    System,
}

impl Who {
    /// A spectator.
    pub const fn nobody() -> Self {
        Self(Kind::Nobody)
    }

    pub(crate) const fn admin() -> Self {
        Self(Kind::Admin)
    }

    pub(crate) const fn device(device: DeviceView) -> Self {
        Self(Kind::Device(device))
    }

    /// The program itself, for what it sets up at its start.
    pub(crate) const fn system() -> Self {
        Self(Kind::System)
    }

    /// The role, if anybody is signed in.
    pub fn role(&self) -> Option<Role> {
        match &self.0 {
            Kind::Nobody => None,
            Kind::Admin | Kind::System => Some(Role::Admin),
            Kind::Device(device) => Some(device.role),
        }
    }

    /// Asks for the right to do something.
    ///
    /// # Errors
    /// Unauthenticated if nobody is signed in, forbidden if the role is too low.
    pub fn require(&self, action: Action) -> Result<Role> {
        let role = self.role().ok_or_else(Problem::unauthenticated)?;
        if role.may(action) { Ok(role) } else { Err(Problem::forbidden().into()) }
    }

    /// Who is signed in, as people and programs are told.
    pub fn me(&self) -> Option<Me> {
        let device = match &self.0 {
            Kind::Device(device) => Some(Named { id: device.id.0, name: device.name.clone(), role: device.role }),
            _ => None,
        };
        self.role().map(|role| Me { operator: None, device, role })
    }

    /// The device, if one is signed in.
    pub fn device_id(&self) -> Option<DeviceId> {
        match &self.0 {
            Kind::Device(device) => Some(device.id),
            _ => None,
        }
    }

    /// The name by which others are told who did something.
    pub(crate) fn name(&self) -> &str {
        match &self.0 {
            Kind::Device(device) => &device.name,
            Kind::Admin => "the console",
            Kind::Nobody | Kind::System => "LapStream",
        }
    }

    pub(crate) fn actor(&self) -> Actor {
        match &self.0 {
            Kind::Device(device) => Actor {
                kind: ActorKind::Device,
                id: Some(device.id.to_string()),
                name: Some(device.name.clone()),
                role: Some(device.role),
                device: Some(ActorDevice { id: device.id.0, name: device.name.clone() }),
            },
            Kind::Admin => {
                Actor { kind: ActorKind::Admin, id: None, name: None, role: Some(Role::Admin), device: None }
            }
            Kind::Nobody | Kind::System => Actor::system(),
        }
    }
}
