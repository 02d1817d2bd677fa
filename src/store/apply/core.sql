-- Which records there are. `ord` counts them in the order of replay; rows never leave, so it stays theirs.
CREATE TABLE record (
    ord INTEGER PRIMARY KEY, kind TEXT NOT NULL, id BLOB NOT NULL, version BLOB NOT NULL,
    deleted INTEGER NOT NULL, heads INTEGER NOT NULL
) STRICT;
CREATE INDEX record_id ON record (kind, id);
CREATE INDEX record_conflict ON record (ord) WHERE heads > 1;

-- Every version of every record; `head` is 1 while nobody names it as a parent.
CREATE TABLE version (
    ord INTEGER NOT NULL, lamport INTEGER NOT NULL, node BLOB NOT NULL, seq INTEGER NOT NULL, n INTEGER NOT NULL,
    version BLOB NOT NULL, head INTEGER NOT NULL,
    PRIMARY KEY (ord, lamport, node, seq, n)
) STRICT, WITHOUT ROWID;

-- Entries that only a newer program can read.
CREATE TABLE unknown (node BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (node, seq)) STRICT, WITHOUT ROWID;

-- What later acts remove: bodies by their entries, and files by what the last act about them says.
CREATE TABLE redacted (node BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (node, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE file (hash BLOB NOT NULL PRIMARY KEY, size INTEGER NOT NULL, removed INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Pinyin initials of names (p…) and titles (t…), numbers from the front (n…) and from the back (r…), looked up by
-- prefix; who handled the case that a record belongs to (o…), looked up whole.
CREATE TABLE needle (key TEXT NOT NULL, ord INTEGER NOT NULL, PRIMARY KEY (key, ord)) STRICT, WITHOUT ROWID;
