//! The registers beside the list of people: trainings, powers and delegations, complaints and violations.

use eframe::egui::Key;

use super::seat::Seat;

/// At one of the views of the tab.
fn at(view: &str) -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat.focus_on(&format!("证件 {view}"));
    seat.press(Key::Enter);
    seat
}

#[test]
fn a_complaint_is_registered_by_keyboard_and_closed_with_its_outcome() {
    let mut seat = at("投诉与违规");
    seat.enters("登记投诉");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请选择是谁") && seat.reads("请选择向哪个机关提出的"), "{:?}", seat.words());
    seat.types("jsb");
    seat.press(Key::Enter);
    assert!(seat.reads("蒋示丙"), "{:?}", seat.words());
    seat.tab_to("方式");
    seat.press(Key::ArrowDown);
    seat.press(Key::Tab);
    seat.press(Key::ArrowDown);
    seat.press(Key::ArrowDown);
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.types("把执法证借给他人使用");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记对蒋示丙"), "{:?}", seat.words());
    assert!(seat.reads("未办结 1 件"), "{:?}", seat.words());
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写明怎样处理的"), "{:?}", seat.words());
    seat.types("查证属实，移送处分");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("投诉已办结") && seat.reads("未办结 0 件"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn a_serious_violation_takes_the_card_and_a_draft_of_it_is_kept() {
    let mut seat = at("投诉与违规");
    seat.enters("登记违规");
    seat.types("zsw");
    seat.press(Key::Enter);
    seat.tab_to("违规行为");
    seat.press(Key::ArrowDown);
    seat.tab_to("违规事实");
    seat.types("涂改有效期");
    seat.press(Key::Escape);
    assert!(seat.reads("草稿已保留"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    seat.click("继续 登记违规");
    seat.tab_to("情节严重");
    seat.press(Key::Space);
    seat.tab_to("移送处分");
    seat.press(Key::Space);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("证件管理办法第十七条") && seat.reads("请补选"), "{:?}", seat.words());
    seat.tab_to("暂扣证件");
    seat.press(Key::Space);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("大队的违规。") && seat.reads("未办结 1 件"), "{:?}", seat.words());
}
