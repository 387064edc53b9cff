-- Plans that take long: what was asked, how far it is, and what came of it.
CREATE TABLE plans (
    id TEXT COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    -- the whole plan, as JSON
    content TEXT COLLATE "C" NOT NULL CHECK (content <> ''),
    -- how far it is, in percent
    told BIGINT NOT NULL CHECK (told = CAST(told AS BIGINT))
);
