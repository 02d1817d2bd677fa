CREATE TABLE case_document (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, "case" BLOB NOT NULL, kind TEXT NOT NULL, first_page INTEGER NOT NULL, removed INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX case_document_case ON case_document ("case");
