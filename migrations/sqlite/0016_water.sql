-- What was said of somebody in the water, and when the pool was cleared. Words are facts: they are said anew, not changed.
CREATE TABLE water_words (
    id          BLOB PRIMARY KEY,
    event_id    INTEGER NOT NULL REFERENCES events (id),
    player_id   INTEGER NOT NULL REFERENCES players (id),
    says        TEXT NOT NULL CHECK (says IN ('seen', 'out', 'help', 'clear')),
    at          INTEGER NOT NULL,
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX water_words_player ON water_words (event_id, player_id, at);

-- At most one roll-call of an event is under way.
CREATE TABLE roll_calls (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id),
    began_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX roll_calls_open ON roll_calls (event_id) WHERE ended_at IS NULL;

-- Whether a permission to swim at night is noted, which minors need.
ALTER TABLE players ADD COLUMN night_permission INTEGER NOT NULL DEFAULT 0 CHECK (night_permission IN (0, 1));
