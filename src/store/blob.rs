//! Files in the ledger: named by their SHA-256, kept in parts of 1 MiB.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::error::{Error, Result, io_at};
use super::open::Store;
use crate::domain::hash::Hash;

/// Bytes in a part.
pub(super) const PART: usize = 1 << 20;
/// Parts written in one transaction: about 50 ms on a slow disk.
const PARTS_AT_ONCE: usize = 8;

/// Writes a small file whole, inside the transaction of its entry.
pub(super) fn put(conn: &Connection, bytes: &[u8]) -> Result<Hash> {
    let hash = Hash(Sha256::digest(bytes).into());
    if !has(conn, &hash)? {
        stage(conn, &hash)?;
        for (n, part) in bytes.chunks(PART).enumerate() {
            put_part(conn, &hash, n, part)?;
        }
    }
    Ok(hash)
}

/// Marks a file whose parts come before the entry that names it.
fn stage(conn: &Connection, hash: &Hash) -> Result<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO local_staged (hash) VALUES (?)")?.execute([hash.0])?;
    Ok(())
}

fn put_part(conn: &Connection, hash: &Hash, n: usize, part: &[u8]) -> Result<()> {
    conn.prepare_cached("INSERT OR IGNORE INTO blob_part (hash, n, bytes) VALUES (?,?,?)")?
        .execute(params![hash.0, n as i64, part])?;
    Ok(())
}

/// Makes the parts that are there a file of the ledger.
pub(super) fn register(conn: &Connection, hash: &Hash, size: u64) -> Result<()> {
    if held(conn, hash)? != size {
        return Err(Error::NotFound);
    }
    conn.prepare_cached("INSERT OR IGNORE INTO blob (hash, size) VALUES (?,?)")?
        .execute(params![hash.0, size as i64])?;
    conn.prepare_cached("DELETE FROM local_staged WHERE hash = ?")?.execute([hash.0])?;
    Ok(())
}

/// How many bytes of a file are there.
fn held(conn: &Connection, hash: &Hash) -> Result<u64> {
    let mut statement =
        conn.prepare_cached("SELECT coalesce(sum(length(bytes)), 0) FROM blob_part WHERE hash = ?")?;
    Ok(statement.query_row([hash.0], |row| row.get::<_, i64>(0))? as u64)
}

/// The size of a file of the ledger, removed or not.
fn size(conn: &Connection, hash: &Hash) -> Result<Option<u64>> {
    let mut statement = conn.prepare_cached("SELECT size FROM blob WHERE hash = ?")?;
    Ok(statement.query_row([hash.0], |row| row.get::<_, i64>(0)).optional()?.map(|size| size as u64))
}

/// Whether the ledger holds a file whole.
fn has(conn: &Connection, hash: &Hash) -> Result<bool> {
    Ok(match size(conn, hash)? {
        Some(size) => held(conn, hash)? == size,
        None => false,
    })
}

/// Removes what is left of files that never got their entry.
pub(super) fn sweep(conn: &Connection) -> Result<()> {
    // Emptying even an empty table would write to the file, and an opening alone must not.
    if !conn.query_row("SELECT EXISTS (SELECT 1 FROM local_staged)", [], |row| row.get::<_, bool>(0))? {
        return Ok(());
    }
    conn.execute("DELETE FROM blob_part WHERE hash IN (SELECT hash FROM local_staged)", [])?;
    conn.execute("DELETE FROM local_staged", [])?;
    Ok(())
}

/// Removes the files that an act removed, and those that no body brings any more.
///
/// Where there are entries that only a newer program can read, files that no body brings may be theirs and stay.
pub(super) fn remove_unclaimed(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "CREATE TEMP TABLE gone AS SELECT hash FROM blob
             WHERE hash IN (SELECT hash FROM file WHERE removed = 1)
                OR (hash NOT IN (SELECT hash FROM file) AND NOT EXISTS (SELECT 1 FROM unknown));
         DELETE FROM blob_part WHERE hash IN (SELECT hash FROM gone);
         DELETE FROM blob WHERE hash IN (SELECT hash FROM gone);
         DROP TABLE gone;",
    )?;
    Ok(())
}

impl Store {
    /// Brings a file's parts into the ledger; the entry that follows makes them its own.
    ///
    /// The file is read twice, once for its name and once for its parts, so that memory stays small.
    pub fn stage_file(&mut self, path: &Path) -> Result<(Hash, u64)> {
        let (hash, size) = hash_file(path)?;
        if has(&self.conn, &hash)? {
            return Ok((hash, size));
        }
        let mut file = File::open(path).map_err(io_at(path))?;
        let mut part = Vec::with_capacity(PART);
        let mut n = 0;
        let mut again = Sha256::new();
        loop {
            let transaction = self.conn.savepoint()?;
            stage(&transaction, &hash)?;
            for _ in 0..PARTS_AT_ONCE {
                part.clear();
                Read::by_ref(&mut file).take(PART as u64).read_to_end(&mut part).map_err(io_at(path))?;
                if part.is_empty() {
                    break;
                }
                again.update(&part);
                put_part(&transaction, &hash, n, &part)?;
                n += 1;
            }
            transaction.commit()?;
            if part.is_empty() {
                break;
            }
        }
        if Hash(again.finalize().into()) != hash {
            sweep(&self.conn)?;
            return Err(Error::Io(
                std::io::Error::other("the file changed while it was read"),
                path.to_owned(),
            ));
        }
        Ok((hash, size))
    }

    /// Brings one part of a file into the ledger; the entry that follows makes it its own.
    pub fn stage_part(&mut self, hash: &Hash, n: usize, part: &[u8]) -> Result<()> {
        // A file that the ledger has is not marked as one on its way: the next opening would sweep it.
        if has(&self.conn, hash)? {
            return Ok(());
        }
        let transaction = self.conn.savepoint()?;
        stage(&transaction, hash)?;
        put_part(&transaction, hash, n, part)?;
        Ok(transaction.commit()?)
    }

    /// The bytes of a file.
    pub fn blob(&self, hash: &Hash) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.copy_blob(hash, &mut bytes)?;
        Ok(bytes)
    }

    /// Writes the bytes of a file somewhere, part by part. A file whose bytes were removed is not found.
    pub fn copy_blob(&self, hash: &Hash, to: &mut dyn Write) -> Result<()> {
        if !has(&self.conn, hash)? {
            return Err(Error::NotFound);
        }
        let mut statement =
            self.conn.prepare_cached("SELECT bytes FROM blob_part WHERE hash = ? ORDER BY n")?;
        let mut rows = statement.query([hash.0])?;
        while let Some(row) = rows.next()? {
            to.write_all(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?).map_err(io_at(""))?;
        }
        Ok(())
    }
}

fn hash_file(path: &Path) -> Result<(Hash, u64)> {
    let mut file = File::open(path).map_err(io_at(path))?;
    if !file.metadata().map_err(io_at(path))?.is_file() {
        return Err(Error::Missing(path.to_owned()));
    }
    let mut hash = Sha256::new();
    let mut buffer = vec![0; PART];
    let mut size = 0;
    loop {
        let read = file.read(&mut buffer).map_err(io_at(path))?;
        if read == 0 {
            return Ok((Hash(hash.finalize().into()), size));
        }
        hash.update(&buffer[..read]);
        size += read as u64;
    }
}
