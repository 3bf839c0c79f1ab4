-- Which player wears which tag of a chip system, and wore it when. `id` is that of the assignment, so that one that is taken
-- back and made again is the same. What is read of a tag is of the first assignment that was not over at that moment.
CREATE TABLE tags (
    id        UUID PRIMARY KEY,
    event_id  BIGINT NOT NULL REFERENCES events (id),
    tag       TEXT NOT NULL,
    player_id BIGINT NOT NULL REFERENCES players (id),
    since     BIGINT NOT NULL,
    until_at  BIGINT
);
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
    id       UUID PRIMARY KEY,
    event_id BIGINT NOT NULL REFERENCES events (id),
    tag      TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);
CREATE INDEX tag_passings_tag ON tag_passings (event_id, tag, last_at);

-- Tally sheets of paper that were typed in. `typed` and `strokes` are JSON: what was typed, and bib and strokes of each player
-- of whom any became laps; the ids of these laps follow from the sheet's, the bib and their number. `taken_back` lists those
-- that went when it was undone; none while it stands.
CREATE TABLE tally_sheets (
    id       UUID PRIMARY KEY,
    event_id BIGINT NOT NULL REFERENCES events (id),
    lane     TEXT NOT NULL,
    from_at  BIGINT NOT NULL,
    to_at    BIGINT NOT NULL,
    typed_at BIGINT NOT NULL,
    typed    TEXT NOT NULL,
    strokes  TEXT NOT NULL,
    entry_id UUID NOT NULL,
    taken_back TEXT
);
CREATE INDEX tally_sheets_event ON tally_sheets (event_id, typed_at);
