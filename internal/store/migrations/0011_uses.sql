-- What was used of credits, as its source told it: told again it is the same use.
CREATE TABLE uses (
    use_key TEXT COLLATE "C" PRIMARY KEY CHECK (use_key <> ''),
    program TEXT COLLATE "C" NOT NULL,
    benefit TEXT COLLATE "C" NOT NULL,
    amount TEXT COLLATE "C" NOT NULL CHECK (amount <> ''),
    currency TEXT COLLATE "C" NOT NULL CHECK (length(currency) = 3),
    on_day BIGINT NOT NULL CHECK (on_day = CAST(on_day AS BIGINT)),
    -- what of the amount no credit was left for
    overage TEXT COLLATE "C" NOT NULL CHECK (overage <> '')
);
