//! What a file is by its bytes; its name says little.

use std::io::{Cursor, Read as _};

use super::unreadable::Unreadable;

/// What can be read.
pub enum Kind {
    Xlsx,
    /// BIFF8; how it lies in the container has been checked.
    Xls,
    Text,
}

/// What XML a workbook may hold when it is unpacked, in MiB.
const MOST_XML: u64 = 128;
/// Shared strings that calamine may make room for.
const MOST_STRINGS: usize = 20_000_000;
/// Cells that calamine may make room for in the sheets of one .xls.
const MOST_SPREAD: usize = 8_000_000;

/// Looks at a file without trusting any size that it declares.
///
/// # Errors
/// What it is instead.
pub fn kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::NoBytes);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zipped(bytes).map(|()| Kind::Xlsx);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes).map(|()| Kind::Xls);
    }
    const HEADS: [(&[u8], &str); 8] = [
        (b"%PDF", "PDF 文件"),
        (b"\xFF\xD8\xFF", "图片"),
        (b"\x89PNG", "图片"),
        (b"GIF8", "图片"),
        (b"Rar!", "压缩包"),
        (b"7z\xBC\xAF", "压缩包"),
        (b"{\\rtf", "文字文档（RTF）"),
        (b"SQLite format 3", "数据库文件"),
    ];
    if let Some((_, what)) = HEADS.iter().find(|(head, _)| bytes.starts_with(head)) {
        return Err(Unreadable::Other(what));
    }
    // A bare BIFF stream, as Excel wrote before it had containers.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, _, 0x00, ..]) {
        return Err(Unreadable::OldExcel);
    }
    Ok(Kind::Text)
}

/// A workbook is unpacked once to see how much it holds; pictures are not, they are not read.
fn zipped(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.into_owned()).collect();
    let has = |start: &str| names.iter().any(|name| name.trim_start_matches('/').starts_with(start));
    if has("xl/workbook.bin") {
        return Err(Unreadable::OtherTable("二进制工作簿（.xlsb）"));
    }
    if has("word/") {
        return Err(Unreadable::Other("Word 文档（.docx）"));
    }
    if has("ppt/") {
        return Err(Unreadable::Other("演示文稿（.pptx）"));
    }
    if has("content.xml") && has("mimetype") {
        return Err(Unreadable::OtherTable("开放文档表格（.ods）"));
    }
    if !has("xl/") && !has("[Content_Types].xml") {
        return Err(Unreadable::Other("压缩包"));
    }
    let mut left = MOST_XML << 20;
    for at in 0..archive.len() {
        let Ok(mut part) = archive.by_index(at) else { return Err(Unreadable::Damaged) };
        let Ok(name) = part.name().map(|name| name.to_ascii_lowercase()) else {
            return Err(Unreadable::Damaged);
        };
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut head = Vec::new();
        let mut read = (&mut part).take(4096).read_to_end(&mut head).map_err(|_| Unreadable::Damaged)? as u64;
        read += std::io::copy(&mut (&mut part).take(left), &mut std::io::sink())
            .map_err(|_| Unreadable::Damaged)?;
        left =
            left.checked_sub(read).filter(|left| *left > 0).ok_or(Unreadable::Swollen { most: MOST_XML })?;
        if name.ends_with("sharedstrings.xml") && declared(&head) > MOST_STRINGS {
            return Err(Unreadable::Damaged);
        }
    }
    Ok(())
}

/// The number of shared strings for which calamine makes room before it has seen one.
fn declared(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head);
    let digits = |rest: &str| -> String {
        rest.trim_start_matches([' ', '=', '"', '\'']).chars().take_while(char::is_ascii_digit).collect()
    };
    let counts = head.split("uniqueCount").skip(1).map(digits).filter(|digits| !digits.is_empty());
    counts.map(|digits| digits.parse().unwrap_or(usize::MAX)).max().unwrap_or(0)
}

/// A container of old Office: which program's, whether it is locked, and how far its cells lie apart.
fn compound(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    let names: Vec<String> = file.walk().map(|entry| entry.name().to_owned()).collect();
    let has = |name: &str| names.iter().any(|one| one.eq_ignore_ascii_case(name));
    if has("EncryptedPackage") {
        return Err(Unreadable::Password);
    }
    if has("WordDocument") {
        return Err(Unreadable::Other("Word 文档（.doc）"));
    }
    if has("PowerPoint Document") {
        return Err(Unreadable::Other("演示文稿（.ppt）"));
    }
    if !has("Workbook") {
        return Err(if has("Book") {
            Unreadable::OldExcel
        } else if has("ETExtData") {
            Unreadable::OtherTable("WPS 表格（.et）")
        } else {
            Unreadable::Other("别的程序的文件")
        });
    }
    let mut stream = Vec::new();
    let open = file.open_stream("/Workbook");
    let read = open.and_then(|stream_of| stream_of.take(bytes.len() as u64).read_to_end(&mut stream));
    read.map_err(|_| Unreadable::Damaged)?;
    workbook(&stream)
}

/// Walks the records of a BIFF stream: its version, a password, and the room that its sheets would take:
/// calamine lays each sheet out whole, from its first cell to its last.
fn workbook(stream: &[u8]) -> Result<(), Unreadable> {
    let (mut at, mut first, mut sheets) = (0, true, 1);
    let [mut top, mut left, mut bottom, mut right] = [usize::MAX, usize::MAX, 0, 0];
    while let Some(&[a, b, c, d]) = stream.get(at..at + 4) {
        let (kind, len) = (u16::from_le_bytes([a, b]), usize::from(u16::from_le_bytes([c, d])));
        let Some(data) = stream.get(at + 4..at + 4 + len) else { return Err(Unreadable::Damaged) };
        at += 4 + len;
        let word = |i: usize| match data.get(i..i + 2) {
            Some(two) => usize::from(u16::from_le_bytes([two[0], two[1]])),
            None => 0,
        };
        match kind {
            0x0809 if first && word(0) != 0x0600 => return Err(Unreadable::OldExcel),
            0x002F => return Err(Unreadable::Password),
            0x0085 => sheets += 1,
            // The room that a sheet declares: rows by 32 bits, columns by 16.
            0x0200 => {
                let double = |i: usize| word(i) + (word(i + 2) << 16);
                let (rows, columns) = (double(4).checked_sub(double(0)), word(10).checked_sub(word(8)));
                if rows.is_none_or(|rows| rows > 0x1_0000) || columns.is_none_or(|columns| columns > 0x100) {
                    return Err(Unreadable::Damaged);
                }
            }
            // Numbers, texts, formulas, truth values, and several numbers at once.
            0x0203 | 0x0204 | 0x0205 | 0x0006 | 0x027E | 0x00FD | 0x00D6 | 0x00BD => {
                let (row, column) = (word(0), word(2));
                let last = if kind == 0x00BD { word(len.saturating_sub(2)).max(column) } else { column };
                (top, left) = (top.min(row), left.min(column));
                (bottom, right) = (bottom.max(row), right.max(last));
            }
            _ => {}
        }
        first = false;
    }
    let area = if top == usize::MAX { 0 } else { (bottom - top + 1) * (right - left + 1) };
    match (first, area * sheets > MOST_SPREAD) {
        (true, _) => Err(Unreadable::Damaged),
        (_, true) => Err(Unreadable::Scattered),
        _ => Ok(()),
    }
}
