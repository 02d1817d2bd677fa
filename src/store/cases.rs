//! What cases ask for: all that belongs to one, and what waits.

use chrono::NaiveDate;

use super::error::Result;
use super::open::Store;
use super::query::Versioned;
use crate::domain::case::Case;
use crate::domain::case_step::{CaseStep, Recusal};
use crate::domain::id::Id;
use crate::domain::intake::Intake;
use crate::domain::seizure::Seizure;

impl Store {
    /// The steps of a case, in the order in which they were entered.
    pub fn steps_of(&self, case: Id<Case>) -> Result<Vec<Versioned<CaseStep>>> {
        self.select("t.\"case\" = ?", &[case.uuid().as_bytes()])
    }

    pub fn recusals_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Recusal>>> {
        self.select("t.\"case\" = ?", &[case.uuid().as_bytes()])
    }

    pub fn seizures_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Seizure>>> {
        self.select("t.\"case\" = ?", &[case.uuid().as_bytes()])
    }

    /// What is still held and whose last day comes before this one.
    pub fn seizures_due(&self, before: NaiveDate) -> Result<Vec<Versioned<Seizure>>> {
        self.select("t.state = 'held' AND t.\"to\" < ?", &[&before.to_string()])
    }

    /// What came in and was not answered yet.
    pub fn open_intake(&self) -> Result<Vec<Versioned<Intake>>> {
        self.select("t.state = 'open'", &[])
    }
}
