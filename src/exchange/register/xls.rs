//! .xls (BIFF8) into plain cells.

use std::io::Cursor;

use calamine::{Data, Reader as _, SheetType, SheetVisible, Xls};

use super::book::{Cell, MOST_SHEETS, Merge, Sheet, Shown};
use super::unreadable::Unreadable;

/// Reads every sheet of a workbook whose cells have been measured.
///
/// # Errors
/// A damaged or locked workbook, or more than a register holds.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let from_1904 = book.has_1904_epoch();
    let kept = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<_> =
        kept.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect();
    let mut sheets = Vec::new();
    for (name, hidden) in names.into_iter().take(MOST_SHEETS) {
        let mut sheet = Sheet::new(&name);
        (sheet.hidden, sheet.from_1904) = (hidden, from_1904);
        if !hidden {
            let range = book.worksheet_range(&name).map_err(|_| Unreadable::Damaged)?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                if let Some(cell) = plain(value) {
                    sheet.put(top + row as u32, left + column as u32, cell)?;
                }
            }
            let merges = book.merge_cells_by_sheet_name(&name).map_err(|_| Unreadable::Damaged)?;
            sheet.merge(merges.into_iter().map(Merge::from));
        }
        sheets.push(sheet);
    }
    Ok(sheets)
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
