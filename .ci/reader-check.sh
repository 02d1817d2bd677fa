#!/bin/sh
# The reader written from FORMAT.md and `binggong verify --full` must agree: on the sample ledger in the folder
# given (made by `binggong demo DIR --no-window`) and on altered copies of it.
set -eu
cd "$(dirname "$0")/.."
ledger="${1:?usage: reader-check.sh DIR}/示例.ledger"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# agree FILE WANTED: both exit with WANTED
agree() {
    reader=0; python3 tests/reader.py "$1" --full >"$scratch/reader" || reader=$?
    program=0; target/release/binggong verify "$1" --full >"$scratch/program" 2>&1 || program=$?
    echo "$(basename "$1"): reader $reader ($(head -c 100 "$scratch/reader")), program $program"
    if [ "$reader" != "$2" ] || [ "$program" != "$2" ]; then
        cat "$scratch/program"
        echo "reader and program should both say $2" >&2
        exit 1
    fi
}

# alter NAME SQL: a copy of the ledger with its triggers taken away for one statement
alter() {
    cp "$ledger" "$scratch/$1"
    python3 - "$scratch/$1" "$2" <<'PYTHON'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
for name, _ in triggers:
    db.execute(f'DROP TRIGGER "{name}"')
if db.execute(sys.argv[2]).rowcount == 0:
    sys.exit(f"nothing altered: {sys.argv[2]}")
for _, sql in triggers:
    db.execute(sql)
PYTHON
    agree "$scratch/$1" 1
}

agree "$ledger" 0
for column in lamport format; do
    alter "entry-$column" "UPDATE entry SET $column = $column + 1 WHERE seq = 2"
done
alter entry-day "UPDATE entry SET day = '2001-01-01' WHERE seq = 2"
for column in body_hash prev hash sig; do
    alter "entry-$column" "UPDATE entry SET $column = zeroblob(length($column)) WHERE seq = 2"
done
alter entry-deleted "DELETE FROM entry WHERE seq = 3"
alter body-altered "UPDATE body SET bytes = CAST(bytes || x'20' AS BLOB) WHERE seq = 3"
alter body-salt "UPDATE body SET salt = zeroblob(32) WHERE seq = 3"
alter body-emptied "UPDATE body SET salt = NULL, bytes = NULL WHERE seq = 3"
alter body-deleted "DELETE FROM body WHERE seq = 3"
alter body-added "INSERT INTO body SELECT node, seq + 100000, salt, bytes FROM body WHERE seq = 3"
alter blob-size "UPDATE blob SET size = size + 1 WHERE rowid = (SELECT min(rowid) FROM blob)"
alter blob-deleted "DELETE FROM blob WHERE rowid = (SELECT min(rowid) FROM blob)"
alter blob-added "INSERT INTO blob VALUES (zeroblob(32), 0)"
alter part-altered "UPDATE blob_part SET bytes = zeroblob(length(bytes)) WHERE rowid = (SELECT min(rowid) FROM blob_part)"
alter part-deleted "DELETE FROM blob_part WHERE rowid = (SELECT min(rowid) FROM blob_part)"
alter part-added "INSERT INTO blob_part VALUES (zeroblob(32), 0, x'00')"
echo "reader and program agree"
