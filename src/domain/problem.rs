//! What is wrong with something that a person entered: data, worded elsewhere.

use chrono::NaiveDate;

use super::id_number::IdNumberFault;

/// One problem of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The field, by its identifier: `officer.name`.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a value is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing but white space.
    Empty,
    /// More characters than the field takes.
    TooLong { most: usize, got: usize },
    /// Fewer characters than the field needs.
    TooShort { least: usize, got: usize },
    /// A line break or another control character where one line is wanted.
    NotOneLine,
    /// A date that comes before one that it must follow.
    Before { earliest: NaiveDate },
    /// A date that lies after one that it must not pass.
    After { latest: NaiveDate },
    /// A value that another record holds already.
    Taken { by: String },
    /// A list that needs at least one member.
    NoneGiven,
    /// A list that needs more members than it has.
    TooFew { least: usize, got: usize },
    /// Something that is not made for what it is used for.
    Unfit { to: String },
    /// Pages that a file does not have.
    NoSuchPage { last: u32 },
    /// As many pages written down as others were scanned.
    OtherThanScanned { written: u32, scanned: u32 },
    /// No identity number.
    IdNumber(IdNumberFault),
}

/// Longest name of a person or a unit, in characters; names of 25 Han characters and more exist.
pub const NAME_MOST: usize = 50;
/// Longest title, number or post, in characters.
pub const LINE_MOST: usize = 200;
/// Longest running text, in characters.
pub const TEXT_MOST: usize = 20_000;

/// Collects the problems of one value, so that all of them are shown at once.
#[derive(Default)]
pub struct Check {
    problems: Vec<Invalid>,
}

impl Check {
    /// Notes a problem.
    pub fn note(&mut self, field: &'static str, reason: Reason) {
        self.problems.push(Invalid { field, reason });
    }

    /// A text of one line that must be there.
    pub fn line(&mut self, field: &'static str, text: &str, most: usize) {
        if text.trim().is_empty() {
            self.note(field, Reason::Empty);
        }
        self.optional_line(field, text, most);
    }

    /// A text of one line that may be empty.
    pub fn optional_line(&mut self, field: &'static str, text: &str, most: usize) {
        if text.chars().any(char::is_control) {
            self.note(field, Reason::NotOneLine);
        }
        self.most(field, text, most);
    }

    /// A running text that must be there.
    pub fn text(&mut self, field: &'static str, text: &str) {
        if text.trim().is_empty() {
            self.note(field, Reason::Empty);
        }
        self.most(field, text, TEXT_MOST);
    }

    /// A day that must not come before another.
    pub fn not_before(&mut self, field: &'static str, day: NaiveDate, earliest: NaiveDate) {
        if day < earliest {
            self.note(field, Reason::Before { earliest });
        }
    }

    /// A day that must not lie after another.
    pub fn not_after(&mut self, field: &'static str, day: NaiveDate, latest: NaiveDate) {
        if day > latest {
            self.note(field, Reason::After { latest });
        }
    }

    fn most(&mut self, field: &'static str, text: &str, most: usize) {
        let got = text.chars().count();
        if got > most {
            self.note(field, Reason::TooLong { most, got });
        }
    }

    /// All problems, or none.
    pub fn done(self) -> Result<(), Vec<Invalid>> {
        if self.problems.is_empty() { Ok(()) } else { Err(self.problems) }
    }
}

/// A noun that can say what is wrong with it.
pub trait Checked {
    /// All problems of this value, by itself and apart from other records.
    fn check(&self) -> Result<(), Vec<Invalid>>;
}
