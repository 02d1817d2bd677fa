CREATE TABLE complaint (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, officer BLOB NOT NULL, "on" TEXT NOT NULL, closed_on TEXT, doc TEXT NOT NULL) STRICT;
CREATE INDEX complaint_officer ON complaint (officer);
