CREATE TABLE delegation (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, unit BLOB NOT NULL, mode TEXT NOT NULL, last_on TEXT, doc TEXT NOT NULL) STRICT;
CREATE INDEX delegation_unit ON delegation (unit);
