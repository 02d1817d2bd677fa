//! What the bureau sets for its cases: the amount from which on a hearing is offered, as the gates see it.

use binggong::domain::case::{Case, CaseKind};
use binggong::domain::case_settings::CaseSettings;
use binggong::domain::case_step::{CaseStep, Gate, StepKind, StepOutcome};
use binggong::domain::fault::Standing::{self, Held, NotHeld, Open};
use binggong::domain::id::Id;

use crate::Bureau;

const BASIS: &str = "自治区规章第30条";

/// Opens a case with a fine, takes it to its decision, and tells how the gate on hearings stands there.
fn gate(bureau: &mut Bureau, fine: u64, hearing: Option<bool>) -> (Standing, String) {
    let (_, decide) = ready(bureau, fine, hearing);
    standing(bureau, &decide)
}

fn ready(bureau: &mut Bureau, fine: u64, hearing: Option<bool>) -> (Id<Case>, CaseStep) {
    let mut case = bureau.case(CaseKind::Penalty);
    case.number = String::new();
    case.handling.fine = Some(fine * 100);
    case.handling.hearing = hearing;
    let case = bureau.house.ledger.open_case(&case).expect("opened");
    let decide = bureau.step(case, StepKind::Decide, "2025-12-10");
    (case, decide)
}

fn standing(bureau: &Bureau, step: &CaseStep) -> (Standing, String) {
    let all = bureau.house.ledger.gates_of(step, None).expect("gates");
    let one = all.iter().find(|one| one.gate == Gate::Hearing).expect("the gate");
    (one.standing, one.sentence())
}

fn set(bureau: &mut Bureau, person: Option<u64>, unit: Option<u64>) {
    let fen = |yuan: Option<u64>| yuan.map(|yuan| yuan * 100);
    let settings = CaseSettings {
        large_person: fen(person),
        large_unit: fen(unit),
        large_basis: BASIS.into(),
        ..CaseSettings::default()
    };
    bureau.house.ledger.set_case_settings(&settings, "自治区人民政府规定").expect("set");
}

#[test]
fn while_the_amount_is_not_set_the_gate_says_so_and_what_to_do() {
    let mut bureau = Bureau::new();
    let (standing, said) = gate(&mut bureau, 60_000, None);
    assert_eq!(standing, Open, "{said}");
    for words in [
        "本局还没有设置对单位的较大数额",
        "罚款60,000元没有核对",
        "“设置”的“办案”",
        "行政处罚法第六十三条第一款",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // What somebody has settled stands, and is told to be unchecked.
    let (standing, said) = gate(&mut bureau, 60_000, Some(false));
    assert!(standing == Held && said.contains("没有核对"), "{said}");
}

#[test]
fn from_the_amount_on_a_hearing_is_offered_whatever_the_case_says() {
    let mut bureau = Bureau::new();
    set(&mut bureau, Some(10_000), Some(50_000));
    for (fine, hearing, wanted) in [
        (49_999, Some(false), Held),
        (49_999, None, Open),
        (50_000, Some(false), NotHeld),
        (50_000, None, NotHeld),
        (0, Some(false), Held),
    ] {
        let (standing, said) = gate(&mut bureau, fine, hearing);
        assert_eq!(standing, wanted, "{fine} {hearing:?}: {said}");
        if standing == NotHeld {
            assert!(said.contains("达到对单位的较大数额50,000元（自治区规章第30条）"), "{said}");
        }
    }
    // A person has another bound, and what is confiscated counts as well.
    let (case, decide) = ready(&mut bureau, 200, Some(false));
    let read = bureau.house.ledger.get(case).expect("it");
    let mut of_person = read.value.clone();
    of_person.handling.person = true;
    of_person.handling.confiscated = Some(10_000 * 100);
    bureau.house.ledger.change_case(&read, &of_person, "补充").expect("changed");
    let (standing, said) = standing(&bureau, &decide);
    assert!(standing == NotHeld && said.contains("没收10,000元，达到对公民的较大数额10,000元"), "{said}");
}

#[test]
fn a_party_to_whom_a_hearing_is_due_is_not_told_of_its_statement_alone() {
    let mut bureau = Bureau::new();
    set(&mut bureau, None, Some(50_000));
    let (case, _) = ready(&mut bureau, 60_000, Some(true));
    for (kind, on) in &crate::BEFORE_DECISION[..3] {
        bureau.record(case, *kind, on);
    }
    let told = bureau.step(case, StepKind::Foretell, "2025-11-24");
    let refused = bureau.house.ledger.record_step(&told, "").expect_err("a hearing is due").to_string();
    assert!(refused.contains("应当一并告知听证权利") && refused.contains("第六十三条第一款"), "{refused}");
    let both = CaseStep { outcome: Some(StepOutcome::ToldHearing), ..told };
    bureau.house.ledger.record_step(&both, "").expect("told of both");
}

#[test]
fn it_is_set_for_a_reason_and_with_the_document_that_says_so() {
    let mut bureau = Bureau::new();
    let bare = CaseSettings { large_unit: Some(50_000 * 100), ..CaseSettings::default() };
    let refused =
        format!("{:?}", bureau.house.ledger.set_case_settings(&bare, "规定").expect_err("no document"));
    assert!(refused.contains("case_settings.basis"), "{refused}");
    let whole = CaseSettings { large_basis: BASIS.into(), ..bare };
    bureau.house.ledger.set_case_settings(&whole, " ").expect_err("no reason");
    bureau.house.ledger.set_case_settings(&whole, "规定").expect("set");
    bureau.house.ledger.set_case_settings(&whole, "规定").expect_err("nothing changes");
    let once = CaseSettings { frequent: 1, ..whole.clone() };
    bureau.house.ledger.set_case_settings(&once, "规定").expect_err("what happened once is not frequent");
    let (read, now) = bureau.house.ledger.case_settings_read().expect("it");
    assert_eq!(now, whole);
    let acts = bureau.house.ledger.timeline(read.expect("a record").id.uuid()).expect("a timeline");
    assert_eq!(acts.iter().map(|act| act.title()).collect::<Vec<_>>(), ["修改办案口径"]);
}
