//! Who is asking.

use super::keys::{SignedIn, TokenId};
use crate::{
    error::Result,
    records::{Actor, DeviceRecord, DeviceRef},
};
use domain::{
    Action, Problem, Role,
    audit::ActorDevice,
    audit::ActorKind,
    device::{Me, Named},
    ids::DeviceId,
    operator::OperatorView,
    refusal::By,
};

/// Whoever makes a request, as far as it was proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Nobody,
    Admin,
    Device(Box<DeviceRecord>),
    Operator(Box<Shift>),
    System,
}

/// An operator who signed in, on a device or elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shift {
    pub(crate) operator: OperatorView,
    pub(crate) device: Option<DeviceRecord>,
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

    pub(crate) fn device(device: DeviceRecord) -> Self {
        Self(Kind::Device(Box::new(device)))
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
            Kind::Device(device) => Some(device.view.role),
            Kind::Operator(shift) => {
                let role = shift.operator.role;
                Some(shift.device.as_ref().map_or(role, |device| role.shared_with(device.view.role)))
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
            Kind::Device(device) => device.view.role.may(action),
            Kind::Operator(shift) => {
                let here = shift.device.as_ref().is_none_or(|device| device.view.role.may(action));
                here && shift.operator.role.may(action)
            }
        }
    }

    /// Who is signed in, as people and programs are told.
    pub fn me(&self) -> Option<Me> {
        let (operator, device) = match &self.0 {
            Kind::Device(device) => (None, Some(&device.view)),
            Kind::Operator(shift) => (Some(&shift.operator), shift.device.as_ref().map(|device| &device.view)),
            Kind::Nobody | Kind::Admin | Kind::System => (None, None),
        };
        let device = device.map(|device| Named { id: device.id.0, name: device.name.clone(), role: device.role });
        self.role().map(|role| Me { operator: operator.map(OperatorView::named), device, role })
    }

    /// The device, if one is signed in, with an operator or without.
    pub fn device_id(&self) -> Option<DeviceId> {
        self.device_record().map(|device| device.view.id)
    }

    /// The device as a session names it, if one is signed in, with an operator or without.
    pub fn device_ref(&self) -> Option<DeviceRef> {
        self.device_record().map(DeviceRecord::as_named)
    }

    fn device_record(&self) -> Option<&DeviceRecord> {
        match &self.0 {
            Kind::Device(device) => Some(device),
            Kind::Operator(shift) => shift.device.as_ref(),
            Kind::Nobody | Kind::Admin | Kind::System => None,
        }
    }

    /// As whose their wrong codes and PINs count, if they showed a sign-in: what others do from their address is not held
    /// against them.
    pub(super) fn source(&self) -> Option<String> {
        match (&self.0, self.device_id()) {
            (_, Some(device)) => Some(format!("device:{device}")),
            (Kind::Operator(shift), None) => Some(format!("operator:{}", shift.operator.id)),
            (Kind::Admin | Kind::System, None) => Some("admin".to_owned()),
            (Kind::Nobody | Kind::Device(_), None) => None,
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
            Kind::Device(device) => &device.view.name,
            Kind::Operator(shift) => &shift.operator.name,
            Kind::Admin => By::CONSOLE,
            Kind::Nobody | Kind::System => "LapStream",
        }
    }

    pub(crate) fn actor(&self) -> Actor {
        let place = |device: &DeviceRecord| ActorDevice { id: device.view.id.0, name: device.view.name.clone() };
        match &self.0 {
            Kind::Device(device) => Actor {
                kind: ActorKind::Device,
                id: Some(device.view.id.to_string()),
                name: Some(device.view.name.clone()),
                role: Some(device.view.role),
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
