//! What a station keeps on the tablet's disk, as text: taps and undos that the server has not answered, and those that it
//! has. Pure; `disk` is where it lies.
//!
//! What was answered is kept too, for when the server's database is lost and restored from an older backup. A
//! [`kept_key`] says all that has to be known before the text itself is read: whose it is, which lap, how it ended.

use domain::{
    Bib, Timestamp,
    call::LaneCall,
    held::HeldReason,
    ids::LaneId,
    lap::{AdjustInput, Answered, LapCount, LapInput, LapOutcome, LapStatus},
    limits,
    refusal::{Code, Params, Reason},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long what was answered is kept, in milliseconds: as long as a tablet stays signed in, which outlasts any event with
/// its aftermath.
const KEPT_MS_MAX: i64 = limits::SESSION_LIFE_S * 1_000;
/// How many answered laps and undos are kept at most: four days of a lane with a lap every seven seconds, about ten
/// megabytes.
const KEPT_MAX: usize = 50_000;

/// Where a lap belongs. A tablet may come to another installation, or to another event, before its queue is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The installation.
    pub venue: Uuid,
    /// The event's slug.
    pub event: String,
}

/// A tap as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tap {
    /// What the server is told.
    pub lap: LapInput,
    /// The tablet's own time, in milliseconds.
    pub local_ms: i64,
    /// How far the server's clock was ahead of it as far as was measured, in milliseconds.
    pub offset_ms: i64,
}

/// Something the server has to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// To count a lap.
    Lap(Tap),
    /// To take one back.
    Void(Tap),
    /// To count a lap instead of another, which is taken back.
    Instead {
        /// The lap that is right.
        lap: Tap,
        /// The one that was wrong.
        of: Tap,
    },
    /// To say something of a player of a lane.
    Call {
        /// The lane.
        lane: LaneId,
        /// What is said.
        call: LaneCall,
        /// The tablet's own time of it, in milliseconds.
        local_ms: i64,
    },
    /// To add laps to a player, or take some off.
    Adjust {
        /// Whose they are.
        bib: Bib,
        /// How many, and why.
        input: AdjustInput,
        /// The tablet's own time of it, in milliseconds.
        local_ms: i64,
    },
}

/// A job by which lap it is about, and whether it takes it back; what is said beside laps has an id of its own.
pub type JobId = (Uuid, bool);

/// An item of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Where it belongs.
    pub place: Place,
    /// What is to be told.
    pub job: Job,
}

impl Record {
    /// Which job it is.
    pub fn id(&self) -> JobId {
        match &self.job {
            Job::Lap(tap) | Job::Instead { lap: tap, .. } => (tap.lap.id, false),
            Job::Void(tap) => (tap.lap.id, true),
            Job::Call { call, .. } => (call.id, false),
            Job::Adjust { input, .. } => (input.id, false),
        }
    }

    /// The tap that it has counted, if it has any.
    pub fn counts(&self) -> Option<&Tap> {
        match &self.job {
            Job::Lap(tap) | Job::Instead { lap: tap, .. } => Some(tap),
            Job::Void(_) | Job::Call { .. } | Job::Adjust { .. } => None,
        }
    }

    /// When it was made, by the tablet's own time in milliseconds.
    pub fn local_ms(&self) -> i64 {
        match &self.job {
            Job::Lap(tap) | Job::Void(tap) | Job::Instead { lap: tap, .. } => tap.local_ms,
            Job::Call { local_ms, .. } | Job::Adjust { local_ms, .. } => *local_ms,
        }
    }

    /// The tap that it takes back, if it takes back any.
    pub fn takes_back(&self) -> Option<&Tap> {
        match &self.job {
            Job::Lap(_) | Job::Call { .. } | Job::Adjust { .. } => None,
            Job::Void(tap) | Job::Instead { of: tap, .. } => Some(tap),
        }
    }

    /// What it changes, each by its id: the laps that it counts, adds and takes back.
    pub fn changes(&self) -> Vec<JobId> {
        let back = self.takes_back().map(|tap| (tap.lap.id, true));
        back.into_iter().chain((!self.id().1).then_some(self.id())).collect()
    }

    /// Whom it is about.
    pub fn bib(&self) -> Bib {
        match &self.job {
            Job::Lap(tap) | Job::Void(tap) | Job::Instead { lap: tap, .. } => tap.lap.bib,
            Job::Call { call, .. } => call.bib,
            Job::Adjust { bib, .. } => *bib,
        }
    }

    /// The keys under which it may be kept by now.
    pub fn kept_keys(&self) -> [String; 2] {
        [LapStatus::Counted, LapStatus::Rejected].map(|status| self.kept_key(status))
    }

    /// The key under which it is kept once it was answered.
    pub fn kept_key(&self, status: LapStatus) -> String {
        let said = matches!(self.job, Job::Call { .. } | Job::Adjust { .. });
        if said && status != LapStatus::Rejected {
            return word_key(&self.place, self.id().0);
        }
        kept_key(&self.place, self.id(), status)
    }
}

impl Tap {
    /// How many laps it stands for.
    pub fn laps(&self) -> u32 {
        self.lap.count.map_or(1, LapCount::get)
    }
}

/// What the server made of a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// What became of the lap.
    pub status: LapStatus,
    /// Why, unless it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The reason's code; what the version before kept has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<Code>,
    /// The reason's parameters.
    #[serde(default, skip_serializing_if = "Params::is_empty")]
    pub reason_params: Params,
    /// Whether it waits for the desk.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}

impl From<LapOutcome> for Ending {
    fn from(LapOutcome { status, reason, reason_code, reason_params, held, .. }: LapOutcome) -> Self {
        Self { status, reason, reason_code, reason_params, held }
    }
}

impl Ending {
    /// An ending of which nothing more is to be said.
    pub fn plain(status: LapStatus) -> Self {
        let held = status == LapStatus::Held;
        Self { status, reason: None, reason_code: None, reason_params: Params::default(), held }
    }

    /// Why, unless it counts.
    pub fn because(self) -> Option<Reason> {
        // What the version before kept is known by its sentence, and is said in the page's language all the same.
        let held = self.waits_for().map(Reason::from);
        held.or_else(|| Reason::joined(self.reason, self.reason_code, self.reason_params))
    }

    /// For what it is held, as far as this version knows.
    pub fn waits_for(&self) -> Option<HeldReason> {
        HeldReason::of_answer(self.reason_code.as_ref(), self.reason.as_deref())
    }
}

/// A job that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What was told.
    pub record: Record,
    /// What became of it.
    pub ending: Ending,
}

/// How keys of a place begin.
pub fn prefix(place: &Place) -> String {
    format!("{}/{}/", place.venue, place.event)
}

/// The key of a lap that was answered, or of the word that took it back.
fn kept_key(place: &Place, (lap, takes_back): JobId, status: LapStatus) -> String {
    // What was rejected never came into the database, so it must not be missed there.
    let end = match (takes_back, status) {
        (true, _) => "/void",
        (false, LapStatus::Rejected) => "/no",
        (false, _) => "",
    };
    format!("{}{lap}{end}", prefix(place))
}

/// The key of what was said beside laps, and done.
fn word_key(place: &Place, id: Uuid) -> String {
    format!("{}{id}/word", prefix(place))
}

/// The keys of the newest laps of a place that were answered and not taken back by a word of their own.
pub fn newest(keys: &[String], count: usize) -> Vec<String> {
    let voids: std::collections::HashSet<Uuid> =
        keys.iter().filter_map(|key| read_key(key)).filter(|(_, end)| *end == "void").map(|(lap, _)| lap).collect();
    let stands = |key: &&String| read_key(key).is_some_and(|(lap, end)| end.is_empty() && !voids.contains(&lap));
    let mut stand: Vec<&String> = keys.iter().filter(stands).collect();
    stand.sort_unstable();
    stand.into_iter().rev().take(count).cloned().collect()
}

/// The lap of a key, and how the key ends.
fn read_key(key: &str) -> Option<(Uuid, &str)> {
    let mut parts = key.splitn(4, '/').skip(2);
    Some((Uuid::parse_str(parts.next()?).ok()?, parts.next().unwrap_or_default()))
}

/// The keys of what was tapped after a moment, or of all.
pub fn made_after(keys: Vec<String>, after: Option<Timestamp>) -> Vec<String> {
    let made = |key: &String| read_key(key).map(|(lap, _)| made_ms(lap));
    keys.into_iter().filter(|key| made(key).is_some_and(|ms| after.is_none_or(|after| ms >= after.ms()))).collect()
}

/// What to ask the server about, by the keys of one place. A lap that was taken back may be lacking; what may not be
/// lacking is that it was.
pub fn questions(keys: &[String]) -> Vec<Answered> {
    let read: Vec<_> = keys.iter().filter_map(|key| read_key(key)).collect();
    let voids: std::collections::HashSet<Uuid> =
        read.iter().filter(|(_, end)| *end == "void").map(|(lap, _)| *lap).collect();
    let laps: Vec<Uuid> =
        read.iter().filter(|(lap, end)| end.is_empty() && !voids.contains(lap)).map(|(lap, _)| *lap).collect();
    let ask_laps =
        laps.chunks(limits::LAPS_PER_REQUEST_MAX).map(|laps| Answered { laps: laps.into(), ..Answered::default() });
    let of_end =
        |wanted: &str| -> Vec<Uuid> { read.iter().filter(|(_, end)| *end == wanted).map(|(id, _)| *id).collect() };
    let (voids, words) = (of_end("void"), of_end("word"));
    let ask_voids =
        voids.chunks(limits::LAPS_PER_REQUEST_MAX).map(|voids| Answered { voids: voids.into(), ..Answered::default() });
    let ask_words =
        words.chunks(limits::LAPS_PER_REQUEST_MAX).map(|words| Answered { words: words.into(), ..Answered::default() });
    ask_words.chain(ask_laps).chain(ask_voids).collect()
}

/// The keys of what the server lacks.
pub fn lacking_keys(place: &Place, lacking: &Answered) -> Vec<String> {
    let key = |lap: &Uuid, takes_back| kept_key(place, (*lap, takes_back), LapStatus::Counted);
    let laps = lacking.laps.iter().map(|lap| key(lap, false));
    let words = lacking.words.iter().map(|id| word_key(place, *id));
    words.chain(laps).chain(lacking.voids.iter().map(|lap| key(lap, true))).collect()
}

/// Which answered jobs are too old to be kept, or too many. `now` must be the server's time: a tablet whose clock is years
/// ahead would forget everything.
pub fn outdated(keys: &[String], now: Timestamp) -> Vec<String> {
    let mut dated: Vec<(i64, &String)> =
        keys.iter().map(|key| (read_key(key).map_or(0, |(lap, _)| made_ms(lap)), key)).collect();
    dated.sort_by_key(|(at_ms, _)| *at_ms);
    let surplus = dated.len().saturating_sub(KEPT_MAX);
    let mut no = 0..;
    dated.retain(|(at_ms, _)| no.next().is_some_and(|no| no < surplus) || now.ms() - at_ms > KEPT_MS_MAX);
    dated.into_iter().map(|(_, key)| key.clone()).collect()
}

/// When an id was made, which its first 48 bits say.
fn made_ms(id: Uuid) -> i64 {
    i64::try_from(id.as_u128() >> 80).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::lang::Lang;
    use domain::lap::LaneName;

    const NOW: i64 = 1_800_000_000_000;

    fn place() -> Place {
        Place { venue: Uuid::from_u128(7), event: "swim-2".into() }
    }

    fn id(at_ms: i64) -> Uuid {
        uuid::Builder::from_unix_timestamp_millis(at_ms.unsigned_abs(), &[1; 10]).into_uuid()
    }

    fn key(at_ms: i64, takes_back: bool, status: LapStatus) -> String {
        kept_key(&place(), (id(at_ms), takes_back), status)
    }

    #[test]
    fn what_is_written_is_read() {
        let lap = LapInput {
            id: id(NOW),
            bib: Bib::new(7).unwrap(),
            counted_at: Timestamp::from_ms(NOW),
            count: LapCount::new(2).ok(),
            lane: Some(LaneName::new("slow")),
            lane_id: Some(LaneId(3)),
        };
        let instead = |tap: Tap| Job::Instead { of: tap.clone(), lap: tap };
        for job in [Job::Lap, Job::Void, instead] {
            let tap = Tap { lap: lap.clone(), local_ms: NOW - 5, offset_ms: 5 };
            let record = Record { place: place(), job: job(tap) };
            let kept = Kept { record, ending: Ending::plain(LapStatus::Held) };
            let text = serde_json::to_string(&kept).unwrap();
            assert_eq!(serde_json::from_str::<Kept>(&text).unwrap(), kept, "{text}");
        }
    }

    #[test]
    fn what_the_build_before_wrote_is_read() {
        let text = format!(
            r#"{{"place":{{"venue":"{}","event":"swim"}},"job":{{"lap":{{"lap":{{"id":"{}","bib":7,
               "counted_at":"2026-11-22T04:00:00Z","count":1,"lane":"slow"}},"local_ms":5,"offset_ms":1}}}}}}"#,
            Uuid::from_u128(7),
            id(NOW)
        );
        let record: Record = serde_json::from_str(&text).unwrap();
        let lap = record.counts().unwrap().lap.clone();
        assert_eq!((lap.lane.as_ref().map(LaneName::as_str), lap.lane_id), (Some("slow"), None));
        let sent = serde_json::to_value(lap).unwrap();
        assert_eq!((&sent["lane"], sent.get("lane_id")), (&serde_json::json!("slow"), None), "and sent as it was");
    }

    #[test]
    fn a_lap_that_was_taken_back_is_asked_for_only_as_that() {
        let keys = [
            key(1, false, LapStatus::Counted),
            key(2, false, LapStatus::Duplicate),
            key(2, true, LapStatus::Rejected),
            key(3, false, LapStatus::Rejected),
            "something else".to_owned(),
            word_key(&place(), id(4)),
        ];
        let [words, laps, voids] = <[Answered; 3]>::try_from(questions(&keys)).unwrap();
        assert_eq!(words, Answered { words: vec![id(4)], ..Answered::default() }, "who was taken is asked for first");
        assert_eq!(lacking_keys(&place(), &words), [keys[5].clone()]);
        assert_eq!(laps, Answered { laps: vec![id(1)], ..Answered::default() });
        assert_eq!(voids, Answered { voids: vec![id(2)], ..Answered::default() });
        assert_eq!(lacking_keys(&place(), &laps), [keys[0].clone()]);
        assert_eq!(lacking_keys(&place(), &voids), [keys[2].clone()]);
        assert!(questions(&[]).is_empty());
    }

    #[test]
    fn the_newest_laps_that_stand_come_first() {
        let keys = [
            key(1, false, LapStatus::Counted),
            key(2, false, LapStatus::Counted),
            key(3, false, LapStatus::Counted),
            key(3, true, LapStatus::Rejected),
            key(4, false, LapStatus::Rejected),
            key(5, false, LapStatus::Held),
        ];
        assert_eq!(newest(&keys, 2), [keys[5].clone(), keys[1].clone()]);
    }

    #[test]
    fn no_question_is_longer_than_the_server_takes() {
        let keys: Vec<String> = (0..2_500).map(|n| key(NOW + n, false, LapStatus::Counted)).collect();
        let lengths: Vec<usize> = questions(&keys).iter().map(|ask| ask.laps.len()).collect();
        assert_eq!(lengths, [1_000, 1_000, 500]);
    }

    #[test]
    fn the_old_and_the_surplus_go() {
        let day_ms = 24 * 3_600_000;
        let keys = [key(NOW - 31 * day_ms, false, LapStatus::Held), key(NOW - 29 * day_ms, true, LapStatus::Held)];
        assert_eq!(outdated(&keys, Timestamp::from_ms(NOW)), [keys[0].clone()]);
        let many: Vec<String> = (0..50_002).rev().map(|n| key(NOW - n, false, LapStatus::Counted)).collect();
        assert_eq!(outdated(&many, Timestamp::from_ms(NOW)), many[..2]);
    }

    #[test]
    fn what_the_version_before_kept_is_read() {
        let read = |json: &str| serde_json::from_str::<Ending>(json).unwrap();
        let before = read(r#"{"status":"held","reason":"counted in this tablet's own tally","held":true}"#);
        assert_eq!(before.waits_for(), Some(HeldReason::OtherTally));
        assert_eq!(before.because(), Some(HeldReason::OtherTally.into()));
        let outcome = LapOutcome::of(String::new(), LapStatus::Held, Some(HeldReason::OtherTally.into()));
        let now = Ending::from(outcome);
        assert_eq!(now.waits_for(), Some(HeldReason::OtherTally));
        assert_eq!(read(&serde_json::to_string(&now).unwrap()), now);
        let newer = read(r#"{"status":"held","reason":"the moon is full","reason_code":"moon_full","held":true}"#);
        assert_eq!(newer.waits_for(), None);
        assert_eq!(newer.because().unwrap().sentence_in(Lang::De), "the moon is full");
        assert_eq!(now.because().unwrap().sentence_in(Lang::De), "im eigenen Stand dieses Tablets gezählt");
    }

    #[test]
    fn places_do_not_share_a_prefix() {
        let other = Place { event: "swim".into(), ..place() };
        assert!(!prefix(&place()).starts_with(&prefix(&other)));
    }
}
