CREATE TABLE review_result (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, file BLOB NOT NULL, level TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX review_result_of_file ON review_result (file);
