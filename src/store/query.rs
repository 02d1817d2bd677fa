//! Reading records: one by its identity, all of a kind, or those that a column names.

use std::collections::HashSet;

use rusqlite::types::ToSqlOutput;
use rusqlite::{OptionalExtension, ToSql, params};
use uuid::Uuid;

use super::body::{Body, EntryName, Version};
use super::error::{Error, Result};
use super::journal::{self, Header};
use super::noun::Noun;
use super::open::Store;
use crate::domain::case::{Case, Evidence};
use crate::domain::certificate::Certificate;
use crate::domain::due::Deadline;
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::liability::{Decision, Liability};
use crate::domain::notice::{Notice, Number};
use crate::domain::officer::Officer;
use crate::domain::text::{AdoptedText, TextKind};

/// A record with its identity and the version that the tables show.
#[derive(Clone, Debug)]
pub struct Versioned<T> {
    pub id: Id<T>,
    pub version: Version,
    pub value: T,
}

impl ToSql for Hash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.as_slice()))
    }
}

impl Store {
    /// Reads many records as of one moment: the file is locked and looked at once instead of for each of them.
    pub fn at_once<T, E: From<Error>>(
        &self,
        read: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if !self.conn.is_autocommit() {
            return read();
        }
        // Dropped, it ends the reading on every way out.
        let _reading = self.conn.unchecked_transaction().map_err(Error::from)?;
        read()
    }

    /// One record, if it is there and not deleted.
    pub fn get<T: Noun>(&self, id: Id<T>) -> Result<Option<Versioned<T>>> {
        let sql = format!(
            "SELECT r.id, r.version, t.doc FROM record r JOIN \"{}\" t ON t.ord = r.ord WHERE r.kind = ? AND r.id = ?",
            T::KIND
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let found = statement.query_row(params![T::KIND, id.uuid().as_bytes()], raw).optional()?;
        found.map(parse).transpose()
    }

    /// All records of a kind, in the order in which they came.
    pub fn all<T: Noun>(&self) -> Result<Vec<Versioned<T>>> {
        self.select("1", &[])
    }

    /// The records of a kind for which a condition on its columns holds: `name = ?`.
    pub(super) fn select<T: Noun>(
        &self,
        condition: &str,
        values: &[&dyn ToSql],
    ) -> Result<Vec<Versioned<T>>> {
        let sql = format!(
            "SELECT r.id, r.version, t.doc FROM \"{}\" t JOIN record r ON r.ord = t.ord WHERE {condition} ORDER BY t.ord",
            T::KIND
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let rows = statement.query_map(values, raw)?;
        rows.map(|row| parse(row?)).collect()
    }

    /// How many records of a kind there are.
    pub fn count<T: Noun>(&self) -> Result<u64> {
        let sql = format!("SELECT count(*) FROM \"{}\"", T::KIND);
        Ok(self.conn.query_row(&sql, [], |row| row.get::<_, i64>(0))? as u64)
    }

    /// All versions of a record that nobody has replaced; more than one is a conflict.
    pub fn heads(&self, kind: &str, id: Uuid) -> Result<Vec<Version>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT v.version FROM record r JOIN version v ON v.ord = r.ord
             WHERE r.kind = ? AND r.id = ? AND v.head = 1 ORDER BY v.lamport, v.node, v.seq, v.n",
        )?;
        let rows = statement.query_map(params![kind, id.as_bytes()], |row| row.get(0).map(Version))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Records that two machines changed apart from each other.
    pub fn conflicts(&self) -> Result<Vec<(String, Uuid)>> {
        let mut statement =
            self.conn.prepare_cached("SELECT kind, id FROM record WHERE heads > 1 ORDER BY ord")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, Uuid::from_bytes(row.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The entries that made the versions of a record, by Lamport time, node and place: in the order of replay.
    pub fn places_of(&self, kind: &str, id: Uuid) -> Result<Vec<(u64, [u8; 32], u64)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT v.lamport, v.node, v.seq FROM record r JOIN version v ON v.ord = r.ord
             WHERE r.kind = ? AND r.id = ? ORDER BY v.lamport, v.node, v.seq, v.n",
        )?;
        let place = |row: &rusqlite::Row<'_>| {
            Ok((row.get::<_, i64>(0)? as u64, row.get(1)?, row.get::<_, i64>(2)? as u64))
        };
        let rows = statement.query_map(params![kind, id.as_bytes()], place)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Hands the body of an entry to `read`; none where it was removed or this program cannot read it.
    pub fn with_body<T>(&self, name: &EntryName, read: impl FnOnce(&Body<'_>) -> T) -> Result<Option<T>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT e.format, b.bytes FROM entry e JOIN body b USING (node, seq) WHERE node = ? AND seq = ?",
        )?;
        let found: Option<(u32, Option<Vec<u8>>)> = statement
            .query_row(params![name.node, name.seq as i64], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((format, Some(bytes))) = found else { return Ok(None) };
        Ok(journal::read(format, &bytes).as_ref().map(read))
    }

    /// The versions of an entry that nobody has replaced, each with its place among the entry's records.
    pub fn heads_of_entry(&self, entry: &EntryName) -> Result<Vec<(usize, Version)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT n, version FROM version WHERE node = ? AND seq = ? AND head = 1 ORDER BY n",
        )?;
        let rows = statement.query_map(params![entry.node, entry.seq as i64], |row| {
            Ok((row.get::<_, i64>(0)? as usize, row.get(1).map(Version)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The entries that made the versions of a record, oldest first.
    pub fn entries_of(&self, kind: &str, id: Uuid) -> Result<Vec<([u8; 32], u64)>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT v.node, v.seq FROM record r JOIN version v ON v.ord = r.ord
             WHERE r.kind = ? AND r.id = ? ORDER BY v.lamport, v.node, v.seq, v.n",
        )?;
        let rows = statement
            .query_map(params![kind, id.as_bytes()], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Hands every entry to `each` in the order of replay, with its body where it can be read.
    pub fn journal<E: From<super::error::Error>>(
        &self,
        mut each: impl FnMut(&Header, Option<&[u8]>, Option<&Body<'_>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut failed = None;
        let done = journal::replay(&self.conn, |header, bytes| {
            let body = bytes.and_then(|bytes| journal::parse(header, bytes));
            if failed.is_none() {
                failed = each(header, bytes, body.as_ref()).err();
            }
            Ok(())
        });
        done.map_err(E::from)?;
        failed.map_or(Ok(()), Err)
    }

    /// The salt of an entry's body, where the body is there.
    pub fn salt(&self, node: &[u8; 32], seq: u64) -> Result<Option<Vec<u8>>> {
        let mut statement = self.conn.prepare_cached("SELECT salt FROM body WHERE node = ? AND seq = ?")?;
        Ok(statement.query_row(params![node, seq as i64], |row| row.get(0)).optional()?.flatten())
    }

    /// How many entries there are, and this machine's own head: what is printed and kept elsewhere.
    pub fn head(&self) -> Result<Option<(u64, Hash)>> {
        match &self.writer {
            Some(writer) if writer.seq > 0 => Ok(Some((writer.seq, writer.head))),
            _ => {
                let mut statement = self.conn.prepare_cached(
                    "SELECT seq, hash FROM entry ORDER BY lamport DESC, node DESC, seq DESC LIMIT 1",
                )?;
                let last =
                    statement.query_row([], |row| Ok((row.get::<_, i64>(0)? as u64, Hash(row.get(1)?))));
                Ok(last.optional()?)
            }
        }
    }
}

type Raw = ([u8; 16], [u8; 16], String);

fn raw(row: &rusqlite::Row<'_>) -> rusqlite::Result<Raw> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn parse<T: Noun>((id, version, doc): Raw) -> Result<Versioned<T>> {
    Ok(Versioned {
        id: Id::new(Uuid::from_bytes(id)),
        version: Version(version),
        value: serde_json::from_str(&doc)?,
    })
}

/// Questions that name a column.
impl Store {
    /// Certificates with this number, of whatever kind.
    pub fn certificates_numbered(&self, number: &str) -> Result<Vec<Versioned<Certificate>>> {
        self.select("t.number = ?", &[&number])
    }

    /// Certificates of an officer.
    pub fn certificates_of(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Certificate>>> {
        self.select("t.officer = ?", &[officer.uuid().as_bytes()])
    }

    /// Officers with exactly this name.
    pub fn officers_named(&self, name: &str) -> Result<Vec<Versioned<Officer>>> {
        self.select("t.name = ?", &[&name])
    }

    /// Cases with this number.
    pub fn cases_numbered(&self, number: &str) -> Result<Vec<Versioned<Case>>> {
        self.select("t.number = ?", &[&number])
    }

    /// Pieces of evidence in an inquiry, in the order in which they came.
    pub fn evidence_of(&self, liability: Id<Liability>) -> Result<Vec<Versioned<Evidence>>> {
        self.select("t.liability = ?", &[liability.uuid().as_bytes()])
    }

    /// Decisions in an inquiry.
    pub fn decisions_of(&self, liability: Id<Liability>) -> Result<Vec<Versioned<Decision>>> {
        self.select("t.liability = ?", &[liability.uuid().as_bytes()])
    }

    /// Notices with this number.
    pub fn notices_numbered(&self, document_no: &str) -> Result<Vec<Versioned<Notice>>> {
        self.select("t.document_no = ?", &[&document_no])
    }

    /// Notices about a decision or a case.
    pub fn notices_about(&self, id: Uuid) -> Result<Vec<Versioned<Notice>>> {
        self.select("t.about = ?", &[id.as_bytes()])
    }

    /// Deadlines that belong to a record.
    pub fn deadlines_of(&self, record: Uuid) -> Result<Vec<Versioned<Deadline>>> {
        self.select("t.record = ?", &[record.as_bytes()])
    }

    /// The numbers of a register and year, as they were issued.
    pub fn numbers_of(&self, register: &str, year: u16) -> Result<Vec<Versioned<Number>>> {
        self.select("t.register = ? AND t.year = ?", &[&register, &year])
    }

    /// The last number of a register and year; 0 before the first.
    pub fn last_number(&self, register: &str, year: u16) -> Result<u32> {
        let mut statement = self
            .conn
            .prepare_cached("SELECT coalesce(max(seq), 0) FROM number WHERE register = ? AND year = ?")?;
        Ok(statement.query_row(params![register, year], |row| row.get(0))?)
    }

    /// The records that a running deadline is about, and nothing else of it: a list asks as somebody types.
    pub fn awaited_records(&self) -> Result<HashSet<Uuid>> {
        let sql = "SELECT record FROM deadline WHERE state = 'running'";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| row.get(0).map(Uuid::from_bytes))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Deadlines that still run, the most urgent first.
    pub fn running_deadlines(&self) -> Result<Vec<Versioned<Deadline>>> {
        let mut running: Vec<Versioned<Deadline>> = self.select("t.state = 'running'", &[])?;
        running.sort_by_key(|deadline| deadline.value.act_by);
        Ok(running)
    }

    /// The adopted text of a kind with a name and hash.
    pub fn adopted(&self, kind: TextKind, name: &str) -> Result<Vec<Versioned<AdoptedText>>> {
        self.select("t.kind = ? AND t.name = ?", &[&kind.code(), &name])
    }
}

impl Store {
    /// How many versions that an entry made are still shown by the tables.
    pub fn versions_shown_of(&self, entry: &EntryName) -> Result<u64> {
        let sql = "SELECT count(*) FROM version WHERE node = ? AND seq = ? AND head = 1";
        Ok(self.conn.query_row(sql, params![entry.node, entry.seq as i64], |row| row.get::<_, i64>(0))?
            as u64)
    }
}
