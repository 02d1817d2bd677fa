//! The README's walk, with real scans as evidence: from an empty folder to a paper, its deadlines and the export.

use binggong::domain::hash::Hash;
use sha2::{Digest, Sha256};

use crate::bureau::{Bureau, CASE, LEDGER, NUMBER};

/// A PNG of grey noise, as a scanner gives it: big enough for several parts in the ledger.
fn scan(width: u32, height: u32) -> Vec<u8> {
    let mut noise = 0x2545_f491_u32;
    let mut rows = Vec::new();
    for _ in 0..height {
        rows.push(0);
        rows.extend((0..width).map(|_| {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            noise as u8
        }));
    }
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 0, 0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", stored(&rows)), (b"IEND", Vec::new())] {
        let body = [kind.as_slice(), &data].concat();
        png.extend((data.len() as u32).to_be_bytes());
        png.extend(&body);
        png.extend(crc32(&body).to_be_bytes());
    }
    png
}

/// zlib without compression.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut blocks = data.chunks(0xffff).peekable();
    while let Some(block) = blocks.next() {
        let size = block.len() as u16;
        out.push(u8::from(blocks.peek().is_none()));
        out.extend(size.to_le_bytes());
        out.extend((!size).to_le_bytes());
        out.extend(block);
    }
    let (a, b) = data.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65521;
        (a, (a + b) % 65521)
    });
    out.extend((b << 16 | a).to_be_bytes());
    out
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(!0, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

/// The smallest photograph: one grey point, baseline JPEG.
fn photograph() -> Vec<u8> {
    let quantization = [&[0xff, 0xdb, 0, 67, 0][..], &[1; 64]].concat();
    let frame = [0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0];
    let codes = |class: u8| [&[0xff, 0xc4, 0, 20, class, 1][..], &[0; 15], &[0]].concat();
    let scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x3f, 0xff, 0xd9];
    let start = [0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
    [&start[..], &quantization, &frame, &codes(0), &codes(0x10), &scan].concat()
}

/// The example with a scan, a photograph and a PDF as its first pieces of evidence, and served.
fn filled_in() -> String {
    let files = [
        ("案卷第9页", "证据/审批表.png"),
        ("案卷第17页", "证据/送达回证.jpg"),
        ("案卷第21页", "证据/撤销表.pdf"),
    ];
    let with_files = files.iter().fold(CASE.to_owned(), |text, (page, file)| {
        text.replacen(
            &format!("\"页码\" = \"{page}\"\n"),
            &format!("\"页码\" = \"{page}\"\n\"文件\" = \"{file}\"\n"),
            1,
        )
    });
    assert_eq!(with_files.matches("\"文件\"").count(), 3);
    with_files.replace("\"送达日期\" = \"\"", "\"送达日期\" = \"2026-03-05\"")
}

fn exported(bureau: &Bureau, bytes: &[u8], ending: &str) -> Vec<u8> {
    bureau.bytes(format!("导出/files/{}.{ending}", Hash(Sha256::digest(bytes).into())))
}

#[test]
fn from_an_empty_folder_to_a_paper_its_deadlines_and_the_export() {
    let bureau = Bureau::empty();
    let founded = bureau.found(&[]).done();
    assert!(founded.contains("已建立示例县应急管理局的台账") && founded.contains("末条：1:"), "{founded}");
    let template = bureau.run(&["decide", "--template"]).done();
    assert_eq!(template.trim(), include_str!("../../assets/case-template.toml").trim());

    let png = scan(1700, 1300);
    let earlier = Bureau::with_notice().bytes(format!("out/{NUMBER}.pdf"));
    bureau.put("证据/审批表.png", &png);
    bureau.put("证据/送达回证.jpg", photograph());
    bureau.put("证据/撤销表.pdf", &earlier);
    bureau.put("案件.toml", filled_in());
    assert!(bureau.run(&["judge", "案件.toml"]).done().contains("可以，与分析意见一致"));

    let decided = bureau.run(&["decide", LEDGER, "案件.toml", "--out", "文书"]).done();
    for words in [
        "操作人孙示三",
        NUMBER,
        "3页",
        "申请复核，2026年4月17日前",
        "即2026年4月7日",
        "权利按较晚的一日",
        "末条：16:",
    ] {
        assert!(decided.contains(words), "{words}: {decided}");
    }
    let paper = bureau.bytes(format!("文书/{NUMBER}.pdf"));
    assert!(paper.starts_with(b"%PDF-1.4"));

    let head = bureau.head();
    bureau.run(&["verify", LEDGER, "--full", "--head", &head]).done();
    bureau.run(&["notice", LEDGER, NUMBER, "--out", "再印", "--text"]).done();
    assert_eq!(bureau.bytes(format!("再印/{NUMBER}.pdf")), paper);

    assert!(bureau.run(&["export", LEDGER, "--out", "导出"]).done().contains("文书1份"));
    assert_eq!(exported(&bureau, &png, "png"), png);
    assert_eq!(exported(&bureau, &photograph(), "jpg"), photograph());
    assert_eq!(exported(&bureau, &earlier, "pdf"), earlier);
    assert_eq!(bureau.bytes(format!("导出/notices/{NUMBER}.pdf")), paper);
    let journal = String::from_utf8(bureau.bytes("导出/journal.jsonl")).unwrap();
    assert_eq!(journal.lines().count(), 16);
    assert!(journal.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}

#[test]
fn the_paper_says_facts_citations_shares_remedy_and_dates() {
    let bureau = Bureau::with_notice();
    bureau.run(&["notice", LEDGER, "--out", "再印", "--text"]).done();
    let text = String::from_utf8(bureau.bytes(format!("再印/{NUMBER}.txt"))).unwrap();
    let text: String = text.split_whitespace().collect();
    for words in [
        "示例县应急管理局",
        NUMBER,
        "行政执法过错责任追究决定书",
        "李示四，综合行政执法大队大队长",
        // 事实和证据
        "2025年11月27日，审批表没有报分管负责人签批",
        "送达回证（案卷第17页）",
        "整改期限将至不是免予追究的理由",
        // 依据和责任划分
        "示应急字〔2020〕25号",
        "第五条第3项",
        "第七条第1项",
        "第九条第2项",
        "承担全部责任",
        // 决定
        "2026年3月4日局长办公会议",
        "予以批评教育，责令在15日内作出书面检查",
        // 救济
        "第十二条，自收到本决定书之日起30日内",
        "复核",
        "申诉",
        "2026年3月5日",
        "抄送：派驻纪检监察组",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    for never in ["行政复议", "诉讼"] {
        assert!(!text.contains(never), "{never}");
    }
}

#[test]
fn scans_are_real_pictures() {
    // What the pictures of this test are made by is checked against known sums.
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    assert_eq!(stored(b"Wikipedia")[16..], 0x11e6_0398_u32.to_be_bytes());
}
