-- Laps that looked wrong, that somebody looked at and kept: they are not raised again. A row goes when that is undone; who
-- kept it and who undid it stands in the audit trail.
CREATE TABLE lap_keeps (
    lap_id   UUID PRIMARY KEY REFERENCES laps (id),
    event_id BIGINT NOT NULL REFERENCES events (id),
    kept_at  BIGINT NOT NULL
);
