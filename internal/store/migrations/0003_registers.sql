-- Every version of every program, as its author wrote it.
CREATE TABLE programs (
    program TEXT COLLATE "C" NOT NULL CHECK (program <> ''),
    version TEXT COLLATE "C" NOT NULL CHECK (version <> ''),
    file TEXT COLLATE "C" NOT NULL,
    content TEXT COLLATE "C" NOT NULL,
    -- SHA-256 of the content, in hex
    checksum TEXT COLLATE "C" NOT NULL,
    -- the first day on which it is in force, in days since 1970
    effective BIGINT NOT NULL CHECK (effective = CAST(effective AS BIGINT)),
    -- when it was applied, in microseconds since 1970, and whether only the date is known
    applied BIGINT NOT NULL CHECK (applied = CAST(applied AS BIGINT)),
    applied_dated BOOLEAN NOT NULL CHECK (applied_dated IN (TRUE, FALSE)),
    applied_by TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (program, version)
);

-- Every table of exchange rates.
CREATE TABLE rate_tables (
    source TEXT COLLATE "C" PRIMARY KEY CHECK (source <> ''),
    -- quotes are units of a currency for one unit of the base
    base TEXT COLLATE "C" NOT NULL CHECK (length(base) = 3),
    -- a quote stays in force until the next one of its currency
    fixed BOOLEAN NOT NULL CHECK (fixed IN (TRUE, FALSE))
);

CREATE TABLE rates (
    source TEXT COLLATE "C" NOT NULL REFERENCES rate_tables (source),
    currency TEXT COLLATE "C" NOT NULL CHECK (length(currency) = 3),
    -- in days since 1970
    day BIGINT NOT NULL CHECK (day = CAST(day AS BIGINT)),
    -- an exact decimal
    units TEXT COLLATE "C" NOT NULL CHECK (units <> ''),
    PRIMARY KEY (source, currency, day)
);

-- Who did what. Each line's hash covers the line before, so that none can be changed or left out unseen.
CREATE TABLE audit (
    number BIGINT PRIMARY KEY CHECK (number > 0),
    -- in microseconds since 1970
    at BIGINT NOT NULL CHECK (at = CAST(at AS BIGINT)),
    who TEXT COLLATE "C" NOT NULL,
    what TEXT COLLATE "C" NOT NULL CHECK (what <> ''),
    subject TEXT COLLATE "C" NOT NULL,
    detail TEXT COLLATE "C" NOT NULL,
    -- SHA-256, in hex, of the previous hash and of this line
    hash TEXT COLLATE "C" NOT NULL CHECK (length(hash) = 64)
);

-- What is kept about the database itself.
CREATE TABLE meta (
    name TEXT COLLATE "C" PRIMARY KEY CHECK (name <> ''),
    value TEXT COLLATE "C" NOT NULL
);
