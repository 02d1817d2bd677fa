//! 证件: people are found by their initials, added by keyboard alone, and nothing written is lost.

use std::collections::BTreeSet;

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::seat::{LAPTOP, SMALL, Seat};

/// Seconds for a key, and for deciding what to write into a field.
const KEY: f32 = 0.28;
const DECISION: f32 = 1.35;

fn at_certificates() -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat
}

/// The rows of the table in view, each as it is spoken.
fn rows(seat: &Seat) -> Vec<String> {
    let rows = seat.window.query_all_by(|node| node.role() == Role::Row);
    rows.filter_map(|node| node.accesskit_node().label().map(|label| label.to_string())).collect()
}

/// Clicks the control of a kind with this name; the words may stand elsewhere as well.
fn press(seat: &mut Seat, role: Role, name: &str) {
    seat.clicks += 1;
    seat.window.get_by_role_and_label(role, name).click();
    seat.settle();
}

/// Somebody is written into the form for a new person.
fn writes_somebody(seat: &mut Seat) {
    seat.ctrl(Key::N);
    seat.composes("wang'shi'ce", "王示测");
    seat.press(Key::Tab);
    for _ in 0..3 {
        seat.press(Key::ArrowDown);
    }
    seat.press(Key::Tab);
    seat.composes("zhifayuan", "执法员");
}

#[test]
fn somebody_is_added_by_keyboard_alone_within_a_minute() {
    let mut seat = at_certificates();
    seat.watched = true;
    writes_somebody(&mut seat);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已新增王示测"), "{:?}", seat.words());
    assert!(rows(&seat).iter().any(|row| row.starts_with("王示测 ")), "{:?}", rows(&seat));
    assert_eq!(seat.clicks, 0);
    let seconds = seat.keys as f32 * KEY + 4.0 * DECISION;
    assert!(seconds <= 60.0, "{} keys, {seconds} s", seat.keys);
}

#[test]
fn a_card_is_registered_and_suspended_for_a_reason_that_the_timeline_shows() {
    let mut seat = at_certificates();
    writes_somebody(&mut seat);
    seat.ctrl(Key::Enter);
    let before = seat.keys;
    // The unit has named the kind of card.
    press(&mut seat, Role::Button, "登记证件");
    seat.types("99000009999");
    seat.press(Key::Tab);
    seat.types("20260301");
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.types("20310228");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记王示测的证件99000009999"), "{:?}", seat.words());
    assert!((seat.keys - before) as f32 * KEY + 5.0 * DECISION <= 60.0);
    assert!(
        rows(&seat)
            .iter()
            .any(|row| row.starts_with("王示测 99000009999 监督证") && row.ends_with("2031年2月28日 有效"))
    );
    press(&mut seat, Role::Button, "暂扣");
    seat.focus("事由");
    seat.types("调查期间暂扣");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("持有 → 暂扣") && seat.reads("事由：调查期间暂扣"), "{:?}", seat.words());
    assert!(seat.sees("暂扣") && seat.sees("不得执法"), "{:?}", seat.words());
}

#[test]
fn a_card_that_ends_before_it_was_issued_is_flagged_beside_its_field_and_not_entered() {
    let mut seat = at_certificates();
    press(&mut seat, Role::Button, "登记证件");
    seat.types("99000009998");
    seat.press(Key::Tab);
    seat.types("20260301");
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.types("20250228");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("“有效期至”早于2026年3月1日"), "{:?}", seat.words());
    assert!(seat.field("有效期至").is_focused() && !seat.reads("99000009998 "), "{:?}", seat.words());
    // The same is said of a card that is in the ledger, and it stays as it was.
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("20310228");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("的证件99000009998"), "{:?}", seat.words());
    seat.chooses("办理", "更正证件");
    seat.focus("有效期至");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("20260228");
    seat.focus("事由");
    seat.types("录错");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("“有效期至”早于2026年3月1日"), "{:?}", seat.words());
    seat.press(Key::Escape);
    assert!(seat.reads("至2031年2月28日"), "{:?}", seat.words());
}

#[test]
fn the_list_counts_how_its_cards_stand_and_names_whose_data_a_platform_waits_for() {
    let mut seat = at_certificates();
    let counted = |seat: &Seat| {
        let line = seat.words().into_iter().find(|word| word.contains(" 证　")).expect("the counts");
        let number = |word: &str| {
            let after = line.split(word).nth(1).unwrap_or("0");
            after.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
        };
        let states: usize = ["　有效", "将到期", "过期", "暂扣", "未交回"].map(number).iter().sum();
        (line.clone(), states)
    };
    let (line, states) = counted(&seat);
    assert!(line.starts_with("62 证　69 人　有效") && states > 50 && states <= 62, "{line}");
    seat.ctrl(Key::F);
    seat.types("邹示勤");
    assert!(rows(&seat).iter().any(|row| row.ends_with("待录入")), "{:?}", rows(&seat));
    let (line, states) = counted(&seat);
    assert!(line.starts_with("1 证　1 人　有效1") && states == 1, "{line}");
}

#[test]
fn a_unit_that_is_new_is_entered_together_with_its_first_person() {
    let mut seat = at_certificates();
    seat.ctrl(Key::N);
    seat.types("王示测");
    seat.press(Key::Tab);
    // It stands last, after all that are there.
    for _ in 0..40 {
        seat.press(Key::ArrowDown);
    }
    seat.ctrl(Key::Enter);
    assert!(seat.reads("“机构名称”没有填写") && seat.reads("请选择机构类型"), "{:?}", seat.words());
    seat.types("应急救援中队");
    seat.press(Key::Tab);
    seat.press(Key::ArrowDown);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已新增王示测"), "{:?}", seat.words());
    assert!(seat.reads("应急救援中队"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn initials_find_a_person_and_show_the_card_at_once() {
    let mut seat = at_certificates();
    let before = seat.keys;
    seat.ctrl(Key::F);
    seat.types("sss");
    seat.waits_until(|seat| rows(seat).len() == 2);
    let rows = rows(&seat);
    assert!(rows.iter().any(|row| row.starts_with("孙示三 ")), "{rows:?}");
    assert!(seat.keys - before <= 4);
    seat.types("史");
    seat.wait_for("没有符合条件的人员。");
    seat.click("清除筛选");
    seat.ctrl(Key::F);
    seat.types("0003");
    seat.waits_until(|seat| seat.sees("行政执法监督证") && seat.sees("政策法规股"));
}

#[test]
fn heads_sort_by_number_up_and_down() {
    let mut seat = at_certificates();
    let numbers = |seat: &Seat| -> Vec<String> {
        let second = |row: &String| row.split(' ').nth(1).map(str::to_owned);
        // People without a card stand last both ways.
        rows(seat).iter().filter_map(second).filter(|number| number != "—").collect()
    };
    press(&mut seat, Role::ColumnHeader, "证号");
    let long = |all: &[String]| all.len() > 5;
    seat.waits_until(|seat| Some(numbers(seat)).is_some_and(|up| long(&up) && up.is_sorted()));
    press(&mut seat, Role::ColumnHeader, "证号 升序");
    let falls = |all: Vec<String>| long(&all) && all.is_sorted_by(|one, next| one >= next);
    seat.waits_until(|seat| falls(numbers(seat)));
}

#[test]
fn a_name_that_is_missing_is_said_beside_it_and_gets_the_caret() {
    let mut seat = at_certificates();
    seat.ctrl(Key::N);
    seat.press(Key::Tab);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("“姓名”没有填写") && seat.reads("请选择所在机构"), "{:?}", seat.words());
    assert!(seat.field("姓名").accesskit_node().is_focused());
    seat.types("王");
    assert!(!seat.reads("“姓名”没有填写"));
}

#[test]
fn a_change_without_a_reason_is_not_entered() {
    let mut seat = at_certificates();
    press(&mut seat, Role::Button, "修改人员");
    seat.types("某");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写明为什么这样改"), "{:?}", seat.words());
    assert!(seat.field("事由").accesskit_node().is_focused());
    seat.types("更正姓名");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已修改"), "{:?}", seat.words());
    assert!(seat.reads("事由：更正姓名"));
}

#[test]
fn what_was_written_survives_esc_and_a_lock() {
    let mut seat = at_certificates();
    writes_somebody(&mut seat);
    seat.press(Key::Escape);
    assert!(seat.reads("草稿已保留"), "{:?}", seat.words());
    seat.ctrl(Key::N);
    assert_eq!(seat.field("姓名").accesskit_node().value().as_deref(), Some("王示测"));
    seat.ctrl(Key::L);
    assert!(!seat.sees("人员信息"));
    seat.click("进入示例");
    seat.click("继续 新增人员");
    assert_eq!(seat.field("姓名").accesskit_node().value().as_deref(), Some("王示测"));
    assert_eq!(seat.field("职务").accesskit_node().value().as_deref(), Some("执法员"));
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已新增王示测"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(seat.sees("没有草稿。"), "{:?}", seat.words());
}

#[test]
fn the_palette_lands_on_the_person_and_esc_there_leaves_a_form_alone() {
    let mut seat = at_certificates();
    seat.ctrl(Key::Num1);
    seat.ctrl(Key::K);
    seat.types("sss");
    seat.press(Key::Enter);
    assert!(seat.sees("人员信息") && seat.sees("办理"), "{:?}", seat.words());
    seat.ctrl(Key::N);
    seat.types("王");
    seat.ctrl(Key::K);
    seat.press(Key::Escape);
    assert!(seat.sees("提交新增"), "{:?}", seat.words());
}

#[test]
fn the_next_record_is_one_key_away() {
    let mut seat = at_certificates();
    let chosen = |seat: &Seat| -> Vec<String> {
        let rows = seat
            .window
            .query_all_by(|node| node.role() == Role::Row && node.toggled() == Some(Toggled::True));
        rows.filter_map(|node| node.accesskit_node().label().map(|label| label.to_string())).collect()
    };
    let first = chosen(&seat);
    seat.press_with(Modifiers::ALT, Key::ArrowDown);
    assert_ne!(chosen(&seat), first);
    seat.press_with(Modifiers::ALT, Key::ArrowUp);
    assert_eq!(chosen(&seat), first);
    assert_eq!(first.len(), 1);
}

/// Names of controls that stand more than once in a pane.
fn doubled(seat: &Seat) -> Vec<String> {
    let controls = [
        Role::Button,
        Role::ComboBox,
        Role::CheckBox,
        Role::RadioButton,
        Role::TextInput,
        Role::ColumnHeader,
        Role::Row,
        Role::Link,
        Role::Table,
    ];
    let table = seat.window.get_by_role(Role::Table).rect();
    let split = table.right();
    let mut seen = BTreeSet::new();
    let mut doubled = Vec::new();
    for node in seat.window.query_all_by(|node| controls.contains(&node.role())) {
        let name = node.accesskit_node().label().map(|label| label.to_string()).unwrap_or_default();
        let place = (node.rect().left() > split, node.rect().top() < 72.0);
        if name.is_empty() || !seen.insert((place, name.clone())) {
            doubled.push(format!("{name} ({:?})", node.accesskit_node().role()));
        }
    }
    doubled
}

#[test]
fn every_control_has_a_name_of_its_own_in_its_pane() {
    for size in [LAPTOP, SMALL] {
        let mut seat = Seat::in_sample_as(Some("孙示三"), size);
        seat.ctrl(Key::Num2);
        // The first has no card that could be changed, the second has.
        seat.press(Key::ArrowDown);
        assert_eq!(doubled(&seat), Vec::<String>::new());
        seat.ctrl(Key::N);
        assert_eq!(doubled(&seat), Vec::<String>::new());
        seat.press(Key::Escape);
        for act in
            ["登记证件", "更正证件", "登记调动", "登记离岗", "更换照片", "登记培训", "登记违规", "登记投诉"]
        {
            seat.chooses("办理", act);
            assert_eq!(doubled(&seat), Vec::<String>::new());
            seat.press(Key::Escape);
        }
    }
}

#[test]
fn who_may_only_read_is_told_so_and_no_form_opens() {
    let mut seat = Seat::in_sample_as(Some("钱示二"), LAPTOP);
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::N);
    assert!(!seat.sees("提交新增"), "{:?}", seat.words());
}

#[test]
fn the_list_of_a_province_comes_a_moment_later_and_nothing_is_lost_by_that() {
    let mut seat = Seat::in_province(1_100);
    seat.ctrl(Key::Num2);
    assert!(!seat.reads("还没有人员"), "{:?}", seat.words());
    seat.waits_until(|seat| seat.reads("1100 证　1100 人"));
    // The first row is chosen and its person shown, as in a small ledger.
    let first = rows(&seat).remove(0);
    let name = first.split(' ').next().expect("a name").to_owned();
    assert!(seat.reads(&format!("{name} ")) && seat.sees("人员信息"), "{:?}", seat.words());
    // Down the list and back in another order: the row stays chosen wherever it stands.
    seat.press(Key::End);
    let last = rows(&seat).pop().expect("a row");
    press(&mut seat, Role::ColumnHeader, "姓名 升序");
    seat.waits_until(|seat| rows(seat).first() == Some(&last));
    // What is typed narrows it to the first that matches.
    seat.ctrl(Key::F);
    seat.types("99000000007");
    seat.waits_until(|seat| seat.reads("1 证　1 人"));
    assert_eq!(rows(&seat).len(), 1);
    // Somebody new is found in the list once it has been read again.
    writes_somebody_of_the_only_unit(&mut seat);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已新增王示测"), "{:?}", seat.words());
    seat.waits_until(|seat| rows(seat).iter().any(|row| row.starts_with("王示测 ")));
    assert!(seat.reads("1100 证　1101 人"), "{:?}", seat.words());
}

fn writes_somebody_of_the_only_unit(seat: &mut Seat) {
    seat.ctrl(Key::N);
    seat.composes("wang'shi'ce", "王示测");
    seat.press(Key::Tab);
    seat.press(Key::ArrowDown);
    seat.press(Key::Tab);
    seat.composes("zhifayuan", "执法员");
}
