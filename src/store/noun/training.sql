CREATE TABLE training (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, officer BLOB NOT NULL, kind TEXT NOT NULL, ended_on TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX training_officer ON training (officer);
