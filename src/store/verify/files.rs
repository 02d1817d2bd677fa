//! Files: their sizes, their parts and their bytes.

use std::collections::BTreeMap;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::{Depth, Fault, Report};
use crate::domain::hash::Hash;
use crate::store::error::Result;
use crate::store::watch::Watch;

/// Files against what the journal says of them: size, whether removed.
pub(super) fn check(
    conn: &Connection,
    computed: &Connection,
    depth: Depth,
    watch: &Watch,
    report: &mut Report,
) -> Result<()> {
    let found = files(conn, "SELECT hash, size, 0 FROM blob")?;
    let wanted = files(computed, "SELECT hash, size, removed FROM file")?;
    report.files = found.len() as u64;
    for (file, (size, removed)) in &wanted {
        watch.step(0)?;
        match found.get(file) {
            None if *removed => {}
            None => report.faults.push(Fault::FileMissing { file: name_of(file) }),
            Some((found, _)) => {
                if *removed || found != size || !parts_hold(conn, file, *size, depth)? {
                    report.faults.push(Fault::FileAltered { file: name_of(file) });
                }
            }
        }
    }
    for file in found.keys().filter(|file| !wanted.contains_key(*file)) {
        report.faults.push(Fault::FileUnknown { file: name_of(file) });
    }
    let mut strays = conn.prepare(
        "SELECT DISTINCT hash FROM blob_part
         WHERE hash NOT IN (SELECT hash FROM blob) AND hash NOT IN (SELECT hash FROM local_staged)",
    )?;
    let mut rows = strays.query([])?;
    while let Some(row) = rows.next()? {
        report.faults.push(Fault::FileUnknown { file: name_of(&row.get::<_, Vec<u8>>(0)?) });
    }
    Ok(())
}

fn files(conn: &Connection, sql: &str) -> Result<BTreeMap<Vec<u8>, (i64, bool)>> {
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A file's name; one that has lost its length is shown as far as it goes.
fn name_of(hash: &[u8]) -> Hash {
    let mut name = [0; 32];
    let length = hash.len().min(32);
    name[..length].copy_from_slice(&hash[..length]);
    Hash(name)
}

fn parts_hold(conn: &Connection, file: &[u8], size: i64, depth: Depth) -> Result<bool> {
    let mut statement =
        conn.prepare_cached("SELECT n, length(bytes) FROM blob_part WHERE hash = ? ORDER BY n")?;
    let parts: Vec<(i64, i64)> = statement
        .query_map([file], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let in_line = parts.iter().enumerate().all(|(at, (n, _))| at as i64 == *n);
    if !in_line || parts.iter().map(|(_, length)| length).sum::<i64>() != size {
        return Ok(false);
    }
    if depth == Depth::Quick {
        return Ok(true);
    }
    let mut hash = Sha256::new();
    let mut statement = conn.prepare_cached("SELECT bytes FROM blob_part WHERE hash = ? ORDER BY n")?;
    let mut rows = statement.query([file])?;
    while let Some(row) = rows.next()? {
        hash.update(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
    }
    Ok(hash.finalize().as_slice() == file)
}
