-- What is due of a kind is read in the order in which it is claimed: without that
-- order each claim sorted everything that waits.
DROP INDEX jobs_by_time;

CREATE INDEX jobs_due ON jobs (kind, run_at, subject);
