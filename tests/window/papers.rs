//! 文书: found, served, saved, by keyboard.

use binggong::domain::notice::Notice;
use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine, Mode};
use binggong::ledger::{Ledger, sample};
use eframe::egui::{Key, Modifiers};

use super::seat::{SMALL, Seat};

/// The notice of the story that nobody has served yet.
const UNSERVED: &str = "示应急过错〔2026〕1号";

fn papers() -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num6);
    seat
}

/// The bytes that the ledger holds of a notice.
fn kept(seat: &Seat, number: &str) -> (Notice, Vec<u8>) {
    let path = seat.home.path().join("示例.ledger");
    let env = Env::fixed(sample::now(), "a second look");
    let ledger = Ledger::open(&path, &Opens::Plain, Mode::Read, Machine::ephemeral(), env).unwrap();
    let notice = ledger.notice_numbered(number).unwrap().value;
    let bytes = ledger.file(&notice.pdf).unwrap();
    (notice, bytes)
}

#[test]
fn the_list_is_walked_by_keyboard_and_the_pages_follow() {
    let mut seat = papers();
    assert!(seat.sees(&format!("{UNSERVED} 第1页")), "{:?}", seat.words());
    seat.press_with(Modifiers::ALT, Key::ArrowDown);
    assert!(!seat.sees(&format!("{UNSERVED} 第1页")));
    assert!(seat.reads("示应急免责〔2026〕1号 第1页"), "{:?}", seat.words());
    seat.press(Key::F6);
    seat.press(Key::F6);
    seat.press(Key::Home);
    assert!(seat.sees(&format!("{UNSERVED} 第1页")), "{:?}", seat.words());
}

#[test]
fn the_filter_takes_initials_and_the_choice_leaves_what_waits() {
    let mut seat = papers();
    seat.ctrl(Key::F);
    seat.types("zsm");
    assert!(seat.sees("1 份") && seat.reads("朱示明"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.press(Key::Backspace);
    seat.press(Key::Tab);
    seat.press(Key::ArrowDown);
    seat.press(Key::ArrowDown);
    assert!(seat.sees("1 份") && seat.reads(UNSERVED), "{:?}", seat.words());
}

#[test]
fn serving_starts_the_period_for_review_and_it_stands_on_the_to_do_list() {
    let mut seat = papers();
    seat.press_with(Modifiers::CTRL, Key::Enter);
    seat.press_with(Modifiers::CTRL, Key::Enter);
    assert!(seat.reads("请写送达日期") && seat.reads("请选择送达方式"), "{:?}", seat.words());
    seat.focus("送达日期");
    seat.types("今天");
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.press(Key::Space);
    seat.press_with(Modifiers::CTRL, Key::Enter);
    assert!(seat.reads("已登记送达。"), "{:?}", seat.words());
    let (notice, _) = kept(&seat, UNSERVED);
    let serving = notice.serving.expect("it was served");
    assert_eq!((serving.served_on.to_string().as_str(), serving.how.as_str()), ("2026-03-05", "直接送达"));
    seat.ctrl(Key::Num1);
    assert!(seat.reads("复核"), "{:?}", seat.words());
    let due = seat.words().into_iter().any(|word| word.contains("复核") && word.contains("李示四"));
    assert!(due, "{:?}", seat.words());
}

#[test]
fn the_saved_pdf_is_the_one_that_was_issued_and_nothing_is_overwritten() {
    let mut seat = papers();
    let path = seat.home.path().join("决定书.pdf");
    seat.click("保存 PDF");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
    seat.press(Key::Enter);
    assert!(seat.reads("已保存到"), "{:?}", seat.words());
    assert_eq!(std::fs::read(&path).unwrap(), kept(&seat, UNSERVED).1);
    std::fs::write(&path, "something else").unwrap();
    seat.click("保存 PDF");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
    seat.press(Key::Enter);
    assert!(seat.reads("没有覆盖"), "{:?}", seat.words());
    assert_eq!(std::fs::read(&path).unwrap(), b"something else");
}

#[test]
fn a_folder_that_cannot_be_written_is_told_beside_the_field() {
    let mut seat = papers();
    let file = seat.home.path().join("文件");
    std::fs::write(&file, "no folder").unwrap();
    for (folder, why) in [("文件", "没有"), ("无此文件夹", "没有")] {
        seat.click("保存 PDF");
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types(&seat.home.path().join(folder).join("a.pdf").display().to_string());
        seat.press(Key::Enter);
        assert!(seat.reads("这个文件夹") && seat.reads(why), "{:?}", seat.words());
        seat.press(Key::Escape);
    }
}

#[test]
fn what_is_void_says_so_and_is_not_served() {
    let mut seat = papers();
    seat.ctrl(Key::F);
    seat.types("登记");
    assert!(seat.reads("作废"), "{:?}", seat.words());
    assert!(seat.reads("文号已作废：盖章时污损"), "{:?}", seat.words());
}

#[test]
fn nothing_is_out_of_reach_on_a_small_screen() {
    let mut seat = Seat::in_sample_as(Some("孙示三"), SMALL);
    seat.ctrl(Key::Num6);
    for button in ["登记送达", "保存 PDF", "打印", "用阅读器打开", "文号作废", "页宽", "放大"]
    {
        let name = if button == "页宽" { "缩放 页宽" } else { button };
        let rect = seat.find(name).rect();
        assert!(rect.right() <= SMALL.x && rect.bottom() <= SMALL.y, "{button}: {rect:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_notice_is_printed_as_it_was_issued_and_without_a_printer_the_next_step_is_told() {
    use std::time::{Duration, Instant};

    use binggong::ui::printer::Printer;
    let wait_for = |seat: &mut Seat, words: &str| {
        let begun = Instant::now();
        while !seat.reads(words) {
            assert!(begun.elapsed() < Duration::from_secs(60), "“{words}” never came: {:?}", seat.words());
            std::thread::sleep(Duration::from_millis(10));
            seat.window.step();
        }
    };
    let mut seat = papers();
    let commands = seat.fake_printer();
    Printer::at(&commands).install(&seat.window.ctx);
    seat.ctrl(Key::P);
    wait_for(&mut seat, "已送往打印机");
    assert_eq!(std::fs::read(commands.join("paper")).unwrap(), kept(&seat, UNSERVED).1);
    let arguments = std::fs::read_to_string(commands.join("arguments")).unwrap();
    assert!(arguments.contains(UNSERVED) && arguments.contains("print-scaling=none"), "{arguments}");
    Printer::at(seat.home.path()).install(&seat.window.ctx);
    seat.ctrl(Key::P);
    wait_for(&mut seat, "没有打印命令（lp），不能直接打印。请保存 PDF");
}
