//! Looking for entries.

use super::{EntryRow, chain_ends, entries_where};
use crate::{
    error::Result,
    store::{Conn, on},
};
use domain::{
    Timestamp,
    change::Kind,
    ids::{DeviceId, OperatorId},
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Whose entries are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ActorWanted<'w> {
    /// All of a kind.
    Kind(&'w str),
    /// One operator's, wherever it was.
    Operator(OperatorId),
    /// Whatever was done on one device.
    Device(DeviceId),
}

/// Which entries are wanted, and from where on.
#[derive(Debug, Default)]
pub(crate) struct Wanted<'w> {
    pub(crate) chain: Option<i64>,
    /// The action's name, or all that begin with it and a dot; the undoings of these too.
    pub(crate) action: Option<&'w str>,
    pub(crate) actor: Option<ActorWanted<'w>>,
    /// Part of the actor's or the device's name.
    pub(crate) actor_name: Option<&'w str>,
    pub(crate) target: Option<(&'w str, &'w str)>,
    pub(crate) from: Option<Timestamp>,
    pub(crate) to: Option<Timestamp>,
    /// Only entries older than this one.
    pub(crate) before: Option<Uuid>,
    /// No entries about money.
    pub(crate) hide_payments: bool,
}

impl Wanted<'_> {
    /// Whether no counting of laps is among them.
    fn is_rare(&self) -> bool {
        self.action.is_some_and(|action| ![Kind::LapCount.family(), Kind::LapCount.name()].contains(&action))
    }
}

/// A value of a statement that is put together.
enum Value {
    Number(i64),
    Text(String),
    Id(Uuid),
}

/// The newest entries that are wanted.
pub(crate) async fn list(conn: &mut Conn<'_>, wanted: &Wanted<'_>, limit: i64) -> Result<Vec<EntryRow>> {
    let chains = match wanted.chain {
        Some(chain) => vec![chain],
        None => chain_ends(conn).await?.into_iter().map(|(chain, _)| chain).collect(),
    };
    let mut rows = Vec::new();
    for chain in &chains {
        rows.append(&mut list_chain(conn, *chain, wanted, limit).await?);
    }
    if chains.len() > 1 {
        // Over all chains the order is that of the ids, which begin with the time.
        rows.sort_by_key(|row: &EntryRow| std::cmp::Reverse(row.id));
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    }
    Ok(rows)
}

/// The newest of one chain.
async fn list_chain(conn: &mut Conn<'_>, chain: i64, wanted: &Wanted<'_>, limit: i64) -> Result<Vec<EntryRow>> {
    // Without statistics SQLite would walk through the entries themselves: named, the narrow indexes are used.
    let index = match (&conn, wanted.target) {
        (Conn::Sqlite(_), Some(_)) => "INDEXED BY entries_target",
        (Conn::Sqlite(_), None) if wanted.is_rare() => "INDEXED BY entries_but_laps",
        (Conn::Sqlite(_), None) => "INDEXED BY entries_search",
        (Conn::Postgres(_), _) => "",
    };
    // SQLite's LIKE takes no notice of capital letters as it is, as far as ASCII goes.
    let like = on!(conn, sqlite _c => "LIKE", postgres _c => "ILIKE");
    let (conditions, values) = conditions(chain, wanted, like);
    // Only the conditions' own texts are put together here; every value is bound.
    let sql = format!(
        "{}(e.chain, e.seq) IN (SELECT chain, seq FROM entries {index} WHERE {conditions} ORDER BY seq DESC LIMIT {limit}) \
         ORDER BY e.seq DESC",
        entries_where!()
    );
    Ok(on!(conn, c => {
        let mut query = sqlx::query_as(AssertSqlSafe(sql));
        for value in values {
            query = match value {
                Value::Number(number) => query.bind(number),
                Value::Text(text) => query.bind(text),
                Value::Id(id) => query.bind(id),
            };
        }
        query.fetch_all(c).await?
    }))
}

/// The conditions and what is bound in them; `like` compares texts without regard to capital letters.
fn conditions(chain: i64, wanted: &Wanted<'_>, like: &str) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let mut all = Vec::new();
    let mut add = |condition: &str, value: Value| {
        values.push(value);
        all.push(condition.replace('?', &format!("${}", values.len())));
    };
    add("chain = ?", Value::Number(chain));
    if let Some(action) = wanted.action {
        // An undoing has `undo.` before the name; a name without a dot stands for all that begin with it.
        if action.contains('.') {
            add("(action = ? OR action LIKE 'undo.%' || ?)", Value::Text(action.to_owned()));
        } else {
            add("(action LIKE ? OR action LIKE 'undo.%' || ?)", Value::Text(format!("{action}.%")));
        }
    }
    if wanted.hide_payments {
        add("('.' || action) NOT LIKE ?", Value::Text("%.payment.%".to_owned()));
    }
    match wanted.actor {
        Some(ActorWanted::Kind(kind)) => add("actor_kind = ?", Value::Text(kind.to_owned())),
        Some(ActorWanted::Operator(id)) => {
            add("actor_kind = 'operator' AND actor_id = ?", Value::Text(id.to_string()));
        }
        // Also what an operator did there.
        Some(ActorWanted::Device(id)) => add("device_id = ?", Value::Number(id.0)),
        None => {}
    }
    if let Some(name) = wanted.actor_name {
        let escaped = name.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        // A device that acts by itself has its name in both columns.
        let condition = format!(
            "(actor_name {like} ? ESCAPE '\\' \
             OR (device_name <> actor_name AND device_name {like} ? ESCAPE '\\'))"
        );
        add(&condition, Value::Text(format!("%{escaped}%")));
    }
    if let Some((kind, id)) = wanted.target {
        add("target_type = ?", Value::Text(kind.to_owned()));
        add("target_id = ?", Value::Text(id.to_owned()));
    }
    if let Some(from) = wanted.from {
        add("at >= ?", Value::Number(from.ms()));
    }
    if let Some(to) = wanted.to {
        add("at < ?", Value::Number(to.ms()));
    }
    match (wanted.chain, wanted.before) {
        (Some(_), Some(before)) => add("seq < (SELECT b.seq FROM entries b WHERE b.id = ?)", Value::Id(before)),
        (None, Some(before)) => add("id < ?", Value::Id(before)),
        (_, None) => {}
    }
    if wanted.is_rare() {
        // It follows from the action, but only said like this it leads to the index of all but the laps.
        all.push("action <> 'lap.count'".to_owned());
    }
    (all.join(" AND "), values)
}
