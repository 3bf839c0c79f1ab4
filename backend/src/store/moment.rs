//! Reading as of one moment.

use super::{Conn, Lease, Store, run};
use crate::error::Result;

/// The database as of one moment. One that is not ended is ended with its connection.
pub(crate) struct Moment {
    /// Taken by its end.
    lease: Option<Lease>,
}

impl Moment {
    /// # Panics
    /// Never: only its end takes its connection.
    pub(crate) fn conn(&mut self) -> Conn<'_> {
        match self.lease.as_mut() {
            Some(lease) => lease.conn(),
            None => unreachable!("a moment has its connection until it ends"),
        }
    }

    /// Gives the connection back.
    pub(crate) async fn end(mut self) -> Result<()> {
        run(&mut self.conn(), "COMMIT").await?;
        drop(self.lease.take());
        Ok(())
    }
}

impl Drop for Moment {
    fn drop(&mut self) {
        if let Some(lease) = self.lease.take() {
            lease.close();
        }
    }
}

impl Store {
    /// The database as of one moment, for reading.
    pub(crate) async fn moment(&self) -> Result<Moment> {
        let begin = match self {
            Self::Sqlite { .. } => "BEGIN",
            Self::Postgres { .. } => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        let mut moment = Moment { lease: Some(self.read().await?) };
        run(&mut moment.conn(), begin).await?;
        Ok(moment)
    }
}
