-- Wrong PINs of all sources under one ceiling: `strangers`, or `interface:` with the name of one of the machine's interfaces,
-- whose network counts for itself. It takes the place of `pin_ceiling`, which knew one ceiling over everybody and
-- stays for nodes of the version before. See `Ceiling`.
CREATE TABLE pin_ceilings (
    name     TEXT PRIMARY KEY,
    level_ms INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO pin_ceilings (name, level_ms, at) SELECT 'strangers', level_ms, at FROM pin_ceiling;

-- Networks from which no code and no PIN is taken, until when; a single address is a network too. The audit trail names the
-- id alone, because an address may be a person's, and the row goes when it has ended. An id is never given twice.
CREATE TABLE shut_outs (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    network TEXT NOT NULL,
    since   INTEGER NOT NULL,
    until   INTEGER NOT NULL
) STRICT;
