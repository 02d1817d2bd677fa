//! The binary: hands the command line to [`binggong::cli`] and its answer to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    binggong::cli::run()
}
