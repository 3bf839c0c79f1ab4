//! Who is asking.

use super::keys::{SignedIn, TokenId};
use crate::{
    error::Result,
    ledger::{Actor, ActorKind},
};
use domain::{
    Action, Problem, Role,
    audit::ActorDevice,
    device::{DeviceView, Me, Named},
    ids::DeviceId,
    operator::OperatorView,
};

/// Whoever makes a request, as far as it was proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Nobody,
    Admin,
    Device(DeviceView),
    Operator(Box<Shift>),
    System,
}

/// An operator who signed in, on a device or elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shift {
    pub(crate) operator: OperatorView,
    pub(crate) device: Option<DeviceView>,
    pub(crate) signed_in: SignedIn,
    /// The token that was sent, if it was none of a browser's session.
    pub(crate) token: Option<TokenId>,
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

    pub(crate) fn operator(shift: Shift) -> Self {
        Self(Kind::Operator(Box::new(shift)))
    }

    /// The program itself, for what it sets up at its start.
    pub(crate) const fn system() -> Self {
        Self(Kind::System)
    }

    /// The role, if anybody is signed in; of an operator on a device the one that both include.
    pub fn role(&self) -> Option<Role> {
        match &self.0 {
            Kind::Nobody => None,
            Kind::Admin | Kind::System => Some(Role::Admin),
            Kind::Device(device) => Some(device.role),
            Kind::Operator(shift) => {
                let role = shift.operator.role;
                Some(shift.device.as_ref().map_or(role, |device| role.shared_with(device.role)))
            }
        }
    }

    /// Asks for the right to do something; an operator on a device does what both allow.
    ///
    /// # Errors
    /// Unauthenticated if nobody is signed in, forbidden if the role is too low.
    pub fn require(&self, action: Action) -> Result<Role> {
        let role = self.role().ok_or_else(Problem::unauthenticated)?;
        if self.may(action) { Ok(role) } else { Err(Problem::forbidden().into()) }
    }

    /// Whether they may do something.
    pub fn may(&self, action: Action) -> bool {
        match &self.0 {
            Kind::Nobody => false,
            Kind::Admin | Kind::System => Role::Admin.may(action),
            Kind::Device(device) => device.role.may(action),
            Kind::Operator(shift) => {
                let here = shift.device.as_ref().is_none_or(|device| device.role.may(action));
                here && shift.operator.role.may(action)
            }
        }
    }

    /// Who is signed in, as people and programs are told.
    pub fn me(&self) -> Option<Me> {
        let (operator, device) = match &self.0 {
            Kind::Device(device) => (None, Some(device)),
            Kind::Operator(shift) => (Some(&shift.operator), shift.device.as_ref()),
            Kind::Nobody | Kind::Admin | Kind::System => (None, None),
        };
        let device = device.map(|device| Named { id: device.id.0, name: device.name.clone(), role: device.role });
        self.role().map(|role| Me { operator: operator.map(OperatorView::named), device, role })
    }

    /// The device, if one is signed in, with an operator or without.
    pub fn device_id(&self) -> Option<DeviceId> {
        match &self.0 {
            Kind::Device(device) => Some(device.id),
            Kind::Operator(shift) => shift.device.as_ref().map(|device| device.id),
            Kind::Nobody | Kind::Admin | Kind::System => None,
        }
    }

    /// The operator's sign-in, if an operator is signed in.
    pub(crate) fn shift(&self) -> Option<&Shift> {
        match &self.0 {
            Kind::Operator(shift) => Some(shift),
            _ => None,
        }
    }

    /// The name by which others are told who did something.
    pub(crate) fn name(&self) -> &str {
        match &self.0 {
            Kind::Device(device) => &device.name,
            Kind::Operator(shift) => &shift.operator.name,
            Kind::Admin => "the console",
            Kind::Nobody | Kind::System => "LapStream",
        }
    }

    pub(crate) fn actor(&self) -> Actor {
        let place = |device: &DeviceView| ActorDevice { id: device.id.0, name: device.name.clone() };
        match &self.0 {
            Kind::Device(device) => Actor {
                kind: ActorKind::Device,
                id: Some(device.id.to_string()),
                name: Some(device.name.clone()),
                role: Some(device.role),
                device: Some(place(device)),
            },
            Kind::Operator(shift) => Actor {
                kind: ActorKind::Operator,
                id: Some(shift.operator.id.to_string()),
                name: Some(shift.operator.name.clone()),
                role: self.role(),
                device: shift.device.as_ref().map(place),
            },
            Kind::Admin => {
                Actor { kind: ActorKind::Admin, id: None, name: None, role: Some(Role::Admin), device: None }
            }
            Kind::Nobody | Kind::System => Actor::system(),
        }
    }
}
