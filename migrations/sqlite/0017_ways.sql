-- Which player wears which tag of a chip system, and wore it when. `id` is that of the assignment, so that one that is taken
-- back and made again is the same. What is read of a tag is of the first assignment that was not over at that moment.
CREATE TABLE tags (
    id        BLOB PRIMARY KEY,
    event_id  INTEGER NOT NULL REFERENCES events (id),
    tag       TEXT NOT NULL,
    player_id INTEGER NOT NULL REFERENCES players (id),
    since     INTEGER NOT NULL,
    until_at  INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tags_worn ON tags (event_id, tag) WHERE until_at IS NULL;
CREATE INDEX tags_tag ON tags (event_id, tag, since);
CREATE INDEX tags_player ON tags (player_id);

-- Where a lap comes from if nobody tapped it, and the tag that was read. A held lap of a tag has bib 0: it is of whoever wore
-- the tag, and follows when that is changed.
ALTER TABLE laps ADD COLUMN source TEXT;
ALTER TABLE laps ADD COLUMN tag TEXT;
ALTER TABLE held_laps ADD COLUMN source TEXT;
ALTER TABLE held_laps ADD COLUMN tag TEXT;
CREATE INDEX laps_tag ON laps (event_id, tag) WHERE tag IS NOT NULL;
CREATE INDEX held_laps_tag ON held_laps (event_id, tag) WHERE tag IS NOT NULL;

-- When a tag was at the loop, by which its reads are known as one passing: `id` is the read that became a lap. Grows with
-- every read of it, which is no change that anybody made.
CREATE TABLE tag_passings (
    id       BLOB PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    tag      TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_passings_tag ON tag_passings (event_id, tag, last_at);

-- Tally sheets of paper that were typed in. `typed` and `strokes` are JSON: what was typed, and bib and strokes of each player
-- of whom any became laps; the ids of these laps follow from the sheet's, the bib and their number. `taken_back` lists those
-- that went when it was undone; none while it stands.
CREATE TABLE tally_sheets (
    id       BLOB PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    lane     TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    to_at    INTEGER NOT NULL,
    typed_at INTEGER NOT NULL,
    typed    TEXT NOT NULL,
    strokes  TEXT NOT NULL,
    entry_id BLOB NOT NULL,
    taken_back TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_sheets_event ON tally_sheets (event_id, typed_at);
