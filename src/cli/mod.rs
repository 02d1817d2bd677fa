//! The headless commands: arguments in, use cases called, Chinese sentences and JSON out.

mod args;
pub mod deadline;
mod demo;
pub mod judge;
mod ledgers;
mod papers;
mod register;
mod usage;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::FromArgMatches as _;

use args::{Arguments, Command};

/// What a command says when it succeeds, or the sentence that goes to stderr.
type Said = Result<String, String>;

/// What is left to do when the command line has been read.
pub enum Next {
    /// Nothing: the command has answered.
    Exit(ExitCode),
    /// Open the window.
    Window(Opening),
}

/// The window that a command asks for.
pub struct Opening {
    /// The ledger to open; without one, the one that was open last.
    pub ledger: Option<PathBuf>,
    /// Who acts at once; the sample ledger asks for no password.
    pub user: Option<String>,
    /// This machine's own folder.
    pub home: PathBuf,
    /// The sheet of all type sizes, states and colours instead of a ledger.
    pub specimen: bool,
    /// The command has done its main job already: a missing display is no failure.
    pub optional: bool,
}

/// Runs the command line of this process: 0 done, 1 refused with a sentence, 2 called wrongly.
pub fn run() -> Next {
    let called: Vec<OsString> = std::env::args_os().skip(1).collect();
    if let Some(ledger) = ledger_to_open(&called) {
        return window(Opening {
            ledger,
            user: None,
            home: PathBuf::new(),
            specimen: false,
            optional: false,
        });
    }
    let matches = usage::command().try_get_matches();
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => return Next::Exit(usage::answer(&error)),
    };
    match answer(&arguments) {
        Ok(text) => {
            let code = say(&text);
            after(&arguments.command, code)
        }
        Err(sentence) => refuse(&sentence),
    }
}

/// `binggong` and `binggong LEDGER`: a file that is there or is named like a ledger, and no command.
fn ledger_to_open(called: &[OsString]) -> Option<Option<PathBuf>> {
    match called {
        [] => Some(None),
        [only] => {
            let path = PathBuf::from(only);
            let is_command = usage::command().get_subcommands().any(|one| *only == *one.get_name());
            let is_ledger = path.extension().is_some_and(|end| end == "ledger") || path.is_file();
            (is_ledger && !is_command).then_some(Some(path))
        }
        _ => None,
    }
}

fn after(command: &Command, code: ExitCode) -> Next {
    match command {
        Command::Demo { dir, no_window: false } => window(Opening {
            ledger: Some(dir.join(demo::LEDGER)),
            user: Some(demo::USER.to_owned()),
            home: PathBuf::new(),
            specimen: false,
            optional: true,
        }),
        Command::Specimen => window(Opening {
            ledger: None,
            user: None,
            home: PathBuf::new(),
            specimen: true,
            optional: false,
        }),
        _ => Next::Exit(code),
    }
}

fn window(opening: Opening) -> Next {
    match ledgers::home() {
        Ok(home) => Next::Window(Opening { home, ..opening }),
        Err(sentence) => refuse(&sentence),
    }
}

fn refuse(sentence: &str) -> Next {
    eprintln!("{sentence}");
    Next::Exit(ExitCode::from(1))
}

fn answer(arguments: &Arguments) -> Said {
    let access = &arguments.access;
    match &arguments.command {
        Command::Demo { dir, no_window: _ } => demo::demo(dir),
        Command::Specimen => Ok(String::new()),
        Command::Init(init) => ledgers::init(init, access),
        Command::Decide(decide) => papers::decide(decide, access),
        Command::Judge { case, json } => judge::judge(case, *json).map_err(|error| error.to_string()),
        Command::Notice(notice) => papers::notice(notice, access),
        Command::Verify(verify) => ledgers::verify(verify, access),
        Command::Export { ledger, out } => ledgers::export(ledger, out, access),
        Command::Register { file, json } => register::register(file, *json),
        Command::Deadline { start, period, json } => deadline::deadline(start, period, *json),
    }
}

/// Writes to stdout; a reader that has gone away, as `head` does, is no failure.
fn say(text: &str) -> ExitCode {
    use std::io::Write as _;
    if text.is_empty() {
        return ExitCode::SUCCESS;
    }
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
    ExitCode::SUCCESS
}
