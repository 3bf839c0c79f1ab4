//! Players as reception knows them.

use super::event;
use crate::{
    auth::{Caller, ErasePeople, ReadPlayers, RegisterPlayers},
    envelope::{Answer, Input, Made, Path, Query, bib_in_path, created, ok},
    openapi::Routes,
    rest::midnight,
    state::AppState,
};
use axum::extract::State;
use domain::{
    Problem, Timestamp,
    player::{PlayerInput, PlayerList, PlayerView, Standing},
    refusal,
    start_list::StartListPreview,
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de};

pub fn routes() -> Routes {
    Routes::under("Players")
        .get("/{event}/players", "Lists the players.", list)
        .post("/{event}/players", "Registers a player or a list of up to 1,000, all or nothing.", create)
        .put("/{event}/players/{bib}", "Changes what is known of a player.", update)
        .get("/{event}/players/{bib}/details", "Finds a player, as staff know them.", find)
        .delete("/{event}/players/{bib}/person", "Erases a player's personal data for good.", erase)
        .delete("/{event}/people", "Erases the personal data of all people of an event that is over.", erase_all)
        .put(
            "/{event}/players/{bib}/standing",
            "Withdraws, disqualifies or removes a player, or lets them re-enter.",
            set_standing,
        )
        .post("/{event}/players/preview", "Says what would be made of a start list.", preview)
        .post("/{event}/players/import", "Registers the players of a start list, all or nothing.", import)
}

/// One player or a list of them; the answer has the form of the question.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// Told apart by the first token, so that a refusal names the field that is wrong.
impl<'de> Deserialize<'de> for OneOrMany<PlayerInput> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = OneOrMany<PlayerInput>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a player or a list of players")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                PlayerInput::deserialize(de::value::MapAccessDeserializer::new(map)).map(OneOrMany::One)
            }

            fn visit_seq<A: de::SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(de::value::SeqAccessDeserializer::new(seq)).map(OneOrMany::Many)
            }
        }

        from.deserialize_any(Visitor)
    }
}

async fn create(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path(slug): Path<String>,
    Input(body): Input<OneOrMany<PlayerInput>>,
) -> Made<OneOrMany<PlayerView>> {
    let id = event(&state, &slug)?;
    let players = &state.backend.players;
    Ok(created(match body {
        OneOrMany::Many(inputs) => OneOrMany::Many(players.create(&caller.who, id, inputs).await?),
        OneOrMany::One(input) => {
            let made = players.create(&caller.who, id, vec![input]).await?.into_iter().next();
            OneOrMany::One(made.ok_or_else(|| Problem::from(refusal::PlayerNotRegistered))?)
        }
    }))
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Day {
    /// When the caller's day began, for the count of today; the server's midnight if left out.
    #[serde(default)]
    #[schemars(with = "Timestamp")]
    day_start: Option<Timestamp>,
}

async fn list(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path(slug): Path<String>,
    Query(day): Query<Day>,
) -> Answer<PlayerList> {
    let day_start = day.day_start.unwrap_or_else(midnight);
    Ok(ok(state.backend.players.list(&caller.who, event(&state, &slug)?, day_start).await?))
}

async fn find(
    State(state): State<AppState>,
    caller: Caller<ReadPlayers>,
    Path((slug, bib)): Path<(String, String)>,
) -> Answer<PlayerView> {
    Ok(ok(state.backend.players.find(&caller.who, event(&state, &slug)?, bib_in_path(&bib)?).await?))
}

async fn update(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path((slug, bib)): Path<(String, String)>,
    Input(body): Input<PlayerInput>,
) -> Answer<PlayerView> {
    Ok(ok(state.backend.players.update(&caller.who, event(&state, &slug)?, bib_in_path(&bib)?, body).await?))
}

/// How a player is to stand from now on.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewStanding {
    standing: Standing,
    #[serde(default)]
    reason: String,
}

async fn set_standing(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path((slug, bib)): Path<(String, String)>,
    Input(body): Input<NewStanding>,
) -> Answer<PlayerView> {
    let (event, bib) = (event(&state, &slug)?, bib_in_path(&bib)?);
    Ok(ok(state.backend.players.set_standing(&caller.who, event, bib, body.standing, &body.reason).await?))
}

/// A start list as text.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StartList {
    csv: String,
}

/// A start list that is to be registered.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Import {
    csv: String,
    /// Why all of them are registered; needed past the lock.
    #[serde(default)]
    reason: Option<String>,
}

/// Erases one player's personal data.
async fn erase(
    State(state): State<AppState>,
    caller: Caller<ErasePeople>,
    Path((slug, bib)): Path<(String, String)>,
) -> Answer<()> {
    state.backend.players.erase(&caller.who, event(&state, &slug)?, bib_in_path(&bib)?).await?;
    Ok(ok(()))
}

/// How many people's data was erased.
#[derive(Serialize, JsonSchema)]
struct Erased {
    erased: usize,
}

/// Erases the personal data of all people of an event that is over.
async fn erase_all(
    State(state): State<AppState>,
    caller: Caller<ErasePeople>,
    Path(slug): Path<String>,
) -> Answer<Erased> {
    let erased = state.backend.players.erase_all(&caller.who, event(&state, &slug)?).await?;
    Ok(ok(Erased { erased }))
}

async fn preview(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path(slug): Path<String>,
    Input(body): Input<StartList>,
) -> Answer<StartListPreview> {
    Ok(ok(state.backend.players.preview(&caller.who, event(&state, &slug)?, &body.csv).await?))
}

async fn import(
    State(state): State<AppState>,
    caller: Caller<RegisterPlayers>,
    Path(slug): Path<String>,
    Input(body): Input<Import>,
) -> Made<Vec<PlayerView>> {
    let id = event(&state, &slug)?;
    Ok(created(state.backend.players.import(&caller.who, id, &body.csv, body.reason).await?))
}
