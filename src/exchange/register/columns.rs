//! What the columns of a register hold.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::meaning::{Meaning, Vocabulary};

const TABLE_OF_WORDS: &str = include_str!("../../../assets/exchange/columns.toml");

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

impl Meaning for Field {
    fn vocabulary() -> &'static Vocabulary<Field> {
        static TABLE: OnceLock<Vocabulary<Field>> = OnceLock::new();
        TABLE.get_or_init(|| Vocabulary::read(TABLE_OF_WORDS))
    }

    fn is_digits(self) -> bool {
        matches!(self, Field::IdNumber | Field::CertNo | Field::Phone)
    }

    /// A register names people and something about them.
    fn make_header(of: &BTreeMap<u32, Field>) -> bool {
        let says = of.values().filter(|field| **field != Field::Seq).count() >= 2;
        of.values().any(|field| *field == Field::Name) && says
    }
}

impl Field {
    /// Whether words stand over a column of names; quick, as every cell of a sheet is asked.
    pub fn is_name(words: &str) -> bool {
        words.len() < 60 && words.contains(['名', '人', '员']) && Field::named(words) == Some(Field::Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::register::test_table;

    #[test]
    fn no_word_stands_for_two_columns() {
        assert_eq!(test_table::<Field>(TABLE_OF_WORDS), Field::Remarks as usize + 1, "a field without words");
        for word in ["姓名", "执法人员", "持证人", "名字"] {
            assert!(Field::is_name(word), "{word}");
        }
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
