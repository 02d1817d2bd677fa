//! The rows that were not imported, as they were, each with its reason: to be corrected and imported again.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use super::Reading;
use super::book::Cell;
use super::columns::Field;
use super::mapping::Columns;
use super::meaning::Meaning;
use super::sheet::Source;
use super::write::{Page, Title, workbook};

/// What stands over the reasons.
const WHY: &str = "原因";

/// Days between the two systems of serials.
const FROM_1904: f64 = 1462.0;

/// A sheet by what its records were read from.
#[derive(Debug)]
pub struct Rows<'a, F = Field> {
    pub name: &'a str,
    pub columns: &'a Columns<F>,
    pub sources: &'a [Source<F>],
    pub from_1904: bool,
}

/// A workbook with these records, by their place in [`Reading::records`], and why each was not imported. What
/// the sheet said by merged cells, by headings and by 同上 is written out.
///
/// # Errors
/// More than a workbook holds.
pub fn refused_rows(reading: &Reading, why: &BTreeMap<usize, String>) -> Result<Vec<u8>, XlsxError> {
    refused_of(reading.sheets.iter().map(|sheet| sheet.rows()), why)
}

/// The same of sheets of any kind; records are counted through all of them.
///
/// # Errors
/// More than a workbook holds.
pub fn refused_of<'a, F: Meaning>(
    sheets: impl Iterator<Item = Rows<'a, F>>,
    why: &BTreeMap<usize, String>,
) -> Result<Vec<u8>, XlsxError> {
    let mut first = 0;
    let mut pages = Vec::new();
    for sheet in sheets {
        let here: Vec<(usize, &String)> =
            why.range(first..first + sheet.sources.len()).map(|(at, why)| (at - first, why)).collect();
        first += sheet.sources.len();
        if !here.is_empty() {
            pages.push(page(&sheet, &here));
        }
    }
    workbook(&pages)
}

/// A column of the rows as they were: one that is read, or one that is not, by the words over it.
#[derive(PartialEq)]
enum Over<F> {
    Field(F),
    Words(String),
}

fn page<F: Meaning>(sheet: &Rows<'_, F>, rows: &[(usize, &String)]) -> Page {
    let columns = sheet.columns.all.iter();
    let mut overs: Vec<Over<F>> = columns
        .map(|column| match column.field {
            Some(field) => Over::Field(field),
            None => Over::Words(column.words.clone()),
        })
        .collect();
    let mut add = |over: Over<F>| {
        if !overs.contains(&over) {
            overs.push(over);
        }
    };
    for (at, _) in rows {
        let source = &sheet.sources[*at];
        source.read.keys().for_each(|field| add(Over::Field(*field)));
        source.unread.iter().for_each(|(words, _)| add(Over::Words(words.clone())));
    }
    // The reasons of an earlier error sheet are not kept beside those of this one.
    overs.retain(|over| *over != Over::Words(WHY.to_owned()));
    let titles = overs.iter().map(|over| match over {
        Over::Field(field) => Title { words: words_over(sheet, *field), digits: field.is_digits() },
        Over::Words(words) => Title::new(&unread(words, &overs)),
    });
    let titles = titles.chain([Title::new(WHY)]).collect();
    let written = |(at, why): &(usize, &String)| {
        let source = &sheet.sources[*at];
        let cell = |over: &Over<F>| match over {
            Over::Field(field) => source.read.get(field),
            Over::Words(words) => source.unread.iter().find(|(one, _)| one == words).map(|(_, cell)| cell),
        };
        let cells = overs.iter().map(|over| cell(over).map(|cell| from_1900(cell, sheet.from_1904)));
        cells.chain([Some(Cell::Text((*why).clone()))]).collect()
    };
    Page { name: sheet.name.to_owned(), titles, rows: rows.iter().map(written).collect() }
}

/// The words that stood over a field, where they say it; else the program's own, because somebody said it.
fn words_over<F: Meaning>(sheet: &Rows<'_, F>, field: F) -> String {
    let column = sheet.columns.all.iter().find(|column| column.field == Some(field));
    let words = column.map(|column| column.words.as_str());
    words.filter(|words| F::named(words) == Some(field)).unwrap_or(field.label()).to_owned()
}

/// Words over a column that is not to be read the next time either.
fn unread<F: Meaning>(words: &str, overs: &[Over<F>]) -> String {
    match F::named(words) {
        Some(field) if !overs.contains(&Over::Field(field)) => format!("未读的{words}"),
        _ => words.to_owned(),
    }
}

fn from_1900(cell: &Cell, from_1904: bool) -> Cell {
    match cell {
        Cell::Date { serial, shown } if from_1904 => Cell::Date { serial: serial + FROM_1904, shown: *shown },
        cell => cell.clone(),
    }
}
