-- Wrong PINs of all sources under one ceiling: `strangers`, or `interface:` with the name of one of the machine's interfaces,
-- whose network counts for itself. It takes the place of `pin_ceiling`, which knew one ceiling over everybody. See `Ceiling`.
CREATE TABLE pin_ceilings (
    name     TEXT PRIMARY KEY,
    level_ms INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO pin_ceilings (name, level_ms, at) SELECT 'strangers', level_ms, at FROM pin_ceiling;
DROP TABLE pin_ceiling;
