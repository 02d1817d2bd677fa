CREATE TABLE recusal (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, "case" BLOB NOT NULL, officer BLOB NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX recusal_case ON recusal ("case");
