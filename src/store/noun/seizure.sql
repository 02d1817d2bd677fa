CREATE TABLE seizure (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, "case" BLOB NOT NULL, state TEXT NOT NULL, "to" TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX seizure_case ON seizure ("case");
CREATE INDEX seizure_open ON seizure (state, "to");
