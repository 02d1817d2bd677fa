//! What the columns of a list of cases hold.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::exchange::register::{Meaning, Vocabulary};

const TABLE_OF_WORDS: &str = include_str!("../../../assets/exchange/cases.toml");

/// What a column of a list of cases holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CaseField {
    Seq,
    Number,
    Title,
    Kind,
    Procedure,
    OpenedOn,
    Party,
    PartyKind,
    Code,
    Address,
    Contact,
    Officers,
    Unit,
    Mode,
    Region,
    Category,
    Source,
    Summary,
    Law,
    Fine,
    Confiscated,
    Band,
}

impl Meaning for CaseField {
    fn vocabulary() -> &'static Vocabulary<CaseField> {
        static TABLE: OnceLock<Vocabulary<CaseField>> = OnceLock::new();
        TABLE.get_or_init(|| Vocabulary::read(TABLE_OF_WORDS))
    }

    fn is_digits(self) -> bool {
        matches!(self, CaseField::Code | CaseField::Contact)
    }

    /// A list names cases and something about them.
    fn make_header(of: &BTreeMap<u32, CaseField>) -> bool {
        let says = of.values().filter(|field| **field != CaseField::Seq).count() >= 2;
        of.values().any(|field| *field == CaseField::Title) && says
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::register::test_table;

    #[test]
    fn no_word_stands_for_two_columns() {
        assert_eq!(test_table::<CaseField>(TABLE_OF_WORDS), CaseField::Band as usize + 1);
    }

    #[test]
    fn headers_are_known_as_they_are_written() {
        for (words, field) in [
            ("*案号（必填）", CaseField::Number),
            ("承办人/执法人员", CaseField::Officers),
            ("乡镇/单位", CaseField::Unit),
            ("罚款金额（万元）", CaseField::Fine),
            ("案件类别", CaseField::Kind),
            ("立 案 日 期", CaseField::OpenedOn),
        ] {
            assert_eq!(CaseField::named(words), Some(field), "{words}");
        }
        assert_eq!(CaseField::named("备注"), None);
    }
}
