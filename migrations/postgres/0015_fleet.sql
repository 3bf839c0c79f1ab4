-- What each station last said of itself: no change that anybody made, so there is no entry of it. Kept so that a station
-- that fell silent is missed after a restart too, and so that a replacement is offered the lane of the one before it.
CREATE TABLE station_reports (
    device_id   BIGINT PRIMARY KEY REFERENCES devices (id),
    event_id    BIGINT NOT NULL REFERENCES events (id),
    operator_id BIGINT REFERENCES operators (id),
    reported_at BIGINT NOT NULL,
    report      TEXT NOT NULL
);

-- A code may be for the tablet that takes another one's place: that one is revoked when the code is spent.
ALTER TABLE enrolment_codes ADD COLUMN replaces BIGINT REFERENCES devices (id);
