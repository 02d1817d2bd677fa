CREATE TABLE recording_failure (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, officer BLOB NOT NULL, "on" TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX recording_failure_officer ON recording_failure (officer);
