-- From when reception registers nobody any more, and when an event was called off.
ALTER TABLE events ADD COLUMN registration_locked_from INTEGER;
ALTER TABLE events ADD COLUMN cancelled_at INTEGER;
