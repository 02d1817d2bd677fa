//! 秉公: a county emergency-management bureau's enforcement-supervision ledger, in one encrypted file.
//!
//! The main job: a lead about enforcement conduct comes in, facts and evidence are recorded, the rules are
//! applied ground by ground, a person decides, and a numbered notice is printed whose deadlines are kept.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | [`ui`] | the window: screens that paint from state and push messages, and the shell around them |
//! | [`cli`] | the commands: arguments in, use cases called, Chinese sentences and JSON out |
//! | [`ledger`] | the use cases: [`ledger::Ledger`] is the only door to the data |
//! | [`store`] | the only SQL: opening, the journal, the tables that follow from it, search, files, verification |
//! | [`rules`] | the reader of rule packs, and the judge: facts + packs → reasoned conclusion |
//! | [`notice`] | pure typesetting: form → blocks → lines → pages → frames → PDF |
//! | [`exchange`] | what goes in and out as files: case files, registers of officers, calendars, papers |
//! | [`words`] | Chinese that screens, notices and errors share: labels, dates, amounts, sentences |
//! | [`domain`] | facts and pure decisions of the field: officers, cases, faults, deadlines, calendar, roles |
//! | [`env`](mod@env) | the only reader of time and randomness: the system's, or fixed for tests and samples |
//!
//! Rule packs, wording of forms and holidays are data: `assets/rules`, `assets/forms`, `assets/calendar`.
//!
//! # Who may know whom
//!
//! `main → cli, ui → ledger → {store, rules, notice, exchange} → domain`, and `ui, notice → words → domain`.
//! `tests/architecture.rs` parses the sources and holds each sentence:
//!
//! - `domain` sees std, chrono and uuid: no SQL, no PDF, no serde, no clock. What is stored or exchanged has
//!   structs of its own in `store` and `exchange`.
//! - SQL and rusqlite stand in `store` only, and derived tables are written in `store/apply/` only.
//! - printpdf and lopdf stand in `notice/pdf.rs` only; typesetting ends in frames, and the PDF adds nothing.
//! - The system's time and randomness are read in `env.rs` only.
//! - egui stands in `ui` only; `ui` never names `store`, and of `notice` it sees the finished frames alone.
//!
//! # What always holds
//!
//! - **One door.** Everything that changes a ledger is a use case on `Ledger` and goes through one function:
//!   ask the permission table, apply the rules, append one journal entry, write the tables, commit. Any error
//!   rolls all of it back; several acts can be held together and stand or fall as one.
//! - **One journal.** An entry is a chained, signed header that never changes and a salted body that can be
//!   removed by a later, visible act. Bodies are written once and never serialised again; they hold no
//!   passwords, no private keys, no floats.
//! - **The tables follow.** Derived tables are written from the bodies' bytes alone, by the same code at the
//!   first writing and at every rebuild, without clock, pack, form or default. The same entries give the same
//!   tables on every machine. Derived tables have no foreign keys and no uniqueness but their key, because a
//!   merge must always apply. `local_*` tables are outside history, exchange and verification.
//! - **Nothing by halves.** What is refused leaves the file as it was to the byte, uses up no number, and
//!   leaves no paper in any folder.
//! - **The program advises, a person decides.** A ground holds, does not hold, or is open; an open one is a
//!   question, never a guess. A decision needs its reason, may differ from the advice, and then says so.
//! - **Old papers stay.** A conclusion keeps the packs it rests on, a notice its form, facts and PDF. Issued
//!   numbers have no gaps; a void one stays visible.
//! - **Nothing is dropped in silence.** A character that no face has, a citation that the pack lacks, a value
//!   that a form misses is an error that names it.

pub mod cli;
#[macro_use]
pub mod domain;
pub mod env;
pub mod exchange;
pub mod ledger;
pub mod notice;
pub mod rules;
pub mod store;
pub mod ui;
pub mod words;
