-- Money: entry fees and donations, in whole minor units of the event's one currency.

-- An ISO 4217 code of those that `domain::money` knows; with its first payment an event keeps it for good.
ALTER TABLE events ADD COLUMN currency TEXT NOT NULL DEFAULT 'EUR';

-- What was paid; negative for what was given back. Never deleted, and never changed but for the note, which may name
-- people and can be erased. One that was undone has a row in `payment_voids`. `entry_id` is the entry by which it was
-- taken: it says by whom, and gives payments their order.
CREATE TABLE payments (
    id           UUID PRIMARY KEY,
    event_id     BIGINT NOT NULL REFERENCES events (id),
    player_id    BIGINT REFERENCES players (id),
    kind         TEXT NOT NULL CHECK (kind IN ('entry_fee', 'donation')),
    amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
    method       TEXT NOT NULL CHECK (method IN ('cash', 'card', 'transfer', 'other')),
    note         TEXT,
    taken_at     BIGINT NOT NULL,
    entry_id     UUID NOT NULL UNIQUE,
    CHECK (kind <> 'entry_fee' OR player_id IS NOT NULL)
);
CREATE INDEX payments_order ON payments (event_id, entry_id);
CREATE INDEX payments_player ON payments (player_id);

-- Payments that stand no longer.
CREATE TABLE payment_voids (
    payment_id UUID PRIMARY KEY REFERENCES payments (id),
    voided_at  BIGINT NOT NULL
);

CREATE TRIGGER payments_are_never_changed BEFORE UPDATE ON payments FOR EACH ROW
WHEN (NOT (
    NEW.note IS NULL
    AND NEW.id = OLD.id AND NEW.event_id = OLD.event_id AND NEW.player_id IS NOT DISTINCT FROM OLD.player_id
    AND NEW.kind = OLD.kind AND NEW.amount_minor = OLD.amount_minor AND NEW.method = OLD.method
    AND NEW.taken_at = OLD.taken_at AND NEW.entry_id = OLD.entry_id
))
EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payments_are_never_deleted BEFORE DELETE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payments_are_never_truncated BEFORE TRUNCATE ON payments EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_other_currency() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.currency <> OLD.currency AND EXISTS (SELECT 1 FROM payments WHERE event_id = OLD.id) THEN
        RAISE EXCEPTION 'the currency of an event stays once something was paid';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER a_currency_stays_once_something_was_paid BEFORE UPDATE OF currency ON events FOR EACH ROW
EXECUTE FUNCTION refuse_other_currency();
