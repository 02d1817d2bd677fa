//! The tables follow from the journal: an outdated definition means a backup and a rebuild.

use binggong::store::{Depth, Error, Key, Machine, Mode};

use crate::support::{Act, PASSPHRASE, TestStore, attacker, copy, id, names_in, officer, passphrase, unit};

#[test]
fn an_outdated_definition_is_rebuilt_after_a_backup() {
    for key in [Key::Plain, passphrase(PASSPHRASE)] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("old.ledger");
        let mut store = TestStore::create(&path, &key, Machine::ephemeral(), "old").unwrap();
        store.found();
        store.add(id(1), &unit("甲镇"));
        store.add(id(2), &officer("王一", "执法二中队"));
        let digest = store.digest().unwrap();
        drop(store);
        // As an older program would have left it: other columns, and a table that is no more.
        attacker(&path, &key)
            .execute_batch(
                "UPDATE local_meta SET value = 'of another day' WHERE key = 'derived';
                 DROP TABLE officer; CREATE TABLE officer (ord INTEGER PRIMARY KEY, name TEXT) STRICT;
                 CREATE TABLE interview (ord INTEGER PRIMARY KEY) STRICT; DELETE FROM unit; DELETE FROM needle;",
            )
            .unwrap();
        let old = std::fs::read(&path).unwrap();
        let store = TestStore::open(&path, &key, Mode::Write, Machine::ephemeral(), "new").unwrap();
        assert_eq!(store.digest().unwrap(), digest);
        store.assert_clean();
        drop(store);
        let names = names_in(dir.path());
        assert_eq!(names.len(), 2, "{names:?}");
        let backup = dir.path().join(names.iter().find(|name| name.ends_with(".bak")).unwrap());
        assert_eq!(std::fs::read(&backup).unwrap().starts_with(b"SQLite"), old.starts_with(b"SQLite"));
        let kept: i64 =
            attacker(&backup, &key).query_row("SELECT count(*) FROM entry", [], |row| row.get(0)).unwrap();
        assert_eq!(kept, 3);
        // Once is enough.
        drop(TestStore::open(&path, &key, Mode::Write, Machine::ephemeral(), "again").unwrap());
        assert_eq!(names_in(dir.path()).len(), 2);
    }
}

#[test]
fn a_ledger_of_the_first_format_climbs_to_the_present_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "first");
    store.add(id(1), &unit("甲镇"));
    let (path, digest) = (store.path().to_owned(), store.digest().unwrap());
    drop(store);
    attacker(&path, &Key::Plain).execute_batch("DROP TABLE local_draft; PRAGMA user_version = 1").unwrap();
    let store = TestStore::open(&path, &Key::Plain, Mode::Write, Machine::ephemeral(), "new").unwrap();
    assert_eq!(store.digest().unwrap(), digest);
    store.assert_clean();
    drop(store);
    let conn = attacker(&path, &Key::Plain);
    let version: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let drafts: u32 = conn.query_row("SELECT count(*) FROM local_draft", [], |row| row.get(0)).unwrap();
    assert_eq!((version, drafts), (2, 0));
    assert!(names_in(dir.path()).iter().any(|name| name.ends_with(".bak")));
}

#[test]
fn a_reader_finds_outdated_tables_made_anew_and_writes_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let path = TestStore::plain(dir.path(), "reader").path().to_owned();
    attacker(&path, &Key::Plain)
        .execute_batch("UPDATE local_meta SET value = 'x' WHERE key = 'derived'")
        .unwrap();
    let store = TestStore::open(&path, &Key::Plain, Mode::Read, Machine::ephemeral(), "reader").unwrap();
    assert_eq!(store.verify(Depth::Full, &[]).unwrap().faults, []);
    assert_eq!(store.node(), None);
    drop(store);
    assert_eq!(names_in(dir.path()).len(), 2, "{:?}", names_in(dir.path()));
    let before = std::fs::read(&path).unwrap();
    drop(TestStore::open(&path, &Key::Plain, Mode::Read, Machine::ephemeral(), "reader").unwrap());
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn rebuilding_gives_the_same_rows() {
    let mut store = TestStore::in_memory("rebuild");
    store.found();
    for n in 0..20 {
        store.add(id(n), &officer(&format!("王{n}"), "执法二中队"));
        store
            .act("weather.note", Act::record("weather", id::<()>(n + 100).uuid(), Vec::new(), None))
            .unwrap();
    }
    for n in 0..10 {
        store.change(id(n * 2), &officer(&format!("李{n}"), "办公室"));
    }
    for n in 0..5 {
        store.delete::<binggong::domain::officer::Officer>(id(n * 3));
    }
    store.assert_follows();
    store.assert_clean();
    assert_eq!(store.count::<binggong::domain::officer::Officer>().unwrap(), 15);
}

#[test]
fn the_journal_is_only_appended_to() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "append");
    store.act("evidence", Act::default().with_file(b"scan")).unwrap();
    let conn = attacker(store.path(), &Key::Plain);
    for sql in [
        "UPDATE entry SET lamport = 9",
        "DELETE FROM entry",
        "UPDATE body SET bytes = x'00'",
        "UPDATE body SET salt = x'00'",
        "DELETE FROM body",
        "UPDATE blob SET size = 1",
        "UPDATE blob_part SET bytes = x'00'",
        "INSERT OR REPLACE INTO body SELECT node, seq, salt, x'00' FROM body",
    ] {
        // As the program's own connection is set up; a replacement counts as a deletion.
        conn.execute_batch("PRAGMA recursive_triggers = ON").unwrap();
        assert!(conn.execute_batch(sql).is_err(), "{sql}");
    }
    store.assert_clean();
}

#[test]
fn a_copy_written_on_elsewhere_is_the_same_ledger() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "copy");
    let path = copy(store.path(), "other.ledger");
    let mut other = TestStore::open(&path, &Key::Plain, Mode::Write, Machine::ephemeral(), "other").unwrap();
    other.add(id(1), &unit("甲镇"));
    store.add(id(2), &unit("乙镇"));
    let parcel = other.slice_after(&store.heads_of_nodes().unwrap()).unwrap();
    store.accept(&parcel).unwrap();
    let parcel = store.slice_after(&other.heads_of_nodes().unwrap()).unwrap();
    other.accept(&parcel).unwrap();
    assert_eq!(store.digest().unwrap(), other.digest().unwrap());
    assert!(!matches!(store.head(), Err(Error::Sql(_))));
}
