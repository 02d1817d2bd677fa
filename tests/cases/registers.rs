//! What is sealed or seized, and what comes in: each waits in 待办 until it is dealt with.

use binggong::domain::case::{CaseKind, Lead};
use binggong::domain::fault::{Part, Standing, SubjectKind};
use binggong::domain::intake::{Intake, IntakeKind};
use binggong::domain::liability::{Liability, Subject};
use binggong::domain::seizure::{SeizedItem, Seizure, SeizureEnd, SeizureKind};
use binggong::domain::unit::UnitKind;
use binggong::ledger::cases::{SeizureQuery, SeizureRow};

use crate::house::day;
use crate::{Bureau, officer, unit};

fn seizure(bureau: &Bureau, case: binggong::domain::id::Id<binggong::domain::case::Case>) -> Seizure {
    Seizure {
        case,
        kind: SeizureKind::Seize,
        document: "示应急扣〔2026〕1号".into(),
        officers: bureau.pair.to_vec(),
        items: vec![SeizedItem { name: "组合烟花".into(), quantity: "12箱".into() }],
        place: "示例县专用库房".into(),
        keeper: "周示五".into(),
        necessity: "超量部分有燃爆危险，其余不扣押".into(),
        from: day("2026-01-12"),
        to: day("2026-02-10"),
        extension: String::new(),
        end: None,
        ended_on: None,
        ended_note: String::new(),
    }
}

fn waiting(bureau: &Bureau) -> Vec<(&'static str, String)> {
    let todo = bureau.house.ledger.todo(day("2026-03-05")).expect("a list");
    let ours = todo.registers.into_iter().filter(|due| matches!(due.kind, "seizure" | "intake"));
    ours.map(|due| (due.task, due.about)).collect()
}

#[test]
fn what_is_seized_waits_until_it_is_released_and_an_institution_seizes_nothing() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    let one = seizure(&bureau, case);
    let centre = unit(&mut bureau.house, "应急救援中心", UnitKind::Institution);
    let people = ["郑示七", "冯示八"].map(|name| officer(&mut bureau.house, name, centre, name));
    let wrong = Seizure { officers: people.to_vec(), ..one.clone() };
    let refused = bureau.house.ledger.seize(&wrong).expect_err("not they").to_string();
    assert!(refused.contains("扣押不得委托") && refused.contains("证件管理办法第八条第四款"), "{refused}");
    bureau.house.ledger.seize(&Seizure { items: Vec::new(), ..one.clone() }).expect_err("nothing seized");
    bureau
        .house
        .ledger
        .seize(&Seizure { to: day("2026-01-01"), ..one.clone() })
        .expect_err("ends before it began");
    let id = bureau.house.ledger.seize(&one).expect("seized");
    assert_eq!(waiting(&bureau).len(), 1, "it has run out");
    let read = bureau.house.ledger.get(id).expect("it");
    bureau.house.ledger.extend_seizure(&read, day("2026-03-11"), "").expect_err("without a decision");
    bureau.house.ledger.extend_seizure(&read, day("2026-03-11"), "示应急延〔2026〕1号").expect("extended");
    assert_eq!(waiting(&bureau), []);
    assert_eq!(bureau.house.ledger.overdue_seizures(day("2026-03-12")).expect("a list").len(), 1);
    let read = bureau.house.ledger.get(id).expect("it");
    bureau
        .house
        .ledger
        .end_seizure(&read, SeizureEnd::Released, day("2026-03-04"), "当事人签收")
        .expect("released");
    assert!(bureau.house.ledger.overdue_seizures(day("2026-03-12")).expect("a list").is_empty());
    let read = bureau.house.ledger.get(id).expect("it");
    bureau.house.ledger.end_seizure(&read, SeizureEnd::Destroyed, day("2026-03-05"), "").expect_err("ended");
    assert!(bureau.house.ledger.handlers_of(case).expect("handlers").contains(&bureau.pair[0]));
}

#[test]
fn the_ledger_of_what_is_held_has_the_longest_overdue_on_top_and_what_ended_below() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    let mut other = bureau.case(CaseKind::Coercion);
    other.number = "示应急强〔2026〕2号".into();
    other.party.name = "示例县丁化工厂".into();
    let other = bureau.house.ledger.open_case(&other).expect("opened");
    let mut enter = |case, document: &str, from: &str, to: &str| {
        let one =
            Seizure { document: document.into(), from: day(from), to: day(to), ..seizure(&bureau, case) };
        bureau.house.ledger.seize(&one).expect("seized")
    };
    let released = enter(case, "示应急扣〔2026〕1号", "2026-01-05", "2026-02-03");
    enter(case, "示应急扣〔2026〕2号", "2026-02-10", "2026-03-10");
    enter(other, "示应急扣〔2026〕3号", "2026-01-10", "2026-02-08");
    enter(other, "示应急扣〔2026〕4号", "2026-01-12", "2026-03-04");
    let read = bureau.house.ledger.get(released).expect("it");
    bureau
        .house
        .ledger
        .end_seizure(&read, SeizureEnd::Released, day("2026-02-03"), "当事人签收")
        .expect("released");
    let on = day("2026-03-05");
    let rows = |query: &SeizureQuery| bureau.house.ledger.seizure_ledger(query, on).expect("a list");
    let told = |rows: &[SeizureRow]| -> Vec<(String, Option<i64>)> {
        rows.iter().map(|row| (row.seizure.document.clone(), row.days_left)).collect()
    };
    let number = |n: u32| format!("示应急扣〔2026〕{n}号");
    let all = rows(&SeizureQuery::default());
    assert_eq!(
        told(&all),
        [(number(3), Some(-25)), (number(4), Some(-1)), (number(2), Some(5)), (number(1), None)]
    );
    assert_eq!((all[0].case.as_str(), all[0].party.as_str()), ("示应急强〔2026〕2号", "示例县丁化工厂"));
    assert_eq!(all[0].items(), "组合烟花12箱");
    for (typed, held, wanted) in [
        ("丁化工", None, vec![3, 4]),
        ("dhg", None, vec![3, 4]),
        ("强〔2026〕2", None, vec![3, 4]),
        ("", Some(false), vec![1]),
        ("", Some(true), vec![3, 4, 2]),
        ("周示五", Some(false), vec![1]),
        ("没有这样的", None, vec![]),
    ] {
        let found = rows(&SeizureQuery { typed: typed.into(), held });
        let found: Vec<String> = found.into_iter().map(|row| row.seizure.document).collect();
        assert_eq!(found, wanted.into_iter().map(number).collect::<Vec<_>>(), "{typed} {held:?}");
    }
    // What is exported is read back as it stands on the screen.
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("台账.xlsx");
    let bytes = bureau.house.ledger.seizure_workbook(&SeizureQuery::default(), on).expect("a workbook");
    std::fs::write(&path, bytes).expect("written");
    let book = binggong::exchange::register::Book::open(&path).expect("a book");
    let words = format!("{book:?}");
    for one in
        ["查封扣押台账", "示应急扣〔2026〕3号", "逾期25天", "解除并退还", "当事人签收", "超量部分有燃爆危险"]
    {
        assert!(words.contains(one), "{one}: {words}");
    }
    let none = SeizureQuery { typed: "没有这样的".into(), held: None };
    bureau.house.ledger.seizure_workbook(&none, on).expect_err("nothing to write");
}

fn intake(by: Option<&str>) -> Intake {
    Intake {
        kind: IntakeKind::Report,
        received_on: day("2026-02-02"),
        from: "群众来电（匿名）".into(),
        content: "反映乙鞭炮厂夜间装卸".into(),
        unit: None,
        answer_by: by.map(day),
        answer: String::new(),
        answered_on: None,
        case: None,
    }
}

#[test]
fn what_came_in_and_was_not_answered_offers_a_lead_and_opens_none() {
    let mut bureau = Bureau::new();
    let answered = bureau.house.ledger.receive_intake(&intake(Some("2026-03-04"))).expect("received");
    let late = bureau.house.ledger.receive_intake(&intake(Some("2026-02-27"))).expect("received");
    assert_eq!(waiting(&bureau).len(), 2);
    let read = bureau.house.ledger.get(answered).expect("it");
    bureau.house.ledger.answer_intake(&read, "", day("2026-03-01"), None).expect_err("nothing said");
    bureau.house.ledger.answer_intake(&read, "查实，已立案", day("2026-03-01"), None).expect("answered");
    let read = bureau.house.ledger.get(answered).expect("it");
    assert_eq!(bureau.house.ledger.lead_of_intake(&read), None, "answered in time");
    let read = bureau.house.ledger.get(late).expect("it");
    let lead = bureau.house.ledger.lead_of_intake(&read).expect("a lead is offered");
    assert!(lead.summary.contains("至今没有答复") && lead.summary.contains("有权机关认定"), "{lead:?}");
    assert_eq!(bureau.house.ledger.count::<Lead>().expect("a count"), 0, "it is offered, never opened");
    assert!(bureau.house.ledger.leads_of_intake().expect("leads").is_empty());
    assert_eq!(bureau.house.ledger.count::<Liability>().expect("a count"), 0);
    // An answer that came late is one to think of too.
    bureau.house.ledger.answer_intake(&read, "已经核实", day("2026-03-05"), None).expect("answered late");
    let read = bureau.house.ledger.get(late).expect("it");
    let lead = bureau.house.ledger.lead_of_intake(&read).expect("a lead is offered");
    assert!(lead.summary.contains("2026年3月5日才答复"), "{lead:?}");
    assert_eq!(waiting(&bureau), []);
    // A lead that a person accepts is remembered with what it was made of, and so is the inquiry into it.
    let id = bureau.house.ledger.receive_lead(&lead).expect("accepted");
    let made = bureau.house.ledger.leads_of_intake().expect("leads");
    assert_eq!(made.len(), 1);
    assert_eq!((made[&late].received_on, made[&late].inquiry), (day("2026-03-05"), None));
    let liability = Liability {
        lead: id,
        case: None,
        matter: "没有按期答复".into(),
        conduct_on: day("2026-02-27"),
        subjects: vec![Subject {
            key: "zhou".into(),
            name: "周示五".into(),
            kind: SubjectKind::Person,
            officer: Some(bureau.pair[0]),
            unit: "综合行政执法大队".into(),
            post: "执法员".into(),
            own: Standing::Held,
            parts: vec![Part::Drafted],
            prior_faults: None,
        }],
        facts: Vec::new(),
        answers: Vec::new(),
        hearings: Vec::new(),
        analysis: None,
    };
    let inquiry = bureau.house.ledger.open_liability(&liability).expect("opened");
    assert_eq!(bureau.house.ledger.leads_of_intake().expect("leads")[&late].inquiry, Some(inquiry));
}
