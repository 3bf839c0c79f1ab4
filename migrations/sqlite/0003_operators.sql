-- Operators: people with a PIN and a role.
-- `pin_key` is a keyed hash by which a PIN is found; `pin_hash` is argon2id, against which it is verified. Both are gone
-- when the operator is retired, so that the PIN is free for somebody else. `sign_in_no` counts how often all sessions and
-- tokens were ended: those that carry another number are no longer good.
CREATE TABLE operators (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL,
    role          TEXT NOT NULL,
    pin_key       BLOB UNIQUE,
    pin_hash      TEXT,
    sign_in_no    INTEGER NOT NULL DEFAULT 1,
    created_at    INTEGER NOT NULL,
    last_login_at INTEGER,
    retired_at    INTEGER,
    CHECK ((retired_at IS NULL) = (pin_key IS NOT NULL) AND (pin_key IS NULL) = (pin_hash IS NULL))
) STRICT;

-- Wrong PINs in a row by where they came from: `device:3`, else the address. `known_at` is when somebody last signed in
-- from there.
CREATE TABLE pin_failures (
    source   TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    known_at INTEGER
) STRICT, WITHOUT ROWID;

-- Wrong PINs of all addresses together: one row. See `Ceiling`.
CREATE TABLE pin_ceiling (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    level_ms INTEGER NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

-- Operators' tokens that were signed out before they ended.
CREATE TABLE ended_tokens (
    id         TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
