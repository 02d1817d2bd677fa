CREATE TABLE review_draw (ord INTEGER PRIMARY KEY, id BLOB NOT NULL, plan BLOB NOT NULL, drawn_on TEXT NOT NULL, doc TEXT NOT NULL) STRICT;
CREATE INDEX review_draw_plan ON review_draw (plan);
