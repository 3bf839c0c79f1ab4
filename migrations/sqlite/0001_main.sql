-- The tables of the main job. An applied migration is frozen: change the tables by a new one, in both folders.
-- Moments are milliseconds since 1970 UTC; distances are whole millimetres; ids of laps and entries are UUIDs (16 bytes).

-- What belongs to the installation: the hash of a generated admin token.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One happening. `state` and `finished_at` are the clock with `clock_spans`.
CREATE TABLE events (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    slug           TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    sport          TEXT NOT NULL,
    lap_length_mm  INTEGER NOT NULL CHECK (lap_length_mm > 0),
    laps_per_tap   INTEGER NOT NULL CHECK (laps_per_tap > 0),
    placement      TEXT NOT NULL CHECK (placement IN ('required', 'optional')),
    reference_day  TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('draft', 'open', 'running', 'paused', 'finished')),
    finished_at    INTEGER,
    created_at     INTEGER NOT NULL
) STRICT;

-- The stretches in which race time ran, in order; the last one is open while running.
CREATE TABLE clock_spans (
    event_id   INTEGER NOT NULL REFERENCES events (id),
    no         INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    PRIMARY KEY (event_id, no)
) STRICT, WITHOUT ROWID;

-- The end of each chain of entries: the event's id, or 0 for the venue. Taken once for a whole group of changes.
CREATE TABLE chains (
    id  INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT;

INSERT INTO chains (id, seq) VALUES (0, 0);

-- The ledger: every change, gapless by `seq` in its chain. States name players by id; personal data stands beside.
CREATE TABLE entries (
    chain          INTEGER NOT NULL,
    seq            INTEGER NOT NULL,
    id             BLOB NOT NULL UNIQUE,
    at             INTEGER NOT NULL,
    actor_kind     TEXT NOT NULL,
    actor_id       TEXT,
    actor_name     TEXT,
    actor_role     TEXT,
    device_id      INTEGER,
    action         TEXT NOT NULL,
    target_type    TEXT NOT NULL,
    target_id      TEXT NOT NULL,
    previous_state TEXT,
    new_state      TEXT,
    metadata       TEXT,
    undoes         BLOB,
    undone_by      BLOB,
    PRIMARY KEY (chain, seq)
) STRICT, WITHOUT ROWID;

-- The personal part of an entry's states, keyed by player so that a person can be erased and the chain stays whole.
CREATE TABLE entry_people (
    entry_id       BLOB PRIMARY KEY,
    player_id      INTEGER NOT NULL,
    previous_state TEXT,
    new_state      TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_people_player ON entry_people (player_id);

CREATE TABLE pace_groups (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id),
    no       INTEGER NOT NULL,
    name     TEXT NOT NULL,
    color    TEXT NOT NULL,
    count    INTEGER NOT NULL CHECK (count > 0),
    UNIQUE (event_id, name)
) STRICT;

-- A pace group's slots lie over its lanes in order: capacity by capacity.
CREATE TABLE lanes (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id      INTEGER NOT NULL REFERENCES events (id),
    pace_group_id INTEGER NOT NULL REFERENCES pace_groups (id),
    no            INTEGER NOT NULL,
    name          TEXT NOT NULL,
    capacity      INTEGER NOT NULL CHECK (capacity > 0),
    lap_length_mm INTEGER
) STRICT;
CREATE INDEX lanes_event ON lanes (event_id);

CREATE TABLE players (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id      INTEGER NOT NULL REFERENCES events (id),
    bib           INTEGER NOT NULL CHECK (bib > 0),
    name          TEXT NOT NULL,
    birth_date    TEXT,
    birth_year    INTEGER,
    age           INTEGER,
    gender        TEXT,
    category      TEXT,
    team          TEXT,
    hide_name     INTEGER NOT NULL CHECK (hide_name IN (0, 1)),
    registered_at INTEGER NOT NULL,
    UNIQUE (event_id, bib)
) STRICT;

-- Every bib ever given in an event, and to whom. Never deleted: an old bib stays an alias for taps under way.
CREATE TABLE bibs (
    event_id  INTEGER NOT NULL REFERENCES events (id),
    bib       INTEGER NOT NULL,
    player_id INTEGER NOT NULL REFERENCES players (id),
    PRIMARY KEY (event_id, bib)
) STRICT, WITHOUT ROWID;

-- A player in a slot from one moment to another. The two partial indexes are the rule that a slot holds at most one
-- player and a player has at most one slot, whoever writes.
CREATE TABLE assignments (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id      INTEGER NOT NULL REFERENCES events (id),
    player_id     INTEGER NOT NULL REFERENCES players (id),
    pace_group_id INTEGER NOT NULL REFERENCES pace_groups (id),
    position      INTEGER NOT NULL,
    started_at    INTEGER NOT NULL,
    ended_at      INTEGER,
    placed_by     TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX assignments_open_slot ON assignments (pace_group_id, position) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX assignments_open_player ON assignments (player_id) WHERE ended_at IS NULL;
CREATE INDEX assignments_player ON assignments (player_id, started_at);

-- Counted laps. Never updated, never deleted; one that was taken back has a row in `lap_voids`.
CREATE TABLE laps (
    id          BLOB PRIMARY KEY,
    event_id    INTEGER NOT NULL REFERENCES events (id),
    player_id   INTEGER NOT NULL REFERENCES players (id),
    bib         INTEGER NOT NULL,
    lane        TEXT,
    counted_at  INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    device_id   INTEGER,
    count       INTEGER NOT NULL CHECK (count > 0),
    metres_mm   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Covers the rebuilding of standings at the start, and a player's course.
CREATE INDEX laps_fold ON laps (event_id, player_id, counted_at, count, metres_mm);

-- Laps that stand no longer: taken back by a person, or set aside by a change of the clock.
CREATE TABLE lap_voids (
    lap_id    BLOB PRIMARY KEY,
    event_id  INTEGER NOT NULL,
    player_id INTEGER NOT NULL,
    voided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lap_voids_event ON lap_voids (event_id);

-- Laps that could not count as things stood: kept for the desk until a person or a change of things settles them.
CREATE TABLE held_laps (
    id          BLOB PRIMARY KEY,
    event_id    INTEGER NOT NULL REFERENCES events (id),
    bib         INTEGER NOT NULL,
    lane        TEXT,
    counted_at  INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    device_id   INTEGER,
    count       INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('held', 'counted', 'dismissed')),
    settled_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX held_laps_open ON held_laps (event_id, bib) WHERE state = 'held';

CREATE TABLE devices (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    registered_at INTEGER NOT NULL,
    last_seen_at  INTEGER,
    revoked_at    INTEGER
) STRICT;

-- One-time codes, as a keyed hash: six digits alone would be guessed from a plain one.
CREATE TABLE enrolment_codes (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    code_hash   BLOB NOT NULL,
    role        TEXT NOT NULL,
    device_name TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    used_at     INTEGER
) STRICT;
CREATE INDEX enrolment_codes_hash ON enrolment_codes (code_hash);

-- Refresh tokens, as a keyed hash. All tokens of a device are one family: using one twice revokes them all.
CREATE TABLE refresh_tokens (
    hash       BLOB PRIMARY KEY,
    device_id  INTEGER NOT NULL REFERENCES devices (id),
    expires_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX refresh_tokens_device ON refresh_tokens (device_id);

-- Browser sessions; `expires_at_s` in seconds since 1970, as cookies have it.
CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    data         TEXT NOT NULL,
    expires_at_s INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
