//! Search as people here do it: any run of characters, pinyin initials, numbers from the front or the back.

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::error::Result;
use super::noun::OwnedKeys;
use super::open::Store;
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

/// The keys that are looked up by prefix: initials behind `p`, numbers behind `n` and, reversed, `r`.
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
        out.extend(readings.map(|initials| format!("p{initials}")));
    }
    for number in &keys.numbers {
        let number: String = number.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
        out.push(format!("r{}", number.chars().rev().collect::<String>()));
        out.push(format!("n{number}"));
    }
    out
}

impl Store {
    /// The records that match what was typed, newest first within each way of matching; at most `limit`.
    ///
    /// Words apart by spaces must all match. Letters are tried as pinyin initials, digits as the beginning
    /// or the end of a number.
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<Hit>> {
        let typed: String = typed.chars().map(fold).collect();
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let mut ords = Vec::new();
        if typed.chars().all(|c| c.is_ascii_alphanumeric()) {
            if typed.chars().all(|c| c.is_ascii_digit()) {
                by_prefix(&self.conn, &format!("n{typed}"), limit, &mut ords)?;
                by_prefix(
                    &self.conn,
                    &format!("r{}", typed.chars().rev().collect::<String>()),
                    limit,
                    &mut ords,
                )?;
            } else {
                by_prefix(&self.conn, &format!("p{typed}"), limit, &mut ords)?;
                by_prefix(&self.conn, &format!("n{typed}"), limit, &mut ords)?;
            }
        }
        by_text(&self.conn, typed, limit, &mut ords)?;
        ords.truncate(limit);
        let mut name = self.conn.prepare_cached("SELECT kind, id FROM record WHERE ord = ?")?;
        ords.into_iter()
            .map(|ord| {
                Ok(name.query_row([ord], |row| {
                    Ok(Hit { kind: row.get(0)?, id: Uuid::from_bytes(row.get(1)?) })
                })?)
            })
            .collect()
    }
}

fn by_prefix(conn: &Connection, prefix: &str, limit: usize, ords: &mut Vec<i64>) -> Result<()> {
    // ASCII keys: everything that begins with the prefix sorts before the prefix and a DEL.
    let mut rows =
        conn.prepare_cached("SELECT ord FROM needle WHERE key >= ?1 AND key < ?1 || char(127) LIMIT ?2")?;
    let mut rows = rows.query(params![prefix, (limit * 4) as i64])?;
    while let Some(row) = rows.next()? {
        keep(ords, row.get(0)?, limit);
    }
    Ok(())
}

fn keep(ords: &mut Vec<i64>, ord: i64, limit: usize) {
    if ords.len() < limit && !ords.contains(&ord) {
        ords.push(ord);
    }
}

fn by_text(conn: &Connection, typed: &str, limit: usize, ords: &mut Vec<i64>) -> Result<()> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_owned).collect();
    let Some(query) = phrases(&words) else { return Ok(()) };
    let mut rows =
        conn.prepare_cached("SELECT rowid, body FROM search WHERE search MATCH ? ORDER BY rowid DESC")?;
    let mut rows = rows.query([query])?;
    while ords.len() < limit {
        let Some(row) = rows.next()? else { break };
        let body: String = row.get::<_, String>(1)?.replace(' ', "");
        // Phrases cross punctuation; people mean the characters that they typed.
        if words.iter().all(|word| body.contains(word.as_str())) {
            keep(ords, row.get(0)?, limit);
        }
    }
    Ok(())
}

/// The words as an FTS5 query of phrases; a word that ends in a letter or digit may go on.
fn phrases(words: &[String]) -> Option<String> {
    let phrase = |word: &String| {
        let tokens: String =
            spaced(word).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        let tokens = tokens.trim();
        let open = word.ends_with(|c: char| c.is_ascii_alphanumeric());
        (!tokens.is_empty()).then(|| format!("\"{tokens}\"{}", if open { " *" } else { "" }))
    };
    let phrases: Vec<String> = words.iter().filter_map(phrase).collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}
