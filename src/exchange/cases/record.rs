//! One row of a list of cases: its words, its day and its amounts, and what cannot be read of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::columns::CaseField;
use crate::exchange::register::book::Cell;
use crate::exchange::register::{Meaning as _, dates, text};
use crate::words::amount::parse_yuan;

/// Amounts from here on are no fines, in fen.
const MOST: f64 = 1e15;

/// What a row says; nothing where it says nothing.
#[derive(Clone, Debug, Default)]
pub struct CaseRecord {
    /// From 1, as in the sheet.
    pub row: u32,
    words: BTreeMap<CaseField, String>,
    pub opened_on: Option<NaiveDate>,
    /// Amounts, in fen.
    pub fine: Option<u64>,
    pub confiscated: Option<u64>,
    /// The names of officers as they are written, each perhaps with blanks in it.
    pub officers: Vec<String>,
    pub doubts: Vec<Doubt>,
}

/// What cannot be read, or should be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub field: CaseField,
    /// Without its full stop.
    pub why: String,
    /// Whether the row cannot be taken with it.
    pub bars: bool,
}

impl CaseRecord {
    /// What stands in a column.
    pub fn get(&self, field: CaseField) -> Option<&str> {
        self.words.get(&field).map(String::as_str)
    }

    fn doubt(&mut self, field: CaseField, why: impl Into<String>, bars: bool) {
        self.doubts.push(Doubt { field, why: why.into(), bars });
    }
}

/// Reads a row; `ten_thousands` are the amounts whose column counts 万元.
pub fn read(
    row: u32,
    cells: &BTreeMap<CaseField, Cell>,
    ten_thousands: &[CaseField],
    from_1904: bool,
) -> CaseRecord {
    let mut record = CaseRecord { row, ..CaseRecord::default() };
    for (&field, cell) in cells {
        match field {
            CaseField::OpenedOn => {
                let found = dates::day(cell, from_1904);
                record.opened_on = found.value;
                if let Some(why) = found.why {
                    record.doubt(field, why, record.opened_on.is_none());
                }
            }
            CaseField::Fine => record.fine = amount(field, cell, ten_thousands, &mut record),
            CaseField::Confiscated => record.confiscated = amount(field, cell, ten_thousands, &mut record),
            CaseField::Officers => record.officers = names(cell),
            _ => words(field, cell, &mut record),
        }
    }
    record
}

fn words(field: CaseField, cell: &Cell, record: &mut CaseRecord) {
    let Some(shown) = text::shown(cell) else {
        return record.doubt(field, "单元格里是公式错误，请改成文字", true);
    };
    if text::is_nothing(&shown.text) {
        return;
    }
    if field.is_digits() && shown.imprecise {
        return record.doubt(field, "是按数字存的，末尾几位已经丢失，没有导入；请设成文本重新填写", false);
    }
    record.words.insert(field, shown.text);
}

/// 张三、李四: breaks within the cell part names as commas do.
fn names(cell: &Cell) -> Vec<String> {
    let whole = match cell {
        Cell::Text(words) => text::plain(words),
        cell => text::shown(cell).map_or(String::new(), |shown| shown.text),
    };
    let parts = whole.split(['、', '，', ',', '；', ';', '/', '／', '\n']);
    parts.map(|part| part.trim().to_owned()).filter(|part| !text::is_nothing(part)).collect()
}

fn amount(
    field: CaseField,
    cell: &Cell,
    ten_thousands: &[CaseField],
    record: &mut CaseRecord,
) -> Option<u64> {
    let whole = ten_thousands.contains(&field);
    let fen = |value: f64, factor: f64| {
        let fen = value * factor * 100.0;
        let near = (fen - fen.round()).abs() < 1e-3;
        (near && (0.0..MOST).contains(&fen)).then(|| fen.round() as u64)
    };
    let (shown, found) = match cell {
        Cell::Number { value, .. } => {
            (text::number(*value, 0), fen(*value, if whole { 10_000.0 } else { 1.0 }))
        }
        Cell::Text(typed) => {
            let typed: String = text::plain(typed).chars().filter(|c| !c.is_whitespace()).collect();
            if text::is_nothing(&typed) {
                return None;
            }
            let bare = typed.trim_end_matches('元');
            let found = match bare.strip_suffix('万') {
                Some(bare) => bare.parse().ok().and_then(|value| fen(value, 10_000.0)),
                None if whole => bare.parse().ok().and_then(|value| fen(value, 10_000.0)),
                None => parse_yuan(&typed).ok().flatten(),
            };
            (typed, found)
        }
        Cell::Date { .. } => ("日期".to_owned(), None),
        Cell::Fault => ("公式错误".to_owned(), None),
    };
    if found.is_none() {
        let why = format!("“{shown}”不是金额，请写成数字，例如 20000 或者 1500.50");
        record.doubt(field, why, true);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount_of(cell: Cell, whole: bool) -> Option<u64> {
        let cells = [(CaseField::Fine, cell)].into();
        let ten_thousands: &[CaseField] = if whole { &[CaseField::Fine] } else { &[] };
        let record = read(1, &cells, ten_thousands, false);
        assert_eq!(record.fine.is_none(), record.doubts.iter().any(|doubt| doubt.bars));
        record.fine
    }

    #[test]
    fn amounts_are_read_in_the_unit_that_is_written_over_them() {
        let number = |value| Cell::Number { value, zeros: 0 };
        let typed = |words: &str| Cell::Text(words.to_owned());
        assert_eq!(amount_of(number(20_000.0), false), Some(2_000_000));
        assert_eq!(amount_of(number(1.2345), true), Some(1_234_500));
        assert_eq!(amount_of(typed("2万元"), false), Some(2_000_000));
        assert_eq!(amount_of(typed("1,500.5元"), false), Some(150_050));
        assert_eq!(amount_of(typed("2"), true), Some(2_000_000));
        for wrong in [number(-5.0), number(0.001), typed("两万"), typed("-3万"), Cell::Fault] {
            assert_eq!(amount_of(wrong, false), None);
        }
    }

    #[test]
    fn names_stand_apart_however_they_are_parted() {
        let all = names(&Cell::Text("周示五、吴示六\n李　示四（99000000004）".into()));
        assert_eq!(all, ["周示五", "吴示六", "李 示四（99000000004）"]);
    }
}
