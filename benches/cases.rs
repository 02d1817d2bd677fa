//! Cases and their files: a list of 100,000 by its keys, an import of 5,000, 500 scans brought into a file, and a
//! scanned page made ready to be painted.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::time::Instant;

use binggong::domain::case::{Case, CaseKind};
use binggong::domain::case_file::DocumentKind;
use binggong::domain::id::Id;
use binggong::exchange::cases::CaseReading;
use binggong::exchange::register::{Book, Mappings};
use binggong::ledger::case_file::{Attach, OpenScan, read_scan, scans_in};
use binggong::ledger::file::{Machine, Watch};
use binggong::ledger::import::cases::CaseAssumptions;
use binggong::ledger::{CaseQuery, CaseSort, Ledger};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, GrayImage, ImageEncoder as _, Luma};
use lopdf::{Document, Object, Stream, dictionary};
use rust_xlsxwriter::Workbook;

use super::{Line, USER, agency, case, fixed, key, timed};

/// Rows of the imported list.
const CASES: u32 = 5000;
/// Scans of one file, and the bytes of each.
const SCANS: usize = 500;
const SCAN: usize = 1_000_000;
/// A4 at 200 points to the inch.
const PAGE: (u32, u32) = (1654, 2339);
/// Pages of a PDF that is leafed through.
const LEAVES: u32 = 6;
/// How wide a page is shown: about half of a large window.
const SHOWN: u32 = 900;

pub fn measure(dir: &Path, lines: &mut Vec<Line>) {
    import(dir, lines);
    scans(dir, lines);
    page(dir, lines);
}

fn line(what: &'static str, measured: f64, budget: f64, unit: &'static str, gate: bool) -> Line {
    Line { what, measured, budget, unit, less: true, gate }
}

/// The list as somebody filters and sorts it; of several askings the slowest counts, the first reading apart.
pub fn list(ledger: &Ledger, lines: &mut Vec<Line>) {
    let all = CaseQuery { typed: String::new(), kind: None, sort: CaseSort::OpenedOn, descending: true };
    let ask = |query: &CaseQuery| timed(|| ledger.case_register(query).expect("keys"));
    let (keys, first) = ask(&all);
    assert!(keys.len() >= 100_000, "{}", keys.len());
    let sorted = [CaseSort::Number, CaseSort::Party, CaseSort::OpenedOn].map(|sort| CaseQuery {
        sort,
        descending: false,
        ..all.clone()
    });
    let filtered =
        [CaseKind::Penalty, CaseKind::Inspection].map(|kind| CaseQuery { kind: Some(kind), ..all.clone() });
    let typed = ["2025", "示应急罚〔2025〕42号", "公司", "化工有限", "未如实记录", "z", "slx"]
        .map(|typed| CaseQuery { typed: typed.into(), ..all.clone() });
    let slowest = |queries: &[CaseQuery]| {
        let mut worst = 0.0_f64;
        for query in queries.iter().chain(queries) {
            let (keys, took) = ask(query);
            black_box(keys);
            worst = worst.max(took * 1000.0);
        }
        worst
    };
    let sorting = slowest(&sorted);
    let filtering = slowest(&filtered);
    let searching = slowest(&typed);
    let seen = &keys[keys.len() / 2..keys.len() / 2 + 60];
    let (rows, took) = timed(|| ledger.case_rows(seen).expect("rows"));
    assert_eq!(rows.len(), 60);
    lines.push(line("100,000 cases listed, first reading", first * 1000.0, 400.0, "ms CPU", true));
    lines.push(line("… sorted by number, party, day", sorting, 16.0, "ms CPU", false));
    lines.push(line("… filtered by kind", filtering, 16.0, "ms CPU", false));
    // The list asks on a thread: a frame does not wait for it, a person does.
    lines.push(line("… searched as typed, on a thread", searching, 100.0, "ms CPU", true));
    lines.push(line("… the rows of a screen", took * 1000.0, 5.0, "ms CPU", true));
}

fn import(dir: &Path, lines: &mut Vec<Line>) {
    let path = dir.join("cases.ledger");
    let mut ledger =
        Ledger::create(&path, &key(), Machine::ephemeral(), fixed("cases"), &agency(), &USER).expect("made");
    let bytes = workbook();
    let (reading, read) = timed(|| {
        let book = Book::of_bytes("案件", &bytes).expect("a workbook");
        CaseReading::of(&book, &Mappings::default())
    });
    let plan =
        |ledger: &Ledger| timed(|| ledger.plan_cases(&reading, &CaseAssumptions::default()).expect("a plan"));
    let (first, planned) = plan(&ledger);
    assert_eq!(first.tally().new, CASES as usize, "{:?}", first.tally());
    let (done, written) =
        timed(|| ledger.import_cases(&first, &BTreeSet::new(), "案件.xlsx").expect("written"));
    assert_eq!(done.added, CASES as usize);
    let (again, unchanged) = plan(&ledger);
    assert_eq!(again.tally().unchanged, CASES as usize, "{:?}", again.tally());
    lines.push(line("5,000 cases read and tried", read + planned, 1.0, "s", true));
    lines.push(line("the same, written in one act", written, 1.0, "s", true));
    lines.push(line("the same list again, tried", unchanged, 0.5, "s", true));
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = [
        "序号",
        "案号",
        "案件名称",
        "案件类别",
        "立案日期",
        "当事人",
        "统一社会信用代码",
        "案件来源",
        "法律依据",
        "罚款金额",
    ];
    for (column, words) in (0..).zip(head) {
        sheet.write(0, column, words).expect("written");
    }
    for row in 1..=CASES {
        let party = format!("示例县第{row}化工有限公司");
        let cells = [
            row.to_string(),
            format!("示应急罚〔2025〕{row}号"),
            format!("{party}未如实记录隐患排查治理情况案"),
            "行政处罚（普通程序）".to_owned(),
            "2025.11.3".to_owned(),
            party,
            "91000000MA0000001R".to_owned(),
            "日常检查".to_owned(),
            "安全生产法".to_owned(),
            "20000".to_owned(),
        ];
        for (column, text) in (0..).zip(&cells) {
            sheet.write(row, column, text).expect("written");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// Scans of a folder into the file of a case: read, brought in part by part, attached by one act; and stopped half-way.
fn scans(dir: &Path, lines: &mut Vec<Line>) {
    let path = dir.join("scans.ledger");
    let mut ledger =
        Ledger::create(&path, &key(), Machine::ephemeral(), fixed("scans"), &agency(), &USER).expect("made");
    let of = ledger.open_case(&case(1)).expect("a case");
    let folder = dir.join("扫描件");
    std::fs::create_dir(&folder).expect("made");
    for at in 1..=SCANS {
        std::fs::write(folder.join(format!("第{at}页.png")), scan(at)).expect("written");
    }
    let head = ledger.head().expect("a head");
    let stopped = bring(&mut ledger, of, &folder, Some(SCANS / 2));
    assert!(stopped.is_none() && ledger.head().expect("a head") == head, "nothing is attached");
    let ((longest, clock), took) = timed(|| {
        let begun = Instant::now();
        let longest = bring(&mut ledger, of, &folder, None).expect("attached");
        (longest, begun.elapsed().as_secs_f64())
    });
    assert_eq!(ledger.case_file(of).expect("a file").pages() as usize, SCANS);
    println!("500 scans of 1 MB: {clock:.1} s on the clock");
    lines.push(line("500 scans of 1 MB attached", took, 10.0, "s CPU", true));
    // Between two parts the window is painted, and whoever asks to stop is heard.
    lines.push(line("… the longest part, on the clock", longest * 1000.0, 100.0, "ms", false));
}

/// Brings a folder in as one document; gives the seconds of its longest part, none where it was stopped.
fn bring(ledger: &mut Ledger, of: Id<Case>, folder: &Path, stop: Option<usize>) -> Option<f64> {
    let watch = Watch::default();
    let (files, _) = scans_in(folder).expect("scans");
    let proposed = ledger.propose_documents(&files).remove(0);
    let (mut scans, mut longest) = (Vec::new(), 0.0_f64);
    for at in &proposed.files {
        if stop == Some(scans.len()) {
            watch.stop();
        }
        let mut read = read_scan(&files[*at].path, &watch).ok()?;
        loop {
            let begun = Instant::now();
            let whole = ledger.bring_scan(&mut read).expect("brought");
            longest = longest.max(begun.elapsed().as_secs_f64());
            if whole {
                break;
            }
        }
        scans.push(read.scan);
    }
    let documents = [Attach { kind: DocumentKind::Other, title: "扫描页".into(), on: None, scans }];
    ledger.attach_documents(of, &documents).expect("attached");
    Some(longest)
}

/// A megabyte that begins and ends as a picture does, and is nobody else's.
fn scan(at: usize) -> Vec<u8> {
    let mut picture = Cursor::new(Vec::new());
    GrayImage::from_pixel(8, 8, Luma([at as u8]))
        .write_to(&mut picture, image::ImageFormat::Png)
        .expect("a picture");
    let mut bytes = picture.into_inner();
    let end = bytes.split_off(bytes.len() - 12);
    // A chunk of its own for what makes it large: readers pass over it.
    let filling = SCAN - bytes.len() - end.len() - 12;
    bytes.extend((filling as u32).to_be_bytes());
    bytes.extend(b"fiLl");
    let word = |n: u64| (n ^ (at as u64) << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
    bytes.extend((0..).flat_map(word).take(filling));
    bytes.extend([0; 4]);
    bytes.extend(end);
    bytes
}

/// A page of a scanned PDF from the ledger to the points that are painted: the first, for which the file is opened, and
/// one that is leafed to.
fn page(dir: &Path, lines: &mut Vec<Line>) {
    let path = dir.join("page.ledger");
    let mut ledger =
        Ledger::create(&path, &key(), Machine::ephemeral(), fixed("page"), &agency(), &USER).expect("made");
    let of = ledger.open_case(&case(1)).expect("a case");
    let folder = dir.join("一件");
    std::fs::create_dir(&folder).expect("made");
    std::fs::write(folder.join("05决定书.pdf"), scanned_pdf()).expect("written");
    bring(&mut ledger, of, &folder, None).expect("attached");
    let scan = ledger.case_file(of).expect("a file").documents[0].value.scans[0].clone();
    assert_eq!(scan.pages, Some(LEAVES));
    let open = OpenScan::default();
    let shown = |page: u32| {
        let (([wide, _], points), took) =
            timed(|| ledger.scan_page(&open, &scan.file, page, SHOWN).expect("points"));
        assert_eq!(wide, SHOWN as usize);
        black_box(points);
        took * 1000.0
    };
    let first = shown(0);
    let next = (1..LEAVES).map(shown).fold(0.0, f64::max);
    lines.push(line("a scanned A4 page, 200 dpi, first of its file", first, 100.0, "ms CPU", true));
    lines.push(line("… the next page, the slowest of five", next, 100.0, "ms CPU", true));
}

/// Pages of writing as a scanner makes them: grey, with grain, as JPEG in a PDF.
fn scanned_pdf() -> Vec<u8> {
    let mut file = Document::with_version("1.5");
    let parent = file.new_object_id();
    let kids: Vec<Object> = (0..LEAVES)
        .map(|leaf| {
            let image = Stream::new(
                dictionary! {
                    "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(PAGE.0),
                    "Height" => i64::from(PAGE.1), "ColorSpace" => "DeviceGray",
                    "BitsPerComponent" => 8, "Filter" => "DCTDecode",
                },
                jpeg(leaf),
            );
            let image = file.add_object(image);
            let drawn = Stream::new(dictionary! {}, b"q 595 0 0 842 0 0 cm /Im Do Q".to_vec());
            let contents = file.add_object(drawn);
            let page = dictionary! {
                "Type" => "Page", "Parent" => parent, "Contents" => contents,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                "Resources" => dictionary! { "XObject" => dictionary! { "Im" => image } },
            };
            file.add_object(page).into()
        })
        .collect();
    let all = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => i64::from(LEAVES) };
    file.objects.insert(parent, all.into());
    let root = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    file.trailer.set("Root", root);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("a PDF");
    bytes
}

fn jpeg(leaf: u32) -> Vec<u8> {
    let grain = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503) ^ leaf) >> 27;
    let page = GrayImage::from_fn(PAGE.0, PAGE.1, |x, y| {
        let margin = x > 220 && x < PAGE.0 - 220 && y > 290 && y < PAGE.1 - 290;
        let stroke = (x / 6 + leaf) % 5 < 2 && (y / 5).is_multiple_of(3) && y % 96 < 52 && x % 52 < 44;
        let paper = 250 - grain(x, y) as u8 % 16;
        Luma([if margin && stroke { 40 + grain(y, x) as u8 % 32 } else { paper }])
    });
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 85)
        .write_image(page.as_raw(), PAGE.0, PAGE.1, ExtendedColorType::L8)
        .expect("a picture");
    bytes
}
