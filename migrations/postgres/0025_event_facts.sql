-- What an event is, fact by fact, as JSON. A fact that is younger than this column lives here alone, so that one more needs
-- no column. Those that are older still have columns, which nodes of the version before read and write: what stands there
-- is what is so. NULL of an event that only such a node has written.
ALTER TABLE events ADD COLUMN facts TEXT;
