//! Entries → tables: the only code that writes derived tables.
//!
//! It reads nothing but the entry and the tables themselves: no clock, no pack, no default. The same
//! entries in the order of replay give the same rows, `ord` included.

mod anew;

use std::sync::LazyLock;

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::blob;
use super::body::{Change, Version};
use super::error::Result;
use super::journal::{self, Header};
use super::noun::{OwnedKeys, TABLES, Table};
use super::search;
use crate::domain::hash::Hash;
pub(super) use anew::Recomputed;

const CORE: &str = include_str!("core.sql");
const SEARCH: &str = include_str!("search.sql");

/// The derived tables that are no noun's, but for `search`, which FTS5 keeps in tables of its own.
const CORE_TABLES: &[&str] = &["record", "version", "unknown", "redacted", "file", "needle"];

/// KiB of the file, negative as SQLite has it, that filling the tables may keep in memory.
const REFILL_CACHE: i64 = -256 * 1024;

/// Names the current definition of the derived tables; another name in the file means a rebuild.
///
/// `REVISION` grows when the same SQL is filled differently.
pub(super) fn definition() -> String {
    const REVISION: &str = "3";
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
    // Most of the file passes through at once; what is written to it early is encrypted once more.
    let usual: i64 = conn.query_row("PRAGMA cache_size", [], |row| row.get(0))?;
    conn.pragma_update(None, "cache_size", REFILL_CACHE)?;
    let refilled = refill_within(conn);
    conn.pragma_update(None, "cache_size", usual)?;
    refilled
}

fn refill_within(conn: &Connection) -> Result<()> {
    let indexes = anew::empty(conn)?;
    let mut tables = Tables::empty(conn)?;
    journal::replay(conn, |header, bytes| bytes.map_or(Ok(()), |bytes| tables.apply(header, bytes)))?;
    tables.finish()?;
    indexes.iter().try_for_each(|index| Ok(conn.execute_batch(index)?))
}

/// Writes what one entry says into the tables.
pub(super) fn apply(conn: &Connection, header: &Header, bytes: &[u8]) -> Result<()> {
    Tables::standing(conn)?.apply(header, bytes)
}

/// The derived tables, open for the entries that follow in the order of replay.
struct Tables<'c> {
    conn: &'c Connection,
    find: CachedStatement<'c>,
    add_record: CachedStatement<'c>,
    add_version: CachedStatement<'c>,
    replace: CachedStatement<'c>,
    show: CachedStatement<'c>,
    /// `INSERT` of each noun's row, once it has been needed.
    add_row: [Option<CachedStatement<'c>>; TABLES.len()],
    /// While they are filled from nothing: what would otherwise be asked of their indexes. What records are
    /// found by is then written at the end, in its order.
    known: Option<anew::Known>,
}

impl<'c> Tables<'c> {
    /// The tables as they stand, to go on from there.
    fn standing(conn: &'c Connection) -> Result<Tables<'c>> {
        Tables::open(conn, None)
    }

    /// The tables without a row, to be filled and then finished.
    fn empty(conn: &'c Connection) -> Result<Tables<'c>> {
        Tables::open(conn, Some(anew::Known::default()))
    }

    fn open(conn: &'c Connection, known: Option<anew::Known>) -> Result<Tables<'c>> {
        Ok(Tables {
            conn,
            find: conn.prepare_cached("SELECT ord FROM record WHERE kind = ? AND id = ?")?,
            add_record: conn.prepare_cached(
                "INSERT INTO record (kind, id, version, deleted, heads) VALUES (?,?,?,?,1)",
            )?,
            add_version: conn.prepare_cached(
                "INSERT INTO version (ord, lamport, node, seq, n, version, head) VALUES (?,?,?,?,?,?,1)",
            )?,
            replace: conn.prepare_cached("UPDATE version SET head = 0 WHERE ord = ? AND version = ?")?,
            show: conn.prepare_cached(
                "UPDATE record SET version = ?2, deleted = ?3,
                     heads = (SELECT count(*) FROM version WHERE ord = ?1 AND head = 1) WHERE ord = ?1",
            )?,
            add_row: [const { None }; TABLES.len()],
            known,
        })
    }

    fn apply(&mut self, header: &Header, bytes: &[u8]) -> Result<()> {
        let Some(body) = journal::parse(header, bytes) else {
            self.conn
                .prepare_cached("INSERT INTO unknown (node, seq) VALUES (?,?)")?
                .execute(params![header.node, header.seq as i64])?;
            return Ok(());
        };
        for (n, change) in body.records.iter().enumerate() {
            self.change(header, n as u32, change)?;
        }
        for name in &body.redacts {
            self.conn
                .prepare_cached("INSERT OR IGNORE INTO redacted (node, seq) VALUES (?,?)")?
                .execute(params![name.node, name.seq as i64])?;
        }
        for hash in &body.redacts_blobs {
            self.conn.prepare_cached("UPDATE file SET removed = 1 WHERE hash = ?")?.execute([hash.0])?;
        }
        for file in &body.blobs {
            self.conn
                .prepare_cached("INSERT OR REPLACE INTO file (hash, size, removed) VALUES (?,?,0)")?
                .execute(params![file.hash.0, file.size as i64])?;
        }
        Ok(())
    }

    fn change(&mut self, header: &Header, n: u32, change: &Change<'_>) -> Result<()> {
        let version = Version::of(&header.hash, n);
        let known = self.ord_of(&change.kind, change.id)?;
        let ord = match known {
            Some(ord) => ord,
            None => self.begin_record(change, &version)?,
        };
        for parent in &change.parents {
            self.replace.execute(params![ord, parent.0])?;
        }
        let (lamport, seq) = (header.lamport as i64, header.seq as i64);
        self.add_version.execute(params![ord, lamport, header.node, seq, n, version.0])?;
        if known.is_some() {
            // Replay is ordered, so the version at hand is the greatest of the heads: the one that the table
            // shows.
            self.show.execute(params![ord, version.0, change.now.is_none()])?;
        }
        match TABLES.iter().position(|table| table.kind == change.kind) {
            Some(index) => self.write_row(index, ord, change, known.is_some()),
            None => Ok(()),
        }
    }

    fn ord_of(&mut self, kind: &str, id: Uuid) -> Result<Option<i64>> {
        match &self.known {
            Some(known) => Ok(known.ord_of(kind, id)),
            None => Ok(self.find.query_row(params![kind, id.as_bytes()], |row| row.get(0)).optional()?),
        }
    }

    fn begin_record(&mut self, change: &Change<'_>, version: &Version) -> Result<i64> {
        let (id, deleted) = (change.id.as_bytes(), change.now.is_none());
        self.add_record.execute(params![change.kind, id, version.0, deleted])?;
        let ord = self.conn.last_insert_rowid();
        if let Some(known) = &mut self.known {
            known.remember(&change.kind, change.id, ord);
        }
        Ok(ord)
    }

    fn write_row(&mut self, index: usize, ord: i64, change: &Change<'_>, known: bool) -> Result<()> {
        let (conn, table) = (self.conn, &TABLES[index]);
        if known {
            // Not INSERT OR REPLACE: its statement journal would make the search index write itself out each time.
            if self.known.is_none() {
                forget_keys(conn, table, ord)?;
            }
            conn.prepare_cached(&format!("DELETE FROM \"{}\" WHERE ord = ?", table.kind))?.execute([ord])?;
        }
        let Some(now) = change.now.map(|now| now.get()) else { return Ok(()) };
        let Some(columns) = (table.columns)(now) else { return Ok(()) };
        let insert = match &mut self.add_row[index] {
            Some(insert) => insert,
            none => none.insert(conn.prepare_cached(&INSERTS[index])?),
        };
        insert.raw_bind_parameter(1, ord)?;
        insert.raw_bind_parameter(2, change.id.as_bytes())?;
        for (n, value) in columns.iter().enumerate() {
            insert.raw_bind_parameter(3 + n, value)?;
        }
        insert.raw_bind_parameter(3 + columns.len(), now)?;
        insert.raw_execute()?;
        match &self.known {
            None => (table.keys)(now).map_or(Ok(()), |keys| write_keys(conn, ord, &keys)),
            Some(_) => Ok(()),
        }
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

fn write_keys(conn: &Connection, ord: i64, keys: &OwnedKeys) -> Result<()> {
    if let Some(text) = &keys.text {
        conn.prepare_cached("INSERT INTO search (rowid, body) VALUES (?,?)")?
            .execute(params![ord, search::spaced(text)])?;
    }
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
    let Some(keys) = doc.and_then(|doc| (table.keys)(&doc)) else { return Ok(()) };
    if keys.text.is_some() {
        conn.prepare_cached("DELETE FROM search WHERE rowid = ?")?.execute([ord])?;
    }
    let mut delete = conn.prepare_cached("DELETE FROM needle WHERE key = ? AND ord = ?")?;
    for needle in search::needles(&keys) {
        delete.execute(params![needle, ord])?;
    }
    Ok(())
}
