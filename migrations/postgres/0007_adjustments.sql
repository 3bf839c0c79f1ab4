-- Laps added to or taken off a player by a person's word, from a moment on: a paper sheet, a recount. Never updated,
-- never deleted; one that was undone has a row in `lap_voids`, like a lap.
CREATE TABLE lap_adjustments (
    id        UUID PRIMARY KEY,
    event_id  BIGINT NOT NULL REFERENCES events (id),
    player_id BIGINT NOT NULL REFERENCES players (id),
    at        BIGINT NOT NULL,
    made_at   BIGINT NOT NULL,
    laps      BIGINT NOT NULL CHECK (laps <> 0),
    metres_mm BIGINT NOT NULL
);
CREATE INDEX lap_adjustments_player ON lap_adjustments (event_id, player_id);

CREATE TRIGGER lap_adjustments_are_never_changed BEFORE UPDATE OR DELETE ON lap_adjustments
FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER lap_adjustments_are_never_truncated BEFORE TRUNCATE ON lap_adjustments
EXECUTE FUNCTION refuse_change();
