//! Drafts: kept as they are typed, opened by their author alone, and no part of the ledger's history.

use binggong::domain::role::Role;
use binggong::env::Env;
use binggong::ledger::file::{Depth, Key, Machine, Mode};
use binggong::ledger::{Enrolment, Ledger, Unfinished};
use zeroize::Zeroizing;

use crate::house::{FOUNDER, House, agency, morning};

fn draft(key: &str, text: &str) -> Unfinished {
    Unfinished { key: key.into(), title: format!("草稿{key}"), payload: text.as_bytes().to_vec() }
}

fn handler() -> Enrolment<'static> {
    Enrolment {
        name: "周示五", roles: &[Role::Handler], officer: None, password: Some("周示五的登录密码")
    }
}

fn keys(ledger: &Ledger) -> Vec<String> {
    ledger.drafts().expect("drafts").into_iter().map(|saved| saved.key).collect()
}

#[test]
fn the_newest_stands_first_and_one_key_has_one_draft() {
    let mut house = House::new();
    for (key, text) in [("officer/new", "甲"), ("case/new", "乙"), ("officer/new", "丙")] {
        house.ledger.save_draft(&draft(key, text)).expect("saved");
    }
    assert_eq!(keys(&house.ledger), ["officer/new", "case/new"]);
    assert_eq!(house.ledger.draft("officer/new").expect("a draft").as_deref(), Some("丙".as_bytes()));
    house.ledger.drop_draft("officer/new").expect("dropped");
    house.ledger.drop_draft("officer/new").expect("nothing to drop");
    assert_eq!(house.ledger.draft("officer/new").expect("no draft"), None);
    assert_eq!(keys(&house.ledger), ["case/new"]);
}

#[test]
fn journal_and_tables_know_nothing_of_a_draft() {
    let mut house = House::new();
    let before = (house.ledger.digest().expect("a digest"), house.ledger.head().expect("a head"));
    house.ledger.save_draft(&draft("officer/new", "甲")).expect("saved");
    assert_eq!((house.ledger.digest().expect("a digest"), house.ledger.head().expect("a head")), before);
    house.ledger.rebuild().expect("rebuilt");
    assert_eq!(keys(&house.ledger), ["officer/new"]);
    assert_eq!(house.ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
}

#[test]
fn nobody_sees_anothers_drafts() {
    let mut house = House::new();
    house.ledger.add_user(&handler(), &Key::Plain).expect("a user");
    house.ledger.save_draft(&draft("officer/new", "甲")).expect("saved");
    house.ledger.act_as("周示五").expect("acts");
    assert_eq!(keys(&house.ledger), Vec::<String>::new());
    assert_eq!(house.ledger.draft("officer/new").expect("none"), None);
    house.ledger.save_draft(&draft("officer/new", "乙")).expect("saved");
    house.ledger.act_as("孙示三").expect("acts");
    assert_eq!(house.ledger.draft("officer/new").expect("a draft").as_deref(), Some("甲".as_bytes()));
}

#[test]
fn a_password_opens_what_the_passphrase_does_not() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, home) = (dir.path().join("秉公.ledger"), dir.path().join("machine"));
    let key = Key::Passphrase(Zeroizing::new("台账口令台账口令".into()));
    let env = morning("drafts");
    let mut ledger =
        Ledger::create(&path, &key, Machine::at(&home), env, &agency(), &FOUNDER).expect("a ledger");
    ledger.add_user(&handler(), &key).expect("a user");
    drop(ledger);
    let log_in =
        || Ledger::log_in(&path, "周示五", "周示五的登录密码", Mode::Write, Machine::at(&home), Env::System);
    let mut ledger = log_in().expect("logged in");
    ledger.save_draft(&draft("liability/1", "只给自己看")).expect("saved");
    drop(ledger);
    // Again after the lock screen.
    let ledger = log_in().expect("logged in again");
    assert_eq!(ledger.draft("liability/1").expect("a draft").as_deref(), Some("只给自己看".as_bytes()));
    drop(ledger);
    // Whoever has the passphrase can act as the user, and still reads nothing.
    let open = || Ledger::open(&path, &key, Mode::Write, Machine::at(&home), Env::System);
    let mut ledger = open().expect("opened");
    ledger.act_as("周示五").expect("acts");
    assert_eq!(keys(&ledger), Vec::<String>::new());
    assert_eq!(ledger.draft("liability/1").expect("none"), None);
    // This machine's own secret outlives the program, and is nobody else's to read.
    ledger.save_draft(&draft("officer/new", "甲")).expect("saved");
    drop(ledger);
    let mut ledger = open().expect("opened");
    ledger.act_as("周示五").expect("acts");
    assert_eq!(keys(&ledger), ["officer/new"]);
    drop(ledger);
    let secret = std::fs::read_dir(home.join("secrets")).expect("secrets").next().expect("one").expect("one");
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&secret.metadata().expect("its mode").permissions()) & 0o777,
        0o600
    );
    let mut ledger =
        Ledger::open(&path, &key, Mode::Write, Machine::ephemeral(), Env::System).expect("opened");
    ledger.act_as("周示五").expect("acts");
    assert_eq!(keys(&ledger), Vec::<String>::new());
}

#[test]
fn a_reader_saves_no_draft() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("plain.ledger");
    let env = morning("reader");
    drop(
        Ledger::create(&path, &Key::Plain, Machine::ephemeral(), env, &agency(), &FOUNDER).expect("a ledger"),
    );
    let mut ledger =
        Ledger::open(&path, &Key::Plain, Mode::Read, Machine::ephemeral(), Env::System).expect("opened");
    let said = ledger.save_draft(&draft("officer/new", "甲")).expect_err("nobody acts").to_string();
    assert!(said.contains("操作人"), "{said}");
    ledger.act_as("孙示三").expect("acts");
    let said = ledger.save_draft(&draft("officer/new", "甲")).expect_err("read only").to_string();
    assert!(said.contains("不能写入"), "{said}");
}
