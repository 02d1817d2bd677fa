//! The sample bureau with people, units, parties and users whose names have 25 characters.

use std::sync::OnceLock;

use binggong::domain::case::{Case, CaseKind, Evidence, Handling, Lead, Party};
use binggong::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use binggong::domain::fault::{DecisionKind, Part, Standing, SubjectKind};
use binggong::domain::id::Id;
use binggong::domain::liability::{Decision, Fact, Hearing, Liability, Subject};
use binggong::domain::officer::{Officer, Profile, Staffing};
use binggong::domain::role::Role;
use binggong::domain::unit::{Unit, UnitKind};
use binggong::env::Env;
use binggong::ledger::file::{Key, Machine, Mode};
use binggong::ledger::{Enrolment, Ledger, sample};
use chrono::NaiveDate;

use super::house::{answered, procedure_skipped};
use super::seat::sample_ledger;

/// Somebody with two cards, who is looked into in two inquiries.
pub const PERSON: &str = "阿卜杜热合曼·买买提吐尔逊·阿卜杜克里木江·努尔汗";
/// Who sits before the window.
pub const USER: &str = "古丽巴哈尔·阿卜力米提·热依汗古丽·伊力亚斯江·汗";
/// Their unit.
pub const UNIT: &str = "示例蒙古自治县克孜勒苏柯尔克孜乡应急管理消防工作站";
/// The bureau that the first run sets up.
pub const BUREAU: &str = "示例哈萨克自治州示例蒙古自治县应急管理综合执法总局";
/// Against whom a penalty was decided.
pub const PARTY: &str = "示例县克孜勒苏柯尔克孜乡阿克塔什露天矿开发有限公司";

fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

/// The bytes of that ledger, made once.
pub fn ledger() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("长名.ledger");
        std::fs::write(&path, sample_ledger()).unwrap();
        let env = Env::fixed(sample::now(), "long names");
        let mut ledger = Ledger::open(&path, &Key::Plain, Mode::Write, Machine::ephemeral(), env).unwrap();
        ledger.act_as("孙示三").unwrap();
        ledger.together(fill).unwrap();
        drop(ledger);
        std::fs::read(&path).unwrap()
    })
}

fn fill(ledger: &mut Ledger) -> binggong::ledger::Result<()> {
    for name in [PERSON, USER, UNIT, BUREAU, PARTY] {
        assert_eq!(name.chars().count(), 25, "{name}");
    }
    let unit = ledger.add_unit(&Unit {
        name: UNIT.into(),
        kind: UnitKind::Township,
        parent: None,
        closed: false,
    })?;
    let officer = people(ledger, unit)?;
    let roles = &[Role::Legal, Role::Administrator, Role::Handler];
    ledger.add_user(&Enrolment { name: USER, roles, officer: None, password: None }, &Key::Plain)?;
    // The one that is still open comes last, and stands first in the list.
    let decided = inquiry(ledger, officer, "示应急罚〔2026〕1001号", "2026-03-04", 1)?;
    let decision = decide(ledger, decided)?;
    ledger.issue_decision(decision, day("2026-03-05"), &[])?;
    let unnumbered = inquiry(ledger, officer, "示应急罚〔2026〕1003号", "2026-03-03", 1)?;
    decide(ledger, unnumbered)?;
    inquiry(ledger, officer, "示应急罚〔2026〕1002号", "2026-03-05", 2)?;
    Ok(())
}

fn people(ledger: &mut Ledger, unit: Id<Unit>) -> binggong::ledger::Result<Id<Officer>> {
    let officer = |name: &str| Officer {
        name: name.into(),
        unit,
        post: "专职副大队长".into(),
        staffing: Some(Staffing::Institution),
        entered_on: Some(day("2019-07-01")),
        left_on: None,
        profile: Profile::default(),
    };
    let first = ledger.add_officer(&officer(PERSON))?;
    ledger.add_officer(&officer(USER))?;
    for (number, kind, to) in [
        ("65310000001001", CertificateKind::Enforcement, "2026-02-28"),
        ("65310000001002", CertificateKind::Supervision, "2029-12-31"),
    ] {
        ledger.add_certificate(&Certificate {
            officer: first,
            kind,
            number: number.into(),
            categories: Category::ALL.to_vec(),
            region: "示例县克孜勒苏柯尔克孜乡".into(),
            issuer: "示例哈萨克自治州人民政府".into(),
            issued_on: Some(day("2021-03-01")),
            valid_to: Some(day(to)),
            state: CertificateState::Held,
        })?;
    }
    Ok(first)
}

fn inquiry(
    ledger: &mut Ledger,
    officer: Id<Officer>,
    number: &str,
    received_on: &str,
    subjects: usize,
) -> binggong::ledger::Result<Id<Liability>> {
    let case = ledger.add_case(&Case {
        number: number.into(),
        title: format!("{PARTY}未按规定组织应急演练案"),
        kind: CaseKind::Penalty,
        party: Party { name: PARTY.into(), ..Party::default() },
        source: "日常检查".into(),
        summary: "未按规定组织应急预案演练。".into(),
        law: "安全生产法".into(),
        opened_on: Some(day("2025-11-03")),
        officers: Vec::new(),
        handling: Handling::default(),
    })?;
    let lead = ledger.receive_lead(&Lead {
        received_on: day(received_on),
        source: "案卷评查".into(),
        summary: "处罚决定未经审批即送达".into(),
        case: Some(case),
        intake: None,
    })?;
    let subject = |key: &str, name: &str, officer, parts: &[Part]| Subject {
        key: key.into(),
        name: name.into(),
        kind: SubjectKind::Person,
        officer,
        unit: UNIT.into(),
        post: "专职副大队长".into(),
        own: Standing::Held,
        parts: parts.to_vec(),
        prior_faults: Some(0),
    };
    let both = [
        subject("a", PERSON, Some(officer), &[Part::Headed, Part::Consented]),
        subject("b", USER, None, &[Part::Drafted]),
    ];
    let id = ledger.open_liability(&Liability {
        lead,
        case: Some(case),
        matter: "未经审批送达行政处罚决定".into(),
        conduct_on: day("2025-11-27"),
        subjects: both.into_iter().take(subjects).collect(),
        facts: vec![Fact {
            on: Some(day("2025-11-27")),
            text: format!("{PERSON}口头同意，当日向{PARTY}送达《行政处罚决定书》"),
            evidence: vec!["证1".into()],
        }],
        answers: Vec::new(),
        hearings: Vec::new(),
        analysis: None,
    })?;
    for (label, title) in [("证1", "行政执法事项内部审批表"), ("证2", "送达回证")] {
        let place = "案卷第9页".into();
        let evidence =
            Evidence { liability: id, label: label.into(), title: title.into(), place, attachment: None };
        ledger.add_evidence(&evidence, None)?;
    }
    ledger.answer(id, vec![answered("3.主观", Standing::Open, "")])?;
    Ok(id)
}

fn decide(ledger: &mut Ledger, id: Id<Liability>) -> binggong::ledger::Result<Id<Decision>> {
    ledger.answer(id, procedure_skipped())?;
    ledger.hear(
        id,
        &Hearing {
            subject: "a".into(),
            held_on: day("2026-03-04"),
            statement: "对事实没有异议".into(),
            response: "陈述属实，予以采纳".into(),
            waived: false,
        },
    )?;
    let decided = ledger.decide(&Decision {
        liability: id,
        subject: "a".into(),
        kind: DecisionKind::Pursue,
        measure: "予以批评教育".into(),
        reason: "事实清楚，本人承认，依照制度应当承担相应的责任。".into(),
        meeting: "局长办公会议".into(),
        decided_by: "赵示一".into(),
        decided_on: day("2026-03-05"),
        basis: Vec::new(),
        handled_by: vec![PERSON.into()],
        diverges: false,
    })?;
    Ok(decided.id)
}
