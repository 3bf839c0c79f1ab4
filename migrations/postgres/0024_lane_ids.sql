-- The names that lanes were given, in the order of `id`: each bears its newest one, until it is removed. A lane whose name is
-- not the newest here was renamed by a node of the version before; when, is in its entry.
-- It names no other tables as what it refers to: that would lock them until the end, before `laps`, for which a node of the
-- version before may wait the other way round.
CREATE TABLE lane_names (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id BIGINT NOT NULL,
    lane_id  BIGINT NOT NULL,
    name     TEXT NOT NULL,
    since    BIGINT NOT NULL
);
CREATE INDEX lane_names_lane ON lane_names (lane_id, id);

-- What entries say of lanes' names so far.
CREATE TEMPORARY TABLE lane_entries AS
SELECT l.id AS lane_id, e.seq, e.at, e.previous_state::json ->> 'name' AS was, e.new_state::json ->> 'name' AS name
FROM lanes l JOIN entries e ON e.chain = l.event_id AND e.target_type = 'lane' AND e.target_id = CAST(l.id AS TEXT)
WHERE COALESCE(e.previous_state::json ->> 'name', e.new_state::json ->> 'name') IS NOT NULL;

-- The first name: from the beginning on, as far as no entry says when the lane was made.
INSERT INTO lane_names (event_id, lane_id, name, since)
SELECT l.event_id, l.id, COALESCE(f.was, l.name), 0
FROM lanes l LEFT JOIN lane_entries f
    ON f.lane_id = l.id AND f.seq = (SELECT MIN(o.seq) FROM lane_entries o WHERE o.lane_id = l.id)
WHERE f.lane_id IS NULL OR f.was IS NOT NULL
ORDER BY l.id;

INSERT INTO lane_names (event_id, lane_id, name, since)
SELECT l.event_id, l.id, g.name, g.at FROM lane_entries g JOIN lanes l ON l.id = g.lane_id
WHERE g.name IS NOT NULL ORDER BY l.id, g.seq;

DROP TABLE lane_entries;

-- A lap's lane is known by its id; its name is a label for people. Laps from before have no id, and so have those of nodes of the
-- version before: they are found by their label and the names that lanes bore at their moment. Nothing is filled in here,
-- for `laps` may be large and is never updated. A label that no lane ever bore has no id either.
-- These come last: until the end nobody else can use the tables.
ALTER TABLE laps ADD COLUMN lane_id BIGINT;
ALTER TABLE held_laps ADD COLUMN lane_id BIGINT;
ALTER TABLE tally_sheets ADD COLUMN lane_id BIGINT;
CREATE INDEX held_laps_tally_lane ON held_laps (event_id, lane_id) WHERE reason = 'other_tally';
