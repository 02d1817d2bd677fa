//! Removing what should never have been written: gone from the bytes of the file, visible in the journal.

use binggong::store::{Depth, Error, Fault};

use crate::support::{Act, TestStore, attacker, hash_of, holds, id, names_in, officer};

/// As somebody types it into the wrong field.
const SECRET: &str = "150403199001011234";

fn with_secret(dir: &std::path::Path) -> (TestStore, binggong::store::Header, Vec<u8>) {
    let mut store = TestStore::plain(dir, "secret");
    store.add(id(2), &officer("王一", "执法二中队"));
    // Long enough for overflow pages, so that these are looked at too.
    let post = format!("{SECRET} {}", "字".repeat(5000));
    let scan = [SECRET.as_bytes(), &[0xab; 70_000], SECRET.as_bytes()].concat();
    let entry = store
        .act("officer.add", Act::put(id(3), Vec::new(), &officer("李二", &post)).with_file(&scan))
        .unwrap();
    for n in 10..40 {
        store.add(id(n), &officer("张三", "办公室"));
    }
    (store, entry, scan)
}

#[test]
fn a_removed_body_and_file_are_gone_from_the_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, entry, scan) = with_secret(dir.path());
    let path = store.path().to_owned();
    assert_eq!(store.search(SECRET, 10).unwrap().len(), 1);
    assert!(holds(&path, SECRET.as_bytes()));
    let mut act = Act::redact(&entry);
    act.redacts_blobs.push(hash_of(&scan));
    store.act("redact", act).unwrap();
    assert!(matches!(store.blob(&hash_of(&scan)), Err(Error::NotFound)));
    assert_eq!(store.search(SECRET, 10).unwrap(), []);
    assert!(store.get(id::<binggong::domain::officer::Officer>(3)).unwrap().is_none());
    assert!(store.get(id::<binggong::domain::officer::Officer>(20)).unwrap().is_some());
    store.assert_clean();
    drop(store);
    assert!(!holds(&path, SECRET.as_bytes()), "the number is still in the file");
    assert!(!holds(&path, &SECRET.as_bytes()[1..]), "the number is still in the search index");
    assert!(!holds(&path, &[0xab; 64]), "the scan is still in the file");
    assert_eq!(names_in(dir.path()), ["plain.ledger"]);
}

#[test]
fn a_corrected_record_keeps_its_later_version() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, entry, _) = with_secret(dir.path());
    let path = store.path().to_owned();
    let corrected = store.change(id(3), &officer("李二", "执法一中队"));
    store.act("redact", Act::redact(&entry)).unwrap();
    let shown = store.get(id::<binggong::domain::officer::Officer>(3)).unwrap().unwrap();
    assert_eq!(shown.value.post, "执法一中队");
    assert_eq!(store.entries_of("officer", id::<()>(3).uuid()).unwrap(), [(corrected.node, corrected.seq)]);
    assert_eq!(store.conflicts().unwrap(), []);
    let report = store.verify(Depth::Full, &[]).unwrap();
    assert_eq!((report.removed_bodies, report.faults), (1, vec![]));
    drop(store);
    // The file that only the removed body brought went with it.
    assert!(!holds(&path, SECRET.as_bytes()));
}

#[test]
fn a_file_stays_where_the_removing_act_brings_it_again() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, entry, scan) = with_secret(dir.path());
    store.act("redact", Act::redact(&entry).with_blob(hash_of(&scan), scan.len() as u64)).unwrap();
    assert_eq!(store.blob(&hash_of(&scan)).unwrap(), scan);
    store.assert_clean();
}

#[test]
fn a_removed_file_can_be_brought_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "again");
    store.act("evidence", Act::default().with_file(b"scan")).unwrap();
    store.act("redact", Act { redacts_blobs: vec![hash_of(b"scan")], ..Act::default() }).unwrap();
    assert!(matches!(store.blob(&hash_of(b"scan")), Err(Error::NotFound)));
    store.assert_clean();
    store.act("evidence", Act::default().with_file(b"scan")).unwrap();
    assert_eq!(store.blob(&hash_of(b"scan")).unwrap(), b"scan");
    store.assert_clean();
}

#[test]
fn only_what_is_there_can_be_removed() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, entry, _) = with_secret(dir.path());
    let mut absent = entry.clone();
    absent.seq = 1000;
    assert!(matches!(store.act("redact", Act::redact(&absent)), Err(Error::NotFound)));
    store.act("redact", Act::redact(&entry)).unwrap();
    assert!(matches!(store.act("redact", Act::redact(&entry)), Err(Error::NotFound)));
}

#[test]
fn a_removed_body_that_is_put_back_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, entry, scan) = with_secret(dir.path());
    let path = store.path().to_owned();
    let read = |sql: &str| {
        attacker(&path, &binggong::store::Key::Plain).query_row(sql, [entry.seq as i64], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, Vec<u8>>(1)?))
        })
    };
    let (salt, bytes) = read("SELECT salt, bytes FROM body WHERE seq = ?").unwrap();
    let mut act = Act::redact(&entry);
    act.redacts_blobs.push(hash_of(&scan));
    store.act("redact", act).unwrap();
    store.spoilt = true;
    let attack = attacker(&path, &binggong::store::Key::Plain);
    let trigger: String = attack
        .query_row("SELECT sql FROM sqlite_master WHERE name = 'body_stays'", [], |row| row.get(0))
        .unwrap();
    attack.execute_batch("DROP TRIGGER body_stays").unwrap();
    attack
        .execute(
            "UPDATE body SET salt = ?, bytes = ? WHERE seq = ?",
            rusqlite::params![salt, bytes, entry.seq as i64],
        )
        .unwrap();
    attack.execute_batch(&trigger).unwrap();
    let node = hex::encode(&entry.node[..4]);
    assert_eq!(store.faults(Depth::Quick), [Fault::BodyAltered { node, seq: entry.seq }]);
}
