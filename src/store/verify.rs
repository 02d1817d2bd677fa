//! Verification: the chain, the bodies, the files, and every table against what follows from the journal.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, Rows};
use sha2::{Digest, Sha256};

use super::apply;
use super::error::{Error, Result};
use super::journal::{self, Header};
use super::noun::TABLES;
use super::open::{Store, make_tables};
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
    HeaderAltered { node: String, seq: u64 },
    /// A header was not signed by its node.
    SignatureWrong { node: String, seq: u64 },
    /// An entry is missing, or stands in another's place: the one at `seq` does not follow what is before it.
    ChainBroken { node: String, seq: u64 },
    BodyAltered { node: String, seq: u64 },
    /// The body is gone and no later act removed it.
    BodyMissing { node: String, seq: u64 },
    BodyWithoutEntry { node: String, seq: u64 },
    FileAltered { file: Hash },
    FileMissing { file: Hash },
    /// A file that no entry brought in.
    FileUnknown { file: Hash },
    /// A row differs from what the journal says.
    RowAltered { table: String, row: String },
    RowMissing { table: String, row: String },
    RowUnknown { table: String, row: String },
    /// The search index does not fit its text.
    SearchIndex { what: String },
    /// A table, an index or a trigger is not as this program made it.
    SchemaAltered { name: String },
    /// SQLite or SQLCipher finds a page damaged.
    PageDamaged { what: String },
    /// The head that was kept elsewhere is not in the file: its tail was cut off or an old copy put back.
    HeadMissing { count: u64, hash: String },
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

/// More faults than these say nothing new.
const FAULTS_MOST: usize = 100;
/// In a quick look, one signature in so many is checked.
const SIGNATURE_STEP: u64 = 1024;

impl Store {
    /// Verifies the ledger. `heads` are places and hashes (or beginnings of hashes) kept elsewhere.
    pub fn verify(&self, depth: Depth, heads: &[(u64, String)]) -> Result<Report> {
        let mut report = Report { head: self.head()?, ..Report::default() };
        let computed = Connection::open_in_memory()?;
        make_tables(&computed)?;
        check_schema(&self.conn, &computed, &mut report)?;
        if !report.faults.is_empty() {
            return Ok(report);
        }
        let files = check_journal(&self.conn, &computed, depth, &mut report)?;
        check_heads(&self.conn, heads, &mut report)?;
        check_files(&self.conn, &files, depth, &mut report)?;
        // Where the journal itself is at fault, rows that follow from it prove nothing.
        if report.faults.is_empty() {
            check_tables(&self.conn, &computed, &mut report)?;
        }
        check_pages(&self.conn, depth, &mut report)?;
        report.faults.truncate(FAULTS_MOST);
        Ok(report)
    }
}

fn short(node: &[u8; 32]) -> String {
    hex::encode(&node[..4])
}

fn check_schema(conn: &Connection, computed: &Connection, report: &mut Report) -> Result<()> {
    let read = |conn: &Connection| -> Result<BTreeMap<String, Option<String>>> {
        let mut statement = conn.prepare("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'local~_%' ESCAPE '~'")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    let (found, wanted) = (read(conn)?, read(computed)?);
    let names: BTreeSet<&String> = found.keys().chain(wanted.keys()).collect();
    for name in names {
        // Indexes that SQLite makes by itself belong to tables that are compared already.
        if !name.starts_with("sqlite_autoindex_local_") && found.get(name) != wanted.get(name) {
            report.faults.push(Fault::SchemaAltered { name: name.clone() });
        }
    }
    Ok(())
}

/// What the journal says about files: those that it brought in and those that it removed again.
#[derive(Default)]
struct Files {
    brought: BTreeMap<Hash, u64>,
    removed: BTreeSet<Hash>,
}

/// The journal read once from its beginning.
struct Reading<'a> {
    report: &'a mut Report,
    depth: Depth,
    /// Node → place and hash of its entry before.
    before: BTreeMap<[u8; 32], (u64, Hash)>,
    founding: Hash,
    gone: BTreeSet<([u8; 32], u64)>,
    redacted: BTreeSet<([u8; 32], u64)>,
    files: Files,
}

fn check_journal(conn: &Connection, computed: &Connection, depth: Depth, report: &mut Report) -> Result<Files> {
    let mut reading = Reading {
        report,
        depth,
        before: BTreeMap::new(),
        founding: journal::founding(conn)?.unwrap_or_default(),
        gone: BTreeSet::new(),
        redacted: BTreeSet::new(),
        files: Files::default(),
    };
    computed.execute_batch("BEGIN")?;
    let mut statement = conn.prepare(
        "SELECT e.node, e.seq, e.lamport, e.format, e.day, e.body_hash, e.prev, e.hash, e.sig, b.salt, b.bytes, b.node
         FROM entry e LEFT JOIN body b ON b.node = e.node AND b.seq = e.seq ORDER BY e.lamport, e.node, e.seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if reading.report.faults.len() >= FAULTS_MOST {
            break;
        }
        let Ok(header) = Header::from_row(row) else {
            let (node, seq) = loose_name(row);
            reading.report.faults.push(Fault::HeaderAltered { node, seq });
            continue;
        };
        reading.header(&header);
        if let Some(bytes) = reading.body(&header, row)? {
            apply::apply(computed, &header, bytes)?;
        }
    }
    drop(rows);
    computed.execute_batch("COMMIT")?;
    for (node, seq) in reading.gone.difference(&reading.redacted) {
        reading.report.faults.push(Fault::BodyMissing { node: short(node), seq: *seq });
    }
    reading.last_signatures(conn)?;
    stray_bodies(conn, reading.report)?;
    Ok(reading.files)
}

/// A header's name where its columns have lost their lengths.
fn loose_name(row: &Row<'_>) -> (String, u64) {
    let node = row.get::<_, Vec<u8>>(0).map(|node| hex::encode(&node[..node.len().min(4)])).unwrap_or_default();
    (node, row.get::<_, i64>(1).unwrap_or(0) as u64)
}

impl Reading<'_> {
    fn header(&mut self, header: &Header) {
        let (node, seq) = (short(&header.node), header.seq);
        self.report.entries += 1;
        if !header.hash_holds() {
            self.report.faults.push(Fault::HeaderAltered { node, seq });
        } else {
            let (place, hash) = self.before.get(&header.node).copied().unwrap_or((0, Hash::default()));
            let first = if header.hash == self.founding { Hash::default() } else { self.founding };
            let prev = if place == 0 { first } else { hash };
            if header.seq != place + 1 || header.prev != prev {
                self.report.faults.push(Fault::ChainBroken { node: node.clone(), seq });
            }
            if self.depth == Depth::Full || self.report.entries % SIGNATURE_STEP == 1 {
                self.report.signatures += 1;
                if !header.signature_holds() {
                    self.report.faults.push(Fault::SignatureWrong { node, seq });
                }
            }
        }
        self.before.insert(header.node, (header.seq, header.hash));
    }

    /// Checks the body and hands its bytes back where they hold.
    fn body<'r>(&mut self, header: &Header, row: &'r Row<'_>) -> Result<Option<&'r [u8]>> {
        let (node, seq) = (short(&header.node), header.seq);
        let there = !matches!(row.get_ref(11)?, ValueRef::Null);
        let (ValueRef::Blob(salt), ValueRef::Blob(bytes)) = (row.get_ref(9)?, row.get_ref(10)?) else {
            if there && matches!((row.get_ref(9)?, row.get_ref(10)?), (ValueRef::Null, ValueRef::Null)) {
                self.report.removed_bodies += 1;
                self.gone.insert((header.node, header.seq));
            } else {
                self.report.faults.push(Fault::BodyMissing { node, seq });
            }
            return Ok(None);
        };
        self.report.bodies += 1;
        if journal::body_hash(salt, bytes) != header.body_hash {
            self.report.faults.push(Fault::BodyAltered { node, seq });
            return Ok(None);
        }
        if let Some(body) = journal::parse(header, bytes) {
            self.files.brought.extend(body.blobs.iter().map(|blob| (blob.hash, blob.size)));
            self.files.removed.extend(&body.redacts_blobs);
            self.redacted.extend(body.redacts.iter().map(|name| (name.node, name.seq)));
        }
        Ok(Some(bytes))
    }

    /// Every node's last signature: it vouches for all before it.
    fn last_signatures(&mut self, conn: &Connection) -> Result<()> {
        if self.depth == Depth::Full {
            return Ok(());
        }
        let mut statement = conn.prepare(
            "SELECT node, seq, lamport, format, day, body_hash, prev, hash, sig FROM entry WHERE node = ? AND seq = ?",
        )?;
        for (node, (seq, _)) in &self.before {
            let header = statement.query_row(rusqlite::params![node, *seq as i64], Header::from_row)?;
            self.report.signatures += 1;
            if header.hash_holds() && !header.signature_holds() {
                self.report.faults.push(Fault::SignatureWrong { node: short(node), seq: *seq });
            }
        }
        Ok(())
    }
}

fn stray_bodies(conn: &Connection, report: &mut Report) -> Result<()> {
    let mut statement = conn.prepare(
        "SELECT b.node, b.seq FROM body b LEFT JOIN entry e ON e.node = b.node AND e.seq = b.seq WHERE e.node IS NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (node, seq) = loose_name(row);
        report.faults.push(Fault::BodyWithoutEntry { node, seq });
    }
    Ok(())
}

fn check_heads(conn: &Connection, heads: &[(u64, String)], report: &mut Report) -> Result<()> {
    let mut statement = conn.prepare("SELECT hash FROM entry WHERE seq = ?")?;
    for (count, hash) in heads {
        let found: Vec<Hash> =
            statement.query_map([*count as i64], |row| row.get(0).map(Hash))?.collect::<rusqlite::Result<_>>()?;
        let hash = hash.to_lowercase();
        if !found.iter().any(|found| found.to_string().starts_with(&hash)) {
            report.faults.push(Fault::HeadMissing { count: *count, hash });
        }
    }
    Ok(())
}

fn check_files(conn: &Connection, files: &Files, depth: Depth, report: &mut Report) -> Result<()> {
    let mut found = BTreeMap::new();
    let mut statement = conn.prepare("SELECT hash, size FROM blob")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        match row.get::<_, [u8; 32]>(0) {
            Ok(hash) => found.insert(Hash(hash), row.get::<_, i64>(1)? as u64),
            Err(_) => {
                report.faults.push(Fault::FileUnknown { file: Hash::default() });
                None
            }
        };
    }
    report.files = found.len() as u64;
    for file in found.keys().filter(|file| !files.brought.contains_key(file)) {
        report.faults.push(Fault::FileUnknown { file: *file });
    }
    for (file, size) in &files.brought {
        match found.get(file) {
            None => report.faults.push(Fault::FileMissing { file: *file }),
            Some(_) if files.removed.contains(file) => {}
            Some(found) => {
                if found != size || !parts_hold(conn, file, *size, depth)? {
                    report.faults.push(Fault::FileAltered { file: *file });
                }
            }
        }
    }
    let mut strays = conn.prepare("SELECT DISTINCT hash FROM blob_part WHERE hash NOT IN (SELECT hash FROM blob)")?;
    let mut rows = strays.query([])?;
    while let Some(row) = rows.next()? {
        report.faults.push(Fault::FileUnknown { file: Hash(row.get(0).unwrap_or_default()) });
    }
    Ok(())
}

fn parts_hold(conn: &Connection, file: &Hash, size: u64, depth: Depth) -> Result<bool> {
    let mut statement =
        conn.prepare_cached("SELECT n, length(bytes) FROM blob_part WHERE hash = ? ORDER BY n")?;
    let parts: Vec<(i64, i64)> =
        statement.query_map([file.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let in_line = parts.iter().enumerate().all(|(at, (n, _))| at as i64 == *n);
    if !in_line || parts.iter().map(|(_, length)| length).sum::<i64>() as u64 != size {
        return Ok(false);
    }
    if depth == Depth::Quick {
        return Ok(true);
    }
    let mut hash = Sha256::new();
    let mut statement = conn.prepare_cached("SELECT bytes FROM blob_part WHERE hash = ? ORDER BY n")?;
    let mut rows = statement.query([file.0])?;
    while let Some(row) = rows.next()? {
        hash.update(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
    }
    Ok(Hash(hash.finalize().into()) == *file)
}

/// The derived tables with the columns that name a row.
fn derived() -> impl Iterator<Item = (&'static str, &'static str)> {
    let core = [
        ("record", "ord"),
        ("version", "ord, lamport, node, seq, n"),
        ("unknown", "node, seq"),
        ("needle", "key, ord"),
        ("search_content", "id"),
        ("search_config", "k"),
    ];
    core.into_iter().chain(TABLES.iter().map(|table| (table.kind, "ord")))
}

fn check_tables(conn: &Connection, computed: &Connection, report: &mut Report) -> Result<()> {
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
            let name = |row: &Option<Vec<Value>>| row.as_ref().map(|row| show(&row[..keys])).unwrap_or_default();
            let table = table.to_owned();
            match order {
                std::cmp::Ordering::Less => report.faults.push(Fault::RowUnknown { table, row: name(&found) }),
                std::cmp::Ordering::Greater => report.faults.push(Fault::RowMissing { table, row: name(&wanted) }),
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

fn check_pages(conn: &Connection, depth: Depth, report: &mut Report) -> Result<()> {
    let ask = |sql: &str| -> Result<Vec<String>> {
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.collect::<rusqlite::Result<_>>().map_err(Error::from)
    };
    for what in ask("PRAGMA integrity_check('search')")?.into_iter().filter(|line| line != "ok") {
        report.faults.push(Fault::SearchIndex { what });
    }
    if depth == Depth::Full {
        for sql in ["PRAGMA integrity_check(20)", "PRAGMA cipher_integrity_check"] {
            for what in ask(sql)?.into_iter().filter(|line| line != "ok") {
                report.faults.push(Fault::PageDamaged { what });
            }
        }
    }
    Ok(())
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
