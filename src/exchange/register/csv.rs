//! Text with separators into plain cells: whatever its encoding and whichever its separator.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::book::{Cell, Sheet};
use super::unreadable::Unreadable;

/// Reads a text file as one sheet.
///
/// # Errors
/// A web page, an encoding that is none, or more than a register holds.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    let text = decoded(bytes)?;
    refuse_pages(&text)?;
    let (separator, body) = separator(&text);
    let mut sheet = Sheet::new(name);
    for (row, fields) in rows(body, separator).into_iter().enumerate() {
        for (column, field) in fields.into_iter().enumerate() {
            sheet.put(row as u32, column as u32, Cell::Text(bare(field)))?;
        }
    }
    Ok(vec![sheet])
}

/// The text, by its byte order mark, as UTF-8 if it is that throughout, else as GB18030.
fn decoded(bytes: &[u8]) -> Result<String, Unreadable> {
    let utf_16 = |encoding: &'static encoding_rs::Encoding, bytes| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes)
    };
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok().map(Into::into),
        [0xFF, 0xFE, rest @ ..] => utf_16(UTF_16LE, rest),
        [0xFE, 0xFF, rest @ ..] => utf_16(UTF_16BE, rest),
        _ => match zeros(bytes) {
            (even, odd) if odd > even && odd * 10 > bytes.len() => utf_16(UTF_16LE, bytes),
            (even, odd) if even > odd && even * 10 > bytes.len() => utf_16(UTF_16BE, bytes),
            _ => std::str::from_utf8(bytes)
                .ok()
                .map(Into::into)
                .or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(bytes)),
        },
    };
    let text = text.ok_or(Unreadable::Encoding)?;
    // A text has no zero bytes; what has is another program's file.
    if text.contains('\0') { Err(Unreadable::Encoding) } else { Ok(text.into_owned()) }
}

/// How many zero bytes stand in even and in odd places: separators and line ends in UTF-16.
fn zeros(bytes: &[u8]) -> (usize, usize) {
    let at = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    (at(0), at(1))
}

/// Pages of web systems, and Excel's own XML of 2003.
fn refuse_pages(text: &str) -> Result<(), Unreadable> {
    let head: String = text.trim_start().chars().take(4096).collect::<String>().to_ascii_lowercase();
    let web = ["<html", "<table", "<!doctype html", "<head", "<body"].iter().any(|tag| head.contains(tag));
    match head.chars().next() {
        Some('<') if web => Err(Unreadable::WebPage),
        Some('<') if head.contains("<workbook") => Err(Unreadable::OtherTable("XML 表格（Excel 2003）")),
        Some('<') if head.starts_with("<?xml") => Err(Unreadable::Other("XML 文件")),
        Some('m') if head.starts_with("mime-version:") => Err(Unreadable::WebPage),
        Some('{' | '[') => Err(Unreadable::Other("JSON 文件")),
        _ => Ok(()),
    }
}

/// The separator: as Excel's first line `sep=;` says, else the one that stands most often outside quotation
/// marks at the beginning.
fn separator(text: &str) -> (char, &str) {
    if let Some(rest) = text.strip_prefix("sep=") {
        let mut chars = rest.chars();
        if let Some(separator) = chars.next() {
            return (separator, chars.as_str().trim_start_matches('\r').strip_prefix('\n').unwrap_or(""));
        }
    }
    let mut counts = [(',', 0), ('\t', 0), (';', 0), ('|', 0)];
    let mut quoted = false;
    for c in text.lines().take(30).flat_map(str::chars) {
        quoted ^= c == '"';
        if let Some((_, count)) = counts.iter_mut().find(|(one, _)| *one == c && !quoted) {
            *count += 1;
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    (counts.into_iter().find(|(_, count)| *count == most).map_or(',', |(one, _)| one), text)
}

/// The fields of every line; blank lines are rows too, as Excel counts them.
fn rows(text: &str, separator: char) -> Vec<Vec<String>> {
    // A quotation mark that is never closed is a character like others.
    split(text, separator, true).or_else(|| split(text, separator, false)).unwrap_or_default()
}

fn split(text: &str, separator: char, quotes: bool) -> Option<Vec<Vec<String>>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' if quoted => quoted = false,
            _ if quoted => field.push(c),
            // Excel's ="001" keeps a text a text.
            '"' if quotes && (field.is_empty() || field == "=") => quoted = true,
            _ if c == separator => row.push(std::mem::take(&mut field)),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    (!quoted).then_some(rows)
}

/// A field without what kept it a text: `="001"`, `'001`.
fn bare(field: String) -> String {
    match field.strip_prefix(['=', '\'']) {
        Some(rest) if rest.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric()) => rest.to_owned(),
        _ => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<Vec<String>> {
        let (one, body) = separator(text);
        rows(body, one).into_iter().map(|row| row.into_iter().map(bare).collect()).collect()
    }

    #[test]
    fn quotation_marks_keep_separators_and_lines() {
        assert_eq!(
            fields("a,\"b,\n\"\"c\"\"\",d\r\n\r\n=\"001\",'7\n"),
            [vec!["a", "b,\n\"c\"", "d"], vec![""], vec!["001", "7"],]
        );
        assert_eq!(fields("a;b\n\"c;d\n"), [vec!["a", "b"], vec!["\"c", "d"]]);
        assert_eq!(fields("sep=|\na|b,c"), [vec!["a", "b,c"]]);
        assert_eq!(fields("a\tb,c\td"), [vec!["a", "b,c", "d"]]);
    }
}
