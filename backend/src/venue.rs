//! Marks by which a station knows whose database it speaks to, and whether that may have gone back in time.

use crate::{
    error::Result,
    ledger::{Ledger, Tx},
    store::{Conn, settings},
};
use domain::lane::VenueMark;
use uuid::Uuid;

/// The setting that names the installation.
const ID: &str = "venue_id";
/// The setting that is another one after each start of a server. It is in the database, so that several nodes on one
/// PostgreSQL say the same.
const START: &str = "venue_start";

/// Makes the marks of this start. A disk that is full does not keep a server from showing what it has: the marks then
/// stay as they are.
pub(crate) async fn begin(ledger: &Ledger) {
    let (id, start) = (Uuid::now_v7().to_string(), Uuid::now_v7().to_string());
    let written = ledger.write(async move |tx: &mut Tx| {
        settings::create(&mut tx.conn(), ID, &id).await?;
        settings::set(&mut tx.conn(), START, &start).await
    });
    if let Err(error) = written.await {
        tracing::warn!(
            "the start could not be marked, so stations will not look for what a restored backup lacks: {error}"
        );
    }
}

/// The marks as they are; nil where none could be written.
pub(crate) async fn mark(conn: &mut Conn<'_>) -> Result<VenueMark> {
    let mut read = [Uuid::nil(); 2];
    for (value, key) in read.iter_mut().zip([ID, START]) {
        let kept = settings::find(conn, key).await?;
        *value = kept.and_then(|text| Uuid::parse_str(&text).ok()).unwrap_or_default();
    }
    let [id, start] = read;
    Ok(VenueMark { id, start })
}
