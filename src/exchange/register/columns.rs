//! What the words over a column mean: a table of synonyms, kept as data.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::text::plain;

/// What a column of a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Seq,
    Name,
    Sex,
    IdNumber,
    Born,
    Ethnicity,
    Education,
    Major,
    Staffing,
    Unit,
    Department,
    Post,
    Expertise,
    CertType,
    CertNo,
    Category,
    Region,
    Issuer,
    IssueDate,
    ValidFrom,
    ValidTo,
    CertState,
    Phone,
    EnteredOn,
    Remarks,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

struct Table {
    fields: HashMap<String, Field>,
    labels: BTreeMap<Field, String>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../../assets/exchange/columns.toml");
        let all: BTreeMap<Field, Words> = toml::from_str(text).expect("a test reads the table of columns");
        let mut table = Table { fields: HashMap::new(), labels: BTreeMap::new() };
        for (field, Words { words }) in all {
            table.labels.insert(field, words.first().cloned().unwrap_or_default());
            table.fields.extend(words.iter().map(|word| (bare(word), field)));
        }
        table
    })
}

impl Field {
    /// The program's own word for it.
    pub fn label(self) -> &'static str {
        table().labels.get(&self).map_or("", String::as_str)
    }

    /// All of them, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Field> {
        table().labels.keys().copied()
    }

    /// Whether it holds long digits, which a spreadsheet rounds unless they are text.
    pub fn is_digits(self) -> bool {
        matches!(self, Field::IdNumber | Field::CertNo | Field::Phone)
    }

    /// Whether words stand over a column of names; quick, as every cell of a sheet is asked.
    pub fn is_name(words: &str) -> bool {
        words.len() < 60 && words.contains(['名', '人', '员']) && Field::named(words) == Some(Field::Name)
    }

    /// What a column is by the words over it.
    pub fn named(words: &str) -> Option<Field> {
        let find = |word: &str| table().fields.get(word).copied();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_for_two_columns() {
        let text = include_str!("../../../assets/exchange/columns.toml");
        let all: BTreeMap<Field, Words> = toml::from_str(text).unwrap();
        let mut seen = HashMap::new();
        for (field, Words { words }) in &all {
            for word in words {
                assert_eq!(seen.insert(bare(word), *field), None, "{word} stands twice");
                assert_eq!(Field::named(word), Some(*field));
                assert!(*field != Field::Name || Field::is_name(word), "{word}");
            }
        }
        assert_eq!(all.len(), Field::Remarks as usize + 1, "a field without words");
    }

    #[test]
    fn headers_are_known_as_they_are_written() {
        let known = [
            ("姓　名", Field::Name),
            ("*姓名（必填）", Field::Name),
            ("身份证号（码）", Field::IdNumber),
            ("身份证号\n（18位）", Field::IdNumber),
            ("职务/岗位", Field::Post),
            ("职务（岗位）", Field::Post),
            ("有效期（至）", Field::ValidTo),
            ("有效期起", Field::ValidFrom),
            ("手机/电话", Field::Phone),
            ("证号：", Field::CertNo),
            ("单 位", Field::Unit),
            ("Ｎｏ．", Field::Seq),
        ];
        for (words, field) in known {
            assert_eq!(Field::named(words), Some(field), "{words}");
        }
        for words in ["", "（必填）", "政治面貌", "单位及职务", "姓名电话", "张三"] {
            assert_eq!(Field::named(words), None, "{words}");
        }
    }
}
