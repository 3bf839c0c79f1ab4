-- An adjustment may be metres alone: what was swum of a last lap that the finish cut short. SQLite changes no CHECK, so the
-- table is made anew.
CREATE TABLE lap_adjustments_and_metres (
    id        BLOB PRIMARY KEY,
    event_id  INTEGER NOT NULL REFERENCES events (id),
    player_id INTEGER NOT NULL REFERENCES players (id),
    at        INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    laps      INTEGER NOT NULL,
    metres_mm INTEGER NOT NULL,
    CHECK (laps <> 0 OR metres_mm <> 0)
) STRICT, WITHOUT ROWID;
INSERT INTO lap_adjustments_and_metres (id, event_id, player_id, at, made_at, laps, metres_mm)
SELECT id, event_id, player_id, at, made_at, laps, metres_mm FROM lap_adjustments;
DROP TABLE lap_adjustments;
ALTER TABLE lap_adjustments_and_metres RENAME TO lap_adjustments;
CREATE INDEX lap_adjustments_player ON lap_adjustments (event_id, player_id);

CREATE TRIGGER lap_adjustments_are_never_changed BEFORE UPDATE ON lap_adjustments
BEGIN
    SELECT RAISE(ABORT, 'adjustments are never changed');
END;

CREATE TRIGGER lap_adjustments_are_never_deleted BEFORE DELETE ON lap_adjustments
BEGIN
    SELECT RAISE(ABORT, 'adjustments are never deleted');
END;
