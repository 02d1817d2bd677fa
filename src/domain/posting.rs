//! Changes of a person's position: 转岗、退休、辞职、辞退、调离 (J14-2), each with its day.

use chrono::NaiveDate;

use super::id::Id;
use super::officer::{Duty, Leaving, Officer};
use super::problem::{Check, Checked, Invalid, LINE_MOST};
use super::unit::Unit;

/// Where somebody stands: what powers and duties follow from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    pub unit: Id<Unit>,
    pub post: String,
    pub duty: Option<Duty>,
}

impl Position {
    /// The position that a record shows.
    pub fn of(officer: &Officer) -> Position {
        Position { unit: officer.unit, post: officer.post.clone(), duty: officer.profile.duty }
    }
}

/// One change, as it happened; the officer's record shows what came of the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    pub officer: Id<Officer>,
    /// The first day in the new position; for somebody who left, the last day in the service.
    pub on: NaiveDate,
    pub before: Position,
    /// None where the person left.
    pub after: Option<Position>,
    pub left_for: Option<Leaving>,
    pub document: String,
}

/// The position on a day, from the changes in the order of their days and the one that the record shows.
pub fn position_on(changes: &[Posting], now: Position, on: NaiveDate) -> Position {
    changes
        .iter()
        .find(|change| change.after.is_some() && on < change.on)
        .map_or(now, |next| next.before.clone())
}

impl Checked for Posting {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.optional_line("posting.document", &self.document, LINE_MOST);
        check.done()
    }
}
