//! Answers: tables for people, JSON for programs.

use super::table::{
    Side,
    Side::{Left, Right},
    printable, table,
};
use crate::cli::Failure;
use chrono::Local;
use domain::{
    Timestamp,
    audit::{AuditPage, EntryView},
    board::Board,
    clock::{ClockState, ClockView},
    device::{DeviceView, IssuedCode, Me},
    event::EventView,
    lane::SlotChange,
    player::{PlayerList, PlayerView, PublicPlayer, SlotRef},
    time::clock_text,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::io::{Write, stderr, stdout};

/// The last laps that are shown of a player.
const SPLITS: usize = 10;

/// Where answers go, and in which form.
#[derive(Clone, Copy)]
pub struct Output {
    /// As the server gave them, a line each.
    pub json: bool,
}

impl Output {
    /// Shows an answer: for people by a text that ends with a line.
    ///
    /// # Errors
    /// If the answer is not of that kind, or nobody reads it any more.
    pub fn show<T: DeserializeOwned>(self, data: Value, text: impl FnOnce(T) -> String) -> Result<(), Failure> {
        if self.json {
            return print(&format!("{data}\n"));
        }
        print(&text(read(data)?))
    }
}

/// Reads an answer that the client has to understand.
///
/// # Errors
/// If it is not of that kind.
pub fn read<T: DeserializeOwned>(data: Value) -> Result<T, Failure> {
    serde_json::from_value(data)
        .map_err(|_| Failure::Other("The server's answer cannot be read; it is of another version.".to_owned()))
}

fn print(text: &str) -> Result<(), Failure> {
    let mut out = stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    printed.map_err(|cause| Failure::Other(format!("the answer cannot be printed: {cause}")))
}

/// Says something that is no answer. Where nobody listens nothing is lost.
pub fn note(sentence: &str) {
    let _ = writeln!(stderr().lock(), "{}", printable(sentence));
}

/// A moment by the clock on the wall.
pub fn local(at: Timestamp) -> String {
    at.to_utc().with_timezone(&Local).format("%Y-%m-%d %H:%M:%S").to_string()
}

fn or_blank<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn place(slot: &SlotRef) -> String {
    format!("{} {}", slot.pace_group, slot.position)
}

pub fn me(me: &Me) -> String {
    let names = [&me.operator, &me.device].into_iter().flatten().map(|named| printable(&named.name));
    let names: Vec<String> = names.collect();
    if names.is_empty() { format!("{}\n", me.role) } else { format!("{} ({})\n", names.join(" at "), me.role) }
}

pub fn codes(codes: &[IssuedCode]) -> String {
    let row = |code: &IssuedCode| {
        vec![code.otp.clone(), code.role.to_string(), code.device_name.clone(), local(code.expires_at)]
    };
    let rows: Vec<_> = codes.iter().map(row).collect();
    table(&[("code", Right), ("role", Left), ("device", Left), ("until", Left)], &rows)
}

pub fn devices(devices: &[DeviceView]) -> String {
    let row = |device: &DeviceView| {
        vec![
            device.id.to_string(),
            device.name.clone(),
            device.role.to_string(),
            or_blank(device.last_seen_at.map(local)),
            or_blank(device.revoked_at.map(local)),
        ]
    };
    let heads = [("id", Right), ("device", Left), ("role", Left), ("last seen", Left), ("revoked", Left)];
    listed(&devices.iter().map(row).collect::<Vec<_>>(), &heads, "There are no devices.")
}

pub fn registered(player: &PlayerView) -> String {
    format!("{}  {}\n", player.bib, printable(&player.name))
}

pub fn players(list: &PlayerList) -> String {
    let row = |player: &PlayerView| {
        let standing = if player.standing.is_active() { "" } else { player.standing.as_str() };
        vec![
            player.bib.to_string(),
            player.name.clone(),
            or_blank(player.age),
            or_blank(player.category.as_deref()),
            or_blank(player.team.as_deref()),
            or_blank(player.slot.as_ref().map(place)),
            standing.to_owned(),
        ]
    };
    let heads = [
        ("bib", Right),
        ("name", Left),
        ("age", Right),
        ("category", Left),
        ("team", Left),
        ("place", Left),
        ("standing", Left),
    ];
    listed(&list.players.iter().map(row).collect::<Vec<_>>(), &heads, "There are no such players.")
}

/// Whether a player is meant by a text.
pub fn is_meant(player: &Value, text: &str) -> bool {
    let texts = ["bib", "name", "team", "category"].map(|field| &player[field]);
    texts.into_iter().chain([&player["slot"]["pace_group"]]).any(|value| match value {
        Value::String(value) => value.to_lowercase().contains(text),
        Value::Number(number) => number.to_string() == text,
        _ => false,
    })
}

pub fn player(details: Option<&PlayerView>, public: Option<&PublicPlayer>) -> String {
    let mut facts: Vec<Vec<String>> = Vec::new();
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push(vec![name.to_owned(), value]);
        }
    };
    if let Some(player) = details {
        fact("bib", player.bib.to_string());
        fact("name", player.name.clone());
        fact("shown as", player.public_name.clone());
        fact("born", player.birth_date.clone().unwrap_or_else(|| or_blank(player.birth_year)));
        fact("age", or_blank(player.age));
        fact("gender", or_blank(player.gender.map(domain::player::Gender::as_str)));
        fact("category", or_blank(player.category.as_deref()));
        fact("team", or_blank(player.team.as_deref()));
        fact("standing", player.standing.as_str().to_owned());
        fact("place", player.slot.as_ref().map_or_else(|| "none".to_owned(), place));
        fact("registered", local(player.registered_at));
    } else if let Some(PublicPlayer { row, .. }) = public {
        fact("bib", row.bib.to_string());
        fact("name", row.name.clone());
        fact("category", or_blank(row.category.as_deref()));
        fact("team", or_blank(row.team.as_deref()));
    }
    let Some(public) = public else { return table(&[("", Left), ("", Left)], &facts).trim_start().to_owned() };
    fact("rank", public.row.rank.to_string());
    fact("laps", public.row.laps.to_string());
    fact("distance", format!("{} m", public.row.distance_m.as_f64()));
    let mut text = table(&[("", Left), ("", Left)], &facts).trim_start().to_owned();
    let rows = public.splits.iter().rev().take(SPLITS).rev().map(|split| {
        vec![split.laps.to_string(), split.distance_m.as_f64().to_string(), local(split.counted_at), pace(split.lap_ms)]
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        text.push('\n');
        text.push_str(&table(&[("laps", Right), ("m", Right), ("counted", Left), ("lap", Right)], &rows));
    }
    text
}

/// The time of a lap, with tenths.
fn pace(ms: i64) -> String {
    format!("{}.{}", clock_text(ms), ms.max(0) % 1_000 / 100)
}

pub fn slot(change: &SlotChange) -> String {
    let place = format!("{} {} (lane {})", change.pace_group, change.position, change.lane);
    match change.bib {
        Some(bib) => format!("{bib} is in {}\n", printable(&place)),
        None => format!("{} is free\n", printable(&place)),
    }
}

pub fn board(board: &Board, top: usize) -> String {
    let row = |row: &domain::board::BoardRow| {
        vec![
            row.rank.to_string(),
            row.bib.to_string(),
            row.name.clone(),
            or_blank(row.team.as_deref()),
            or_blank(row.category.as_deref()),
            or_blank(row.category_rank),
            row.laps.to_string(),
            row.distance_m.as_f64().to_string(),
            if row.withdrawn { "withdrawn".to_owned() } else { String::new() },
        ]
    };
    let heads = [
        ("rank", Right),
        ("bib", Right),
        ("name", Left),
        ("team", Left),
        ("category", Left),
        ("in it", Right),
        ("laps", Right),
        ("m", Right),
        ("", Left),
    ];
    let rows: Vec<_> = board.rows.iter().take(top).map(row).collect();
    let head = format!("{}: {}", printable(&board.event.name), clock(&board.clock));
    format!("{head}{}", listed(&rows, &heads, "There are no players yet."))
}

pub fn event(event: &EventView) -> String {
    format!("{} ({}): {}", printable(&event.name), printable(&event.slug), clock(&event.clock))
}

fn clock(clock: &ClockView) -> String {
    let since = or_blank(clock.started_at.map(|at| format!(", started {}", local(at))));
    match clock.state {
        ClockState::Draft => "in preparation\n".to_owned(),
        ClockState::Open => "open for registration\n".to_owned(),
        state => format!("{} {}{since}\n", state.as_str(), clock_text(clock.race_ms)),
    }
}

pub fn log(page: &AuditPage) -> String {
    let row = |entry: &EntryView| {
        let actor = entry.actor.name.as_ref().unwrap_or(&entry.actor.kind);
        let target = match &entry.target.name {
            Some(name) => format!("{} {name}", entry.target.id),
            None => format!("{} {}", entry.target.kind, entry.target.id),
        };
        let undone = if entry.undone_by.is_some() { "undone" } else { "" };
        vec![local(entry.at), actor.clone(), entry.action.clone(), target, undone.to_owned(), entry.id.to_string()]
    };
    let heads = [("when", Left), ("who", Left), ("what", Left), ("to", Left), ("", Left), ("entry", Left)];
    listed(&page.entries.iter().map(row).collect::<Vec<_>>(), &heads, "There are no such entries.")
}

fn listed(rows: &[Vec<String>], heads: &[(&str, Side)], empty: &str) -> String {
    if rows.is_empty() { format!("{empty}\n") } else { table(heads, rows) }
}
