//! The periods of a hearing and of a transfer to the police: lines in 待办 that begin and end with the steps.

use binggong::domain::case::{Case, CaseKind};
use binggong::domain::case_step::{CaseStep, StepKind, StepOutcome};
use binggong::domain::deadline::Holder;
use binggong::domain::due::DeadlineState;
use binggong::domain::id::Id;
use binggong::ledger::DueRow;

use crate::Bureau;
use crate::house::day;

/// The line of a task in 待办 on a day.
fn line(bureau: &Bureau, task: &str, on: &str) -> Option<DueRow> {
    let todo = bureau.house.ledger.todo(day(on)).expect("a list");
    todo.deadlines.into_iter().find(|due| due.task == task)
}

fn take(bureau: &mut Bureau, step: &CaseStep) -> Id<CaseStep> {
    bureau.house.ledger.record_step(step, "").unwrap_or_else(|error| panic!("{:?}: {error}", step.kind))
}

fn told_of_hearing(bureau: &mut Bureau) -> Id<Case> {
    let mut due = bureau.case(CaseKind::Penalty);
    due.handling.hearing = Some(true);
    let case = bureau.house.ledger.open_case(&due).expect("opened");
    for (kind, on) in crate::BEFORE_DECISION {
        let mut step = bureau.step(case, *kind, on);
        if *kind == StepKind::Foretell {
            step.outcome = Some(StepOutcome::ToldHearing);
        }
        take(bureau, &step);
    }
    case
}

#[test]
fn the_party_has_five_working_days_and_the_hearing_comes_seven_after_its_notice() {
    let mut bureau = Bureau::new();
    let case = told_of_hearing(&mut bureau);
    let due = line(&bureau, "当事人要求听证", "2025-11-28").expect("the line");
    assert_eq!((due.act_by, due.days_left, due.holder), (day("2025-12-01"), 3, Holder::Right));
    assert_eq!(due.citation, "《中华人民共和国行政处罚法》第六十四条第（一）项");
    assert_eq!((due.place.kind, due.place.id), ("case", case.uuid()));
    // A right that has passed is no duty that is late.
    let before = bureau.house.ledger.todo(day("2025-12-08")).expect("a list").counts;
    assert_eq!(before.overdue, 0);
    let asked = bureau.step(case, StepKind::HearingAsked, "2025-12-02");
    let refused = bureau.house.ledger.record_step(&asked, "").expect_err("late").to_string();
    assert!(refused.contains("期限至2025年12月1日，已经超过1日"), "{refused}");
    take(&mut bureau, &CaseStep { on: day("2025-12-01"), ..asked });
    assert_eq!(line(&bureau, "当事人要求听证", "2025-12-01"), None, "it was asked for");
    let notice = CaseStep {
        until: Some(day("2025-12-10")),
        ..bureau.step(case, StepKind::HearingNotice, "2025-12-02")
    };
    let refused = bureau.house.ledger.record_step(&notice, "").expect_err("too soon").to_string();
    assert!(
        refused.contains("最早在2025年12月11日举行") && refused.contains("第六十四条第（二）项"),
        "{refused}"
    );
    let id = take(&mut bureau, &CaseStep { until: Some(day("2025-12-15")), ..notice });
    let due = line(&bureau, "举行听证", "2025-12-10").expect("the line");
    assert_eq!((due.act_by, due.days_left, due.holder), (day("2025-12-15"), 5, Holder::Duty));
    // The day of the hearing moves with its notice.
    let read = bureau.house.ledger.get(id).expect("it");
    let moved = CaseStep { until: Some(day("2025-12-16")), ..read.value.clone() };
    bureau.house.ledger.change_step(&read, &moved, "", "改期").expect("moved");
    assert_eq!(line(&bureau, "举行听证", "2025-12-10").expect("the line").act_by, day("2025-12-16"));
    let held = bureau.step(case, StepKind::Hearing, "2025-12-16");
    take(&mut bureau, &held);
    assert_eq!(line(&bureau, "举行听证", "2025-12-16"), None);
}

#[test]
fn a_hearing_without_its_notice_is_stopped_and_one_that_nobody_asked_for_needs_none() {
    let mut bureau = Bureau::new();
    let case = told_of_hearing(&mut bureau);
    let held = bureau.step(case, StepKind::Hearing, "2025-12-16");
    let refused = bureau.house.ledger.record_step(&held, "").expect_err("no notice").to_string();
    assert!(refused.contains("没有登记听证通知") && refused.contains("第六十四条第（二）项"), "{refused}");
    take(&mut bureau, &CaseStep { outcome: Some(StepOutcome::NotAsked), ..held });
    assert_eq!(line(&bureau, "当事人要求听证", "2025-12-16"), None, "it is settled");
}

#[test]
fn the_head_has_three_days_and_the_police_have_it_within_a_day_that_waits_for_no_monday() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    let report = bureau.step(case, StepKind::TransferReport, "2025-11-25");
    take(&mut bureau, &report);
    let due = line(&bureau, "审批移送报告", "2025-11-27").expect("the line");
    assert_eq!(due.citation, "《行政执法机关移送涉嫌犯罪案件的规定》第五条");
    assert_eq!((due.act_by, due.days_left), (day("2025-11-28"), 1));
    let agreed = CaseStep {
        officers: vec![bureau.head],
        outcome: Some(StepOutcome::Agree),
        ..bureau.step(case, StepKind::TransferDecision, "2025-11-28")
    };
    let agreed = take(&mut bureau, &agreed);
    assert_eq!(line(&bureau, "审批移送报告", "2025-11-28"), None);
    // A Friday: it is due on Saturday.
    let due = line(&bureau, "移送公安机关", "2025-11-28").expect("the line");
    assert_eq!((due.act_by, due.days_left, due.holder), (day("2025-11-29"), 1, Holder::Duty));
    assert!(due.explanation.contains("24小时") && due.explanation.contains("不顺延"), "{}", due.explanation);
    let late = bureau.step(case, StepKind::Transfer, "2025-12-01");
    let refused = bureau.house.ledger.record_step(&late, "").expect_err("Monday").to_string();
    assert!(refused.contains("已经超过2日") && refused.contains("移送涉嫌犯罪案件规定第五条"), "{refused}");
    // What was decided otherwise takes its period back.
    let read = bureau.house.ledger.get(agreed).expect("it");
    let other = CaseStep {
        outcome: Some(StepOutcome::Object),
        text: "金额没有达到追诉标准".into(),
        ..read.value.clone()
    };
    bureau.house.ledger.change_step(&read, &other, "", "录错").expect("corrected");
    assert_eq!(line(&bureau, "移送公安机关", "2025-11-28"), None);
    let all = bureau.house.ledger.all::<binggong::domain::due::Deadline>().expect("all");
    let lifted = all.iter().find(|one| one.value.task == "移送公安机关").expect("it is kept");
    assert_eq!(lifted.value.state, DeadlineState::Lifted);
}
