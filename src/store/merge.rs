//! Merging: slices of the journal out and in, so that the same entries give the same tables everywhere.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use super::apply;
use super::error::{Error, Result};
use super::journal::{self, Entry, Header};
use super::open::Store;
use crate::domain::hash::Hash;

/// A Lamport time that honest machines never reach.
const LAMPORT_LIMIT: u64 = 1 << 62;

/// Entries of one or more nodes, each node's in sequence.
pub type Parcel = Vec<Entry>;

/// What came of a parcel.
#[derive(Debug, PartialEq, Eq)]
pub struct Accepted {
    pub new: usize,
    pub known: usize,
}

impl Store {
    /// How far each node's entries reach here.
    pub fn heads_of_nodes(&self) -> Result<BTreeMap<[u8; 32], u64>> {
        let mut statement = self.conn.prepare("SELECT node, max(seq) FROM entry GROUP BY node")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The entries that somebody with these heads does not have.
    pub fn slice_after(&self, heads: &BTreeMap<[u8; 32], u64>) -> Result<Parcel> {
        let mut statement = self.conn.prepare(
            "SELECT e.node, e.seq, e.lamport, e.format, e.day, e.body_hash, e.prev, e.hash, e.sig, b.salt, b.bytes
             FROM entry e JOIN body b ON b.node = e.node AND b.seq = e.seq ORDER BY e.lamport, e.node, e.seq",
        )?;
        let mut rows = statement.query([])?;
        let mut parcel = Vec::new();
        while let Some(row) = rows.next()? {
            let header = Header::from_row(row)?;
            if header.seq > heads.get(&header.node).copied().unwrap_or(0) {
                let (salt, bytes): (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get(9)?, row.get(10)?);
                parcel.push(Entry { header, body: salt.zip(bytes) });
            }
        }
        Ok(parcel)
    }

    /// Takes in what is new of a parcel: all of it or, where anything does not fit, nothing.
    ///
    /// Per node only the next place with the matching hash before it is accepted. No business rule is asked:
    /// a duplicate number becomes work for a person, not a refusal.
    pub fn accept(&mut self, parcel: &[Entry]) -> Result<Accepted> {
        let transaction = self.conn.transaction()?;
        let mut last: Option<(u64, [u8; 32], u64)> = transaction
            .query_row(
                "SELECT lamport, node, seq FROM entry ORDER BY lamport DESC, node DESC, seq DESC LIMIT 1",
                [],
                |row| Ok(Some((row.get::<_, i64>(0)? as u64, row.get(1)?, row.get::<_, i64>(2)? as u64))),
            )
            .or_else(
                |error| if error == rusqlite::Error::QueryReturnedNoRows { Ok(None) } else { Err(error) },
            )?;
        let mut accepted = Accepted { new: 0, known: 0 };
        let mut in_order = true;
        for entry in parcel {
            let header = &entry.header;
            if !follows(&transaction, header)? {
                accepted.known += 1;
                continue;
            }
            check_entry(entry)?;
            check_time(&transaction, header)?;
            let place = (header.lamport, header.node, header.seq);
            in_order &= last.is_none_or(|last| last < place);
            last = Some(place);
            let body = entry.body.as_ref().map(|(salt, bytes)| (salt.as_slice(), bytes.as_slice()));
            journal::insert(&transaction, header, body)?;
            accepted.new += 1;
            if let (true, Some((_, bytes))) = (in_order, body) {
                apply::apply(&transaction, header, bytes)?;
            }
        }
        if !in_order {
            apply::rebuild(&transaction)?;
        } else if accepted.new > 0 {
            apply::carry_out_removals(&transaction)?;
        }
        transaction.commit()?;
        if let Some(writer) = self.writer.take() {
            let mut moved = journal::Writer::at_end(&self.conn, writer.key)?;
            moved.lamport = moved.lamport.max(writer.lamport);
            self.writer = Some(moved);
        }
        Ok(accepted)
    }
}

/// Refuses a time that is not after the entry before, so that a chain is replayed in its order, and one that
/// leaves no room for what follows.
fn check_time(conn: &rusqlite::Connection, header: &Header) -> Result<()> {
    let before: Option<i64> = conn
        .prepare_cached("SELECT lamport FROM entry WHERE hash = ?")?
        .query_row([header.prev.0], |row| row.get(0))
        .optional()?;
    if header.lamport > before.unwrap_or(0) as u64 && header.lamport < LAMPORT_LIMIT {
        Ok(())
    } else {
        Err(Error::Damaged(format!("交换包第{}条：先后次序不合理", header.seq)))
    }
}

/// Whether an entry is the next of its node; one that is here already is not, and anything else is an error.
fn follows(conn: &rusqlite::Connection, header: &Header) -> Result<bool> {
    let name = || hex::encode(&header.node[..8]);
    let (held, head) = journal::head_of(conn, &header.node)?.unwrap_or((0, Hash::default()));
    if header.seq == 0 {
        return Err(Error::Damaged("交换包中有序号为零的条目".to_owned()));
    }
    if header.seq <= held {
        let mut statement = conn.prepare_cached("SELECT hash FROM entry WHERE node = ? AND seq = ?")?;
        let here = statement
            .query_row(rusqlite::params![header.node, header.seq as i64], |row| row.get(0).map(Hash))?;
        return if here == header.hash {
            Ok(false)
        } else {
            Err(Error::Fork {
                node: name(),
                seq: header.seq,
                named: header.hash.to_string(),
                found: here.to_string(),
            })
        };
    }
    if header.seq > held + 1 {
        return Err(Error::Gap {
            node: name(),
            seq: header.seq,
            held,
            named: header.prev.to_string(),
            found: head.to_string(),
        });
    }
    let founding = journal::founding(conn)?;
    let before = if held > 0 { head } else { founding.unwrap_or_default() };
    if header.prev == before {
        return Ok(true);
    }
    if held == 0 {
        return Err(Error::OtherLedger);
    }
    Err(Error::Fork {
        node: name(),
        seq: header.seq,
        named: header.prev.to_string(),
        found: before.to_string(),
    })
}

fn check_entry(entry: &Entry) -> Result<()> {
    let header = &entry.header;
    let damaged = |what: &str| Err(Error::Damaged(format!("交换包第{}条：{what}", header.seq)));
    if !header.hash_holds() {
        return damaged("条目与指纹不符");
    }
    if !header.signature_holds() {
        return damaged("签名不符");
    }
    match &entry.body {
        Some((salt, bytes)) if journal::body_hash(salt, bytes) != header.body_hash => {
            damaged("正文与指纹不符")
        }
        _ => Ok(()),
    }
}
