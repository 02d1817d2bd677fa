//! What the command line says about itself: help, and one sentence for every wrong call.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::args::Arguments;
use super::say;

/// The whole command line, with Chinese headings where clap has English ones.
pub(super) fn command() -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
    let root = Arguments::command().disable_version_flag(true).arg(version);
    let names: Vec<String> = root.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    names.into_iter().fold(with_headings(root), |command, name| command.mut_subcommand(name, with_headings))
}

fn with_headings(command: Command) -> Command {
    let mut template = String::from("{about}\n\n用法：{usage}\n");
    if command.has_subcommands() {
        template += "\n命令：\n{subcommands}\n";
    }
    if command.get_positionals().next().is_some() {
        template += "\n参数：\n{positionals}\n";
    }
    template += "\n选项：\n{options}\n";
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示用法");
    command.disable_help_flag(true).arg(help).help_template(template)
}

/// Help on stdout; otherwise one sentence that names the argument, and exit status 2.
pub(super) fn answer(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return say(&error.render().to_string()),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => eprintln!("{}", error.render()),
        _ => eprintln!("{}。请加 --help 查看用法。", sentence(error)),
    }
    ExitCode::from(2)
}

fn sentence(error: &clap::Error) -> String {
    let named = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let what = named(ContextKind::InvalidArg);
    let meant = |kind: ContextKind| match named(kind) {
        like if like.is_empty() => String::new(),
        like => format!("，是不是“{like}”"),
    };
    match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("还缺少 {what}"),
        ErrorKind::InvalidSubcommand => {
            let typed = named(ContextKind::InvalidSubcommand);
            format!("没有“{typed}”这个命令{}", meant(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => {
            format!("用不上“{what}”这一项{}", meant(ContextKind::SuggestedArg))
        }
        ErrorKind::ArgumentConflict if what == named(ContextKind::PriorArg) => format!("“{what}”写了两次"),
        ErrorKind::ArgumentConflict => {
            format!("“{what}”不能和“{}”同时用", named(ContextKind::PriorArg))
        }
        ErrorKind::InvalidUtf8 => "有一项不是 UTF-8 编码的文字".to_owned(),
        _ => match named(ContextKind::InvalidValue) {
            value if value.is_empty() => format!("“{what}”后面没有写内容"),
            value => format!("“{what}”不能是“{value}”"),
        },
    }
}
