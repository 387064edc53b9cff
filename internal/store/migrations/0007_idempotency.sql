-- Calls that carried a key of their caller's own and were answered: the same
-- call again gets the same answer, and nothing is done twice.
CREATE TABLE idempotency (
    caller TEXT COLLATE "C" NOT NULL CHECK (caller <> ''),
    key TEXT COLLATE "C" NOT NULL CHECK (key <> ''),
    -- SHA-256, in hex, of everything that was asked
    request TEXT COLLATE "C" NOT NULL CHECK (length(request) = 64),
    -- the whole answer, in a form of the door's own
    answer TEXT COLLATE "C" NOT NULL,
    -- when it was answered, in microseconds since 1970
    at BIGINT NOT NULL CHECK (at = CAST(at AS BIGINT)),
    PRIMARY KEY (caller, key)
);

CREATE INDEX idempotency_by_at ON idempotency (at);
