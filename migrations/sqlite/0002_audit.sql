-- The chain over the ledger, and what keeps it as it is.

-- SHA-256 over an entry's canonical form and the hash of the one before it; none in entries older than this migration.
ALTER TABLE entries ADD COLUMN hash BLOB;
-- The salted digest of the personal part, by which it enters the hash and can be erased all the same.
ALTER TABLE entries ADD COLUMN people_digest BLOB;
-- The device's name as it was then: devices are renamed.
ALTER TABLE entries ADD COLUMN device_name TEXT;
ALTER TABLE entry_people ADD COLUMN salt BLOB;
-- The hash of the last entry.
ALTER TABLE chains ADD COLUMN hash BLOB;

-- What happened to one player, slot or device, newest first.
CREATE INDEX entries_target ON entries (chain, target_type, target_id, seq);

-- The one thing that may ever be added to an entry is, once, by what it was undone.
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries
WHEN NOT (
    OLD.undone_by IS NULL AND NEW.undone_by IS NOT NULL
    AND NEW.chain = OLD.chain AND NEW.seq = OLD.seq AND NEW.id = OLD.id AND NEW.at = OLD.at
    AND NEW.actor_kind = OLD.actor_kind AND NEW.actor_id IS OLD.actor_id AND NEW.actor_name IS OLD.actor_name
    AND NEW.actor_role IS OLD.actor_role AND NEW.device_id IS OLD.device_id AND NEW.device_name IS OLD.device_name
    AND NEW.action = OLD.action AND NEW.target_type = OLD.target_type AND NEW.target_id = OLD.target_id
    AND NEW.previous_state IS OLD.previous_state AND NEW.new_state IS OLD.new_state
    AND NEW.metadata IS OLD.metadata AND NEW.undoes IS OLD.undoes
    AND NEW.hash IS OLD.hash AND NEW.people_digest IS OLD.people_digest
)
BEGIN
    SELECT RAISE(ABORT, 'entries are never changed');
END;

CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'entries are never deleted');
END;

CREATE TRIGGER laps_are_never_changed BEFORE UPDATE ON laps
BEGIN
    SELECT RAISE(ABORT, 'laps are never changed');
END;

CREATE TRIGGER laps_are_never_deleted BEFORE DELETE ON laps
BEGIN
    SELECT RAISE(ABORT, 'laps are never deleted');
END;

-- How a player stands in the event; who was removed keeps the row, because a bib is never given twice.
ALTER TABLE players ADD COLUMN standing TEXT NOT NULL DEFAULT 'active'
    CHECK (standing IN ('active', 'withdrawn', 'disqualified', 'deleted'));

-- Whether a person decided that the lap counts, which no change of the clock takes back.
ALTER TABLE held_laps ADD COLUMN by_person INTEGER NOT NULL DEFAULT 0 CHECK (by_person IN (0, 1));
