CREATE TABLE evidence (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, liability BLOB NOT NULL, label TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX evidence_liability ON evidence (liability);
