//! Registers of officers as bureaus really have them: what is read, what is left out, what is refused.

mod book;
#[path = "../support/dice.rs"]
#[allow(dead_code, reason = "each test binary uses its own part of this")]
mod dice;
mod files;
mod fuzz;
mod lists;
mod rows;
