-- The truth: headers, bodies and files. Everything else in the ledger follows from these.
CREATE TABLE entry (
    node BLOB NOT NULL, seq INTEGER NOT NULL, lamport INTEGER NOT NULL, format INTEGER NOT NULL,
    day TEXT NOT NULL, body_hash BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL UNIQUE, sig BLOB NOT NULL,
    PRIMARY KEY (node, seq)
) STRICT;
CREATE INDEX entry_order ON entry (lamport, node, seq);

-- Salt and bytes are NULL when a later, visible act removed them.
CREATE TABLE body (
    node BLOB NOT NULL, seq INTEGER NOT NULL, salt BLOB, bytes BLOB,
    PRIMARY KEY (node, seq)
) STRICT;

-- Files by the SHA-256 of their bytes, in parts of 1 MiB.
CREATE TABLE blob (hash BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL) STRICT;
CREATE TABLE blob_part (
    hash BLOB NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (hash, n)
) STRICT;

-- What belongs to this copy of the file alone: outside history, exchange and verification.
CREATE TABLE local_meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT;
-- Files whose parts are being brought in and that no entry names yet.
CREATE TABLE local_staged (hash BLOB NOT NULL PRIMARY KEY) STRICT;

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT raise(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry BEGIN SELECT raise(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER body_stays BEFORE UPDATE ON body WHEN new.bytes IS NOT NULL OR new.salt IS NOT NULL
BEGIN SELECT raise(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER body_remains BEFORE DELETE ON body BEGIN SELECT raise(ABORT, 'the journal is only appended to'); END;
CREATE TRIGGER blob_stays BEFORE UPDATE ON blob BEGIN SELECT raise(ABORT, 'files are kept as they came'); END;
CREATE TRIGGER blob_part_stays BEFORE UPDATE ON blob_part BEGIN SELECT raise(ABORT, 'files are kept as they came'); END;
