//! 案件: a case is opened, goes through its chain by keyboard, and its gates say what stands in the way.

use eframe::egui::Key;
use egui_kittest::kittest::NodeT as _;

use super::seat::Seat;

/// The form of a new case, filled in with what a general penalty needs.
pub fn write_case(seat: &mut Seat) {
    seat.ctrl(Key::Num4);
    seat.ctrl(Key::N);
    for (field, words) in [
        ("案号", "示应急罚〔2026〕66号"),
        ("案件名称", "示例县丙鞭炮厂超量储存案"),
        ("案件来源", "日常检查"),
        ("名称", "示例县丙鞭炮厂"),
        ("信用代码", "91350100M000100Y43"),
        ("罚款", "60000"),
        ("裁量阶次", "第二阶次"),
    ] {
        seat.focus(field);
        seat.types(words);
    }
    for who in ["周示五", "李示四"] {
        seat.focus("办案人员");
        seat.types(who);
        seat.press(Key::Enter);
    }
    for (field, times) in [("重大决定", 1), ("告知听证", 1), ("涉嫌犯罪", 2)] {
        seat.tab_to(field);
        for _ in 0..times {
            seat.press(Key::ArrowDown);
        }
    }
}

/// One step with the digits that choose in it; `who` where it is not the officers of the case.
fn step(seat: &mut Seat, label: &str, choices: &[(&str, Key)], who: Option<(&str, &str)>) {
    let main = format!("登记{label}");
    assert!(seat.reads(&format!("下一步 {label}")), "{label} is not next: {:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("登记以前核对"), "the form of {label}: {:?}", seat.words());
    if let Some((field, name)) = who {
        seat.focus(field);
        seat.types(name);
        seat.press(Key::Enter);
    }
    for (field, digit) in choices {
        seat.tab_to(field);
        seat.press(*digit);
    }
    assert!(!seat.sees("仍然登记"), "{main} is stopped: {:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(!seat.reads("登记以前核对"), "{main} was not taken: {:?}", seat.words());
}

#[test]
fn a_general_penalty_goes_from_opening_to_archive_by_keyboard() {
    let mut seat = Seat::in_sample();
    write_case(&mut seat);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("示例县丙鞭炮厂超量储存案") && seat.reads("下一步 立案"), "{:?}", seat.words());
    let shown = [("出示证件", Key::Num1)];
    step(&mut seat, "立案", &[], None);
    assert!(seat.reads("作出行政处罚决定"), "the ninety days run: {:?}", seat.words());
    step(&mut seat, "调查取证", &shown, None);
    step(&mut seat, "案件审查", &[("结果", Key::Num1)], Some(("审核人员", "孙示三")));
    step(&mut seat, "事先告知", &[shown[0], ("结果", Key::Num2)], None);
    step(&mut seat, "陈述申辩", &[shown[0], ("结果", Key::Num2)], None);
    step(&mut seat, "听证", &[("结果", Key::Num2)], Some(("主持人员", "孙示三")));
    step(&mut seat, "法制审核", &[("结果", Key::Num1)], Some(("审核人员", "孙示三")));
    step(&mut seat, "集体讨论", &[("结果", Key::Num1)], Some(("参加人员", "赵示一")));
    step(&mut seat, "决定", &[("结果", Key::Num1)], Some(("批准人员", "赵示一")));
    step(&mut seat, "送达", &shown, None);
    step(&mut seat, "执行", &[("结果", Key::Num1)], None);
    step(&mut seat, "结案", &[], None);
    step(&mut seat, "归档", &[], None);
    assert!(seat.reads("各步都已登记") && seat.sees("已办完"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn a_gate_that_stops_a_step_says_why_and_a_reason_passes_it_visibly() {
    let mut seat = Seat::in_sample();
    write_case(&mut seat);
    seat.ctrl(Key::Enter);
    step(&mut seat, "立案", &[], None);
    // Nobody said whether a card was shown: the clerk reads it with the article, and the article opens.
    seat.ctrl(Key::Enter);
    assert!(seat.reads("没有登记是否出示执法证件"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("先办好，或者写明仍然登记的理由"), "{:?}", seat.words());
    seat.focus_on("依据 证件管理办法第十五条第二款 出示证件");
    seat.press(Key::Enter);
    assert!(seat.reads("《自治区应急管理系统行政执法证件管理办法》第十五条第二款"), "{:?}", seat.words());
    seat.press(Key::Escape);
    seat.focus("仍然登记");
    seat.types("补登旧案，当时笔录没有写明");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("没有通过仍然登记") && seat.reads("理由：补登旧案"), "{:?}", seat.words());
    // A slip is withdrawn, visibly, and the step is next again.
    seat.enters("作废 调查取证 2");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写明作废的理由"), "{:?}", seat.words());
    seat.types("登记到了别的案件");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("作废理由：登记到了别的案件") && seat.sees("下一步 调查取证"), "{:?}", seat.words());
}

#[test]
fn bad_input_is_told_beside_its_field_and_what_was_written_is_kept() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num4);
    seat.ctrl(Key::N);
    seat.focus("信用代码");
    seat.types("91350100M000100Y44");
    assert!(seat.reads("校验位不符"), "{:?}", seat.words());
    seat.focus("罚款");
    seat.types("六万");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请填写案件名称") && seat.reads("请选择办案人员") && seat.reads("请写成数字"));
    seat.press(Key::Escape);
    seat.ctrl(Key::N);
    assert_eq!(seat.field("信用代码").accesskit_node().value().as_deref(), Some("91350100M000100Y44"));
}

#[test]
fn a_questioning_is_entered_by_keyboard_and_a_second_at_the_same_hour_is_refused() {
    let mut seat = Seat::in_sample();
    write_case(&mut seat);
    seat.ctrl(Key::Enter);
    seat.chooses("其他办理", "登记调查询问");
    let before = seat.keys;
    write_questioning(&mut seat, "张甲", "0900", "1000");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("09:00至10:00　张甲（证人）　厂办公室"), "{:?}", seat.words());
    assert!(seat.sees("已出示证件") && seat.clicks == 0);
    assert!(seat.keys - before <= 60, "{} keys", seat.keys - before);
    // The same two at half past nine: what is written shows it at once, and entering it is refused.
    seat.chooses("其他办理", "登记调查询问");
    write_questioning(&mut seat, "李乙", "0930", "1030");
    for _ in 0..2 {
        assert!(seat.reads("周示五正在询问张甲，不能同时询问李乙"), "{:?}", seat.words());
        assert!(seat.sees("依据 证件管理办法第十六条第二款 询问不重叠"), "{:?}", seat.words());
        seat.ctrl(Key::Enter);
    }
    assert!(!seat.reads("李乙（证人）"));
    // An hour later they may; a slip is withdrawn and stays to be seen.
    seat.focus("开始时间");
    seat.press_with(eframe::egui::Modifiers::COMMAND, Key::A);
    seat.types("1000");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("10:00至10:30　李乙（证人）"), "{:?}", seat.words());
    seat.enters("作废 对李乙的询问 2");
    seat.types("不是本案证人");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("作废理由：不是本案证人"), "{:?}", seat.words());
}

/// The form of a questioning, from its first field on.
pub fn write_questioning(seat: &mut Seat, person: &str, from: &str, to: &str) {
    seat.types(person);
    seat.tab_to("身份");
    seat.press(Key::Num2);
    for (field, words) in [("开始时间", from), ("结束时间", to), ("询问地点", "厂办公室")] {
        seat.focus(field);
        seat.types(words);
    }
    seat.tab_to("出示证件");
    seat.press(Key::Num1);
}

#[test]
fn what_is_seized_waits_in_the_case_until_it_is_released() {
    let mut seat = Seat::in_sample();
    write_case(&mut seat);
    seat.ctrl(Key::Enter);
    seat.chooses("其他办理", "登记查封、扣押");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写明必要性") && seat.reads("一行一项"), "{:?}", seat.words());
    for (field, words) in [
        ("决定文号", "示应急扣〔2026〕9号"),
        ("清单", "组合烟花 12箱\n引线 3卷"),
        ("存放地点", "县专用库房"),
        ("保管人", "周示五"),
        ("必要性", "超量部分有燃爆危险，其余不扣押"),
    ] {
        seat.focus(field);
        seat.types(words);
    }
    seat.ctrl(Key::Enter);
    assert!(seat.reads("组合烟花12箱、引线3卷"), "{:?}", seat.words());
    seat.enters("延长 示应急扣〔2026〕9号");
    seat.types("20260501");
    seat.focus("延长文号");
    seat.types("示应急延〔2026〕1号");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("至2026年5月1日"), "{:?}", seat.words());
    seat.enters("处理 示应急扣〔2026〕9号");
    seat.press(Key::ArrowDown);
    seat.press(Key::ArrowDown);
    seat.ctrl(Key::Enter);
    assert!(seat.sees("解除并退还") || seat.sees("没收"), "{:?}", seat.words());
    assert!(!seat.sees("延长 示应急扣〔2026〕9号"));
}

#[test]
fn what_is_held_in_all_cases_is_listed_filtered_exported_and_opens_its_case_by_keyboard() {
    let mut seat = Seat::in_sample();
    at_held(&mut seat);
    assert!(seat.reads("各案都没有查封、扣押"), "{:?}", seat.words());
    seat.focus_on("案件 案件列表");
    seat.press(Key::Enter);
    write_case(&mut seat);
    seat.ctrl(Key::Enter);
    for (document, from, to) in
        [("示应急扣〔2026〕8号", "20260210", "20260310"), ("示应急扣〔2026〕9号", "20260112", "20260210")]
    {
        write_seizure(&mut seat, document, from, to);
        seat.ctrl(Key::Enter);
    }
    at_held(&mut seat);
    assert!(seat.sees("共 2 项　还在查封扣押 2 项　逾期 1 项"), "{:?}", seat.words());
    let words = seat.words();
    let place =
        |word: &str| words.iter().position(|one| one.contains(word)).unwrap_or_else(|| panic!("{word}"));
    assert!(place("逾期23天") < place("剩5天"), "what is overdue stands on top: {words:?}");
    seat.ctrl(Key::F);
    seat.types("8号");
    assert!(seat.sees("共 1 项　还在查封扣押 1 项　逾期 0 项"), "{:?}", seat.words());
    seat.enters("导出");
    seat.press_with(eframe::egui::Modifiers::COMMAND, Key::A);
    let path = seat.home.path().join("台账.xlsx");
    seat.types(&path.display().to_string());
    seat.press(Key::Enter);
    assert!(path.is_file() && seat.reads("查封扣押台账已存到"), "{:?}", seat.words());
    seat.focus_on("查封扣押台账");
    seat.press(Key::Enter);
    assert!(seat.reads("示例县丙鞭炮厂超量储存案"), "{:?}", seat.words());
    seat.press(Key::Escape);
    assert!(seat.sees("共 1 项　还在查封扣押 1 项　逾期 0 项"), "{:?}", seat.words());
}

/// The ledger of what is held in all cases.
pub fn at_held(seat: &mut Seat) {
    seat.ctrl(Key::Num4);
    // From a case back to its list.
    if !seat.sees("案件 查封扣押台账") {
        seat.press(Key::Escape);
    }
    seat.focus_on("案件 查封扣押台账");
    seat.press(Key::Enter);
}

/// The form of a seizure in the case in view, filled in.
pub fn write_seizure(seat: &mut Seat, document: &str, from: &str, to: &str) {
    seat.chooses("其他办理", "登记查封、扣押");
    for (field, words) in [
        ("决定文号", document),
        ("清单", "组合烟花 12箱\n引线 3卷"),
        ("存放地点", "县专用库房"),
        ("保管人", "周示五"),
        ("必要性", "超量部分有燃爆危险，其余不扣押"),
    ] {
        seat.focus(field);
        seat.types(words);
    }
    for (field, day) in [("起始日期", from), ("截止日期", to)] {
        seat.focus(field);
        seat.press_with(eframe::egui::Modifiers::COMMAND, Key::A);
        seat.types(day);
    }
}

#[test]
fn what_comes_in_waits_in_todo_and_what_was_not_answered_is_offered_as_a_lead() {
    let mut seat = Seat::in_sample();
    at_intake(&mut seat);
    write_intake(&mut seat);
    seat.ctrl(Key::Enter);
    assert!(seat.sees("1 件　未答复 1 件") && seat.reads("逾期3天"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(seat.reads("答复投诉举报、事故信息和检查发现"), "{:?}", seat.words());
    seat.ctrl(Key::Num4);
    seat.enters("作为责任线索移交");
    let offered = seat.field("线索摘要").accesskit_node().value();
    assert!(offered.is_some_and(|text| text.contains("至今没有答复")), "{:?}", seat.words());
    seat.press(Key::Escape);
    seat.ctrl(Key::Num4);
    seat.press(Key::Enter);
    seat.focus("处理答复");
    seat.types("查实，已责令整改并答复");
    seat.ctrl(Key::Enter);
    assert!(seat.sees("1 件　未答复 0 件") && seat.reads("逾期答复"), "{:?}", seat.words());
}

#[test]
fn an_intake_shows_the_lead_that_was_made_of_it_and_leads_to_its_inquiry() {
    let mut seat = Seat::in_sample();
    at_intake(&mut seat);
    write_intake(&mut seat);
    seat.ctrl(Key::Enter);
    seat.enters("作为责任线索移交");
    // The day until which it was to be answered stands there already; a person says who, and when it happened.
    super::liability::accuse(&mut seat);
    seat.ctrl(Key::Enter);
    assert!(seat.sees("李示四　投诉举报没有按期答复"), "{:?}", seat.words());
    at_intake(&mut seat);
    assert!(seat.reads("已移交") && !seat.sees("作为责任线索移交"), "{:?}", seat.words());
    seat.enters("查看责任认定");
    assert!(seat.sees("李示四　投诉举报没有按期答复"), "{:?}", seat.words());
    at_intake(&mut seat);
    seat.press(Key::Enter);
    seat.focus("处理答复");
    seat.types("查实，已责令整改并答复");
    seat.ctrl(Key::Enter);
    seat.press(Key::Enter);
    assert!(seat.reads("2026年3月5日受理，已开展责任认定"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

/// The list of what came in.
pub fn at_intake(seat: &mut Seat) {
    seat.ctrl(Key::Num4);
    seat.focus_on("案件 投诉举报和发现");
    seat.press(Key::Enter);
}

/// A report that should have been answered three days ago.
pub fn write_intake(seat: &mut Seat) {
    seat.ctrl(Key::N);
    seat.focus("来源");
    seat.types("群众来电（匿名）");
    seat.focus("内容");
    seat.types("反映丙鞭炮厂夜间装卸");
    for (field, day) in [("收到日期", "20260202"), ("答复期限", "20260302")] {
        seat.focus(field);
        seat.press_with(eframe::egui::Modifiers::COMMAND, Key::A);
        seat.types(day);
    }
}
