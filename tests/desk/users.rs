//! Users on a machine, the last administrator, the sheet for the safe, and a second connection.

use binggong::domain::role::Role;
use binggong::domain::user::User;
use binggong::env::Env;
use binggong::ledger::file::{Depth, Key, Machine, Mode};
use binggong::ledger::{Enrolment, Error, Ledger};
use tempfile::TempDir;
use zeroize::Zeroizing;

use crate::house::{House, agency, morning};

const PASSPHRASE: &str = "台账口令台账口令";

fn sentence<T>(refused: Result<T, Error>) -> String {
    refused.err().expect("a refusal").to_string()
}

fn key() -> Key {
    Key::Passphrase(Zeroizing::new(PASSPHRASE.into()))
}

/// An encrypted ledger whose founder logs in on this machine.
fn enrolled() -> (TempDir, Ledger) {
    let dir = tempfile::tempdir().expect("a folder");
    let first = Enrolment {
        name: "孙示三",
        roles: &[Role::Administrator, Role::Legal],
        officer: None,
        password: Some("孙示三的登录密码"),
    };
    let made = Ledger::create(
        &dir.path().join("秉公.ledger"),
        &key(),
        Machine::at(dir.path().join("machine")),
        morning("users"),
        &agency(),
        &first,
    );
    (dir, made.expect("a ledger"))
}

fn log_in(dir: &TempDir, name: &str, password: &str) -> Result<Ledger, Error> {
    let machine = Machine::at(dir.path().join("machine"));
    Ledger::log_in(&dir.path().join("秉公.ledger"), name, password, Mode::Write, machine, Env::System)
}

#[test]
fn a_password_is_changed_and_the_lock_screen_lets_back_in() {
    let (dir, mut ledger) = enrolled();
    let handler = Enrolment {
        name: "周示五",
        roles: &[Role::Handler],
        officer: None,
        password: Some("周示五的登录密码"),
    };
    ledger.add_user_here(&handler).expect("a user");
    assert!(sentence(ledger.change_password("错的密码错的", "新的密码新的密码")).contains("密码不对"));
    assert!(sentence(ledger.change_password("孙示三的登录密码", "短")).contains("至少写8个字"));
    ledger.change_password("孙示三的登录密码", "新的密码新的密码").unwrap_or_else(|error| panic!("{error}"));
    drop(ledger);
    let machine = Machine::at(dir.path().join("machine"));
    let names = Ledger::enrolled(&dir.path().join("秉公.ledger"), &machine).expect("names");
    assert_eq!(names.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["周示五", "孙示三"]);
    let nowhere = Ledger::enrolled(&dir.path().join("秉公.ledger"), &Machine::ephemeral()).expect("names");
    assert_eq!(nowhere, []);
    assert!(sentence(log_in(&dir, "孙示三", "孙示三的登录密码").map(drop)).contains("密码不对"));
    let ledger = log_in(&dir, "孙示三", "新的密码新的密码").expect("logged in");
    assert!(sentence(log_in(&dir, "周示五", "周示五的登录密码").map(drop)).contains("正在别处打开"));
    drop(ledger);
    let ledger = log_in(&dir, "周示五", "周示五的登录密码").expect("the lock was let go");
    assert!(sentence(ledger.recovery_sheet().map(drop)).contains("系统管理"));
}

#[test]
fn the_last_administrator_stays() {
    let mut house = House::new();
    let read = house.ledger.actor().expect("the founder").clone();
    let closed = User { closed: true, ..read.value.clone() };
    assert!(sentence(house.ledger.change_user(&read, &closed, "离岗")).contains("最后一个系统管理"));
    let plain = User { roles: vec![Role::Legal], ..read.value.clone() };
    assert!(sentence(house.ledger.change_user(&read, &plain, "分工")).contains("最后一个系统管理"));
    let second =
        Enrolment { name: "李管理", roles: &[Role::Administrator], officer: None, password: None };
    house.ledger.add_user(&second, &Key::Plain).expect("a user");
    let taken = User { name: "李管理".into(), ..read.value.clone() };
    assert!(sentence(house.ledger.change_user(&read, &taken, "更名")).contains("另一个用户"));
    let renamed = User { signing: [7; 32], ..plain };
    house.ledger.change_user(&read, &renamed, "分工").expect("changed");
    let now = house.ledger.actor().expect("still acts").clone();
    assert_eq!((now.value.roles.as_slice(), now.value.signing), (&[Role::Legal][..], read.value.signing));
    let said = sentence(house.ledger.change_user(&now, &read.value, "再改"));
    assert!(said.contains("系统管理"), "{said}");
}

#[test]
fn who_is_renamed_logs_in_by_the_new_name_and_who_is_closed_not_at_all() {
    let (dir, mut ledger) = enrolled();
    let password = Some("周示五的登录密码");
    let handler = Enrolment { name: "周示五", roles: &[Role::Handler], officer: None, password };
    let id = ledger.add_user_here(&handler).expect("a user");
    let read = ledger.get(id).expect("the user");
    let renamed = User { name: "周五".into(), ..read.value.clone() };
    ledger.change_user(&read, &renamed, "更名").expect("changed");
    drop(ledger);
    drop(log_in(&dir, "周五", "周示五的登录密码").expect("logged in"));
    assert!(sentence(log_in(&dir, "周示五", "周示五的登录密码").map(drop)).contains("没有该用户"));
    let slot = std::fs::read_dir(dir.path().join("machine/slots")).expect("slots").next().expect("one");
    let slot = slot.expect("a folder").path().join(format!("{}.json", id.uuid()));
    let kept = std::fs::read(&slot).expect("a slot");
    let mut ledger = log_in(&dir, "孙示三", "孙示三的登录密码").expect("logged in");
    let read = ledger.get(id).expect("the user");
    ledger.change_user(&read, &User { closed: true, ..read.value.clone() }, "离岗").expect("closed");
    drop(ledger);
    assert!(sentence(log_in(&dir, "周五", "周示五的登录密码").map(drop)).contains("没有该用户"));
    // Somebody who kept the slot does not get in either.
    std::fs::write(&slot, kept).expect("put back");
    assert!(sentence(log_in(&dir, "周五", "周示五的登录密码").map(drop)).contains("已经停用"));
}

#[test]
fn a_bureau_changes_its_name_by_an_act() {
    let mut house = House::new();
    let read = house.ledger.agency().expect("the bureau");
    let mut renamed = read.value.clone();
    renamed.code = String::new();
    assert!(sentence(house.ledger.set_agency(&read, &renamed, "机构改革")).contains("机关代字"));
    renamed.code = "示急".into();
    house.ledger.set_agency(&read, &renamed, "机构改革").expect("changed");
    assert_eq!(house.ledger.agency().expect("the bureau").value.code, "示急");
}

#[test]
fn the_sheet_for_the_safe_holds_what_opens_the_ledger() {
    let (_dir, ledger) = enrolled();
    let sheet = ledger.recovery_sheet().expect("a sheet");
    assert_eq!((sheet.passphrase.as_str(), sheet.ledger.as_str()), (PASSPHRASE, "秉公.ledger"));
    assert!(sheet.blanks.iter().any(|line| line == "保管人"));
    assert!(sentence(House::new().ledger.recovery_sheet().map(drop)).contains("没有加密"));
}

#[test]
fn a_job_on_a_thread_reads_while_the_window_writes() {
    let (_dir, mut ledger) = enrolled();
    let second = ledger.second();
    let job = std::thread::spawn(move || {
        let mut reader = second.open().expect("a second connection");
        assert!(sentence(reader.add_unit(&unit("不能写"))).contains("不能写入"));
        reader.verify(Depth::Full, &[]).expect("a report")
    });
    ledger.add_unit(&unit("执法大队")).expect("a unit");
    assert_eq!(job.join().expect("the job ends").faults, []);
    let sends = std::thread::spawn(move || ledger.count::<User>().expect("a count"));
    assert_eq!(sends.join().expect("the ledger moves between threads"), 1);
}

fn unit(name: &str) -> binggong::domain::unit::Unit {
    let kind = binggong::domain::unit::UnitKind::Section;
    binggong::domain::unit::Unit { name: name.into(), kind, parent: None, closed: false }
}
