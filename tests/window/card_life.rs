//! The life of a card through the real screens: from the proposal to the cancellation, with what each step begins.

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

use super::seat::Seat;

const WHO: &str = "柏示勇";

/// Presses the button of an act in the bar, writes what it asks for, and submits.
fn does(seat: &mut Seat, act: &str, fields: &[(&str, &str)]) {
    let before = seat.keys + seat.clicks;
    seat.clicks += 1;
    seat.window.get_by_role_and_label(Role::Button, act).click();
    seat.settle();
    writes(seat, fields);
    assert!(seat.reads(&format!("“{act}”")), "{act}: {:?}", seat.words());
    let typed: usize = fields.iter().map(|(_, text)| text.chars().count()).sum();
    // Beside what is typed: the button, Tab to each field, Ctrl+Enter.
    assert!(seat.keys + seat.clicks - before <= typed + 2 * fields.len() + 8, "{act} takes too many acts");
}

fn writes(seat: &mut Seat, fields: &[(&str, &str)]) {
    for (field, text) in fields {
        seat.focus(field);
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types(text);
    }
    seat.ctrl(Key::Enter);
}

fn state(seat: &Seat, word: &str) {
    assert!(seat.sees(word), "not {word}: {:?}", seat.words());
}

#[test]
fn a_card_lives_from_the_proposal_to_the_cancellation_on_the_screen() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types(WHO);
    seat.press(Key::Enter);
    state(&seat, "无证");
    assert!(seat.sees("不得执法") && seat.sees("没有登记证件"), "{:?}", seat.words());

    // 申领: what is missing is said, and it goes on only with a reason.
    seat.window.get_by_role_and_label(Role::Button, "申领证件").click();
    seat.settle();
    seat.ctrl(Key::Enter);
    assert!(seat.reads("还不符合或者没有登记的条件"), "{:?}", seat.words());
    writes(&mut seat, &[("事由", "培训成绩已由上级函告，成绩单随后补录")]);
    assert!(seat.reads("已提出申领行政执法证"), "{:?}", seat.words());
    state(&seat, "申领中");

    // The chain, and the card in hand.
    does(&mut seat, "主要负责人同意", &[]);
    does(&mut seat, "发证机关核定", &[("凭据", "示司函〔2026〕3号")]);
    let paper = [
        ("证号", "99000008801"),
        ("发证日期", "20260305"),
        ("有效期至", "20310304"),
        ("发证机关", "示例县人民政府"),
    ];
    does(&mut seat, "领取证件", &paper);
    state(&seat, "有效");
    assert!(seat.sees("99000008801"), "{:?}", seat.words());
    // Both platforms have their period.
    seat.ctrl(Key::Num1);
    assert!(seat.reads("录入领证人员信息：自治区应急管理信息平台"), "{:?}", seat.words());
    assert!(seat.reads("“双随机一公开”"), "{:?}", seat.words());
    seat.ctrl(Key::Num2);

    // 转岗 begins them again.
    seat.chooses("办理", "登记调动");
    writes(
        &mut seat,
        &[("职务", "装备股股长"), ("变动日期", "20260305"), ("变动依据", "示应急党发〔2026〕2号")],
    );
    assert!(seat.reads("→ 应急救援中心 装备股股长"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(seat.reads("录入人员变化情况"), "{:?}", seat.words());
    seat.ctrl(Key::Num2);

    // 遗失 → 声明 → 补发.
    does(&mut seat, "报告遗失", &[("事由", "下乡途中丢失")]);
    state(&seat, "遗失");
    assert!(seat.sees("不得执法") && seat.reads("99000008801遗失"), "{:?}", seat.words());
    does(&mut seat, "刊登遗失声明", &[("凭据", "示例日报2026年3月5日第4版")]);
    state(&seat, "已作废");
    let paper = [("证号", "99000008802"), ("发证日期", "20260305"), ("有效期至", "20310304")];
    does(&mut seat, "补发新证", &paper);
    assert!(seat.reads("执法证 99000008801") && seat.reads("执法证 99000008802"), "{:?}", seat.words());
    state(&seat, "有效");

    // 退休: nothing goes on until the card is back.
    seat.chooses("办理", "登记离岗");
    seat.press(Key::ArrowDown);
    writes(&mut seat, &[("变动日期", "20260305")]);
    assert!(seat.reads("还有1张证件没有办结"), "{:?}", seat.words());
    seat.window.get_by_label("登记交回 99000008802").click();
    seat.settle();
    writes(&mut seat, &[("事由", "退休")]);
    assert!(seat.reads("证件都已交回或者办结，可以办理离岗手续"), "{:?}", seat.words());
    does(&mut seat, "送交发证机关", &[("凭据", "收据第12号")]);
    does(&mut seat, "注销", &[]);
    state(&seat, "注销");

    // All of it stands in the timeline, each with its day.
    seat.focus_on("看全部履历");
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
    ] {
        assert!(seat.sees(act), "{act} is not in the timeline: {:?}", seat.words());
    }
    assert!(seat.reads("凭据：示例日报2026年3月5日第4版"), "{:?}", seat.words());
}
