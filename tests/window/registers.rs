//! The registers beside the list of people: trainings, powers and delegations, complaints and violations.

use binggong::domain::officer::Leaving;
use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine, Mode};
use binggong::ledger::{Ledger, sample};
use eframe::egui::Key;

use super::pictures::shown;
use super::seat::{LAPTOP, SMALL, Seat, View, sample_ledger};

/// At one of the views of the tab.
fn at(view: &str) -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat.focus_on(&format!("证件 {view}"));
    seat.press(Key::Enter);
    seat
}

#[test]
fn the_registers_to_look_at() {
    for (name, size, scale, dark) in
        [("", LAPTOP, 1.0, false), ("-暗", LAPTOP, 1.0, true), ("-小", SMALL, 1.25, false)]
    {
        let look = View { size, scale, dark };
        let mut seat = Seat::in_sample_viewed(&look);
        shown(&seat, &look, &format!("待办{name}"));
        seat.ctrl(Key::Num2);
        shown(&seat, &look, &format!("名册{name}"));
        for (view, main) in [
            ("培训", "登记培训"),
            ("权责与委托", "登记权责事项"),
            ("投诉与违规", "登记投诉"),
            ("平台录入", "登记录入结果"),
            ("批量办理", "核对并办理"),
        ] {
            seat.focus_on(&format!("证件 {view}"));
            seat.press(Key::Enter);
            seat.waits_until(|seat| seat.sees(main));
            shown(&seat, &look, &format!("{view}{name}"));
        }
    }
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
    assert!(seat.reads("未办结 2 件"), "{:?}", seat.words());
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写明怎样处理的"), "{:?}", seat.words());
    seat.types("查证属实，移送处分");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("投诉已办结") && seat.reads("未办结 1 件"), "{:?}", seat.words());
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
    assert!(seat.reads("大队的违规。") && seat.reads("未办结 2 件"), "{:?}", seat.words());
}

#[test]
fn one_training_is_recorded_for_a_whole_unit_and_those_who_are_short_of_it_are_a_list_to_act_on() {
    let mut seat = at("培训");
    seat.enters("登记培训");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请选择谁参加了培训") && seat.reads("请写培训名称"), "{:?}", seat.words());
    seat.tab_to("哪个机构");
    for _ in 0..6 {
        seat.press(Key::ArrowDown);
    }
    seat.enters("加入");
    assert!(seat.reads("已选 9 人"), "{:?}", seat.words());
    seat.tab_to("种类");
    seat.press(Key::ArrowDown);
    seat.tab_to("培训名称");
    seat.types("安全生产执法培训班");
    seat.press(Key::Tab);
    seat.types("20260105");
    seat.tab_to("结束日期");
    seat.types("20260109");
    seat.tab_to("协商的机构");
    seat.types("危化股、基础股");
    seat.tab_to("执法文书制作");
    seat.press(Key::Space);
    seat.tab_to("学时");
    seat.types("四十");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写数字，最多一位小数"), "{:?}", seat.words());
    seat.press_with(eframe::egui::Modifiers::COMMAND, Key::A);
    seat.types("40");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已给9人登记“安全生产执法培训班”"), "{:?}", seat.words());
    assert!(seat.reads("9 人　9 人无结果"), "{:?}", seat.words());
    seat.enters("培训要求");
    seat.tab_to("每年学时");
    seat.types("60");
    seat.tab_to("事由");
    seat.types("局务会议定");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("每年60学时"), "{:?}", seat.words());
    assert!(!seat.sees("列表 培训不足 0"), "{:?}", seat.words());
    let short = seat.words().into_iter().find(|word| word.starts_with("列表 培训不足")).expect("the list");
    seat.click(&short);
    assert!(seat.reads("本年40学时，要60学时") && seat.reads("本年0学时"), "{:?}", seat.words());
    seat.enters("给这些人登记培训");
    assert!(seat.reads("已选 "), "{:?}", seat.words());
    assert!(seat.clicks <= 1);
}

#[test]
fn what_must_not_be_delegated_is_refused_beside_it_and_an_unpublished_delegation_is_marked() {
    let mut seat = at("权责与委托");
    seat.focus_on("列表 委托");
    seat.press(Key::Enter);
    seat.enters("登记委托");
    // 应急救援中心, an institution of the bureau.
    seat.tab_to("受委托单位");
    for _ in 0..7 {
        seat.press(Key::ArrowDown);
    }
    seat.tab_to("监督检查");
    seat.press(Key::Space);
    seat.tab_to("查封");
    seat.press(Key::Space);
    seat.tab_to("委托书文号");
    seat.types("示应急委〔2026〕1号");
    seat.press(Key::Tab);
    seat.types("20260301");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("查封不得委托给“应急救援中心”（证件管理办法第八条第四款）"), "{:?}", seat.words());
    seat.tab_to("查封");
    seat.press(Key::Space);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("登记委托：已办") && seat.reads("3 项未公开"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    seat.click("去办 公开委托事项 应急救援中心");
    seat.types("已在政府网站公开");
    seat.tab_to("公开日期");
    seat.types("20260304");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("变更委托：已办") && seat.reads("2 项未公开"), "{:?}", seat.words());
    seat.press(Key::Home);
    for _ in 0..20 {
        seat.press(Key::Enter);
        if seat.reads("事由：已在政府网站公开") {
            return;
        }
        seat.press(Key::Escape);
        seat.press(Key::ArrowDown);
    }
    panic!("{:?}", seat.words());
}

#[test]
fn a_matter_of_the_list_is_divided_among_posts() {
    let mut seat = at("权责与委托");
    seat.enters("登记权责事项");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写权责事项的名称") && seat.reads("请写实施依据"), "{:?}", seat.words());
    seat.tab_to("权责事项");
    seat.types("对粉尘涉爆企业的专项检查");
    seat.tab_to("职权种类");
    seat.press(Key::ArrowDown);
    seat.tab_to("实施依据");
    seat.types("安全生产法第六十五条");
    seat.tab_to("承办机构");
    seat.press(Key::ArrowDown);
    seat.tab_to("岗位");
    seat.types("大队长\n执法员");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("登记权责事项：已办"), "{:?}", seat.words());
    let line = seat.words().into_iter().find(|word| word.starts_with("对粉尘涉爆企业的专项检查"));
    assert!(line.as_ref().is_some_and(|line| line.contains("2个 未公开")), "{line:?}");
}

#[test]
fn an_entry_into_the_platforms_is_told_with_its_proof_from_the_line_in_todo() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("示例.ledger");
    std::fs::write(&path, sample_ledger()).expect("a copy");
    let env = Env::fixed(sample::now(), "somebody leaves");
    let mut ledger =
        Ledger::open(&path, &Opens::Plain, Mode::Write, Machine::ephemeral(), env).expect("opened");
    ledger.act_as("孙示三").expect("somebody acts");
    let read = ledger.officers_named("王示甲").expect("officers").remove(0);
    let on = "2026-03-02".parse().expect("a day");
    ledger.leave(&read, on, Leaving::Transferred, "调往县水务部门").expect("left");
    drop(ledger);
    let mut seat = Seat::before(home, path, LAPTOP);
    seat.click("进入示例");
    let clicks = seat.clicks;
    let his = |word: &String| word.starts_with("去办 录入") && word.contains("王示甲");
    let line = seat.words().into_iter().find(his).expect("a line");
    seat.focus_on(&line);
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写凭据"), "{:?}", seat.words());
    seat.types("平台截图存证件卷第12页");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记王示甲的信息录入了2处"), "{:?}", seat.words());
    assert!(seat.reads("1 件") && !seat.reads("王示甲 录入"), "{:?}", seat.words());
    assert_eq!(seat.clicks, clicks);
}

#[test]
fn the_cards_of_a_unit_are_extended_together_after_a_summary() {
    let mut seat = at("批量办理");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("现在是“保持不变”"), "{:?}", seat.words());
    seat.tab_to("办理什么");
    seat.press(Key::ArrowDown);
    seat.tab_to("哪个机构");
    for _ in 0..6 {
        seat.press(Key::ArrowDown);
    }
    seat.enters("加入");
    seat.tab_to("有效期延至");
    seat.types("20330504");
    seat.tab_to("事由");
    seat.types("有效期届满换发");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("证件换发，有效期都延到2033年5月4日"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("张证件，请在一个月内录入两个平台"), "{:?}", seat.words());
    seat.ctrl(Key::F);
    seat.types("lss");
    assert!(seat.reads("李示四 99000000004 执法证 综合行政执法大队 2033年5月4日"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn the_county_applies_for_its_townships_and_who_lacks_something_is_named() {
    let mut seat = at("批量办理");
    seat.press(Key::ArrowDown);
    seat.press(Key::ArrowDown);
    seat.tab_to("申领人");
    seat.types("fsb");
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("为1人统一申领行政执法证"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("这些人还不能申领：冯示八（已经有证件或者正在申领）"), "{:?}", seat.words());
}
