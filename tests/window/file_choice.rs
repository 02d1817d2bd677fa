//! A path: chosen in the system's window, listed by the program where there is none, or typed.

use std::fs;
use std::time::{Duration, Instant};

use binggong::ui::file_choice::{Answer, Chooser};
use eframe::egui::{Key, Modifiers};

use super::seat::{SMALL, Seat};

/// The question where to save a notice, on a machine whose system answers so.
fn saving(chooser: impl Fn() -> Answer + Send + Sync + 'static) -> Seat {
    let mut seat = Seat::in_sample_as(Some("孙示三"), SMALL);
    Chooser::new(move |_| chooser()).install(&seat.window.ctx);
    seat.ctrl(Key::Num6);
    seat.click("保存 PDF");
    seat
}

fn typed(seat: &mut Seat, path: &std::path::Path) {
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
}

fn wait_until(seat: &mut Seat, what: &str, there: impl Fn(&Seat) -> bool) {
    let begun = Instant::now();
    while !there(seat) {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} never came: {:?}", seat.words());
        std::thread::sleep(Duration::from_millis(10));
        seat.window.step();
    }
    seat.settle();
}

#[test]
fn what_the_systems_window_answers_is_written_in_the_field() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("决定书.pdf");
    let answer = path.clone();
    let mut seat = saving(move || Answer::Chosen(answer.clone()));
    seat.click("选择保存位置");
    let wanted = path.display().to_string();
    wait_until(&mut seat, "the path", |seat| seat.field("保存到").value().is_some_and(|text| text == wanted));
    assert!(seat.field("保存到").is_focused());
    seat.press_with(Modifiers::CTRL, Key::Enter);
    assert!(seat.reads("已保存到"), "{:?}", seat.words());
    assert!(fs::read(&path).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_window_that_was_closed_changes_nothing() {
    let mut seat = saving(|| Answer::Closed);
    let before = seat.field("保存到").value();
    seat.click("选择保存位置");
    wait_until(&mut seat, "the button", |seat| seat.sees("选择保存位置"));
    assert_eq!(seat.field("保存到").value(), before);
    assert!(!seat.reads("打不开"), "{:?}", seat.words());
}

#[test]
fn without_a_system_window_the_program_lists_folders_and_the_keyboard_walks_them() {
    let mut seat = saving(|| Answer::NoDialog);
    let root = seat.home.path().join("柜");
    for folder in ["甲/乙", ".隐", "丙"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    fs::write(root.join("旧.pdf"), "x").unwrap();
    fs::write(root.join("账.xlsx"), "x").unwrap();
    typed(&mut seat, &root.join("决定书.pdf"));
    seat.click("选择保存位置");
    wait_until(&mut seat, "the list", |seat| seat.sees("甲"));
    assert!(seat.reads("系统的选择窗口打不开，请在这里选"), "{:?}", seat.words());
    assert!(seat.sees("旧.pdf") && !seat.sees("账.xlsx") && !seat.sees(".隐"), "{:?}", seat.words());
    let clicks = seat.clicks;
    // 上一级, 丙, 甲.
    seat.press(Key::ArrowDown);
    seat.press(Key::ArrowDown);
    seat.press(Key::Enter);
    wait_until(&mut seat, "the folder below", |seat| seat.sees("乙"));
    seat.press(Key::Backspace);
    wait_until(&mut seat, "the folder above", |seat| seat.sees("丙"));
    seat.press(Key::ArrowDown);
    seat.press(Key::Enter);
    let below = root.join("丙");
    wait_until(&mut seat, "the other folder", |seat| seat.sees(&below.display().to_string()));
    // The dialog on top answers, not the one beneath.
    seat.press_with(Modifiers::CTRL, Key::Enter);
    let wanted = below.join("决定书.pdf").display().to_string();
    assert_eq!(seat.field("保存到").value().unwrap(), wanted);
    assert!(!seat.reads("已保存到"), "{:?}", seat.words());
    seat.press(Key::Enter);
    assert!(seat.reads("已保存到"), "{:?}", seat.words());
    assert_eq!(seat.clicks, clicks);
}

#[test]
fn escape_leaves_the_list_and_not_the_question() {
    let mut seat = saving(|| Answer::NoDialog);
    seat.click("选择保存位置");
    wait_until(&mut seat, "the list", |seat| seat.sees("文件夹里的内容"));
    seat.press(Key::Escape);
    assert!(!seat.sees("文件夹里的内容") && seat.sees("保存到"), "{:?}", seat.words());
}

#[test]
fn every_place_that_will_not_do_says_so_beside_the_field() {
    let mut seat = saving(|| Answer::Closed);
    let root = seat.home.path().to_owned();
    fs::write(root.join("在了.pdf"), "x").unwrap();
    let mut cases = vec![("没有/a.pdf", "请先建立，或者换一个位置"), ("在了.pdf", "没有覆盖。请换一个名字")];
    #[cfg(unix)]
    if fs::metadata("/proc/self/mem").is_ok() {
        // A folder in which even an administrator cannot write.
        cases.push(("/proc/a.pdf", "不能写入。请检查文件夹权限"));
    }
    for (path, sentence) in cases {
        seat.focus("保存到");
        typed(&mut seat, &root.join(path));
        seat.press(Key::Enter);
        assert!(seat.reads(sentence), "{path}: {:?}", seat.words());
        assert!(seat.field("保存到").is_focused());
    }
}
