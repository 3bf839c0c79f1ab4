-- An adjustment may be metres alone: what was swum of a last lap that the finish cut short.
ALTER TABLE lap_adjustments
    DROP CONSTRAINT lap_adjustments_laps_check,
    ADD CONSTRAINT lap_adjustments_change_something CHECK (laps <> 0 OR metres_mm <> 0);
