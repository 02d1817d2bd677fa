CREATE TABLE notice (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, document_no TEXT NOT NULL, form TEXT NOT NULL, addressee TEXT NOT NULL, issued_on TEXT NOT NULL, pdf TEXT NOT NULL, about BLOB NOT NULL, served_on TEXT, doc TEXT NOT NULL) STRICT;
CREATE INDEX notice_number ON notice (document_no);
CREATE INDEX notice_about ON notice (about);
