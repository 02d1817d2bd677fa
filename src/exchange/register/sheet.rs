//! A sheet into records: every row ends as part of the header, as a record, or as skipped with the reason.

use std::collections::BTreeMap;

use serde::Serialize;

use super::book::{Cell, MOST_COLUMNS, Row, Sheet};
use super::columns::Field;
use super::header::Header;
use super::mapping::{Columns, Looked, Mappings};
use super::meaning::Meaning;
use super::record::{self, Record, Warning};
use super::refused::Rows;
use super::rows::{self, RowKind};
use super::text;

/// What was read of one sheet; rows count from 1, as in the sheet.
#[derive(Debug, Serialize)]
pub struct SheetReading {
    pub name: String,
    pub header_rows: Vec<u32>,
    pub records: Vec<Record>,
    pub skipped_rows: Vec<SkippedRow>,
    pub warnings: Vec<Warning>,
    /// Columns that mean nothing to the program and were not read.
    pub unread_columns: Vec<String>,
    /// The columns of its first header.
    #[serde(skip)]
    pub columns: Columns,
    /// What each record was read from.
    #[serde(skip)]
    pub(super) sources: Vec<Source>,
    #[serde(skip)]
    pub(super) from_1904: bool,
}

/// The cells from which a record was read: those that were understood, merged and repeated ones among them,
/// and the others with the words over them.
#[derive(Debug)]
pub struct Source<F = Field> {
    pub read: BTreeMap<F, Cell>,
    pub unread: Vec<(String, Cell)>,
}

/// A row that is no record, and why.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct SkippedRow {
    pub row: u32,
    /// The last of many blank rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<u32>,
    pub why: String,
}

/// Longer runs of blank rows are told as one.
const BLANK_RUN: u32 = 20;

/// Values of a column that are shown beside its words.
const SAMPLES: usize = 3;

/// The columns of what looks most like a header, on a sheet that has none.
pub fn guessed<F: Meaning>(sheet: &Sheet) -> Columns<F> {
    Header::<F>::guess(sheet).map(|header| columns_of(sheet, &header)).unwrap_or_default()
}

/// The columns of a header, each with the first values below it.
pub fn columns_of<F: Meaning>(sheet: &Sheet, header: &Header<F>) -> Columns<F> {
    Columns::of(header, |column| {
        let below = sheet.rows.range(header.rows().end..).filter_map(|(_, row)| row.get(&column));
        let shown = below.filter_map(text::shown).map(|shown| shown.text).take(SAMPLES);
        shown.collect::<Vec<_>>().join("、")
    })
}

/// Reads a sheet that has a header, or columns of which somebody has said what they mean; nothing where it has
/// neither.
pub fn read(sheet: &Sheet, mappings: &Mappings) -> Option<SheetReading> {
    let header = Header::find(sheet)
        .or_else(|| Header::guess(sheet).filter(|guess| mappings.of(&guess.signature()).is_some()))?;
    let header = header.mapped(mappings);
    let mut reading = SheetReading {
        name: sheet.name.clone(),
        header_rows: header.rows().map(|row| row + 1).collect(),
        records: Vec::new(),
        skipped_rows: Vec::new(),
        warnings: Vec::new(),
        unread_columns: Vec::new(),
        columns: columns_of(sheet, &header),
        sources: Vec::new(),
        from_1904: sheet.from_1904,
    };
    let mut next = 0;
    let mut body = Body::new(sheet, header.clone(), mappings);
    for (&at, row) in &sheet.rows {
        let blank = next..at;
        // A row of the header may be empty where its cells are merged.
        reading.blank(blank.start, blank.end, &header);
        next = at + 1;
        if at < header.top {
            reading.skip(at, "表头上面的标题或者说明");
        } else if !header.rows().contains(&at) {
            body.row(at, row, &mut reading);
        }
    }
    reading.tell_columns(&header, sheet.cut);
    reading.doubt_zeros(&body.numbers);
    reading.warnings.sort_by_key(|warning| warning.row);
    Some(reading)
}

impl SheetReading {
    /// The sheet as somebody looks over its columns.
    pub(super) fn looked(&self) -> Looked<'_> {
        Looked {
            name: &self.name,
            header_rows: &self.header_rows,
            records: self.records.len(),
            skipped_rows: &self.skipped_rows,
            columns: &self.columns,
            why: None,
        }
    }

    /// What its records were read from.
    pub(super) fn rows(&self) -> Rows<'_> {
        Rows { name: &self.name, columns: &self.columns, sources: &self.sources, from_1904: self.from_1904 }
    }

    fn skip(&mut self, at: u32, why: impl Into<String>) {
        self.skipped_rows.push(SkippedRow { row: at + 1, to: None, why: why.into() });
    }

    fn blank(&mut self, from: u32, to: u32, header: &Header) {
        if to - from > BLANK_RUN && !header.rows().any(|row| (from..to).contains(&row)) {
            let (row, to) = (from + 1, Some(to));
            return self.skipped_rows.push(SkippedRow { row, to, why: "空行".to_owned() });
        }
        for at in (from..to).filter(|at| !header.rows().contains(at)) {
            self.skip(at, "空行");
        }
    }

    fn tell_columns(&mut self, header: &Header, cut: bool) {
        self.unread_columns.extend(header.unread.iter().cloned());
        let again = header.again.iter().map(|words| format!("{words}（和前面的一列重复）"));
        self.unread_columns.extend(again);
        if cut {
            self.unread_columns.push(format!("第{MOST_COLUMNS}列以后的内容"));
        }
    }

    /// A number that is shorter than the register's other card numbers may have lost the zeros before it.
    fn doubt_zeros(&mut self, numbers: &BTreeMap<u32, usize>) {
        let length = |record: &Record| record.cert_no.as_ref().map(String::len);
        let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
        for length in self.records.iter().filter_map(length) {
            *lengths.entry(length).or_default() += 1;
        }
        let Some((usual, count)) = lengths.into_iter().max_by_key(|(_, count)| *count) else { return };
        for (&row, &length) in numbers.iter().filter(|(_, length)| count > 1 && **length < usual) {
            let why = format!("证号是按数字存的，只有{length}位，多数证号有{usual}位，前面可能少了0，请核对");
            self.warnings.push(Warning { row, field: Field::CertNo, why });
        }
    }
}

/// What is carried from row to row.
struct Body<'a> {
    sheet: &'a Sheet,
    mappings: &'a Mappings,
    header: Header,
    /// The cells of the last record, for 同上 and for units that are written once.
    last: BTreeMap<Field, Cell>,
    /// The heading over the people, where the register has no column for the unit.
    group: Option<String>,
    /// Lengths of card numbers that are stored as numbers, by row from 1.
    numbers: BTreeMap<u32, usize>,
}

impl Body<'_> {
    fn new<'a>(sheet: &'a Sheet, header: Header, mappings: &'a Mappings) -> Body<'a> {
        Body { sheet, mappings, header, last: BTreeMap::new(), group: None, numbers: BTreeMap::new() }
    }

    fn row(&mut self, at: u32, row: &Row, reading: &mut SheetReading) {
        match rows::kind(self.sheet, &self.header, at, row) {
            RowKind::Skipped(why) => reading.skip(at, why),
            RowKind::Header(header) => {
                reading.skip(at, "另一张表的表头");
                let header = header.mapped(self.mappings);
                let numbers = std::mem::take(&mut self.numbers);
                *self = Body { numbers, ..Body::new(self.sheet, header, self.mappings) };
            }
            RowKind::Group(heading) => {
                reading.skip(at, format!("分组行“{heading}”"));
                self.begin_group(at, heading, reading);
            }
            RowKind::Person => self.person(at, reading),
        }
    }

    fn begin_group(&mut self, at: u32, heading: String, reading: &mut SheetReading) {
        self.last.remove(&Field::Unit);
        let has_unit = self.header.columns.values().any(|field| *field == Field::Unit);
        if !has_unit && rows::is_unit(&heading) {
            let why = format!("表里没有单位一列，这一行以下的人员单位取为“{heading}”，请核对");
            reading.warnings.push(Warning { row: at + 1, field: Field::Unit, why });
            self.group = Some(heading);
        } else {
            self.group = None;
        }
    }

    fn person(&mut self, at: u32, reading: &mut SheetReading) {
        let mut cells = BTreeMap::new();
        for (&column, &field) in &self.header.columns {
            let cell = self.sheet.cell(at, column).or_else(|| self.sheet.shown_from_above(at, column));
            let ditto = |cell: &&Cell| matches!(cell, Cell::Text(text) if text::is_ditto(text.trim()));
            let cell = match cell {
                Some(cell) if ditto(&cell) => self.last.get(&field),
                cell => cell,
            };
            cells.extend(cell.map(|cell| (field, cell.clone())));
        }
        if !cells.contains_key(&Field::Unit) {
            self.lend_unit(at, &mut cells, reading);
        }
        let (record, warnings) = record::read(at + 1, &cells, self.sheet.from_1904);
        let stored = cells.get(&Field::CertNo).and_then(text::shown).is_some_and(|shown| shown.number);
        if let Some(number) = record.cert_no.as_ref().filter(|_| stored) {
            self.numbers.insert(at + 1, number.len());
        }
        reading.warnings.extend(warnings);
        reading.records.push(record);
        reading.sources.push(Source { read: cells.clone(), unread: self.unread(at) });
        self.last = cells;
    }

    /// The cells of a row that were not understood.
    fn unread(&self, at: u32) -> Vec<(String, Cell)> {
        let Some(row) = self.sheet.rows.get(&at) else { return Vec::new() };
        let others = row.iter().filter(|(column, _)| !self.header.columns.contains_key(column));
        let words = |column: &u32| self.header.words.get(column).cloned().unwrap_or_default();
        others.map(|(column, cell)| (words(column), cell.clone())).collect()
    }

    /// The unit of a row that names none: of the heading above, or of the row above in a text file, which
    /// has lost its merged cells.
    fn lend_unit(&self, at: u32, cells: &mut BTreeMap<Field, Cell>, reading: &mut SheetReading) {
        if let Some(group) = &self.group {
            cells.insert(Field::Unit, Cell::Text(group.clone()));
        } else if let Some(unit) = self.last.get(&Field::Unit).filter(|_| !self.sheet.knows_merges) {
            let name = text::shown(unit).map_or(String::new(), |shown| shown.text);
            let why = format!("单位空着，照上一行填为“{name}”，请核对");
            reading.warnings.push(Warning { row: at + 1, field: Field::Unit, why });
            cells.insert(Field::Unit, unit.clone());
        }
    }
}
