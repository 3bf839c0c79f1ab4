//! What was said of players on this tablet and is not yet in the lane as the server gives it: it shows at once, whatever the
//! network does.

use super::record::{Job, Record};
use domain::{
    call::{LaneCall, PlayerNote, Saying},
    ids::LaneId,
    lane::{StationPlayer, StationView},
};
use leptos::prelude::*;
use uuid::Uuid;

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    lane: LaneId,
    call: LaneCall,
    /// The server has it, and brings it with the next view.
    done: bool,
}

/// What was said, oldest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct Said(RwSignal<Vec<Word>>);

impl Said {
    /// Takes over what is in a queue's record, if it is something that was said.
    pub fn add(self, record: &Record) {
        let Job::Call { lane, call, .. } = &record.job else { return };
        self.0.update(|words| {
            if !words.iter().any(|word| word.call.id == call.id) {
                words.push(Word { lane: *lane, call: call.clone(), done: false });
            }
        });
    }

    /// The server answered: it has it, or refused it.
    pub fn ended(self, id: Uuid, refused: bool) {
        self.0.maybe_update(|words| {
            let known = words.iter().any(|word| word.call.id == id);
            if refused {
                words.retain(|word| word.call.id != id);
            } else {
                words.iter_mut().filter(|word| word.call.id == id).for_each(|word| word.done = true);
            }
            known
        });
    }

    /// A view came that was asked for since: what was done is in it.
    pub fn forget_done(self) {
        self.0.maybe_update(|words| {
            let before = words.len();
            words.retain(|word| !word.done);
            words.len() != before
        });
    }

    /// The lane with all of it.
    pub fn over(self, mut view: StationView) -> StationView {
        self.0.with(|words| {
            let lane = view.lane.id;
            words.iter().filter(|word| word.lane == lane).for_each(|word| apply(&mut view, &word.call));
        });
        view
    }
}

fn apply(view: &mut StationView, LaneCall { bib, at, say, text, .. }: &LaneCall) {
    let here = view.players.iter().position(|player| player.bib == *bib);
    match (say, here) {
        (Saying::Take, None) => {
            view.free = view.free.saturating_sub(1);
            view.players.push(StationPlayer {
                bib: *bib,
                marker: bib.to_string(),
                name: String::new(),
                laps: 0,
                last_lap_at: None,
                since: *at,
                recent: Vec::new(),
                break_since: None,
                note: None,
            });
        }
        (Saying::LetGo, Some(place)) => {
            view.free += 1;
            view.players.remove(place);
        }
        (Saying::Break, Some(place)) => view.players[place].break_since = Some(*at),
        (Saying::Return, Some(place)) => view.players[place].break_since = None,
        (Saying::Note, Some(place)) => {
            let note = text.clone().map(|text| PlayerNote { at: *at, text });
            view.players[place].note = note.or(view.players[place].note.take());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        Bib, Metres, Timestamp,
        clock::{ClockState, ClockView},
        lane::{LaneView, VenueMark},
    };

    fn view() -> StationView {
        let lane = LaneView {
            id: LaneId(1),
            name: "red".into(),
            pace_group: "red".into(),
            color: "red".into(),
            capacity: 2,
            lap_length_m: Metres::from_mm(50_000),
        };
        let at = Timestamp::from_ms(0);
        let clock = ClockView { state: ClockState::Running, started_at: Some(at), race_ms: 0, at };
        StationView {
            event: "swim".into(),
            event_name: "Swim".into(),
            lane,
            laps_per_tap: 1,
            clock,
            players: Vec::new(),
            free: 2,
            venue: VenueMark::default(),
        }
    }

    fn call(bib: i64, say: Saying, text: Option<&str>) -> LaneCall {
        let text = text.map(str::to_owned);
        LaneCall { id: Uuid::from_u128(1), bib: Bib::new(bib).unwrap(), at: Timestamp::from_ms(5), say, text }
    }

    #[test]
    fn what_was_said_shows_before_the_server_has_it() {
        let mut lane = view();
        apply(&mut lane, &call(7, Saying::Take, None));
        apply(&mut lane, &call(7, Saying::Take, None));
        assert_eq!((lane.players.len(), lane.free), (1, 1));
        apply(&mut lane, &call(7, Saying::Break, None));
        apply(&mut lane, &call(7, Saying::Note, Some("cramp")));
        assert_eq!(lane.players[0].break_since, Some(Timestamp::from_ms(5)));
        assert_eq!(lane.players[0].note.as_ref().map(|note| note.text.as_str()), Some("cramp"));
        apply(&mut lane, &call(7, Saying::Return, None));
        assert_eq!(lane.players[0].break_since, None);
        apply(&mut lane, &call(8, Saying::Break, None));
        apply(&mut lane, &call(7, Saying::LetGo, None));
        assert_eq!((lane.players.len(), lane.free), (0, 2));
    }
}
