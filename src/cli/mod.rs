//! The headless commands: arguments in, use cases called, Chinese sentences and JSON out.

pub mod deadline;

pub mod judge;
use std::process::ExitCode;

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
