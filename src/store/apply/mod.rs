//! Entries → tables: the only code that writes derived tables.
//!
//! It reads nothing but the entry and the tables themselves: no clock, no pack, no default. The same
//! entries in the order of replay give the same rows, `ord` included.

use std::sync::LazyLock;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use sha2::{Digest, Sha256};

use super::blob;
use super::body::{Change, Version};
use super::error::Result;
use super::journal::{self, Header};
use super::noun::{OwnedKeys, TABLES, Table};
use super::search;
use crate::domain::hash::Hash;

const CORE: &str = include_str!("core.sql");
const SEARCH: &str = include_str!("search.sql");

/// The derived tables that are no noun's, but for `search`, which FTS5 keeps in tables of its own.
const CORE_TABLES: &[&str] = &["record", "version", "unknown", "redacted", "file", "needle"];

/// Names the current definition of the derived tables; another name in the file means a rebuild.
///
/// `REVISION` grows when the same SQL is filled differently.
pub(super) fn definition() -> String {
    const REVISION: &str = "1";
    let mut hash = Sha256::new();
    hash.update(REVISION);
    hash.update(CORE);
    hash.update(SEARCH);
    TABLES.iter().for_each(|table| hash.update(table.sql));
    Hash(hash.finalize().into()).to_string()
}

/// Makes the empty derived tables.
pub(super) fn create(conn: &Connection) -> Result<()> {
    conn.execute_batch(CORE)?;
    conn.execute_batch(SEARCH)?;
    for table in TABLES {
        conn.execute_batch(table.sql)?;
    }
    Ok(())
}

/// Throws the derived tables away, those of older programs too, and makes and fills the present ones.
pub(super) fn redefine(conn: &Connection) -> Result<()> {
    conn.execute_batch("DROP TABLE IF EXISTS search")?;
    let derived = conn
        .prepare(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('entry', 'body', 'blob', 'blob_part')
                 AND name NOT LIKE 'local~_%' ESCAPE '~' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'",
        )?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<String>>>()?;
    for name in derived {
        conn.execute_batch(&format!("DROP TABLE \"{name}\""))?;
    }
    create(conn)?;
    rebuild(conn)
}

/// Fills the derived tables anew from the journal, after removing what acts in it remove.
pub(super) fn rebuild(conn: &Connection) -> Result<()> {
    refill(conn)?;
    carry_out_removals(conn)
}

/// Removes the bodies and files that acts in the journal remove; what follows from them goes too.
///
/// A removal may have come before or after what it removes, so all that are known are carried out.
pub(super) fn carry_out_removals(conn: &Connection) -> Result<()> {
    let mut removed = false;
    for (node, seq) in due_removals(conn)? {
        if journal::removable(conn, &node, seq)? {
            journal::remove_body(conn, &node, seq)?;
            removed = true;
        }
    }
    if removed {
        refill(conn)?;
    }
    blob::remove_unclaimed(conn)
}

fn due_removals(conn: &Connection) -> Result<Vec<([u8; 32], u64)>> {
    let mut statement = conn.prepare_cached(
        "SELECT r.node, r.seq FROM redacted r JOIN body b ON b.node = r.node AND b.seq = r.seq WHERE b.bytes IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn refill(conn: &Connection) -> Result<()> {
    for name in CORE_TABLES.iter().copied().chain(TABLES.iter().map(|table| table.kind)) {
        conn.execute_batch(&format!("DELETE FROM \"{name}\""))?;
    }
    // Deleting row by row would write every posting list once more.
    conn.execute_batch("DROP TABLE search")?;
    conn.execute_batch(SEARCH)?;
    journal::replay(conn, |header, bytes| bytes.map_or(Ok(()), |bytes| apply(conn, header, bytes)))
}

/// Writes what one entry says into the tables.
pub(super) fn apply(conn: &Connection, header: &Header, bytes: &[u8]) -> Result<()> {
    let Some(body) = journal::parse(header, bytes) else {
        conn.prepare_cached("INSERT INTO unknown (node, seq) VALUES (?,?)")?
            .execute(params![header.node, header.seq as i64])?;
        return Ok(());
    };
    for (n, change) in body.records.iter().enumerate() {
        apply_change(conn, header, n as u32, change)?;
    }
    for name in &body.redacts {
        conn.prepare_cached("INSERT OR IGNORE INTO redacted (node, seq) VALUES (?,?)")?
            .execute(params![name.node, name.seq as i64])?;
    }
    for hash in &body.redacts_blobs {
        conn.prepare_cached("UPDATE file SET removed = 1 WHERE hash = ?")?.execute([hash.0])?;
    }
    for file in &body.blobs {
        conn.prepare_cached("INSERT OR REPLACE INTO file (hash, size, removed) VALUES (?,?,0)")?
            .execute(params![file.hash.0, file.size as i64])?;
    }
    Ok(())
}

fn apply_change(conn: &Connection, header: &Header, n: u32, change: &Change<'_>) -> Result<()> {
    let version = Version::of(&header.hash, n);
    let known: Option<i64> = conn
        .prepare_cached("SELECT ord FROM record WHERE kind = ? AND id = ?")?
        .query_row(params![change.kind, change.id.as_bytes()], |row| row.get(0))
        .optional()?;
    let ord = match known {
        Some(ord) => ord,
        None => {
            conn.prepare_cached("INSERT INTO record (kind, id, version, deleted, heads) VALUES (?,?,?,?,1)")?
                .execute(params![change.kind, change.id.as_bytes(), version.0, change.now.is_none()])?;
            conn.last_insert_rowid()
        }
    };
    for parent in &change.parents {
        conn.prepare_cached("UPDATE version SET head = 0 WHERE ord = ? AND version = ?")?
            .execute(params![ord, parent.0])?;
    }
    conn.prepare_cached(
        "INSERT INTO version (ord, lamport, node, seq, n, version, head) VALUES (?,?,?,?,?,?,1)",
    )?
    .execute(params![ord, header.lamport as i64, header.node, header.seq as i64, n, version.0])?;
    if known.is_some() {
        // Replay is ordered, so the version at hand is the greatest of the heads: the one that the table shows.
        conn.prepare_cached(
            "UPDATE record SET version = ?2, deleted = ?3,
                 heads = (SELECT count(*) FROM version WHERE ord = ?1 AND head = 1) WHERE ord = ?1",
        )?
        .execute(params![ord, version.0, change.now.is_none()])?;
    }
    match TABLES.iter().position(|table| table.kind == change.kind) {
        Some(index) => write_row(conn, index, ord, change, known.is_some()),
        None => Ok(()),
    }
}

/// `INSERT` of each noun's row, the columns in the order of its table.
static INSERTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let insert = |table: &Table| {
        let columns = table.sql.split_once(") STRICT").map_or("", |(head, _)| head).matches(',').count() + 1;
        let marks = vec!["?"; columns].join(",");
        format!("INSERT INTO \"{}\" VALUES ({marks})", table.kind)
    };
    TABLES.iter().map(insert).collect()
});

fn write_row(conn: &Connection, index: usize, ord: i64, change: &Change<'_>, known: bool) -> Result<()> {
    let table = &TABLES[index];
    if known {
        // Not INSERT OR REPLACE: its statement journal would make the search index write itself out each time.
        forget_keys(conn, table, ord)?;
        conn.prepare_cached(&format!("DELETE FROM \"{}\" WHERE ord = ?", table.kind))?.execute([ord])?;
    }
    let row = change.now.and_then(|now| (table.read)(now.get()).ok().map(|row| (now, row)));
    let Some((now, row)) = row else { return Ok(()) };
    let head = [Value::Integer(ord), Value::Blob(change.id.as_bytes().to_vec())];
    let doc = [Value::Text(now.get().to_owned())];
    conn.prepare_cached(&INSERTS[index])?
        .execute(params_from_iter(head.into_iter().chain(row.columns).chain(doc)))?;
    match row.keys {
        Some(keys) => write_keys(conn, ord, &keys),
        None => Ok(()),
    }
}

fn write_keys(conn: &Connection, ord: i64, keys: &OwnedKeys) -> Result<()> {
    conn.prepare_cached("INSERT INTO search (rowid, body) VALUES (?,?)")?
        .execute(params![ord, search::spaced(&keys.text)])?;
    let mut insert = conn.prepare_cached("INSERT OR IGNORE INTO needle (key, ord) VALUES (?,?)")?;
    for needle in search::needles(keys) {
        insert.execute(params![needle, ord])?;
    }
    Ok(())
}

/// Takes away what the row that is there now is found by.
fn forget_keys(conn: &Connection, table: &Table, ord: i64) -> Result<()> {
    let doc: Option<String> = conn
        .prepare_cached(&format!("SELECT doc FROM \"{}\" WHERE ord = ?", table.kind))?
        .query_row([ord], |row| row.get(0))
        .optional()?;
    let Some(keys) = doc.and_then(|doc| (table.read)(&doc).ok()).and_then(|row| row.keys) else {
        return Ok(());
    };
    conn.prepare_cached("DELETE FROM search WHERE rowid = ?")?.execute([ord])?;
    let mut delete = conn.prepare_cached("DELETE FROM needle WHERE key = ? AND ord = ?")?;
    for needle in search::needles(&keys) {
        delete.execute(params![needle, ord])?;
    }
    Ok(())
}
