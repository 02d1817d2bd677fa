//! Search as people here do it: any run of characters, pinyin initials, numbers from the front or the back.

use std::collections::HashSet;

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::error::Result;
use super::noun::OwnedKeys;
use super::open::Store;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::words::pinyin;

/// How much of a title is found by its initials, and in how many readings, the common ones first.
const TITLE_CHARS: usize = 10;
const TITLE_READINGS: usize = 3;

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub kind: String,
    pub id: Uuid,
}

/// Brings full-width letters and digits to half width and letters to lower case; one char each.
fn fold(c: char) -> char {
    let c = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    c.to_ascii_lowercase()
}

/// Text with every character a token of its own, runs of ASCII letters and digits whole.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut in_run = false;
    for c in text.chars().map(fold) {
        let run = c.is_ascii_alphanumeric();
        let goes_on = run && in_run;
        if !(goes_on || out.is_empty() || out.ends_with(' ')) {
            out.push(' ');
        }
        in_run = run;
        out.push(c);
    }
    out
}

/// The keys that are looked up by prefix: initials of names behind `p` and of titles behind `t`, numbers
/// behind `n` and, reversed, `r`; and, looked up whole, those who handled a case behind `o`.
pub(super) fn needles(keys: &OwnedKeys) -> Vec<String> {
    let mut out = Vec::new();
    for name in &keys.names {
        // From any character on: 示五 is found by sw.
        for (at, _) in name.char_indices() {
            out.extend(pinyin::initials(&name[at..]).into_iter().map(|initials| format!("p{initials}")));
        }
    }
    for title in &keys.titles {
        // The beginning is what people type; every reading of a whole title would be dozens of keys.
        let beginning: String = title.chars().take(TITLE_CHARS).collect();
        let readings = pinyin::initials(&beginning).into_iter().take(TITLE_READINGS);
        out.extend(readings.map(|initials| format!("t{initials}")));
    }
    for number in &keys.numbers {
        let number: String = number.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
        out.push(format!("r{}", number.chars().rev().collect::<String>()));
        out.push(format!("n{number}"));
    }
    out.extend(keys.handlers.iter().map(|officer| handler(*officer)));
    out
}

/// The key under which the records stand that say that somebody handled a case.
pub(super) fn handler(officer: Id<Officer>) -> String {
    format!("o{}", officer.uuid().simple())
}

/// A character that stands for a kind in the search index, so that the records of one kind are found among
/// very many of others; nobody types it.
pub(super) fn mark(kind: &str) -> Option<char> {
    match kind {
        "officer" => Some('\u{e001}'),
        "certificate" => Some('\u{e002}'),
        "case" => Some('\u{e003}'),
        _ => None,
    }
}

/// What was typed, brought to the form of the index.
fn folded(typed: &str) -> String {
    typed.chars().map(fold).collect::<String>().trim().to_owned()
}

/// The ranges of keys in which something typed is looked up, before the text is.
fn prefixes(typed: &str) -> Vec<String> {
    if !typed.chars().all(|c| c.is_ascii_alphanumeric()) {
        Vec::new()
    } else if typed.chars().all(|c| c.is_ascii_digit()) {
        vec![format!("n{typed}"), format!("r{}", typed.chars().rev().collect::<String>())]
    } else {
        ["p", "t", "n"].map(|mark| format!("{mark}{typed}")).into()
    }
}

/// What was found, each once, up to a limit.
struct Found {
    ords: Vec<i64>,
    seen: HashSet<i64>,
    limit: usize,
}

impl Found {
    fn up_to(limit: usize) -> Found {
        Found { ords: Vec::new(), seen: HashSet::new(), limit }
    }

    fn is_full(&self) -> bool {
        self.ords.len() >= self.limit
    }

    fn keep(&mut self, ord: i64) {
        if !self.is_full() && self.seen.insert(ord) {
            self.ords.push(ord);
        }
    }
}

impl Store {
    /// The records that match what was typed, newest first within each way of matching; at most `limit`.
    ///
    /// Words apart by spaces must all match. Letters are tried as pinyin initials, digits as the beginning
    /// or the end of a number.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<Hit>> {
        let typed = folded(typed);
        let mut found = Found::up_to(limit);
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        for prefix in prefixes(&typed) {
            by_prefix(&self.conn, &prefix, &mut found)?;
        }
        by_text(&self.conn, &typed, None, &mut found)?;
        let mut name = self.conn.prepare_cached("SELECT kind, id FROM record WHERE ord = ?")?;
        let hit = |row: &rusqlite::Row<'_>| Ok(Hit { kind: row.get(0)?, id: Uuid::from_bytes(row.get(1)?) });
        found.ords.into_iter().map(|ord| Ok(name.query_row([ord], hit)?)).collect()
    }

    /// Every record of a kind that matches, for a list to be narrowed. Text is matched by the index alone, so
    /// that words also match across punctuation.
    pub fn narrow(&self, kind: &str, typed: &str) -> Result<HashSet<i64>> {
        let mut found = Found::up_to(usize::MAX);
        self.search_kind_into(kind, typed, false, &mut found)?;
        Ok(found.seen)
    }

    /// The same as [`Store::search`] for one kind, which must be one of those that are searched: the places of
    /// its records.
    pub fn search_kind(&self, kind: &str, typed: &str, limit: usize) -> Result<Vec<i64>> {
        let mut found = Found::up_to(limit);
        self.search_kind_into(kind, typed, true, &mut found)?;
        Ok(found.ords)
    }

    fn search_kind_into(&self, kind: &str, typed: &str, exact: bool, found: &mut Found) -> Result<()> {
        let typed = folded(typed);
        let Some(mark) = mark(kind).filter(|_| !typed.is_empty()) else { return Ok(()) };
        // Only people have names, only cases titles, only cards numbers.
        let own = match kind {
            "officer" => "p",
            "case" => "t",
            _ => "nr",
        };
        for prefix in prefixes(&typed).iter().filter(|prefix| own.contains(&prefix[..1])) {
            by_prefix(&self.conn, prefix, found)?;
        }
        if exact {
            return by_text(&self.conn, &typed, Some(mark), found);
        }
        let Some(query) = query(&typed, Some(mark)) else { return Ok(()) };
        let mut rows = self.conn.prepare_cached("SELECT rowid FROM search WHERE search MATCH ?")?;
        let mut rows = rows.query([query])?;
        while let Some(row) = rows.next()? {
            found.keep(row.get(0)?);
        }
        Ok(())
    }
}

fn by_prefix(conn: &Connection, prefix: &str, found: &mut Found) -> Result<()> {
    // ASCII keys: everything that begins with the prefix sorts before the prefix and a DEL.
    let mut rows =
        conn.prepare_cached("SELECT ord FROM needle WHERE key >= ?1 AND key < ?1 || char(127) LIMIT ?2")?;
    let most = i64::try_from(found.limit.saturating_mul(4)).unwrap_or(i64::MAX);
    let mut rows = rows.query(params![prefix, most])?;
    while let Some(row) = rows.next()? {
        found.keep(row.get(0)?);
    }
    Ok(())
}

fn by_text(conn: &Connection, typed: &str, mark: Option<char>, found: &mut Found) -> Result<()> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    let Some(query) = query(typed, mark) else { return Ok(()) };
    let mut rows =
        conn.prepare_cached("SELECT rowid, body FROM search WHERE search MATCH ? ORDER BY rowid DESC")?;
    let mut rows = rows.query([query])?;
    while !found.is_full() {
        let Some(row) = rows.next()? else { break };
        let body: String = row.get::<_, String>(1)?.replace(' ', "");
        // Phrases cross punctuation; people mean the characters that they typed.
        if words.iter().all(|word| body.contains(word.as_str())) {
            found.keep(row.get(0)?);
        }
    }
    Ok(())
}

/// The words as an FTS5 query of phrases, of one kind where a mark says so; a word that ends in a letter or
/// digit may go on.
fn query(typed: &str, mark: Option<char>) -> Option<String> {
    let phrase = |word: &str| {
        let tokens: String =
            spaced(word).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        let tokens = tokens.trim();
        let open = word.ends_with(|c: char| c.is_ascii_alphanumeric());
        (!tokens.is_empty()).then(|| format!("\"{tokens}\"{}", if open { " *" } else { "" }))
    };
    let phrases: Vec<String> = typed.split_whitespace().filter_map(phrase).collect();
    let mark = mark.map(|mark| format!("\"{mark}\" AND ")).unwrap_or_default();
    (!phrases.is_empty()).then(|| mark + &phrases.join(" AND "))
}
