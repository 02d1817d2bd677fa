CREATE TABLE annual_check (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, card BLOB NOT NULL, year INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX annual_check_card ON annual_check (card);
CREATE INDEX annual_check_year ON annual_check (year, card);
