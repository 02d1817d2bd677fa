//! Derived rows against their recomputation, and the digest of all of them.

use std::cmp::Ordering;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator as _;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, Rows, Statement, params_from_iter};
use sha2::{Digest, Sha256};

use super::{FAULTS_MOST, Fault, Report, SLICE};
use crate::domain::hash::Hash;
use crate::store::error::Result;
use crate::store::noun::TABLES;
use crate::store::open::Store;
use crate::store::watch::Watch;

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

/// Compares each derived table with the computed one, row by row; nobody writes to the computed one, so only the
/// found one is read in slices.
pub(super) fn check(
    conn: &Connection,
    computed: &Connection,
    watch: &Watch,
    report: &mut Report,
) -> Result<()> {
    for (table, key) in derived() {
        let keys = key.split(',').count();
        let places = vec!["?"; keys].join(",");
        let first = format!("SELECT * FROM \"{table}\" ORDER BY {key} LIMIT {SLICE}");
        let next =
            format!("SELECT * FROM \"{table}\" WHERE ({key}) > ({places}) ORDER BY {key} LIMIT {SLICE}");
        let mut right = computed.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY {key}"))?;
        let mut right = right.query([])?;
        right.advance()?;
        let mut left = conn.prepare(&first)?;
        let mut after = compare_slice(table, keys, left.query([])?, &mut right, report)?;
        let mut left = conn.prepare(&next)?;
        while let Some(last) = after {
            watch.step(0)?;
            after = compare_slice(table, keys, left.query(params_from_iter(last))?, &mut right, report)?;
        }
        while report.faults.len() < FAULTS_MOST
            && let Some(wanted) = right.get()
        {
            report.faults.push(Fault::RowMissing { table: table.to_owned(), row: show(wanted, keys)? });
            report.rows += 1;
            right.advance()?;
        }
    }
    Ok(())
}

/// Compares as far as the slice goes; the keys of its last row where there may be more behind it.
fn compare_slice(
    table: &str,
    keys: usize,
    mut left: Rows<'_>,
    right: &mut Rows<'_>,
    report: &mut Report,
) -> Result<Option<Vec<Value>>> {
    let (mut read, mut last) = (0, None);
    left.advance()?;
    while let Some(found) = left.get() {
        if report.faults.len() >= FAULTS_MOST {
            return Ok(None);
        }
        let order = right.get().map_or(Ok(Ordering::Less), |wanted| compare(found, wanted, keys))?;
        let table = || table.to_owned();
        match (order, right.get()) {
            (Ordering::Greater, Some(wanted)) => {
                report.faults.push(Fault::RowMissing { table: table(), row: show(wanted, keys)? });
            }
            (Ordering::Equal, Some(wanted)) if equal(found, wanted)? => {}
            (Ordering::Equal, Some(_)) => {
                report.faults.push(Fault::RowAltered { table: table(), row: show(found, keys)? });
            }
            _ => report.faults.push(Fault::RowUnknown { table: table(), row: show(found, keys)? }),
        }
        report.rows += 1;
        if order.is_le() {
            read += 1;
            if read == SLICE {
                let values = (0..keys).map(|at| found.get(at)).collect::<rusqlite::Result<_>>()?;
                last = Some(values);
            }
            left.advance()?;
        }
        if order.is_ge() {
            right.advance()?;
        }
    }
    Ok(last)
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
