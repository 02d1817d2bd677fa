//! The headless commands: arguments in, use cases called, Chinese sentences and JSON out.

mod args;
pub mod deadline;
pub mod judge;
mod ledgers;
mod papers;

use std::process::ExitCode;

use clap::Parser as _;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use args::{Arguments, Command};

/// What a command says when it succeeds, or the sentence that goes to stderr.
type Said = Result<String, String>;

/// Runs the command line of this process: 0 done, 1 refused with a sentence, 2 called wrongly.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return called_wrongly(&error),
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

/// Help on stdout; otherwise one Chinese sentence that names the argument.
fn called_wrongly(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return say(&error.render().to_string());
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        eprintln!("{}", error.render());
        return ExitCode::from(2);
    }
    let named = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let what = named(ContextKind::InvalidArg);
    let sentence = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("命令缺少：{what}"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", named(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("没有“{what}”这个选项"),
        ErrorKind::ArgumentConflict => format!("“{what}”不能这样合用"),
        _ => format!("“{what}”的值“{}”不对", named(ContextKind::InvalidValue)),
    };
    eprintln!("{sentence}。请运行 binggong --help 查看用法。");
    ExitCode::from(2)
}
