//! `register`: a dry run of importing a register of officers and certificates; nothing is written.

use std::fmt::Write as _;
use std::path::Path;

use crate::exchange::register::{self, Meaning as _, Reading, SheetReading};

use super::Said;

/// Reads the file, and answers in one JSON document or in sentences.
///
/// # Errors
/// Why the file is no register, as a sentence that names it.
pub fn register(file: &Path, json: bool) -> Said {
    let reading = register::read(file).map_err(|why| format!("读不出“{}”：{why}", file.display()))?;
    if json {
        return Ok(serde_json::to_string_pretty(&reading).expect("a reading is plain data"));
    }
    Ok(text(file, &reading))
}

fn text(file: &Path, reading: &Reading) -> String {
    let mut out = format!("{}　试读，没有写入台账\n", file.display());
    for sheet in &reading.sheets {
        sheet_text(&mut out, sheet);
    }
    for sheet in &reading.skipped_sheets {
        let _ = writeln!(out, "\n工作表“{}”　{}", sheet.name, sheet.why);
    }
    out
}

fn sheet_text(out: &mut String, sheet: &SheetReading) {
    let rows: Vec<String> = sheet.header_rows.iter().map(u32::to_string).collect();
    let _ = writeln!(
        out,
        "\n工作表“{}”　表头在第{}行，读出{}条，跳过{}处，要核对{}处",
        sheet.name,
        rows.join("、"),
        sheet.records.len(),
        sheet.skipped_rows.len(),
        sheet.warnings.len()
    );
    if !sheet.unread_columns.is_empty() {
        let _ = writeln!(out, "  没有读的列：{}", sheet.unread_columns.join("、"));
    }
    for skipped in &sheet.skipped_rows {
        let to = skipped.to.map_or(String::new(), |to| format!("至{to}"));
        let _ = writeln!(out, "  第{}{to}行　跳过：{}", skipped.row, skipped.why);
    }
    for warning in &sheet.warnings {
        let _ = writeln!(out, "  第{}行　{}：{}", warning.row, warning.field.label(), warning.why);
    }
}
