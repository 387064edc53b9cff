-- Grants whose cause a correction removed, and about which somebody must decide: as
-- they were found when their partner was evaluated last.
CREATE TABLE grant_reviews (
    partner TEXT COLLATE "C" NOT NULL CHECK (partner <> ''),
    grant_id TEXT COLLATE "C" NOT NULL CHECK (grant_id <> ''),
    program TEXT COLLATE "C" NOT NULL,
    benefit TEXT COLLATE "C" NOT NULL,
    -- the offer or region that it is for, empty for the partner as a whole
    holder TEXT COLLATE "C" NOT NULL,
    -- since when it was held, in days since 1970
    granted BIGINT NOT NULL CHECK (granted = CAST(granted AS BIGINT)),
    PRIMARY KEY (partner, grant_id)
);
