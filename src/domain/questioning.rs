//! Questionings: which group asked whom, when and where, with their cards shown (J15-2, J16).

use chrono::{NaiveDate, NaiveDateTime};

use super::case::Case;
use super::case_file::PAGES_MOST;
use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};

/// The least number of holders of a card who act towards a party (J16-1).
pub const HOLDERS_LEAST: usize = 2;

coded! {
    /// As what somebody is questioned (J16-2).
    Questioned {
        Party = "party", "当事人";
        Witness = "witness", "证人";
    }
}

/// One questioning of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questioning {
    pub case: Id<Case>,
    /// The group that asks.
    pub officers: Vec<Id<Officer>>,
    /// Who is asked, by name.
    pub person: String,
    pub role: Questioned,
    /// As the clock on the wall shows it.
    pub from: NaiveDateTime,
    pub to: NaiveDateTime,
    pub place: String,
    /// Whether the cards were shown; where they were not, the person refused to be asked (J15-2).
    pub shown: bool,
    /// The page of the case's file on which the record of it begins.
    pub page: Option<u32>,
    /// Why the record does not hold; empty while it does.
    pub withdrawn: String,
}

impl Questioning {
    /// The day on which it began.
    pub fn on(&self) -> NaiveDate {
        self.from.date()
    }

    /// Whether the record holds.
    pub fn stands(&self) -> bool {
        self.withdrawn.is_empty()
    }

    /// Whether both would have somebody ask two people at the same time.
    pub fn collides(&self, other: &Questioning) -> bool {
        if !self.stands() || !other.stands() {
            return false;
        }
        let shares = self.officers.iter().any(|officer| other.officers.contains(officer));
        shares && self.from < other.to && other.from < self.to
    }
}

impl Checked for Questioning {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("questioning.person", &self.person, NAME_MOST);
        check.line("questioning.place", &self.place, LINE_MOST);
        if self.officers.is_empty() {
            check.note("questioning.officers", Reason::NoneGiven);
        }
        if self.to <= self.from {
            check.note("questioning.to", Reason::Before { earliest: self.from.date() });
        }
        if self.page.is_some_and(|page| page == 0 || page > PAGES_MOST) {
            check.note("questioning.page", Reason::NoSuchPage { last: PAGES_MOST });
        }
        check.optional_line("questioning.withdrawn", &self.withdrawn, LINE_MOST);
        check.done()
    }
}
