CREATE TABLE number (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, register TEXT NOT NULL, year INTEGER NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX number_register ON number (register, year, seq);
