//! Texts of entries as the version before wrote them, and what they are read as.

use super::*;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Golden {
    action: String,
    target_type: String,
    target_id: String,
    previous: Option<String>,
    new: Option<String>,
    metadata: Option<String>,
    people: Option<GoldenPeople>,
}

#[derive(Deserialize)]
struct GoldenPeople {
    player: Option<PlayerId>,
    previous: Option<String>,
    new: Option<String>,
}

impl Golden {
    fn text(&self) -> EntryText<'_> {
        EntryText {
            action: &self.action,
            target_type: &self.target_type,
            target_id: &self.target_id,
            previous: self.previous.as_deref(),
            new: self.new.as_deref(),
            metadata: self.metadata.as_deref(),
            people: self.people.as_ref().map_or(PeopleText::Nobody, |people| PeopleText::Known {
                player: people.player,
                previous: people.previous.as_deref(),
                new: people.new.as_deref(),
            }),
        }
    }

    fn written(&self) -> Written {
        let people = self.people.as_ref().filter(|people| people.previous.is_some() || people.new.is_some());
        Written {
            action: self.action.clone().into(),
            target_type: TargetKind::parse(&self.target_type).unwrap().as_str(),
            target_id: self.target_id.clone(),
            previous: self.previous.clone(),
            new: self.new.clone(),
            metadata: self.metadata.clone(),
            people: people.map(|people| WrittenPeople {
                player: people.player,
                previous: people.previous.clone(),
                new: people.new.clone(),
            }),
        }
    }
}

fn golden() -> Vec<Golden> {
    include_str!("golden.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_was_written_is_read_and_would_be_written_the_same() {
    for golden in golden() {
        let change = Change::read(&golden.text()).unwrap_or_else(|cause| panic!("{}: {cause}", golden.action));
        assert_eq!(change.write(), Ok(golden.written()), "{}", golden.action);
    }
}

#[test]
fn whoever_reads_an_undoing_has_the_same_pages_ask_again_as_whoever_made_it() {
    for golden in golden() {
        let Some(undone) = Change::read(&golden.text()).unwrap().inverse() else { continue };
        let Written { action, target_type, target_id, previous, new, metadata, .. } = undone.write().unwrap();
        let text = EntryText {
            action: &action,
            target_type,
            target_id: &target_id,
            previous: previous.as_deref(),
            new: new.as_deref(),
            metadata: metadata.as_deref(),
            people: PeopleText::Nobody,
        };
        let topics = |change: &Change| change.topics().collect::<BTreeSet<_>>();
        assert_eq!(topics(&Change::read(&text).unwrap()), topics(&undone), "{action}");
    }
}

#[test]
fn a_reason_that_an_early_version_kept_in_the_metadata_is_no_mistake() {
    let kept = Some(r#"{"reason":"pressed by mistake"}"#);
    let stands = (Some(r#"{"standing":"active"}"#), Some(r#"{"standing":"withdrawn"}"#));
    for action in ["player.withdraw", "undo.player.withdraw"] {
        let text = EntryText { previous: stands.0, new: stands.1, metadata: kept, ..text(action, ("player", "3")) };
        assert_eq!(Change::read(&text).unwrap().effect(), Effect::Player(PlayerId(3)));
    }
    let group = text("undo.pace_group.update", ("pace_group", "3"));
    assert!(Change::read(&EntryText { previous: Some("{}"), new: Some("{}"), metadata: kept, ..group }).is_ok());
}

#[test]
fn every_action_has_a_text_that_was_written() {
    let written: BTreeSet<Kind> = golden().iter().filter_map(|golden| Kind::parse(&golden.action)).collect();
    let lacking: Vec<&str> = Kind::ALL.iter().filter(|kind| !written.contains(kind)).map(|kind| kind.name()).collect();
    assert_eq!(lacking, Vec::<&str>::new());
}

fn text<'e>(action: &'e str, target: (&'e str, &'e str)) -> EntryText<'e> {
    EntryText {
        action,
        target_type: target.0,
        target_id: target.1,
        previous: None,
        new: None,
        metadata: None,
        people: PeopleText::Nobody,
    }
}

const LAP: &str = r#"{"count":2,"counted_at":"2026-11-22T04:00:00.000Z","distance_m":100.0,"lap":"00000000-0000-0000-0000-000000000007"}"#;

#[test]
fn a_lap_is_added_and_what_takes_it_back_has_its_player_read_again() {
    let counted = Change::read(&EntryText { new: Some(LAP), ..text("lap.count", ("player", "3")) }).unwrap();
    let at = Timestamp::parse("2026-11-22T04:00:00.000Z").unwrap();
    assert_eq!(counted.effect(), Effect::Lap(PlayerId(3), 2, Metres::from_mm(100_000), at));
    let undone = counted.clone().inverse().unwrap();
    assert_eq!(undone.effect(), Effect::Player(PlayerId(3)));
    assert_eq!((undone.root(), undone.thing()), ((&counted, true), Some(Uuid::from_u128(7))));
    assert_eq!((counted.lap_taken_back(), undone.lap_taken_back()), (None, Some(Uuid::from_u128(7))));
    let back = undone.inverse().unwrap();
    assert_eq!(back.root(), (&counted, false));
    assert_eq!(back.write().unwrap().action, "undo.undo.lap.count");
}

#[test]
fn an_action_of_a_newer_version_has_all_be_read_again_and_is_not_written() {
    let newer = Change::read(&EntryText { new: Some("{}"), ..text("undo.lap.recount", ("player", "3")) }).unwrap();
    assert_eq!((newer.kind(), newer.effect()), (None, Effect::All));
    assert!(newer.write().is_err());
    assert_eq!(newer.inverse(), None);
}

#[test]
fn an_erased_part_is_read_as_such() {
    let edited = EntryText { previous: Some("{}"), new: Some("{}"), ..text("player.update", ("player", "3")) };
    let erased = Change::read(&EntryText { people: PeopleText::Erased, ..edited }).unwrap();
    assert_eq!((erased.people(), erased.effect()), (&People::Erased, Effect::All));
    assert_eq!(Change::read(&edited).unwrap().effect(), Effect::Player(PlayerId(3)));
    // Of a lap only why it was taken back is gone.
    let voided = EntryText { previous: Some(LAP), people: PeopleText::Erased, ..text("lap.void", ("player", "3")) };
    assert_eq!(Change::read(&voided).unwrap().effect(), Effect::Player(PlayerId(3)));
}

#[test]
fn a_malformed_text_is_named() {
    let of = |text: EntryText<'_>| Change::read(&text).unwrap_err().to_string();
    assert!(
        of(EntryText { new: Some("{"), ..text("lap.count", ("player", "3")) }).starts_with("Its states cannot be read")
    );
    assert!(of(EntryText { new: Some("[]"), ..text("player.update", ("player", "3")) }).starts_with("Its states"));
    assert!(of(text("lap.count", ("player", "Ada"))).starts_with("What it was made to cannot be read: player Ada"));
    assert!(of(text("lap.count", ("device", "3"))).starts_with("What it was made to"));
    assert!(
        of(EntryText { metadata: Some("7"), ..text("undo.lap.count", ("player", "3")) }).starts_with("Its metadata")
    );
}

#[test]
fn names_are_of_one_kind_each_and_lead_back_to_it() {
    let names: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names.len(), Kind::ALL.len());
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.name()), Some(*kind));
        assert_eq!(Kind::about(&format!("undo.undo.{}", kind.name())), Some(*kind));
        assert!(kind.name().starts_with(&format!("{}.", kind.family())));
    }
    for kind in TargetKind::ALL {
        assert_eq!(TargetKind::parse(kind.as_str()), Some(kind));
    }
}

#[test]
fn what_is_about_players_slots_laps_and_payments_can_be_undone_and_nothing_else() {
    let undoable: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.facts().undo.is_some()).collect();
    let expected = Kind::ALL.iter().copied().filter(|kind| {
        ["player", "lane", "pace_group", "lap", "payment", "tag", "sheet"].contains(&kind.family())
            && ![Kind::LapHold, Kind::PlayerErase].contains(kind)
    });
    assert_eq!(undoable, expected.collect::<Vec<_>>());
}
