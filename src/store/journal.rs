//! The journal: chained, signed headers and salted bodies. It is only ever appended to.

use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::body::{BODY_FORMAT, Body, EntryName};
use super::error::{Error, Result};
use crate::domain::hash::Hash;

/// The first bytes of what is hashed as a header, so that it can be taken for nothing else.
const HEADER_MARK: &[u8; 8] = b"BGENTRY1";

/// The header of an entry: chained, signed, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The node that wrote it: its Ed25519 public key.
    pub node: [u8; 32],
    /// 1, 2, 3 … within the node.
    pub seq: u64,
    /// Greater than that of every entry that the node had seen.
    pub lamport: u64,
    /// Layout of the body.
    pub format: u32,
    /// UTC day, ISO.
    pub day: String,
    /// SHA-256 of salt and body.
    pub body_hash: Hash,
    /// Hash of the node's entry before; of the founding entry for a node's first; zeros for the founding.
    pub prev: Hash,
    /// SHA-256 of everything above and of the signature.
    pub hash: Hash,
    /// Ed25519 over everything above `hash`.
    pub sig: [u8; 64],
}

impl Header {
    /// What is signed: a SHA-256 of the fields in their fixed layout, integers big-endian.
    pub fn signed_part(&self) -> [u8; 32] {
        let mut bytes = [0u8; 8 + 32 + 8 + 8 + 4 + 10 + 32 + 32];
        let mut at = 0;
        let mut put = |part: &[u8]| {
            bytes[at..at + part.len()].copy_from_slice(part);
            at += part.len();
        };
        put(HEADER_MARK);
        put(&self.node);
        put(&self.seq.to_be_bytes());
        put(&self.lamport.to_be_bytes());
        put(&self.format.to_be_bytes());
        let mut day = [b' '; 10];
        let written = self.day.as_bytes();
        let length = written.len().min(10);
        day[..length].copy_from_slice(&written[..length]);
        put(&day);
        put(&self.body_hash.0);
        put(&self.prev.0);
        Sha256::digest(bytes).into()
    }

    /// The hash that closes the header: what was signed, and the signature.
    pub fn closing_hash(&self, signed: &[u8; 32]) -> Hash {
        let mut hash = Sha256::new();
        hash.update(signed);
        hash.update(self.sig);
        Hash(hash.finalize().into())
    }

    /// Whether the hash is that of the fields.
    pub fn hash_holds(&self) -> bool {
        self.day.len() == 10 && self.closing_hash(&self.signed_part()) == self.hash
    }

    /// Whether the node signed it.
    pub fn signature_holds(&self) -> bool {
        VerifyingKey::from_bytes(&self.node)
            .is_ok_and(|key| key.verify(&self.signed_part(), &Signature::from_bytes(&self.sig)).is_ok())
    }

    /// Reads the columns `node, seq, lamport, format, day, body_hash, prev, hash, sig`.
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Header> {
        Ok(Header {
            node: row.get(0)?,
            seq: row.get::<_, i64>(1)? as u64,
            lamport: row.get::<_, i64>(2)? as u64,
            format: row.get(3)?,
            day: row.get(4)?,
            body_hash: Hash(row.get(5)?),
            prev: Hash(row.get(6)?),
            hash: Hash(row.get(7)?),
            sig: row.get(8)?,
        })
    }
}

/// SHA-256 of a salted body.
pub fn body_hash(salt: &[u8], bytes: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(bytes);
    Hash(hash.finalize().into())
}

/// A header with its body, as it stands in the file.
pub struct Entry {
    pub header: Header,
    /// Salt and bytes; none when the body was removed.
    pub body: Option<(Vec<u8>, Vec<u8>)>,
}

/// The key with which a machine signs what it writes into one ledger.
#[derive(Clone)]
pub struct NodeKey {
    signing: SigningKey,
}

impl NodeKey {
    /// The key that follows from 32 secret bytes.
    pub fn from_secret(secret: &[u8; 32]) -> NodeKey {
        NodeKey { signing: SigningKey::from_bytes(secret) }
    }

    /// The secret bytes, for the machine's own folder only.
    pub fn secret(&self) -> [u8; 32] {
        self.signing.to_bytes()
    }

    /// The node's name: its public key.
    pub fn node(&self) -> [u8; 32] {
        self.signing.verifying_key().to_bytes()
    }
}

/// Where this machine stands in the journal: what the next entry follows.
#[derive(Clone)]
pub struct Writer {
    pub key: NodeKey,
    pub seq: u64,
    pub head: Hash,
    pub lamport: u64,
}

impl Writer {
    /// The place after the last entry of this key in the file.
    pub(super) fn at_end(conn: &Connection, key: NodeKey) -> Result<Writer> {
        let lamport =
            conn.query_row("SELECT coalesce(max(lamport), 0) FROM entry", [], |row| row.get::<_, i64>(0))?;
        let own = head_of(conn, &key.node())?;
        let (seq, head) = match own {
            Some(own) => own,
            None => (0, founding(conn)?.unwrap_or_default()),
        };
        Ok(Writer { key, seq, head, lamport: lamport as u64 })
    }

    /// Writes the next entry and returns its header. The writer moves on only when the caller keeps it.
    pub(super) fn append(
        &mut self,
        conn: &Connection,
        at: DateTime<Utc>,
        salt: &[u8; 32],
        bytes: &[u8],
    ) -> Result<Header> {
        let mut header = Header {
            node: self.key.node(),
            seq: self.seq + 1,
            lamport: self.lamport + 1,
            format: BODY_FORMAT,
            day: at.date_naive().to_string(),
            body_hash: body_hash(salt, bytes),
            prev: self.head,
            hash: Hash::default(),
            sig: [0; 64],
        };
        let signed = header.signed_part();
        header.sig = self.key.signing.sign(&signed).to_bytes();
        header.hash = header.closing_hash(&signed);
        insert(conn, &header, Some((salt, bytes)))?;
        self.seq = header.seq;
        self.lamport = header.lamport;
        self.head = header.hash;
        Ok(header)
    }
}

/// Writes an entry as it is.
pub(super) fn insert(conn: &Connection, header: &Header, body: Option<(&[u8], &[u8])>) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO entry (node, seq, lamport, format, day, body_hash, prev, hash, sig) VALUES (?,?,?,?,?,?,?,?,?)",
    )?
    .execute(params![
        header.node,
        header.seq as i64,
        header.lamport as i64,
        header.format,
        header.day,
        header.body_hash.0,
        header.prev.0,
        header.hash.0,
        header.sig
    ])?;
    let (salt, bytes) = body.map_or((None, None), |(salt, bytes)| (Some(salt), Some(bytes)));
    conn.prepare_cached("INSERT INTO body (node, seq, salt, bytes) VALUES (?,?,?,?)")?.execute(params![
        header.node,
        header.seq as i64,
        salt,
        bytes
    ])?;
    Ok(())
}

/// The last entry of a node: its place and hash.
pub(super) fn head_of(conn: &Connection, node: &[u8; 32]) -> Result<Option<(u64, Hash)>> {
    Ok(conn
        .prepare_cached("SELECT seq, hash FROM entry WHERE node = ? ORDER BY seq DESC LIMIT 1")?
        .query_row([node], |row| Ok((row.get::<_, i64>(0)? as u64, Hash(row.get(1)?))))
        .optional()?)
}

/// The hash of the founding entry, which names the ledger.
pub(super) fn founding(conn: &Connection) -> Result<Option<Hash>> {
    Ok(conn
        .query_row("SELECT hash FROM entry WHERE prev = zeroblob(32) AND seq = 1", [], |row| {
            row.get(0).map(Hash)
        })
        .optional()?)
}

/// Every entry in the order of replay, handed to `each` one by one.
pub(super) fn replay(
    conn: &Connection,
    mut each: impl FnMut(&Header, Option<&[u8]>) -> Result<()>,
) -> Result<()> {
    let mut statement = conn.prepare(
        "SELECT e.node, e.seq, e.lamport, e.format, e.day, e.body_hash, e.prev, e.hash, e.sig, b.bytes
         FROM entry e LEFT JOIN body b ON b.node = e.node AND b.seq = e.seq ORDER BY e.lamport, e.node, e.seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let header = Header::from_row(row)?;
        each(
            &header,
            row.get_ref(9)?.as_blob_or_null().map_err(|_| Error::Damaged("日志正文不是二进制".to_owned()))?,
        )?;
    }
    Ok(())
}

/// Refuses to remove what is not there, and acts that remove: their names must stay readable.
pub(super) fn check_removable(conn: &Connection, names: &[EntryName]) -> Result<()> {
    for name in names {
        if !removable(conn, &name.node, name.seq)? {
            return Err(Error::NotFound);
        }
    }
    Ok(())
}

/// Whether an entry's body is there, can be read, and is not itself an act that removes.
pub(super) fn removable(conn: &Connection, node: &[u8; 32], seq: u64) -> Result<bool> {
    let body: Option<(u32, Option<Vec<u8>>)> = conn
        .prepare_cached(
            "SELECT e.format, b.bytes FROM entry e JOIN body b USING (node, seq) WHERE node = ? AND seq = ?",
        )?
        .query_row(params![node, seq as i64], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((format, Some(bytes))) = body else { return Ok(false) };
    Ok(read(format, &bytes).is_some_and(|body| !body.removes()))
}

/// Removes a body; its header stays and the chain still holds.
pub(super) fn remove_body(conn: &Connection, node: &[u8; 32], seq: u64) -> Result<()> {
    conn.prepare_cached("UPDATE body SET salt = NULL, bytes = NULL WHERE node = ? AND seq = ?")?
        .execute(params![node, seq as i64])?;
    Ok(())
}

/// The acts that a body names, if this program can read it.
pub(super) fn parse<'a>(header: &Header, bytes: &'a [u8]) -> Option<Body<'a>> {
    read(header.format, bytes)
}

pub(super) fn read(format: u32, bytes: &[u8]) -> Option<Body<'_>> {
    if format > BODY_FORMAT { None } else { serde_json::from_slice(bytes).ok() }
}
