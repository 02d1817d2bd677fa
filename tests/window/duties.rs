//! Duties from 待办 to done, and acts for people who were marked in the list.

use eframe::egui::{Key, Modifiers};

use super::pictures::shown;
use super::seat::{LAPTOP, SMALL, Seat, View};

#[test]
fn a_copy_from_the_region_is_recorded_from_its_line_in_todo() {
    let mut seat = Seat::in_sample();
    let line =
        seat.words().into_iter().find(|word| word.starts_with("去办 登记自治区的抄告")).expect("a line");
    seat.focus_on(&line);
    seat.press(Key::Enter);
    assert!(
        seat.reads("登记自治区的抄告") && seat.reads("已选 ") && seat.reads("周示五"),
        "{:?}",
        seat.words()
    );
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写抄告的文号") && !seat.reads("请选择"), "{:?}", seat.words());
    seat.types("新应急人函〔2026〕3号");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记收到的抄告，里面有本局"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(!seat.reads("登记自治区的抄告"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn the_yearly_check_is_set_listed_and_recorded_for_all_at_once() {
    let mut seat = Seat::in_sample();
    assert!(!seat.reads("证件年度审核"), "{:?}", seat.words());
    seat.ctrl(Key::Num8);
    seat.click("设置 证件");
    seat.enters("改审核日期");
    seat.types("六月底");
    seat.tab_to("事由");
    seat.types("局务会议定");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写成 6月30日 的样子"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("6月30日");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("年度审核的日期已保存") && seat.reads("每年6月30日以前审核"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    let line = seat.words().into_iter().find(|word| word.starts_with("去办 证件年度审核")).expect("a line");
    seat.focus_on(&line);
    seat.press(Key::Enter);
    assert!(seat.reads("已选 "), "{:?}", seat.words());
    shown(&seat, &View::of_laptop(), "年度审核");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("证件登记2026年度审核合格"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("张证件的年度审核"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(!seat.reads("证件年度审核"), "{:?}", seat.words());
}

fn list() -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat
}

#[test]
fn rows_are_marked_by_keyboard_and_the_marks_are_what_a_training_is_recorded_for() {
    let mut seat = list();
    seat.press(Key::Space);
    assert!(seat.reads("已选 1 行"), "{:?}", seat.words());
    seat.press_with(Modifiers::SHIFT, Key::ArrowDown);
    seat.press_with(Modifiers::SHIFT, Key::ArrowDown);
    assert!(seat.reads("已选 3 行"), "{:?}", seat.words());
    seat.press(Key::Space);
    assert!(seat.reads("已选 2 行"), "{:?}", seat.words());
    seat.press(Key::Escape);
    assert!(!seat.reads("已选 ") && seat.sees("打印名册"), "{:?}", seat.words());
    // Esc took the marks away and nothing else: the arrows go on in the table.
    seat.press(Key::ArrowUp);
    seat.press_with(Modifiers::SHIFT, Key::ArrowDown);
    seat.enters("给选出的人登记培训");
    assert!(seat.reads("登记培训") && seat.reads("已选 "), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(!seat.reads("请选择谁参加了培训") && seat.reads("请写培训名称"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn all_rows_that_a_filter_leaves_are_marked_at_once_and_another_filter_forgets_them() {
    let mut seat = list();
    seat.ctrl(Key::A);
    let all = seat.words().into_iter().find(|word| word.starts_with("已选 ")).expect("marks");
    seat.ctrl(Key::F);
    seat.types("zs");
    assert!(!seat.reads("已选 "), "{:?}", seat.words());
    seat.press(Key::Enter);
    seat.ctrl(Key::A);
    assert!(seat.reads("已选 ") && !seat.sees(&all), "{:?}", seat.words());
    seat.enters("给选出的人批量办理");
    seat.press(Key::ArrowDown);
    assert!(seat.reads("有效期延至") && seat.reads("已选 "), "{:?}", seat.words());
}

#[test]
fn a_register_is_brought_in_and_written_out_from_the_palette() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::K);
    seat.types("drmc");
    seat.press(Key::Enter);
    assert!(seat.reads("导入名册"), "{:?}", seat.words());
    seat.ctrl(Key::K);
    seat.types("导出名");
    seat.press(Key::Enter);
    assert!(seat.reads("导出到"), "{:?}", seat.words());
}

#[test]
fn marked_rows_to_look_at() {
    for (name, size, scale, dark) in
        [("选行", LAPTOP, 1.0, false), ("选行-暗", LAPTOP, 1.0, true), ("选行-小", SMALL, 1.25, false)]
    {
        let view = View { size, scale, dark };
        let mut seat = Seat::in_sample_viewed(&view);
        seat.ctrl(Key::Num2);
        shown(&seat, &view, &format!("{name}-前"));
        for _ in 0..3 {
            seat.press_with(Modifiers::SHIFT, Key::ArrowDown);
        }
        shown(&seat, &view, name);
    }
}
