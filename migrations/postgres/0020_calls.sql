-- What stations said of players beside laps. The id was made where it was said, so that it is done once. Taking and letting
-- go are done in `assignments`; breaks and notes are nothing but what is written here. One that was undone is `voided`.
CREATE TABLE calls (
    id        UUID PRIMARY KEY,
    event_id  BIGINT NOT NULL REFERENCES events (id),
    player_id BIGINT NOT NULL REFERENCES players (id),
    lane_id   BIGINT NOT NULL REFERENCES lanes (id),
    said      TEXT NOT NULL CHECK (said IN ('take', 'let_go', 'break', 'return', 'note')),
    text      TEXT,
    at        BIGINT NOT NULL,
    voided    BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX calls_player ON calls (event_id, player_id, at);
