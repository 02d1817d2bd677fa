//! What follows from the logbook: steps after the 批示, deputies, failures to record, files, totals and papers.
//!
//! Whatever is read here out of sealed records is read with the acting user's key, lives in memory, and is given
//! back: nothing of it is written in the clear.

mod acting;
mod facts;
mod failure;
mod files;
mod follow;
mod papers;
mod report;
mod totals;

pub use failure::{Answerable, FailureRow};
pub use files::{FileEntry, FilePerson, Part, PersonnelAct, Protection};
pub use follow::{Due, SealedDue};
pub use papers::{InterferencePaper, InterferenceSheet, LetterAsk};
pub use report::{Division, Told, TotalsTold};

pub(in crate::ledger) use super::{Error, Ledger, Result};
