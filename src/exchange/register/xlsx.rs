//! .xlsx into plain cells, one after the other as they are unpacked.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Style, Xlsx};

use super::book::{Cell, Sheet, Shown, worksheets};
use super::unreadable::Unreadable;

/// Reads every sheet of a workbook whose size has been measured.
///
/// # Errors
/// A damaged workbook, or more than a register holds.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let from_1904 = book.has_1904_epoch();
    worksheets(&mut book, from_1904, |book, sheet| {
        fill(book, sheet)?;
        book.merge_cells_by_sheet_name(&sheet.name).map_err(|_| Unreadable::Damaged)
    })
}

fn fill(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &mut Sheet) -> Result<(), Unreadable> {
    let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|_| Unreadable::Damaged)?;
    let formats: Vec<Format> = cells.styles().iter().map(Format::of).collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| Unreadable::Damaged)? {
        let (row, column) = cell.get_position();
        let format = formats.get(style).copied().unwrap_or_default();
        if let Some(cell) = plain(cell.get_value(), format) {
            sheet.put(row, column, cell)?;
        }
    }
    Ok(())
}

fn plain(value: &DataRef<'_>, format: Format) -> Option<Cell> {
    let number = |value: f64| Cell::Number { value, zeros: format.zeros };
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(text.clone())
        }
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Int(value) => number(*value as f64),
        DataRef::Float(value) => number(*value),
        DataRef::Bool(value) => Cell::Text(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) if date.is_duration() => number(date.as_f64()),
        DataRef::DateTime(date) => Cell::Date { serial: date.as_f64(), shown: format.shown },
        DataRef::Error(_) => Cell::Fault,
    })
}

/// What a cell's number format does to what is read.
#[derive(Clone, Copy)]
struct Format {
    shown: Shown,
    zeros: usize,
}

impl Default for Format {
    fn default() -> Format {
        Format { shown: Shown::Day, zeros: 0 }
    }
}

impl Format {
    fn of(style: &Style) -> Format {
        let Some(format) = &style.number_format else { return Format::default() };
        let code = format.format_code.as_str();
        let zeros = if code.bytes().all(|b| b == b'0') { code.len() } else { 0 };
        // The formats of East Asian Excel have numbers instead of codes.
        let shown = match format.format_id {
            Some(27 | 36 | 50 | 52 | 57) => Shown::Month,
            Some(28 | 29 | 51 | 53 | 54 | 58) => Shown::NoYear,
            Some(30..=35 | 55 | 56) => Shown::Day,
            _ => shown(code),
        };
        Format { shown, zeros }
    }
}

/// Which parts of a date a format code shows: letters outside quotation marks and brackets.
fn shown(code: &str) -> Shown {
    let (mut quoted, mut bracket, mut letters) = (false, false, String::new());
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '_' | '*' => _ = chars.next(),
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            ';' if !quoted => break,
            _ if !quoted && !bracket => letters.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    match (letters.contains('y'), letters.contains('d')) {
        (false, true) => Shown::NoYear,
        (true, false) => Shown::Month,
        // Without either it is no date's format that this table knows; the serial says it all.
        _ => Shown::Day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_how_much_of_a_date_was_typed() {
        let days = [
            "yyyy/m/d",
            "yyyy\"年\"m\"月\"d\"日\"",
            "[$-804]yyyy\"年\"m\"月\"d\"日\";@",
            "mm-dd-yy",
            "General",
        ];
        let months = ["yyyy\"年\"m\"月\"", "yyyy\\-mm", "mmm-yy", "[$-804]yyyy\"年\"m\"月\";@"];
        for code in days {
            assert_eq!(shown(code), Shown::Day, "{code}");
        }
        for code in months {
            assert_eq!(shown(code), Shown::Month, "{code}");
        }
        for code in ["m\"月\"d\"日\"", "d-mmm"] {
            assert_eq!(shown(code), Shown::NoYear, "{code}");
        }
    }
}
