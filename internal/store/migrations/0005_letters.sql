-- Every letter, as it was written.
CREATE TABLE letters (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    -- what it tells, to whom: the same is never written twice
    event TEXT COLLATE "C" NOT NULL CHECK (event <> ''),
    -- whose partner's it is, empty for the operator's own
    partner TEXT COLLATE "C" NOT NULL,
    case_id TEXT COLLATE "C" NOT NULL,
    person TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind <> ''),
    address TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    summary TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    html TEXT COLLATE "C" NOT NULL,
    opt_out TEXT COLLATE "C" NOT NULL,
    -- waiting to be sent, kept because nothing sends letters, in a digest, accepted by the mail server, refused for
    -- ever, given up, or nobody knows because the answer was lost
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'kept', 'digest', 'sent', 'refused', 'given-up', 'unknown')),
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    created BIGINT NOT NULL CHECK (created = CAST(created AS BIGINT))
);

CREATE UNIQUE INDEX letters_by_event ON letters (event);

CREATE INDEX letters_by_partner ON letters (partner, id);

CREATE INDEX letters_by_person ON letters (person, id);

CREATE INDEX letters_by_case ON letters (case_id, id) WHERE case_id <> '';

-- What became of every attempt to deliver a letter.
CREATE TABLE deliveries (
    letter TEXT COLLATE "C" NOT NULL REFERENCES letters (id),
    attempt BIGINT NOT NULL CHECK (attempt > 0),
    at BIGINT NOT NULL CHECK (at = CAST(at AS BIGINT)),
    outcome TEXT COLLATE "C" NOT NULL CHECK (outcome <> ''),
    answer TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (letter, attempt)
);

-- Addresses that refused a letter for ever, and why.
CREATE TABLE bounces (
    folded TEXT COLLATE "C" PRIMARY KEY CHECK (folded <> ''),
    at BIGINT NOT NULL CHECK (at = CAST(at AS BIGINT)),
    because TEXT COLLATE "C" NOT NULL
);
