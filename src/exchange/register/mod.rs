//! Registers of officers and certificates as bureaus keep them in Excel: a file into records, with every
//! row accounted for and every doubt named. Nothing is guessed and nothing is repaired.

pub(super) mod book;
mod columns;
mod csv;
pub(super) mod dates;
pub(super) mod header;
mod ids;
mod kind;
mod mapping;
mod meaning;
mod record;
pub(super) mod refused;
pub(super) mod rows;
pub(super) mod sheet;
pub(super) mod text;
mod unreadable;
mod write;
mod xls;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde::Serialize;

pub use book::{Cell, Shown};
pub use columns::Field;
pub use dates::Until;
pub use mapping::{Column, Columns, Looked, Mappings};
#[cfg(test)]
pub(super) use meaning::test_table;
pub use meaning::{Meaning, Vocabulary};
pub use record::{Record, Warning};
pub use refused::refused_rows;
pub use sheet::{SheetReading, SkippedRow};
pub use unreadable::Unreadable;
pub use write::{Page, Title, workbook};

use book::Sheet;
use kind::Kind;

/// The largest file that is read, in MiB.
const MOST_FILE: u64 = 64;

/// What was read of a file.
#[derive(Debug, Serialize)]
pub struct Reading {
    pub sheets: Vec<SheetReading>,
    /// Sheets that hold no register or are hidden; each is named.
    pub skipped_sheets: Vec<SkippedSheet>,
}

/// A sheet of which nothing was read.
#[derive(Debug, Serialize)]
pub struct SkippedSheet<F = Field> {
    pub name: String,
    pub why: String,
    /// What looks most like a header: somebody may say what its columns mean.
    #[serde(skip)]
    pub columns: Columns<F>,
}

impl<F: Meaning> SkippedSheet<F> {
    /// The sheet as somebody looks over its columns.
    pub fn looked(&self) -> Looked<'_, F> {
        Looked {
            name: &self.name,
            header_rows: &[],
            records: 0,
            skipped_rows: &[],
            columns: &self.columns,
            why: Some(&self.why),
        }
    }
}

impl Reading {
    /// The records of all sheets.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.sheets.iter().flat_map(|sheet| &sheet.records)
    }

    /// All sheets, to look over their columns: those that were read first.
    pub fn looked(&self) -> Vec<Looked<'_>> {
        let read = self.sheets.iter().map(SheetReading::looked);
        read.chain(self.skipped_sheets.iter().map(SkippedSheet::looked)).collect()
    }
}

/// A file that has been opened: its sheets as plain cells, to be read as often as somebody changes what its
/// columns mean.
#[derive(Debug)]
pub struct Book {
    pub(super) sheets: Vec<Sheet>,
}

impl Book {
    /// Opens a file.
    ///
    /// # Errors
    /// Why the file is no table, and what to do.
    pub fn open(path: &Path) -> Result<Book, Unreadable> {
        let io = |error: std::io::Error| Unreadable::Io(error.kind());
        let size = std::fs::metadata(path).map_err(io)?.len();
        if size > MOST_FILE << 20 {
            return Err(Unreadable::TooLarge { got: size >> 20, most: MOST_FILE });
        }
        let bytes = std::fs::read(path).map_err(io)?;
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Book::of_bytes(&name, &bytes)
    }

    /// The same of the bytes of a file; a text file's only sheet has its `name`.
    ///
    /// # Errors
    /// See [`Book::open`].
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Result<Book, Unreadable> {
        // Some damaged workbooks make their reader panic; here that is damage like any other.
        let sheets = catch_unwind(AssertUnwindSafe(|| match kind::kind(bytes)? {
            Kind::Xlsx => xlsx::read(bytes),
            Kind::Xls => xls::read(bytes),
            Kind::Text => csv::read(name, bytes),
        }));
        let sheets = sheets.unwrap_or(Err(Unreadable::Damaged))?;
        if sheets.iter().all(|one| one.rows.is_empty() && !one.hidden) {
            return Err(Unreadable::Empty);
        }
        Ok(Book { sheets })
    }

    /// Reads what is there; perhaps no sheet holds a register.
    pub fn reading(&self, mappings: &Mappings) -> Reading {
        let mut reading = Reading { sheets: Vec::new(), skipped_sheets: Vec::new() };
        for one in &self.sheets {
            let why = match sheet::read(one, mappings) {
                _ if one.hidden => "工作表是隐藏的，没有读；要导入的，请先取消隐藏",
                Some(read) => {
                    reading.sheets.push(read);
                    continue;
                }
                None if one.rows.is_empty() => "工作表是空的",
                None => "没有找到有“姓名”的表头，没有读",
            };
            let columns = sheet::guessed(one);
            reading.skipped_sheets.push(SkippedSheet {
                name: one.name.clone(),
                why: why.to_owned(),
                columns,
            });
        }
        reading
    }

    /// Reads the registers.
    ///
    /// # Errors
    /// No sheet holds one, with the reason of each.
    pub fn read(&self, mappings: &Mappings) -> Result<Reading, Unreadable> {
        let reading = self.reading(mappings);
        if !reading.sheets.is_empty() {
            return Ok(reading);
        }
        let told = reading.skipped_sheets.iter().map(|sheet| format!("“{}”{}", sheet.name, sheet.why));
        Err(Unreadable::NoRegister { why: told.collect::<Vec<_>>().join("；") })
    }
}

/// Reads a register from a file.
///
/// # Errors
/// Why the file is no register, and what to do.
pub fn read(path: &Path) -> Result<Reading, Unreadable> {
    Book::open(path)?.read(&Mappings::default())
}

/// Reads a register from the bytes of a file; a text file's only sheet has its `name`.
///
/// # Errors
/// See [`read`].
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Reading, Unreadable> {
    Book::of_bytes(name, bytes)?.read(&Mappings::default())
}
