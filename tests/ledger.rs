//! The door: roles, all or nothing, numbers without gaps, redaction, drafts of two machines.

mod house;

use binggong::domain::case::{Case, CaseKind, Handling, Party};
use binggong::domain::fault::{DecisionKind, Part};
use binggong::domain::id::Id;
use binggong::domain::liability::{Decision, Liability};
use binggong::domain::notice::{Notice, Number, NumberState};
use binggong::domain::officer::Officer;
use binggong::domain::problem::Reason;
use binggong::domain::role::Role;
use binggong::domain::unit::{Unit, UnitKind};
use binggong::ledger::file::{EntryName, Key};
use binggong::ledger::{Enrolment, Error};
use house::{House, day};

fn case(number: &str) -> Case {
    Case {
        number: number.into(),
        title: "示例县乙化工有限公司未如实记录隐患排查治理情况案".into(),
        kind: CaseKind::Penalty,
        party: Party { name: "示例县乙化工有限公司".into(), ..Party::default() },
        source: "日常检查".into(),
        summary: "未如实记录事故隐患排查治理情况。".into(),
        law: "安全生产法".into(),
        opened_on: Some(day("2026-01-05")),
        officers: Vec::new(),
        handling: Handling::default(),
    }
}

fn decision(liability: Id<Liability>, kind: DecisionKind) -> Decision {
    Decision {
        liability,
        subject: "li".into(),
        kind,
        measure: "予以批评教育".into(),
        reason: "事实清楚，本人承认，依照制度应当承担相应的责任。".into(),
        meeting: "局长办公会议".into(),
        decided_by: "赵示一".into(),
        decided_on: day("2026-03-04"),
        basis: Vec::new(),
        handled_by: Vec::new(),
        diverges: false,
    }
}

fn sentence<T>(refused: Result<T, Error>) -> String {
    refused.err().expect("a refusal").to_string()
}

#[test]
fn a_user_does_only_what_the_roles_include() {
    let mut house = House::new();
    let handler = Enrolment { name: "周示五", roles: &[Role::Handler], officer: None, password: None };
    house.ledger.add_user(&handler, &Key::Plain).expect("a user");
    house.ledger.act_as("周示五").expect("acts");
    house.ledger.add_case(&case("示应急罚〔2026〕2号")).expect("a case");
    let unit = Unit { name: "危化股".into(), kind: UnitKind::Section, parent: None, closed: false };
    let said = sentence(house.ledger.add_unit(&unit));
    assert!(said.contains("周示五") && said.contains("法制人员"), "{said}");
    assert_eq!(house.ledger.count::<Unit>().expect("a count"), 0);
    let said = sentence(house.ledger.act_as("王五"));
    assert!(said.contains("王五"), "{said}");
}

#[test]
fn nothing_is_decided_while_a_ground_is_open() {
    let mut house = House::new();
    let inquiry = house.inquiry(&[("li", "李示四", &[Part::Headed, Part::Consented])]);
    let mut answers = house::procedure_skipped();
    answers.retain(|answer| answer.question != "c1:6-2" && !answer.question.starts_with("c1:6-2."));
    house.ledger.answer(inquiry, answers).expect("answers");
    house.heard(inquiry, "li");
    let said = sentence(house.ledger.decide(&decision(inquiry, DecisionKind::Pursue)).map(|_| ()));
    assert!(said.contains("第六条第2项"), "{said}");
    assert_eq!(house.ledger.decisions_of(inquiry).expect("decisions").len(), 0);
}

#[test]
fn nobody_is_burdened_unheard_or_without_a_reason() {
    let mut house = House::new();
    let inquiry = house.inquiry(&[("li", "李示四", &[Part::Headed, Part::Consented])]);
    house.ledger.answer(inquiry, house::procedure_skipped()).expect("answers");
    let said = sentence(house.ledger.decide(&decision(inquiry, DecisionKind::Pursue)).map(|_| ()));
    assert!(said.contains("陈述申辩"), "{said}");
    house.heard(inquiry, "li");
    let silent = Decision { reason: "　".into(), ..decision(inquiry, DecisionKind::Pursue) };
    let said = sentence(house.ledger.decide(&silent).map(|_| ()));
    assert!(said.contains("决定理由"), "{said}");
    house.ledger.decide(&decision(inquiry, DecisionKind::Pursue)).expect("decided");
    let said = sentence(house.ledger.decide(&decision(inquiry, DecisionKind::Pursue)).map(|_| ()));
    assert!(said.contains("已经作出决定"), "{said}");
}

#[test]
fn a_number_is_used_once_and_never_vanishes() {
    let mut house = House::new();
    let id = house.ledger.add_case(&case("示应急罚〔2026〕2号")).expect("a case");
    let first = house.ledger.issue_case_sheet(id, day("2026-03-05")).expect("a sheet");
    assert_eq!(first.document_no, "示应急登记〔2026〕1号");
    let number = house.ledger.all::<Number>().expect("numbers").remove(0);
    assert!(sentence(house.ledger.void_number(&number, " ")).contains("理由"));
    house.ledger.void_number(&number, "盖章时损坏").expect("void");
    let second = house.ledger.issue_case_sheet(id, day("2026-03-05")).expect("a sheet");
    assert_eq!(second.document_no, "示应急登记〔2026〕2号");
    let numbers = house.ledger.all::<Number>().expect("numbers");
    assert_eq!(numbers.len(), 2);
    assert_eq!(numbers[0].value.state, NumberState::Void);
    let kept = house.ledger.all::<Notice>().expect("notices");
    assert_eq!(house.ledger.file(&kept[0].value.pdf).expect("the PDF"), first.pdf);
}

#[test]
fn what_cannot_be_printed_uses_up_no_number() {
    let mut house = House::new();
    let odd = Case { title: "含有私用字\u{e123}的案件".into(), ..case("示应急罚〔2026〕3号") };
    let id = house.ledger.add_case(&odd).expect("a case");
    let said = sentence(house.ledger.issue_case_sheet(id, day("2026-03-05")).map(|_| ()));
    assert!(said.contains("U+E123"), "{said}");
    assert_eq!(house.ledger.count::<Number>().expect("a count"), 0);
}

#[test]
fn several_acts_go_together_or_not_at_all() {
    let mut house = House::new();
    let before = house.ledger.digest().expect("a digest");
    let head = house.ledger.head().expect("a head");
    let failed = house.ledger.together(|ledger| {
        ledger.add_case(&case("示应急罚〔2026〕4号"))?;
        ledger.add_case(&case("示应急罚〔2026〕4号"))
    });
    assert!(
        matches!(failed, Err(Error::Invalid(problems)) if matches!(problems[0].reason, Reason::Taken { .. }))
    );
    assert_eq!(house.ledger.digest().expect("a digest"), before);
    assert_eq!(house.ledger.head().expect("a head"), head);
    house.ledger.together(|ledger| ledger.add_case(&case("示应急罚〔2026〕4号"))).expect("a case");
}

#[test]
fn what_was_entered_by_mistake_is_gone_and_the_chain_holds() {
    let mut house = House::new();
    let unit = Unit { name: "危化股".into(), kind: UnitKind::Section, parent: None, closed: false };
    let unit = house.ledger.add_unit(&unit).expect("a unit");
    let secret = Officer {
        name: "吴示六身份证150400199001010011".into(),
        unit,
        post: "执法员".into(),
        staffing: None,
        entered_on: None,
        left_on: None,
        profile: Default::default(),
    };
    let id = house.ledger.add_officer(&secret).expect("an officer");
    let (seq, _) = house.ledger.head().expect("a head").expect("entries");
    let entry = EntryName { node: house.ledger.node().expect("a node"), seq };
    let said = sentence(house.ledger.redact(&entry, &[], "误录身份证号"));
    assert!(said.contains("先更正"), "{said}");
    let read = house.ledger.get(id).expect("the officer");
    house
        .ledger
        .change_officer(&read, &Officer { name: "吴示六".into(), ..secret }, "姓名栏误录")
        .expect("changed");
    assert!(sentence(house.ledger.redact(&entry, &[], "")).contains("理由"));
    house.ledger.redact(&entry, &[], "误录身份证号").expect("redacted");
    assert_eq!(house.ledger.get(id).expect("the officer").value.name, "吴示六");
    assert!(house.ledger.search("150400", 10).expect("hits").is_empty());
}
