//! The yearly look at a card, where the bureau has one: a record a card and year.

use chrono::NaiveDate;

use super::certificate::Certificate;
use super::id::Id;
use super::problem::{Check, Checked, Invalid, LINE_MOST};

/// One card that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnualCheck {
    pub card: Id<Certificate>,
    pub year: i32,
    pub on: NaiveDate,
    pub passed: bool,
    /// What was found, or where the result is kept.
    pub note: String,
}

impl Checked for AnnualCheck {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        match self.passed {
            true => check.optional_line("annual_check.note", &self.note, LINE_MOST),
            false => check.line("annual_check.note", &self.note, LINE_MOST),
        }
        check.done()
    }
}
