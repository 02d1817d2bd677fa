CREATE TABLE "case" (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, party TEXT NOT NULL, opened_on TEXT, doc TEXT NOT NULL) STRICT;
CREATE INDEX case_number ON "case" (number);
