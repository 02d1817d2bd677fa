CREATE TABLE review_act (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, file BLOB NOT NULL, step TEXT NOT NULL, "on" TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX review_act_of_file ON review_act (file);
