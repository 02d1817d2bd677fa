//! A walk over every tab: every control has a name of its own, and nothing that acts lies outside the window.

use std::collections::BTreeMap;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Rect, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::seat::{LAPTOP, SMALL, Seat};

const TABS: [Key; 8] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8];

fn acts(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::ComboBox
            | Role::Link
            | Role::MultilineTextInput
            | Role::PasswordInput
            | Role::RadioButton
            | Role::TextInput
    )
}

/// The controls on the screen: role, name, place.
fn controls(seat: &Seat) -> Vec<(Role, String, Rect)> {
    seat.window
        .query_all_by(|node| acts(node.role()))
        .map(|node| {
            let name = node.accesskit_node().label().map(|label| label.to_string()).unwrap_or_default();
            (node.accesskit_node().role(), name, node.rect())
        })
        .collect()
}

fn walk(size: Vec2, look: impl Fn(&Seat, usize)) {
    let mut seat = Seat::in_sample_as(Some("孙示三"), size);
    for (i, key) in TABS.into_iter().enumerate() {
        seat.ctrl(key);
        look(&seat, i + 1);
    }
}

#[test]
fn every_control_has_a_name_and_no_two_share_one() {
    walk(LAPTOP, |seat, tab| {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for (role, name, place) in controls(seat) {
            assert!(!name.trim().is_empty(), "tab {tab}: a {role:?} at {place:?} has no name");
            *count.entry(format!("{role:?} {name}")).or_default() += 1;
        }
        let twice: Vec<_> = count.iter().filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty(), "tab {tab}: {twice:?}");
    });
}

#[test]
fn on_a_small_laptop_nothing_that_acts_is_cut_off_at_the_side() {
    walk(SMALL, |seat, tab| {
        for (role, name, place) in controls(seat) {
            let inside = place.left() >= -0.5 && place.right() <= SMALL.x + 0.5;
            assert!(inside, "tab {tab}: {role:?} “{name}” lies at {place:?}");
        }
    });
}
