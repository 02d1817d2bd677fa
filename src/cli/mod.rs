//! The headless commands: arguments in, use cases called, Chinese sentences and JSON out.

mod args;
pub mod deadline;
mod demo;
pub mod judge;
mod ledgers;
mod papers;
mod usage;

use std::process::ExitCode;

use clap::FromArgMatches as _;

use args::{Arguments, Command};

/// What a command says when it succeeds, or the sentence that goes to stderr.
type Said = Result<String, String>;

/// Runs the command line of this process: 0 done, 1 refused with a sentence, 2 called wrongly.
pub fn run() -> ExitCode {
    let matches = usage::command().try_get_matches();
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => return usage::answer(&error),
    };
    match answer(&arguments) {
        Ok(text) => say(&text),
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(1)
        }
    }
}

fn answer(arguments: &Arguments) -> Said {
    let access = &arguments.access;
    match &arguments.command {
        // The window is not part of this version, so there is nothing more to open.
        Command::Demo { dir, no_window: _ } => demo::demo(dir),
        Command::Init(init) => ledgers::init(init, access),
        Command::Decide(decide) => papers::decide(decide, access),
        Command::Judge { case, json } => judge::judge(case, *json).map_err(|error| error.to_string()),
        Command::Notice(notice) => papers::notice(notice, access),
        Command::Verify(verify) => ledgers::verify(verify, access),
        Command::Export { ledger, out } => ledgers::export(ledger, out, access),
        Command::Deadline { start, period, json } => deadline::deadline(start, period, *json),
    }
}

/// Writes to stdout; a reader that has gone away, as `head` does, is no failure.
fn say(text: &str) -> ExitCode {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
    ExitCode::SUCCESS
}
