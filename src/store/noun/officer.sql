CREATE TABLE officer (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, name TEXT NOT NULL, unit BLOB NOT NULL, post TEXT NOT NULL, left_on TEXT, sort TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX officer_name ON officer (name);
-- All that a list of everybody asks for, in the order of the names.
CREATE INDEX officer_register ON officer (sort, id, unit, left_on);
CREATE INDEX officer_left ON officer (left_on) WHERE left_on IS NOT NULL;
