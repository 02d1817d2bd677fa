CREATE TABLE deadline (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, record BLOB NOT NULL, act_by TEXT NOT NULL, state TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX deadline_act_by ON deadline (state, act_by);
CREATE INDEX deadline_record ON deadline (record);
