//! Importing a register: a plan that says of every row what would become of it, and the writing of what a
//! person has confirmed. Nothing is written before; the same register a second time changes nothing.

mod base;
mod carry_out;
pub mod cases;
mod mappings;
mod plan;
mod typed;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use carry_out::{Choice, Choices, Imported, Outcome, Writing};

use super::{Error, Result};
use crate::domain::certificate::CertificateKind;
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::unit::UnitKind;
use base::Base;
use typed::Typed;

/// A register as it is read: its columns, and what they mean.
pub mod read {
    pub use crate::exchange::register::{
        Book, Columns, Field, Looked, Mappings, Meaning, Reading, SheetReading, SkippedRow, SkippedSheet,
    };
}

/// The rows that were not imported, as they were, each with its reason, as a workbook: to be corrected and
/// imported again. Rows by their place in the plan.
///
/// # Errors
/// More than a workbook holds.
pub fn refused_rows(reading: &read::Reading, why: &BTreeMap<usize, String>) -> Result<Vec<u8>> {
    let made = crate::exchange::register::refused_rows(reading, why);
    made.map_err(|why| Error::Refused(format!("错误表没有做成：{why}。请把名册拆成几份再导入。")))
}

/// What a person says of the whole register before it is planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumptions {
    /// The unit of those of whom the register names none.
    pub unit: Option<String>,
    /// The kind of the cards of which the register does not name one.
    pub kind: Option<CertificateKind>,
}

/// What importing a register would do, row by row.
#[derive(Debug)]
pub struct Plan {
    pub lines: Vec<Line>,
    /// Units that the ledger does not have; their kind may be corrected before they are added.
    pub new_units: Vec<NewUnit>,
    /// Rows that name no unit, and rows with a card of which they do not say the kind: somebody may say it for all.
    pub without_unit: usize,
    pub without_kind: usize,
    /// The ledger as it was read; nothing of it is read again for the writing.
    base: Arc<Base>,
    /// Where the journal stood: a plan is carried out on the ledger that it was made for.
    head: Option<(u64, Hash)>,
}

/// A unit that would be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUnit {
    pub name: String,
    /// What its name says without doubt, else 其他; powers follow from it.
    pub kind: UnitKind,
}

/// One row of the register.
#[derive(Debug)]
pub struct Line {
    pub sheet: String,
    /// From 1, as in the sheet.
    pub row: u32,
    pub name: String,
    pub standing: Standing,
    /// What was left out of the row or should be checked, each as a sentence without its full stop.
    pub notes: Vec<String>,
    /// What would be written.
    typed: Box<Typed>,
}

/// What would become of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// A person whom the ledger does not have; the number is the same for all rows of that person.
    New(usize),
    /// A person of the ledger, with what would change; nothing where all of it is there already.
    Same { officer: Id<Officer>, changes: Vec<Difference> },
    /// Perhaps one of these people of the ledger or of earlier rows: somebody must say which, or that it is another.
    Unclear { candidates: Vec<Candidate>, why: String },
    /// Not imported, and what to do.
    Refused(String),
}

/// A field that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub label: String,
    /// Empty where the ledger has nothing.
    pub old: String,
    pub new: String,
}

/// Who somebody is whom a row may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    Person(Id<Officer>),
    /// The new person of an earlier row, by its place in the plan.
    Row(usize),
}

/// Somebody whom a row may mean, to be shown beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub meant: Meant,
    pub name: String,
    pub unit: String,
    pub post: String,
    /// What would change, were it this person.
    pub changes: Vec<Difference>,
}

/// How many rows stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub unclear: usize,
    pub refused: usize,
}

impl Line {
    /// The unit that the row names.
    pub fn unit(&self) -> &str {
        self.typed.unit.as_deref().unwrap_or_default()
    }

    /// The post that the row names.
    pub fn post(&self) -> &str {
        self.typed.post.as_deref().unwrap_or_default()
    }

    /// The number of the row's card.
    pub fn number(&self) -> &str {
        self.typed.card.as_ref().map_or("", |card| &card.number)
    }
}

impl Plan {
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for line in &self.lines {
            *match &line.standing {
                Standing::New(_) => &mut tally.new,
                Standing::Same { changes, .. } if changes.is_empty() => &mut tally.unchanged,
                Standing::Same { .. } => &mut tally.changed,
                Standing::Unclear { .. } => &mut tally.unclear,
                Standing::Refused(_) => &mut tally.refused,
            } += 1;
        }
        tally
    }

    /// Whether carrying it out would write anything, whatever is chosen.
    pub fn is_empty(&self) -> bool {
        let tally = self.tally();
        tally.new + tally.changed + tally.unclear == 0
    }
}
