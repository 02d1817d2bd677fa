//! Files in the ledger, and saving when the disk is full.

use std::fs;
use std::path::{Path, PathBuf};

use binggong::store::{Error, Key, Machine, Mode};

use crate::support::{Act, PASSPHRASE, TestStore, attacker, hash_of, id, passphrase, unit};

/// Bytes that do not compress into a pattern by chance.
fn bytes(length: usize) -> Vec<u8> {
    (0..length as u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

fn written(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

fn parts(path: &Path) -> i64 {
    attacker(path, &Key::Plain).query_row("SELECT count(*) FROM blob_part", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_large_file_is_kept_in_parts() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "large");
    for length in [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 9 * (1 << 20) + 5] {
        let content = bytes(length);
        let scan = written(dir.path(), "scan.pdf", &content);
        let (hash, size) = store.stage_file(&scan).unwrap();
        assert_eq!((hash, size), (hash_of(&content), length as u64));
        store.act("evidence", Act::default().with_blob(hash, size)).unwrap();
        assert_eq!(store.blob(&hash).unwrap(), content);
        assert_eq!(store.stage_file(&scan).unwrap(), (hash, size), "the same file again");
    }
    store.assert_clean();
    assert_eq!(parts(store.path()), 1 + 1 + 1 + 2 + 10);
}

#[test]
fn a_small_file_comes_with_its_entry() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "small");
    store.act("notice", Act::default().with_file(b"%PDF one").with_file(b"%PDF two")).unwrap();
    store.act("notice", Act::default().with_file(b"%PDF one")).unwrap();
    assert_eq!(store.blob(&hash_of(b"%PDF one")).unwrap(), b"%PDF one");
    assert_eq!(store.blob(&hash_of(b"%PDF two")).unwrap(), b"%PDF two");
    assert!(matches!(store.blob(&hash_of(b"%PDF three")), Err(Error::NotFound)));
    store.assert_clean();
}

#[test]
fn an_entry_cannot_name_a_file_that_is_not_here() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "absent");
    let before = store.digest().unwrap();
    let act = Act::default().with_blob(hash_of(b"elsewhere"), 9);
    assert!(matches!(store.act("evidence", act), Err(Error::NotFound)));
    assert_eq!(store.digest().unwrap(), before);
    store.assert_clean();
}

#[test]
fn parts_without_an_entry_are_swept_at_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "orphan");
    let path = store.path().to_owned();
    let (kept, size) = store.stage_file(&written(dir.path(), "kept", &bytes(3000))).unwrap();
    store.act("evidence", Act::default().with_blob(kept, size)).unwrap();
    let (orphan, _) = store.stage_file(&written(dir.path(), "orphan", &bytes(2_000_000))).unwrap();
    assert!(matches!(store.blob(&orphan), Err(Error::NotFound)));
    // Somebody who verifies meanwhile finds no fault in it.
    store.assert_clean();
    drop(store);
    assert_eq!(parts(&path), 3);
    let store = TestStore::open(&path, &Key::Plain, Mode::Write, Machine::ephemeral(), "next").unwrap();
    assert_eq!(store.blob(&kept).unwrap(), bytes(3000));
    assert!(matches!(store.blob(&orphan), Err(Error::NotFound)));
    store.assert_clean();
    drop(store);
    assert_eq!(parts(&path), 1);
}

#[test]
fn a_missing_file_and_a_folder_are_not_staged() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "missing");
    assert!(matches!(store.stage_file(&dir.path().join("no.pdf")), Err(Error::Missing(_))));
    assert!(store.stage_file(dir.path()).is_err());
    store.assert_clean();
}

#[test]
fn a_full_disk_leaves_nothing_half_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("full.ledger");
    let key = passphrase(PASSPHRASE);
    let mut store = TestStore::create(&path, &key, Machine::ephemeral(), "full").unwrap();
    store.found();
    let limit = store.pages().unwrap() + 12;
    store.limit_pages(limit).unwrap();
    let mut kept = 0;
    let refused = loop {
        match store.act("trial.add", Act::put(id(kept + 1), Vec::new(), &unit(&format!("第{kept}镇")))) {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, Error::Full), "{refused}");
    assert!(kept > 5, "{kept} entries fitted");
    assert!(matches!(store.act("notice", Act::default().with_file(&bytes(100_000))), Err(Error::Full)));
    let scan = written(dir.path(), "scan", &bytes(3_000_000));
    assert!(matches!(store.stage_file(&scan), Err(Error::Full)));
    let head = store.head().unwrap();
    assert_eq!(head.unwrap().0 as u128, kept + 1);
    assert_eq!(store.count::<binggong::domain::unit::Unit>().unwrap() as u128, kept);
    store.assert_clean();
    // With room again, the next entry takes the next place.
    store.limit_pages(limit + 1000).unwrap();
    assert_eq!(store.add(id(999), &unit("末镇")).seq as u128, kept + 2);
    store.assert_clean();
    drop(store);
    let store = TestStore::open(&path, &key, Mode::Read, Machine::ephemeral(), "again").unwrap();
    assert_eq!(store.count::<binggong::domain::unit::Unit>().unwrap() as u128, kept + 1);
}
