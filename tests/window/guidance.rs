//! 监督指导 in 评查: an opinion is recorded, stands in 待办 until what followed is entered.

use eframe::egui::Key;

use super::seat::Seat;

/// To the page, by the palette as anybody finds it.
pub fn at_guidance(seat: &mut Seat) {
    seat.ctrl(Key::K);
    seat.types("监督指导");
    seat.press(Key::Enter);
}

#[test]
fn an_opinion_is_recorded_and_stays_among_what_is_to_be_done_until_it_is_answered() {
    let mut seat = Seat::in_sample();
    at_guidance(&mut seat);
    assert!(seat.reads("还没有登记监督指导"), "{:?}", seat.words());
    seat.ctrl(Key::N);
    // A card of another kind does not entitle to it.
    for who in ["周示五", "吴示六"] {
        seat.types(who);
        seat.press(Key::Enter);
        seat.press(Key::Tab);
        seat.press(Key::Tab);
        if who == "周示五" {
            seat.focus("被指导的人");
        }
    }
    seat.focus("事项");
    seat.types("询问笔录没有逐页签名");
    seat.press(Key::Tab);
    seat.types("补正，并检查其余案卷。");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("周示五没有行政执法监督证"), "{:?}", seat.words());
    assert!(!seat.sees("监督人 被指导的人"), "each row is named by its own label alone");
    seat.enters("移除 监督人 周示五　综合行政执法大队");
    seat.types("孙示三");
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记监督指导意见"), "{:?}", seat.words());
    assert!(seat.sees("1 件　未反馈 1 件"), "{:?}", seat.words());

    seat.ctrl(Key::Num1);
    assert!(seat.reads("反馈监督指导意见"), "{:?}", seat.words());
    seat.ctrl(Key::Num4);
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写明怎样落实的"), "{:?}", seat.words());
    seat.types("已补正。");
    seat.ctrl(Key::Enter);
    assert!(seat.sees("1 件　未反馈 0 件"), "{:?}", seat.words());
    // What was answered is read, and not answered again.
    seat.press(Key::Enter);
    assert!(seat.reads("已补正。") && seat.reads("补正，并检查其余案卷。"), "{:?}", seat.words());
}

#[test]
fn what_supervision_found_becomes_a_lead_that_a_person_accepts_and_a_draft_is_not_replaced() {
    let mut seat = Seat::in_sample();
    for matter in ["询问笔录没有逐页签名", "送达回证漏填日期"] {
        at_guidance(&mut seat);
        seat.ctrl(Key::N);
        for (field, who) in [("监督人", "孙示三"), ("被指导的人", "吴示六")] {
            seat.focus(field);
            seat.types(who);
            seat.press(Key::Enter);
        }
        for (field, words) in [("事项", matter), ("意见", "补正，并检查其余案卷。")] {
            seat.focus(field);
            seat.types(words);
        }
        seat.ctrl(Key::Enter);
    }
    seat.enters("移交责任线索");
    let value = |seat: &Seat, field| seat.field(field).value().unwrap_or_default();
    assert_eq!(value(&seat, "线索来源"), "执法监督");
    assert_eq!(value(&seat, "线索摘要"), "2026年3月5日孙示三指出：补正，并检查其余案卷。");
    let matter = value(&seat, "案由");
    // Nobody is accused by the program, and nothing is opened by it.
    assert!(seat.reads("还没有添加") || !seat.sees("吴示六"), "{:?}", seat.words());
    // A second one does not take the place of what is being written.
    at_guidance(&mut seat);
    seat.focus_on("监督指导");
    seat.press(Key::ArrowDown);
    seat.enters("移交责任线索");
    assert!(seat.reads("请先受理或者丢弃它，再移交"), "{:?}", seat.words());
    assert_eq!(value(&seat, "案由"), matter);
}
