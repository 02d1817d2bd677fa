//! What the register of cards asks for: all that belongs to one person or one card.

use chrono::NaiveDate;

use super::error::Result;
use super::noun::Noun;
use super::open::Store;
use super::query::Versioned;
use crate::domain::annual_check::AnnualCheck;
use crate::domain::card_life::CardAct;
use crate::domain::case::Case;
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, Misuse};
use crate::domain::officer::Officer;
use crate::domain::posting::Posting;
use crate::domain::power::Delegation;
use crate::domain::questioning::Questioning;
use crate::domain::training::Training;
use crate::domain::unit::Unit;

impl Store {
    /// The acts on a card, in the order in which they were entered.
    pub fn acts_on(&self, card: Id<Certificate>) -> Result<Vec<Versioned<CardAct>>> {
        self.select("t.card = ?", &[card.uuid().as_bytes()])
    }

    pub fn trainings_of(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Training>>> {
        self.of_officer(officer)
    }

    pub fn postings_of(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Posting>>> {
        self.of_officer(officer)
    }

    pub fn misuses_of(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Misuse>>> {
        self.of_officer(officer)
    }

    pub fn complaints_about(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Complaint>>> {
        self.of_officer(officer)
    }

    pub fn delegations_to(&self, unit: Id<Unit>) -> Result<Vec<Versioned<Delegation>>> {
        self.select("t.unit = ?", &[unit.uuid().as_bytes()])
    }

    /// The yearly checks of one year.
    pub fn checks_in(&self, year: i32) -> Result<Vec<Versioned<AnnualCheck>>> {
        self.select("t.year = ?", &[&year])
    }

    pub fn questionings_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Questioning>>> {
        self.select("t.\"case\" = ?", &[case.uuid().as_bytes()])
    }

    /// The questionings that began on one of these days.
    pub fn questionings_between(
        &self,
        since: NaiveDate,
        until: NaiveDate,
    ) -> Result<Vec<Versioned<Questioning>>> {
        self.select("t.\"on\" BETWEEN ? AND ?", &[&since.to_string(), &until.to_string()])
    }

    /// The cards in one of these states.
    pub fn cards_in(&self, state: &str) -> Result<Vec<Versioned<Certificate>>> {
        self.select("t.state = ?", &[&state])
    }

    /// The ministry's cards in one of these states.
    pub fn ministry_cards_in(&self, state: &str) -> Result<Vec<Versioned<Certificate>>> {
        // In these words, which those of its index are.
        self.select("t.kind = 'ministry' AND t.state = ?", &[&state])
    }

    /// Cards whose number another card has too, those of one number together: only a merge brings that about.
    pub fn cards_numbered_twice(&self) -> Result<Vec<Versioned<Certificate>>> {
        let twice = "t.number IN (SELECT number FROM certificate WHERE number > '' GROUP BY number \
                     HAVING count(*) > 1)";
        let mut cards = self.select(twice, &[])?;
        cards.sort_by(|one: &Versioned<Certificate>, other| one.value.number.cmp(&other.value.number));
        Ok(cards)
    }

    fn of_officer<T: Noun>(&self, officer: Id<Officer>) -> Result<Vec<Versioned<T>>> {
        self.select("t.officer = ?", &[officer.uuid().as_bytes()])
    }
}
