//! 过问: who sees what at each step, what the file tells without a key, and what is asked of a record.

#[path = "../house/mod.rs"]
mod house;

mod bytes;
mod files;
mod follow;
mod papers;
mod record;
mod roles;
mod totals;
mod whole;

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use binggong::domain::interference::{
    Addressee, Asker, Channel, InWriting, Interference, Nature, Person, Reaction, Side, Threat,
};
use binggong::domain::role::Role;
use binggong::env::Env;
use binggong::ledger::file::{Key, Machine, Mode};
use binggong::ledger::{Enrolment, Error, Ledger};
use chrono::DateTime;
use house::{Folder, agency, day, morning};
use zeroize::Zeroizing;

const PASSPHRASE: &str = "台账口令台账口令";
const LEDGER: &str = "秉公.ledger";

/// The people of the bureau; everybody's password is the name and a tail.
const PEOPLE: [(&str, &[Role]); 6] = [
    ("赵示一", &[Role::Leader]),
    ("周示五", &[Role::Handler]),
    ("郑示四", &[Role::Handler]),
    ("纪示二", &[Role::Discipline]),
    ("钱示六", &[Role::Reader]),
    ("法示七", &[Role::Legal]),
];
const FOUNDER: (&str, &[Role]) = ("孙示三", &[Role::Administrator]);

fn password(name: &str) -> String {
    format!("{name}的登录密码")
}

fn enrolment<'a>(name: &'a str, roles: &'a [Role], password: &'a str) -> Enrolment<'a> {
    Enrolment { name, roles, officer: None, password: Some(password) }
}

fn sentence<T>(refused: Result<T, Error>) -> String {
    refused.err().expect("a refusal").to_string()
}

/// An encrypted ledger of a bureau whose people all log in on one machine.
struct Bureau {
    dir: tempfile::TempDir,
    path: PathBuf,
}

impl Bureau {
    /// One of its own: a copy of one that is made once, since each password takes its time.
    fn new() -> Bureau {
        static PREPARED: OnceLock<Folder> = OnceLock::new();
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(LEDGER);
        PREPARED.get_or_init(|| Folder::of(Bureau::made().dir.path())).write(dir.path());
        Bureau { dir, path }
    }

    fn made() -> Bureau {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(LEDGER);
        let bureau = Bureau { dir, path };
        let founder = password(FOUNDER.0);
        let first = enrolment(FOUNDER.0, FOUNDER.1, &founder);
        let machine = bureau.machine("machine");
        let mut ledger = Ledger::create(&bureau.path, &key(), machine, morning("bureau"), &agency(), &first)
            .expect("made");
        for (name, roles) in PEOPLE {
            ledger.add_user(&enrolment(name, roles, &password(name)), &key()).expect("a user");
        }
        bureau
    }

    fn machine(&self, name: &str) -> Machine {
        Machine::at(self.dir.path().join(name))
    }

    /// The ledger with somebody logged in by password.
    fn log_in(&self, name: &str) -> Ledger {
        let (machine, env) = (self.machine("machine"), morning(&another(name)));
        Ledger::log_in(&self.path, name, &password(name), Mode::Write, machine, env)
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The same on a later morning.
    fn log_in_on(&self, name: &str, day: &str) -> Ledger {
        let at = DateTime::parse_from_rfc3339(&format!("{day}T09:00:00+08:00")).expect("a time");
        let env = Env::fixed(at.into(), &another(name));
        Ledger::log_in(&self.path, name, &password(name), Mode::Write, self.machine("machine"), env)
            .unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The ledger on another machine, opened with its passphrase: whoever has it acts as anybody.
    fn by_passphrase(&self, name: &str) -> Ledger {
        let (machine, env) = (self.machine("another"), morning("another"));
        let mut ledger = Ledger::open(&self.path, &key(), Mode::Write, machine, env).expect("opened");
        ledger.act_as(name).expect("acts");
        ledger
    }
}

/// A seed that no login has had: with the same one, two logins would give two records one identity.
fn another(name: &str) -> String {
    static LOGINS: AtomicU32 = AtomicU32::new(0);
    format!("{name}{}", LOGINS.fetch_add(1, Ordering::Relaxed))
}

fn key() -> Key {
    Key::Passphrase(Zeroizing::new(PASSPHRASE.into()))
}

/// An oral inquiry by somebody of the bureau.
fn oral() -> Interference {
    Interference {
        nature: Nature::Asked,
        to: Addressee::Leader,
        case: None,
        matter: "示应急罚〔2026〕3号".into(),
        asker: Asker {
            side: Side::Inside,
            name: "王示九".into(),
            unit: "示例县应急管理局".into(),
            post: "副局长".into(),
            relation: "与当事人是同学".into(),
        },
        on: day("2026-03-04"),
        at: Some("15:20:00".parse().expect("a time")),
        place: "三楼走廊".into(),
        channel: Channel::Oral,
        content: "说这家企业是重点项目，罚款能不能少一点。".into(),
        conduct: vec![6],
        conduct_other: String::new(),
        attached: Vec::new(),
        without: String::new(),
        in_writing: None,
        witnesses: String::new(),
        reactions: vec![Reaction::Refused],
        recorder: Person {
            name: "周示五".into(),
            unit: "青石示例镇".into(),
            post: "执法员".into(),
            card: String::new(),
        },
        second: None,
    }
}

/// An opinion of the department that guides the bureau.
fn guidance() -> Interference {
    Interference {
        nature: Nature::Guidance,
        conduct: Vec::new(),
        in_writing: Some(InWriting::Asked),
        reactions: vec![Reaction::Explained],
        ..oral()
    }
}

/// A threat against an officer's family.
fn threat() -> Threat {
    Threat {
        to: Addressee::Leader,
        officer: Person {
            name: "周示五".into(),
            unit: "青石示例镇".into(),
            post: "执法员".into(),
            card: String::new(),
        },
        kin: "妻子".into(),
        by: "当事人的司机".into(),
        on: day("2026-03-04"),
        at: None,
        place: "小区门口".into(),
        content: "说再查就让你家里人小心点。".into(),
        about: "示应急罚〔2026〕3号".into(),
        witnesses: String::new(),
        attached: Vec::new(),
        recorder: Person { name: "周示五".into(), ..Person::default() },
    }
}
