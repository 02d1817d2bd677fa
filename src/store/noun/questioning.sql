CREATE TABLE questioning (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, "case" BLOB NOT NULL, "on" TEXT NOT NULL, until TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX questioning_case ON questioning ("case");
CREATE INDEX questioning_on ON questioning ("on");
