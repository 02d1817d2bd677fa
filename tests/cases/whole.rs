//! A case from its opening to the archive, and what becomes of its periods on the way.

use binggong::domain::case::CaseKind;
use binggong::domain::case_step::{CaseStep, StepKind, StepOutcome};
use binggong::domain::due::DeadlineState;
use binggong::ledger::cases::Due;

use crate::house::day;
use crate::{BEFORE_DECISION, Bureau};

fn next(bureau: &Bureau, case: binggong::domain::id::Id<binggong::domain::case::Case>) -> &'static str {
    let (stages, _) = bureau.house.ledger.case_chain(case).expect("a chain");
    stages.iter().find(|stage| stage.next).map_or("", |stage| stage.step.label())
}

#[test]
fn a_general_penalty_goes_from_opening_to_archive_and_its_periods_begin_and_end_with_its_steps() {
    let mut bureau = Bureau::new();
    let mut major = bureau.case(CaseKind::Penalty);
    major.handling.major = Some(true);
    major.handling.hearing = Some(true);
    let case = bureau.house.ledger.open_case(&major).expect("opened");
    assert_eq!(next(&bureau, case), "立案");
    for (kind, on) in BEFORE_DECISION {
        let mut step = bureau.step(case, *kind, on);
        if *kind == StepKind::Foretell {
            step.outcome = Some(StepOutcome::ToldHearing);
        }
        bureau.house.ledger.record_step(&step, "").unwrap_or_else(|error| panic!("{kind:?}: {error}"));
    }
    let running = bureau.house.ledger.periods_of(case).expect("periods");
    let tasks: Vec<&str> = running.iter().map(|one| one.value.task.as_str()).collect();
    assert_eq!(tasks, ["当事人要求听证", "作出行政处罚决定"]);
    assert_eq!(running[1].value.citation, "《中华人民共和国行政处罚法》第六十条");
    assert_eq!((running[1].value.start_on, running[1].value.last), (day("2025-11-03"), day("2026-02-02")));
    // 待办 has it, and leads to the case.
    let todo = bureau.house.ledger.todo(day("2026-01-30")).expect("a list");
    let due = todo.deadlines.iter().find(|due| due.task == "作出行政处罚决定").expect("the line");
    assert_eq!((due.place.kind, due.place.id, due.days_left), ("case", case.uuid(), 3));
    assert_eq!(next(&bureau, case), "听证");
    bureau.record(case, StepKind::HearingAsked, "2025-11-28");
    let notice = CaseStep {
        until: Some(day("2025-12-10")),
        ..bureau.step(case, StepKind::HearingNotice, "2025-12-01")
    };
    bureau.house.ledger.record_step(&notice, "").expect("notice of the hearing");
    for (kind, on, after) in [
        (StepKind::Hearing, "2025-12-10", "法制审核"),
        (StepKind::Legality, "2025-12-15", "集体讨论"),
        (StepKind::Collective, "2025-12-18", "决定"),
        (StepKind::Decide, "2025-12-22", "送达"),
        (StepKind::Serve, "2025-12-24", "执行"),
        (StepKind::Execute, "2026-01-05", "结案"),
        (StepKind::Close, "2026-01-12", "归档"),
        (StepKind::Archive, "2026-01-20", ""),
    ] {
        bureau.record(case, kind, on);
        assert_eq!(next(&bureau, case), after, "after {kind:?}");
        if kind == StepKind::Decide {
            let running = bureau.house.ledger.periods_of(case).expect("periods");
            assert_eq!(running.len(), 1, "the one period ended as the next began");
            assert_eq!(running[0].value.task, "送达行政处罚决定书");
        }
    }
    assert!(bureau.house.ledger.periods_of(case).expect("periods").is_empty());
    let steps = bureau.house.ledger.steps_of(case).expect("steps");
    assert_eq!(steps.len(), 15);
    assert!(steps.iter().all(|step| step.value.passed.is_empty()), "nothing was passed");
    // Whoever had a part in it is a handler: those of the steps too.
    let handlers = bureau.house.ledger.handlers_of(case).expect("handlers");
    assert!(
        [bureau.pair[0], bureau.pair[1], bureau.head, bureau.legal].iter().all(|one| handlers.contains(one))
    );
    let acts = bureau.house.ledger.timeline(case.uuid()).expect("a timeline");
    assert_eq!(acts.iter().filter(|act| act.title() == "登记办案步骤").count(), 15);
}

#[test]
fn a_step_is_corrected_visibly_and_one_that_was_a_slip_is_withdrawn() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    bureau.record(case, StepKind::Register, "2025-11-03");
    let read = bureau.house.ledger.steps_of(case).expect("steps").remove(0);
    let moved = CaseStep { on: day("2025-11-10"), ..read.value.clone() };
    bureau.house.ledger.change_step(&read, &moved, "", "").expect_err("without a reason");
    bureau.house.ledger.change_step(&read, &moved, "", "日期录错").expect("corrected");
    let running = bureau.house.ledger.periods_of(case).expect("periods");
    assert_eq!((running.len(), running[0].value.start_on), (1, day("2025-11-10")));
    let read = bureau.house.ledger.steps_of(case).expect("steps").remove(0);
    let gone = CaseStep { withdrawn: "登记到了别的案件".into(), ..read.value.clone() };
    bureau.house.ledger.change_step(&read, &gone, "", "登记到了别的案件").expect("withdrawn");
    assert_eq!(next(&bureau, case), "立案");
    assert!(bureau.house.ledger.periods_of(case).expect("periods").is_empty());
    let all = bureau.house.ledger.all::<binggong::domain::due::Deadline>().expect("all");
    assert!(all.iter().all(|one| one.value.state == DeadlineState::Lifted));
}

#[test]
fn what_nobody_has_said_is_open_and_a_summary_penalty_needs_neither_review_nor_discussion() {
    let mut bureau = Bureau::new();
    let mut unsaid = bureau.case(CaseKind::Penalty);
    unsaid.handling.major = None;
    let case = bureau.house.ledger.open_case(&unsaid).expect("opened");
    let (stages, _) = bureau.house.ledger.case_chain(case).expect("a chain");
    let open: Vec<&str> =
        stages.iter().filter(|stage| stage.due == Due::Open).map(|stage| stage.step.label()).collect();
    assert_eq!(open, ["法制审核", "集体讨论"]);
    let mut slip = bureau.case(CaseKind::SummaryPenalty);
    slip.number = "示应急简罚〔2025〕3号".into();
    slip.handling.fine = Some(2_000 * 100);
    let slip = bureau.house.ledger.open_case(&slip).expect("opened");
    for kind in [
        StepKind::Investigate,
        StepKind::Foretell,
        StepKind::Statement,
        StepKind::Decide,
        StepKind::Serve,
        StepKind::Execute,
        StepKind::Archive,
    ] {
        bureau.record(slip, kind, "2025-11-03");
    }
    assert_eq!(next(&bureau, slip), "");
}

#[test]
fn a_case_is_changed_for_a_reason_and_keeps_its_kind_once_it_has_steps() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    bureau.record(case, StepKind::Register, "2025-11-03");
    let read = bureau.house.ledger.get(case).expect("it");
    let mut changed = read.value.clone();
    changed.handling.fine = Some(30_000 * 100);
    bureau.house.ledger.change_case(&read, &changed, " ").expect_err("without a reason");
    bureau.house.ledger.change_case(&read, &changed, "复核金额").expect("changed");
    let read = bureau.house.ledger.get(case).expect("it");
    assert_eq!(read.value.handling.fine, Some(30_000 * 100));
    changed.kind = CaseKind::SummaryPenalty;
    let refused =
        bureau.house.ledger.change_case(&read, &changed, "改用简易程序").expect_err("steps").to_string();
    assert!(refused.contains("普通程序") && refused.contains("作废"), "{refused}");
}
