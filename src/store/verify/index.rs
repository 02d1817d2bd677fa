//! The search index: FTS5 checks what it reads, and this the rows that it would overlook.
//!
//! The layout of the index is described at the head of SQLite's `fts5_index.c`.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::{Fault, Report, pages};
use crate::store::error::Result;

/// The rows of `search_data` that hold averages and the structure.
const AVERAGES: i64 = 1;
const STRUCTURE: i64 = 10;

/// A page of the index: its segment and its number within it.
type Page = (i64, i64);

/// Segments with their first and last leaf.
type Segments = BTreeMap<i64, (i64, i64)>;

pub(super) fn check(conn: &Connection, report: &mut Report) -> Result<()> {
    let mut note = |what: String| report.faults.push(Fault::SearchIndex { what });
    match pages::lines(conn, "PRAGMA integrity_check('search')") {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").for_each(&mut note),
        // An index that cannot even be looked at.
        Err(error) => note(error.to_string()),
    }
    let structure: Option<Vec<u8>> =
        conn.query_row("SELECT block FROM search_data WHERE id = ?", [STRUCTURE], |row| row.get(0)).ok();
    match structure.as_deref().and_then(segments) {
        Some(segments) => check_rows(conn, &segments, note),
        None => {
            note("索引没有目录".to_owned());
            Ok(())
        }
    }
}

/// What the structure says of a segment of which a merge that is under way has taken everything: its rows stay
/// until the merge ends, and nothing reads them.
const CONSUMED: &(i64, i64) = &(0, 0);

/// Every row must belong to a segment, and every leaf stand in `search_idx` once, behind the terms of the leaves
/// before it; a leaf that deletions have emptied may stand there, and need not.
fn check_rows(conn: &Connection, segments: &Segments, mut note: impl FnMut(String)) -> Result<()> {
    let mut entries: BTreeMap<Page, Vec<u8>> = BTreeMap::new();
    let mut statement = conn.prepare("SELECT segid, pgno >> 1, term FROM search_idx")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let page: Page = (row.get(0)?, row.get(1)?);
        if merged_away(segments, page) {
            continue;
        }
        if entries.insert(page, row.get_ref(2)?.as_bytes().unwrap_or(b"\xff").to_vec()).is_some() {
            note(format!("search_idx {}/{}", page.0, page.1));
        }
    }
    let mut before = (0, Vec::new());
    let mut statement = conn.prepare("SELECT id, block FROM search_data ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let (segment, is_leaf, page) = (id >> 37, (id >> 31) & 0x3f == 0, id & 0x7fff_ffff);
        match segments.get(&segment) {
            _ if id == AVERAGES || id == STRUCTURE => continue,
            Some(CONSUMED) => continue,
            Some((first, last)) if (*first..=*last).contains(&page) => {}
            Some(_) if !is_leaf && merged_away(segments, (segment, page)) => {}
            _ => note(format!("search_data {id}")),
        }
        if !is_leaf {
            continue;
        }
        if before.0 != segment {
            before = (segment, Vec::new());
        }
        let Some(term) = last_term(row.get_ref(1)?.as_bytes().unwrap_or_default()) else {
            note(format!("search_data {id}"));
            continue;
        };
        let stands = match entries.remove(&(segment, page)) {
            Some(entry) if before.1.is_empty() => entry.is_empty() || page > 1,
            Some(entry) => entry > before.1,
            None => term.is_empty(),
        };
        if !stands {
            note(format!("search_idx {segment}/{page}"));
        }
        if !term.is_empty() {
            before.1 = term;
        }
    }
    entries.keys().for_each(|(segment, page)| note(format!("search_idx {segment}/{page}")));
    Ok(())
}

/// Whether a page lies before what a merge that is under way has left of its segment: the leaves are gone, what
/// points to them stays until the segment goes, and nothing reads it.
fn merged_away(segments: &Segments, (segment, page): Page) -> bool {
    segments.get(&segment).is_some_and(|range| range == CONSUMED || page < range.0)
}

/// The last term of a leaf, empty where it has none; none where the bytes are no leaf.
fn last_term(leaf: &[u8]) -> Option<Vec<u8>> {
    let text_ends = usize::from(u16::from_be_bytes([*leaf.get(2)?, *leaf.get(3)?]));
    let mut places = leaf.get(text_ends..)?;
    let (mut at, mut term) = (0, Vec::new());
    while !places.is_empty() {
        let first = at == 0;
        at += usize::try_from(varint(&mut places)?).ok()?;
        let mut rest = leaf.get(at..text_ends)?;
        // The first term of a leaf is whole; the others say how much of the one before they keep.
        let kept = if first { 0 } else { usize::try_from(varint(&mut rest)?).ok()? };
        let new = usize::try_from(varint(&mut rest)?).ok()?;
        if kept > term.len() {
            return None;
        }
        term.truncate(kept);
        term.extend_from_slice(rest.get(..new)?);
    }
    Some(term)
}

/// Reads the structure record; none where it is not one.
fn segments(record: &[u8]) -> Option<Segments> {
    let mut rest = record.get(4..)?;
    let with_origins = rest.starts_with(&[0xff, 0, 0, 1]);
    if with_origins {
        rest = &rest[4..];
    }
    let levels = varint(&mut rest)?;
    let (_segments, _writes) = (varint(&mut rest)?, varint(&mut rest)?);
    let mut segments = Segments::new();
    for _ in 0..levels {
        let _merging = varint(&mut rest)?;
        for _ in 0..varint(&mut rest)? {
            segments.insert(varint(&mut rest)?, (varint(&mut rest)?, varint(&mut rest)?));
            for _ in 0..if with_origins { 5 } else { 0 } {
                varint(&mut rest)?;
            }
        }
    }
    Some(segments)
}

/// SQLite's variable-length integer: seven bits a byte, the ninth byte whole.
fn varint(rest: &mut &[u8]) -> Option<i64> {
    let mut value = 0i64;
    for at in 0..9 {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        if at == 8 {
            return Some(value << 8 | i64::from(*byte));
        }
        value = value << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}
