//! Questionings in a case: what they need, what is refused, and how one is taken back.

use binggong::domain::case::{Case, CaseKind};
use binggong::domain::case_file::{CaseDocument, DocumentKind};
use binggong::domain::case_step::Gate;
use binggong::domain::fault::Standing::{Held, NotHeld};
use binggong::domain::id::Id;
use binggong::domain::questioning::{Questioned, Questioning};
use binggong::ledger::case_file::Paging;

use crate::Bureau;
use crate::house::day;

fn asked(bureau: &Bureau, case: Id<Case>, person: &str, from: &str, to: &str) -> Questioning {
    let at = |time: &str| format!("2025-11-05T{time}:00").parse().expect("a time");
    Questioning {
        case,
        officers: bureau.pair.to_vec(),
        person: person.into(),
        role: Questioned::Witness,
        from: at(from),
        to: at(to),
        place: "厂办公室".into(),
        shown: true,
        page: None,
        withdrawn: String::new(),
    }
}

#[test]
fn what_stands_in_the_way_is_told_before_it_is_entered_with_the_other_questioning_named() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    let first = asked(&bureau, case, "张甲", "09:00", "10:00");
    let checks = bureau.house.ledger.questioning_checks(&first, None).expect("checks");
    assert!(checks.iter().all(|one| one.standing == Held), "{checks:#?}");
    bureau.house.ledger.record_questioning(&first).expect("recorded");
    // The same pair in another case, while 张甲 is still being asked.
    let mut other = bureau.case(CaseKind::Penalty);
    other.number = "示应急罚〔2025〕31号".into();
    let other = bureau.house.ledger.open_case(&other).expect("opened");
    let second = asked(&bureau, other, "李乙", "09:30", "10:30");
    let checks = bureau.house.ledger.questioning_checks(&second, None).expect("checks");
    let overlap = checks.iter().find(|one| one.gate == Gate::Overlap).expect("the gate");
    assert_eq!(overlap.standing, NotHeld);
    let refused = bureau.house.ledger.record_questioning(&second).expect_err("refused").to_string();
    for words in
        ["2025年11月5日09:00至10:00", "周示五正在询问张甲", "不能同时询问李乙", "证件管理办法第十六条第二款"]
    {
        assert!(overlap.sentence().contains(words) && refused.contains(words), "{words}: {refused}");
    }
    assert!(bureau.house.ledger.questionings_of(other).expect("them").is_empty());
    // One after the other is right.
    let after = asked(&bureau, other, "李乙", "10:00", "10:30");
    bureau.house.ledger.record_questioning(&after).expect("recorded");
}

#[test]
fn a_slip_is_withdrawn_with_its_reason_and_stands_in_nobodys_way() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    let first = asked(&bureau, case, "张甲", "09:00", "10:00");
    let id = bureau.house.ledger.record_questioning(&first).expect("recorded");
    let read = bureau.house.ledger.get(id).expect("it");
    let gone = Questioning { withdrawn: "登记到了别的案件".into(), ..read.value.clone() };
    bureau.house.ledger.change_questioning(&read, &gone, " ").expect_err("without a reason");
    bureau.house.ledger.change_questioning(&read, &gone, "登记到了别的案件").expect("withdrawn");
    let other = asked(&bureau, case, "李乙", "09:30", "10:30");
    bureau.house.ledger.record_questioning(&other).expect("nobody was asked then");
    let all = bureau.house.ledger.questionings_of(case).expect("them");
    assert_eq!(all.len(), 2, "the one that was withdrawn is still seen");
    let step = bureau.step(case, binggong::domain::case_step::StepKind::Investigate, "2025-11-05");
    let gates = bureau.house.ledger.gates_of(&step, None).expect("gates");
    assert!(gates.iter().any(|one| one.gate == Gate::Overlap && one.standing == Held), "{gates:#?}");
}

#[test]
fn a_page_that_the_file_does_not_have_is_refused() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    let on_page = |bureau: &Bureau, page| Questioning {
        page: Some(page),
        ..asked(bureau, case, "张甲", "09:00", "10:00")
    };
    // Nothing is known of the file while nothing is in it.
    let id = bureau.house.ledger.record_questioning(&on_page(&bureau, 12)).expect("recorded");
    let document = CaseDocument {
        case,
        kind: DocumentKind::Questioning,
        title: "张甲的询问笔录".into(),
        number: String::new(),
        on: Some(day("2025-11-05")),
        author: "周示五".into(),
        from: 1,
        to: 3,
        scans: Vec::new(),
        note: String::new(),
        removed: String::new(),
    };
    bureau.house.ledger.add_document(&document, Paging::Flow { pages: 3 }).expect("filed");
    let read = bureau.house.ledger.get(id).expect("it");
    let refused = bureau.house.ledger.change_questioning(&read, &on_page(&bureau, 4), "补页码");
    let refused = format!("{:?}", refused.expect_err("three pages"));
    assert!(refused.contains("questioning.page") && refused.contains("last: 3"), "{refused}");
    bureau.house.ledger.change_questioning(&read, &on_page(&bureau, 1), "补页码").expect("changed");
}
