-- The chain over the ledger, and what keeps it as it is.

-- SHA-256 over an entry's canonical form and the hash of the one before it; none in entries older than this migration.
ALTER TABLE entries ADD COLUMN hash BYTEA;
-- The salted digest of the personal part, by which it enters the hash and can be erased all the same.
ALTER TABLE entries ADD COLUMN people_digest BYTEA;
-- The device's name as it was then: devices are renamed.
ALTER TABLE entries ADD COLUMN device_name TEXT;
ALTER TABLE entry_people ADD COLUMN salt BYTEA;
-- The hash of the last entry.
ALTER TABLE chains ADD COLUMN hash BYTEA;

-- What happened to one player, slot or device, newest first.
CREATE INDEX entries_target ON entries (chain, target_type, target_id, seq);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% are never changed or deleted', TG_TABLE_NAME;
END;
$$;

-- The one thing that may ever be added to an entry is, once, by what it was undone.
CREATE TRIGGER entries_are_never_changed BEFORE UPDATE ON entries FOR EACH ROW
WHEN (NOT (
    OLD.undone_by IS NULL AND NEW.undone_by IS NOT NULL
    AND NEW.chain = OLD.chain AND NEW.seq = OLD.seq AND NEW.id = OLD.id AND NEW.at = OLD.at
    AND NEW.actor_kind = OLD.actor_kind AND NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id
    AND NEW.actor_name IS NOT DISTINCT FROM OLD.actor_name AND NEW.actor_role IS NOT DISTINCT FROM OLD.actor_role
    AND NEW.device_id IS NOT DISTINCT FROM OLD.device_id AND NEW.device_name IS NOT DISTINCT FROM OLD.device_name
    AND NEW.action = OLD.action AND NEW.target_type = OLD.target_type AND NEW.target_id = OLD.target_id
    AND NEW.previous_state IS NOT DISTINCT FROM OLD.previous_state AND NEW.new_state IS NOT DISTINCT FROM OLD.new_state
    AND NEW.metadata IS NOT DISTINCT FROM OLD.metadata AND NEW.undoes IS NOT DISTINCT FROM OLD.undoes
    AND NEW.hash IS NOT DISTINCT FROM OLD.hash AND NEW.people_digest IS NOT DISTINCT FROM OLD.people_digest
))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entries_are_never_truncated BEFORE TRUNCATE ON entries EXECUTE FUNCTION refuse_change();

CREATE TRIGGER laps_are_never_changed BEFORE UPDATE OR DELETE ON laps FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER laps_are_never_truncated BEFORE TRUNCATE ON laps EXECUTE FUNCTION refuse_change();

-- How a player stands in the event; who was removed keeps the row, because a bib is never given twice.
ALTER TABLE players ADD COLUMN standing TEXT NOT NULL DEFAULT 'active'
    CHECK (standing IN ('active', 'withdrawn', 'disqualified', 'deleted'));

-- Whether a person decided that the lap counts, which no change of the clock takes back.
ALTER TABLE held_laps ADD COLUMN by_person BOOLEAN NOT NULL DEFAULT FALSE;
