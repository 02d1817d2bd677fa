CREATE TABLE guidance (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, "on" TEXT NOT NULL, closed_on TEXT, doc TEXT NOT NULL) STRICT;
CREATE INDEX guidance_open ON guidance (closed_on);
