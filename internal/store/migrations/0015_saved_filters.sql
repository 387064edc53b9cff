-- What somebody of the operator looks for again and again at the desk.
CREATE TABLE saved_filters (
    person TEXT COLLATE "C" NOT NULL REFERENCES persons (id),
    name TEXT COLLATE "C" NOT NULL CHECK (name <> ''),
    -- as an address has it
    query TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (person, name)
);

-- Queues are counted whenever somebody opens the desk: what is over is most of all cases, and no part of them.
CREATE INDEX cases_open ON cases (due, assignee, waiting) WHERE NOT over;
