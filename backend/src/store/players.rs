//! Players and their bibs.

use super::{Conn, on};
use crate::error::Result;
use chrono::NaiveDate;
use domain::{
    Bib, Timestamp,
    ids::{EventId, PlayerId},
    player::{Birth, Gender, NewPlayer, Standing, public_name},
    standings::PublicFace,
    text::Name,
};
use sqlx::AssertSqlSafe;
use std::collections::{HashMap, HashSet};

/// A player as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct PlayerRow {
    pub(crate) id: i64,
    pub(crate) bib: i64,
    pub(crate) name: String,
    pub(crate) birth_date: Option<String>,
    pub(crate) birth_year: Option<i64>,
    pub(crate) age: Option<i64>,
    pub(crate) gender: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) team: Option<String>,
    pub(crate) hide_name: bool,
    pub(crate) registered_at: i64,
    pub(crate) standing: String,
    pub(crate) left_at: Option<i64>,
    pub(crate) erased_at: Option<i64>,
    pub(crate) night_permission: bool,
}

impl PlayerRow {
    /// What is known of the age.
    pub(crate) fn birth(&self) -> Option<Birth> {
        if let Some(date) = self.birth_date.as_deref().and_then(|text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        {
            return Some(Birth::Date(date));
        }
        if let Some(year) = self.birth_year.and_then(|year| i32::try_from(year).ok()) {
            return Some(Birth::Year(year));
        }
        self.age.and_then(|age| u32::try_from(age).ok()).map(Birth::Age)
    }

    /// The age on a day, if it is known.
    pub(crate) fn age_on(&self, day: NaiveDate) -> Option<u32> {
        self.birth().map(|birth| birth.age_on(day))
    }

    /// Gender, if given.
    pub(crate) fn gender(&self) -> Option<Gender> {
        self.gender.as_deref().and_then(|gender| Gender::parse(gender).ok())
    }

    /// How the player stands; what a newer version wrote is taken as being in the race.
    pub(crate) fn standing(&self) -> Standing {
        Standing::parse(&self.standing).unwrap_or_default()
    }

    /// When the player left the race.
    pub(crate) fn left_at(&self) -> Option<Timestamp> {
        self.left_at.map(Timestamp::from_ms)
    }

    /// What boards show of the player.
    pub(crate) fn face(&self, reference_day: NaiveDate) -> Result<PublicFace> {
        Ok(PublicFace {
            bib: Bib::new(self.bib)?,
            name: public_name(&self.name, self.age_on(reference_day), self.hide_name),
            team: self.team.clone(),
            category: self.category.clone(),
            withdrawn: self.standing() == Standing::Withdrawn,
        })
    }
}

/// A statement for players that meet a condition.
macro_rules! players_where {
    ($condition:literal) => {
        concat!(
            "SELECT p.id, p.bib, p.name, p.birth_date, p.birth_year, p.age, p.gender, p.category, p.team, ",
            "p.hide_name, p.registered_at, p.standing, p.left_at, p.erased_at, p.night_permission FROM players p WHERE ",
            $condition
        )
    };
}

/// All players of an event but those who were removed, newest first.
pub(crate) async fn list(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<PlayerRow>> {
    const SQL: &str = players_where!("p.event_id = $1 AND p.standing <> 'deleted' ORDER BY p.id DESC");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// All players of an event, also those who were removed.
pub(crate) async fn list_with_removed(conn: &mut Conn<'_>, event: EventId) -> Result<Vec<PlayerRow>> {
    const SQL: &str = players_where!("p.event_id = $1 ORDER BY p.id");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).fetch_all(c).await)?)
}

/// Overwrites what is personal of a player; what results are made of stays.
pub(crate) async fn erase(conn: &mut Conn<'_>, id: PlayerId, name: &str, now: Timestamp) -> Result<()> {
    const SQL: &str = "UPDATE players SET name = $2, birth_date = NULL, birth_year = NULL, age = NULL, gender = NULL, \
                       hide_name = $3, erased_at = $4 WHERE id = $1";
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(name).bind(false).bind(now.ms()).execute(c).await?; });
    Ok(())
}

/// One player.
pub(crate) async fn find_by_id(conn: &mut Conn<'_>, event: EventId, id: PlayerId) -> Result<Option<PlayerRow>> {
    const SQL: &str = players_where!("p.event_id = $1 AND p.id = $2");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(id.0).fetch_optional(c).await)?)
}

/// Bib and full name of players, by id.
pub(crate) async fn labels(conn: &mut Conn<'_>, ids: &[i64]) -> Result<HashMap<i64, (i64, String)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    // Numbers alone are put into the text.
    let list = ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let sql = format!("SELECT id, bib, name FROM players WHERE id IN ({list})");
    let rows: Vec<(i64, i64, String)> = on!(conn, c => sqlx::query_as(AssertSqlSafe(sql)).fetch_all(c).await)?;
    Ok(rows.into_iter().map(|(id, bib, name)| (id, (bib, name))).collect())
}

/// Writes how a player stands, and since when out of the race.
pub(crate) async fn set_standing(
    conn: &mut Conn<'_>,
    id: PlayerId,
    standing: Standing,
    left_at: Option<Timestamp>,
) -> Result<()> {
    const SQL: &str = "UPDATE players SET standing = $2, left_at = $3 WHERE id = $1";
    let left_at = left_at.map(Timestamp::ms);
    on!(conn, c => { sqlx::query(SQL).bind(id.0).bind(standing.as_str()).bind(left_at).execute(c).await?; });
    Ok(())
}

/// The player who has or had a bib, removed ones included.
pub(crate) async fn find(conn: &mut Conn<'_>, event: EventId, bib: Bib) -> Result<Option<PlayerRow>> {
    const SQL: &str = players_where!("p.id = (SELECT b.player_id FROM bibs b WHERE b.event_id = $1 AND b.bib = $2)");
    Ok(on!(conn, c => sqlx::query_as(SQL).bind(event.0).bind(i64::from(bib.get())).fetch_optional(c).await)?)
}

/// Every bib ever given in an event.
pub(crate) async fn bibs(conn: &mut Conn<'_>, event: EventId) -> Result<HashSet<i64>> {
    const SQL: &str = "SELECT bib FROM bibs WHERE event_id = $1";
    let bibs: Vec<i64> = on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).fetch_all(c).await)?;
    Ok(bibs.into_iter().collect())
}

/// How many players an event has.
pub(crate) async fn count(conn: &mut Conn<'_>, event: EventId) -> Result<i64> {
    const SQL: &str = "SELECT COUNT(*) FROM players WHERE event_id = $1";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).fetch_one(c).await)?)
}

/// What boards show of every player they rank.
pub(crate) async fn faces(
    conn: &mut Conn<'_>,
    event: EventId,
    reference_day: NaiveDate,
) -> Result<Vec<(PlayerId, PublicFace)>> {
    let rows = list(conn, event).await?;
    let ranked = rows.iter().filter(|row| row.standing().is_ranked());
    ranked.map(|row| Ok((PlayerId(row.id), row.face(reference_day)?))).collect()
}

/// The lowest bib above `after` that was never given.
pub(crate) async fn next_bib(conn: &mut Conn<'_>, event: EventId, after: u32) -> Result<i64> {
    const SQL: &str = "SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM bibs WHERE event_id = $1 AND bib = $2 + 1) \
        THEN $2 + 1 ELSE (SELECT b.bib + 1 FROM bibs b WHERE b.event_id = $1 AND b.bib > $2 AND NOT EXISTS \
        (SELECT 1 FROM bibs n WHERE n.event_id = $1 AND n.bib = b.bib + 1) ORDER BY b.bib LIMIT 1) END";
    Ok(on!(conn, c => sqlx::query_scalar(SQL).bind(event.0).bind(i64::from(after)).fetch_one(c).await)?)
}

/// A player's columns as they are bound.
struct Columns<'p> {
    birth_date: Option<String>,
    birth_year: Option<i64>,
    age: Option<i64>,
    gender: Option<&'static str>,
    category: Option<&'p str>,
    team: Option<&'p str>,
}

impl<'p> From<&'p NewPlayer> for Columns<'p> {
    fn from(player: &'p NewPlayer) -> Self {
        let (birth_date, birth_year, age) = match player.birth {
            Some(Birth::Date(date)) => (Some(date.to_string()), None, None),
            Some(Birth::Year(year)) => (None, Some(i64::from(year)), None),
            Some(Birth::Age(age)) => (None, None, Some(i64::from(age))),
            None => (None, None, None),
        };
        Self {
            birth_date,
            birth_year,
            age,
            gender: player.gender.map(Gender::as_str),
            category: player.category.as_ref().map(Name::as_str),
            team: player.team.as_ref().map(Name::as_str),
        }
    }
}

/// Makes a player and gives the bib.
pub(crate) async fn create(
    conn: &mut Conn<'_>,
    event: EventId,
    bib: Bib,
    player: &NewPlayer,
    now: Timestamp,
) -> Result<PlayerId, sqlx::Error> {
    const SQL: &str = "INSERT INTO players (event_id, bib, name, birth_date, birth_year, age, gender, category, team, hide_name, \
                       registered_at, night_permission) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
                       RETURNING id";
    let columns = Columns::from(player);
    let id: i64 = on!(conn, c => sqlx::query_scalar(SQL)
        .bind(event.0)
        .bind(i64::from(bib.get()))
        .bind(player.name.as_str())
        .bind(columns.birth_date)
        .bind(columns.birth_year)
        .bind(columns.age)
        .bind(columns.gender)
        .bind(columns.category)
        .bind(columns.team)
        .bind(player.hide_name)
        .bind(now.ms())
        .bind(player.night_permission.unwrap_or_default())
        .fetch_one(c)
        .await)?;
    let id = PlayerId(id);
    give_bib(conn, event, bib, id).await?;
    Ok(id)
}

/// Gives a bib for good.
pub(crate) async fn give_bib(
    conn: &mut Conn<'_>,
    event: EventId,
    bib: Bib,
    player: PlayerId,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO bibs (event_id, bib, player_id) VALUES ($1, $2, $3)";
    on!(conn, c => sqlx::query(SQL).bind(event.0).bind(i64::from(bib.get())).bind(player.0).execute(c).await.map(drop))
}

/// Writes all that a person may change of a player.
pub(crate) async fn update(conn: &mut Conn<'_>, id: PlayerId, bib: Bib, player: &NewPlayer) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE players SET bib = $2, name = $3, birth_date = $4, birth_year = $5, age = $6, gender = $7, \
                       category = $8, team = $9, hide_name = $10, night_permission = $11 WHERE id = $1";
    let columns = Columns::from(player);
    on!(conn, c => sqlx::query(SQL)
        .bind(id.0)
        .bind(i64::from(bib.get()))
        .bind(player.name.as_str())
        .bind(columns.birth_date)
        .bind(columns.birth_year)
        .bind(columns.age)
        .bind(columns.gender)
        .bind(columns.category)
        .bind(columns.team)
        .bind(player.hide_name)
        .bind(player.night_permission.unwrap_or_default())
        .execute(c)
        .await
        .map(drop))
}
