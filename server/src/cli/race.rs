//! A recorded race: two CSV files in, standings as CSV out.

use super::Failure;
use domain::{
    Bib, Timestamp,
    board::Board,
    player::PlayerInput,
    start_list::{Column, read_row},
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::Path;
use uuid::Uuid;

/// One completed lap of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedLap {
    /// Its row in the file, from 1.
    pub row: usize,
    /// Race time, in milliseconds.
    pub elapsed_ms: i64,
    /// Whose it is.
    pub bib: Bib,
}

impl RecordedLap {
    /// The same id whenever this row is played into this event, so that playing twice counts once.
    pub fn id(&self, slug: &str) -> Uuid {
        let digest = Sha256::digest(format!("{slug}\n{}\n{}\n{}", self.row, self.elapsed_ms, self.bib));
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest[..16]);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// Reads the start list; its columns are recognised by their heads, as at the desk.
pub fn read_players(path: &Path) -> Result<Vec<PlayerInput>, Failure> {
    let mut reader = csv::Reader::from_path(path).map_err(|cause| Failure::file(path, cause))?;
    let heads = reader.headers().map_err(|cause| Failure::file(path, cause))?;
    let columns: Vec<Option<Column>> = heads.iter().map(Column::recognise).collect();
    if !columns.contains(&Some(Column::Bib)) {
        return Err(Failure::file(path, "no column holds the bibs"));
    }
    let mut players = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|cause| Failure::file(path, cause))?;
        let cells: Vec<&str> = record.iter().collect();
        let (player, result) = read_row(&columns, &cells);
        let line = record.position().map_or(0, csv::Position::line);
        result.map_err(|sentence| Failure::file(path, format!("line {line}: {sentence}")))?;
        players.push(player);
    }
    Ok(players)
}

/// Reads the laps, in the order of the file.
pub fn read_laps(path: &Path) -> Result<Vec<RecordedLap>, Failure> {
    #[derive(Deserialize)]
    struct Row {
        elapsed_ms: u32,
        bib: Bib,
    }
    let mut reader = csv::Reader::from_path(path).map_err(|cause| Failure::file(path, cause))?;
    let mut laps = Vec::new();
    for (at, row) in reader.deserialize().enumerate() {
        let Row { elapsed_ms, bib } = row.map_err(|cause| Failure::file(path, cause))?;
        laps.push(RecordedLap { row: at + 1, elapsed_ms: i64::from(elapsed_ms), bib });
    }
    Ok(laps)
}

/// Writes the standings. The clock of a replay is never paused, so race time is the time since the start.
pub fn standings_csv(board: &Board, started_at: Timestamp) -> String {
    use std::fmt::Write;

    let mut text = String::from("rank,bib,laps,last_lap_ms,category,category_rank\n");
    for row in &board.rows {
        let last_lap_ms = row.last_lap_at.map(|at| at.since_ms(started_at).to_string()).unwrap_or_default();
        let category = row.category.as_deref().map(quoted).unwrap_or_default();
        let category_rank = row.category_rank.map(|rank| rank.to_string()).unwrap_or_default();
        let _ = writeln!(text, "{},{},{},{last_lap_ms},{category},{category_rank}", row.rank, row.bib, row.laps);
    }
    text
}

/// A cell as RFC 4180 wants it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lap(row: usize) -> RecordedLap {
        RecordedLap { row, elapsed_ms: 1_000, bib: Bib::new(7).unwrap() }
    }

    #[test]
    fn an_id_depends_on_event_and_row_alone() {
        assert_eq!(lap(1).id("a"), lap(1).id("a"));
        assert_ne!(lap(1).id("a"), lap(2).id("a"));
        assert_ne!(lap(1).id("a"), lap(1).id("b"));
    }

    #[test]
    fn cells_with_commas_are_quoted() {
        assert_eq!(quoted("LMGT3"), "LMGT3");
        assert_eq!(quoted("open, \"fast\""), "\"open, \"\"fast\"\"\"");
    }
}
