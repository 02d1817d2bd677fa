//! .xls (BIFF8) into plain cells.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xls};

use super::book::{Cell, Sheet, Shown, worksheets};
use super::unreadable::Unreadable;

/// Reads every sheet of a workbook whose cells have been measured.
///
/// # Errors
/// A damaged or locked workbook, or more than a register holds.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let from_1904 = book.has_1904_epoch();
    worksheets(&mut book, from_1904, |book, sheet| {
        let range = book.worksheet_range(&sheet.name).map_err(|_| Unreadable::Damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            if let Some(cell) = plain(value) {
                sheet.put(top + row as u32, left + column as u32, cell)?;
            }
        }
        book.merge_cells_by_sheet_name(&sheet.name).map_err(|_| Unreadable::Damaged)
    })
}

fn plain(value: &Data) -> Option<Cell> {
    let number = |value: f64| Cell::Number { value, zeros: 0 };
    Some(match value {
        Data::Empty => return None,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Int(value) => number(*value as f64),
        Data::Float(value) => number(*value),
        Data::Bool(value) => Cell::Text(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        Data::DateTime(date) if date.is_duration() => number(date.as_f64()),
        // calamine does not say of an .xls how much of a date its format shows.
        Data::DateTime(date) => Cell::Date { serial: date.as_f64(), shown: Shown::Day },
        Data::Error(_) => Cell::Fault,
        #[allow(unreachable_patterns, reason = "calamine adds kinds of values")]
        _ => return None,
    })
}
