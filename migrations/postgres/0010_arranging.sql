-- Pace groups and lanes are changed while the event runs. One that was removed keeps its row: past placements name it.
ALTER TABLE pace_groups ADD COLUMN removed_at BIGINT;
ALTER TABLE lanes ADD COLUMN removed_at BIGINT;
