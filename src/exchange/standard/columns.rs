//! What the words over a column of a standard mean: a table of synonyms, kept as data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::exchange::register::text;

/// What a column of a table of indicators holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Group,
    GroupMarks,
    Indicator,
    Marks,
    Typical,
    MayBeOut,
    Virtue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

fn table() -> &'static BTreeMap<Field, Words> {
    static TABLE: OnceLock<BTreeMap<Field, Words>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../../assets/exchange/standard.toml");
        toml::from_str(text).expect("a test reads the table of columns")
    })
}

impl Field {
    /// The program's own words for it.
    pub fn label(self) -> &'static str {
        table().get(&self).and_then(|words| words.words.first()).map_or("", String::as_str)
    }

    /// What a column is by the words over it, and how good the words are: the lower, the better.
    pub fn named(words: &str) -> Option<(Field, usize)> {
        let bare = bare(words);
        table()
            .iter()
            .find_map(|(field, all)| Some((*field, all.words.iter().position(|word| *word == bare)?)))
    }
}

/// Words without blanks, and without what stands in brackets: 分值（分）.
fn bare(words: &str) -> String {
    let mut depth = 0_u32;
    let words = text::name(words);
    let outside = words.chars().filter(|c| {
        let before = depth;
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before == 0 && depth == 0
    });
    outside.filter(|c| !c.is_whitespace() && !"*＊：:".contains(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_words_and_no_word_means_two() {
        let mut seen = std::collections::BTreeSet::new();
        for (field, words) in table() {
            assert!(!field.label().is_empty());
            assert!(words.words.iter().all(|word| seen.insert(word)), "{words:?}", words = words.words);
        }
        assert_eq!(Field::named("分 值（分）"), Some((Field::Marks, 0)));
        assert_eq!(Field::named("备注"), None);
    }
}
