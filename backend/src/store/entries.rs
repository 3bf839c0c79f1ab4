//! Chains and the entries of the ledger.

use super::{Conn, on, pieces};
use crate::{
    error::Result,
    ledger::{Entry, PersonalStates},
};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use uuid::Uuid;

/// Takes the ends of these chains until the transaction is over, so that several nodes write them one after another.
/// SQLite has one writer and needs no lock.
pub(crate) async fn lock_chains(conn: &mut Conn<'_>, chains: &[i64]) -> Result<()> {
    on!(conn,
        sqlite _c => {},
        postgres c => {
            sqlx::query("SELECT id FROM chains WHERE id = ANY($1) ORDER BY id FOR UPDATE").bind(chains).execute(c).await?;
        },
    );
    Ok(())
}

/// Begins the chain of a new event.
pub(crate) async fn begin_chain(conn: &mut Conn<'_>, chain: i64) -> Result<()> {
    on!(conn, c => { sqlx::query("INSERT INTO chains (id, seq) VALUES ($1, 0)").bind(chain).execute(c).await?; });
    Ok(())
}

/// Moves the end of a chain by `count` entries and returns the `seq` of the last of them.
pub(crate) async fn advance_chain(conn: &mut Conn<'_>, chain: i64, count: i64) -> Result<i64> {
    const SQL: &str = "UPDATE chains SET seq = seq + $2 WHERE id = $1 RETURNING seq";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(chain).bind(count).fetch_one(c).await)?)
}

/// The end of every chain.
pub(crate) async fn chain_ends(conn: &mut Conn<'_>) -> Result<Vec<(i64, i64)>> {
    Ok(on!(conn, c => sqlx::query_as("SELECT id, seq FROM chains").fetch_all(c).await)?)
}

/// Writes entries, and beside them what they hold of persons.
pub(crate) async fn insert(conn: &mut Conn<'_>, entries: &[Entry]) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    on!(conn,
        sqlite c => insert_sqlite(c, entries).await?,
        postgres c => insert_postgres(c, entries).await?,
    );
    for entry in entries {
        if let Some(people) = &entry.people {
            insert_people(conn, entry.id, people).await?;
        }
    }
    Ok(())
}

async fn insert_people(conn: &mut Conn<'_>, entry: Uuid, people: &PersonalStates) -> Result<()> {
    const SQL: &str =
        "INSERT INTO entry_people (entry_id, player_id, previous_state, new_state) VALUES ($1, $2, $3, $4)";
    on!(conn, c => {
        sqlx::query(SQL).bind(entry).bind(people.player.0).bind(&people.previous).bind(&people.new).execute(c).await?;
    });
    Ok(())
}

async fn insert_sqlite(c: &mut SqliteConnection, entries: &[Entry]) -> Result<()> {
    for piece in pieces(entries) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO entries (chain, seq, id, at, actor_kind, actor_id, actor_name, actor_role, device_id, \
             action, target_type, target_id, previous_state, new_state, metadata) ",
        );
        insert.push_values(piece, |mut row, e| {
            row.push_bind(e.chain).push_bind(e.seq).push_bind(e.id).push_bind(e.at.ms());
            row.push_bind(e.actor.kind.as_str()).push_bind(&e.actor.id).push_bind(&e.actor.name);
            row.push_bind(e.actor.role.map(domain::Role::as_str)).push_bind(e.actor.device).push_bind(e.action);
            row.push_bind(e.target.kind).push_bind(&e.target.id);
            row.push_bind(&e.previous).push_bind(&e.new).push_bind(&e.metadata);
        });
        insert.build().execute(&mut *c).await?;
    }
    Ok(())
}

async fn insert_postgres(c: &mut sqlx::PgConnection, entries: &[Entry]) -> Result<()> {
    fn column<T>(entries: &[Entry], of: impl Fn(&Entry) -> T) -> Vec<T> {
        entries.iter().map(of).collect()
    }
    sqlx::query(
        "INSERT INTO entries (chain, seq, id, at, actor_kind, actor_id, actor_name, actor_role, device_id, \
         action, target_type, target_id, previous_state, new_state, metadata) \
         SELECT * FROM UNNEST($1::bigint[], $2::bigint[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], \
         $8::text[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[])",
    )
    .bind(column(entries, |e| e.chain))
    .bind(column(entries, |e| e.seq))
    .bind(column(entries, |e| e.id))
    .bind(column(entries, |e| e.at.ms()))
    .bind(column(entries, |e| e.actor.kind.as_str()))
    .bind(column(entries, |e| e.actor.id.clone()))
    .bind(column(entries, |e| e.actor.name.clone()))
    .bind(column(entries, |e| e.actor.role.map(domain::Role::as_str)))
    .bind(column(entries, |e| e.actor.device))
    .bind(column(entries, |e| e.action))
    .bind(column(entries, |e| e.target.kind))
    .bind(column(entries, |e| e.target.id.clone()))
    .bind(column(entries, |e| e.previous.clone()))
    .bind(column(entries, |e| e.new.clone()))
    .bind(column(entries, |e| e.metadata.clone()))
    .execute(c)
    .await?;
    Ok(())
}
