-- Numbers of devices and operators begin again from those of a backup that is restored. `stamp` is a random part of the
-- row, which sessions and tokens carry beside the number, so that nobody's becomes somebody else's. Rows from before have
-- none and theirs go on holding; `stamped_at` is when such a row was given one, and none for a row that was made with it.
-- Which rows still have none: SELECT id, name FROM devices WHERE stamp = '' (and the same of operators).
ALTER TABLE devices ADD COLUMN stamp TEXT NOT NULL DEFAULT '';
ALTER TABLE devices ADD COLUMN stamped_at BIGINT;
ALTER TABLE operators ADD COLUMN stamp TEXT NOT NULL DEFAULT '';
ALTER TABLE operators ADD COLUMN stamped_at BIGINT;
