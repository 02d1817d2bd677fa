//! 证件 on paper: from the person to a saved PDF and to the printer, by keyboard; the roster from the list.

use binggong::domain::notice::Notice;
use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine, Mode, Versioned};
use binggong::ledger::{Ledger, sample};
use eframe::egui::{Key, Modifiers};

use super::seat::{LAPTOP, SMALL, Seat};

fn before(name: &str) -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types(name);
    seat.press(Key::Enter);
    seat
}

/// The papers that the ledger keeps, and the bytes of the last.
fn kept(seat: &Seat) -> (Vec<Versioned<Notice>>, Vec<u8>) {
    let path = seat.home.path().join("示例.ledger");
    let env = Env::fixed(sample::now(), "a second look");
    let ledger = Ledger::open(&path, &Opens::Plain, Mode::Read, Machine::ephemeral(), env).unwrap();
    let papers = ledger.all::<Notice>().unwrap();
    let last = ledger.file(&papers.last().unwrap().value.pdf).unwrap();
    (papers, last)
}

fn saves_as(seat: &mut Seat, name: &str) -> Vec<u8> {
    let path = seat.home.path().join(name);
    seat.ctrl(Key::Enter);
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
    seat.press(Key::Enter);
    assert!(seat.reads("已保存到"), "{:?}", seat.words());
    std::fs::read(&path).unwrap()
}

#[test]
fn from_the_person_to_a_saved_registration_form_by_keyboard() {
    let mut seat = before("zsw");
    seat.watched = true;
    let (already, _) = kept(&seat);
    let from = seat.keys;
    seat.ctrl(Key::P);
    assert!(seat.sees("行政执法证件登记表 第1页"), "{:?}", seat.words());
    assert!(seat.reads("表上空着："), "{:?}", seat.words());
    // Shown is not printed: nothing is kept yet.
    assert_eq!(kept(&seat).0.len(), already.len());
    seat.ctrl(Key::Enter);
    assert_eq!(seat.keys - from, 2, "one key to the papers, one to the question where");
    seat.press(Key::Escape);
    let saved = saves_as(&mut seat, "登记表.pdf");
    let (papers, last) = kept(&seat);
    assert_eq!((papers.len(), &saved), (already.len() + 1, &last));
    let paper = &papers.last().unwrap().value;
    assert_eq!((paper.title.as_str(), paper.addressee.as_str()), ("行政执法证件登记表", "周示五"));
    assert_eq!(paper.number, None);
    seat.press(Key::Escape);
    assert!(seat.reads("打印并留存表单"), "the timeline has it: {:?}", seat.words());
    seat.ctrl(Key::Num6);
    assert!(seat.reads("不编号") && seat.reads("行政执法证件登记表"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn what_cannot_be_printed_says_what_is_missing_and_offers_no_button() {
    let mut seat = before("zsw");
    seat.ctrl(Key::P);
    seat.press(Key::End);
    assert!(seat.reads("确认单现在不能出具：") && seat.reads("没有交回"), "{:?}", seat.words());
    let (papers, _) = kept(&seat);
    seat.ctrl(Key::Enter);
    seat.ctrl(Key::P);
    assert!(!seat.sees("保存到"), "{:?}", seat.words());
    assert_eq!(kept(&seat).0.len(), papers.len());
}

#[test]
fn a_place_that_cannot_be_written_keeps_nothing() {
    let mut seat = before("zsw");
    let (papers, _) = kept(&seat);
    seat.ctrl(Key::P);
    seat.ctrl(Key::Enter);
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&seat.home.path().join("无此文件夹").join("a.pdf").display().to_string());
    seat.press(Key::Enter);
    assert!(seat.reads("这个文件夹"), "{:?}", seat.words());
    assert_eq!(kept(&seat).0.len(), papers.len());
}

#[test]
fn a_reader_sees_the_paper_and_prints_nothing() {
    let mut seat = Seat::in_sample_as(Some("钱示二"), LAPTOP);
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types("zsw");
    seat.press(Key::Enter);
    let (papers, _) = kept(&seat);
    seat.ctrl(Key::P);
    assert!(seat.sees("行政执法证件登记表 第1页"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(!seat.sees("保存到"), "{:?}", seat.words());
    assert_eq!(kept(&seat).0.len(), papers.len());
}

#[test]
fn the_roster_is_that_of_the_list_and_is_not_kept() {
    let mut seat = before("");
    let (papers, _) = kept(&seat);
    seat.enters("打印名册");
    seat.wait_for("名册 第1页");
    let saved = saves_as(&mut seat, "名册.pdf");
    assert!(saved.starts_with(b"%PDF"));
    assert_eq!(kept(&seat).0.len(), papers.len());
    seat.press(Key::Escape);
    seat.ctrl(Key::F);
    seat.types("zsw");
    seat.enters("打印名册");
    seat.wait_for("共 1 页");
}

#[test]
fn the_main_button_is_in_reach_on_a_small_screen() {
    let mut seat = Seat::in_sample_as(Some("孙示三"), SMALL);
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types("zsw");
    seat.press(Key::Enter);
    let rect = seat.find("打印").rect();
    assert!(rect.right() <= SMALL.x && rect.bottom() <= SMALL.y, "{rect:?}");
    seat.ctrl(Key::P);
    for button in ["保存 PDF", "打印", "返回", "放大"] {
        let rect = seat.find(button).rect();
        assert!(rect.right() <= SMALL.x && rect.bottom() <= SMALL.y, "{button}: {rect:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_paper_goes_to_the_printer_as_it_is_kept() {
    use binggong::ui::printer::Printer;
    let mut seat = before("zsw");
    let commands = seat.fake_printer();
    Printer::at(&commands).install(&seat.window.ctx);
    seat.ctrl(Key::P);
    seat.ctrl(Key::P);
    seat.wait_for("已送往打印机");
    assert_eq!(std::fs::read(commands.join("paper")).unwrap(), kept(&seat).1);
}
