-- Only customers who are let see the offer.
ALTER TABLE offers ADD COLUMN private BOOLEAN NOT NULL DEFAULT FALSE CHECK (private IN (TRUE, FALSE));

-- Decisions by hand that wait for another person, and what became of the others.
CREATE TABLE proposals (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    partner TEXT COLLATE "C" NOT NULL CHECK (partner <> ''),
    grant_id TEXT COLLATE "C" NOT NULL CHECK (grant_id <> ''),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined')),
    -- the whole proposal, as JSON
    content TEXT COLLATE "C" NOT NULL CHECK (content <> '')
);

CREATE INDEX proposals_by_partner ON proposals (partner, id);

CREATE INDEX proposals_by_grant ON proposals (grant_id) WHERE state = 'proposed';

CREATE INDEX proposals_open ON proposals (id) WHERE state = 'proposed';
