//! Workbooks for tests, written as bureaus write them, and readings that check themselves.

use std::collections::BTreeMap;

use binggong::exchange::register::{Field, Reading, Record, SheetReading, Unreadable, read_bytes};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// A cell as a test writes it.
#[derive(Clone)]
pub enum Put {
    Text(&'static str),
    Number(f64),
    /// A number in a cell with this format.
    As(f64, &'static str),
    Blank,
}

impl From<&'static str> for Put {
    fn from(text: &'static str) -> Put {
        if text.is_empty() { Put::Blank } else { Put::Text(text) }
    }
}

impl From<f64> for Put {
    fn from(number: f64) -> Put {
        Put::Number(number)
    }
}

impl From<(f64, &'static str)> for Put {
    fn from((number, format): (f64, &'static str)) -> Put {
        Put::As(number, format)
    }
}

/// One row of cells: `cells!["张三", 1.0, (45017.0, "yyyy-mm-dd")]`.
#[macro_export]
macro_rules! cells {
    ($($cell:expr),* $(,)?) => { vec![$($crate::book::Put::from($cell)),*] };
}

/// Writes rows from the top of a sheet, counting from row 1.
pub fn write(sheet: &mut Worksheet, rows: &[Vec<Put>]) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Put::Text(text) => sheet.write(row, column, *text),
                Put::Number(number) => sheet.write(row, column, *number),
                Put::As(number, code) => {
                    sheet.write_with_format(row, column, *number, &Format::new().set_num_format(*code))
                }
                Put::Blank => continue,
            }
            .unwrap();
        }
    }
}

/// A workbook with one sheet 人员, with more done to it.
pub fn xlsx_with(rows: &[Vec<Put>], more: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("人员").unwrap();
    write(sheet, rows);
    more(sheet);
    book.save_to_buffer().unwrap()
}

pub fn xlsx(rows: &[Vec<Put>]) -> Vec<u8> {
    xlsx_with(rows, |_| {})
}

/// Merges cells that are named as in the sheet, from row 1 and column 0.
pub fn merge(sheet: &mut Worksheet, (top, left): (u32, u16), (bottom, right): (u32, u16), text: &str) {
    sheet.merge_range(top - 1, left, bottom - 1, right, text, &Format::new()).unwrap();
}

/// Reads bytes and holds that every row is accounted for.
#[track_caller]
pub fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    let reading = read_bytes("名册", bytes)?;
    reading.sheets.iter().for_each(every_row_is_accounted_for);
    Ok(reading)
}

/// The only sheet of a file that has one register.
#[track_caller]
pub fn sheet(bytes: &[u8]) -> SheetReading {
    let mut reading = read(bytes).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(reading.sheets.len(), 1);
    reading.sheets.remove(0)
}

/// Rows in = header + records + skipped, each once.
#[track_caller]
pub fn every_row_is_accounted_for(sheet: &SheetReading) {
    let mut seen: BTreeMap<u32, u32> = BTreeMap::new();
    let skipped =
        sheet.skipped_rows.iter().flat_map(|skipped| skipped.row..=skipped.to.unwrap_or(skipped.row));
    let records = sheet.records.iter().map(|record| record.source_row);
    for row in sheet.header_rows.iter().copied().chain(skipped).chain(records) {
        *seen.entry(row).or_default() += 1;
    }
    let last = *seen.keys().last().unwrap();
    assert!(seen.values().all(|times| *times == 1), "a row twice: {seen:?}");
    assert_eq!(seen.len(), last as usize, "a row is missing: {seen:?}");
    let names = |row| sheet.records.iter().any(|record| record.source_row == row);
    let skipped = |row| sheet.skipped_rows.iter().any(|skipped| skipped.row == row);
    assert!(
        sheet.warnings.iter().all(|warning| names(warning.row) || skipped(warning.row)),
        "{:?}",
        sheet.warnings
    );
    assert!(sheet.skipped_rows.iter().all(|skipped| !skipped.why.is_empty()));
}

/// The record of a row.
#[track_caller]
pub fn at(sheet: &SheetReading, row: u32) -> &Record {
    sheet
        .records
        .iter()
        .find(|record| record.source_row == row)
        .unwrap_or_else(|| panic!("no record of row {row}: {sheet:?}"))
}

/// Why a row was skipped.
#[track_caller]
pub fn why(sheet: &SheetReading, row: u32) -> &str {
    let skipped = sheet.skipped_rows.iter().find(|skipped| skipped.row == row);
    &skipped.unwrap_or_else(|| panic!("row {row} was not skipped: {sheet:?}")).why
}

/// What is said of a field in a row.
#[track_caller]
pub fn warned(sheet: &SheetReading, row: u32, field: Field) -> &str {
    let warning = sheet.warnings.iter().find(|warning| warning.row == row && warning.field == field);
    &warning.unwrap_or_else(|| panic!("nothing is said of {field:?} in row {row}: {sheet:?}")).why
}

pub fn text(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or("")
}

/// Names in the order of their rows.
pub fn names(sheet: &SheetReading) -> Vec<&str> {
    sheet.records.iter().map(|record| text(&record.name)).collect()
}
