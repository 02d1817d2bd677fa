//! What a machine remembers: which node it is, and the password slots of its users.

use std::fs;
use std::path::Path;

use binggong::store::{Error, Key, Machine, Mode, Opened, Slot};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::support::{PASSPHRASE, TestStore, copy, env, id, passphrase, unit};

fn open(path: &Path, machine: &Path, seed: &str) -> TestStore {
    TestStore::open(path, &Key::Plain, Mode::Write, Machine::at(machine), seed).unwrap()
}

/// A ledger with two entries by the machine in `machine`.
fn ledger(dir: &Path, machine: &Path) -> (std::path::PathBuf, [u8; 32]) {
    let path = dir.join("m.ledger");
    let mut store = TestStore::create(&path, &Key::Plain, Machine::at(machine), "first").unwrap();
    store.found();
    let node = store.add(id(1), &unit("甲镇")).node;
    (path, node)
}

#[test]
fn the_same_machine_goes_on_as_the_same_node() {
    let dir = tempfile::tempdir().unwrap();
    let machine = dir.path().join("machine");
    let (path, node) = ledger(dir.path(), &machine);
    let header = open(&path, &machine, "second").add(id(2), &unit("乙镇"));
    assert_eq!((header.node, header.seq), (node, 3));
    let header = open(&path, &machine, "third").add(id(3), &unit("丙镇"));
    assert_eq!((header.node, header.seq), (node, 4));
}

#[test]
fn an_unknown_machine_is_a_new_node() {
    let dir = tempfile::tempdir().unwrap();
    let (path, node) = ledger(dir.path(), &dir.path().join("machine"));
    let mut store = open(&path, &dir.path().join("another"), "second");
    let header = store.add(id(2), &unit("乙镇"));
    assert_ne!(header.node, node);
    assert_eq!(header.seq, 1);
    assert_eq!(Some(header.prev), store.ledger().unwrap());
    store.assert_clean();
}

#[test]
fn a_file_put_back_is_a_new_node_and_forks_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let machine = dir.path().join("machine");
    let (path, node) = ledger(dir.path(), &machine);
    let older = copy(&path, "older.ledger");
    let lost = open(&path, &machine, "second").add(id(2), &unit("乙镇"));
    assert_eq!(lost.node, node);
    let mut store = open(&older, &machine, "third");
    let header = store.add(id(3), &unit("丙镇"));
    assert_ne!(header.node, node);
    // The copy and what was lost go together: neither refuses the other.
    let newer = open(&path, &dir.path().join("elsewhere"), "fourth");
    let parcel = newer.slice_after(&store.heads_of_nodes().unwrap()).unwrap();
    assert_eq!(store.accept(&parcel).unwrap().new, 1);
    store.assert_clean();
}

#[test]
fn looking_into_an_old_copy_forgets_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let machine = dir.path().join("machine");
    let (path, node) = ledger(dir.path(), &machine);
    let older = copy(&path, "older.ledger");
    open(&path, &machine, "second").add(id(2), &unit("乙镇"));
    drop(open(&older, &machine, "third"));
    assert_eq!(open(&path, &machine, "fourth").add(id(3), &unit("丙镇")).node, node);
}

#[test]
fn an_entry_is_kept_though_the_machine_cannot_remember_it() {
    let dir = tempfile::tempdir().unwrap();
    let machine = dir.path().join("machine");
    let (path, node) = ledger(dir.path(), &machine);
    let mut store = open(&path, &machine, "second");
    fs::remove_dir_all(&machine).unwrap();
    fs::write(&machine, "").unwrap();
    assert_eq!(store.add(id(2), &unit("乙镇")).seq, 3);
    assert_eq!(store.add(id(3), &unit("丙镇")).seq, 4);
    assert_eq!(store.head().unwrap().unwrap().0, 4);
    store.assert_clean();
    drop(store);
    // At the next opening it is said before anything is written.
    let refused =
        TestStore::open(&path, &Key::Plain, Mode::Write, Machine::at(&machine), "third").err().unwrap();
    assert!(matches!(refused, Error::Missing(_) | Error::Exists(_) | Error::ReadOnly(_)), "{refused}");
    assert_eq!(node.len(), 32);
}

#[cfg(unix)]
#[test]
fn what_a_machine_keeps_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let machine = dir.path().join("machine");
    ledger(dir.path(), &machine);
    for file in fs::read_dir(machine.join("nodes")).unwrap() {
        assert_eq!(file.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_password_opens_its_slot_and_no_other_does() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s.ledger");
    let machine = Machine::at(dir.path().join("machine"));
    let mut store = TestStore::create(&path, &passphrase(PASSPHRASE), Machine::ephemeral(), "slots").unwrap();
    store.found();
    let salt = store.file_salt().unwrap().expect("an encrypted file has a salt");
    let held = Opened { passphrase: Zeroizing::new(PASSPHRASE.to_owned()), seed: Zeroizing::new([4; 32]) };
    let env = env("enrol");
    for (user, name, password) in [(1, "王法制", "密码一"), (2, "李局长", "密码二")] {
        let slot = Slot::seal(&env, Uuid::from_u128(user), name, password, &held).unwrap();
        machine.enrol(&salt, &slot).unwrap();
    }
    let again = Machine::at(dir.path().join("machine"));
    let slots = again.slots(&salt);
    assert_eq!(slots.len(), 2);
    for (name, password) in [("王法制", "密码一"), ("李局长", "密码二")] {
        let slot = slots.iter().find(|slot| slot.name == name).unwrap();
        let opened = slot.open(password).unwrap();
        assert_eq!((opened.passphrase.as_str(), *opened.seed), (PASSPHRASE, [4; 32]));
        assert!(matches!(slot.open("错误"), Err(Error::WrongPassword)));
        assert!(matches!(slot.open(""), Err(Error::WrongPassword)));
    }
    assert!(again.slots(&[0; 16]).is_empty());
    let text = fs::read_dir(dir.path().join("machine/slots").join(hex::encode(salt))).unwrap();
    for file in text {
        assert!(!crate::support::holds(&file.unwrap().path(), PASSPHRASE.as_bytes()));
    }
    // The copy of a file has its own salt or the same: what the machine finds by it still opens the file.
    drop(store);
    assert!(
        TestStore::open(&path, &passphrase(PASSPHRASE), Mode::Read, Machine::ephemeral(), "read").is_ok()
    );
}
