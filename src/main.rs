//! The binary: hands the command line to [`binggong::cli`], and opens the window where that asks for it.

use std::process::ExitCode;

use binggong::cli::{self, Next, Opening};
use binggong::ui::{self, Start};

fn main() -> ExitCode {
    match cli::run() {
        Next::Exit(code) => code,
        Next::Window(opening) => open(opening),
    }
}

fn open(opening: Opening) -> ExitCode {
    let Opening { ledger, user, home, specimen, optional } = opening;
    match ui::run(Start { ledger, user, home, specimen, clock: ui::Clock::System }) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            if optional { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
    }
}
