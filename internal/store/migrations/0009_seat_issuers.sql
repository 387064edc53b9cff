-- The identity provider whose claims gave the role, as its issuer; empty when it was given by hand.
ALTER TABLE seats ADD COLUMN issuer TEXT COLLATE "C" NOT NULL DEFAULT '';
