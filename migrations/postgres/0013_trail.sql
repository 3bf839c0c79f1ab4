-- The id of a chain's last entry: the next one is above it, also where another node's clock is ahead.
ALTER TABLE chains ADD COLUMN last_entry UUID;
UPDATE chains SET last_entry = (SELECT e.id FROM entries e WHERE e.chain = chains.id ORDER BY e.seq DESC LIMIT 1);

-- All but the laps, which are nearly all of a race's entries: what is rarer is found without walking through them.
CREATE INDEX entries_but_laps ON entries (chain, seq, action) WHERE action <> 'lap.count';

-- Wrong PINs from one source over a longer while, which a right one does not forgive: a bucket that drains.
ALTER TABLE pin_failures ADD COLUMN level_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pin_failures ADD COLUMN level_at BIGINT NOT NULL DEFAULT 0;
