-- Laps added to or taken off a player by a person's word, from a moment on: a paper sheet, a recount. Never updated,
-- never deleted; one that was undone has a row in `lap_voids`, like a lap.
CREATE TABLE lap_adjustments (
    id        BLOB PRIMARY KEY,
    event_id  INTEGER NOT NULL REFERENCES events (id),
    player_id INTEGER NOT NULL REFERENCES players (id),
    at        INTEGER NOT NULL,
    made_at   INTEGER NOT NULL,
    laps      INTEGER NOT NULL CHECK (laps <> 0),
    metres_mm INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX lap_adjustments_player ON lap_adjustments (event_id, player_id);

CREATE TRIGGER lap_adjustments_are_never_changed BEFORE UPDATE ON lap_adjustments
BEGIN
    SELECT RAISE(ABORT, 'adjustments are never changed');
END;

CREATE TRIGGER lap_adjustments_are_never_deleted BEFORE DELETE ON lap_adjustments
BEGIN
    SELECT RAISE(ABORT, 'adjustments are never deleted');
END;
