-- Two tablets at one lane: either counts for both (together), or each counts for itself (independent).
ALTER TABLE lanes ADD COLUMN counters TEXT NOT NULL DEFAULT 'together' CHECK (counters IN ('together', 'independent'));
-- Where each counts for itself, the device whose laps count; none before the first of them counted.
ALTER TABLE lanes ADD COLUMN lead_device BIGINT REFERENCES devices (id);

-- The counted lap that another tablet tapped too, probably: which of the two arrived first is chance.
ALTER TABLE held_laps ADD COLUMN twin UUID;
CREATE INDEX held_laps_twin ON held_laps (twin) WHERE twin IS NOT NULL;
-- The tallies of those who count for themselves and do not lead, whatever became of each lap.
CREATE INDEX held_laps_tally ON held_laps (event_id, lane) WHERE reason = 'other_tally';

-- Which devices ever counted at which lane, by the name that they gave it: where there is but one, nobody has to look for
-- what another one tapped. It follows from the laps, so there is no entry of it.
CREATE TABLE lane_counters (
    event_id  BIGINT NOT NULL REFERENCES events (id),
    lane      TEXT NOT NULL,
    device_id BIGINT NOT NULL,
    PRIMARY KEY (event_id, lane, device_id)
);
INSERT INTO lane_counters (event_id, lane, device_id)
SELECT DISTINCT event_id, COALESCE(lane, ''), device_id FROM laps WHERE device_id IS NOT NULL;
