//! What the words over columns mean, whatever a sheet is about: a table of synonyms, kept as data.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::text::plain;

/// What a column of one kind of sheet may hold.
pub trait Meaning: Copy + Ord + Debug + DeserializeOwned + 'static {
    /// The words for all of them.
    fn vocabulary() -> &'static Vocabulary<Self>;

    /// Whether it holds long digits, which a spreadsheet rounds unless they are text.
    fn is_digits(self) -> bool;

    /// Whether columns that mean this make a header.
    fn make_header(of: &BTreeMap<u32, Self>) -> bool;

    /// The program's own word for it.
    fn label(self) -> &'static str {
        Self::vocabulary().labels.get(&self).map_or("", String::as_str)
    }

    /// What a column is by the words over it.
    fn named(words: &str) -> Option<Self> {
        Self::vocabulary().named(words)
    }

    /// All of them, in the order in which they are offered.
    fn all() -> impl Iterator<Item = Self> {
        Self::vocabulary().labels.keys().copied()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

/// Words and what they mean.
pub struct Vocabulary<F> {
    fields: HashMap<String, F>,
    labels: BTreeMap<F, String>,
}

impl<F: Meaning> Vocabulary<F> {
    /// Reads the table of one kind of sheet; of each meaning the first word is the program's own.
    pub fn read(table: &str) -> Vocabulary<F> {
        let all: BTreeMap<F, Words> = toml::from_str(table).expect("a test reads the table of columns");
        let mut vocabulary = Vocabulary { fields: HashMap::new(), labels: BTreeMap::new() };
        for (field, Words { words }) in all {
            vocabulary.labels.insert(field, words.first().cloned().unwrap_or_default());
            vocabulary.fields.extend(words.iter().map(|word| (bare(word), field)));
        }
        vocabulary
    }

    fn named(&self, words: &str) -> Option<F> {
        let find = |word: &str| self.fields.get(word).copied();
        // In brackets stands a part of the word, 有效期（至）, or an explanation, 姓名（必填）.
        let (whole, outside) = (bare(words), bare(&without_brackets(words)));
        find(&whole).or_else(|| find(&outside)).or_else(|| {
            let mut parts = outside_parts(words).into_iter();
            let first = find(&parts.next()?)?;
            parts.all(|part| find(&part) == Some(first)).then_some(first)
        })
    }
}

/// A word without blanks, brackets, and the signs that headers carry.
fn bare(words: &str) -> String {
    const SIGNS: &str = "()（）[]【】〔〕<>《》*＊:：、，,。.．;；?？!！\"'“”‘’_-—/／\\|·☆★№#";
    plain(words).chars().filter(|c| !c.is_whitespace() && !SIGNS.contains(*c)).collect()
}

fn without_brackets(words: &str) -> String {
    let mut depth = 0_usize;
    let outside = |c: &char| match c {
        '(' | '（' | '[' | '【' | '〔' => {
            depth += 1;
            false
        }
        ')' | '）' | ']' | '】' | '〕' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    };
    words.chars().filter(outside).collect()
}

/// 职务/岗位: each of several words, where they are given to choose.
fn outside_parts(words: &str) -> Vec<String> {
    let outside = without_brackets(words);
    let parts = outside.split(['/', '／', '、', '或', '及', '和', '与', '\\']);
    parts.map(bare).filter(|part| !part.is_empty()).collect()
}

/// Holds a table of words against what must be true of each: no word means two things.
#[cfg(test)]
pub fn test_table<F: Meaning>(table: &str) -> usize {
    let all: BTreeMap<F, Words> = toml::from_str(table).expect("a table");
    let mut seen = HashMap::new();
    for (field, Words { words }) in &all {
        for word in words {
            assert_eq!(seen.insert(bare(word), *field), None, "{word} stands twice");
            assert_eq!(F::named(word), Some(*field));
        }
    }
    all.len()
}
