-- Every promise on its way. The content is the whole case; the columns beside it are what is searched for.
CREATE TABLE cases (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('activation', 'request', 'sponsorship', 'outreach', 'ticket')),
    program TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL CHECK (partner <> ''),
    offer TEXT COLLATE "C" NOT NULL,
    benefit TEXT COLLATE "C" NOT NULL,
    grant_id TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state <> ''),
    stage TEXT COLLATE "C" NOT NULL,
    assignee TEXT COLLATE "C" NOT NULL,
    -- the role whose turn it is while nobody has it
    queue TEXT COLLATE "C" NOT NULL,
    -- nothing is promised any more
    over BOOLEAN NOT NULL CHECK (over IN (TRUE, FALSE)),
    -- it waits for the partner
    waiting BOOLEAN NOT NULL CHECK (waiting IN (TRUE, FALSE)),
    -- by when something is due next, in microseconds since 1970; NULL when nothing is
    due BIGINT CHECK (due = CAST(due AS BIGINT)),
    opened BIGINT NOT NULL CHECK (opened = CAST(opened AS BIGINT)),
    revision BIGINT NOT NULL CHECK (revision > 0),
    content TEXT COLLATE "C" NOT NULL CHECK (content <> '')
);

CREATE INDEX cases_by_partner ON cases (partner, id);

CREATE INDEX cases_by_assignee ON cases (assignee, due) WHERE NOT over;

CREATE INDEX cases_by_queue ON cases (queue, due) WHERE NOT over;

CREATE INDEX cases_by_grant ON cases (grant_id) WHERE grant_id <> '';

CREATE INDEX cases_by_offer ON cases (offer) WHERE offer <> '';

-- Every move of every case.
CREATE TABLE moves (
    case_id TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    -- the revision that it made
    revision BIGINT NOT NULL CHECK (revision > 0),
    at BIGINT NOT NULL CHECK (at = CAST(at AS BIGINT)),
    -- a person, a key, or empty for Laurel itself
    who TEXT COLLATE "C" NOT NULL,
    -- who made it is of the operator
    operator BOOLEAN NOT NULL CHECK (operator IN (TRUE, FALSE)),
    move TEXT COLLATE "C" NOT NULL CHECK (move <> ''),
    from_state TEXT COLLATE "C" NOT NULL,
    to_state TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    -- only the operator reads it
    private BOOLEAN NOT NULL CHECK (private IN (TRUE, FALSE)),
    -- what was handed in with the move, as JSON; empty for nothing
    input TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, revision)
);

-- The double-entry ledger of credits: each line takes from one account of a grant what it gives to another.
CREATE TABLE postings (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    at BIGINT NOT NULL CHECK (at = CAST(at AS BIGINT)),
    partner TEXT COLLATE "C" NOT NULL CHECK (partner <> ''),
    program TEXT COLLATE "C" NOT NULL,
    benefit TEXT COLLATE "C" NOT NULL,
    grant_id TEXT COLLATE "C" NOT NULL CHECK (grant_id <> ''),
    case_id TEXT COLLATE "C" NOT NULL,
    from_account TEXT COLLATE "C" NOT NULL,
    to_account TEXT COLLATE "C" NOT NULL CHECK (to_account <> from_account),
    -- an exact decimal above nothing
    amount TEXT COLLATE "C" NOT NULL CHECK (amount <> ''),
    currency TEXT COLLATE "C" NOT NULL CHECK (length(currency) = 3),
    -- of a use: how its source knows it
    use_key TEXT COLLATE "C" NOT NULL
);

CREATE INDEX postings_by_partner ON postings (partner, id);

CREATE INDEX postings_by_grant ON postings (grant_id, id);

CREATE INDEX postings_by_use ON postings (use_key) WHERE use_key <> '';

-- How much of each budget was claimed by all partners.
CREATE TABLE budgets (
    program TEXT COLLATE "C" NOT NULL,
    budget TEXT COLLATE "C" NOT NULL,
    taken TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (program, budget)
);

-- Files that belong to forms and tickets.
CREATE TABLE attachments (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    partner TEXT COLLATE "C" NOT NULL CHECK (partner <> ''),
    -- empty until a case names it
    case_id TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL CHECK (size >= 0),
    checksum TEXT COLLATE "C" NOT NULL CHECK (length(checksum) = 64),
    uploaded_by TEXT COLLATE "C" NOT NULL,
    created BIGINT NOT NULL CHECK (created = CAST(created AS BIGINT)),
    bytes BYTEA NOT NULL
);

CREATE INDEX attachments_by_case ON attachments (case_id);

-- What is kept about an offer beside its facts.
CREATE TABLE offers (
    publisher TEXT COLLATE "C" NOT NULL,
    offer TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    offer_type TEXT COLLATE "C" NOT NULL,
    listing_option TEXT COLLATE "C" NOT NULL,
    listing TEXT COLLATE "C" NOT NULL,
    life TEXT COLLATE "C" NOT NULL CHECK (life IN ('draft', 'live', 'delisted')),
    -- the first day on which it was live without a break, in days since 1970; NULL while it is not
    live_since BIGINT CHECK (live_since = CAST(live_since AS BIGINT)),
    owner TEXT COLLATE "C" NOT NULL,
    -- persons beside the owner, each with a comma before and after
    contacts TEXT COLLATE "C" NOT NULL,
    -- the listing's own texts, as JSON
    content TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL CHECK (revision > 0),
    PRIMARY KEY (publisher, offer)
);

CREATE INDEX offers_by_owner ON offers (owner) WHERE owner <> '';
