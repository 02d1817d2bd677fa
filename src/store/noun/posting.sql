CREATE TABLE posting (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, officer BLOB NOT NULL, "on" TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX posting_officer ON posting (officer);
