//! 秉公: a county emergency-management bureau's enforcement-supervision ledger, in one encrypted file.
//!
//! The map, from the outside in: `main → cli → ledger → {store, rules, notice, exchange} → domain`;
//! `notice → words → domain`.

pub mod cli;
#[macro_use]
pub mod domain;
pub mod env;
pub mod exchange;
pub mod ledger;
pub mod notice;
pub mod rules;
pub mod store;
pub mod words;
