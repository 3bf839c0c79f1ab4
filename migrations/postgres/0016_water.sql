-- What was said of somebody in the water, and when the pool was cleared. Words are facts: they are said anew, not changed.
CREATE TABLE water_words (
    id          UUID PRIMARY KEY,
    event_id    BIGINT NOT NULL REFERENCES events (id),
    player_id   BIGINT NOT NULL REFERENCES players (id),
    says        TEXT NOT NULL CHECK (says IN ('seen', 'out', 'help', 'clear')),
    at          BIGINT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE INDEX water_words_player ON water_words (event_id, player_id, at);

-- At most one roll-call of an event is under way.
CREATE TABLE roll_calls (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id BIGINT NOT NULL REFERENCES events (id),
    began_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX roll_calls_open ON roll_calls (event_id) WHERE ended_at IS NULL;

-- Whether a permission to swim at night is noted, which minors need.
ALTER TABLE players ADD COLUMN night_permission BOOLEAN NOT NULL DEFAULT FALSE;
