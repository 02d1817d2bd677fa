CREATE TABLE certificate (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, officer BLOB NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, valid_to TEXT, state TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX certificate_number ON certificate (number);
CREATE INDEX certificate_officer ON certificate (officer);
