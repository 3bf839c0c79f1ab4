-- The message bus. The ledger is its outbox: what went out is known by how far each chain did.

-- The last entry of each chain that the bus has, and its place in the stream there. The stream is named with the moment
-- it was made: in another one, or in one that was made anew, nothing of it is.
CREATE TABLE bus_cursors (
    chain      BIGINT PRIMARY KEY,
    seq        BIGINT NOT NULL,
    stream     TEXT NOT NULL,
    stream_seq BIGINT NOT NULL
);
