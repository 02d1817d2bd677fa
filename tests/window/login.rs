//! Login by the passphrase on a machine where nobody is enrolled, and by password from then on.

use binggong::domain::bureau::Agency;
use binggong::domain::role::Role;
use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine};
use binggong::ledger::{Enrolment, Ledger, Unfinished, sample};
use eframe::egui::Key;
use zeroize::Zeroizing;

use super::seat::{SMALL, Seat};

const PASSPHRASE: &str = "锁进保险柜的台账口令一二三四";
const PASSWORD: &str = "周示五的登录密码";

/// A bureau's ledger from another machine, with a draft in it.
fn brought() -> Seat {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("某县.ledger");
    let agency = Agency {
        name: "某县应急管理局".into(),
        code: "某应急".into(),
        region: "某县".into(),
        office: String::new(),
        sample: false,
    };
    let first = Enrolment {
        name: "周示五",
        roles: &[Role::Administrator, Role::Legal],
        officer: None,
        password: Some(PASSWORD),
    };
    let key = Opens::Passphrase(Zeroizing::new(PASSPHRASE.into()));
    let there = Machine::at(home.path().join("another"));
    let env = Env::fixed(sample::now(), "brought");
    drop(Ledger::create(&path, &key, there, env, &agency, &first).unwrap());
    let (there, env) = (Machine::at(home.path().join("another")), Env::fixed(sample::now(), "begun"));
    let mode = binggong::ledger::file::Mode::Write;
    let mut ledger = Ledger::log_in(&path, "周示五", PASSWORD, mode, there, env).unwrap();
    let draft =
        Unfinished { key: "bureau".into(), title: "修改单位信息".into(), payload: b"{}".to_vec() };
    ledger.save_draft(&draft).unwrap();
    drop(ledger);
    Seat::before(home, path, SMALL)
}

fn tab_through(seat: &mut Seat, words: &[&str]) {
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            seat.press(Key::Tab);
        }
        seat.types(word);
    }
    seat.press(Key::Enter);
}

#[test]
fn passphrase_and_own_password_enrol_on_a_second_machine() {
    let mut seat = brought();
    tab_through(&mut seat, &["周示五", PASSPHRASE, PASSWORD]);
    assert!(seat.sees("继续 修改单位信息"), "{:?}", seat.words());
    seat.ctrl(Key::L);
    assert!(seat.field("登录密码").is_focused() && !seat.sees("台账口令"), "{:?}", seat.words());
    tab_through(&mut seat, &[PASSWORD]);
    assert!(seat.sees("继续 修改单位信息"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn without_the_password_the_draft_stays_shut_and_the_desk_says_so() {
    let mut seat = brought();
    tab_through(&mut seat, &["周示五", PASSPHRASE, "猜的密码猜的密码"]);
    assert!(seat.reads("密码不对"), "{:?}", seat.words());
    tab_through(&mut seat, &[PASSPHRASE]);
    assert!(seat.reads("有1份草稿要用自己的登录密码打开"), "{:?}", seat.words());
    assert!(!seat.sees("继续 修改单位信息"));
}

#[test]
fn guesses_at_the_login_wait_longer_each_time_also_for_the_right_one() {
    let mut seat = brought();
    tab_through(&mut seat, &["周示五", PASSPHRASE, PASSWORD]);
    seat.ctrl(Key::L);
    for _ in 0..5 {
        seat.rest();
        seat.types("猜的密码猜的密码");
        seat.press(Key::Enter);
        assert!(seat.reads("密码不对"), "{:?}", seat.words());
    }
    seat.types(PASSWORD);
    seat.press(Key::Enter);
    assert!(seat.reads("请等") && !seat.sees("继续 修改单位信息"), "{:?}", seat.words());
    seat.rest();
    seat.press(Key::Enter);
    assert!(seat.sees("继续 修改单位信息"), "{:?}", seat.words());
}
