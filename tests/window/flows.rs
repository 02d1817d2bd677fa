//! The jobs of UX §5 that no other file counts, each without the pointer and with the keyboard in plain sight.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::seat::{LAPTOP, SMALL, Seat, View};

/// Seconds for a key, and for a decision before it: UX §5.
const KEY: f32 = 0.28;
const DECISION: f32 = 1.35;

fn watched(mut seat: Seat) -> Seat {
    seat.watched = true;
    seat
}

fn seconds(keys: usize, decisions: usize) -> f32 {
    keys as f32 * KEY + decisions as f32 * DECISION
}

#[test]
fn the_sample_is_entered_with_one_key_after_the_choice_of_who_one_is() {
    let mut seat = watched(Seat::in_sample_as(None, LAPTOP));
    // Nothing names a budget for it; more than to choose and to enter is more than a person expects.
    seat.press(Key::Tab);
    seat.press(Key::ArrowDown);
    seat.press(Key::Tab);
    seat.press(Key::Enter);
    assert!(seat.sees("赵示一") && seat.sees("待办"), "{:?}", seat.words());
    assert_eq!((seat.keys, seat.clicks), (4, 0));
}

#[test]
fn who_is_locked_out_goes_on_where_the_draft_stands() {
    let mut seat = watched(Seat::in_sample());
    seat.ctrl(Key::Num5);
    seat.ctrl(Key::N);
    seat.types("群众举报");
    seat.ctrl(Key::L);
    assert!(!seat.sees("线索来源"), "{:?}", seat.words());
    let before = seat.keys;
    seat.ctrl(Key::Enter);
    seat.enters("继续 受理线索");
    assert_eq!(seat.field("线索来源").value().as_deref(), Some("群众举报"));
    assert_eq!(seat.clicks, 0);
    // 0 drafts lost; back at the desk within ten seconds.
    assert!(seconds(seat.keys - before, 1) < 10.0, "{} keys", seat.keys - before);
}

#[test]
fn a_served_decision_puts_the_review_on_the_list_and_the_list_leads_there() {
    let mut seat = watched(Seat::in_sample());
    seat.ctrl(Key::Num6);
    let before = seat.keys;
    seat.ctrl(Key::Enter);
    seat.types("今天");
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.press(Key::Space);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记送达。"), "{:?}", seat.words());
    // A notice in ≤ 60 s and ≤ 6 clicks: serving it is the last part, with no click at all.
    assert!(seconds(seat.keys - before, 2) < 10.0, "{} keys", seat.keys - before);
    seat.ctrl(Key::Num1);
    let due =
        |seat: &Seat| seat.words().into_iter().any(|word| word.contains("复核") && word.contains("李示四"));
    assert!(due(&seat), "{:?}", seat.words());
    // Clear deadline: ≤ 2 clicks to its form. One Tab to it, one Enter.
    seat.enters("查看 申请复核 李示四");
    assert!(seat.reads("示应急过错〔2026〕1号 第1页"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn initials_trace_a_person_within_six_keys() {
    let mut seat = watched(Seat::in_sample_as(Some("孙示三"), SMALL));
    seat.ctrl(Key::K);
    seat.types("sss");
    seat.press(Key::Enter);
    assert!(seat.sees("看全部履历") && seat.reads("孙示三"), "{:?}", seat.words());
    assert!(seat.keys <= 6 && seat.clicks == 0, "{} keys", seat.keys);
}

/// What the lines of the palette say, as they are spoken.
fn found(seat: &Seat) -> Vec<String> {
    let lines = seat.window.query_all_by(|node| node.role() == Role::ListItem);
    lines.filter_map(|node| node.accesskit_node().label().map(|label| label.to_string())).collect()
}

#[test]
fn whether_somebody_may_enforce_is_said_from_anywhere_with_four_keys() {
    let mut seat = watched(Seat::in_sample_as(Some("孙示三"), SMALL));
    seat.ctrl(Key::Num5);
    let before = seat.keys;
    seat.ctrl(Key::K);
    seat.types("lss");
    seat.wait_for("可以执法：行政执法证 99000000004");
    let first = found(&seat).remove(0);
    assert!(
        first.starts_with("李示四 综合行政执法大队") && first.contains("可以执法：行政执法证 99000000004"),
        "{first}"
    );
    assert!(seat.keys - before <= 4 && seat.clicks == 0, "{} keys", seat.keys - before);
    // Why not is said as well: by the number of a card that was declared lost.
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("0010");
    seat.wait_for("不得执法：");
    let first = found(&seat).remove(0);
    assert!(first.contains("不得执法："), "{first}");
}

#[test]
fn whether_somebody_may_enforce_is_seen_with_four_keys() {
    let mut seat = watched(Seat::in_sample());
    seat.ctrl(Key::Num2);
    let before = seat.keys;
    seat.ctrl(Key::F);
    seat.types("lss");
    assert!(seat.sees("可以执法") && seat.reads("99000000004，有效期至"), "{:?}", seat.words());
    assert!(seat.keys - before <= 4 && seat.clicks == 0, "{} keys", seat.keys - before);
}

#[test]
fn on_the_smallest_screen_the_view_follows_the_keyboard_through_the_longest_form() {
    let view = View { size: eframe::egui::vec2(911.0, 465.0), scale: 1.5, dark: false };
    let mut seat = watched(Seat::in_long_names(Some("孙示三"), &view));
    seat.ctrl(Key::Num5);
    seat.ctrl(Key::N);
    seat.tab_to("受理");
    for _ in 0..30 {
        seat.press_with(Modifiers::SHIFT, Key::Tab);
    }
    assert_eq!(seat.clicks, 0);
}
