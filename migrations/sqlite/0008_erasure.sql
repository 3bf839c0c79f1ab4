-- Reasons name people too: they stand beside the chain, with the personal part of an entry's states.
ALTER TABLE entry_people ADD COLUMN reason TEXT;
-- When a player's personal data was erased; the row stays for the results.
ALTER TABLE players ADD COLUMN erased_at INTEGER;
