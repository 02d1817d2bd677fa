//! Ctrl+K: people, cards, cases and commands from anywhere.

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Id, Key, Rect};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::seat::Seat;

/// Where the palette stands.
fn place(seat: &Seat) -> Rect {
    let shown = seat.window.ctx.memory(|memory| memory.area_rect(Id::unique("palette")));
    shown.expect("the palette")
}

#[test]
fn a_person_is_found_by_initials_people_before_cases_before_commands() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::K);
    seat.types("sss");
    assert!(seat.reads("孙示三"), "{:?}", seat.words());
    let words = seat.words();
    let at = |word: &str| words.iter().position(|other| other == word);
    assert!(at("人员") < at("案件").or(Some(usize::MAX)), "{words:?}");
    assert_eq!(seat.keys, 4, "one chord and three letters");
}

#[test]
fn enter_goes_to_what_was_found() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::K);
    seat.types("sss");
    seat.press(Key::Enter);
    assert!(!seat.sees("查找人员、证件、案件和操作"));
    assert!(seat.words().iter().any(|word| word == "证件"));
}

#[test]
fn the_file_of_a_case_is_found_by_the_number_of_the_case() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::K);
    seat.types("示应急罚〔2025〕18号");
    seat.wait_for("打开 示应急罚〔2025〕18号 的案卷");
    // It stands last.
    seat.press(Key::ArrowUp);
    seat.press(Key::Enter);
    assert!(seat.reads("示应急罚〔2025〕18号") && seat.reads("归入扫描件"), "{:?}", seat.words());
}

#[test]
fn a_command_is_found_by_its_initials() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::K);
    seat.types("dksz");
    seat.press(Key::Enter);
    assert!(!seat.sees("查找人员、证件、案件和操作"));
}

#[test]
fn what_nobody_has_is_told_in_a_sentence() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::K);
    seat.types("龘龘龘");
    seat.wait_for("没有找到");
}

#[test]
fn the_line_that_enter_would_take_is_in_view() {
    let mut seat = Seat::in_sample();
    let in_view = |seat: &Seat| {
        let shown = place(seat);
        let current = |node: &Node<'_>| node.accesskit_node().toggled() == Some(Toggled::True);
        let mut lines = seat.window.query_all_by_role(Role::ListItem).filter(current);
        let line = lines.next().expect("a current line").rect();
        assert!(shown.contains_rect(line), "{line} of {shown}");
        line.top()
    };
    seat.ctrl(Key::K);
    let first = in_view(&seat);
    // The last one, by way of the first.
    seat.press(Key::ArrowUp);
    assert!(in_view(&seat) > first + 200.0);
    seat.press(Key::ArrowDown);
    assert_eq!(in_view(&seat), first);
    for _ in 0..11 {
        seat.press(Key::ArrowDown);
        in_view(&seat);
    }
    // Another answer begins at its top.
    seat.types("示");
    assert!((in_view(&seat) - first).abs() <= 1.0, "{} {first}", in_view(&seat));
}

#[test]
fn after_nothing_was_found_the_list_has_its_room_again() {
    let mut seat = Seat::in_sample();
    let height = |seat: &Seat| place(seat).height();
    seat.ctrl(Key::K);
    seat.types("示");
    let first = height(&seat);
    assert!(first > 390.0, "{first}");
    seat.types("龘");
    seat.wait_for("没有找到");
    assert!(height(&seat) < 120.0, "{}", height(&seat));
    seat.press(Key::Backspace);
    assert!(!seat.reads("没有找到"));
    assert_eq!(height(&seat), first);
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num8);
    let before = seat.words();
    seat.ctrl(Key::K);
    seat.types("孙");
    seat.press(Key::Escape);
    assert_eq!(seat.words(), before);
}
