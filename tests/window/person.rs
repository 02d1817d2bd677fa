//! One person in 证件: the answer, the acts from the bar, posts, leaving, the photograph, trainings and conduct.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::pictures::shown;
use super::seat::{LAPTOP, SMALL, Seat, View};

/// The sample bureau with somebody on the page.
fn with(name: &str) -> Seat {
    let mut seat = Seat::in_sample();
    finds(&mut seat, name);
    seat
}

fn finds(seat: &mut Seat, name: &str) {
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types(name);
    seat.waits_until(|seat| seat.reads(&format!("{name} ")));
    seat.press(Key::Enter);
}

fn press(seat: &mut Seat, role: Role, name: &str) {
    seat.clicks += 1;
    seat.window.get_by_role_and_label(role, name).click();
    seat.settle();
}

#[test]
fn somebody_with_a_card_is_registered_within_ninety_keys_and_clicks() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat.watched = true;
    seat.ctrl(Key::N);
    seat.composes("wang'shi'ce", "王示测");
    seat.press(Key::Tab);
    for _ in 0..4 {
        seat.press(Key::ArrowDown);
    }
    seat.press(Key::Tab);
    seat.composes("zhifayuan", "执法员");
    seat.press(Key::Tab);
    seat.press(Key::ArrowDown);
    seat.press_with(Modifiers::CTRL | Modifiers::SHIFT, Key::Enter);
    assert!(seat.reads("已新增王示测"), "{:?}", seat.words());
    assert!(seat.reads("登记证件　王示测"), "{:?}", seat.words());
    seat.types("99000009999");
    seat.press(Key::Tab);
    seat.types("20260301");
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.types("20310228");
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.press(Key::Tab);
    seat.press(Key::Space);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记王示测的证件99000009999"), "{:?}", seat.words());
    assert!(seat.sees("可以执法") && seat.sees("安全生产监督管理"), "{:?}", seat.words());
    assert!(seat.keys + seat.clicks <= 90, "{} keys and {} clicks", seat.keys, seat.clicks);
    assert_eq!(seat.clicks, 0);
}

#[test]
fn a_change_of_post_says_what_follows_and_is_no_correction() {
    let mut seat = with("周示五");
    seat.chooses("办理", "登记调动");
    assert!(seat.reads("自变动之日起1个月内，要录入"), "{:?}", seat.words());
    // Where another card is due, the form says so before anything is entered.
    assert!(!seat.reads("要换领"), "{:?}", seat.words());
    let mut up = 0;
    while !seat.reads("“法制机构”领取行政执法监督证") {
        assert!(up < 12, "{:?}", seat.words());
        seat.press(Key::ArrowUp);
        up += 1;
    }
    assert!(seat.reads("现在的行政执法证（99000000005）要换领"), "{:?}", seat.words());
    for _ in 0..up {
        seat.press(Key::ArrowDown);
    }
    seat.focus("职务");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("二中队中队长");
    seat.focus("变动日期");
    seat.types("20260301");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记周示五自2026年3月1日起的变动"), "{:?}", seat.words());
    assert!(seat.sees("调动") && seat.reads("→ 综合行政执法大队 二中队中队长"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(seat.reads("录入人员变化情况"), "{:?}", seat.words());
}

#[test]
fn who_leaves_hands_in_the_cards_before_anything_else_goes_on() {
    let mut seat = with("吴示六");
    seat.chooses("办理", "登记离岗");
    assert!(
        seat.reads("没有交回，请收回后登记“交回”") && seat.reads("证件没有交齐以前"),
        "{:?}",
        seat.words()
    );
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请选择离岗原因") && seat.reads("请填写在岗的最后一日"), "{:?}", seat.words());
    seat.press(Key::ArrowDown);
    seat.focus("变动日期");
    seat.types("20260302");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("还有1张证件没有办结"), "{:?}", seat.words());
    assert!(seat.reads("组织人事机构还不能办理离岗手续") && seat.sees("不得执法"), "{:?}", seat.words());
    let before = seat.keys + seat.clicks;
    seat.clicks += 1;
    seat.window.get_by_label_contains("登记交回 9900").click();
    seat.settle();
    seat.focus("事由");
    seat.types("退休");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("证件都已交回或者办结"), "{:?}", seat.words());
    assert!(seat.keys + seat.clicks - before <= 8, "returning a card takes more than eight acts");
}

#[test]
fn a_serious_violation_leads_on_to_the_card() {
    let mut seat = with("吴示六");
    seat.chooses("办理", "登记违规");
    seat.press(Key::ArrowDown);
    seat.press(Key::ArrowDown);
    seat.focus("发生日期");
    seat.types("20260302");
    seat.focus("违规事实");
    seat.types("把证件借给亲戚进出厂区");
    press(&mut seat, Role::CheckBox, "情节严重");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("除处分外还应当暂扣证件"), "{:?}", seat.words());
    press(&mut seat, Role::CheckBox, "暂扣证件");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("接着办理“暂扣”") && seat.reads("暂扣　吴示六"), "{:?}", seat.words());
    seat.focus("事由");
    seat.types("转借证件，调查期间");
    seat.ctrl(Key::Enter);
    assert!(seat.sees("不得执法") && seat.reads("99000000006暂扣"), "{:?}", seat.words());
    assert!(seat.reads("转借证件"), "{:?}", seat.words());
    press(&mut seat, Role::RadioButton, "人员 培训和违规 6");
    assert!(seat.reads("情节严重　移送处分、暂扣证件"), "{:?}", seat.words());
}

#[test]
fn a_complaint_is_received_and_ended_with_what_came_of_it() {
    let mut seat = with("周示五");
    seat.chooses("办理", "登记投诉");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请选择由哪个机关收到"), "{:?}", seat.words());
    seat.press(Key::ArrowDown);
    seat.tab_to("收到的机关");
    for _ in 0..3 {
        seat.press(Key::ArrowDown);
    }
    seat.focus("反映的问题");
    seat.types("检查时没有出示证件");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记向监察机关的举报"), "{:?}", seat.words());
    assert!(seat.reads("收到举报"), "{:?}", seat.words());
    press(&mut seat, Role::RadioButton, "人员 培训和违规 5");
    seat.clicks += 1;
    seat.window.get_by_label_contains("办结 2026年3月5日").click();
    seat.settle();
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写明查了什么"), "{:?}", seat.words());
    seat.types("调取记录仪，已出示证件，已答复");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("2026年3月5日办结：调取记录仪"), "{:?}", seat.words());
}

#[test]
fn a_training_answers_the_condition_that_was_open() {
    let mut seat = with("柏示勇");
    assert!(seat.reads("待查　没有登记应急管理业务培训"), "{:?}", seat.words());
    seat.chooses("办理", "登记培训");
    seat.focus("开始日期");
    seat.types("20250603");
    seat.tab_to("考试结果");
    seat.press(Key::ArrowDown);
    seat.focus("成绩");
    seat.types("九十");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写数字"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("91");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记“2025年应急管理业务培训”"), "{:?}", seat.words());
    assert!(seat.reads("2025年6月3日“2025年应急管理业务培训”合格"), "{:?}", seat.words());
}

#[test]
fn a_photograph_is_put_on_the_card_and_taken_off_for_a_reason() {
    let mut seat = with("周示五");
    let path = seat.home.path().join("周示五.png");
    let mut picture = image::RgbImage::from_pixel(400, 560, image::Rgb([200, 210, 225]));
    for y in 120..560 {
        for x in 90..310 {
            let head = (x as i32 - 200).pow(2) + (y as i32 - 220).pow(2) < 90 * 90;
            if head || y > 360 {
                picture.put_pixel(x, y, image::Rgb(if head { [232, 196, 170] } else { [40, 60, 110] }));
            }
        }
    }
    picture.save(&path).unwrap();
    assert!(seat.sees("没有照片"), "{:?}", seat.words());
    seat.chooses("办理", "更换照片");
    seat.types(&seat.home.path().join("没有.jpg").display().to_string());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("没有.jpg"), "{:?}", seat.words());
    assert!(!seat.reads("已换上"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
    seat.ctrl(Key::Enter);
    assert!(seat.sees("周示五的照片") && seat.reads("照片：无 → 有"), "{:?}", seat.words());
    shown(&seat, &View::of_laptop(), "照片");
    seat.chooses("办理", "更换照片");
    press(&mut seat, Role::Button, "移除照片");
    assert!(seat.reads("请写明为什么这样改"), "{:?}", seat.words());
    seat.types("不是本人");
    press(&mut seat, Role::Button, "移除照片");
    assert!(seat.sees("没有照片") && seat.reads("事由：不是本人"), "{:?}", seat.words());
}

#[test]
fn another_day_and_place_are_asked_on_the_page() {
    let mut seat = with("周示五");
    assert!(seat.sees("可以执法"), "{:?}", seat.words());
    press(&mut seat, Role::Button, "换一天、换个地方再问");
    seat.focus("哪一天");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("20400101");
    assert!(seat.reads("2040年1月1日　") || seat.sees("不得执法"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("今天");
    seat.focus("地点");
    seat.types("邻县");
    assert!(seat.reads("不含邻县"), "{:?}", seat.words());
    // The head still speaks of today and of no place in particular.
    assert!(seat.sees("可以执法"), "{:?}", seat.words());
}

#[test]
fn an_identity_number_fills_sex_and_birth_and_is_shown_in_part_only() {
    let mut seat = with("周示五");
    seat.chooses("办理", "修改人员");
    // What is written there stays; an empty field is filled.
    seat.focus("出生年月");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.press(Key::Backspace);
    seat.tab_to("更多：民族、身份证号、联系电话");
    seat.press(Key::Enter);
    seat.focus("身份证号");
    seat.types("000000198503120010");
    seat.focus("事由");
    seat.types("补录");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("“身份证号”"), "{:?}", seat.words());
    seat.focus("身份证号");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("00000019850312001X");
    seat.press(Key::Tab);
    assert_eq!(seat.field("出生年月").accesskit_node().value().as_deref(), Some("1985年3月"));
    seat.ctrl(Key::Enter);
    assert!(seat.sees("**************001X") && seat.sees("1985年3月"), "{:?}", seat.words());
    assert!(!seat.reads("00000019850312001X"), "{:?}", seat.words());
    seat.chooses("办理", "修改人员");
    seat.tab_to("更多：民族、身份证号、联系电话");
    seat.press(Key::Enter);
    assert!(seat.field("身份证号").accesskit_node().value().is_none_or(|value| value.is_empty()));
    assert!(seat.reads("已登记 **************001X"), "{:?}", seat.words());
}

#[test]
fn the_page_of_a_person_to_look_at() {
    for (name, size, scale, dark) in
        [("人员", LAPTOP, 1.0, false), ("人员-暗", LAPTOP, 1.0, true), ("人员-小", SMALL, 1.25, false)]
    {
        let view = View { size, scale, dark };
        let mut seat = Seat::in_sample_viewed(&view);
        finds(&mut seat, "郑示七");
        assert!(seat.sees("领证条件") && seat.sees("可以行使的职权"), "{:?}", seat.words());
        shown(&seat, &view, name);
        seat.focus_on("办理");
        seat.press(Key::Enter);
        shown(&seat, &view, &format!("{name}-办理"));
        seat.press(Key::Escape);
        seat.chooses("办理", "修改人员");
        shown(&seat, &view, &format!("{name}-修改"));
    }
}
