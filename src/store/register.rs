//! Long lists: what decides which rows a list has and in which order, read from indexes alone.

use rusqlite::types::ValueRef;
use rusqlite::{OptionalExtension as _, Row, params};
use uuid::Uuid;

use super::error::Result;
use super::noun::Noun;
use super::open::Store;
use super::query::Versioned;
use crate::domain::case::CaseKind;
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::id::Id;
use crate::domain::officer::Officer;

/// A day as `yyyymmdd`: read and compared in a few instructions, a hundred thousand times.
pub type DayNumber = u32;

/// What a list of people asks of one of them.
pub struct OfficerLine {
    pub ord: i64,
    pub id: [u8; 16],
    pub unit: [u8; 16],
    pub left_on: Option<DayNumber>,
}

/// What a list of people asks of one card.
pub struct CardLine {
    pub ord: i64,
    pub officer: [u8; 16],
    pub number: String,
    pub issued_on: Option<DayNumber>,
    pub valid_to: Option<DayNumber>,
    pub state: CertificateState,
}

/// What a list of cases asks of one of them.
pub struct CaseLine {
    pub ord: i64,
    pub opened_on: Option<DayNumber>,
    pub kind: CaseKind,
}

/// Where an officer stands in the tables, and each of the officer's cards.
pub type Places = (i64, Vec<(i64, Id<Certificate>)>);

impl Store {
    /// Grows with every entry; none while acts are held together, because those may yet be dropped. What was
    /// read at one number still holds at the same number.
    pub fn state(&self) -> Result<Option<i64>> {
        if !self.conn.is_autocommit() {
            return Ok(None);
        }
        let mut statement = self.conn.prepare_cached("SELECT coalesce(max(rowid), 0) FROM entry")?;
        Ok(Some(statement.query_row([], |row| row.get(0))?))
    }

    /// Whether there are more records than this, of whatever kind.
    pub fn has_more_records_than(&self, n: i64) -> Result<bool> {
        let mut statement = self.conn.prepare_cached("SELECT coalesce(max(ord), 0) > ? FROM record")?;
        Ok(statement.query_row([n], |row| row.get(0))?)
    }

    /// The place of an officer in the tables, and of each of the officer's cards, by number.
    pub fn officer_places(&self, officer: Id<Officer>) -> Result<Option<Places>> {
        let id = officer.uuid();
        let mut place =
            self.conn.prepare_cached("SELECT ord FROM record WHERE kind = ? AND id = ? AND deleted = 0")?;
        let place = place.query_row(params![Officer::KIND, id.as_bytes()], |row| row.get(0)).optional()?;
        let Some(place) = place else { return Ok(None) };
        let mut cards =
            self.conn.prepare_cached("SELECT ord, id FROM certificate WHERE officer = ? ORDER BY number")?;
        let card = |row: &Row<'_>| Ok((row.get(0)?, Id::new(Uuid::from_bytes(row.get(1)?))));
        let cards = cards.query_map([id.as_bytes()], card)?.collect::<rusqlite::Result<_>>()?;
        Ok(Some((place, cards)))
    }

    /// Everybody, by name.
    pub fn officer_lines(&self) -> Result<Vec<OfficerLine>> {
        self.lines("SELECT ord, id, unit, left_on FROM officer ORDER BY sort, id", |row| {
            Ok(OfficerLine { ord: row.get(0)?, id: row.get(1)?, unit: row.get(2)?, left_on: day(row, 3)? })
        })
    }

    /// Every card, holder by holder and by number.
    pub fn card_lines(&self) -> Result<Vec<CardLine>> {
        let sql = "SELECT ord, officer, number, issued_on, valid_to, state FROM certificate ORDER BY officer, number";
        self.lines(sql, |row| {
            Ok(CardLine {
                ord: row.get(0)?,
                officer: row.get(1)?,
                number: row.get(2)?,
                issued_on: day(row, 3)?,
                valid_to: day(row, 4)?,
                state: CertificateState::from_code(row.get_ref(5)?.as_str().unwrap_or_default())
                    .unwrap_or(CertificateState::Cancelled),
            })
        })
    }

    /// Every case, by number.
    pub fn case_lines(&self) -> Result<Vec<CaseLine>> {
        self.lines("SELECT ord, opened_on, kind FROM \"case\" ORDER BY sort", |row| {
            Ok(CaseLine {
                ord: row.get(0)?,
                opened_on: day(row, 1)?,
                kind: CaseKind::from_code(row.get_ref(2)?.as_str().unwrap_or_default())
                    .unwrap_or(CaseKind::Other),
            })
        })
    }

    /// The places of every case in the tables, by party.
    pub fn cases_by_party(&self) -> Result<Vec<i64>> {
        self.lines("SELECT ord FROM \"case\" ORDER BY party_sort, sort", |row| row.get(0))
    }

    fn lines<T>(&self, sql: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(read(row)?);
        }
        Ok(lines)
    }

    /// One record by its place in the tables.
    pub fn at<T: Noun>(&self, ord: i64) -> Result<Option<Versioned<T>>> {
        Ok(self.select("t.ord = ?", &[&ord])?.pop())
    }

    /// Cards in their holders' hands whose time runs out before a day, the earliest first.
    pub fn cards_due(&self, before: chrono::NaiveDate) -> Result<Vec<Versioned<Certificate>>> {
        let mut due: Vec<Versioned<Certificate>> =
            self.select("t.state = 'held' AND t.valid_to < ?", &[&before.to_string()])?;
        due.sort_by_key(|card| card.value.valid_to);
        Ok(due)
    }

    /// The kinds of record that an identity names: one, but for a chance that never comes.
    pub fn kinds_of(&self, id: Uuid) -> Result<Vec<&'static str>> {
        let mut statement =
            self.conn.prepare_cached("SELECT 1 FROM record WHERE kind = ? AND id = ? AND deleted = 0")?;
        let mut kinds = Vec::new();
        for table in super::noun::TABLES {
            if statement.exists(params![table.kind, id.as_bytes()])? {
                kinds.push(table.kind);
            }
        }
        Ok(kinds)
    }
}

/// A column that holds a day as ISO text, or NULL.
fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<DayNumber>> {
    Ok(match row.get_ref(at)? {
        ValueRef::Text(iso) => Some(
            iso.iter()
                .filter(|byte| byte.is_ascii_digit())
                .fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')),
        ),
        _ => None,
    })
}
