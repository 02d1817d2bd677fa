//! Drafts: kept as they are typed, opened by their author alone, and no part of the ledger's history.

use std::path::PathBuf;

use binggong::domain::role::Role;
use binggong::domain::user::User;
use binggong::env::Env;
use binggong::ledger::file::{Depth, Key, Machine, Mode};
use binggong::ledger::{Enrolment, Error, Ledger, Unfinished};
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

/// An encrypted ledger in a folder of its own, with a handler who logs in on this machine.
struct Encrypted {
    dir: tempfile::TempDir,
    path: PathBuf,
}

const PASSWORD: &str = "周示五的登录密码";

impl Encrypted {
    fn new() -> Encrypted {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("秉公.ledger");
        let made = Encrypted { dir, path };
        let (machine, env) = (made.machine("machine"), morning("drafts"));
        let mut ledger =
            Ledger::create(&made.path, &key(), machine, env, &agency(), &FOUNDER).expect("a ledger");
        ledger.add_user(&handler(), &key()).expect("a user");
        made
    }

    fn machine(&self, name: &str) -> Machine {
        Machine::at(self.dir.path().join(name))
    }

    fn by_password(&self) -> Ledger {
        self.by_password_on("machine").expect("logged in")
    }

    fn by_password_on(&self, machine: &str) -> Result<Ledger, Error> {
        Ledger::log_in(&self.path, "周示五", PASSWORD, Mode::Write, self.machine(machine), Env::System)
    }

    /// Whoever has the passphrase can act as anybody.
    fn by_passphrase(&self, machine: Machine) -> Ledger {
        let opened = Ledger::open(&self.path, &key(), Mode::Write, machine, Env::System);
        let mut ledger = opened.expect("opened");
        ledger.act_as("周示五").expect("acts");
        ledger
    }
}

fn key() -> Key {
    Key::Passphrase(Zeroizing::new("台账口令台账口令".into()))
}

#[test]
fn a_password_opens_what_the_passphrase_does_not() {
    let file = Encrypted::new();
    file.by_password().save_draft(&draft("liability/1", "只给自己看")).expect("saved");
    // Again after the lock screen.
    let opened = file.by_password().draft("liability/1").expect("a draft");
    assert_eq!(opened.as_deref(), Some("只给自己看".as_bytes()));
    let mut ledger = file.by_passphrase(file.machine("machine"));
    assert_eq!(keys(&ledger), Vec::<String>::new());
    assert_eq!(ledger.draft("liability/1").expect("none"), None);
    assert_eq!(ledger.drafts_shut().expect("a count"), 1);
    let said = ledger.prove("别人猜的密码").expect_err("a wrong password").to_string();
    assert!(said.contains("密码不对"), "{said}");
    assert_eq!(keys(&ledger), Vec::<String>::new());
    // The user's own password, given beside the passphrase, is what lets in.
    ledger.prove(PASSWORD).expect("proved");
    assert_eq!((keys(&ledger), ledger.drafts_shut().expect("a count")), (vec!["liability/1".to_owned()], 0));
}

#[test]
fn what_was_begun_after_opening_by_passphrase_is_there_after_a_login_by_password() {
    let file = Encrypted::new();
    let mut ledger = file.by_passphrase(file.machine("machine"));
    ledger.save_draft(&draft("officer/new", "甲")).expect("saved");
    ledger.save_draft(&draft("case/new", "旧")).expect("saved");
    drop(ledger);
    // This machine's own secret outlives the program, and is nobody else's to read.
    assert_eq!(keys(&file.by_passphrase(file.machine("machine"))).len(), 2);
    let secrets = file.dir.path().join("machine/secrets");
    let secret = std::fs::read_dir(secrets).expect("secrets").next().expect("one").expect("one");
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&secret.metadata().expect("its mode").permissions()) & 0o777,
        0o600
    );
    assert_eq!(keys(&file.by_passphrase(Machine::ephemeral())), Vec::<String>::new());
    let mut ledger = file.by_password();
    assert_eq!(ledger.draft("officer/new").expect("a draft").as_deref(), Some("甲".as_bytes()));
    assert_eq!(ledger.drafts().expect("drafts").len(), 2);
    ledger.save_draft(&draft("case/new", "新")).expect("saved");
    drop(ledger);
    // From then on it is the author's alone.
    let ledger = file.by_passphrase(file.machine("machine"));
    assert_eq!((keys(&ledger), ledger.drafts_shut().expect("a count")), (vec![], 2));
    drop(ledger);
    let ledger = file.by_password();
    assert_eq!(ledger.draft("case/new").expect("a draft").as_deref(), Some("新".as_bytes()));
}

#[test]
fn on_another_machine_passphrase_and_password_together_enrol() {
    let file = Encrypted::new();
    file.by_password().save_draft(&draft("officer/new", "甲")).expect("saved");
    let said = file.by_password_on("another").err().expect("no slot").to_string();
    assert!(said.contains("没有该用户的登录信息"), "{said}");
    let mut ledger = file.by_passphrase(file.machine("another"));
    ledger.prove(PASSWORD).expect("proved");
    assert_eq!(keys(&ledger), ["officer/new"]);
    drop(ledger);
    let ledger = file.by_password_on("another").expect("logged in by the password alone");
    assert_eq!(ledger.draft("officer/new").expect("a draft").as_deref(), Some("甲".as_bytes()));
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
}

#[test]
fn a_forgotten_password_is_set_anew_by_the_administrator_alone() {
    let file = Encrypted::new();
    file.by_password().save_draft(&draft("officer/new", "甲")).expect("saved");
    let mut ledger = file.by_passphrase(file.machine("machine"));
    let read = ledger.actor().expect("acts").clone();
    let said = ledger.set_password(&read, "换过的登录密码字", "忘记密码").expect_err("a handler").to_string();
    assert!(said.contains("不能“修改用户”"), "{said}");
    ledger.act_as("孙示三").expect("acts");
    ledger.set_password(&read, "换过的登录密码字", "忘记密码").expect("set");
    drop(ledger);
    assert!(file.by_password_on("machine").is_err());
    let machine = file.machine("machine");
    let ledger = Ledger::log_in(&file.path, "周示五", "换过的登录密码字", Mode::Write, machine, Env::System);
    let ledger = ledger.expect("logged in");
    assert_eq!(keys(&ledger), Vec::<String>::new());
    let keys = |user: &User| (user.signing, user.sealing);
    assert_ne!(keys(&ledger.actor().expect("acts").value), keys(&read.value));
}

const CHILD: &str = "BINGGONG_DRAFT_CHILD";

/// The program that is killed while a draft is kept, when this binary is started as one.
#[test]
#[ignore = "started by the test below"]
fn child() {
    use std::io::Write as _;
    let Some(dir) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let (path, machine) = (dir.join("秉公.ledger"), Machine::at(dir.join("machine")));
    let opened = Ledger::open(&path, &key(), Mode::Write, machine, Env::System);
    let mut ledger = opened.expect("opened");
    ledger.act_as("周示五").expect("acts");
    for count in 0u32.. {
        ledger.save_draft(&draft("officer/new", &format!("第{count}次"))).expect("saved");
        writeln!(std::io::stdout(), "saved {count}").expect("somebody reads");
    }
}

#[test]
fn a_draft_outlives_kill_9_and_belongs_to_whoever_logs_in_next_as_its_author() {
    use std::io::{BufRead as _, BufReader};
    let file = Encrypted::new();
    let mut child = std::process::Command::new(std::env::current_exe().expect("this program"))
        .args(["drafts::child", "--exact", "--ignored", "--nocapture"])
        .env(CHILD, file.dir.path())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("started");
    let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
    let mut said = || lines.next()?.ok()?.split_once("saved ")?.1.parse::<u32>().ok();
    let mut last = 0;
    while last < 20 {
        last = said().unwrap_or(last);
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    let ledger = file.by_password();
    let kept = ledger.draft("officer/new").expect("readable").expect("a draft");
    let kept = String::from_utf8(kept).expect("text");
    let count: u32 = kept.trim_matches(['第', '次']).parse().expect("a whole draft");
    assert!(count >= last, "{kept} after {last}");
    assert_eq!(ledger.verify(Depth::Quick, &[]).expect("a report").faults, []);
}

#[test]
fn what_the_first_user_drafts_before_ever_logging_in_is_there_after_the_login() {
    let dir = tempfile::tempdir().expect("a folder");
    let (path, home) = (dir.path().join("秉公.ledger"), dir.path().join("machine"));
    let key = Key::Passphrase(Zeroizing::new("台账口令台账口令".into()));
    let first = Enrolment { password: Some("孙示三的登录密码"), ..FOUNDER };
    let env = morning("first session");
    let mut ledger = Ledger::create(&path, &key, Machine::at(&home), env, &agency(), &first).expect("made");
    ledger.save_draft(&draft("liability/new", "写了一半")).expect("saved");
    drop(ledger);
    let machine = Machine::at(&home);
    let ledger = Ledger::log_in(&path, "孙示三", "孙示三的登录密码", Mode::Write, machine, Env::System);
    assert_eq!(keys(&ledger.expect("logged in")), ["liability/new"]);
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
