-- Which player wears which tag of a chip system. A row goes when the tag is taken off; who wore it when stands in the audit
-- trail.
CREATE TABLE tags (
    event_id  INTEGER NOT NULL REFERENCES events (id),
    tag       TEXT NOT NULL,
    player_id INTEGER NOT NULL REFERENCES players (id),
    since     INTEGER NOT NULL,
    PRIMARY KEY (event_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_player ON tags (player_id);

-- Where a lap comes from if nobody tapped it, and the tag that was read. A held lap of a tag that nobody wore has bib 0; it
-- is given the wearer's once the tag leaves them, so that what was read before stays theirs.
ALTER TABLE laps ADD COLUMN source TEXT;
ALTER TABLE laps ADD COLUMN tag TEXT;
ALTER TABLE held_laps ADD COLUMN source TEXT;
ALTER TABLE held_laps ADD COLUMN tag TEXT;
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

-- Tally sheets of paper that were typed in. `strokes` is JSON: bib and strokes of each player of whom any became laps; the
-- ids of these laps follow from the sheet's, the bib and their number.
CREATE TABLE tally_sheets (
    id       BLOB PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    lane     TEXT NOT NULL,
    from_at  INTEGER NOT NULL,
    to_at    INTEGER NOT NULL,
    typed_at INTEGER NOT NULL,
    strokes  TEXT NOT NULL,
    entry_id BLOB NOT NULL,
    undone   INTEGER NOT NULL CHECK (undone IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_sheets_event ON tally_sheets (event_id, typed_at);
