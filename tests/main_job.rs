//! The main job through the use cases: from a lead to a served notice and its deadlines.

mod house;

use binggong::domain::deadline::Holder;
use binggong::domain::fault::{DecisionKind, Part};
use binggong::domain::liability::{Decision, Hearing};
use house::{House, day};

#[test]
fn a_lead_becomes_a_numbered_notice_with_its_deadlines() {
    let mut house = House::new();
    let inquiry = house
        .inquiry(&[("li", "李示四", &[Part::Headed, Part::Consented]), ("zhou", "周示五", &[Part::Drafted])]);
    let analysis = house.ledger.answer(inquiry, house::procedure_skipped()).expect("answers");
    let pack = &analysis.packs[0];
    assert!(pack.open_questions.is_empty(), "{:#?}", pack.open_questions);
    house
        .ledger
        .hear(
            inquiry,
            &Hearing {
                subject: "li".into(),
                held_on: day("2026-02-26"),
                statement: "已经主动报告并撤销决定，请求从轻".into(),
                response: "主动报告、及时纠正属实，予以采纳".into(),
                waived: false,
            },
        )
        .expect("heard");
    let decided = house
        .ledger
        .decide(&Decision {
            liability: inquiry,
            subject: "li".into(),
            kind: DecisionKind::Lighter,
            measure: "予以批评教育，责令其在15日内作出书面检查".into(),
            reason: "同意先行送达属实，但能主动报告并及时纠正，没有造成严重后果。".into(),
            meeting: "局长办公会议".into(),
            decided_by: "赵示一".into(),
            decided_on: day("2026-03-04"),
            basis: Vec::new(),
            handled_by: Vec::new(),
            diverges: false,
        })
        .expect("decided");
    let issued = house
        .ledger
        .issue_decision(decided.id, day("2026-03-05"), &["派驻纪检监察组".into()])
        .expect("issued");
    assert_eq!(issued.document_no, "示应急过错〔2026〕1号");
    let text = house::words_of(&issued.pages);
    for part in ["李示四", "第五条第3项", "第九条第2项", "全部责任", "第七条第1项", "第十二条", "30", "复核"]
    {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    assert!(!text.contains("行政复议") && !text.contains("诉讼"));

    let told = house.ledger.running_deadlines().expect("deadlines");
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].value.holder, told[0].value.act_by), (Holder::Duty, day("2026-03-16")));
    let begun = house.ledger.serve(issued.id, day("2026-03-05"), "直接送达").expect("served");
    assert_eq!(begun[0].holder, Holder::Right);
    assert_eq!(begun[0].last, day("2026-04-07"));
    assert_eq!(house.ledger.running_deadlines().expect("deadlines").len(), 1);
}
