//! Devices: codes to enrol them, their tokens, their names and their end.

use super::{
    stations,
    tries::{self, Tried},
    under_way::UnderWay,
};
use crate::{
    auth::{Guard, Source, Who, random_token},
    core::Core,
    error::Result,
    ledger::{DoingTo, Tx},
    records::{DeviceRecord, DeviceRef, Effect, NewEntry, Stamp},
    store::{self, devices::NewCode},
};
use domain::{
    Action, Problem, Role, Timestamp,
    change::{Act, Change, Code, CodeId, CodeUsed, Member, Named, ReplacedBy, Replaces, RevokedAt},
    device::{CodeInput, Credentials, DeviceView, IssuedCode},
    guessing::Secret,
    ids::DeviceId,
    limits,
    refusal::{self, Field},
    text::Name,
};
use rand::RngExt;
use std::{net::IpAddr, sync::Arc};

/// Who may act, and as what.
#[derive(Clone)]
pub struct Devices {
    core: Arc<Core>,
    code_guard: Arc<Guard>,
    refresh_guard: Arc<Guard>,
    under_way: Arc<UnderWay>,
}

impl Devices {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self {
            core,
            code_guard: Arc::new(Guard::with_ceilings()),
            refresh_guard: Arc::default(),
            under_way: Arc::default(),
        }
    }

    /// Issues codes, in the order asked for.
    ///
    /// # Errors
    /// If the role is too low, a name breaks a rule of form, or too many codes are open.
    pub async fn issue_codes(&self, who: &Who, codes: Vec<CodeInput>) -> Result<Vec<IssuedCode>> {
        let own = who.require(Action::ManageDevices)?;
        if let Some(code) = codes.iter().find(|code| !own.may_enrol(code.role)) {
            return Err(too_high(code.role).into());
        }
        if codes.is_empty() || codes.len() > limits::CODES_OPEN_MAX {
            return Err(Problem::from(refusal::AskCodesRange { max: limits::CODES_OPEN_MAX }).into());
        }
        let named: Vec<(Role, Name)> = codes
            .iter()
            .map(|code| Ok((code.role, Name::parse(Field::DeviceName, &code.name)?)))
            .collect::<Result<_, Problem>>()?;
        let (core, who) = (self.core.clone(), who.clone());
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let now = tx.now();
                require_room(tx, named.len(), now).await?;
                let mut issued = Vec::with_capacity(named.len());
                for (role, name) in named {
                    issued.push(issue(&core, &who, tx, role, name, None).await?);
                }
                Ok(issued)
            })
            .await
    }

    /// Issues the code for a device that takes another one's place: with its name, its role, and at a lane with the lane.
    /// The old one is shut out when the code is spent, and not before.
    ///
    /// # Errors
    /// If the role is too low, there is no such device, it was revoked, or too many codes are open.
    pub async fn issue_replacement(&self, who: &Who, id: DeviceId) -> Result<IssuedCode> {
        let own = who.require(Action::ManageDevices)?;
        let (core, who) = (self.core.clone(), who.clone());
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let now = tx.now();
                let old = store::devices::find(&mut tx.conn(), id).await?;
                let old = old.ok_or_else(|| Problem::from(refusal::NoSuchDevice))?.view;
                if !own.may_enrol(old.role) {
                    return Err(too_high(old.role).into());
                }
                if old.revoked_at.is_some() {
                    return Err(Problem::from(refusal::DeviceRevoked).into());
                }
                require_room(tx, 1, now).await?;
                issue(&core, &who, tx, old.role, Name::stored(old.name), Some(id)).await
            })
            .await
    }

    /// Enrols a browser by its code; beside the device, how the browser's session names it. `on` is whoever it is signed in
    /// as already.
    ///
    /// # Errors
    /// Invalid for an unknown, used or ended code; too many after ten wrong ones a minute from a source, and under a ceiling
    /// after those of others.
    pub async fn enrol(&self, code: &str, from: IpAddr, on: &Who) -> Result<(DeviceView, DeviceRef)> {
        let device = self.enrol_with(code, from, on, false).await?.0;
        let named = device.as_named();
        Ok((device.view, named))
    }

    /// Enrols a program by its code and gives it tokens.
    ///
    /// # Errors
    /// As [`Devices::enrol`].
    pub async fn enrol_program(&self, code: &str, from: IpAddr, on: &Who) -> Result<(DeviceView, Credentials)> {
        let (device, token) = self.enrol_with(code, from, on, true).await?;
        let credentials = self.credentials(&device, token.unwrap_or_default())?;
        Ok((device.view, credentials))
    }

    async fn enrol_with(
        &self,
        code: &str,
        from: IpAddr,
        on: &Who,
        program: bool,
    ) -> Result<(DeviceRecord, Option<String>)> {
        let source = tries::source(&self.core, on, from)?;
        let now = self.core.now();
        let source = Tried::find(&mut self.core.store.read().await?.conn(), source, now).await?.source;
        // Who is slowed down keeps nobody else waiting for a turn; those who had theirs meanwhile may have been wrong.
        self.code_guard.check(&source, now)?;
        let _turn = self.code_guard.turn().await;
        self.code_guard.check(&source, now)?;
        let digits: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            self.note_wrong_code(&source, now);
            return Err(Problem::from(refusal::CodeForm).into());
        }
        let token = program.then(random_token);
        let Some(Enrolled { device, replaced }) = self.spend(&digits, token.as_deref(), from).await? else {
            self.note_wrong_code(&source, now);
            return Err(Problem::from(refusal::CodeUnknown).into());
        };
        if let Some(old) = replaced {
            stations::hand_on(&self.core, old, device.view.id);
        }
        Ok((device, token))
    }

    fn note_wrong_code(&self, source: &Source, now: Timestamp) {
        self.code_guard.wrong(source, now);
        self.core.guesses.note(source, Secret::Code, now);
    }

    /// Spends a code, and keeps that its address is known since; none if it is not open.
    async fn spend(&self, digits: &str, token: Option<&str>, from: IpAddr) -> Result<Option<Enrolled>> {
        let code_hash = self.core.keys.peppered("code", digits)?;
        let token_hash = token.map(|token| self.core.keys.peppered("refresh", token)).transpose()?;
        let core = self.core.clone();
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let enrolled = enrol(tx, &code_hash, token_hash.as_deref()).await?;
                if enrolled.is_some() {
                    tries::note_known(&core, tx, from).await?;
                }
                Ok(enrolled)
            })
            .await
    }

    fn credentials(&self, device: &DeviceRecord, refresh_token: String) -> Result<Credentials> {
        Ok(Credentials { jwt: self.core.keys.sign(device, self.core.now())?, refresh_token })
    }

    /// Changes a refresh token for a new pair. One that is used again after the answer was stolen by somebody: all of
    /// that device's stop working. One that is used twice at once is a program's own race, and changed once. A token is
    /// judged before tries are counted, so that a right one gets through whatever others sent.
    ///
    /// # Errors
    /// Unauthenticated if it is unknown, used, ended or of a revoked device; too many after ten of these a minute.
    pub async fn refresh(&self, refresh_token: &str, from: IpAddr) -> Result<Credentials> {
        let old = self.core.keys.peppered("refresh", refresh_token)?;
        let under_way = self.under_way.enter(&old);
        let arrival = Arrival { at: self.core.now(), is_beside_another: under_way.is_beside_another };
        let fresh = random_token();
        if let Some(device) = self.rotate(old, &fresh, arrival).await? {
            return self.credentials(&device, fresh);
        }
        let (source, now) = (Source::at(from, &self.core.networks), self.core.now());
        self.refresh_guard.refuse(&source, now)?;
        self.core.guesses.note(&source, Secret::RefreshToken, now);
        Err(Problem::from(refusal::RefreshTokenUnknown).into())
    }

    /// Puts a fresh token in the place of an old one; none if that was not good.
    async fn rotate(&self, old: Vec<u8>, fresh: &str, arrival: Arrival) -> Result<Option<DeviceRecord>> {
        // Whoever guesses must not keep the one task that writes busy.
        if store::devices::find_token(&mut self.core.store.read().await?.conn(), &old).await?.is_none() {
            return Ok(None);
        }
        let new = self.core.keys.peppered("refresh", fresh)?;
        // With the venue's chain: of two nodes that get one token at the same time, the second finds it used.
        let rotated = self.core.ledger.commit_venue(async move |tx: &mut Tx| rotate(tx, &old, &new, arrival).await);
        Ok(rotated.await?.and_then(|id| self.core.live.directory().active_device(id)))
    }

    /// All devices, newest first.
    ///
    /// # Errors
    /// If the role is too low.
    pub fn list(&self, who: &Who) -> Result<Vec<DeviceView>> {
        who.require(Action::ManageDevices)?;
        Ok(self.core.live.directory().devices())
    }

    /// Gives a device another name.
    ///
    /// # Errors
    /// If the role is too low, the name breaks a rule of form, or there is no such device.
    pub async fn rename(&self, who: &Who, id: DeviceId, name: &str) -> Result<DeviceView> {
        who.require(Action::ManageDevices)?;
        let name = Name::parse(Field::DeviceName, name)?;
        self.change(who, id, async move |tx: &mut Tx, old: &DeviceView| {
            store::devices::rename(&mut tx.conn(), id, name.as_str()).await?;
            let (was, is) = (Named { name: old.name.clone() }, Named { name: name.into_string() });
            Ok(Change::DeviceRename(Act::step(id, was, is)))
        })
        .await
    }

    /// Ends a device's rights at once.
    ///
    /// # Errors
    /// If the role is too low, there is no such device, or it was revoked before.
    pub async fn revoke(&self, who: &Who, id: DeviceId) -> Result<DeviceView> {
        self.change(who, id, async move |tx: &mut Tx, old: &DeviceView| {
            if old.revoked_at.is_some() {
                return Err(Problem::from(refusal::DeviceRevokedBefore).into());
            }
            let now = tx.now();
            store::devices::revoke(&mut tx.conn(), id, now).await?;
            Ok(Change::DeviceRevoke(revoked(id, now)))
        })
        .await
    }

    async fn change<F>(&self, who: &Who, id: DeviceId, with: F) -> Result<DeviceView>
    where
        F: for<'t> DoingTo<'t, DeviceView, Change> + Send + 'static,
    {
        let own = who.require(Action::ManageDevices)?;
        let actor = who.actor();
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let missing = || Problem::from(refusal::NoSuchDevice);
                let old = store::devices::find(&mut tx.conn(), id).await?.ok_or_else(missing)?.view;
                if !own.may_enrol(old.role) {
                    return Err(too_high(old.role).into());
                }
                let change = with.run(tx, &old).await?;
                tx.record(NewEntry::of_venue(actor, change));
                let device = store::devices::find(&mut tx.conn(), id).await?.ok_or_else(missing)?;
                tx.publish(Effect::Device(device.clone()));
                Ok(device.view)
            })
            .await
    }
}

fn too_high(role: Role) -> Problem {
    refusal::DeviceOfHigherRole { role }.into()
}

async fn require_room(tx: &mut Tx, codes: usize, now: Timestamp) -> Result<()> {
    let open = store::devices::count_open_codes(&mut tx.conn(), now).await?;
    if usize::try_from(open).unwrap_or(usize::MAX) + codes > limits::CODES_OPEN_MAX {
        return Err(Problem::from(refusal::TooManyCodes).into());
    }
    Ok(())
}

/// Makes one code that no other open code equals.
async fn issue(
    core: &Core,
    who: &Who,
    tx: &mut Tx,
    role: Role,
    name: Name,
    replaces: Option<DeviceId>,
) -> Result<IssuedCode> {
    let now = tx.now();
    let expires_at = now.plus_ms(limits::CODE_LIFE_MS);
    let (otp, hash) = loop {
        let otp = format!("{:06}", rand::rng().random_range(0..1_000_000));
        let hash = core.keys.peppered("code", &otp)?;
        if store::devices::find_open_code(&mut tx.conn(), &hash, now).await?.is_none() {
            break (otp, hash);
        }
    };
    let new = NewCode { hash: &hash, role, device_name: name.as_str(), replaces };
    let id = store::devices::create_code(&mut tx.conn(), &new, now, expires_at).await?;
    let issued = Code { device_name: name.as_str().to_owned(), expires_at, role };
    let act = Act::made(CodeId(id), issued).with(replaces.map(|replaces| Replaces { replaces }));
    tx.record(NewEntry::of_venue(who.actor(), Change::DeviceCode(act)));
    Ok(IssuedCode { otp, role, device_name: name.into_string(), expires_at })
}

/// A device that came with a code.
struct Enrolled {
    device: DeviceRecord,
    /// Whose place it took.
    replaced: Option<DeviceId>,
}

/// Spends a code; none if it is not open.
async fn enrol(tx: &mut Tx, code_hash: &[u8], token_hash: Option<&[u8]>) -> Result<Option<Enrolled>> {
    let now = tx.now();
    let Some(code) = store::devices::find_open_code(&mut tx.conn(), code_hash, now).await? else {
        return Ok(None);
    };
    let role = Role::parse(&code.role).unwrap_or(Role::Viewer);
    let name = code.device_name;
    store::devices::use_code(&mut tx.conn(), code.id, now).await?;
    let stamp = Stamp::of_new_row();
    let id = store::devices::create(&mut tx.conn(), &name, role, &stamp, now).await?;
    if let Some(hash) = token_hash {
        store::devices::create_token(&mut tx.conn(), hash, id, token_end(now)).await?;
    }
    let view = DeviceView { id, name, role, registered_at: now, last_seen_at: Some(now), revoked_at: None };
    let device = DeviceRecord { view, stamp };
    let actor = Who::device(device.clone()).actor();
    let act = Act::made(id, Member { name: device.view.name.clone(), role }).with(CodeUsed { code: code.id });
    tx.record(NewEntry::of_venue(actor.clone(), Change::DeviceEnrol(act)));
    tx.publish(Effect::Device(device.clone()));
    let old = match code.replaces.map(DeviceId) {
        Some(old) => store::devices::find(&mut tx.conn(), old).await?.filter(|old| old.view.revoked_at.is_none()),
        None => None,
    };
    let replaced = old.as_ref().map(|old| old.view.id);
    if let Some(old) = old {
        store::devices::revoke(&mut tx.conn(), old.view.id, now).await?;
        let act = revoked(old.view.id, now).with(ReplacedBy { replaced_by: id });
        tx.record(NewEntry::of_venue(actor, Change::DeviceRevoke(act)));
        let view = DeviceView { revoked_at: Some(now), ..old.view };
        tx.publish(Effect::Device(DeviceRecord { view, ..old }));
    }
    Ok(Some(Enrolled { device, replaced }))
}

/// How long after a change its answer is on its way at most, in milliseconds: what the database is waited for, and some.
const ANSWERED_WITHIN_MS: i64 = 5_000;

/// When a refresh token came.
#[derive(Clone, Copy)]
struct Arrival {
    at: Timestamp,
    /// Whether this node was changing it just then.
    is_beside_another: bool,
}

impl Arrival {
    /// Whether it came before the first one was answered. Of another node the clock says so: the answer follows the moment
    /// at which the token was used. Here it may come a little later, but not for as long as somebody keeps asking.
    fn is_before_the_answer(self, used_at: i64) -> bool {
        let late_ms = self.at.ms() - used_at;
        late_ms <= 0 || (self.is_beside_another && late_ms <= ANSWERED_WITHIN_MS)
    }
}

/// Uses a refresh token up and keeps the next one; none if it was not good. That a used one revokes the family must
/// last, so it is no error here.
async fn rotate(tx: &mut Tx, old: &[u8], new: &[u8], arrival: Arrival) -> Result<Option<DeviceId>> {
    let now = tx.now();
    let Some((device, expires_at, used_at)) = store::devices::find_token(&mut tx.conn(), old).await? else {
        return Ok(None);
    };
    let device = DeviceId(device);
    if let Some(used_at) = used_at {
        if arrival.is_before_the_answer(used_at) {
            return Ok(None);
        }
        store::devices::delete_tokens(&mut tx.conn(), device).await?;
        return Ok(None);
    }
    if expires_at <= now.ms() {
        return Ok(None);
    }
    store::devices::use_token(&mut tx.conn(), old, now).await?;
    store::devices::create_token(&mut tx.conn(), new, device, token_end(now)).await?;
    stamp_old_row(tx, device).await?;
    Ok(Some(device))
}

/// Gives a device that was enrolled before there were stamps its own; the tokens that it has hold to their end.
async fn stamp_old_row(tx: &mut Tx, id: DeviceId) -> Result<()> {
    let device = store::devices::find(&mut tx.conn(), id).await?.filter(|device| device.stamp.is_missing());
    if let Some(device) = device {
        let stamp = Stamp::of_old_row(tx.now());
        store::devices::stamp(&mut tx.conn(), id, &stamp).await?;
        // Other nodes follow what has an entry.
        let actor = Who::device(device.clone()).actor();
        tx.record(NewEntry::of_venue(actor, Change::DeviceStamp(Act::on(id))));
        tx.publish(Effect::Device(DeviceRecord { stamp, ..device }));
    }
    Ok(())
}

/// That a device's rights ended at a moment.
fn revoked(device: DeviceId, at: Timestamp) -> Act<DeviceId, RevokedAt, ReplacedBy> {
    Act::step(device, RevokedAt { revoked_at: None }, RevokedAt { revoked_at: Some(at) })
}

fn token_end(now: Timestamp) -> Timestamp {
    now.plus_ms(limits::REFRESH_TOKEN_LIFE_MS)
}
