CREATE TABLE case_binding (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, "case" BLOB NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX case_binding_case ON case_binding ("case");
