//! Editing an inquiry until a decision rests on it, and looking at a notice before it is issued.

use binggong::domain::fault::Part;
use binggong::domain::liability::{Fact, Liability};
use binggong::domain::notice::Number;
use binggong::ledger::Error;

use crate::house::{House, day, procedure_skipped, words_of};
use crate::{decided, decision};

fn sentence<T>(refused: Result<T, Error>) -> String {
    refused.err().expect("a refusal").to_string()
}

const TWO: &[(&str, &str, &[Part])] =
    &[("li", "李示四", &[Part::Headed, Part::Consented]), ("zhou", "周示五", &[Part::Drafted])];

#[test]
fn matter_day_subjects_and_facts_can_be_changed_and_the_analysis_follows() {
    let mut house = House::new();
    let inquiry = house.inquiry(TWO);
    house.ledger.answer(inquiry, procedure_skipped()).expect("answers");
    let read = house.ledger.get(inquiry).expect("it");
    let mut changed = read.value.clone();
    changed.matter = "未经审批送达处罚决定".into();
    changed.subjects[1].parts = vec![Part::Drafted, Part::Consented];
    changed.answers.clear();
    assert!(sentence(house.ledger.change_liability(&read, &changed, "　")).contains("理由"));
    house.ledger.change_liability(&read, &changed, "核对审批表").expect("changed");
    let now = house.ledger.get(inquiry).expect("it").value;
    assert_eq!((now.matter.as_str(), now.subjects[1].parts.len()), ("未经审批送达处罚决定", 2));
    assert_eq!(now.answers, read.value.answers, "answers have an act of their own");
    let (then, now) = (read.value.analysis.as_ref().expect("made"), now.analysis.expect("made anew"));
    assert_ne!(then.conclusion, now.conclusion);
    let said = sentence(house.ledger.change_liability(&read, &changed, "再改"));
    assert!(said.contains("刚被别人改过"), "{said}");
}

#[test]
fn what_a_decision_rests_on_stays() {
    let mut house = House::new();
    let inquiry = house.inquiry(TWO);
    house.ledger.answer(inquiry, procedure_skipped()).expect("answers");
    decided(&mut house, inquiry, "li");
    let read = house.ledger.get(inquiry).expect("it");
    let mut refused = |change: &dyn Fn(&mut Liability)| {
        let mut changed = read.value.clone();
        change(&mut changed);
        sentence(house.ledger.change_liability(&read, &changed, "更正"))
    };
    assert!(refused(&|one| one.matter = "别的".into()).contains("案由"));
    assert!(refused(&|one| one.facts.clear()).contains("事实"));
    assert!(refused(&|one| one.subjects[0].name = "李示五".into()).contains("“李示四”已经作出决定"));
    assert!(refused(&|one| drop(one.subjects.remove(0))).contains("“李示四”已经作出决定"));
    assert!(refused(&|one| one.subjects[1].key = "li".into()).contains("用了两次"));
    assert!(refused(&|one| one.conduct_on = day("2027-01-01")).contains("晚于"));
    let mut changed = read.value.clone();
    changed.subjects[1].post = "中队长".into();
    house.ledger.change_liability(&read, &changed, "职务有误").expect("the other is undecided");
    let read = house.ledger.get(inquiry).expect("it");
    let mut changed = read.value.clone();
    changed.subjects.remove(1);
    house.ledger.change_liability(&read, &changed, "与本案无关").expect("nobody heard him");
}

#[test]
fn who_was_heard_stays_and_facts_name_evidence_that_is_there() {
    let mut house = House::new();
    let inquiry = house.inquiry(TWO);
    house.heard(inquiry, "zhou");
    let read = house.ledger.get(inquiry).expect("it");
    let mut changed = read.value.clone();
    changed.subjects.remove(1);
    assert!(sentence(house.ledger.change_liability(&read, &changed, "更正")).contains("周示五"));
    let mut changed = read.value.clone();
    changed.facts.push(Fact { on: None, text: "另有一事".into(), evidence: vec!["证9".into()] });
    assert!(sentence(house.ledger.change_liability(&read, &changed, "补充")).contains("证9"));
    changed.facts[1].evidence = vec!["证1".into()];
    house.ledger.change_liability(&read, &changed, "补充").expect("changed");
}

#[test]
fn a_preview_is_the_notice_but_for_its_number_and_writes_nothing() {
    let mut house = House::new();
    let inquiry = house.inquiry(&TWO[..1]);
    house.ledger.answer(inquiry, procedure_skipped()).expect("answers");
    house.heard(inquiry, "li");
    let before = house.ledger.head().expect("a head");
    let copies = ["派驻纪检监察组".to_owned()];
    let preview = house.ledger.preview_decision(&decision(inquiry, "li"), &copies).expect("pages");
    let shown = words_of(&preview);
    assert!(shown.contains("示应急过错〔2026〕—号"), "{shown}");
    assert_eq!(house.ledger.head().expect("a head"), before);
    assert_eq!(house.ledger.count::<Number>().expect("a count"), 0);
    let id = house.ledger.decide(&decision(inquiry, "li")).expect("decided").id;
    let issued = house.ledger.issue_decision(id, day("2026-03-05"), &copies).expect("issued");
    assert_eq!(words_of(&issued.pages).replace("〔2026〕1号", "〔2026〕—号"), shown);
    let refer = binggong::domain::liability::Decision {
        kind: binggong::domain::fault::DecisionKind::Refer,
        ..decision(inquiry, "li")
    };
    assert!(sentence(house.ledger.preview_decision(&refer, &[])).contains("没有对应的文书"));
}
