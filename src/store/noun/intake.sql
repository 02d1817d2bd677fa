CREATE TABLE intake (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, state TEXT NOT NULL, received_on TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX intake_open ON intake (state, received_on);
