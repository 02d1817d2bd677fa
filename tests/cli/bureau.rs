//! A bureau in a folder of its own, which calls the real program and looks at what it leaves behind.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use binggong::env::Env;
use binggong::ledger::Ledger;
use binggong::ledger::file::{Depth, Key, Machine, Mode};
use tempfile::TempDir;
use zeroize::Zeroizing;

pub const PASSPHRASE: &str = "试验用的台账口令，二〇二六";
pub const LEDGER: &str = "示例县.ledger";
/// The example that comes with the program, decided on 2026-03-04.
pub const CASE: &str = include_str!("../../assets/case-example.toml");
/// The number that the example's notice gets in a new ledger.
pub const NUMBER: &str = "示应急过错〔2026〕1号";

/// A folder with a ledger, a machine's own folder, and whatever a test puts beside them.
pub struct Bureau {
    dir: TempDir,
    /// A test that has spoilt the ledger on purpose says so.
    pub spoilt: bool,
}

/// Every file below a folder, by its path.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// What the program said.
#[derive(Debug)]
pub struct Answer {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Bureau {
    /// A folder with nothing in it.
    pub fn empty() -> Bureau {
        Bureau { dir: tempfile::tempdir().unwrap(), spoilt: false }
    }

    /// A bureau with a new ledger and one user, 孙示三, who may do everything.
    pub fn new() -> Bureau {
        static FOUNDED: OnceLock<Files> = OnceLock::new();
        Bureau::empty().with(FOUNDED.get_or_init(|| {
            let bureau = Bureau::empty();
            bureau.found(&[]).done();
            files_below(bureau.dir.path())
        }))
    }

    /// The same, with the example decided and its notice in `out`.
    pub fn with_notice() -> Bureau {
        static DECIDED: OnceLock<Files> = OnceLock::new();
        Bureau::empty().with(DECIDED.get_or_init(|| {
            let bureau = Bureau::new();
            bureau.put("案件.toml", CASE);
            bureau.decide(&[]).done();
            files_below(bureau.dir.path())
        }))
    }

    fn with(self, files: &Files) -> Bureau {
        for (path, bytes) in files {
            self.put(path, bytes);
        }
        self
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Puts a file there, and the folders that it lies in.
    pub fn put(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn bytes(&self, name: impl AsRef<Path>) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn files(&self) -> Files {
        files_below(self.dir.path())
    }

    /// The program, without display, with the ledger's passphrase and a machine of its own.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_binggong"));
        command.current_dir(self.dir.path());
        for unset in ["DISPLAY", "WAYLAND_DISPLAY"] {
            command.env_remove(unset);
        }
        command.env("BINGGONG_HOME", self.path("home")).env("BINGGONG_PASSPHRASE", PASSPHRASE);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        Answer::of(self.command().args(arguments).output().unwrap())
    }

    /// `init`, with more options than it must have.
    pub fn found(&self, more: &[&str]) -> Answer {
        let mut arguments = vec!["init", LEDGER, "--bureau", "示例县应急管理局", "--code", "示应急"];
        arguments.extend(["--region", "示例县", "--office", "示例县应急管理局办公室", "--user", "孙示三"]);
        arguments.extend(more);
        self.run(&arguments)
    }

    /// `decide` of 案件.toml, dated the day after the decision, with more options.
    pub fn decide(&self, more: &[&str]) -> Answer {
        let mut arguments = vec!["decide", LEDGER, "案件.toml", "--out", "out", "--date", "2026-03-05"];
        arguments.extend(more);
        self.run(&arguments)
    }

    /// Runs what must be refused with exit status 1, and leaves every file as it was and none beside it.
    #[track_caller]
    pub fn refuses(&self, arguments: &[&str]) -> String {
        let before = self.files();
        let said = self.run(arguments).refused();
        self.assert_unchanged(&before);
        said
    }

    /// The same for a case file.
    #[track_caller]
    pub fn refuses_case(&self, text: impl AsRef<[u8]>) -> String {
        self.put("案件.toml", text);
        let before = self.files();
        let said = self.decide(&[]).refused();
        self.assert_unchanged(&before);
        said
    }

    #[track_caller]
    pub fn assert_unchanged(&self, before: &Files) {
        let after = self.files();
        let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&after), names(before), "other files than before");
        for (path, bytes) in before {
            assert!(after[path] == *bytes, "{} was changed", path.display());
        }
    }

    /// The head, as `verify` prints it.
    pub fn head(&self) -> String {
        let said = self.run(&["verify", LEDGER]).done();
        said.lines().find_map(|line| line.strip_prefix("末条：")).unwrap().to_owned()
    }

    /// Opens the ledger through the library, as another program on the same machine would.
    pub fn open(&self, mode: Mode) -> Ledger {
        let key = Key::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()));
        Ledger::open(&self.path(LEDGER), &key, mode, Machine::at(self.path("home")), Env::System).unwrap()
    }

    /// The ledger in the hands of somebody with another SQLite tool and the passphrase.
    pub fn attacker(&mut self) -> rusqlite::Connection {
        self.spoilt = true;
        let conn = rusqlite::Connection::open(self.path(LEDGER)).unwrap();
        conn.pragma_update(None, "key", PASSPHRASE).unwrap();
        conn
    }
}

impl Drop for Bureau {
    /// Whatever a test did, the ledger verifies and follows from its journal.
    fn drop(&mut self) {
        if self.spoilt || std::thread::panicking() || !self.path(LEDGER).exists() {
            return;
        }
        let mut ledger = self.open(Mode::Write);
        assert_eq!(ledger.verify(Depth::Full, &[]).unwrap().faults, []);
        let before = ledger.digest().unwrap();
        ledger.rebuild().unwrap();
        assert_eq!(ledger.digest().unwrap(), before, "a rebuild gives other tables");
    }
}

impl Answer {
    pub fn of(output: Output) -> Answer {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Answer { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Success, with nothing on stderr.
    #[track_caller]
    pub fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""), "{}", self.out);
        self.out
    }

    /// A refusal: exit status 1, nothing on stdout, sentences for people on stderr.
    #[track_caller]
    pub fn refused(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(1), ""), "{}", self.err);
        assert_for_people(&self.err);
        self.err
    }

    /// A wrong call: exit status 2.
    #[track_caller]
    pub fn called_wrongly(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (Some(2), ""), "{}", self.err);
        assert_for_people(&self.err);
        self.err
    }
}

/// Chinese that says what to do; nothing of what libraries say among themselves.
#[track_caller]
fn assert_for_people(said: &str) {
    assert!(["请", "改", "可填"].iter().any(|word| said.contains(word)), "does not say what to do: {said}");
    for foreign in ["error", "Error", "os error", "panicked", "No such", "denied", "Usage", "expected"] {
        assert!(!said.contains(foreign), "{foreign}: {said}");
    }
}

fn files_below(dir: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => {
                    let name = path.strip_prefix(dir).unwrap().to_owned();
                    files.insert(name, fs::read(&path).unwrap());
                }
            }
        }
    }
    files
}

/// The example with its first `from` changed, and the line in which that stands.
#[track_caller]
pub fn edited(from: &str, to: &str) -> (String, usize) {
    let at = CASE.find(from).unwrap_or_else(|| panic!("the example has no {from}"));
    (CASE.replacen(from, to, 1), CASE[..at].matches('\n').count() + 1)
}
