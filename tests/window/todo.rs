//! 待办: however much there is to do, the line in hand is in view.

use chrono::DateTime;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::seat::{LAPTOP, Seat};

/// The lines that are painted, each as it is spoken and where it lies.
fn lines(seat: &Seat) -> Vec<(String, Rect)> {
    let lines = seat.window.query_all_by(|node| node.role() == Role::ListItem);
    lines.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).collect()
}

#[test]
fn of_hundreds_of_lines_those_in_view_are_painted_and_the_arrows_bring_the_others() {
    // The day after the cards of all of them have run out.
    let now = DateTime::parse_from_rfc3339("2028-05-06T02:00:00Z").expect("a time").to_utc();
    let mut seat = Seat::in_province_at(300, now);
    assert!(seat.reads("300"), "{:?}", seat.words());
    let first = lines(&seat);
    assert!((10..60).contains(&first.len()), "{}", first.len());
    seat.press(Key::F6);
    for _ in 0..250 {
        seat.window.key_press_modifiers(Modifiers::NONE, Key::ArrowDown);
    }
    seat.settle();
    let after = lines(&seat);
    assert!((10..60).contains(&after.len()), "{}", after.len());
    let screen = Rect::from_min_size(Default::default(), LAPTOP);
    let in_view = |(spoken, rect): &&(String, Rect)| screen.contains_rect(*rect) && !spoken.is_empty();
    assert!(after.iter().filter(in_view).count() > 8, "{after:?}");
    assert!(first.iter().all(|(spoken, _)| after.iter().all(|(other, _)| other != spoken)), "{after:?}");
    // The same line opens with Enter.
    seat.press(Key::Enter);
    assert!(seat.reads("人员和执法证件"), "{:?}", seat.words());
}
