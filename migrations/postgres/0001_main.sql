-- The tables of the main job. An applied migration is frozen: change the tables by a new one, in both folders.
-- Moments are milliseconds since 1970 UTC; distances are whole millimetres; ids of laps and entries are UUIDs.

-- What belongs to the installation: the hash of a generated admin token.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- One happening. `state` and `finished_at` are the clock with `clock_spans`.
CREATE TABLE events (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug           TEXT NOT NULL UNIQUE,
    name           TEXT NOT NULL,
    sport          TEXT NOT NULL,
    lap_length_mm  BIGINT NOT NULL CHECK (lap_length_mm > 0),
    laps_per_tap   BIGINT NOT NULL CHECK (laps_per_tap > 0),
    placement      TEXT NOT NULL CHECK (placement IN ('required', 'optional')),
    reference_day  TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('draft', 'open', 'running', 'paused', 'finished')),
    finished_at    BIGINT,
    created_at     BIGINT NOT NULL
);

-- The stretches in which race time ran, in order; the last one is open while running.
CREATE TABLE clock_spans (
    event_id   BIGINT NOT NULL REFERENCES events (id),
    no         BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at   BIGINT,
    PRIMARY KEY (event_id, no)
);

-- The end of each chain of entries: the event's id, or 0 for the venue. Taken once for a whole group of changes.
CREATE TABLE chains (
    id  BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL
);

INSERT INTO chains (id, seq) VALUES (0, 0);

-- The ledger: every change, gapless by `seq` in its chain. States name players by id; personal data stands beside.
CREATE TABLE entries (
    chain          BIGINT NOT NULL,
    seq            BIGINT NOT NULL,
    id             UUID NOT NULL UNIQUE,
    at             BIGINT NOT NULL,
    actor_kind     TEXT NOT NULL,
    actor_id       TEXT,
    actor_name     TEXT,
    actor_role     TEXT,
    device_id      BIGINT,
    action         TEXT NOT NULL,
    target_type    TEXT NOT NULL,
    target_id      TEXT NOT NULL,
    previous_state TEXT,
    new_state      TEXT,
    metadata       TEXT,
    undoes         UUID,
    undone_by      UUID,
    PRIMARY KEY (chain, seq)
);

-- The personal part of an entry's states, keyed by player so that a person can be erased and the chain stays whole.
CREATE TABLE entry_people (
    entry_id       UUID PRIMARY KEY,
    player_id      BIGINT NOT NULL,
    previous_state TEXT,
    new_state      TEXT
);
CREATE INDEX entry_people_player ON entry_people (player_id);

CREATE TABLE pace_groups (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id BIGINT NOT NULL REFERENCES events (id),
    no       BIGINT NOT NULL,
    name     TEXT NOT NULL,
    color    TEXT NOT NULL,
    count    BIGINT NOT NULL CHECK (count > 0),
    UNIQUE (event_id, name)
);

-- A pace group's slots lie over its lanes in order: capacity by capacity.
CREATE TABLE lanes (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id      BIGINT NOT NULL REFERENCES events (id),
    pace_group_id BIGINT NOT NULL REFERENCES pace_groups (id),
    no            BIGINT NOT NULL,
    name          TEXT NOT NULL,
    capacity      BIGINT NOT NULL CHECK (capacity > 0),
    lap_length_mm BIGINT
);
CREATE INDEX lanes_event ON lanes (event_id);

CREATE TABLE players (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id      BIGINT NOT NULL REFERENCES events (id),
    bib           BIGINT NOT NULL CHECK (bib > 0),
    name          TEXT NOT NULL,
    birth_date    TEXT,
    birth_year    BIGINT,
    age           BIGINT,
    gender        TEXT,
    category      TEXT,
    team          TEXT,
    hide_name     BOOLEAN NOT NULL,
    registered_at BIGINT NOT NULL,
    UNIQUE (event_id, bib)
);

-- Every bib ever given in an event, and to whom. Never deleted: an old bib stays an alias for taps under way.
CREATE TABLE bibs (
    event_id  BIGINT NOT NULL REFERENCES events (id),
    bib       BIGINT NOT NULL,
    player_id BIGINT NOT NULL REFERENCES players (id),
    PRIMARY KEY (event_id, bib)
);

-- A player in a slot from one moment to another. The two partial indexes are the rule that a slot holds at most one
-- player and a player has at most one slot, whoever writes.
CREATE TABLE assignments (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id      BIGINT NOT NULL REFERENCES events (id),
    player_id     BIGINT NOT NULL REFERENCES players (id),
    pace_group_id BIGINT NOT NULL REFERENCES pace_groups (id),
    position      BIGINT NOT NULL,
    started_at    BIGINT NOT NULL,
    ended_at      BIGINT,
    placed_by     TEXT NOT NULL
);
CREATE UNIQUE INDEX assignments_open_slot ON assignments (pace_group_id, position) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX assignments_open_player ON assignments (player_id) WHERE ended_at IS NULL;
CREATE INDEX assignments_player ON assignments (player_id, started_at);

-- Counted laps. Never updated, never deleted; one that was taken back has a row in `lap_voids`.
CREATE TABLE laps (
    id          UUID PRIMARY KEY,
    event_id    BIGINT NOT NULL REFERENCES events (id),
    player_id   BIGINT NOT NULL REFERENCES players (id),
    bib         BIGINT NOT NULL,
    lane        TEXT,
    counted_at  BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    device_id   BIGINT,
    count       BIGINT NOT NULL CHECK (count > 0),
    metres_mm   BIGINT NOT NULL
);
-- Covers the rebuilding of standings at the start, and a player's course.
CREATE INDEX laps_fold ON laps (event_id, player_id, counted_at, count, metres_mm);

-- Laps that stand no longer: taken back by a person, or set aside by a change of the clock.
CREATE TABLE lap_voids (
    lap_id    UUID PRIMARY KEY,
    event_id  BIGINT NOT NULL,
    player_id BIGINT NOT NULL,
    voided_at BIGINT NOT NULL
);
CREATE INDEX lap_voids_event ON lap_voids (event_id);

-- Laps that could not count as things stood: kept for the desk until a person or a change of things settles them.
CREATE TABLE held_laps (
    id          UUID PRIMARY KEY,
    event_id    BIGINT NOT NULL REFERENCES events (id),
    bib         BIGINT NOT NULL,
    lane        TEXT,
    counted_at  BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    device_id   BIGINT,
    count       BIGINT NOT NULL,
    reason      TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('held', 'counted', 'dismissed')),
    settled_at  BIGINT
);
CREATE INDEX held_laps_open ON held_laps (event_id, bib) WHERE state = 'held';

CREATE TABLE devices (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    registered_at BIGINT NOT NULL,
    last_seen_at  BIGINT,
    revoked_at    BIGINT
);

-- One-time codes, as a keyed hash: six digits alone would be guessed from a plain one.
CREATE TABLE enrolment_codes (
    id          BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code_hash   BYTEA NOT NULL,
    role        TEXT NOT NULL,
    device_name TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    used_at     BIGINT
);
CREATE INDEX enrolment_codes_hash ON enrolment_codes (code_hash);

-- Refresh tokens, as a keyed hash. All tokens of a device are one family: using one twice revokes them all.
CREATE TABLE refresh_tokens (
    hash       BYTEA PRIMARY KEY,
    device_id  BIGINT NOT NULL REFERENCES devices (id),
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX refresh_tokens_device ON refresh_tokens (device_id);

-- Browser sessions; `expires_at_s` in seconds since 1970, as cookies have it.
CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    data         TEXT NOT NULL,
    expires_at_s BIGINT NOT NULL
);
