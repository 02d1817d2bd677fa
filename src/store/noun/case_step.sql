CREATE TABLE case_step (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, "case" BLOB NOT NULL, kind TEXT NOT NULL, "on" TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX case_step_case ON case_step ("case");
