//! Guessing as the console sees it: who was wrong lately, and shutting an address out.

use crate::{
    auth::{Source, Who},
    core::Core,
    error::Result,
    ledger::Tx,
    records::{Effect, NewEntry, ShutOutRecord},
    store,
};
use domain::{
    Action, Problem,
    change::{Act, Change, Until},
    guessing::{Guesser, ShutOut, ShutOutInput},
    ids::{DeviceId, OperatorId, ShutOutId},
    limits, refusal,
};
use ipnet::IpNet;
use std::{net::IpAddr, sync::Arc};

/// Who guesses, and who is shut out for it.
#[derive(Clone)]
pub struct Guessing {
    core: Arc<Core>,
}

impl Guessing {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Who was wrong lately at this server, and which addresses are shut out at all servers.
    ///
    /// # Errors
    /// If the role is too low.
    pub fn list(&self, who: &Who) -> Result<domain::guessing::Guessing> {
        who.require(Action::ManageDevices)?;
        let (directory, now) = (self.core.live.directory(), self.core.now());
        let guessers = self.core.guesses.lately(now).into_iter().map(|guess| {
            let is_open = |network: IpNet| !directory.is_shut_out(network.addr(), now);
            Guesser {
                name: self.name_of(&guess.source),
                can_be_shut_out: guess.source.network.is_some_and(is_open),
                from: guess.source.name,
                secret: guess.secret,
                tries: guess.tries,
                last_at: guess.last_at,
            }
        });
        let shut_out = directory.shut_outs(now).iter().rev().map(ShutOutRecord::view).collect();
        Ok(domain::guessing::Guessing { guessers: guessers.collect(), shut_out })
    }

    /// The name of whoever had shown a sign-in.
    fn name_of(&self, source: &Source) -> Option<String> {
        let directory = self.core.live.directory();
        let (kind, id) = source.name.split_once(':').filter(|_| source.network.is_none())?;
        let id = id.parse().ok()?;
        match kind {
            "device" => directory.active_device(DeviceId(id)).map(|device| device.view.name),
            _ => directory.operator_name(OperatorId(id)),
        }
    }

    /// Takes no codes and no PINs from an address for [`limits::SHUT_OUT_MS`]. Who shows a sign-in or proves a token there
    /// is not touched by it.
    ///
    /// # Errors
    /// If the role is too low, it is no address, or it is shut out already.
    pub async fn shut_out(&self, who: &Who, input: &ShutOutInput) -> Result<ShutOut> {
        who.require(Action::ManageDevices)?;
        let no_address = || Problem::from(refusal::AddressForm);
        let text = input.address.trim();
        let address: IpAddr = text.parse().map_err(|_| no_address())?;
        let network = Source::at(address, &self.core.networks).network.ok_or_else(no_address)?;
        let actor = who.actor();
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let (since, until) = (tx.now(), tx.now().plus_ms(limits::SHUT_OUT_MS));
                let conn = &mut tx.conn();
                let all = store::guessing::list(conn).await?;
                if all.iter().any(|other| other.holds(network.addr(), since)) {
                    return Err(Problem::from(refusal::ShutOutBefore).into());
                }
                let id = store::guessing::create(conn, &network.to_string(), since, until).await?;
                let record = ShutOutRecord { id, network, since, until };
                // Not the address: it may be a person's, and the chain forgets nothing.
                let act = Act::made(id, Until { until: Some(until) });
                tx.record(NewEntry::of_venue(actor, Change::AddressShutOut(act)));
                tx.publish(Effect::ShutOut(record.clone()));
                Ok(record.view())
            })
            .await
    }

    /// Takes codes and PINs from an address again, and forgets the address.
    ///
    /// # Errors
    /// If the role is too low, or nothing of that id is shut out.
    pub async fn let_in(&self, who: &Who, id: ShutOutId) -> Result<ShutOut> {
        who.require(Action::ManageDevices)?;
        let actor = who.actor();
        self.core
            .ledger
            .commit_venue(async move |tx: &mut Tx| {
                let now = tx.now();
                let record = store::guessing::find(&mut tx.conn(), id).await?.filter(|record| record.until > now);
                let record = record.ok_or_else(|| Problem::from(refusal::NotShutOut))?;
                store::guessing::delete(&mut tx.conn(), id).await?;
                let act = Act::step(id, Until { until: Some(record.until) }, Until { until: None });
                tx.record(NewEntry::of_venue(actor, Change::AddressLetIn(act)));
                tx.publish(Effect::LetIn(id));
                Ok(record.view())
            })
            .await
    }
}
