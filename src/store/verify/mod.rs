//! Verification: the chain, the bodies, the files, and every table against what follows from the journal.

mod files;
mod index;
mod journal;
mod pages;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::error::{Error, Result};
use super::open::{Store, make_tables};
use super::watch::Watch;
use crate::domain::hash::Hash;

/// How much is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Chain, bodies and tables; signatures by samples, files by their sizes.
    Quick,
    /// Every signature, every byte of every file and every page besides.
    Full,
}

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A header does not have the hash that it says.
    HeaderAltered {
        node: String,
        seq: u64,
    },
    /// A header was not signed by its node.
    SignatureWrong {
        node: String,
        seq: u64,
    },
    /// An entry is missing, or stands in another's place: the one at `seq` does not follow what is before it.
    ChainBroken {
        node: String,
        seq: u64,
    },
    /// A body does not have the hash that its header says, or is there although a later act removed it.
    BodyAltered {
        node: String,
        seq: u64,
    },
    /// The body is gone and no later act removed it.
    BodyMissing {
        node: String,
        seq: u64,
    },
    BodyWithoutEntry {
        node: String,
        seq: u64,
    },
    /// A file's bytes are not those of its name, or are there although a later act removed them.
    FileAltered {
        file: Hash,
    },
    FileMissing {
        file: Hash,
    },
    /// A file that no entry brought in.
    FileUnknown {
        file: Hash,
    },
    /// A row differs from what the journal says.
    RowAltered {
        table: String,
        row: String,
    },
    RowMissing {
        table: String,
        row: String,
    },
    RowUnknown {
        table: String,
        row: String,
    },
    /// The search index does not fit its text.
    SearchIndex {
        what: String,
    },
    /// A table, an index or a trigger is not as this program made it.
    SchemaAltered {
        name: String,
    },
    /// SQLite or SQLCipher finds a page damaged.
    PageDamaged {
        what: String,
    },
    /// The head that was kept elsewhere is not in the file: its tail was cut off or an old copy put back.
    HeadMissing {
        count: u64,
        hash: String,
    },
}

/// What a verification found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub entries: u64,
    pub bodies: u64,
    pub removed_bodies: u64,
    pub signatures: u64,
    pub files: u64,
    pub rows: u64,
    pub head: Option<(u64, Hash)>,
    pub faults: Vec<Fault>,
}

/// Rows that are read before the file is let go of for whoever waits to write.
const SLICE: usize = 512;

/// More faults than these say nothing new.
const FAULTS_MOST: usize = 100;

impl Store {
    /// Verifies the ledger. `heads` are places and hashes (or beginnings of hashes) kept elsewhere.
    ///
    /// # Errors
    /// Where the file cannot be read at all; what is found in it stands in the report.
    pub fn verify(&self, depth: Depth, heads: &[(u64, String)]) -> Result<Report> {
        self.verify_watched(depth, heads, &Watch::default())
    }

    /// The same while somebody watches. The file is read in slices, and let go of between them, so that whoever
    /// writes through another connection waits for a slice only; where the journal grows in between, the reading
    /// begins anew, and in the end the file is held.
    ///
    /// # Errors
    /// As [`Store::verify`], and [`Error::Stopped`].
    pub fn verify_watched(&self, depth: Depth, heads: &[(u64, String)], watch: &Watch) -> Result<Report> {
        const TRIES: usize = 5;
        watch.listen(Some(self.conn.get_interrupt_handle()));
        let mut found = None;
        for _ in 0..TRIES {
            let grown = self.grown();
            let report = self.verify_once(depth, heads, watch);
            // What was found while the journal grew may be nothing but its growth.
            if self.grown() == grown || report.as_ref().is_ok_and(|report| report.faults.is_empty()) {
                found = Some(report);
                break;
            }
        }
        let found = found.unwrap_or_else(|| {
            self.conn.execute_batch("BEGIN")?;
            let report = self.verify_once(depth, heads, watch);
            self.conn.execute_batch("COMMIT")?;
            report
        });
        watch.listen(None);
        found
    }

    /// A number that differs when the journal has grown.
    fn grown(&self) -> Option<i64> {
        self.conn.query_row("SELECT max(rowid) FROM entry", [], |row| row.get(0)).unwrap_or(None)
    }

    fn verify_once(&self, depth: Depth, heads: &[(u64, String)], watch: &Watch) -> Result<Report> {
        let mut report = Report { head: self.head().unwrap_or(None), ..Report::default() };
        match self.verify_into(depth, heads, watch, &mut report) {
            // What cannot be read is a finding, not a reason to say nothing.
            Err(Error::Damaged(what)) => {
                report.faults.push(Fault::PageDamaged { what });
                pages::check(&self.conn, &mut report);
            }
            done => done?,
        }
        watch.step(0)?;
        report.faults.truncate(FAULTS_MOST);
        Ok(report)
    }

    fn verify_into(
        &self,
        depth: Depth,
        heads: &[(u64, String)],
        watch: &Watch,
        report: &mut Report,
    ) -> Result<()> {
        let computed = Connection::open_in_memory()?;
        make_tables(&computed)?;
        check_schema(&self.conn, &computed, report)?;
        if !report.faults.is_empty() {
            return Ok(());
        }
        watch.expect(self.grown().unwrap_or(0).unsigned_abs());
        journal::check(&self.conn, &computed, depth, watch, report)?;
        // Where the journal itself is at fault, what follows from it proves nothing.
        let journal_holds = report.faults.is_empty();
        journal::check_heads(&self.conn, heads, report)?;
        if journal_holds {
            files::check(&self.conn, &computed, depth, watch, report)?;
            tables::check(&self.conn, &computed, watch, report)?;
        }
        index::check(&self.conn, report)?;
        if depth == Depth::Full {
            pages::check(&self.conn, report);
        }
        Ok(())
    }
}

/// Every table, index, trigger and view must be the one that this program makes, `local_*` included: a trigger
/// could otherwise change what is written.
fn check_schema(conn: &Connection, computed: &Connection, report: &mut Report) -> Result<()> {
    type Definition = (String, Option<String>);
    let read = |conn: &Connection| -> Result<BTreeMap<(String, String), Definition>> {
        let mut statement = conn.prepare("SELECT type, name, tbl_name, sql FROM sqlite_master")?;
        let rows =
            statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let (found, wanted) = (read(conn)?, read(computed)?);
    let names: BTreeSet<_> = found.keys().chain(wanted.keys()).collect();
    for name in names {
        if found.get(name) != wanted.get(name) {
            report.faults.push(Fault::SchemaAltered { name: name.1.clone() });
        }
    }
    Ok(())
}
