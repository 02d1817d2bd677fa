//! The life of a card through the real screens, by keyboard alone: from the proposal to the cancellation, with
//! what each step begins, the papers that it asks for, and what the page says of any day in between.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::pdf_text::text_of;
use super::seat::Seat;

const WHO: &str = "柏示勇";

fn finds(seat: &mut Seat, name: &str) {
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(name);
    seat.waits_until(|seat| seat.reads(&format!("{name} ")));
    seat.press(Key::Enter);
}

/// Goes to an act by Tab: in the bar where it stands there, else in the list behind 办理.
fn reaches(seat: &mut Seat, act: &str) {
    let in_bar = seat.window.query_all_by_role_and_label(Role::Button, act).next().is_some();
    if in_bar {
        return seat.enters(act);
    }
    seat.enters("办理");
    for _ in 0..40 {
        if seat.window.query_all_by_label(act).any(|node| node.is_focused()) {
            return seat.press(Key::Enter);
        }
        seat.press(Key::ArrowDown);
    }
    panic!("no “{act}” in the list; on the screen: {:?}", seat.words());
}

fn writes(seat: &mut Seat, fields: &[(&str, &str)]) {
    for (field, text) in fields {
        seat.tab_to(field);
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types(text);
    }
    seat.ctrl(Key::Enter);
}

/// Does an act on a day, with what it asks for.
fn does(seat: &mut Seat, act: &str, on: &str, fields: &[(&str, &str)]) {
    reaches(seat, act);
    let all: Vec<(&str, &str)> = std::iter::once(("办理日期", on)).chain(fields.iter().copied()).collect();
    writes(seat, &all);
    assert!(seat.reads(&format!("“{act}”")), "{act}: {:?}", seat.words());
}

fn state(seat: &Seat, word: &str) {
    assert!(seat.sees(word), "not {word}: {:?}", seat.words());
}

/// Saves the paper with this title from Ctrl+P and gives its text as the PDF has it.
fn prints(seat: &mut Seat, title: &str) -> String {
    seat.ctrl(Key::P);
    seat.press(Key::Home);
    let page = format!("{title} 第1页");
    for _ in 0..8 {
        if seat.sees(&page) {
            break;
        }
        seat.press(Key::ArrowDown);
    }
    assert!(seat.sees(&page), "{title} cannot be printed: {:?}", seat.words());
    let file = seat.home.path().join(format!("{title}-{}.pdf", seat.keys));
    seat.ctrl(Key::Enter);
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&file.display().to_string());
    seat.press(Key::Enter);
    assert!(seat.reads("已保存到"), "{title}: {:?}", seat.words());
    seat.press(Key::Escape);
    text_of(&std::fs::read(&file).expect("the saved paper"))
}

fn says(text: &str, all: &[&str]) {
    for one in all {
        assert!(text.contains(one), "“{one}” is not on the paper: {text}");
    }
}

/// Enters somebody into both platforms, from the view of what must be entered.
fn enters_in_platforms(seat: &mut Seat, on: &str, proof: &str) {
    seat.tab_to("证件 平台录入");
    seat.press(Key::Enter);
    seat.tab_to("平台录入");
    seat.press(Key::Home);
    let form = format!("登记已录入　{WHO}");
    for _ in 0..8 {
        seat.press(Key::Enter);
        if seat.sees(&form) {
            break;
        }
        seat.press(Key::Escape);
        seat.press(Key::ArrowDown);
    }
    assert!(seat.sees(&form) && seat.sees("另一个平台也录入了"), "{:?}", seat.words());
    writes(seat, &[("凭据", proof), ("录入日期", on)]);
    assert!(seat.reads(&format!("已登记{WHO}的信息录入了2处")), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(!seat.reads(&format!("平台 {WHO}")), "{:?}", seat.words());
    seat.ctrl(Key::Num2);
    seat.tab_to("证件 名册");
    seat.press(Key::Enter);
    finds(seat, WHO);
}

/// What the page answers for another day.
fn answers_for(seat: &mut Seat, day: &str, words: &[&str]) {
    seat.tab_to("哪一天");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(day);
    for one in words {
        assert!(seat.reads(one), "{day}: not “{one}”: {:?}", seat.words());
    }
}

#[test]
fn a_card_lives_from_the_proposal_to_the_cancellation_on_the_screen() {
    let mut seat = Seat::in_sample();
    seat.watched = true;
    finds(&mut seat, WHO);
    state(&seat, "无证");
    assert!(seat.sees("不得执法") && seat.sees("没有登记证件"), "{:?}", seat.words());

    // 申领: what is missing is said, and it goes on only with a reason.
    reaches(&mut seat, "申领证件");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("还不符合或者没有登记的条件"), "{:?}", seat.words());
    let asked = [("办理日期", "20260105"), ("事由", "培训成绩已由上级函告，成绩单随后补录")];
    writes(&mut seat, &asked);
    assert!(seat.reads("已提出申领行政执法证"), "{:?}", seat.words());
    state(&seat, "申领中");
    let form = prints(&mut seat, "行政执法证件登记表");
    says(&form, &[WHO, "应急救援中心", "救援一组组长", "事业编制", "行政执法证"]);

    // The chain, and the card in hand.
    does(&mut seat, "主要负责人同意", "20260108", &[]);
    does(&mut seat, "发证机关核定", "20260115", &[("凭据", "示司函〔2026〕3号")]);
    let paper = [
        ("证号", "99000008801"),
        ("发证日期", "20260119"),
        ("有效期至", "20310118"),
        ("发证机关", "示例县人民政府"),
    ];
    does(&mut seat, "领取证件", "20260120", &paper);
    state(&seat, "有效");
    assert!(seat.sees("99000008801"), "{:?}", seat.words());

    // Both platforms have their period; who it is was entered there within it.
    seat.ctrl(Key::Num1);
    for platform in ["应急管理信息平台", "“双随机一公开”监管平台"] {
        let line = format!("录入领证人员信息：{platform} {WHO}");
        assert!(seat.reads(&line), "{line}: {:?}", seat.words());
    }
    seat.ctrl(Key::Num2);
    enters_in_platforms(&mut seat, "20260128", "平台截图存证件卷第12页");

    // 转岗 begins them again.
    reaches(&mut seat, "登记调动");
    let posting = [("职务", "装备股股长"), ("变动日期", "20260202"), ("变动依据", "示应急党发〔2026〕2号")];
    writes(&mut seat, &posting);
    assert!(seat.reads("→ 应急救援中心 装备股股长"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(seat.reads(&format!("录入人员变化情况：应急管理信息平台 {WHO}")), "{:?}", seat.words());
    seat.ctrl(Key::Num2);
    enters_in_platforms(&mut seat, "20260209", "平台截图存证件卷第15页");

    // 遗失 → 声明 → 补发, each with its paper.
    does(&mut seat, "报告遗失", "20260210", &[("事由", "下乡途中丢失")]);
    state(&seat, "遗失");
    assert!(seat.sees("不得执法") && seat.reads("99000008801遗失"), "{:?}", seat.words());
    let declaration = prints(&mut seat, "遗失声明");
    says(&declaration, &["应急救援中心柏示勇遗失行政执法证一本", "99000008801", "作废"]);
    does(&mut seat, "刊登遗失声明", "20260212", &[("凭据", "示例日报2026年2月12日第4版")]);
    state(&seat, "已作废");
    let application = prints(&mut seat, "行政执法证件补发申请表");
    let said = ["99000008801", "2026年2月10日", "下乡途中丢失", "示例日报2026年2月12日第4版", "装备股股长"];
    says(&application, &said);
    let paper = [("证号", "99000008802"), ("发证日期", "20260219"), ("有效期至", "20310118")];
    does(&mut seat, "补发新证", "20260220", &paper);
    assert!(seat.reads("执法证 99000008801") && seat.reads("执法证 99000008802"), "{:?}", seat.words());
    state(&seat, "有效");
    enters_in_platforms(&mut seat, "20260225", "平台截图存证件卷第21页");

    // 退休: the slip that personnel waits for comes only when the card is back.
    reaches(&mut seat, "登记离岗");
    seat.press(Key::ArrowDown);
    writes(&mut seat, &[("变动日期", "20260228"), ("变动依据", "示人社退〔2026〕7号")]);
    assert!(seat.reads("还有1张证件没有办结"), "{:?}", seat.words());
    seat.ctrl(Key::P);
    assert!(seat.reads("确认单现在不能出具：行政执法证99000008802没有交回"), "{:?}", seat.words());
    seat.press(Key::Escape);
    seat.enters("登记交回 99000008802");
    writes(&mut seat, &[("办理日期", "20260302"), ("事由", "退休")]);
    assert!(seat.reads("证件都已交回或者办结，可以办理离岗手续"), "{:?}", seat.words());
    let slip = prints(&mut seat, "执法证件交回确认单");
    says(&slip, &[WHO, "退休", "2026年2月28日", "99000008802", "已交回", "2026年3月2日", "99000008801"]);
    does(&mut seat, "送交发证机关", "20260303", &[("凭据", "收据第12号")]);
    does(&mut seat, "注销", "20260304", &[]);
    state(&seat, "注销");
    let cancelled = prints(&mut seat, "行政执法证件注销登记表");
    says(&cancelled, &["99000008802", "证件已交回：退休", "2026年3月4日"]);

    // The page says of each day what was so on it.
    seat.enters("换一天、换个地方再问");
    for (day, words) in [
        ("20260104", &["不得执法", "没有登记证件"][..]),
        ("20260112", &["不得执法", "申领中"]),
        ("20260125", &["可以执法", "99000008801"]),
        ("20260211", &["不得执法", "99000008801遗失"]),
        ("20260215", &["不得执法", "99000008801已作废"]),
        ("20260225", &["可以执法", "99000008802"]),
        ("20260301", &["不得执法", "2026年2月28日"]),
        ("20260305", &["不得执法", "99000008802注销"]),
    ] {
        answers_for(&mut seat, day, words);
    }

    // All of it stands in the timeline, each with its day.
    seat.tab_to("看全部履历");
    seat.press(Key::Enter);
    for act in [
        "提出申领",
        "主要负责人同意",
        "发证机关核定",
        "领取证件",
        "调动",
        "报告遗失",
        "刊登遗失声明",
        "补发新证",
        "退休",
        "交回",
        "送交发证机关",
        "注销",
        "打印并留存表单",
    ] {
        assert!(seat.sees(act) || seat.reads(act), "{act} is not in the timeline: {:?}", seat.words());
    }
    for proof in [
        "凭据：示例日报2026年2月12日第4版",
        "凭据：平台截图存证件卷第12页",
        "自治区应急管理信息平台　提前23天",
    ] {
        assert!(seat.reads(proof), "{proof}: {:?}", seat.words());
    }
    assert_eq!(seat.clicks, 0, "the whole life by keyboard");
}

#[test]
fn a_suspended_card_has_its_notice_and_comes_back() {
    let mut seat = Seat::in_sample();
    finds(&mut seat, "吴示六");
    reaches(&mut seat, "登记违规");
    // 转借证件.
    seat.press(Key::ArrowDown);
    seat.press(Key::ArrowDown);
    seat.tab_to("情节严重");
    seat.press(Key::Space);
    seat.tab_to("暂扣证件");
    seat.press(Key::Space);
    writes(&mut seat, &[("发生日期", "20260224"), ("违规事实", "把证件借给亲戚进出厂区")]);
    assert!(seat.reads("接着办理“暂扣”"), "{:?}", seat.words());
    writes(&mut seat, &[("办理日期", "20260226"), ("事由", "转借证件，调查期间")]);
    assert!(seat.sees("暂扣") && seat.sees("不得执法"), "{:?}", seat.words());
    let notice = prints(&mut seat, "暂扣行政执法证件通知书");
    let said = [
        "示应急证扣〔2026〕1号",
        "吴示六（综合行政执法大队执法员）：",
        "2026年2月24日",
        "把证件借给亲戚进出厂区",
        "第十七条第（一）项",
        "自2026年2月26日起暂扣你的行政执法证，证件编号99000000006",
    ];
    says(&notice, &said);
    // Saved once more it is the same notice with the same number.
    assert_eq!(prints(&mut seat, "暂扣行政执法证件通知书"), notice);
    does(&mut seat, "发还", "20260304", &[("事由", "处分已经作出，发还证件")]);
    assert!(seat.sees("可以执法"), "{:?}", seat.words());
    seat.enters("换一天、换个地方再问");
    answers_for(&mut seat, "20260225", &["可以执法"]);
    answers_for(&mut seat, "20260301", &["不得执法", "99000000006暂扣"]);
    answers_for(&mut seat, "20260305", &["可以执法"]);
    assert_eq!(seat.clicks, 0);
}
