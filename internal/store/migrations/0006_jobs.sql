-- Work to be done in the background: one row for each thing to be done to each subject.
CREATE TABLE jobs (
    kind TEXT COLLATE "C" NOT NULL CHECK (kind <> ''),
    subject TEXT COLLATE "C" NOT NULL,
    -- from when on it may be done, in microseconds since 1970
    run_at BIGINT NOT NULL CHECK (run_at = CAST(run_at AS BIGINT)),
    -- until when somebody is at it; 0 when nobody is
    lease BIGINT NOT NULL CHECK (lease = CAST(lease AS BIGINT)),
    -- rises with every claim: who lost the lease cannot finish it
    claim BIGINT NOT NULL CHECK (claim >= 0),
    -- rises when it is asked for again: then it is not over when it was done
    wish BIGINT NOT NULL CHECK (wish >= 0),
    -- failures in a row
    failures BIGINT NOT NULL CHECK (failures >= 0),
    PRIMARY KEY (kind, subject)
);

CREATE INDEX jobs_by_time ON jobs (run_at);

-- Where partners stand today: made from the facts, and made again whenever they change.
CREATE TABLE standings (
    partner TEXT COLLATE "C" NOT NULL,
    program TEXT COLLATE "C" NOT NULL,
    ladder TEXT COLLATE "C" NOT NULL,
    holder TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    tier TEXT COLLATE "C" NOT NULL,
    -- the day asked about, in days since 1970
    day BIGINT NOT NULL CHECK (day = CAST(day AS BIGINT)),
    -- when it was worked out, in microseconds since 1970
    made BIGINT NOT NULL CHECK (made = CAST(made AS BIGINT)),
    -- the whole answer, as JSON
    content TEXT COLLATE "C" NOT NULL CHECK (content <> ''),
    PRIMARY KEY (partner, program, ladder, holder)
);

CREATE INDEX standings_by_tier ON standings (program, ladder, tier, partner);
