//! Derived rows against their recomputation, and the digest of all of them.

use std::cmp::Ordering;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Statement};
use sha2::{Digest, Sha256};

use super::{FAULTS_MOST, Fault, Report};
use crate::domain::hash::Hash;
use crate::store::error::Result;
use crate::store::noun::TABLES;
use crate::store::open::Store;

/// The derived tables with the columns that name a row.
fn derived() -> impl Iterator<Item = (&'static str, &'static str)> {
    let core = [
        ("record", "ord"),
        ("version", "ord, lamport, node, seq, n"),
        ("unknown", "node, seq"),
        ("redacted", "node, seq"),
        ("file", "hash"),
        ("needle", "key, ord"),
        ("search_content", "id"),
        ("search_config", "k"),
    ];
    core.into_iter().chain(TABLES.iter().map(|table| (table.kind, "ord")))
}

/// Compares each derived table with the computed one, row by row.
pub(super) fn check(conn: &Connection, computed: &Connection, report: &mut Report) -> Result<()> {
    for (table, key) in derived() {
        let keys = key.split(',').count();
        let sql = format!("SELECT * FROM \"{table}\" ORDER BY {key}");
        let (mut left, mut right) = (conn.prepare(&sql)?, computed.prepare(&sql)?);
        let (mut left, mut right) = (left.query([])?, right.query([])?);
        left.advance()?;
        right.advance()?;
        while report.faults.len() < FAULTS_MOST {
            let order = match (left.get(), right.get()) {
                (None, None) => break,
                (Some(found), Some(wanted)) => compare(found, wanted, keys)?,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
            };
            let name = |row: Option<&Row<'_>>| row.map(|row| show(row, keys)).transpose();
            let (table, found, wanted) = (table.to_owned(), left.get(), right.get());
            match (order, found, wanted) {
                (Ordering::Less, found, _) => {
                    let row = name(found)?.unwrap_or_default();
                    report.faults.push(Fault::RowUnknown { table, row });
                }
                (Ordering::Greater, _, wanted) => {
                    let row = name(wanted)?.unwrap_or_default();
                    report.faults.push(Fault::RowMissing { table, row });
                }
                (Ordering::Equal, Some(found), Some(wanted)) if !equal(found, wanted)? => {
                    let row = show(found, keys)?;
                    report.faults.push(Fault::RowAltered { table, row });
                }
                _ => {}
            }
            report.rows += 1;
            if order.is_le() {
                left.advance()?;
            }
            if order.is_ge() {
                right.advance()?;
            }
        }
    }
    Ok(())
}

/// Whether all values of two rows are the same, their types too.
fn equal(left: &Row<'_>, right: &Row<'_>) -> Result<bool> {
    let width = Statement::column_count(left.as_ref());
    for at in 0..width {
        if left.get_ref(at)? != right.get_ref(at)? {
            return Ok(false);
        }
    }
    Ok(width == Statement::column_count(right.as_ref()))
}

/// SQLite's own order of the first values, the keys: numbers, then text, then blobs.
fn compare(left: &Row<'_>, right: &Row<'_>, keys: usize) -> Result<Ordering> {
    let rank = |value: &ValueRef<'_>| match value {
        ValueRef::Null => 0,
        ValueRef::Integer(_) | ValueRef::Real(_) => 1,
        ValueRef::Text(_) => 2,
        ValueRef::Blob(_) => 3,
    };
    for at in 0..keys {
        let order = match (left.get_ref(at)?, right.get_ref(at)?) {
            (ValueRef::Integer(left), ValueRef::Integer(right)) => left.cmp(&right),
            (ValueRef::Text(left), ValueRef::Text(right)) | (ValueRef::Blob(left), ValueRef::Blob(right)) => {
                left.cmp(right)
            }
            (left, right) => rank(&left).cmp(&rank(&right)),
        };
        if order.is_ne() {
            return Ok(order);
        }
    }
    Ok(Ordering::Equal)
}

fn show(row: &Row<'_>, keys: usize) -> Result<String> {
    let one = |value: ValueRef<'_>| match value {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => hex::encode(&bytes[..bytes.len().min(8)]),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Null => "空".to_owned(),
    };
    let values = (0..keys).map(|at| Ok(one(row.get_ref(at)?))).collect::<Result<Vec<String>>>()?;
    Ok(values.join("/"))
}

impl Store {
    /// A digest of everything that follows from the journal: equal on two machines that know the same.
    pub fn digest(&self) -> Result<Hash> {
        let mut hash = Sha256::new();
        for (table, key) in derived() {
            hash.update(table);
            let mut statement = self.conn.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY {key}"))?;
            let width = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for at in 0..width {
                    hash_value(&mut hash, row.get_ref(at)?);
                }
            }
        }
        Ok(Hash(hash.finalize().into()))
    }
}

fn hash_value(hash: &mut Sha256, value: ValueRef<'_>) {
    let mut put = |mark: u8, bytes: &[u8]| {
        hash.update([mark]);
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    match value {
        ValueRef::Null => put(0, &[]),
        ValueRef::Integer(number) => put(1, &number.to_be_bytes()),
        ValueRef::Real(number) => put(2, &number.to_be_bytes()),
        ValueRef::Text(text) => put(3, text),
        ValueRef::Blob(bytes) => put(4, bytes),
    }
}
