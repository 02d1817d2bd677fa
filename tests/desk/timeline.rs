//! Timelines: who did what to a record and to what belongs to it, when, why, and what changed.

use binggong::domain::certificate::{Certificate, CertificateState};
use binggong::domain::fault::Part;
use binggong::domain::month::Month;
use binggong::domain::officer::{Education, Officer, Profile};
use binggong::domain::role::Op;
use binggong::ledger::{Act, Touch};

use crate::decided;
use crate::house::{House, day, procedure_skipped};
use crate::registers::{card, officer, unit};

fn ops(acts: &[Act]) -> Vec<Op> {
    acts.iter().map(|act| act.op.expect("a known act")).collect()
}

/// The fields that an act changed, as `职务：执法员 → 中队长`.
fn changed(act: &Act) -> Vec<String> {
    let fields = |touch: &Touch| match touch {
        Touch::Changed(fields) => fields.clone(),
        _ => Vec::new(),
    };
    let all = act.changes.iter().flat_map(|one| fields(&one.what));
    all.map(|field| format!("{}：{} → {}", field.label, field.old, field.new)).collect()
}

#[test]
fn an_officer_has_a_timeline_with_the_cards() {
    let mut house = House::new();
    let (office, brigade) = (unit(&mut house, "办公室", None), unit(&mut house, "执法大队", None));
    let other = officer(&mut house, "李四", office);
    card(&mut house, other, "0504009", None);
    let zhang = officer(&mut house, "张三", office);
    let id = card(&mut house, zhang, "0504003", Some("2026-05-01"));
    let read = house.ledger.get(zhang).expect("him");
    let moved = Officer { unit: brigade, post: "中队长".into(), ..read.value.clone() };
    house.ledger.change_officer(&read, &moved, "任职文件").expect("changed");
    let read = house.ledger.get(id).expect("the card");
    let longer = Certificate { valid_to: Some(day("2026-06-01")), ..read.value.clone() };
    house.ledger.change_certificate(&read, &longer, "有效期录错").expect("changed");
    let read = house.ledger.get(id).expect("the card");
    let lost = Certificate { state: CertificateState::Lost, ..read.value.clone() };
    let refused = house.ledger.change_certificate(&read, &lost, "").unwrap_err();
    assert!(refused.to_string().contains("更正不能改变证件的状态（现在是“持有”）"), "{refused}");
    let acts = house.ledger.timeline(zhang.uuid()).expect("a timeline");
    assert_eq!(ops(&acts), [Op::AddOfficer, Op::AddCertificate, Op::ChangeOfficer, Op::ChangeCertificate]);
    assert_eq!((acts[2].actor.as_str(), acts[2].why.as_str()), ("孙示三", "任职文件"));
    assert_eq!(changed(&acts[2]), ["职务：执法员 → 中队长", "所在机构：办公室 → 执法大队"]);
    assert_eq!(changed(&acts[3]), ["有效期至：2026年5月1日 → 2026年6月1日"]);
    assert!(acts.is_sorted_by_key(|act| act.at));
    assert_eq!(acts[0].changes[0].what, Touch::Added);
    // The card's own timeline is a part of it.
    let acts = house.ledger.timeline(id.uuid()).expect("a timeline");
    assert_eq!(ops(&acts), [Op::AddCertificate, Op::ChangeCertificate]);
}

#[test]
fn what_is_learned_of_a_person_stands_in_the_timeline_with_numbers_masked() {
    let mut house = House::new();
    let office = unit(&mut house, "办公室", None);
    let zhang = officer(&mut house, "张三", office);
    let read = house.ledger.get(zhang).expect("him");
    let profile = Profile {
        born: Month::new(1985, 3),
        education: Some(Education::Bachelor),
        id_number: "00000019850312001X".into(),
        ..Profile::default()
    };
    let known = Officer { profile, ..read.value.clone() };
    house.ledger.change_officer(&read, &known, "补录人员信息").expect("changed");
    let acts = house.ledger.timeline(zhang.uuid()).expect("a timeline");
    let expected = ["出生年月： → 1985年3月", "学历： → 大学本科", "身份证号： → **************001X"];
    assert_eq!(changed(&acts[1]), expected);
    assert_eq!(house.ledger.get(zhang).expect("him").value, known);
}

#[test]
fn an_inquiry_has_all_that_belongs_to_it() {
    let mut house = House::new();
    let inquiry = house.inquiry(&[("li", "李示四", &[Part::Headed, Part::Consented])]);
    house.ledger.answer(inquiry, procedure_skipped()).expect("answers");
    let decision = decided(&mut house, inquiry, "li");
    let issued = house.ledger.issue_decision(decision, day("2026-03-05"), &[]).expect("issued");
    house.ledger.serve(issued.id, day("2026-03-05"), "直接送达").expect("served");
    let acts = house.ledger.timeline(inquiry.uuid()).expect("a timeline");
    assert_eq!(
        ops(&acts),
        [
            Op::ReceiveLead,
            Op::OpenLiability,
            Op::AddEvidence,
            Op::AnswerGrounds,
            Op::Hear,
            Op::Decide,
            Op::IssueNotice,
            Op::ServeNotice
        ]
    );
    assert_eq!(changed(&acts[4]), ["陈述申辩：0项 → 1项"]);
    let kinds: Vec<&str> = acts[7].changes.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["notice", "deadline", "deadline"]);
    assert!(house.ledger.timeline(uuid::Uuid::from_u128(7)).is_err());
}
