CREATE TABLE review_file (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, draw BLOB NOT NULL, "case" BLOB NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX review_file_draw ON review_file (draw);
CREATE INDEX review_file_case ON review_file ("case");
