CREATE TABLE certificate (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, officer BLOB NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, issued_on TEXT, valid_to TEXT, state TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX certificate_number ON certificate (number);
-- All that a list of every card asks for, holder by holder.
CREATE INDEX certificate_officer ON certificate (officer, number, issued_on, valid_to, state);
CREATE INDEX certificate_due ON certificate (state, valid_to);
-- Few among many, and asked for each time that 待办 is read.
CREATE INDEX certificate_ministry ON certificate (state) WHERE kind = 'ministry';
-- All that a year's check asks for.
CREATE INDEX certificate_yearly ON certificate (issued_on, id, officer) WHERE state = 'held' AND kind <> 'ministry';
