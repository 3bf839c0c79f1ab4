//! Every limit of the product, each with its reason. A limit that is hit is answered with a sentence that names it.

/// Longest name of a player, event, team, category, lane, pace group or device, in characters.
/// Longer than any real crew name, short enough for one card and one table row.
pub const NAME_CHARS_MAX: usize = 100;
/// Longest slug of an event, in characters: it is read aloud and typed on phones.
pub const SLUG_CHARS_MAX: usize = 60;
/// Highest bib: six digits fit a cap, a card and the boards' bib column.
pub const BIB_MAX: u32 = 999_999;
/// Cards for people whom nobody knows yet, at most, on one tablet: one for each letter. They have the last bibs.
pub const STRANGERS_MAX: u32 = 26;
/// Longest lap, in metres: the longest circuits in use are about 25 km.
pub const LAP_LENGTH_M_MAX: f64 = 100_000.0;
/// Most laps that one tap may stand for.
pub const LAPS_PER_TAP_MAX: u32 = 100;
/// Most laps that one adjustment may add or take off: a sheet of paper for a night.
pub const ADJUSTMENT_LAPS_MAX: i64 = 1_000;
/// Most pace groups in an event: the desk shows all of them on one page.
pub const PACE_GROUPS_MAX: usize = 64;
/// Most lanes in an event: an outdoor track has ten, the largest pools have twenty.
pub const LANES_MAX: usize = 200;
/// Most slots of one pace group.
pub const SLOTS_MAX: u32 = 1_000;
/// Most players in one request or start list: the largest school runs start about 1,000 children.
pub const PLAYERS_PER_REQUEST_MAX: usize = 1_000;
/// Most players in an event. Ranks are computed in memory and boards are sent whole at first.
pub const PLAYERS_MAX: usize = 20_000;
/// Most laps in one request: what a tablet collects in hours without network goes out in a few.
pub const LAPS_PER_REQUEST_MAX: usize = 1_000;
/// Longest tag of a chip system, in characters: an EPC of 256 bits in hexadecimal digits.
pub const TAG_CHARS_MAX: usize = 64;
/// Most tags in one request: the chips of the largest events come in boxes of that many.
pub const TAGS_PER_REQUEST_MAX: usize = 1_000;
/// Tags that were read and nobody wears that are shown, those read last: more than a desk hands out while it looks.
pub const UNKNOWN_TAGS_SHOWN: i64 = 200;
/// Most players on a tally sheet: two pages of a full lane.
pub const SHEET_ROWS_MAX: usize = 60;
/// Most strokes of a player on a tally sheet: a night of a quick swimmer.
pub const SHEET_STROKES_MAX: u32 = 1_000;
/// Most strokes on a tally sheet, of all its players: a night of a full lane. All of them are one change.
pub const SHEET_ALL_STROKES_MAX: u32 = 4_000;
/// Longest time that a tally sheet covers, in milliseconds: a day, the length of the event it stands in for.
pub const SHEET_SPAN_MS: i64 = 24 * 3_600_000;
/// Sheets that are shown, the newest: more than anybody looks back through to undo one.
pub const SHEETS_SHOWN: i64 = 50;
/// How far ahead of the server's clock a lap may lie, in milliseconds: tablets' clocks drift by seconds, not minutes.
pub const FUTURE_GRACE_MS: i64 = 30_000;
/// By how much an assignment is widened both ways when a lap is judged, in milliseconds: the desk places a swimmer a
/// little after they have jumped in, and a last lap is tapped a little after they left.
pub const PLACEMENT_GRACE_MS: i64 = 120_000;
/// How far back a station looks for a player's pace, in milliseconds: whoever swam no lap for longer had a break.
pub const PACE_SPAN_MS: i64 = 30 * 60_000;
/// How far back laps are looked at for what seems wrong, in milliseconds: a shift. Whoever comes to the desk in the
/// morning can still ask the one who left; what is older nobody remembers.
pub const REVIEW_SPAN_MS: i64 = 6 * 3_600_000;
/// Most laps that are shown to be looked at, the newest: more than anybody answers before the list is asked for again.
pub const REVIEW_ROWS_MAX: usize = 200;
/// Most questions about what two tablets of a lane counted that its station is told at once, the newest: what is older
/// is answered at the desk, all of it together.
pub const STATION_QUESTIONS_MAX: usize = 50;
/// Oldest age taken as true, in years.
pub const AGE_MAX: u32 = 120;
/// Below this age a player's public name is the first name and an initial, in years.
pub const PUBLIC_NAME_AGE: u32 = 16;
/// How long an enrolment code lives, in milliseconds.
pub const CODE_LIFE_MS: i64 = 5 * 60_000;
/// Most codes issued in one request, and most open at once: ten times the largest fleet, and few enough that a guess
/// hits one with odds of 1 in 2,000 at worst.
pub const CODES_OPEN_MAX: usize = 500;
/// Wrong codes, refresh tokens or admin tokens that one address may send in a minute; a right token is taken all the same.
/// Whoever shows a sign-in has as many wrong codes for themselves.
pub const WRONG_PER_ADDRESS_PER_MIN: usize = 10;
/// Wrong codes that all strangers together may send in a minute, and all neighbours on one interface: guessing from many
/// addresses stays hopeless. Known addresses and enrolled devices are not held up by it.
pub const WRONG_OVERALL_PER_MIN: usize = 300;
/// Life of a program's access token, in seconds.
pub const ACCESS_TOKEN_LIFE_S: i64 = 600;
/// Life of a refresh token, in milliseconds: longer than any event with its preparation.
pub const REFRESH_TOKEN_LIFE_MS: i64 = 30 * 24 * 3_600_000;
/// Life of a browser session, in seconds: thirty days, so that a tablet enrolled at the rehearsal still counts.
pub const SESSION_LIFE_S: i64 = 30 * 24 * 3_600;
/// Largest request body of a call, in bytes: 1,000 laps or players take about a fifth of it.
pub const BODY_BYTES_MAX: usize = 1_024 * 1_024;
/// Changes that may become durable together. More would make the first of them wait too long.
pub const GROUP_CHANGES_MAX: usize = 512;
/// Laps that may become durable together, for the same reason.
pub const GROUP_LAPS_MAX: usize = 8_000;
/// Changes that may wait for the ledger; beyond it a request waits, which is the back-pressure.
pub const LEDGER_QUEUE_MAX: usize = 4_096;
/// Frames that a socket may lag behind before it is given a new snapshot instead.
pub const LIVE_FRAMES_KEPT: usize = 64;
/// Largest message a spectator may send, in bytes; they have nothing to say but pings.
pub const LIVE_INBOUND_BYTES_MAX: usize = 1_024;
/// Messages a spectator may send before the socket is closed.
pub const LIVE_INBOUND_MESSAGES_MAX: u32 = 1_000;
/// Most entries in one page of the audit trail.
pub const AUDIT_PAGE_MAX: u32 = 200;
/// Entries in a page of the audit trail if no number is asked for: a screenful and a bit.
pub const AUDIT_PAGE: u32 = 50;
/// Most that one payment may come to either way, in minor units: ten million euros, which nobody pays at a
/// desk but by a slip of the finger. Sums of any number of them stay exact.
pub const PAYMENT_MINOR_MAX: u64 = 1_000_000_000;
/// Longest note of a payment, in characters: a line.
pub const NOTE_CHARS_MAX: usize = 200;
/// Most payments in one page.
pub const PAYMENTS_PAGE_MAX: u32 = 200;
/// Payments in a page if no number is asked for: a screenful and a bit.
pub const PAYMENTS_PAGE: u32 = 50;
/// The span of time by which takings are added up before they are sorted into days, in milliseconds: a quarter of an
/// hour, of which every time zone's days are made.
pub const TAKINGS_PART_MS: i64 = 15 * 60_000;
/// Longest reason, in characters: a sentence or two.
pub const REASON_CHARS_MAX: usize = 300;
/// Digits of a PIN, fewest and most.
pub const PIN_DIGITS: std::ops::RangeInclusive<usize> = 4..=8;
/// Most operators that are not retired: more than any crew over three shifts; each makes a guess a little likelier.
pub const OPERATORS_MAX: usize = 200;
/// Life of an operator's token, in seconds: seven days, an event with its days of preparation.
pub const OPERATOR_TOKEN_LIFE_S: i64 = 7 * 24 * 3_600;
/// After how many wrong PINs in a row an address has to wait, and for how long, in milliseconds; from the last of them
/// on, after each.
pub const PIN_WAITS: [(u32, i64); 3] = [(5, 30_000), (8, 5 * 60_000), (10, 30 * 60_000)];
/// After what time without a wrong PIN an address starts anew, in milliseconds: a day, so that nobody waits for what
/// others typed at the last event.
pub const PIN_FORGOTTEN_MS: i64 = 24 * 3_600_000;
/// Wrong PINs from all strangers together, and from all neighbours on one interface, that are let in at once. Beyond it,
/// addresses from which nobody has enrolled or signed in lately wait until there is room again; enrolled devices and known addresses do not, so that a stranger can neither
/// guess from many addresses nor lock everybody out.
pub const PIN_CEILING: i64 = 30;
/// In what time the ceiling makes room for one more, in milliseconds: 120 an hour. Against ten PINs of four digits a
/// guesser with any number of addresses then needs about four hours on average, and leaves 500 failures to see.
pub const PIN_CEILING_EVERY_MS: i64 = 30_000;
/// For how long an address counts as known after somebody enrolled or signed in from there, in milliseconds.
pub const PIN_KNOWN_MS: i64 = 7 * 24 * 3_600_000;
/// For how long an address is shut out, in milliseconds: a night, so that nobody has to press again before the morning, and
/// whoever gets the address another day is not held liable for it.
pub const SHUT_OUT_MS: i64 = 12 * 3_600_000;
/// For how long a wrong try counts as lately, in milliseconds: whoever was silent for an hour has given up.
pub const GUESSES_LATELY_MS: i64 = 3_600_000;
/// Sources of wrong tries that are remembered for the console, those heard last: more than anybody reads.
pub const GUESSERS_SHOWN: usize = 200;
/// Entries that may be on their way to the bus at once: enough to keep a line with 20 ms to and fro busy with thousands a
/// second, and at most a few hundred KiB of memory.
pub const BUS_IN_FLIGHT_MAX: usize = 256;
