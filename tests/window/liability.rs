//! 责任: from a lead to an issued number, by keyboard alone.

use eframe::egui::{Key, Modifiers};

use super::seat::Seat;

/// Tab until something with this name has the keyboard.
fn tab_to(seat: &mut Seat, name: &str) {
    use egui_kittest::kittest::Queryable as _;
    for _ in 0..80 {
        let there = seat.window.query_all_by_label(name).any(|node| node.is_focused());
        if there {
            return;
        }
        seat.press(Key::Tab);
    }
    panic!("Tab does not come to “{name}”; on the screen: {:?}", seat.words());
}

fn step(seat: &mut Seat, key: Key) {
    seat.press_with(Modifiers::ALT, key);
}

/// A lead against one officer, with one piece of evidence.
fn receive(seat: &mut Seat) {
    seat.ctrl(Key::Num5);
    seat.ctrl(Key::N);
    assert!(seat.sees("受理线索"), "{:?}", seat.words());
    seat.types("案卷评查");
    seat.press(Key::Tab);
    seat.types("处罚决定没有审批就送达");
    tab_to(seat, "查找案件");
    seat.types("示应急罚〔2025〕18号");
    seat.press(Key::Enter);
    tab_to(seat, "添加证据");
    seat.press(Key::Enter);
    tab_to(seat, "证1 名称");
    seat.types("审批表");
    tab_to(seat, "案由");
    seat.types("未经审批送达处罚决定");
    seat.press(Key::Tab);
    seat.types("2025-11-27");
    accuse(seat);
    tab_to(seat, "添加事实");
    seat.press(Key::Enter);
    tab_to(seat, "事实1 内容");
    seat.types("经大队长口头同意，当日送达决定书");
    seat.ctrl(Key::Enter);
    assert!(seat.sees("第1步 事实 已完成"), "{:?}", seat.words());
}

/// Answers the line in view as held, on the one piece of evidence, and goes on.
fn held(seat: &mut Seat) {
    seat.press(Key::Num1);
    seat.press(Key::Enter);
    seat.press(Key::Space);
    tab_to(seat, "认定理由");
    seat.types("查明属实");
    seat.press(Key::Enter);
}

/// Who is looked into, and why, on the form of a lead whose facts stand.
pub fn accuse(seat: &mut Seat) {
    tab_to(seat, "查找人员");
    seat.types("李示四");
    seat.press(Key::Enter);
    tab_to(seat, "责任主体1 本局人员 是");
    seat.press(Key::Space);
    tab_to(seat, "责任主体1 负责人");
    seat.press(Key::Space);
    tab_to(seat, "责任主体1 同意");
    seat.press(Key::Space);
}

/// From the facts to the number: the head consented to what was not approved.
pub fn decide(seat: &mut Seat) {
    step(seat, Key::Num2);
    for _ in 0..5 {
        held(seat);
    }
    // Faults 1 to 11: the third stands by its first alternative.
    seat.press(Key::Num2);
    seat.press(Key::Num2);
    seat.press(Key::Num1);
    held(seat);
    seat.press(Key::Num2);
    // The rest of the faults, no liability, lighter, heavier: none stands.
    for _ in 0..(8 + 4 + 3 + 4) {
        seat.press(Key::Num2);
    }
    // Allocation: without approval, and the head consented.
    seat.press(Key::Num2);
    seat.press(Key::Num1);
    for _ in 0..3 {
        held(seat);
    }
    seat.press(Key::Num2);
    seat.press(Key::Num2);
    for finding in ["程序违法", "情节一般", "没有后果"] {
        seat.press(Key::Enter);
        seat.types(finding);
        seat.press(Key::Enter);
    }
    seat.press(Key::Num2);
    seat.press(Key::Num2);
    assert!(seat.reads("未答 0"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.sees("第2步 情形 已完成"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.sees("都已查清") && seat.reads("本分析仅供参考"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("李示四 负责人、同意 全部责任"), "{:?}", seat.words());
    tab_to(seat, "登记听取 李示四");
    seat.press(Key::Enter);
    tab_to(seat, "陈述申辩 本人放弃");
    seat.press(Key::Space);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("本人放弃陈述申辩"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    seat.press(Key::Space);
    tab_to(seat, "理由");
    seat.types("没有审批");
    tab_to(seat, "处理措施");
    seat.types("予以批评教育");
    tab_to(seat, "决定人");
    seat.types("赵示一");
    tab_to(seat, "决定日期");
    seat.types("2026-03-04");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("至少写20个字"), "{:?}", seat.words());
    seat.types("就同意当日送达，事实清楚，证据充分，应当承担责任。");
    seat.ctrl(Key::Enter);
    assert!(seat.sees("编号并印发"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("文号永久占用"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
}

#[test]
fn a_lead_becomes_an_issued_number_by_keyboard_alone() {
    let mut seat = Seat::in_sample();
    seat.watched = true;
    receive(&mut seat);
    decide(&mut seat);
    assert!(seat.reads("示应急过错〔2026〕2号"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
    assert!(seat.keys < 520, "{} keys", seat.keys);
}

#[test]
fn keys_that_a_slow_frame_brings_together_answer_one_after_the_other() {
    let mut seat = Seat::in_sample();
    receive(&mut seat);
    step(&mut seat, Key::Num2);
    for key in [Key::Num2, Key::Num2, Key::Num2, Key::ArrowUp, Key::Num1] {
        seat.window.key_press(key);
    }
    seat.settle();
    assert!(seat.reads("成立 1　不成立 2　待查 0"), "{:?}", seat.words());
}

#[test]
fn an_open_question_stops_the_decision_with_its_sentence() {
    let mut seat = Seat::in_sample();
    receive(&mut seat);
    step(&mut seat, Key::Num5);
    seat.press(Key::Space);
    assert!(seat.reads("没有查清"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(!seat.reads("已作出决定"), "{:?}", seat.words());
    assert!(seat.reads("还不能作出“追究责任”的决定"), "{:?}", seat.words());
}

#[test]
fn what_is_missing_is_told_beside_its_field() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num5);
    seat.ctrl(Key::N);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("“线索来源”没有填写") && seat.reads("还没有责任主体"), "{:?}", seat.words());
    assert!(seat.field("线索来源").is_focused());
}

#[test]
fn a_half_written_lead_survives_a_lock() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num5);
    seat.ctrl(Key::N);
    seat.types("群众举报");
    seat.ctrl(Key::L);
    assert!(!seat.sees("线索来源"), "{:?}", seat.words());
    seat.click("进入示例");
    seat.ctrl(Key::Num5);
    seat.ctrl(Key::N);
    assert_eq!(seat.field("线索来源").value().as_deref(), Some("群众举报"));
}

#[test]
fn the_chain_is_drawn_and_told_in_words() {
    for size in [super::seat::LAPTOP, super::seat::SMALL] {
        let mut seat = Seat::in_sample_as(Some("孙示三"), size);
        seat.ctrl(Key::K);
        seat.types("示应急罚〔2025〕18号");
        seat.press(Key::Enter);
        seat.chooses("其他办理", "到责任认定");
        step(&mut seat, Key::Num4);
        let words = seat.words();
        let told = words.iter().find(|words| words.starts_with("审批环节图：")).expect("told");
        assert!(told.contains("周示五 承办；同意→李示四"), "{told}");
        assert!(told.contains("中断（未报）×"), "{told}");
        use egui_kittest::kittest::Queryable as _;
        for drawn in seat.window.query_all_by_label_contains("审批环节图") {
            assert!(drawn.rect().right() <= size.x, "{:?}", drawn.rect());
        }
    }
}

#[test]
fn a_person_is_found_by_initials_by_number_and_with_the_arrows() {
    use egui_kittest::kittest::Queryable as _;
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num5);
    seat.ctrl(Key::N);
    tab_to(&mut seat, "查找人员");
    seat.types("000005");
    assert!(seat.reads("选 周示五　综合行政执法大队　执法员　有效"), "{:?}", seat.words());
    seat.press(Key::Enter);
    assert!(seat.sees("移除 责任主体1 周示五"), "{:?}", seat.words());
    // 李 and 示 have one initial each; several people share them, and the second is chosen.
    seat.types("ls");
    let hits: Vec<String> = seat.words().into_iter().filter(|words| words.starts_with("选 ")).collect();
    assert!(hits.len() > 1, "{hits:?}");
    seat.press(Key::ArrowDown);
    seat.press(Key::Enter);
    let second = hits[1].trim_start_matches("选 ").split('　').next().unwrap().to_owned();
    assert!(seat.sees(&format!("移除 责任主体2 {second}")), "{hits:?} {:?}", seat.words());
    // Enter that ends a composition chooses nobody; Esc puts the hits away and leaves what is typed.
    seat.composes("zhou", "周示");
    assert!(seat.reads("选 周示"), "{:?}", seat.words());
    seat.press(Key::Escape);
    assert!(!seat.reads("选 周示"), "{:?}", seat.words());
    assert!(seat.window.query_all_by_label("查找人员").any(|node| node.value().as_deref() == Some("周示")));
    assert!(!seat.reads("移除 责任主体3"));
}

#[test]
fn a_case_is_found_shown_and_taken_back() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num5);
    seat.ctrl(Key::N);
    tab_to(&mut seat, "查找案件");
    seat.types("甲木业");
    assert!(seat.reads("选 示应急"), "{:?}", seat.words());
    seat.press(Key::Enter);
    let chosen = seat.words().into_iter().find(|words| words.starts_with("移除 所涉案件")).expect("chosen");
    tab_to(&mut seat, &chosen);
    seat.press(Key::Enter);
    assert!(seat.sees("查找案件"), "{:?}", seat.words());
}

#[test]
fn what_is_left_open_goes_to_somebody_and_comes_back() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num5);
    seat.press(Key::Enter);
    step(&mut seat, Key::Num2);
    seat.press(Key::ArrowDown);
    seat.press(Key::Num3);
    assert!(seat.field("待查承办人").is_focused(), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("第三条答待查，请选明由谁查清"), "{:?}", seat.words());
    assert!(seat.field("待查承办人").is_focused());
    seat.types("吴示六");
    seat.press(Key::Enter);
    assert!(seat.sees("移除 待查承办人 吴示六") && seat.field("待查期限").is_focused(), "{:?}", seat.words());
    seat.types("3.1");
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("期限早于今天"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("3.11");
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("认定已保存"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    let line = "去办 查清　吴示六 主观上有故意或者过失　被举报隐瞒证据";
    assert!(seat.sees(line) && seat.sees("剩6天"), "{:?}", seat.words());
    tab_to(&mut seat, line);
    seat.press(Key::Enter);
    assert!(seat.sees("移除 待查承办人 吴示六"), "it lands on that question: {:?}", seat.words());
    seat.press(Key::Num2);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("认定已保存"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(!seat.reads("查清　吴示六"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}
