//! Making and opening ledgers, and every refusal by its kind.

use std::fs;
use std::path::{Path, PathBuf};

use binggong::store::{Depth, Error, Key, Machine, Mode, Store};

use crate::support::{PASSPHRASE, TestStore, attacker, copy, env, id, names_in, passphrase, unit};

fn open(path: &Path, key: &Key, mode: Mode) -> Result<Store, Error> {
    Store::open(path, key, mode, Machine::ephemeral(), &env("opening"))
}

/// Refuses the file both ways, leaves it as it was, and nothing beside it.
#[track_caller]
fn refused(path: &Path, key: &Key) -> Error {
    let before = fs::read(path).ok();
    let beside = names_in(path.parent().unwrap());
    let reading = open(path, key, Mode::Read).err().expect("refused for reading");
    let writing = open(path, key, Mode::Write).err().expect("refused for writing");
    assert_eq!(reading.to_string(), writing.to_string());
    assert_eq!(fs::read(path).ok(), before, "a refused file was changed");
    assert_eq!(names_in(path.parent().unwrap()), beside, "something was left beside a refused file");
    writing
}

fn encrypted(dir: &Path) -> PathBuf {
    let path = dir.join("enc.ledger");
    let mut store =
        TestStore::create(&path, &passphrase(PASSPHRASE), Machine::ephemeral(), "encrypted").unwrap();
    store.found();
    store.add(id(1), &unit("甲镇"));
    path
}

fn plain(dir: &Path) -> PathBuf {
    TestStore::plain(dir, "plain").path().to_owned()
}

#[test]
fn a_ledger_is_one_file_at_rest() {
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    assert_eq!(names_in(dir.path()), ["enc.ledger"]);
    let store =
        TestStore::open(&path, &passphrase(PASSPHRASE), Mode::Write, Machine::ephemeral(), "again").unwrap();
    assert_eq!(store.count::<binggong::domain::unit::Unit>().unwrap(), 1);
    drop(store);
    assert_eq!(names_in(dir.path()), ["enc.ledger"]);
}

#[test]
fn an_encrypted_ledger_shows_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    let bytes = fs::read(&path).unwrap();
    assert!(!bytes.starts_with(b"SQLite format 3"));
    assert!(!crate::support::holds(&path, "甲镇".as_bytes()));
    assert!(!crate::support::holds(&path, b"CREATE TABLE"));
}

#[test]
fn an_encrypted_ledger_wants_its_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    assert!(matches!(refused(&path, &Key::Plain), Error::NeedsPassphrase));
    assert!(matches!(refused(&path, &passphrase("别的口令")), Error::WrongPassphraseOrDamaged));
    assert!(matches!(
        refused(&path, &passphrase("")),
        Error::WrongPassphraseOrDamaged | Error::NeedsPassphrase
    ));
    assert!(open(&path, &passphrase(PASSPHRASE), Mode::Read).is_ok());
}

#[test]
fn a_plain_ledger_opens_without_and_with_a_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let path = plain(dir.path());
    assert!(open(&path, &Key::Plain, Mode::Read).is_ok());
    assert!(open(&path, &passphrase("不需要"), Mode::Write).is_ok());
}

#[test]
fn nothing_is_made_over_a_file_that_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("there.ledger");
    fs::write(&path, "不要覆盖").unwrap();
    let made = TestStore::create(&path, &Key::Plain, Machine::ephemeral(), "over").err().unwrap();
    assert!(matches!(made, Error::Exists(at) if at == path));
    assert_eq!(fs::read_to_string(&path).unwrap(), "不要覆盖");
    assert_eq!(names_in(dir.path()), ["there.ledger"]);
}

#[test]
fn a_missing_file_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(refused(&dir.path().join("no.ledger"), &Key::Plain), Error::Missing(_)));
    assert!(matches!(
        open(&dir.path().join("no/no.ledger"), &Key::Plain, Mode::Write),
        Err(Error::Missing(_))
    ));
    let made =
        TestStore::create(&dir.path().join("no/no.ledger"), &Key::Plain, Machine::ephemeral(), "no").err();
    assert!(matches!(made, Some(Error::Missing(_))));
}

#[test]
fn other_kinds_of_file_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let long_text = "一县应急管理局执法人员名册\r\n姓名,单位\r\n".repeat(300);
    let kinds: [(&str, &[u8], &str); 8] = [
        ("empty", b"", "空文件"),
        ("xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", "Excel、Word 或压缩包文件"),
        ("xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0", "旧版 Excel 或 Word 文件"),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF 文件"),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "图片"),
        ("short", "说明".as_bytes(), "文本文件"),
        ("text", long_text.as_bytes(), "文本文件"),
        ("pages", &[b'a'; 8192], "文本文件"),
    ];
    for (name, bytes, kind) in kinds {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        match refused(&path, &passphrase(PASSPHRASE)) {
            Error::NotOurs(named) => assert_eq!(named, kind, "{name}"),
            other => panic!("{name}: {other}"),
        }
    }
}

#[test]
fn a_folder_is_no_ledger() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("folder");
    fs::create_dir(&path).unwrap();
    assert!(matches!(refused(&path, &Key::Plain), Error::NotOurs("文件夹")));
}

#[test]
fn another_programs_database_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("other.db");
    attacker(&path, &Key::Plain).execute_batch("CREATE TABLE contact (name TEXT)").unwrap();
    assert!(matches!(refused(&path, &Key::Plain), Error::NotOurs("其他程序的数据库")));
    let path = dir.path().join("other.enc");
    attacker(&path, &passphrase(PASSPHRASE)).execute_batch("CREATE TABLE contact (name TEXT)").unwrap();
    assert!(matches!(refused(&path, &passphrase(PASSPHRASE)), Error::NotOurs("其他程序的数据库")));
}

#[test]
fn a_newer_ledger_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    for (path, key) in [(plain(dir.path()), Key::Plain), (encrypted(dir.path()), passphrase(PASSPHRASE))] {
        attacker(&path, &key).pragma_update(None, "user_version", 7).unwrap();
        assert!(matches!(refused(&path, &key), Error::TooNew { found: 7, known: 2 }));
    }
}

#[test]
fn a_truncated_ledger_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    let whole = fs::read(&path).unwrap();
    for length in [600, 4096 * 2 + 100, whole.len() - 1] {
        let cut = dir.path().join("cut.ledger");
        fs::write(&cut, &whole[..length]).unwrap();
        assert!(matches!(refused(&cut, &passphrase(PASSPHRASE)), Error::Truncated), "{length}");
    }
}

#[test]
fn a_ledger_that_lost_whole_pages_is_found_by_verify() {
    let dir = tempfile::tempdir().unwrap();
    for (path, key) in [(plain(dir.path()), Key::Plain), (encrypted(dir.path()), passphrase(PASSPHRASE))] {
        let cut = copy(&path, "cut.ledger");
        let length = fs::metadata(&cut).unwrap().len();
        fs::File::options().write(true).open(&cut).unwrap().set_len(length - 4096).unwrap();
        match open(&cut, &key, Mode::Read) {
            Ok(store) => assert_ne!(store.verify(Depth::Full, &[]).unwrap().faults, []),
            Err(error) => assert!(matches!(error, Error::Damaged(_)), "{error}"),
        }
    }
}

#[test]
fn a_damaged_first_page_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let damage = |path: &Path, at: usize| {
        let mut bytes = fs::read(path).unwrap();
        bytes[at..at + 8].iter_mut().for_each(|byte| *byte ^= 0x5a);
        fs::write(path, bytes).unwrap();
    };
    let path = encrypted(dir.path());
    damage(&path, 1000);
    assert!(matches!(refused(&path, &passphrase(PASSPHRASE)), Error::WrongPassphraseOrDamaged));
    let path = plain(dir.path());
    damage(&path, 16);
    assert!(matches!(refused(&path, &Key::Plain), Error::Damaged(_)));
}

#[test]
fn a_damaged_page_is_named_by_verify() {
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    let pages = fs::metadata(&path).unwrap().len() as usize / 4096;
    let whole = fs::read(&path).unwrap();
    for page in (1..pages).step_by(4) {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 2000] ^= 1;
        let hurt = dir.path().join("hurt.ledger");
        fs::write(&hurt, bytes).unwrap();
        // Where the damaged page is needed to open at all, that is the answer.
        match open(&hurt, &passphrase(PASSPHRASE), Mode::Read) {
            Ok(store) => assert_ne!(store.verify(Depth::Full, &[]).unwrap().faults, [], "page {page}"),
            Err(error) => {
                assert!(matches!(error, Error::Damaged(_) | Error::WrongPassphraseOrDamaged), "{error}")
            }
        }
    }
}

#[test]
fn one_program_writes_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    let key = passphrase(PASSPHRASE);
    let mut first = TestStore::open(&path, &key, Mode::Write, Machine::ephemeral(), "first").unwrap();
    assert!(dir.path().join("enc.ledger.lock").exists());
    assert!(matches!(open(&path, &key, Mode::Write), Err(Error::Busy)));
    let reader = open(&path, &key, Mode::Read).unwrap();
    assert_eq!(reader.count::<binggong::domain::unit::Unit>().unwrap(), 1);
    first.add(id(2), &unit("乙镇"));
    assert_eq!(reader.count::<binggong::domain::unit::Unit>().unwrap(), 2);
    assert_eq!(reader.verify(Depth::Full, &[]).unwrap().faults, []);
    let second = first.reader(&key, &env("second")).unwrap();
    assert_eq!(second.count::<binggong::domain::unit::Unit>().unwrap(), 2);
    drop((reader, second, first));
    assert_eq!(names_in(dir.path()), ["enc.ledger"]);
    assert!(open(&path, &key, Mode::Write).is_ok());
}

#[test]
fn a_lock_left_by_a_dead_program_does_not_hinder() {
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    fs::write(dir.path().join("enc.ledger.lock"), "").unwrap();
    assert!(open(&path, &passphrase(PASSPHRASE), Mode::Write).is_ok());
    assert_eq!(names_in(dir.path()), ["enc.ledger"]);
}

#[test]
fn a_reader_cannot_write() {
    let dir = tempfile::tempdir().unwrap();
    let path = plain(dir.path());
    let mut reader = TestStore::open(&path, &Key::Plain, Mode::Read, Machine::ephemeral(), "reader").unwrap();
    assert!(matches!(reader.act("trial", Default::default()), Err(Error::ReadOnly(_))));
    assert!(matches!(reader.rebuild(), Err(Error::ReadOnly(_))));
}

#[test]
fn a_place_where_nothing_can_be_written_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a file");
    fs::write(&file, "").unwrap();
    let below = file.join("x.ledger");
    let made = TestStore::create(&below, &Key::Plain, Machine::ephemeral(), "below").err().unwrap();
    assert!(matches!(made, Error::Missing(_) | Error::ReadOnly(_)), "{made}");
    if Path::new("/proc/self").exists() {
        let made = TestStore::create(Path::new("/proc/x.ledger"), &Key::Plain, Machine::ephemeral(), "proc")
            .err()
            .unwrap();
        assert!(matches!(made, Error::Missing(_) | Error::ReadOnly(_)), "{made}");
    } else {
        eprintln!("skipped: no /proc here, a folder that refuses everybody");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_is_read_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    let key = passphrase(PASSPHRASE);
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(dir.path().join("trial"), "").is_ok() {
        eprintln!("skipped: this user may write everywhere");
        return;
    }
    assert!(matches!(open(&path, &key, Mode::Write), Err(Error::ReadOnly(_))));
    let made = TestStore::create(&dir.path().join("new.ledger"), &key, Machine::ephemeral(), "new").err();
    assert!(matches!(made, Some(Error::ReadOnly(_))));
    assert!(open(&path, &key, Mode::Read).is_ok());
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_copy_opens_with_the_same_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let path = encrypted(dir.path());
    let key = passphrase(PASSPHRASE);
    let to = dir.path().join("copy.ledger");
    let store = TestStore::open(&path, &key, Mode::Write, Machine::ephemeral(), "copy").unwrap();
    store.copy_to(&to).unwrap();
    assert!(matches!(store.copy_to(&to), Err(Error::Exists(_))));
    assert!(!fs::read(&to).unwrap().starts_with(b"SQLite"));
    let copied = open(&to, &key, Mode::Write).unwrap();
    assert_eq!(copied.digest().unwrap(), store.digest().unwrap());
    assert_eq!(copied.verify(Depth::Full, &[]).unwrap().faults, []);
}
