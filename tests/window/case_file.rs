//! 案卷 in 评查: a folder of scans becomes a file, its pages are looked at, what is wrong is said beside it.

use std::io::Cursor;
use std::path::Path;

use eframe::egui::Key;
use tempfile::TempDir;

use super::seat::Seat;

/// A page with lines on it, as a scanner gives it.
pub fn page(mark: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::GrayImage::from_fn(420, 594, |x, y| {
        let line = y % 28 < 3 && (48..372).contains(&x) && y > 60 && y < 60 + 28 * u32::from(mark % 16 + 3);
        image::Luma([if line { 60 } else { 250 }])
    })
    .write_to(&mut bytes, image::ImageFormat::Png)
    .expect("a picture");
    bytes.into_inner()
}

/// Scans of a penalty, one of them damaged, and what is no scan.
pub fn folder() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).expect("a file");
    for (at, name) in
        ["01立案审批表.png", "03询问笔录-张三_1.png", "03询问笔录-张三_2.png"].iter().enumerate()
    {
        write(name, &page(at as u8 + 1));
    }
    write("05处罚决定书.png", &page(9));
    let damaged = page(12);
    write("07送达回证.png", &damaged[..damaged.len() - 30]);
    write("说明.txt", b"1");
    dir
}

/// To the file of the case that this finds.
pub fn at_file_of(seat: &mut Seat, case: &str) {
    seat.ctrl(Key::Num4);
    seat.click("评查 案卷");
    seat.focus("案件");
    seat.types(case);
    seat.press(Key::Enter);
}

/// Brings a folder in as it is proposed.
pub fn bring(seat: &mut Seat, dir: &Path) {
    seat.enters("归入扫描件");
    seat.types(&dir.display().to_string());
    seat.ctrl(Key::Enter);
}

#[test]
fn a_folder_of_scans_becomes_a_file_whose_pages_are_shown() {
    let mut seat = Seat::in_sample();
    let dir = folder();
    at_file_of(&mut seat, "示应急罚");
    assert!(seat.reads("卷里还没有文件"), "{:?}", seat.words());
    bring(&mut seat, dir.path());
    assert!(seat.reads("5个扫描件") && seat.reads("认出4件"), "{:?}", seat.words());
    assert!(seat.reads("说明.txt（不是 PDF、JPEG、PNG）"), "{:?}", seat.words());
    assert_eq!(seat.field("第2件 题名").value().as_deref(), Some("询问笔录-张三"));
    seat.ctrl(Key::Enter);
    seat.waits_until(|seat| seat.reads("已归入4件 5页"));
    assert!(seat.reads("1个扫描件打不开"), "{:?}", seat.words());
    assert!(seat.reads("缺") && seat.reads("件必备文件"), "{:?}", seat.words());
    assert!(seat.reads("4件 5页"), "{:?}", seat.words());

    // Down the contents; the page is beside them.
    seat.waits_until(|seat| seat.sees("第1页 立案审批表"));
    seat.press(Key::ArrowDown);
    seat.waits_until(|seat| seat.sees("第2页 询问笔录-张三"));
    seat.enters("下一页");
    seat.waits_until(|seat| seat.sees("第3页 询问笔录-张三"));
    // A page that the file does not have.
    seat.focus("翻到");
    seat.types("9");
    seat.press(Key::Enter);
    assert!(seat.reads("本卷只有5页"), "{:?}", seat.words());
    seat.focus("翻到");
    seat.types("5");
    seat.press(Key::Enter);
    seat.waits_until(|seat| seat.reads("“07送达回证.png”打不开"));
    seat.click("第5页 送达回证");
    seat.press(Key::ArrowLeft);
    seat.waits_until(|seat| seat.sees("第4页 处罚决定书"));
}

/// A folder with one more scan of the file's first pages, and one of a page that is not alone.
pub fn pages_folder() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, mark) in [("第5页.png", 5), ("第6页.png", 6), ("第2页.png", 7)] {
        std::fs::write(dir.path().join(name), page(mark)).expect("a file");
    }
    dir
}

#[test]
fn scans_called_by_pages_come_to_the_contents_by_keys() {
    let mut seat = Seat::in_sample();
    let dir = folder();
    at_file_of(&mut seat, "示应急罚");
    bring(&mut seat, dir.path());
    seat.ctrl(Key::Enter);
    seat.waits_until(|seat| seat.reads("已归入4件 5页"));
    let dir = pages_folder();
    bring(&mut seat, dir.path());
    // Page 5 was damaged and is replaced, page 6 is new, page 2 can be read and stays.
    assert!(seat.sees("第5页 送达回证：第5页.png"), "{:?}", seat.words());
    assert!(seat.reads("《询问笔录-张三》（第2—3页）已有扫描件，没有换"), "{:?}", seat.words());
    assert!(seat.sees("归入2件"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    seat.waits_until(|seat| seat.reads("已归入2件 2页"));
    assert!(seat.reads("5件 6页") && !seat.reads("打不开"), "{:?}", seat.words());
    // Only pages that are there already: nothing is left to confirm.
    seat.rest();
    bring(&mut seat, dir.path());
    assert!(
        seat.reads("《送达回证》（第5页）已有扫描件，没有换") && seat.sees("归入0件"),
        "{:?}",
        seat.words()
    );
    seat.ctrl(Key::Enter);
    assert!(seat.reads("一件也没有选"), "{:?}", seat.words());
}

#[test]
fn a_case_leads_to_its_file() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num4);
    seat.click("评查 案件");
    seat.press(Key::Enter);
    seat.chooses("其他办理", "整理案卷");
    assert!(seat.sees("归入扫描件"), "{:?}", seat.words());
}

#[test]
fn a_document_is_entered_changed_and_taken_out_with_the_reason_beside_the_field() {
    let mut seat = Seat::in_sample();
    let dir = folder();
    at_file_of(&mut seat, "示应急罚");
    bring(&mut seat, dir.path());
    seat.ctrl(Key::Enter);
    seat.waits_until(|seat| seat.reads("已归入4件 5页"));
    // A new one without a kind; then on pages that another one has.
    seat.ctrl(Key::N);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请选择是哪一种文件"), "{:?}", seat.words());
    for _ in 0..5 {
        seat.press(Key::ArrowDown);
    }
    seat.focus("页码");
    seat.types("1-2");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已经由《立案审批表》（第1页）使用"), "{:?}", seat.words());
    seat.focus("页码");
    for _ in 0..3 {
        seat.press(Key::Backspace);
    }
    seat.ctrl(Key::Enter);
    assert!(seat.reads("5件 6页"), "{:?}", seat.words());
    // What is taken out needs a reason, and leaves its page free.
    seat.chooses("更多", "撤出选中的文件");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("“撤出原因”没有填写"), "{:?}", seat.words());
    seat.types("放错了案卷");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("页没有文件") && seat.reads("撤出1件"), "{:?}", seat.words());
    seat.chooses("更多", "按法定顺序重新编页");
    assert!(!seat.reads("页没有文件"), "{:?}", seat.words());
}
