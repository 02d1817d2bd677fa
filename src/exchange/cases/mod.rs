//! Cases as bureaus keep them in Excel: a file into records, with every row accounted for. Nothing is guessed and
//! nothing is repaired.

mod columns;
mod record;
mod sheet;

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

pub use columns::CaseField;
pub use record::{CaseRecord, Doubt};
pub use sheet::CaseSheet;

use super::register::refused::refused_of;
use super::register::sheet::guessed;
use super::register::{Book, Looked, Mappings, SkippedSheet};

/// What was read of a file.
#[derive(Debug, Default)]
pub struct CaseReading {
    pub sheets: Vec<CaseSheet>,
    /// Sheets that hold no cases or are hidden; each is named.
    pub skipped_sheets: Vec<SkippedSheet<CaseField>>,
}

impl CaseReading {
    /// Reads what is there; perhaps no sheet holds cases.
    pub fn of(book: &Book, mappings: &Mappings<CaseField>) -> CaseReading {
        let mut reading = CaseReading::default();
        for one in &book.sheets {
            let why = match sheet::read(one, mappings) {
                _ if one.hidden => "工作表是隐藏的，没有读；要导入的，请先取消隐藏",
                Some(read) => {
                    reading.sheets.push(read);
                    continue;
                }
                None if one.rows.is_empty() => "工作表是空的",
                None => "没有找到有“案件名称”的表头，没有读",
            };
            let (name, why) = (one.name.clone(), why.to_owned());
            reading.skipped_sheets.push(SkippedSheet { name, why, columns: guessed(one) });
        }
        reading
    }

    /// The records of all sheets, each with the sheet's name.
    pub fn records(&self) -> impl Iterator<Item = (&str, &CaseRecord)> {
        self.sheets.iter().flat_map(|sheet| sheet.records.iter().map(|one| (sheet.name.as_str(), one)))
    }

    /// All sheets, to look over their columns: those that were read first.
    pub fn looked(&self) -> Vec<Looked<'_, CaseField>> {
        let read = self.sheets.iter().map(CaseSheet::looked);
        read.chain(self.skipped_sheets.iter().map(SkippedSheet::looked)).collect()
    }

    /// The rows that were not imported, by their place in [`CaseReading::records`], as they were, each with its
    /// reason, as a workbook: to be corrected and imported again.
    ///
    /// # Errors
    /// More than a workbook holds.
    pub fn refused(&self, why: &BTreeMap<usize, String>) -> Result<Vec<u8>, XlsxError> {
        refused_of(self.sheets.iter().map(CaseSheet::rows), why)
    }
}
