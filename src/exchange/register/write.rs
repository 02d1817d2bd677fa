//! A workbook of plain lists, as a clerk would make it: a header that stays in view, columns as wide as their words.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError};

use super::book::{Cell, Shown};

/// A sheet that is written.
pub struct Page {
    pub name: String,
    pub titles: Vec<Title>,
    pub rows: Vec<Vec<Option<Cell>>>,
}

/// What stands over a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    pub words: String,
    /// Long digits: the column is text, so that a spreadsheet does not round what is typed into it later.
    pub digits: bool,
}

impl Title {
    pub fn new(words: &str) -> Title {
        Title { words: words.to_owned(), digits: false }
    }
}

impl Cell {
    /// A day as a spreadsheet keeps it.
    pub fn of_day(day: NaiveDate) -> Cell {
        let first = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
        Cell::Date { serial: (day - first).num_days() as f64, shown: Shown::Day }
    }
}

/// Widths in characters between which a column is as wide as its longest text.
const NARROW: f64 = 8.0;
const WIDE: f64 = 44.0;

/// Writes the sheets into one workbook.
///
/// # Errors
/// More rows, or a longer text, than a workbook holds.
pub fn workbook(pages: &[Page]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let mut names: Vec<String> = Vec::new();
    for page in pages {
        let name = free_name(&page.name, &names);
        let sheet = book.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name.to_lowercase());
        fill(sheet, page)?;
    }
    book.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_align(FormatAlign::VerticalCenter).set_text_wrap();
    let text = Format::new().set_num_format("@");
    let formats = Formats::default();
    for (at, title) in (0..).zip(&page.titles) {
        if title.digits {
            sheet.set_column_format(at, &text)?;
        }
        let cells = page.rows.iter().filter_map(|row| row.get(usize::from(at))?.as_ref());
        let widest = cells.map(width).fold(width_of(&title.words), f64::max);
        sheet.set_column_width(at, (widest + 2.0).clamp(NARROW, WIDE))?;
        sheet.write_with_format(0, at, &title.words, &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1..).zip(&page.rows) {
        for (at, cell) in (0..).zip(cells) {
            let Some(cell) = cell else { continue };
            match cell {
                Cell::Text(words) if page.titles.get(usize::from(at)).is_some_and(|title| title.digits) => {
                    sheet.write_string_with_format(row, at, words, &text)?
                }
                Cell::Text(words) => sheet.write_string(row, at, words)?,
                Cell::Number { value, zeros: 0 } => sheet.write_number(row, at, *value)?,
                Cell::Number { value, zeros } => {
                    let zeros = Format::new().set_num_format("0".repeat(*zeros));
                    sheet.write_number_with_format(row, at, *value, &zeros)?
                }
                Cell::Date { serial, shown } => {
                    sheet.write_number_with_format(row, at, *serial, formats.of(*shown))?
                }
                Cell::Fault => sheet.write_formula(row, at, Formula::new("NA()").set_result("#N/A"))?,
            };
        }
    }
    Ok(())
}

/// How dates are shown: as much of them as was typed.
struct Formats([Format; 3]);

impl Default for Formats {
    fn default() -> Formats {
        let codes = ["yyyy-mm-dd", "yyyy\"年\"m\"月\"", "m\"月\"d\"日\""];
        Formats(codes.map(|code| Format::new().set_num_format(code)))
    }
}

impl Formats {
    fn of(&self, shown: Shown) -> &Format {
        &self.0[shown as usize]
    }
}

fn width(cell: &Cell) -> f64 {
    match cell {
        Cell::Text(words) => width_of(words),
        _ => 10.0,
    }
}

/// Han characters are two wide.
fn width_of(words: &str) -> f64 {
    words.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum()
}

/// A name that a sheet may have, and that no other has.
fn free_name(name: &str, taken: &[String]) -> String {
    const MOST: usize = 31;
    let fits = |c: char| !c.is_control() && !"[]:*?/\\'".contains(c);
    let clean: String = name.trim().chars().filter(|c| fits(*c)).collect();
    let clean = if clean.is_empty() { "名册".to_owned() } else { clean };
    let mut numbered = (1..).map(|n| {
        let tail = if n == 1 { String::new() } else { format!("（{n}）") };
        // Counted as the format counts, in units of UTF-16.
        let mut room = MOST - tail.encode_utf16().count();
        let kept: String = clean
            .chars()
            .take_while(|c| {
                let fits = c.len_utf16() <= room;
                room = room.saturating_sub(c.len_utf16());
                fits
            })
            .collect();
        kept + &tail
    });
    numbered.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_a_workbook_takes() {
        let long = "很".repeat(40);
        let first = free_name(&long, &[]);
        assert_eq!(first.chars().count(), 31);
        let second = free_name(&long, std::slice::from_ref(&first));
        assert!(second.ends_with("（2）") && second.chars().count() == 31, "{second}");
        assert_eq!(free_name("[甲/乙]", &[]), "甲乙");
        assert_eq!(free_name("'", &[]), "名册");
    }

    #[test]
    fn a_day_is_a_serial() {
        let day = NaiveDate::from_ymd_opt(2023, 4, 1).unwrap();
        assert_eq!(Cell::of_day(day), Cell::Date { serial: 45017.0, shown: Shown::Day });
    }
}
