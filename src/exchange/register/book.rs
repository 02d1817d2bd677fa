//! A workbook as plain cells: sheets, rows that hold something, merged ranges, and what is hidden.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use calamine::{Dimensions, Reader, SheetType, SheetVisible};

use super::unreadable::Unreadable;

/// No register of a county has more rows that hold something.
const MOST_ROWS: usize = 100_000;
/// Nor more cells; what lies beyond is a file made to fill the memory.
const MOST_CELLS: usize = 2_000_000;
/// Columns further right are not read.
pub const MOST_COLUMNS: u32 = 256;
/// Merged ranges that are kept of one sheet.
const MOST_MERGES: usize = 20_000;
/// Sheets that are read of one book.
const MOST_SHEETS: usize = 100;

/// What one cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    /// A number without a date's format; `zeros` is the width where its format shows leading zeros.
    Number {
        value: f64,
        zeros: usize,
    },
    /// A serial with a date's format.
    Date {
        serial: f64,
        shown: Shown,
    },
    /// `#N/A` and the like.
    Fault,
}

/// How much of a date its format shows; what it does not show, the program that made it has filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Day,
    /// Year and month: 2023年4月 is kept as its first day.
    Month,
    /// Month and day: the year is the one in which it was typed.
    NoYear,
}

/// Cells that were merged into one, from 0, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

impl From<Dimensions> for Merge {
    fn from(place: Dimensions) -> Merge {
        let ((top, left), (bottom, right)) = (place.start, place.end);
        Merge { top, left, bottom, right }
    }
}

/// One row's cells that hold something, by column from 0.
pub type Row = BTreeMap<u32, Cell>;

/// One sheet; rows and columns count from 0.
#[derive(Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Serials count from 1904, as old Macintosh programs had it.
    pub from_1904: bool,
    /// Merged cells are known; a .csv has lost them.
    pub knows_merges: bool,
    pub rows: BTreeMap<u32, Row>,
    /// By column and row in which they begin.
    merges: BTreeMap<(u32, u32), Merge>,
    /// Something stood beyond the columns that are read.
    pub cut: bool,
    cells: usize,
}

impl Sheet {
    pub fn new(name: &str) -> Sheet {
        Sheet { name: name.to_owned(), ..Sheet::default() }
    }

    /// Enters a cell; a text without a visible character is none.
    ///
    /// # Errors
    /// More rows or cells than a register has.
    pub fn put(&mut self, row: u32, column: u32, cell: Cell) -> Result<(), Unreadable> {
        if matches!(&cell, Cell::Text(text) if is_blank(text)) {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            self.cut = true;
            return Ok(());
        }
        self.cells += 1;
        self.rows.entry(row).or_default().insert(column, cell);
        if self.rows.len() > MOST_ROWS || self.cells > MOST_CELLS {
            return Err(Unreadable::TooMany { sheet: self.name.clone(), rows: MOST_ROWS });
        }
        Ok(())
    }

    pub fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.rows.get(&row)?.get(&column)
    }

    /// Keeps the merged ranges.
    fn merge(&mut self, merges: impl IntoIterator<Item = Merge>) {
        self.knows_merges = true;
        let within = |merge: &Merge| {
            merge.left < MOST_COLUMNS && merge.top <= merge.bottom && merge.left <= merge.right
        };
        let merges = merges.into_iter().filter(within).take(MOST_MERGES);
        self.merges = merges.map(|merge| ((merge.left, merge.top), merge)).collect();
    }

    /// The merged range that a cell begins.
    pub fn merge_at(&self, row: u32, column: u32) -> Option<&Merge> {
        self.merges.get(&(column, row))
    }

    /// The value that a cell shows because of a merge that begins above it.
    pub fn shown_from_above(&self, row: u32, column: u32) -> Option<&Cell> {
        let (_, merge) = self.merges.range((column, 0)..(column, row)).next_back()?;
        (row <= merge.bottom).then(|| self.cell(merge.top, column))?
    }
}

/// Reads the worksheets of a workbook; `fill` puts the cells into one, and gives back its merged ranges.
///
/// # Errors
/// What `fill` finds wrong.
pub fn worksheets<F: Read + Seek, B: Reader<F>>(
    book: &mut B,
    from_1904: bool,
    fill: impl Fn(&mut B, &mut Sheet) -> Result<Vec<Dimensions>, Unreadable>,
) -> Result<Vec<Sheet>, Unreadable> {
    let kept = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<_> =
        kept.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    let mut sheets = Vec::new();
    for (name, hidden) in names.into_iter().take(MOST_SHEETS) {
        let mut sheet = Sheet { hidden, from_1904, ..Sheet::new(&name) };
        // A hidden sheet is named, not read.
        if !hidden {
            let merges = fill(book, &mut sheet)?;
            sheet.merge(merges.into_iter().map(Merge::from));
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Whether a text has no visible character.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || INVISIBLE.contains(&c))
}

/// Characters without width that web systems leave in cells.
pub const INVISIBLE: [char; 5] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];
