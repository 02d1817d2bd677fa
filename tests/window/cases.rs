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
