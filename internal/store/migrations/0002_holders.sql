-- Every partner and every publisher that a fact names. A projection of the facts, like all tables of this migration.
CREATE TABLE holders (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    -- a fact names it as a partner, as a publisher; the same id may be both
    partner BOOLEAN NOT NULL CHECK (partner IN (TRUE, FALSE)),
    publisher BOOLEAN NOT NULL CHECK (publisher IN (TRUE, FALSE)),
    -- its facts have ids from place to place + 4294967295
    place BIGINT NOT NULL CHECK (place >= 0 AND place = CAST(place AS BIGINT)),
    -- the lowest place among all holders that were ever linked with it: their facts are read together
    bundle BIGINT NOT NULL CHECK (bundle >= 0 AND bundle <= place)
);

CREATE UNIQUE INDEX holders_by_bundle ON holders (bundle, id);

-- What partners are called. The name is that of the fact recorded last.
CREATE TABLE partner_names (
    source TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    -- the name in lower case, to be searched
    folded TEXT COLLATE "C" NOT NULL,
    recorded BIGINT NOT NULL CHECK (recorded = CAST(recorded AS BIGINT)),
    -- the fact was replaced or retracted
    gone BOOLEAN NOT NULL CHECK (gone IN (TRUE, FALSE)),
    PRIMARY KEY (source, key)
);

CREATE INDEX partner_names_by_partner ON partner_names (partner, recorded);

-- What partners are called elsewhere.
CREATE TABLE external_ids (
    source TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    system TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    gone BOOLEAN NOT NULL CHECK (gone IN (TRUE, FALSE)),
    PRIMARY KEY (source, key)
);

CREATE INDEX external_ids_by_id ON external_ids (system, id);

-- Which publisher belongs to which partner, and when.
CREATE TABLE memberships (
    source TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    publisher TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    -- the first and the last day, in days since 1970; last_day is NULL while it holds
    first_day BIGINT NOT NULL CHECK (first_day = CAST(first_day AS BIGINT)),
    last_day BIGINT CHECK (last_day = CAST(last_day AS BIGINT)),
    recorded BIGINT NOT NULL CHECK (recorded = CAST(recorded AS BIGINT)),
    gone BOOLEAN NOT NULL CHECK (gone IN (TRUE, FALSE)),
    PRIMARY KEY (source, key)
);

CREATE INDEX memberships_by_publisher ON memberships (publisher);

CREATE INDEX memberships_by_partner ON memberships (partner);

-- Which partner is part of which other, and when.
CREATE TABLE merges (
    source TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    partner TEXT COLLATE "C" NOT NULL,
    merged TEXT COLLATE "C" NOT NULL,
    first_day BIGINT NOT NULL CHECK (first_day = CAST(first_day AS BIGINT)),
    last_day BIGINT CHECK (last_day = CAST(last_day AS BIGINT)),
    recorded BIGINT NOT NULL CHECK (recorded = CAST(recorded AS BIGINT)),
    gone BOOLEAN NOT NULL CHECK (gone IN (TRUE, FALSE)),
    PRIMARY KEY (source, key)
);

CREATE INDEX merges_by_partner ON merges (partner);

CREATE INDEX merges_by_merged ON merges (merged);

-- Every currency in which a fact has an amount.
CREATE TABLE currencies (
    currency TEXT COLLATE "C" PRIMARY KEY CHECK (length(currency) = 3)
);
