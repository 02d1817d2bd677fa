CREATE TABLE decision (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, liability BLOB NOT NULL, kind TEXT NOT NULL, decided_on TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX decision_liability ON decision (liability);
