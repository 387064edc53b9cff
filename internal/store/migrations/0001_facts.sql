-- Every file that was imported: what it was and what became of it.
CREATE TABLE imports (
    id BIGINT PRIMARY KEY CHECK (id > 0),
    -- the feed's name in the ID of every fact
    source TEXT COLLATE "C" NOT NULL CHECK (source <> ''),
    format TEXT COLLATE "C" NOT NULL,
    file TEXT COLLATE "C" NOT NULL,
    -- SHA-256 of the file, in hex; empty when it was not taken
    checksum TEXT COLLATE "C" NOT NULL,
    -- the date of publication, in days since 1970; facts of the file are recorded on it
    published BIGINT CHECK (published = CAST(published AS BIGINT)),
    -- the file restated whole months
    snapshot BOOLEAN NOT NULL CHECK (snapshot IN (TRUE, FALSE)),
    -- the first and the last day of the months of its events, in days since 1970; NULL without events
    first_day BIGINT CHECK (first_day = CAST(first_day AS BIGINT)),
    last_day BIGINT CHECK (last_day >= first_day),
    -- what became of its rows
    added BIGINT NOT NULL CHECK (added >= 0),
    repeated BIGINT NOT NULL CHECK (repeated >= 0),
    corrected BIGINT NOT NULL CHECK (corrected >= 0),
    conflicting BIGINT NOT NULL CHECK (conflicting >= 0),
    retracted BIGINT NOT NULL CHECK (retracted >= 0),
    rejected BIGINT NOT NULL CHECK (rejected >= 0),
    -- when this database began and ended it, in microseconds since 1970; ended is NULL when it was interrupted
    began BIGINT NOT NULL CHECK (began = CAST(began AS BIGINT)),
    ended BIGINT CHECK (ended = CAST(ended AS BIGINT))
);

CREATE INDEX imports_by_source ON imports (source, published);

-- What happened. Rows are never deleted, and what they say is never changed.
CREATE TABLE facts (
    -- where the fact lies, from the hashes of its holder and of its identity: facts of one holder are neighbours
    id BIGINT PRIMARY KEY CHECK (id >= 0 AND id = CAST(id AS BIGINT)),
    source TEXT COLLATE "C" NOT NULL CHECK (source <> ''),
    key TEXT COLLATE "C" NOT NULL CHECK (key <> ''),
    kind TEXT COLLATE "C" NOT NULL,
    -- the publisher, or else the partner, under whom the fact is kept; of a fact about another fact, that fact's holder; empty for none
    holder TEXT COLLATE "C" NOT NULL,
    -- when it was true or began, in microseconds since 1970; NULL for a fact about another fact
    happened BIGINT CHECK (happened = CAST(happened AS BIGINT)),
    -- the key, in the same source, of the fact that this one corrects or retracts; empty for none
    replaces TEXT COLLATE "C" NOT NULL,
    -- the import that brought it; NULL for what was not imported
    import BIGINT CHECK (import > 0),
    -- everything that the fact says, as content.go writes it; the columns beside it are what is searched for
    content TEXT COLLATE "C" NOT NULL CHECK (content <> ''),
    UNIQUE (source, key)
);

CREATE INDEX facts_by_replaced ON facts (source, replaces) WHERE replaces <> '';

CREATE INDEX facts_complete ON facts (source, key) WHERE kind = 'complete';

-- The key under which the newest content of a corrected key is stored: key, key~2, key~3.
CREATE TABLE corrections (
    source TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    -- the key of the fact that counts now
    head TEXT COLLATE "C" NOT NULL,
    -- how many facts were stored for the key: the last is key~links
    links BIGINT NOT NULL CHECK (links > 1),
    PRIMARY KEY (source, key)
);

CREATE INDEX corrections_by_head ON corrections (source, head);

-- What came with a known key and other content, kept for review.
CREATE TABLE conflicts (
    source TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    -- the digest of what came, and of what was held
    digest TEXT COLLATE "C" NOT NULL,
    held TEXT COLLATE "C" NOT NULL,
    -- everything that came
    content TEXT COLLATE "C" NOT NULL CHECK (content <> ''),
    import BIGINT CHECK (import > 0),
    received BIGINT NOT NULL CHECK (received = CAST(received AS BIGINT)),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'accepted', 'dismissed')),
    PRIMARY KEY (source, key, digest)
);

-- Facts about a fact that is not here yet.
CREATE TABLE unresolved (
    source TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    named_source TEXT COLLATE "C" NOT NULL,
    named_key TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (source, key)
);

CREATE INDEX unresolved_by_name ON unresolved (named_source, named_key);
