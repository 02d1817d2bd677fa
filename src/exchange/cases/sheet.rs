//! A sheet of cases into records: every row ends as part of the header, as a record, or as skipped with the reason.

use std::collections::BTreeMap;

use super::columns::CaseField;
use super::record::{self, CaseRecord};
use crate::exchange::register::book::{Cell, Row, Sheet};
use crate::exchange::register::header::Header;
use crate::exchange::register::refused::Rows;
use crate::exchange::register::rows::{is_example, is_note, is_number, is_total};
use crate::exchange::register::sheet::{Source, columns_of};
use crate::exchange::register::{Columns, Looked, Mappings, SkippedRow, text};

/// What was read of one sheet; rows count from 1, as in the sheet.
#[derive(Debug)]
pub struct CaseSheet {
    pub name: String,
    pub header_rows: Vec<u32>,
    pub records: Vec<CaseRecord>,
    pub skipped_rows: Vec<SkippedRow>,
    pub columns: Columns<CaseField>,
    /// What each record was read from.
    sources: Vec<Source<CaseField>>,
    from_1904: bool,
}

impl CaseSheet {
    pub(super) fn looked(&self) -> Looked<'_, CaseField> {
        Looked {
            name: &self.name,
            header_rows: &self.header_rows,
            records: self.records.len(),
            skipped_rows: &self.skipped_rows,
            columns: &self.columns,
            why: None,
        }
    }

    pub(super) fn rows(&self) -> Rows<'_, CaseField> {
        Rows { name: &self.name, columns: &self.columns, sources: &self.sources, from_1904: self.from_1904 }
    }

    fn skip(&mut self, at: u32, why: &str) {
        self.skipped_rows.push(SkippedRow { row: at + 1, to: None, why: why.to_owned() });
    }
}

/// Reads a sheet that has a header, or columns of which somebody has said what they mean; nothing where it has
/// neither.
pub fn read(sheet: &Sheet, mappings: &Mappings<CaseField>) -> Option<CaseSheet> {
    let header: Header<CaseField> = Header::find(sheet)
        .or_else(|| Header::guess(sheet).filter(|guess| mappings.of(&guess.signature()).is_some()))?;
    let header = header.mapped(mappings);
    let mut reading = CaseSheet {
        name: sheet.name.clone(),
        header_rows: header.rows().map(|row| row + 1).collect(),
        records: Vec::new(),
        skipped_rows: Vec::new(),
        columns: columns_of(sheet, &header),
        sources: Vec::new(),
        from_1904: sheet.from_1904,
    };
    let in_ten_thousands = |column: &u32| header.words.get(column).is_some_and(|over| over.contains("万元"));
    let ten_thousands: Vec<CaseField> =
        header.columns.iter().filter(|(at, _)| in_ten_thousands(at)).map(|(_, field)| *field).collect();
    let mut last = BTreeMap::new();
    for (&at, row) in &sheet.rows {
        if at < header.top {
            reading.skip(at, "表头上面的标题或者说明");
        } else if header.rows().contains(&at) {
            continue;
        } else if let Some(why) = no_case(sheet, &header, at, row) {
            reading.skip(at, why);
        } else {
            let cells = cells(sheet, &header, at, &last);
            reading.records.push(record::read(at + 1, &cells, &ten_thousands, sheet.from_1904));
            let others = row.iter().filter(|(column, _)| !header.columns.contains_key(column));
            let words = |column: &u32| header.words.get(column).cloned().unwrap_or_default();
            let unread = others.map(|(column, cell)| (words(column), cell.clone())).collect();
            reading.sources.push(Source { read: cells.clone(), unread });
            last = cells;
        }
    }
    Some(reading)
}

/// Why a row is no case.
fn no_case(sheet: &Sheet, header: &Header<CaseField>, at: u32, row: &Row) -> Option<&'static str> {
    if header.is_repeated(sheet, at) {
        return Some("重复的表头");
    }
    let mut told = Vec::new();
    let mut only_counts = true;
    for (column, cell) in row {
        let words = text::shown(cell).map_or(String::new(), |shown| text::name(&shown.text));
        only_counts &= header.columns.get(column) == Some(&CaseField::Seq) && is_number(&words);
        told.push(words);
    }
    match &told[..] {
        [] => Some("空行"),
        told if told.iter().take(3).any(|words| is_total(words)) => Some("小计、合计行"),
        told if told.iter().take(2).any(|words| is_example(words)) => Some("填写示例"),
        [first, ..] if is_note(first) => Some("表尾的说明"),
        _ if only_counts => Some("只有序号"),
        // What stands alone on a row heads those below it, or is a note.
        [_] => Some("只有一格有内容，不是案件"),
        _ => None,
    }
}

/// The cells of a row by what they mean; merged ones show what was merged, 同上 what the row above says.
fn cells(
    sheet: &Sheet,
    header: &Header<CaseField>,
    at: u32,
    last: &BTreeMap<CaseField, Cell>,
) -> BTreeMap<CaseField, Cell> {
    let mut cells = BTreeMap::new();
    for (&column, &field) in &header.columns {
        let cell = sheet.cell(at, column).or_else(|| sheet.shown_from_above(at, column));
        let cell = match cell {
            Some(Cell::Text(words)) if text::is_ditto(words.trim()) => last.get(&field),
            cell => cell,
        };
        cells.extend(cell.map(|cell| (field, cell.clone())));
    }
    cells
}
