//! Browser sessions, written like everything else but without an entry.

use crate::{Core, error::Result, ledger::Tx, store};
use std::sync::Arc;

/// The sessions of browsers. Times are seconds since 1970, as cookies have them.
#[derive(Clone)]
pub struct Sessions {
    core: Arc<Core>,
}

/// A session as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Whatever the web side keeps in it.
    pub data: String,
    /// When it ends, in seconds since 1970.
    pub expires_at_s: i64,
}

impl Sessions {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// A session that has not ended.
    ///
    /// # Errors
    /// If the database cannot be read.
    pub async fn load(&self, id: &str) -> Result<Option<SessionRow>> {
        let mut lease = self.core.store.read().await?;
        let row = store::sessions::find(&mut lease.conn(), id, self.core.now().ms() / 1_000).await?;
        Ok(row.map(|(data, expires_at_s)| SessionRow { data, expires_at_s }))
    }

    /// Makes a session; returns whether the id was free.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn create(&self, id: &str, data: &str, expires_at_s: i64) -> Result<bool> {
        let (id, data) = (id.to_owned(), data.to_owned());
        self.core
            .ledger
            .write(async move |tx: &mut Tx| store::sessions::create(&mut tx.conn(), &id, &data, expires_at_s).await)
            .await
    }

    /// Writes a session.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn save(&self, id: &str, data: &str, expires_at_s: i64) -> Result<()> {
        let (id, data) = (id.to_owned(), data.to_owned());
        self.core
            .ledger
            .write(async move |tx: &mut Tx| store::sessions::save(&mut tx.conn(), &id, &data, expires_at_s).await)
            .await
    }

    /// Ends a session.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub async fn delete(&self, id: &str) -> Result<()> {
        let id = id.to_owned();
        self.core.ledger.write(async move |tx: &mut Tx| store::sessions::delete(&mut tx.conn(), &id).await).await
    }
}
