//! Chains and the entries of the ledger.

pub(crate) mod search;

use super::{Conn, listening, on, pieces};
use crate::{
    error::Result,
    records::{
        Entry, Personal,
        chain::{Canonical, GENESIS, Hash},
    },
};
use domain::{
    Timestamp,
    change::{Change, EntryText, Malformed, PeopleText, Target, TargetKind},
    ids::PlayerId,
};
use sqlx::QueryBuilder;
use sqlx_postgres::PgConnection;
use sqlx_sqlite::{Sqlite, SqliteConnection};
use uuid::Uuid;

/// Takes the ends of these chains until the transaction is over, so that several nodes write them one after another;
/// returns these ends. SQLite has one writer, which needs no lock and knows the ends.
pub(crate) async fn lock_chains(conn: &mut Conn<'_>, chains: &[i64]) -> Result<Vec<TakenEnd>> {
    const SQL: &str = "SELECT id, seq, hash, last_entry FROM chains WHERE id = ANY($1) ORDER BY id FOR UPDATE";
    type Row = (i64, i64, Option<Vec<u8>>, Option<Uuid>);
    let rows: Vec<Row> = on!(conn,
        sqlite _c => Vec::new(),
        postgres c => sqlx::query_as(SQL).bind(chains).fetch_all(c).await?,
    );
    let taken = |(chain, seq, hash, last): Row| TakenEnd { chain, seq, hash: hash_of(hash), last };
    Ok(rows.into_iter().map(taken).collect())
}

/// The end of a chain that was taken.
#[derive(Debug, Clone)]
pub(crate) struct TakenEnd {
    pub(crate) chain: i64,
    /// The place of its last entry.
    pub(crate) seq: i64,
    /// The hash of that.
    pub(crate) hash: Hash,
    /// The id of that.
    pub(crate) last: Option<Uuid>,
}

fn hash_of(stored: Option<Vec<u8>>) -> Hash {
    stored.and_then(|hash| hash.try_into().ok()).unwrap_or(GENESIS)
}

/// Begins the chain of a new event.
pub(crate) async fn begin_chain(conn: &mut Conn<'_>, chain: i64) -> Result<()> {
    on!(conn, c => { sqlx::query("INSERT INTO chains (id, seq) VALUES ($1, 0)").bind(chain).execute(c).await?; });
    Ok(())
}

/// The end of a chain: the `seq` and the hash of its last entry. Taken until the transaction is over.
pub(crate) async fn chain_end(conn: &mut Conn<'_>, chain: i64) -> Result<(i64, Hash)> {
    const SQL: &str = "SELECT seq, hash FROM chains WHERE id = $1";
    const LOCKING: &str = "SELECT seq, hash FROM chains WHERE id = $1 FOR UPDATE";
    let (seq, hash): (i64, Option<Vec<u8>>) = on!(conn,
        sqlite c => sqlx::query_as(SQL).bind(chain).fetch_one(c).await?,
        postgres c => sqlx::query_as(LOCKING).bind(chain).fetch_one(c).await?,
    );
    Ok((seq, hash_of(hash)))
}

/// Moves the end of a chain to its new last entry. PostgreSQL tells all nodes of it once the transaction is durable, by the
/// same statement: it costs no way there and back while the chain is taken.
pub(crate) async fn set_chain_end(conn: &mut Conn<'_>, chain: i64, seq: i64, hash: &Hash, last: Uuid) -> Result<()> {
    const SQL: &str = "UPDATE chains SET seq = $2, hash = $3, last_entry = $4 WHERE id = $1";
    const TELLING: &str = "WITH moved AS (UPDATE chains SET seq = $2, hash = $3, last_entry = $4 WHERE id = $1 \
                           RETURNING id, seq) SELECT pg_notify($5, id || ' ' || seq) FROM moved";
    let hash = hash.as_slice();
    on!(conn,
        sqlite c => {
            sqlx::query(SQL).bind(chain).bind(seq).bind(hash).bind(last).execute(c).await?;
        },
        postgres c => {
            let query = sqlx::query(TELLING).bind(chain).bind(seq).bind(hash).bind(last);
            query.bind(listening::CHANNEL).execute(c).await?;
        },
    );
    Ok(())
}

/// The highest id of all entries at the ends of chains; none on an empty database.
pub(crate) async fn last_id(conn: &mut Conn<'_>) -> Result<Option<Uuid>> {
    const SQL: &str = "SELECT last_entry FROM chains WHERE last_entry IS NOT NULL ORDER BY last_entry DESC LIMIT 1";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).fetch_optional(c).await)?)
}

/// The end of every chain.
pub(crate) async fn chain_ends(conn: &mut Conn<'_>) -> Result<Vec<(i64, i64)>> {
    Ok(on!(conn, c => sqlx::query_as("SELECT id, seq FROM chains").fetch_all(c).await)?)
}

/// The end of every chain with its hash, in the order of chains.
pub(crate) async fn chain_ends_hashed(conn: &mut Conn<'_>) -> Result<Vec<(i64, i64, Option<Vec<u8>>)>> {
    Ok(on!(conn, c => sqlx::query_as("SELECT id, seq, hash FROM chains ORDER BY id").fetch_all(c).await)?)
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

/// Removes what entries of a chain hold of anybody.
pub(crate) async fn erase_chain(conn: &mut Conn<'_>, chain: i64) -> Result<()> {
    const SQL: &str = "DELETE FROM entry_people WHERE entry_id IN (SELECT id FROM entries WHERE chain = $1)";
    on!(conn, c => { sqlx::query(SQL).bind(chain).execute(c).await?; });
    Ok(())
}

/// Removes what entries hold of a person.
pub(crate) async fn erase_people(conn: &mut Conn<'_>, player: PlayerId) -> Result<()> {
    on!(conn, c => { sqlx::query("DELETE FROM entry_people WHERE player_id = $1").bind(player.0).execute(c).await?; });
    Ok(())
}

/// The player's id beside what is about no single one.
const NOBODY: i64 = 0;

async fn insert_people(conn: &mut Conn<'_>, entry: Uuid, people: &Personal) -> Result<()> {
    const SQL: &str = "INSERT INTO entry_people (entry_id, player_id, previous_state, new_state, salt, reason) \
         VALUES ($1, $2, $3, $4, $5, $6)";
    let Personal { states, salt } = people;
    on!(conn, c => {
        sqlx::query(SQL)
            .bind(entry)
            .bind(states.player.map_or(NOBODY, |player| player.0))
            .bind(&states.previous)
            .bind(&states.new)
            .bind(salt.as_slice())
            .bind(&states.reason)
            .execute(c)
            .await?;
    });
    Ok(())
}

/// The columns in which both engines write entries.
macro_rules! entry_columns {
    () => {
        "chain, seq, id, at, actor_kind, actor_id, actor_name, actor_role, device_id, device_name, action, \
         target_type, target_id, previous_state, new_state, metadata, undoes, people_digest, hash"
    };
}

async fn insert_sqlite(c: &mut SqliteConnection, entries: &[Entry]) -> Result<()> {
    for piece in pieces(entries) {
        let mut insert = QueryBuilder::<Sqlite>::new(concat!("INSERT INTO entries (", entry_columns!(), ") "));
        insert.push_values(piece, |mut row, e| {
            let device = e.actor.device.as_ref();
            row.push_bind(e.chain).push_bind(e.seq).push_bind(e.id).push_bind(e.at.ms());
            row.push_bind(e.actor.kind.as_str()).push_bind(&e.actor.id).push_bind(&e.actor.name);
            row.push_bind(e.actor.role.map(domain::Role::as_str));
            row.push_bind(device.map(|device| device.id)).push_bind(device.map(|device| &device.name));
            row.push_bind(&*e.action).push_bind(e.target_type).push_bind(&e.target_id);
            row.push_bind(&e.previous).push_bind(&e.new).push_bind(&e.metadata).push_bind(e.undoes);
            row.push_bind(e.people_digest.as_ref().map(Hash::as_slice)).push_bind(e.hash.as_slice());
        });
        insert.build().execute(&mut *c).await?;
    }
    Ok(())
}

async fn insert_postgres(c: &mut PgConnection, entries: &[Entry]) -> Result<()> {
    fn column<T>(entries: &[Entry], of: impl Fn(&Entry) -> T) -> Vec<T> {
        entries.iter().map(of).collect()
    }
    sqlx::query(concat!(
        "INSERT INTO entries (",
        entry_columns!(),
        ") SELECT * FROM UNNEST($1::bigint[], $2::bigint[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::text[], \
         $8::text[], $9::bigint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], \
         $16::text[], $17::uuid[], $18::bytea[], $19::bytea[])"
    ))
    .bind(column(entries, |e| e.chain))
    .bind(column(entries, |e| e.seq))
    .bind(column(entries, |e| e.id))
    .bind(column(entries, |e| e.at.ms()))
    .bind(column(entries, |e| e.actor.kind.as_str()))
    .bind(column(entries, |e| e.actor.id.clone()))
    .bind(column(entries, |e| e.actor.name.clone()))
    .bind(column(entries, |e| e.actor.role.map(domain::Role::as_str)))
    .bind(column(entries, |e| e.actor.device.as_ref().map(|device| device.id)))
    .bind(column(entries, |e| e.actor.device.as_ref().map(|device| device.name.clone())))
    .bind(column(entries, |e| e.action.clone().into_owned()))
    .bind(column(entries, |e| e.target_type))
    .bind(column(entries, |e| e.target_id.clone()))
    .bind(column(entries, |e| e.previous.clone()))
    .bind(column(entries, |e| e.new.clone()))
    .bind(column(entries, |e| e.metadata.clone()))
    .bind(column(entries, |e| e.undoes))
    .bind(column(entries, |e| e.people_digest.map(Vec::from)))
    .bind(column(entries, |e| e.hash.to_vec()))
    .execute(c)
    .await?;
    Ok(())
}

/// An entry as stored, with its personal part where that is still there.
#[derive(Debug, Clone, Default, sqlx::FromRow)]
pub(crate) struct EntryRow {
    pub(crate) chain: i64,
    pub(crate) seq: i64,
    pub(crate) id: Uuid,
    pub(crate) at: i64,
    pub(crate) actor_kind: String,
    pub(crate) actor_id: Option<String>,
    pub(crate) actor_name: Option<String>,
    pub(crate) actor_role: Option<String>,
    pub(crate) device_id: Option<i64>,
    pub(crate) device_name: Option<String>,
    pub(crate) action: String,
    pub(crate) target_type: String,
    pub(crate) target_id: String,
    pub(crate) previous_state: Option<String>,
    pub(crate) new_state: Option<String>,
    pub(crate) metadata: Option<String>,
    pub(crate) undoes: Option<Uuid>,
    pub(crate) undone_by: Option<Uuid>,
    pub(crate) people_digest: Option<Vec<u8>>,
    pub(crate) hash: Option<Vec<u8>>,
    pub(crate) people_player: Option<i64>,
    pub(crate) people_salt: Option<Vec<u8>>,
    pub(crate) people_previous: Option<String>,
    pub(crate) people_new: Option<String>,
    pub(crate) people_reason: Option<String>,
}

impl EntryRow {
    /// Whether it had a personal part that is gone.
    pub(crate) fn is_bare(&self) -> bool {
        self.people_digest.is_some() && self.people_player.is_none()
    }

    /// Whether it was made to a player.
    pub(crate) fn is_of_player(&self) -> bool {
        TargetKind::parse(&self.target_type) == Some(TargetKind::Player)
    }

    /// Of whom its personal part is, where that is still there and about one player.
    pub(crate) fn person(&self) -> Option<PlayerId> {
        self.people_player.filter(|player| *player != NOBODY).map(PlayerId)
    }

    /// What it says.
    ///
    /// # Errors
    /// [`Malformed`] if it does not say what others of its action say.
    pub(crate) fn change(&self) -> Result<Change, Malformed> {
        let people = match self.people_player {
            Some(_) => PeopleText::Known {
                player: self.person(),
                previous: self.people_previous.as_deref(),
                new: self.people_new.as_deref(),
            },
            None if self.is_bare() => PeopleText::Erased,
            None => PeopleText::Nobody,
        };
        Change::read(&EntryText {
            action: &self.action,
            target_type: &self.target_type,
            target_id: &self.target_id,
            previous: self.previous_state.as_deref(),
            new: self.new_state.as_deref(),
            metadata: self.metadata.as_deref(),
            people,
        })
    }

    /// The fields that are hashed.
    pub(crate) fn canonical(&self) -> Canonical<'_> {
        Canonical {
            chain: self.chain,
            seq: self.seq,
            id: self.id,
            at: Timestamp::from_ms(self.at),
            actor_kind: &self.actor_kind,
            actor_id: self.actor_id.as_deref(),
            actor_name: self.actor_name.as_deref(),
            actor_role: self.actor_role.as_deref(),
            device_id: self.device_id,
            device_name: self.device_name.as_deref(),
            action: &self.action,
            target_type: &self.target_type,
            target_id: &self.target_id,
            previous: self.previous_state.as_deref(),
            new: self.new_state.as_deref(),
            metadata: self.metadata.as_deref(),
            undoes: self.undoes,
            people_digest: self.people_digest.as_deref(),
        }
    }
}

/// A statement for entries that meet a condition.
macro_rules! entries_where {
    ($condition:literal) => {
        concat!(entries_where!(), $condition)
    };
    () => {
        "SELECT e.chain, e.seq, e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.actor_role, e.device_id, \
         e.device_name, e.action, e.target_type, e.target_id, e.previous_state, e.new_state, e.metadata, e.undoes, \
         e.undone_by, e.people_digest, e.hash, p.player_id AS people_player, p.salt AS people_salt, \
         p.previous_state AS people_previous, p.new_state AS people_new, p.reason AS people_reason \
         FROM entries e LEFT JOIN entry_people p ON p.entry_id = e.id WHERE "
    };
}

use entries_where;

/// One entry.
pub(crate) async fn find(conn: &mut Conn<'_>, id: Uuid) -> Result<Option<EntryRow>> {
    const SQL: &str = entries_where!("e.id = $1");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(id).fetch_optional(c).await)?)
}

/// The entries of a chain after a place in it, in order.
pub(crate) async fn after(conn: &mut Conn<'_>, chain: i64, seq: i64, limit: i64) -> Result<Vec<EntryRow>> {
    const SQL: &str = entries_where!("e.chain = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(chain).bind(seq).bind(limit).fetch_all(c).await)?)
}

/// The entries about one thing after a place in its chain, newest first.
pub(crate) async fn about_since(
    conn: &mut Conn<'_>,
    chain: i64,
    (target_type, target_id): (&str, &str),
    seq: i64,
) -> Result<Vec<EntryRow>> {
    // Without statistics SQLite would walk the whole chain from `seq` on: named, the index is used.
    const SQLITE: &str = entries_where!(
        "(e.chain, e.seq) IN (SELECT chain, seq FROM entries INDEXED BY entries_target \
         WHERE chain = $1 AND target_type = $2 AND target_id = $3 AND seq > $4) ORDER BY e.seq DESC"
    );
    const POSTGRES: &str =
        entries_where!("e.chain = $1 AND e.target_type = $2 AND e.target_id = $3 AND e.seq > $4 ORDER BY e.seq DESC");
    Ok(on!(conn,
        sqlite c => sqlx::query_as(SQLITE).bind(chain).bind(target_type).bind(target_id).bind(seq).fetch_all(c).await?,
        postgres c => sqlx::query_as(POSTGRES).bind(chain).bind(target_type).bind(target_id).bind(seq).fetch_all(c).await?,
    ))
}

/// The newest entry about one thing whose states name an id: that of a lap or a payment of a player, who has many. Read
/// from the newest on, as far back as it lies.
pub(crate) async fn newest_naming(
    conn: &mut Conn<'_>,
    chain: i64,
    target: &impl Target,
    id: Uuid,
) -> Result<Option<EntryRow>> {
    // Named as in [`about_since`]; in its order nothing older than the entry is looked at.
    const SQLITE: &str = entries_where!(
        "(e.chain, e.seq) IN (SELECT chain, seq FROM entries INDEXED BY entries_target \
         WHERE chain = $1 AND target_type = $2 AND target_id = $3 AND (new_state LIKE $4 OR previous_state LIKE $4) \
         ORDER BY seq DESC LIMIT 1)"
    );
    const POSTGRES: &str = entries_where!(
        "e.chain = $1 AND e.target_type = $2 AND e.target_id = $3 AND (e.new_state LIKE $4 OR e.previous_state LIKE $4) \
         ORDER BY e.seq DESC LIMIT 1"
    );
    let (target_type, target_id, naming) = (target.kind().as_str(), target.id(), format!("%\"{id}\"%"));
    Ok(on!(conn,
        sqlite c => {
            sqlx::query_as(SQLITE).bind(chain).bind(target_type).bind(target_id).bind(naming).fetch_optional(c).await?
        },
        postgres c => {
            sqlx::query_as(POSTGRES).bind(chain).bind(target_type).bind(target_id).bind(naming).fetch_optional(c).await?
        },
    ))
}

/// Marks an entry as undone; returns whether it was not before.
pub(crate) async fn set_undone(conn: &mut Conn<'_>, id: Uuid, undone_by: Uuid) -> Result<bool> {
    const SQL: &str = "UPDATE entries SET undone_by = $2 WHERE id = $1 AND undone_by IS NULL";
    Ok(on!(conn, c => sqlx::query(SQL).bind(id).bind(undone_by).execute(c).await?.rows_affected()) == 1)
}
