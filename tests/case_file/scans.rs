//! Scans: recognised, brought in, attached whole or not at all; a damaged one is kept and named.

use std::io::Cursor;
use std::path::Path;

use binggong::domain::case::{Case, Handling};
use binggong::domain::case_file::{Concern, DocumentKind};
use binggong::domain::id::Id;
use binggong::env::Env;
use binggong::ledger::case_file::{
    Attach, AttachPages, Filed, OpenScan, Paging, ScanFile, read_scan, scans_in,
};
use binggong::ledger::file::{Depth, Key, Machine, Mode, Watch};
use binggong::ledger::{Error, Ledger};
use lopdf::{Dictionary, Document, Object, dictionary};

use super::house::{FOUNDER, House, agency, morning};
use super::{add, beside, case, contents};
use DocumentKind as K;

/// A PDF of so many empty pages.
pub fn pdf(pages: u32) -> Vec<u8> {
    let mut file = Document::with_version("1.5");
    let parent = file.new_object_id();
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let page = dictionary! { "Type" => "Page", "Parent" => parent,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
            file.add_object(page).into()
        })
        .collect();
    let all: Dictionary = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => pages };
    file.objects.insert(parent, all.into());
    let root = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => parent });
    file.trailer.set("Root", root);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("a PDF");
    bytes
}

/// A picture of a page, each of its own.
pub fn png(mark: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::RgbImage::from_fn(60, 80, |x, y| image::Rgb([mark, x as u8, y as u8]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

fn write(dir: &Path, files: &[(&str, Vec<u8>)]) {
    for (name, bytes) in files {
        std::fs::write(dir.join(name), bytes).expect("a file");
    }
}

/// Attaches what is proposed, as somebody who confirms all of it does; stops before this many files.
fn attach(ledger: &mut Ledger, case: Id<Case>, dir: &Path, stop: Option<usize>) -> Result<Filed, Error> {
    let watch = Watch::default();
    let (files, _) = scans_in(dir)?;
    let mut documents = Vec::new();
    let mut read = 0;
    for proposed in ledger.propose_documents(&files) {
        let mut scans = Vec::new();
        for at in &proposed.files {
            if stop == Some(read) {
                watch.stop();
            }
            watch.step(1)?;
            let ScanFile { path, .. } = &files[*at];
            let mut scan = read_scan(path, &watch)?;
            while !ledger.bring_scan(&mut scan)? {}
            scans.push(scan.scan);
            read += 1;
        }
        documents.push(Attach { kind: proposed.kind, title: proposed.title, on: proposed.on, scans });
    }
    ledger.attach_documents(case, &documents)
}

#[test]
fn a_folder_becomes_documents_with_their_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = [
        ("03-询问笔录-张三.pdf", pdf(3)),
        ("07 送达回证_2.png", png(2)),
        ("07 送达回证_1.png", png(1)),
        ("01立案审批表.pdf", pdf(2)),
        ("说明.txt", b"1".to_vec()),
        ("空.pdf", Vec::new()),
    ];
    write(dir.path(), &files);
    let (scans, skipped) = scans_in(dir.path()).expect("scans");
    assert_eq!(scans.len(), 4);
    let told: Vec<String> = skipped.iter().map(|one| format!("{}{}", one.name, one.why)).collect();
    assert_eq!(told, ["空.pdf是空文件", "说明.txt不是 PDF、JPEG、PNG"]);
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    add(ledger, case, K::Decision, 4);
    let acts = ledger.timeline(case.uuid()).expect("a timeline").len();
    let filed = attach(ledger, case, dir.path(), None).expect("attached");
    let is = |title: &str, pages: &str| (title.to_owned(), pages.to_owned());
    assert_eq!(
        contents(&filed),
        [is("立案审批表", "1—2"), is("询问笔录-张三", "3—5"), is("决定书", "6—9"), is("送达回证", "10—11"),]
    );
    let told = ledger.timeline(case.uuid()).expect("a timeline");
    assert_eq!(told.len(), acts + 1, "one act for all of them");
    let scan = &filed.documents[1].value.scans[0].file;
    assert_eq!(ledger.file(&scan.hash).expect("its bytes"), pdf(3));
    assert_eq!(filed.documents[1].value.scan_of(4), Some((0, 1)));
}

/// Attaches by pages and by names what is proposed for the file; gives what was left, with the reasons.
fn attach_to_file(ledger: &mut Ledger, case: Id<Case>, dir: &Path) -> Result<Vec<String>, Error> {
    let (files, _) = scans_in(dir)?;
    let (onto, proposed, left) = ledger.propose_for_file(case, &files)?;
    let mut bring = |at: usize| {
        let mut read = read_scan(&files[at].path, &Watch::default())?;
        while !ledger.bring_scan(&mut read)? {}
        Ok::<_, Error>(read.scan)
    };
    let mut documents = Vec::new();
    for one in proposed {
        let scans = one.files.iter().map(|at| bring(*at)).collect::<Result<_, _>>()?;
        documents.push(Attach { kind: one.kind, title: one.title, on: one.on, scans });
    }
    let mut pages = Vec::new();
    for one in onto {
        let scans = one.files.iter().map(|(page, at)| Ok((*page, bring(*at)?)));
        pages.push(AttachPages { document: one.document, scans: scans.collect::<Result<_, Error>>()? });
    }
    ledger.attach_scans(case, &documents, &pages)?;
    Ok(left.into_iter().map(|one| format!("{}{}", one.name, one.why)).collect())
}

#[test]
fn scans_called_by_a_page_come_to_the_document_that_has_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    add(ledger, case, K::Filing, 1);
    add(ledger, case, K::Questioning, 2);
    add(ledger, case, K::Decision, 2);
    let damaged = png(3)[..60].to_vec();
    write(
        dir.path(),
        &[
            ("第1页.png", png(1)),
            ("第 2 页.png", png(2)),
            ("第3页.png", damaged),
            ("第4页.png", png(4)),
            ("第9页.png", png(9)),
            ("01现场检查记录.png", png(7)),
        ],
    );
    let acts = ledger.timeline(case.uuid()).expect("a timeline").len();
    let left = attach_to_file(ledger, case, dir.path()).expect("attached");
    // Half a document is none; a page that the file does not have is a document of its own.
    assert_eq!(left, ["第4页.png是《决定书》（第4—5页）的，还差第5页，齐了再归入"]);
    assert_eq!(ledger.timeline(case.uuid()).expect("a timeline").len(), acts + 1, "one act for all of them");
    let filed = ledger.case_file(case).expect("a file");
    let is = |title: &str, pages: &str| (title.to_owned(), pages.to_owned());
    assert_eq!(
        contents(&filed),
        [
            is("立案审批表", "1"),
            is("现场检查记录", "2"),
            is("询问笔录", "3—4"),
            is("决定书", "5—6"),
            is("扫描页9", "7"),
        ],
        "what comes in moves what has got its scans"
    );
    let scans = |at: usize| &filed.documents[at].value.scans;
    assert_eq!(ledger.file(&scans(0)[0].file.hash).expect("its bytes"), png(1));
    assert_eq!((scans(2).len(), scans(2)[1].pages, scans(3).len()), (2, None, 0));

    // A damaged page is scanned again and replaced; one that can be read is not.
    let again = tempfile::tempdir().expect("a folder");
    write(again.path(), &[("第4页.png", png(13)), ("第1页.png", png(11))]);
    let left = attach_to_file(ledger, case, again.path()).expect("attached");
    assert_eq!(left, ["第1页.png《立案审批表》（第1页）已有扫描件，没有换"]);
    let filed = ledger.case_file(case).expect("a file");
    let of = &filed.documents[2].value;
    assert_eq!((of.scanned(), of.page_words().as_str()), (Some(2), "3—4"));
    assert_eq!(ledger.file(&of.scans[1].file.hash).expect("its bytes"), png(13));
}

#[test]
fn a_damaged_scan_is_kept_and_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let (whole, whole_png) = (pdf(5), png(7));
    let files = [
        ("01立案审批表.pdf", whole[..whole.len() / 3].to_vec()),
        ("02现场照片_1.png", whole_png[..whole_png.len() - 30].to_vec()),
        ("05决定书.pdf", pdf(2)),
    ];
    write(dir.path(), &files);
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    let filed = attach(ledger, case, dir.path(), None).expect("attached");
    let damaged: Vec<&Concern> =
        filed.concerns.iter().filter(|one| matches!(one, Concern::Unreadable { .. })).collect();
    assert_eq!(
        damaged,
        [&Concern::Unreadable { document: 0, scan: 0 }, &Concern::Unreadable { document: 1, scan: 0 }]
    );
    let kept = &filed.documents[0].value.scans[0];
    assert_eq!(kept.pages, None);
    assert_eq!(ledger.file(&kept.file.hash).expect("its bytes").len() as u64, kept.file.size);
    // How many pages it has on paper, a person says.
    let read = filed.documents[0].clone();
    ledger.change_document(&read, &read.value.clone(), Paging::Flow { pages: 5 }, "").expect("changed");
    assert_eq!(ledger.case_file(case).expect("a file").pages(), 8);
}

#[test]
fn pages_and_scans_must_agree() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), &[("05决定书.pdf", pdf(2))]);
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    let filed = attach(ledger, case, dir.path(), None).expect("attached");
    let read = filed.documents[0].clone();
    let refused = ledger.change_document(&read, &read.value.clone(), Paging::Written { from: 1, to: 4 }, "");
    let (field, why) = beside(refused);
    assert_eq!(field, "document.pages");
    assert!(why.contains("占4页，扫描件有2页"), "{why}");
}

#[test]
fn what_is_no_scan_is_refused_by_its_bytes() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), &[("甲.pdf", b"PK\x03\x04....".to_vec()), ("乙.png", Vec::new())]);
    for (name, why) in [("甲.pdf", "不是 PDF、JPEG、PNG"), ("乙.png", "是空文件")] {
        let refused = read_scan(&dir.path().join(name), &Watch::default()).map(drop).expect_err("a refusal");
        assert!(refused.to_string().contains(why), "{refused}");
    }
    let empty = tempfile::tempdir().expect("a folder");
    assert!(scans_in(empty.path()).map(drop).expect_err("a refusal").to_string().contains("没有扫描件"));
}

/// A bureau in a file, with a case.
fn on_disk(path: &Path) -> (Ledger, Id<Case>) {
    let mut ledger =
        Ledger::create(path, &Key::Plain, Machine::ephemeral(), morning("disk"), &agency(), &FOUNDER)
            .expect("a ledger");
    let case = case(&mut ledger, Handling::default());
    (ledger, case)
}

fn again(path: &Path) -> Ledger {
    let env: Env = morning("disk again");
    Ledger::open(path, &Key::Plain, Mode::Write, Machine::ephemeral(), env).expect("opens")
}

#[test]
fn what_is_stopped_half_way_attaches_nothing_and_loses_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let scans = dir.path().join("扫描件");
    std::fs::create_dir(&scans).expect("made");
    for at in 1..=12u8 {
        write(&scans, &[(&format!("{at:02}证据材料{at}.png"), png(at))]);
    }
    let path = dir.path().join("案卷.ledger");
    let (mut ledger, case) = on_disk(&path);
    // The first scan is in the file already, under another document.
    let first = dir.path().join("甲.png");
    std::fs::write(&first, png(1)).expect("a file");
    let mut scan = read_scan(&first, &Watch::default()).expect("a scan");
    while !ledger.bring_scan(&mut scan).expect("brought") {}
    let filing =
        Attach { kind: K::Filing, title: "立案审批表".into(), on: None, scans: vec![scan.scan.clone()] };
    ledger.attach_documents(case, &[filing]).expect("attached");
    let head = ledger.head().expect("a head");
    assert!(attach(&mut ledger, case, &scans, Some(8)).is_err(), "it was stopped");
    assert_eq!(ledger.head().expect("a head"), head, "no entry was written");
    assert_eq!(ledger.case_file(case).expect("a file").documents.len(), 1);
    let grown = std::fs::metadata(&path).expect("a file").len();
    drop(ledger);
    // The next opening sweeps what was left, and nothing else.
    let mut ledger = again(&path);
    assert_eq!(ledger.file(&scan.scan.file.hash).expect("its bytes"), png(1));
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
    ledger.act_as(FOUNDER.name).expect("acts");
    let filed = attach(&mut ledger, case, &scans, None).expect("attached");
    assert_eq!(filed.documents.len(), 13);
    assert!(std::fs::metadata(&path).expect("a file").len() < grown * 4);
}

#[test]
fn a_document_that_names_a_scan_not_brought_in_is_not_attached() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), &[("05决定书.pdf", pdf(2))]);
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    let read = read_scan(&dir.path().join("05决定书.pdf"), &Watch::default()).expect("a scan");
    let one = Attach { kind: K::Decision, title: "决定书".into(), on: None, scans: vec![read.scan] };
    assert!(ledger.attach_documents(case, &[one]).is_err());
    assert_eq!(ledger.case_file(case).expect("a file").documents.len(), 0);
}

#[test]
fn a_page_of_a_pdf_is_drawn_and_one_that_it_does_not_have_is_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let paper = binggong::ledger::trial_paper(super::house::day("2026-03-05")).expect("a PDF");
    write(dir.path(), &[("05决定书.pdf", paper)]);
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    let filed = attach(ledger, case, dir.path(), None).expect("attached");
    let scan = &filed.documents[0].value.scans[0].file;
    let open = OpenScan::default();
    let ([wide, high], rgb) = ledger.scan_page(&open, scan, 0, 640).expect("points");
    assert_eq!((wide, high), (640, 905), "as wide as it was asked for, and A4");
    assert!(rgb.iter().any(|point| *point < 60) && rgb[0] > 250, "ink on white paper");
    let none = ledger.scan_page(&open, scan, 7, 640).map(drop).expect_err("a refusal");
    assert!(none.to_string().contains("05决定书.pdf"), "{none}");
}
