//! Files that are no registers, each with what it is and what to do; and old and huge ones that are.

use std::io::{Cursor, Write as _};

use crate::book::{at, names, read, text, why, xlsx};
use crate::cells;

/// The sentence with which a file is refused.
#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let said = match read(bytes) {
        Ok(reading) => panic!("was read: {reading:?}"),
        Err(why) => why.to_string(),
    };
    assert!(said.contains('请') && said.ends_with('。') && !said.contains("rror"), "{said}");
    said
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    for (name, bytes) in streams {
        file.create_stream(format!("/{name}")).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

const OLD: &[u8] = include_bytes!("../data/register-biff8.xls");

/// The Workbook stream of the old workbook.
fn stream() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut file = cfb::CompoundFile::open(Cursor::new(OLD)).unwrap();
    std::io::Read::read_to_end(&mut file.open_stream("/Workbook").unwrap(), &mut bytes).unwrap();
    bytes
}

#[test]
fn an_old_workbook_is_read_with_its_merges_and_hidden_sheets() {
    let reading = read(OLD).unwrap();
    let sheet = &reading.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.header_rows.as_slice()), ("人员", [2, 3].as_slice()));
    assert_eq!((names(sheet), why(sheet, 6)), (vec!["孙示三", "李示四"], "小计、合计行"));
    let two = at(sheet, 5);
    assert_eq!((text(&two.unit), text(&two.cert_no)), ("政策法规股", "99000000004"));
    assert_eq!(two.issue_date.unwrap().to_string(), "2023-04-01");
    let skipped: Vec<&str> = reading.skipped_sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(skipped, ["填表说明", "旧表"]);
    assert_eq!(names(&read(&container(&[("Workbook", &stream())])).unwrap().sheets[0]).len(), 2);
}

#[test]
fn other_files_are_named() {
    let whole = xlsx(&[cells!["姓名", "证号", "单位"], cells!["张三", "1", "股"]]);
    let files: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "一个字节也没有"),
        (b"%PDF-1.7\n".to_vec(), "PDF"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "图片"),
        (b"Rar!\x1a\x07\x00".to_vec(), "压缩包"),
        (zip(&[("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")]), "Word 文档"),
        (zip(&[("xl/workbook.bin", b"1")]), ".xlsb"),
        (zip(&[("mimetype", b"x"), ("content.xml", b"<a/>")]), ".ods"),
        (zip(&[("照片.jpg", b"1")]), "压缩包"),
        (zip(&[("xl/workbook.xml", b"<a/>")]), "损坏"),
        (whole[..whole.len() / 2].to_vec(), "损坏"),
        (whole[..60].to_vec(), "损坏"),
        (OLD[..OLD.len() / 2].to_vec(), "损坏"),
        (container(&[("EncryptedPackage", b"1"), ("EncryptionInfo", b"2")]), "密码"),
        (container(&[("WordDocument", b"1")]), "Word 文档"),
        (container(&[("Book", b"\x09\x08\x08\x00\x00\x05\x05\x00")]), "Excel 5.0/95"),
        (container(&[("Workbook", b"\x09\x08\x08\x00\x00\x05\x05\x00\x00\x00\x00\x00")]), "Excel 5.0/95"),
        (container(&[("ETExtData", b"1")]), "WPS 表格（.et）"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00".to_vec(), "Excel 5.0/95"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"
                .to_vec(),
            "XML 表格",
        ),
        (b"\xff\xfe\x00".to_vec(), "编码"),
        (vec![0x80, 0xff, 0xff, 0x81], "编码"),
        (b"   \r\n , ,\r\n".to_vec(), "没有内容"),
        (xlsx(&[]), "没有内容"),
        ("单位,电话\n股,1\n".as_bytes().to_vec(), "“名册”没有找到有“姓名”的表头"),
        (xlsx(&[cells!["请见附件"]]), "“人员”没有找到"),
    ];
    for (bytes, words) in files {
        let said = refused(&bytes);
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[test]
fn a_locked_old_workbook_is_named() {
    let mut stream = stream();
    // FilePass comes after the first record.
    let first = 4 + usize::from(u16::from_le_bytes([stream[2], stream[3]]));
    stream.splice(first..first, [0x2F, 0x00, 0x02, 0x00, 0x01, 0x00]);
    assert!(refused(&container(&[("Workbook", &stream)])).contains("密码"));
}

#[test]
fn sizes_that_a_file_declares_are_not_believed() {
    // A sheet that claims every cell there is and holds one row.
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>姓名</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>证号</t></is></c></row>\
                <row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>张三</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>1</t></is></c></row>";
    let sheet =
        format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>");
    let parts = |sheet: &str, strings: &str| -> Vec<u8> {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let root = format!(
            "<Relationships><Relationship Id=\"1\" Type=\"{kind}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        let rels = format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{kind}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
        );
        let book = "<workbook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"人员\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
        zip(&[
            ("_rels/.rels", root.as_bytes()),
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", rels.as_bytes()),
            ("xl/sharedStrings.xml", strings.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    };
    let reading = read(&parts(&sheet, "<sst uniqueCount=\"1\"><si><t>a</t></si></sst>")).unwrap();
    assert_eq!(names(&reading.sheets[0]), ["张三"]);
    assert!(refused(&parts(&sheet, "<sst uniqueCount=\"99999999999\"></sst>")).contains("损坏"));
    // 200 MiB of blanks in 200 KiB.
    let bomb = format!("{sheet}{}", " ".repeat(200 << 20));
    assert!(refused(&parts(&bomb, "<sst/>")).contains("超过128兆"));

    // The room that an old workbook declares, and cells in its far corners.
    let mut stream = stream();
    let at = stream.windows(4).rposition(|record| record == [0x00, 0x02, 0x0E, 0x00]).unwrap();
    stream[at + 8..at + 12].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(refused(&container(&[("Workbook", &stream)])).contains("损坏"));
    let mut stream = self::stream();
    let at = stream.windows(4).position(|record| record == [0xFD, 0x00, 0x0A, 0x00]).unwrap();
    stream[at + 4..at + 8].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    assert!(refused(&container(&[("Workbook", &stream)])).contains("隔得太远"));
}

#[test]
fn a_file_longer_than_any_register_is_refused() {
    let mut csv = String::from("姓名,证号,单位\n");
    csv.extend((0..100_001).map(|n| format!("张三,{n},股\n")));
    assert!(refused(csv.as_bytes()).contains("超过100000行"));
}
