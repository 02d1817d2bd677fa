//! Derived rows against their recomputation, and the digest of all of them.

use rusqlite::types::Value;
use rusqlite::{Connection, Rows};
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
        let width = left.column_count();
        let (mut left, mut right) = (left.query([])?, right.query([])?);
        let (mut found, mut wanted) = (next(&mut left, width)?, next(&mut right, width)?);
        while report.faults.len() < FAULTS_MOST && (found.is_some() || wanted.is_some()) {
            let order = match (&found, &wanted) {
                (Some(found), Some(wanted)) => compare(&found[..keys], &wanted[..keys]),
                (Some(_), None) => std::cmp::Ordering::Less,
                _ => std::cmp::Ordering::Greater,
            };
            let name =
                |row: &Option<Vec<Value>>| row.as_ref().map(|row| show(&row[..keys])).unwrap_or_default();
            let table = table.to_owned();
            match order {
                std::cmp::Ordering::Less => {
                    report.faults.push(Fault::RowUnknown { table, row: name(&found) })
                }
                std::cmp::Ordering::Greater => {
                    report.faults.push(Fault::RowMissing { table, row: name(&wanted) })
                }
                std::cmp::Ordering::Equal if found != wanted => {
                    report.faults.push(Fault::RowAltered { table, row: name(&found) });
                }
                std::cmp::Ordering::Equal => {}
            }
            report.rows += 1;
            if order.is_le() {
                found = next(&mut left, width)?;
            }
            if order.is_ge() {
                wanted = next(&mut right, width)?;
            }
        }
    }
    Ok(())
}

fn next(rows: &mut Rows<'_>, width: usize) -> Result<Option<Vec<Value>>> {
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some((0..width).map(|at| row.get(at)).collect::<rusqlite::Result<_>>()?))
}

/// SQLite's own order of values: numbers, then text, then blobs.
fn compare(left: &[Value], right: &[Value]) -> std::cmp::Ordering {
    let rank = |value: &Value| match value {
        Value::Null => 0,
        Value::Integer(_) | Value::Real(_) => 1,
        Value::Text(_) => 2,
        Value::Blob(_) => 3,
    };
    let one = |(left, right): (&Value, &Value)| match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Text(left), Value::Text(right)) => left.as_bytes().cmp(right.as_bytes()),
        (Value::Blob(left), Value::Blob(right)) => left.cmp(right),
        _ => rank(left).cmp(&rank(right)),
    };
    left.iter().zip(right).map(one).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
}

fn show(key: &[Value]) -> String {
    let one = |value: &Value| match value {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(bytes) => hex::encode(&bytes[..bytes.len().min(8)]),
        Value::Real(number) => number.to_string(),
        Value::Null => "空".to_owned(),
    };
    key.iter().map(one).collect::<Vec<_>>().join("/")
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
            while let Some(row) = next(&mut rows, width)? {
                row.iter().for_each(|value| hash_value(&mut hash, value));
            }
        }
        Ok(Hash(hash.finalize().into()))
    }
}

fn hash_value(hash: &mut Sha256, value: &Value) {
    let (mark, bytes): (u8, Vec<u8>) = match value {
        Value::Null => (0, Vec::new()),
        Value::Integer(number) => (1, number.to_be_bytes().to_vec()),
        Value::Real(number) => (2, number.to_be_bytes().to_vec()),
        Value::Text(text) => (3, text.clone().into_bytes()),
        Value::Blob(bytes) => (4, bytes.clone()),
    };
    hash.update([mark]);
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}
