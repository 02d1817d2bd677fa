//! A walk over every place: names, reach and text on small screens, with names of 25 characters.

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::epaint::{ClippedShape, Shape, TextShape};
use eframe::egui::{Key, Rect, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use egui_kittest::Node;

use super::places::{Place, walk};
use super::seat::{LAPTOP, SMALL, Seat, View, acts};

/// What is left of the usual laptop screen at 150 %, less the taskbar.
const SMALLEST: Vec2 = vec2(911.0, 465.0);
/// As the window opens where nobody has made it larger.
const OPENED: Vec2 = vec2(1280.0, 700.0);

/// What is wrong, place by place.
#[derive(Default)]
struct Defects(Vec<String>);

impl Defects {
    fn say(&mut self, place: &Place, what: String) {
        let line = format!("{}: {what}", place.name);
        if !self.0.contains(&line) {
            self.0.push(line);
        }
    }
}

/// Everything at one size of the screen.
fn look_everywhere(size: Vec2, scale: f32) {
    let mut defects = Defects::default();
    let view = View { size, scale, dark: false };
    walk(&view, |seat, place| {
        names(seat, place, &mut defects);
        reach(seat, place, size, &mut defects);
        texts(seat, place, size, &mut defects);
        order(seat, place, &mut defects);
    });
    assert!(defects.0.is_empty(), "{} defects:\n{}", defects.0.len(), defects.0.join("\n"));
}

#[test]
fn everything_is_named_in_reach_and_readable_at_100_percent() {
    look_everywhere(LAPTOP, 1.0);
}

#[test]
fn everything_is_named_in_reach_and_readable_as_the_window_opens() {
    look_everywhere(OPENED, 1.0);
}

#[test]
fn everything_is_named_in_reach_and_readable_at_125_percent() {
    look_everywhere(SMALL, 1.25);
}

#[test]
fn everything_is_named_in_reach_and_readable_at_150_percent() {
    look_everywhere(SMALLEST, 1.5);
}

/// Every control has a name, and no two of a pane share one; a dialog is a pane of its own.
fn names(seat: &Seat, place: &Place, defects: &mut Defects) {
    let mut count: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for node in seat.window.query_all_by(|node| acts(node.role())) {
        let role = node.accesskit_node().role();
        let name = node.accesskit_node().label().map(|label| label.to_string()).unwrap_or_default();
        if name.trim().is_empty() {
            defects.say(place, format!("a {role:?} at {:?} has no name", node.rect()));
        }
        *count.entry((in_dialog(&node), format!("{role:?} {name}"))).or_default() += 1;
    }
    for ((_, name), count) in count {
        if count > 1 {
            defects.say(place, format!("{count} controls are called “{name}”"));
        }
    }
}

fn in_dialog(node: &Node<'_>) -> bool {
    let mut above = node.accesskit_node().parent();
    while let Some(node) = above {
        if node.role() == Role::Dialog {
            return true;
        }
        above = node.parent();
    }
    false
}

/// Nothing that acts is cut off at the side; the main button lies wholly inside the window.
fn reach(seat: &Seat, place: &Place, size: Vec2, defects: &mut Defects) {
    let window = Rect::from_min_size(eframe::egui::Pos2::ZERO, size).expand(0.5);
    for node in seat.window.query_all_by(|node| acts(node.role())) {
        let rect = node.rect();
        if rect.left() < window.left() || rect.right() > window.right() {
            let name = node.accesskit_node().label().map(|label| label.to_string()).unwrap_or_default();
            defects.say(place, format!("“{name}” reaches out at the side: {rect:?}"));
        }
    }
    if place.main.is_empty() {
        return;
    }
    let buttons: Vec<Rect> = seat
        .window
        .query_all_by(|node| node.role() == Role::Button && node.label().as_deref() == Some(place.main))
        .map(|node| node.rect())
        .collect();
    if !buttons.iter().any(|rect| window.contains_rect(*rect)) {
        defects.say(place, format!("the main button “{}” lies at {buttons:?}", place.main));
    }
}

/// Tab goes along the row of the main button from left to right, and comes to the main button last.
fn order(seat: &Seat, place: &Place, defects: &mut Defects) {
    let buttons: Vec<Node<'_>> = seat.window.query_all_by(|node| node.role() == Role::Button).collect();
    let is_main = |node: &&Node<'_>| node.accesskit_node().label().as_deref() == Some(place.main);
    // A dialog is painted last: its button is the one that counts.
    let Some(main) = buttons.iter().rfind(is_main) else { return };
    let beside = |node: &&Node<'_>| {
        let bar = |node: &Node<'_>| node.accesskit_node().parent_id();
        bar(node) == bar(main) && node.rect().left() <= main.rect().left()
    };
    let lefts: Vec<f32> = buttons.iter().filter(beside).map(|node| node.rect().left()).collect();
    if !lefts.is_sorted() {
        defects.say(place, format!("Tab does not go from left to right to “{}”: {lefts:?}", place.main));
    }
}

/// No text is cut: neither by an ellipsis nor by the edge of what it stands in. What is written in a field
/// moves with the caret, as in every program.
fn texts(seat: &Seat, place: &Place, size: Vec2, defects: &mut Defects) {
    let window = Rect::from_min_size(eframe::egui::Pos2::ZERO, size);
    let is_field = |role| matches!(role, Role::TextInput | Role::MultilineTextInput | Role::PasswordInput);
    let fields: Vec<Rect> =
        seat.window.query_all_by(|node| is_field(node.role())).map(|node| node.rect()).collect();
    for ClippedShape { clip_rect, shape, .. } in &seat.window.output().shapes {
        let inside = clip_rect.intersect(window);
        each_text(shape, &mut |text| {
            let words = text.galley.job.text.as_str();
            let rect = text.visual_bounding_rect();
            if rect.width() <= 0.0 || !rect.intersects(inside) {
                return;
            }
            if text.galley.elided {
                defects.say(place, format!("“{words}” is cut at {rect:?}"));
            }
            let written = fields.iter().any(|field| field.expand(1.0).contains_rect(*clip_rect));
            let out = rect.left() < inside.left() - 1.0 || rect.right() > inside.right() + 1.0;
            if out && !written {
                defects.say(place, format!("“{words}” runs out of {inside:?}: {rect:?}"));
            }
        });
    }
}

fn each_text(shape: &Shape, look: &mut impl FnMut(&TextShape)) {
    match shape {
        Shape::Text(text) => look(text),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| each_text(shape, look)),
        _ => {}
    }
}

/// The names that the keyboard passes from where it is to the main button.
fn passed(seat: &mut Seat, main: &str) -> Vec<String> {
    let focused = |seat: &Seat| {
        let all = seat.window.query_all_by(|node| node.is_focused() && acts(node.role()));
        all.filter_map(|node| node.accesskit_node().label()).map(|name| name.to_string()).next()
    };
    let mut names: Vec<String> = focused(seat).into_iter().collect();
    while names.last().is_none_or(|name| name != main) {
        assert!(names.len() < 40, "Tab does not come to “{main}”: {names:?}");
        seat.press(Key::Tab);
        names.push(focused(seat).unwrap_or_default());
    }
    names
}

#[test]
fn tab_begins_at_the_first_field_and_ends_at_the_main_button() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::N);
    let names = passed(&mut seat, "提交新增");
    assert_eq!(names.first().map(String::as_str), Some("姓名"), "{names:?}");
    assert!(names.ends_with(&["返回", "新增并登记证件", "提交新增"].map(str::to_owned)), "{names:?}");
    seat.ctrl(Key::Num6);
    seat.ctrl(Key::Enter);
    let names = passed(&mut seat, "登记送达");
    assert_eq!(names.first().map(String::as_str), Some("送达日期"), "{names:?}");
    assert!(names.ends_with(&["取消".to_owned(), "登记送达".to_owned()]), "{names:?}");
}

#[test]
fn the_keyboard_returns_to_where_it_was_before_a_dialog() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num6);
    seat.enters("文号作废");
    assert!(seat.field("作废理由").is_focused(), "{:?}", seat.words());
    seat.press(Key::Escape);
    assert!(seat.find("文号作废").is_focused(), "{:?}", seat.words());
}
