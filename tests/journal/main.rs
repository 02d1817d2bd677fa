//! The ledger file: opening and refusing, writing whole or not at all, removing for good, and naming what was altered.

mod files;
mod machines;
mod opening;
mod removing;
#[path = "../support/mod.rs"]
mod support;

mod tampering;
mod upgrading;
mod watching;
