//! The columns that a platform asks for: set in the window, and what is exported follows them.

use std::path::Path;

use binggong::domain::roster_layout::{LayoutColumn, Platform, RosterLayout};
use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine, Mode};
use binggong::ledger::{LayoutWords, Ledger, sample};
use calamine::{Data, Reader as _, Xlsx, open_workbook};
use eframe::egui::{Key, Modifiers};

use super::pictures::shown;
use super::seat::{LAPTOP, SMALL, Seat, View};

const REGION: &str = "改栏目 自治区应急管理信息平台";

fn at_cards() -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num8);
    seat.focus_on("设置 单位");
    for _ in 0..8 {
        seat.press(Key::ArrowDown);
    }
    seat
}

/// The first rows of the only sheet.
fn head_of(path: &Path) -> (Vec<String>, Vec<String>) {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let words = |row: &[Data]| row.iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut rows = range.rows().map(words);
    (rows.next().unwrap(), rows.next().unwrap())
}

#[test]
fn the_order_of_a_platforms_columns_is_set_by_keyboard_and_the_export_follows_it() {
    let mut seat = at_cards();
    assert!(seat.reads("15栏：姓名、性别、年龄") && seat.reads("还没有定过"), "{:?}", seat.words());
    seat.enters(REGION);
    // 性别 goes down below 年龄, 学历 away, a number and an empty column come in below 职务.
    seat.press(Key::ArrowDown);
    seat.press_with(Modifiers::ALT, Key::ArrowDown);
    seat.press(Key::ArrowDown);
    seat.press(Key::ArrowDown);
    seat.press(Key::Delete);
    seat.press(Key::ArrowUp);
    seat.tab_to("加一栏");
    for _ in 0..60 {
        seat.press(Key::ArrowDown);
    }
    seat.enters("加入");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("空白栏要写栏名") && seat.reads("请写明为什么这样定"), "{:?}", seat.words());
    seat.tab_to("栏名");
    seat.types("政治面貌");
    seat.focus_on("栏目");
    seat.press(Key::Home);
    seat.tab_to("栏名");
    seat.types("执法人员姓名");
    seat.tab_to("事由");
    seat.types("平台2026年的模板");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("自治区应急管理信息平台的栏目已保存"), "{:?}", seat.words());
    assert!(
        seat.reads("15栏：姓名（执法人员姓名）、年龄、性别、职务、空白栏（政治面貌）、专业"),
        "{:?}",
        seat.words()
    );
    assert!(seat.reads("本局定的"), "{:?}", seat.words());
    // The keyboard is where it was; the export says where its columns are set, and follows them.
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types("sss");
    seat.enters("导出名册");
    seat.tab_to("栏目");
    seat.press(Key::ArrowDown);
    let path = seat.home.path().join("出.xlsx");
    seat.focus("导出到");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
    seat.ctrl(Key::Enter);
    seat.wait_for("名册已导出到");
    let (titles, first) = head_of(&path);
    assert_eq!(titles[..6], ["执法人员姓名", "年龄", "性别", "职务", "政治面貌", "专业"]);
    assert_eq!(titles.len(), 15, "{titles:?}");
    assert_eq!(first[0], "史示石", "who is found by the letters, in the order of the list");
    assert!(first[1].parse::<u32>().is_ok() && first[4].is_empty(), "{first:?}");
    assert_eq!(seat.clicks, 0);
}

#[test]
fn the_export_leads_to_its_columns_and_only_who_may_changes_them() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat.enters("导出名册");
    seat.enters("改栏目");
    assert!(seat.sees(REGION), "{:?}", seat.words());
    let clerk = Seat::in_sample_as(Some("周示五"), LAPTOP);
    drop(seat);
    let mut seat = clerk;
    seat.ctrl(Key::Num8);
    seat.click("设置 证件");
    seat.focus_on(REGION);
    seat.press(Key::Enter);
    assert!(!seat.sees("次序"), "{:?}", seat.words());
}

#[test]
fn an_order_that_another_has_set_meanwhile_is_asked_about_and_not_written_over() {
    let mut seat = at_cards();
    seat.enters(REGION);
    seat.press_with(Modifiers::ALT, Key::ArrowDown);
    seat.press(Key::Escape);
    assert!(seat.reads("草稿已保留"), "{:?}", seat.words());
    let path = seat.home.path().join("示例.ledger");
    let Seat { window, home, .. } = seat;
    drop(window);
    {
        let env = Env::fixed(sample::now(), "another");
        let mut ledger =
            Ledger::open(&path, &Opens::Plain, Mode::Write, Machine::ephemeral(), env).expect("opened");
        ledger.act_as("孙示三").expect("somebody acts");
        let columns = LayoutWords::read("name\nsex\nunit\n");
        ledger.set_layout(&RosterLayout { platform: Platform::Region, columns }, "模板改了").expect("set");
    }
    let mut seat = Seat::before(home, path.clone(), LAPTOP);
    seat.click("进入示例");
    seat.click("继续 自治区应急管理信息平台的栏目");
    assert!(seat.reads("现在是“姓名、性别、单位”，这里填的是“性别、姓名、年龄"), "{:?}", seat.words());
    seat.tab_to("事由");
    seat.types("平台的模板");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("还有两边都改了的地方没有选定"), "{:?}", seat.words());
    seat.enters("用现在的 栏目");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("的栏目已保存"), "{:?}", seat.words());
    drop(seat);
}

#[test]
fn the_columns_to_look_at() {
    for (name, size, scale, dark) in
        [("", LAPTOP, 1.0, false), ("-暗", LAPTOP, 1.0, true), ("-小", SMALL, 1.25, false)]
    {
        let look = View { size, scale, dark };
        let mut seat = Seat::in_sample_viewed(&look);
        seat.ctrl(Key::Num8);
        seat.click("设置 证件");
        shown(&seat, &look, &format!("设置证件{name}"));
        seat.enters("改审核日期");
        shown(&seat, &look, &format!("设置证件-审核{name}"));
        seat.press(Key::Escape);
        seat.enters(REGION);
        shown(&seat, &look, &format!("设置证件-栏目{name}"));
    }
}

#[test]
fn a_blank_column_needs_a_heading_at_the_door_too() {
    let mut house = super::house::House::new();
    let columns = vec![
        LayoutColumn { field: "name".into(), heading: String::new() },
        LayoutColumn { field: "blank".into(), heading: " ".into() },
    ];
    let layout = RosterLayout { platform: Platform::Checks, columns };
    let said = house.ledger.set_layout(&layout, "模板").unwrap_err().to_string();
    assert!(said.contains("空白栏要写栏名"), "{said}");
}
