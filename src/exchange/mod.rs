//! What goes in and out of a ledger as files.

pub mod case_file;
