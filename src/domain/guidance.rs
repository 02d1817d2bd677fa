//! Supervision and guidance by those who hold a supervision card: whom, about what, what was said, what followed
//! (J8-2).

use chrono::NaiveDate;

use super::case::Case;
use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, Reason};
use super::unit::Unit;

/// One opinion given to officers of the bureau, or to a unit below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guidance {
    pub on: NaiveDate,
    /// Who supervises.
    pub by: Id<Officer>,
    /// Whose conduct it is about; a person, a unit, or a person of a unit.
    pub officer: Option<Id<Officer>>,
    pub unit: Option<Id<Unit>>,
    pub case: Option<Id<Case>>,
    pub matter: String,
    pub opinion: String,
    /// Until when an answer is wanted.
    pub answer_by: Option<NaiveDate>,
    /// What followed; empty while it is open.
    pub outcome: String,
    pub closed_on: Option<NaiveDate>,
}

impl Checked for Guidance {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        if self.officer.is_none() && self.unit.is_none() {
            check.note("guidance.officer", Reason::NoneGiven);
        }
        check.line("guidance.matter", &self.matter, LINE_MOST);
        check.text("guidance.opinion", &self.opinion);
        if let Some(answer_by) = self.answer_by {
            check.not_before("guidance.answer_by", answer_by, self.on);
        }
        if let Some(closed_on) = self.closed_on {
            check.not_before("guidance.closed_on", closed_on, self.on);
            check.text("guidance.outcome", &self.outcome);
        }
        check.done()
    }
}
