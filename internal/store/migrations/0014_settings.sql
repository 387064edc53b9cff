-- A decision by hand may be about a program, and then it is about no partner and no
-- grant.
CREATE TABLE proposals_of_all_kinds (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    -- what it does when it is confirmed; empty where only the content says it
    act TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    grant_id TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
    -- the whole proposal, as JSON
    content TEXT COLLATE "C" NOT NULL CHECK (content <> '')
);

INSERT INTO proposals_of_all_kinds (id, act, partner, grant_id, state, content) SELECT id, '', partner, grant_id, state, content FROM proposals;

DROP TABLE proposals;

ALTER TABLE proposals_of_all_kinds RENAME TO proposals;

CREATE INDEX proposals_by_partner ON proposals (partner, id);

CREATE INDEX proposals_by_grant ON proposals (grant_id) WHERE state = 'proposed';

CREATE INDEX proposals_open ON proposals (id) WHERE state = 'proposed';

-- What the operator decided about the portal and how it is run. What is not here is
-- as it comes.
CREATE TABLE settings (
    name TEXT COLLATE "C" PRIMARY KEY CHECK (name <> ''),
    -- as JSON
    content TEXT COLLATE "C" NOT NULL CHECK (content <> ''),
    -- how often it was changed
    revision BIGINT NOT NULL CHECK (revision = CAST(revision AS BIGINT))
);
