CREATE TABLE "case" (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, party TEXT NOT NULL, opened_on TEXT, sort TEXT NOT NULL, party_sort TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX case_number ON "case" (number);
-- All that a list of every case asks for, in the order of the numbers.
CREATE INDEX case_register ON "case" (sort, opened_on, kind);
-- The same in the order of the parties.
CREATE INDEX case_party ON "case" (party_sort, sort, opened_on, kind);
