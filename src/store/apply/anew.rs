//! Filling the derived tables from nothing: the same rows, with everything that is ordered written in its order.
//!
//! Row by row an index would be written all over for every record; here the indexes are made of the whole tables,
//! and what records are found by is made of the rows that stand at the end.

use std::collections::HashMap;

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::{CORE_TABLES, SEARCH, Tables};
use crate::store::error::Result;
use crate::store::journal::Header;
use crate::store::noun::TABLES;
use crate::store::search;

/// The records that there are so far, by kind and identity.
#[derive(Default)]
pub(super) struct Known {
    ords: HashMap<String, HashMap<Uuid, i64>>,
}

impl Known {
    pub(super) fn ord_of(&self, kind: &str, id: Uuid) -> Option<i64> {
        self.ords.get(kind)?.get(&id).copied()
    }

    pub(super) fn remember(&mut self, kind: &str, id: Uuid, ord: i64) {
        match self.ords.get_mut(kind) {
            Some(ords) => drop(ords.insert(id, ord)),
            None => drop(self.ords.insert(kind.to_owned(), HashMap::from([(id, ord)]))),
        }
    }
}

fn derived() -> impl Iterator<Item = &'static str> {
    CORE_TABLES.iter().copied().chain(TABLES.iter().map(|table| table.kind))
}

/// Empties the derived tables and takes their indexes away; hands back the SQL that makes these again.
pub(super) fn empty(conn: &Connection) -> Result<Vec<String>> {
    let indexes = drop_indexes(conn)?;
    for name in derived() {
        conn.execute_batch(&format!("DELETE FROM \"{name}\""))?;
    }
    // Deleting row by row would write every posting list once more.
    conn.execute_batch("DROP TABLE search")?;
    conn.execute_batch(SEARCH)?;
    Ok(indexes)
}

fn drop_indexes(conn: &Connection) -> Result<Vec<String>> {
    let mut indexes = Vec::new();
    let mut statement = conn.prepare(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
    )?;
    for table in derived() {
        let of_table = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        indexes.extend(of_table.collect::<rusqlite::Result<Vec<(String, String)>>>()?);
    }
    for (name, _) in &indexes {
        conn.execute_batch(&format!("DROP INDEX \"{name}\""))?;
    }
    Ok(indexes.into_iter().map(|(_, sql)| sql).collect())
}

impl Tables<'_> {
    /// Writes what the records are found by, as they stand in the end.
    pub(super) fn finish(self) -> Result<()> {
        let conn = self.conn;
        let mut needles = Needles::default();
        let mut add_text = conn.prepare_cached("INSERT INTO search (rowid, body) VALUES (?,?)")?;
        for table in TABLES {
            let mut rows = conn.prepare(&format!("SELECT ord, doc FROM \"{}\" ORDER BY ord", table.kind))?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                let ord: i64 = row.get(0)?;
                let doc = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
                let Some(keys) = (table.keys)(doc) else { continue };
                if let Some(text) = &keys.text {
                    add_text.execute(params![ord, search::spaced(text)])?;
                }
                search::needles(&keys).iter().for_each(|needle| needles.push(needle, ord));
            }
        }
        needles.write(conn)
    }
}

/// Many needles, packed: a large ledger has millions.
#[derive(Default)]
struct Needles {
    text: String,
    /// Beginning, length and record of each.
    places: Vec<(usize, u32, i64)>,
}

impl Needles {
    fn push(&mut self, needle: &str, ord: i64) {
        self.places.push((self.text.len(), needle.len() as u32, ord));
        self.text.push_str(needle);
    }

    fn write(self, conn: &Connection) -> Result<()> {
        let Needles { text, mut places } = self;
        let key = |(at, length, ord): (usize, u32, i64)| (&text[at..at + length as usize], ord);
        places.sort_unstable_by(|left, right| key(*left).cmp(&key(*right)));
        places.dedup_by(|left, right| key(*left) == key(*right));
        let mut insert = conn.prepare_cached("INSERT INTO needle (key, ord) VALUES (?,?)")?;
        for place in places {
            let (needle, ord) = key(place);
            insert.execute(params![needle, ord])?;
        }
        Ok(())
    }
}

/// The derived tables once more, in memory and for comparison only: without indexes, and the search index as no
/// more than its text.
pub(in crate::store) struct Recomputed<'c> {
    tables: Tables<'c>,
}

impl<'c> Recomputed<'c> {
    /// Over the empty tables of a new ledger.
    pub(in crate::store) fn over(conn: &'c Connection) -> Result<Recomputed<'c>> {
        drop_indexes(conn)?;
        conn.execute_batch(
            "CREATE TABLE settings AS SELECT * FROM search_config;
             DROP TABLE search;
             ALTER TABLE settings RENAME TO search_config;
             CREATE TABLE search (id INTEGER PRIMARY KEY, body TEXT);
             CREATE VIEW search_content AS SELECT id, body FROM search;",
        )?;
        Ok(Recomputed { tables: Tables::empty(conn)? })
    }

    pub(in crate::store) fn apply(&mut self, header: &Header, bytes: &[u8]) -> Result<()> {
        self.tables.apply(header, bytes)
    }

    pub(in crate::store) fn finish(self) -> Result<()> {
        self.tables.finish()
    }
}
