//! What the register of cards asks for: all that belongs to one person or one card.

use chrono::NaiveDate;
use rusqlite::params;
use uuid::Uuid;

use super::error::Result;
use super::noun::Noun;
use super::open::Store;
use super::query::Versioned;
use crate::domain::card_life::CardAct;
use crate::domain::case::Case;
use crate::domain::certificate::Certificate;
use crate::domain::guidance::Guidance;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, Misuse};
use crate::domain::officer::Officer;
use crate::domain::posting::Posting;
use crate::domain::power::Delegation;
use crate::domain::questioning::Questioning;
use crate::domain::training::Training;
use crate::domain::unit::Unit;

/// In these words, which those of their index are.
const UNCHECKED: &str =
    "c.state = 'held' AND c.kind <> 'ministry' AND (c.issued_on IS NULL OR c.issued_on < ?1)
    AND NOT EXISTS (SELECT 1 FROM annual_check a WHERE a.year = ?2 AND a.card = c.id)
    AND c.officer NOT IN (SELECT id FROM officer WHERE left_on < ?3)";

/// The day before which a card was issued that is not new in a year.
fn new_year(year: i32) -> String {
    format!("{year:04}-01-01")
}

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

    /// Opinions of supervision that nobody has answered.
    pub fn guidance_open(&self) -> Result<Vec<Versioned<Guidance>>> {
        self.select("t.closed_on IS NULL", &[])
    }

    pub fn delegations_to(&self, unit: Id<Unit>) -> Result<Vec<Versioned<Delegation>>> {
        self.select("t.unit = ?", &[unit.uuid().as_bytes()])
    }

    /// The cards that a year's check asks for and has not seen: the judicial department's, in hand, not new in
    /// that year, of those who were still in the service on a day.
    pub fn cards_unchecked(&self, year: i32, on: NaiveDate) -> Result<Vec<(Id<Certificate>, Id<Officer>)>> {
        let sql = format!(
            "SELECT c.id, c.officer FROM certificate c INDEXED BY certificate_yearly WHERE {UNCHECKED} ORDER BY c.ord"
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let id = |row: &rusqlite::Row<'_>, at| row.get(at).map(Uuid::from_bytes);
        let rows = statement.query_map(params![new_year(year), year, on.to_string()], |row| {
            Ok((Id::new(id(row, 0)?), Id::new(id(row, 1)?)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many they are.
    pub fn count_unchecked(&self, year: i32, on: NaiveDate) -> Result<usize> {
        let sql =
            format!("SELECT count(*) FROM certificate c INDEXED BY certificate_yearly WHERE {UNCHECKED}");
        let mut statement = self.conn.prepare_cached(&sql)?;
        let count = |row: &rusqlite::Row<'_>| row.get::<_, i64>(0);
        Ok(statement.query_row(params![new_year(year), year, on.to_string()], count)? as usize)
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

    /// Cards that are still in the hands of somebody whose last day in the service has passed.
    pub fn cards_of_leavers(&self, on: NaiveDate) -> Result<Vec<Versioned<Certificate>>> {
        let left = "t.ord IN (SELECT c.ord FROM officer o CROSS JOIN certificate c ON c.officer = o.id
                    WHERE o.left_on < ? AND c.state = 'held')";
        self.select(left, &[&on.to_string()])
    }

    /// The ministry's cards in one of these states.
    pub fn ministry_cards_in(&self, state: &str) -> Result<Vec<Versioned<Certificate>>> {
        // In these words, which those of its index are.
        self.select("t.kind = 'ministry' AND t.state = ?", &[&state])
    }

    /// Cards whose number another card has too, those of one number together: only a merge brings that
    /// about, so that the entries of one machine are not searched for it.
    pub fn cards_numbered_twice(&self) -> Result<Vec<Versioned<Certificate>>> {
        let merged = "SELECT (SELECT min(node) FROM entry) < (SELECT max(node) FROM entry)";
        let merged: Option<bool> = self.conn.prepare_cached(merged)?.query_row([], |row| row.get(0))?;
        if merged != Some(true) {
            return Ok(Vec::new());
        }
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
