//! Start lists: read without writing anything, then registered, all or none.

use super::players::Players;
use crate::{auth::Who, error::Result, store};
use chrono::NaiveDate;
use domain::{
    Action, Bib, Problem,
    change::Change,
    ids::EventId,
    limits,
    player::{PlayerInput, PlayerView},
    refusal::{self, Reason, Spot},
    start_list::{Column, PreviewRow, StartListPreview, read_row},
};
use std::collections::HashSet;

impl Players {
    /// Reads a start list without writing anything, and names each row that stands in the way.
    ///
    /// # Errors
    /// If the role is too low, the file is no table, or none of its columns is recognised as a name.
    pub async fn preview(&self, who: &Who, event: EventId, csv: &str) -> Result<StartListPreview> {
        let Table { columns, rows } = self.look_through(who, event, csv).await?;
        let bad = rows.iter().filter(|row| row.problem.is_some()).count();
        Ok(StartListPreview { columns, rows: rows.into_iter().map(PreviewRow::from).collect(), bad })
    }

    async fn look_through(&self, who: &Who, event: EventId, csv: &str) -> Result<Table> {
        self.core.allow(who, Action::RegisterPlayers, event)?;
        let mut table = read_table(csv)?;
        let mut lease = self.core.store.read().await?;
        let taken = store::players::bibs(&mut lease.conn(), event).await?;
        drop(lease);
        let today = self.today();
        let mut seen = HashSet::new();
        for row in &mut table.rows {
            if row.problem.is_none() {
                row.problem = obstacle(&row.player, today, &taken, &mut seen);
            }
        }
        Ok(table)
    }

    /// Registers everybody of a start list, all or none. The reason is each of theirs; it is needed past the lock.
    ///
    /// # Errors
    /// As [`Players::preview`] and [`Players::create`], and if a row stands in the way.
    pub async fn import(
        &self,
        who: &Who,
        event: EventId,
        csv: &str,
        reason: Option<String>,
    ) -> Result<Vec<PlayerView>> {
        let table = self.look_through(who, event, csv).await?;
        if let Some((line, problem)) = table.rows.iter().find_map(|row| Some((row.line, row.problem.as_ref()?))) {
            return Err(problem.clone().at(Spot::ListLine(line)).into());
        }
        let players = table.rows.into_iter().map(|row| PlayerInput { reason: reason.clone(), ..row.player });
        self.register(who, event, players.collect(), Some(Change::ImportStartList)).await
    }
}

/// A start list as it was read.
struct Table {
    columns: Vec<(String, Option<Column>)>,
    rows: Vec<Row>,
}

/// One row of it, with why it cannot be registered.
struct Row {
    line: u64,
    player: PlayerInput,
    problem: Option<Problem>,
}

impl From<Row> for PreviewRow {
    fn from(Row { line, player, problem }: Row) -> Self {
        let (problem, problem_code, problem_params) = Reason::apart(problem.map(Problem::into_reason));
        Self { line, player, problem, problem_code, problem_params }
    }
}

/// Why a row of a start list cannot be registered.
fn obstacle(player: &PlayerInput, today: NaiveDate, taken: &HashSet<i64>, seen: &mut HashSet<Bib>) -> Option<Problem> {
    if let Err(problem) = player.clone().parse(today) {
        return Some(problem);
    }
    let bib = player.bib?;
    if taken.contains(&i64::from(bib.get())) {
        return Some(refusal::BibGivenBefore { bib }.into());
    }
    (!seen.insert(bib)).then(|| refusal::BibTwiceInList { bib }.into())
}

/// Takes a table apart: the delimiter is whichever of comma, semicolon and tab the first line has most of.
fn read_table(text: &str) -> Result<Table> {
    let text = text.trim_start_matches('\u{FEFF}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter =
        [b',', b';', b'\t'].into_iter().max_by_key(|d| (head.bytes().filter(|b| b == d).count(), *d == b','));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let unreadable = |cause: csv::Error| Problem::from(refusal::ListUnreadable { detail: cause.to_string() });
    let heads: Vec<String> = reader.headers().map_err(unreadable)?.iter().map(str::to_owned).collect();
    let columns: Vec<Option<Column>> = heads.iter().map(|head| Column::recognise(head)).collect();
    let named = |wanted| columns.contains(&Some(wanted));
    if !(named(Column::Name) || named(Column::FirstName) || named(Column::LastName)) {
        return Err(Problem::from(refusal::ListNamesNobody).into());
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(unreadable)?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, csv::Position::line);
        let (player, read) = read_row(&columns, &record.iter().collect::<Vec<_>>());
        rows.push(Row { line, player, problem: read.err() });
    }
    if rows.is_empty() || rows.len() > limits::PLAYERS_PER_REQUEST_MAX {
        return Err(Problem::from(refusal::ListLength { max: limits::PLAYERS_PER_REQUEST_MAX }).into());
    }
    Ok(Table { columns: heads.into_iter().zip(columns).collect(), rows })
}
