-- An event for helpers to train on, with made-up swimmers: decided when it is made, and for good.
ALTER TABLE events ADD COLUMN rehearsal INTEGER NOT NULL DEFAULT 0 CHECK (rehearsal IN (0, 1));
