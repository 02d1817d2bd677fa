//! Headers, chain, signatures and bodies; reading them fills the tables that should be there.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

use super::{Depth, FAULTS_MOST, Fault, Report, SLICE};
use crate::domain::hash::Hash;
use crate::store::apply::Recomputed;
use crate::store::error::Result;
use crate::store::journal::{self, Header};
use crate::store::watch::Watch;

/// In a quick look, one signature in so many is checked.
const SIGNATURE_STEP: u64 = 1024;

fn short(node: &[u8; 32]) -> String {
    hex::encode(&node[..4])
}

/// The journal read once from its beginning.
struct Reading<'a> {
    report: &'a mut Report,
    depth: Depth,
    /// Node → place and hash of its entry before.
    before: BTreeMap<[u8; 32], (u64, Hash)>,
    founding: Hash,
    /// Entries whose bodies are not there.
    gone: BTreeSet<([u8; 32], u64)>,
}

pub(super) fn check(
    conn: &Connection,
    computed: &Connection,
    depth: Depth,
    watch: &Watch,
    report: &mut Report,
) -> Result<()> {
    let mut reading = Reading {
        report,
        depth,
        before: BTreeMap::new(),
        // One whose hash has lost its length is named when its header is read.
        founding: journal::founding(conn).unwrap_or(None).unwrap_or_default(),
        gone: BTreeSet::new(),
    };
    computed.execute_batch("PRAGMA journal_mode = OFF; BEGIN")?;
    let mut recomputed = Recomputed::over(computed)?;
    let mut statement = conn.prepare(
        "SELECT e.node, e.seq, e.lamport, e.format, e.day, e.body_hash, e.prev, e.hash, e.sig, b.salt, b.bytes, b.node
         FROM entry e LEFT JOIN body b ON b.node = e.node AND b.seq = e.seq
         WHERE (e.lamport, e.node, e.seq) > (?,?,?) ORDER BY e.lamport, e.node, e.seq LIMIT ?",
    )?;
    let mut last = (i64::MIN, Vec::new(), i64::MIN);
    loop {
        let mut rows = statement.query(params![last.0, last.1, last.2, SLICE as i64])?;
        let mut read = 0;
        while let Some(row) = rows.next()? {
            if reading.report.faults.len() >= FAULTS_MOST {
                break;
            }
            read += 1;
            last = (row.get(2)?, row.get(0)?, row.get(1)?);
            reading.entry(row, &mut recomputed)?;
        }
        drop(rows);
        watch.step(read as u64)?;
        if read < SLICE {
            break;
        }
    }
    recomputed.finish()?;
    computed.execute_batch("COMMIT")?;
    reading.last_signatures(conn)?;
    reading.removals(conn, computed)?;
    stray_bodies(conn, reading.report)
}

/// A header's name where its columns have lost their lengths.
fn loose_name(row: &Row<'_>) -> (String, u64) {
    let node =
        row.get::<_, Vec<u8>>(0).map(|node| hex::encode(&node[..node.len().min(4)])).unwrap_or_default();
    (node, row.get::<_, i64>(1).unwrap_or(0) as u64)
}

impl Reading<'_> {
    fn entry(&mut self, row: &Row<'_>, recomputed: &mut Recomputed<'_>) -> Result<()> {
        let Ok(header) = Header::from_row(row) else {
            let (node, seq) = loose_name(row);
            self.report.faults.push(Fault::HeaderAltered { node, seq });
            return Ok(());
        };
        self.header(&header);
        if let Some(bytes) = self.body(&header, row)? {
            recomputed.apply(&header, bytes)?;
        }
        Ok(())
    }

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
        Ok(Some(bytes))
    }

    /// Bodies must be gone where a later act removed them, and nowhere else.
    fn removals(&mut self, conn: &Connection, computed: &Connection) -> Result<()> {
        let mut statement = computed.prepare("SELECT node, seq FROM redacted")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        let redacted: BTreeSet<([u8; 32], u64)> = rows.collect::<rusqlite::Result<_>>()?;
        for (node, seq) in self.gone.difference(&redacted) {
            self.report.faults.push(Fault::BodyMissing { node: short(node), seq: *seq });
        }
        for (node, seq) in redacted.difference(&self.gone) {
            if journal::removable(conn, node, *seq)? {
                self.report.faults.push(Fault::BodyAltered { node: short(node), seq: *seq });
            }
        }
        Ok(())
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

/// Heads that were kept elsewhere must be in the file.
pub(super) fn check_heads(conn: &Connection, heads: &[(u64, String)], report: &mut Report) -> Result<()> {
    let mut statement = conn.prepare("SELECT lower(hex(hash)) FROM entry WHERE seq = ?")?;
    for (count, hash) in heads {
        let hash = hash.to_lowercase();
        let found: Vec<String> =
            statement.query_map([*count as i64], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        if !found.iter().any(|found| found.starts_with(&hash)) {
            report.faults.push(Fault::HeadMissing { count: *count, hash });
        }
    }
    Ok(())
}
