//! The reader written from FORMAT.md alone agrees with `verify` on good files and on every kind of bad one.

mod support;

use std::path::Path;
use std::process::Command;

use binggong::store::{Depth, Key, Machine, Mode, Store};
use support::{Act, TestStore, attacker, copy, env, forge, hash_of, id, officer, unit};

const READER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reader.py");

/// Whether `python3` is there; where not, the test has nothing to compare.
fn python() -> bool {
    let there = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: no python3 here to run tests/reader.py");
    }
    there
}

/// What the reader says, and whether it found no fault.
fn read(path: &Path) -> (bool, String) {
    let output = Command::new("python3").arg(READER).arg(path).arg("--full").output().unwrap();
    assert_eq!(output.stderr, b"", "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code() == Some(0), String::from_utf8(output.stdout).unwrap())
}

fn verified(path: &Path) -> Vec<binggong::store::Fault> {
    let store = Store::open(path, &Key::Plain, Mode::Read, Machine::ephemeral(), &env("read")).unwrap();
    store.verify(Depth::Full, &[]).unwrap().faults
}

/// Two nodes, files whole, removed and brought again, removed bodies, an entry of a newer program.
fn ledger(dir: &Path) -> TestStore {
    let mut store = TestStore::plain(dir, "read");
    store.add(id(1), &unit("甲镇"));
    store.act("evidence", Act::default().with_file(b"scan").with_file(&vec![5; (1 << 20) + 1])).unwrap();
    let wrong = store
        .act("officer.add", Act::put(id(2), Vec::new(), &officer("王一", "误填")).with_file(b"wrong"))
        .unwrap();
    let mut removal = Act::redact(&wrong);
    removal.redacts_blobs.push(hash_of(b"scan"));
    store.act("redact", removal).unwrap();
    let mut other = TestStore::in_memory("other");
    let parcel = store.slice_after(&Default::default()).unwrap();
    other.accept(&parcel).unwrap();
    other.add(id(3), &officer("李二", "办公室"));
    let parcel = other.slice_after(&store.heads_of_nodes().unwrap()).unwrap();
    store.accept(&parcel).unwrap();
    let newer = forge(&store, &[8; 32], 2, br#"{"layout":"of another day"}"#.to_vec());
    store.accept(&[newer]).unwrap();
    store.act("evidence", Act::default().with_file(b"scan")).unwrap();
    store
}

#[test]
fn the_reader_agrees_on_a_good_ledger() {
    if !python() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let store = ledger(dir.path());
    assert_eq!(verified(store.path()), []);
    let (good, said) = read(store.path());
    assert!(good, "{said}");
    let (count, hash) = store.head().unwrap().unwrap();
    assert!(said.starts_with("ok entries=8 head="), "{said}");
    assert!(said.contains(&format!("{count}:{hash}")), "{said}");
}

#[test]
fn the_reader_agrees_on_bad_ledgers() {
    if !python() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let path = ledger(dir.path()).path().to_owned();
    for sql in bad() {
        let altered = copy(&path, "altered.ledger");
        alter(&altered, &sql);
        let (good, said) = read(&altered);
        let faults = verified(&altered);
        assert!(!good && !faults.is_empty(), "{sql}\nreader: {said}verify: {faults:?}");
    }
}

/// Every column of the tables of truth, rows that go and come, and acts of somebody who covers traces.
fn bad() -> Vec<String> {
    let own = "node = (SELECT node FROM entry WHERE prev = zeroblob(32))";
    let mut bad = Vec::new();
    for column in ["seq", "lamport", "format"] {
        bad.push(format!("UPDATE entry SET {column} = {column} + 70 WHERE seq = 2 AND {own}"));
    }
    for column in ["node", "body_hash", "prev", "hash", "sig"] {
        bad.push(format!("UPDATE entry SET {column} = zeroblob(length({column})) WHERE seq = 2 AND {own}"));
        bad.push(format!("UPDATE entry SET {column} = x'00' WHERE seq = 1 AND {own}"));
    }
    for statement in [
        "UPDATE entry SET day = '2001-01-01' WHERE seq = 2",
        "UPDATE entry SET day = day || ' ' WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 2",
        "DELETE FROM entry WHERE seq = 1 AND prev = zeroblob(32)",
        "UPDATE body SET bytes = CAST(bytes || x'20' AS BLOB) WHERE seq = 2",
        "UPDATE body SET salt = zeroblob(32) WHERE seq = 2",
        "UPDATE body SET salt = NULL WHERE seq = 2",
        "UPDATE body SET bytes = NULL WHERE seq = 2",
        "UPDATE body SET salt = NULL, bytes = NULL WHERE seq = 2",
        "UPDATE body SET seq = 70 WHERE seq = 2",
        "UPDATE body SET node = zeroblob(32) WHERE seq = 2",
        "UPDATE body SET salt = x'00', bytes = x'00' WHERE seq = 4",
        "DELETE FROM body WHERE seq = 2",
        "DELETE FROM body WHERE seq = 4",
        "INSERT INTO body SELECT node, 70, salt, bytes FROM body WHERE seq = 2",
        "UPDATE blob SET size = size + 1",
        "UPDATE blob SET hash = zeroblob(32) WHERE size = 4",
        "DELETE FROM blob WHERE size = 4",
        "INSERT INTO blob VALUES (zeroblob(32), 0)",
        "UPDATE blob_part SET bytes = zeroblob(length(bytes)) WHERE n = 0",
        "UPDATE blob_part SET n = 7 WHERE n = 1",
        "UPDATE blob_part SET hash = zeroblob(32) WHERE n = 1",
        "DELETE FROM blob_part WHERE n = 1",
        "INSERT INTO blob_part VALUES (zeroblob(32), 0, x'00')",
        "INSERT INTO blob_part SELECT hash, 9, x'00' FROM blob",
    ] {
        bad.push(statement.to_owned());
    }
    bad
}

fn alter(path: &Path, sql: &str) {
    let conn = attacker(path, &Key::Plain);
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").unwrap();
    let triggers: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    for (name, _) in &triggers {
        conn.execute_batch(&format!("DROP TRIGGER \"{name}\"")).unwrap();
    }
    assert!(conn.execute(sql, []).unwrap() > 0, "{sql} altered nothing");
    for (_, sql) in &triggers {
        conn.execute_batch(sql).unwrap();
    }
}
