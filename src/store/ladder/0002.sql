-- Drafts, sealed to their authors: what is begun and not yet entered is nobody's history.
CREATE TABLE local_draft (
    user BLOB NOT NULL, name BLOB NOT NULL, head BLOB NOT NULL, content BLOB NOT NULL,
    PRIMARY KEY (user, name)
) STRICT, WITHOUT ROWID;
