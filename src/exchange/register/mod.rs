//! Registers of officers and certificates as bureaus keep them in Excel: a file into records, with every
//! row accounted for and every doubt named. Nothing is guessed and nothing is repaired.

mod book;
mod columns;
mod csv;
mod dates;
mod header;
mod ids;
mod kind;
mod record;
mod rows;
mod sheet;
mod text;
mod unreadable;
mod xls;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde::Serialize;

pub use columns::Field;
pub use dates::Until;
pub use record::{Record, Warning};
pub use sheet::{SheetReading, SkippedRow};
pub use unreadable::Unreadable;

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
pub struct SkippedSheet {
    pub name: String,
    pub why: String,
}

impl Reading {
    /// The records of all sheets.
    pub fn records(&self) -> impl Iterator<Item = &Record> {
        self.sheets.iter().flat_map(|sheet| &sheet.records)
    }
}

/// Reads a register from a file.
///
/// # Errors
/// Why the file is no register, and what to do.
pub fn read(path: &Path) -> Result<Reading, Unreadable> {
    let io = |error: std::io::Error| Unreadable::Io(error.kind());
    let size = std::fs::metadata(path).map_err(io)?.len();
    if size > MOST_FILE << 20 {
        return Err(Unreadable::TooLarge { got: size >> 20, most: MOST_FILE });
    }
    let bytes = std::fs::read(path).map_err(io)?;
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    read_bytes(&name, &bytes)
}

/// Reads a register from the bytes of a file; a text file's only sheet has its `name`.
///
/// # Errors
/// See [`read`].
pub fn read_bytes(name: &str, bytes: &[u8]) -> Result<Reading, Unreadable> {
    // Some damaged workbooks make their reader panic; here that is damage like any other.
    let sheets = catch_unwind(AssertUnwindSafe(|| match kind::kind(bytes)? {
        Kind::Xlsx => xlsx::read(bytes),
        Kind::Xls => xls::read(bytes),
        Kind::Text => csv::read(name, bytes),
    }));
    let sheets = sheets.unwrap_or(Err(Unreadable::Damaged))?;
    of_sheets(&sheets)
}

fn of_sheets(sheets: &[Sheet]) -> Result<Reading, Unreadable> {
    let mut reading = Reading { sheets: Vec::new(), skipped_sheets: Vec::new() };
    for one in sheets {
        let why = match sheet::read(one) {
            _ if one.hidden => "工作表是隐藏的，没有读；要导入的，请先取消隐藏",
            Some(read) => {
                reading.sheets.push(read);
                continue;
            }
            None if one.rows.is_empty() => "工作表是空的",
            None => "没有找到有“姓名”的表头，没有读",
        };
        reading.skipped_sheets.push(SkippedSheet { name: one.name.clone(), why: why.to_owned() });
    }
    if !reading.sheets.is_empty() {
        return Ok(reading);
    }
    if sheets.iter().all(|one| one.rows.is_empty() && !one.hidden) {
        return Err(Unreadable::Empty);
    }
    let told = reading.skipped_sheets.iter().map(|sheet| format!("“{}”{}", sheet.name, sheet.why));
    Err(Unreadable::NoRegister { why: told.collect::<Vec<_>>().join("；") })
}
