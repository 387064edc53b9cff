-- Persons: the only tables with personal data beside those of contacts, letters and cases.
CREATE TABLE persons (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    name TEXT COLLATE "C" NOT NULL,
    -- empty once the person was erased
    email TEXT COLLATE "C" NOT NULL,
    -- the address in lower case: nobody has that of another
    folded TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    zone TEXT COLLATE "C" NOT NULL,
    -- letters that can wait come once a day
    digest BOOLEAN NOT NULL CHECK (digest IN (TRUE, FALSE)),
    -- wants letters that only recommend
    promotional BOOLEAN NOT NULL CHECK (promotional IN (TRUE, FALSE)),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('invited', 'active', 'left', 'erased')),
    -- argon2id, with its parameters and salt; empty without a password
    password TEXT COLLATE "C" NOT NULL,
    -- wrong passwords since the last right one, and until when no further is looked at, in microseconds since 1970
    failures BIGINT NOT NULL CHECK (failures >= 0),
    locked_until BIGINT NOT NULL CHECK (locked_until = CAST(locked_until AS BIGINT)),
    created BIGINT NOT NULL CHECK (created = CAST(created AS BIGINT)),
    revision BIGINT NOT NULL CHECK (revision > 0)
);

CREATE UNIQUE INDEX persons_by_email ON persons (folded) WHERE folded <> '';

-- How others know a person: an identity provider, or a partner's own system.
CREATE TABLE identities (
    system TEXT COLLATE "C" NOT NULL CHECK (system <> ''),
    id TEXT COLLATE "C" NOT NULL CHECK (id <> ''),
    person TEXT COLLATE "C" NOT NULL REFERENCES persons (id),
    PRIMARY KEY (system, id)
);

CREATE INDEX identities_by_person ON identities (person);

-- The roles that persons hold.
CREATE TABLE seats (
    person TEXT COLLATE "C" NOT NULL REFERENCES persons (id),
    -- empty for the operator
    partner TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL CHECK (role <> ''),
    -- what the role is limited to, each with a comma before and after; empty for all
    regions TEXT COLLATE "C" NOT NULL,
    portfolios TEXT COLLATE "C" NOT NULL,
    -- the first and the last day, in days since 1970; 0 for no bound
    first_day BIGINT NOT NULL CHECK (first_day = CAST(first_day AS BIGINT)),
    last_day BIGINT NOT NULL CHECK (last_day = CAST(last_day AS BIGINT)),
    PRIMARY KEY (person, partner, role)
);

CREATE INDEX seats_by_partner ON seats (partner, role);

-- Who is away, and who does the work meanwhile.
CREATE TABLE absences (
    person TEXT COLLATE "C" NOT NULL REFERENCES persons (id),
    first_day BIGINT NOT NULL CHECK (first_day = CAST(first_day AS BIGINT)),
    last_day BIGINT NOT NULL CHECK (last_day >= first_day),
    cover TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, first_day)
);

-- Secrets, each only as the SHA-256 of what the holder has: sessions, keys, and links that work once.
CREATE TABLE secrets (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('session', 'key', 'link')),
    hash TEXT COLLATE "C" NOT NULL CHECK (length(hash) = 64),
    -- whose it is, or who made the key
    person TEXT COLLATE "C" NOT NULL,
    -- of a key: the partner that it is for, empty for the operator; of a link: what it is about
    subject TEXT COLLATE "C" NOT NULL,
    -- the browser of a session, the name of a key, what a link is for
    label TEXT COLLATE "C" NOT NULL,
    -- of a key: its scopes, each with a blank between
    scopes TEXT COLLATE "C" NOT NULL,
    created BIGINT NOT NULL CHECK (created = CAST(created AS BIGINT)),
    seen BIGINT NOT NULL CHECK (seen = CAST(seen AS BIGINT)),
    expires BIGINT NOT NULL CHECK (expires = CAST(expires AS BIGINT)),
    -- when it was revoked, or of a link: used; 0 while it works
    ended BIGINT NOT NULL CHECK (ended = CAST(ended AS BIGINT))
);

CREATE UNIQUE INDEX secrets_by_hash ON secrets (hash);

CREATE INDEX secrets_by_person ON secrets (person, kind);

-- What is kept about a partner beside its facts.
CREATE TABLE accounts (
    partner TEXT COLLATE "C" PRIMARY KEY CHECK (partner <> ''),
    email TEXT COLLATE "C" NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    portfolio TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" NOT NULL,
    -- the engagement manager, empty for none
    manager TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL CHECK (revision > 0)
);

-- Who accepted which terms for a partner. The benefit is empty for the program's own.
CREATE TABLE acceptances (
    partner TEXT COLLATE "C" NOT NULL,
    program TEXT COLLATE "C" NOT NULL,
    benefit TEXT COLLATE "C" NOT NULL,
    terms TEXT COLLATE "C" NOT NULL CHECK (terms <> ''),
    person TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL CHECK (at = CAST(at AS BIGINT)),
    PRIMARY KEY (partner, program, benefit, terms)
);

-- What a partner opted out of: a program, or one offer of it.
CREATE TABLE opt_outs (
    partner TEXT COLLATE "C" NOT NULL,
    program TEXT COLLATE "C" NOT NULL,
    offer TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL CHECK (at = CAST(at AS BIGINT)),
    PRIMARY KEY (partner, program, offer)
);

-- The marketing contacts of partners, with their history: one that ended stays.
CREATE TABLE contacts (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    partner TEXT COLLATE "C" NOT NULL CHECK (partner <> ''),
    person TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    main BOOLEAN NOT NULL CHECK (main IN (TRUE, FALSE)),
    -- when the address was verified, 0 while it is not
    verified BIGINT NOT NULL CHECK (verified = CAST(verified AS BIGINT)),
    since BIGINT NOT NULL CHECK (since = CAST(since AS BIGINT)),
    assigned_by TEXT COLLATE "C" NOT NULL,
    -- when and why the contact ended; 0 while it is one
    ended BIGINT NOT NULL CHECK (ended = CAST(ended AS BIGINT)),
    because TEXT COLLATE "C" NOT NULL
);

CREATE INDEX contacts_by_partner ON contacts (partner, since);

CREATE INDEX contacts_by_person ON contacts (person);
