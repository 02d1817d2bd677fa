//! Backups: whole, verified, opened by the same passphrase, and told when they fail.

use binggong::env::Env;
use binggong::ledger::file::{Depth, Error as FileError, Key, Machine, Mode, Watch};
use binggong::ledger::{Error, Ledger, restore};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::house::{FOUNDER, agency, morning};

fn key() -> Key {
    Key::Passphrase(Zeroizing::new("台账口令台账口令".into()))
}

/// An encrypted ledger, and a folder for its copies.
fn bureau() -> (TempDir, Ledger) {
    let dir = tempfile::tempdir().expect("a folder");
    for folder in ["账", "备份"] {
        std::fs::create_dir(dir.path().join(folder)).expect("a folder");
    }
    let machine = Machine::at(dir.path().join("machine"));
    let path = dir.path().join("账/秉公.ledger");
    let ledger = Ledger::create(&path, &key(), machine, morning("backup"), &agency(), &FOUNDER);
    (dir, ledger.expect("a ledger"))
}

fn unit(name: &str) -> binggong::domain::unit::Unit {
    let kind = binggong::domain::unit::UnitKind::Section;
    binggong::domain::unit::Unit { name: name.into(), kind, parent: None, closed: false }
}

#[test]
fn a_copy_holds_everything_and_the_passphrase_opens_it() {
    let (dir, mut ledger) = bureau();
    ledger.add_unit(&unit("执法大队")).expect("a unit");
    let folder = dir.path().join("备份");
    assert!(!ledger.backup_due(), "nobody has said where copies go");
    let made = ledger.second().back_up(&folder, &Watch::default());
    ledger.note_backup(&folder, &made).expect("noted");
    let made = made.expect("a copy");
    assert!(!ledger.backup_due());
    assert_eq!(ledger.backup_plan().expect("a plan").last.as_ref(), Some(&made));
    let names: Vec<_> = std::fs::read_dir(&folder).expect("the folder").flatten().collect();
    assert_eq!(names.len(), 1, "{names:?}");
    assert!(names[0].file_name().to_string_lossy().starts_with("秉公 2026-03-05 09"), "{names:?}");
    assert!(!std::fs::read(&made.file).expect("the copy").starts_with(b"SQLite"), "it is not encrypted");
    ledger.add_unit(&unit("法制股")).expect("another unit");
    assert!(ledger.backup_due());
    let digest = |ledger: &Ledger| ledger.digest().expect("a digest");
    // Restored under another name it is opened, verified and worked in; the backup stays as it is.
    let before = std::fs::read(&made.file).expect("the copy");
    let copy = dir.path().join("账/副本.ledger");
    restore(&made.file, &copy).expect("restored");
    assert!(matches!(restore(&made.file, &copy), Err(Error::Store(FileError::Exists(_)))));
    let machine = Machine::at(dir.path().join("machine"));
    let mut restored = Ledger::open(&copy, &key(), Mode::Write, machine, Env::System).expect("opened");
    assert_ne!(digest(&restored), digest(&ledger));
    restored.act_as("孙示三").expect("acts");
    restored.add_unit(&unit("又一个股")).expect("worked in");
    assert_eq!(restored.verify(Depth::Full, &[]).expect("a report").faults, []);
    assert_eq!(std::fs::read(&made.file).expect("the copy"), before);
}

#[test]
fn a_copy_that_cannot_be_made_says_why_and_leaves_nothing() {
    let (dir, ledger) = bureau();
    let said = |folder: &std::path::Path| {
        let made = ledger.second().back_up(folder, &Watch::default());
        ledger.note_backup(folder, &made).expect("noted");
        made.expect_err("no copy").to_string()
    };
    assert!(said(&dir.path().join("没插的U盘")).contains("找不到"));
    assert!(said(&dir.path().join("账")).contains("同一个文件夹"));
    let plan = ledger.backup_plan().expect("a plan");
    assert!(plan.last.is_none() && plan.problem.is_some_and(|problem| problem.contains("同一个文件夹")));
    assert!(ledger.backup_due());
    let watch = Watch::default();
    watch.stop();
    let folder = dir.path().join("备份");
    let stopped = ledger.second().back_up(&folder, &watch);
    assert!(matches!(stopped, Err(Error::Store(FileError::Stopped))));
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 0);
}

#[test]
fn only_the_oldest_copies_of_this_ledger_go() {
    let (dir, ledger) = bureau();
    let folder = dir.path().join("备份");
    let others = ["秉公 说明.txt", "别的 2020-01-01 090000.ledger", "秉公 二〇二〇.ledger"];
    for other in others {
        std::fs::write(folder.join(other), "x").expect("written");
    }
    for day in 10..30 {
        std::fs::write(folder.join(format!("秉公 2020-01-{day} 090000.ledger")), "old").expect("written");
    }
    ledger.second().back_up(&folder, &Watch::default()).expect("a copy");
    let left: Vec<String> = std::fs::read_dir(&folder)
        .expect("the folder")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left.len(), 14 + others.len(), "{left:?}");
    assert!(others.iter().all(|other| left.iter().any(|name| name == other)), "{left:?}");
    assert!(!left.contains(&"秉公 2020-01-16 090000.ledger".to_owned()), "{left:?}");
    assert!(left.contains(&"秉公 2020-01-17 090000.ledger".to_owned()), "{left:?}");
}
