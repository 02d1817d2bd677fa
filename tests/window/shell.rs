//! Rail, top bar, tabs, and keys that work everywhere.

use eframe::egui::{Key, Modifiers};

use super::seat::{SMALL, Seat};

#[test]
fn the_sample_bureau_opens_on_its_to_do_list_and_says_that_it_is_a_sample() {
    let seat = Seat::in_sample();
    assert!(seat.reads("测试数据"), "{:?}", seat.words());
    assert!(seat.sees("孙示三") && seat.sees("示例县应急管理局"));
}

#[test]
fn every_tab_is_one_key_away() {
    let mut seat = Seat::in_sample();
    let tabs = ["待办", "证件", "过问", "评查", "责任", "文书", "统计", "设置"];
    let keys = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8];
    for (tab, key) in tabs.iter().zip(keys) {
        seat.ctrl(key);
        let titles = seat.words().into_iter().filter(|word| word == tab).count();
        assert!(titles >= 1, "{tab}: {:?}", seat.words());
    }
    assert_eq!(seat.keys, 8);
}

#[test]
fn a_tab_that_is_still_to_come_offers_nothing_that_does_not_work() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num7);
    assert!(seat.reads("将在以后的版本提供"), "{:?}", seat.words());
}

#[test]
fn the_sheet_of_parts_opens() {
    let seat = Seat::at_specimen(SMALL);
    assert!(seat.sees("字号") && seat.sees("颜色"), "{:?}", seat.words());
}

#[test]
fn size_of_type_follows_the_keys_and_is_kept() {
    let mut seat = Seat::in_sample();
    seat.press_with(Modifiers::CTRL, Key::Plus);
    assert_eq!(seat.window.ctx.zoom_factor(), 1.15);
    let kept = std::fs::read_to_string(seat.home.path().join("machine/window.toml")).unwrap();
    assert!(kept.contains("zoom = 2"), "{kept}");
}
