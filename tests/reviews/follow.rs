//! From what both agree on to the recheck, with days in order; the person's file; the plan in numbers.

use binggong::domain::case::Case;
use binggong::domain::case_step::{CaseStep, Showing, StepKind};
use binggong::domain::id::Id;
use binggong::domain::review::{Given, Mark, ReviewFile, ReviewStep, Stage, VetoAnswer};
use binggong::ledger::file::Depth;
use binggong::ledger::reviews::{Agreement, Following};
use binggong::rules::review::{built_in_standard, read_standard};

use super::{Bureau, clean, day, eighty_six, found};

fn agreement(given: &Given) -> Agreement {
    Agreement {
        given: given.clone(),
        opinion: "主要事实清楚，证据充分，程序合法。应当补正送达回证、补编页码。".into(),
        agreed_on: day("2026-03-05"),
        rectify_by: (!given.findings.is_empty()).then(|| day("2026-03-20")),
    }
}

fn following(step: ReviewStep) -> Following {
    Following {
        step,
        on: day("2026-03-05"),
        text: "已补正".into(),
        by: "周示五".into(),
        rectify_by: (step == ReviewStep::Failed).then(|| day("2026-04-03")),
        files: Vec::new(),
    }
}

pub fn agreed(bureau: &mut Bureau, file: Id<ReviewFile>, given: &Given) {
    bureau.submitted(file, [given, given]);
    bureau.house.ledger.agree_review(file, &agreement(given)).unwrap();
}

#[test]
fn a_file_goes_from_two_reviews_to_a_recheck_that_is_passed_the_second_time() {
    let mut bureau = Bureau::new();
    let (plan, file) = bureau.drawn();
    let standard = built_in_standard().unwrap();
    let given = eighty_six(&standard);
    let mut other = given.clone();
    other.answers.marks[5] = Some(Mark::Deducted(0));
    let seats = bureau.seats(file);
    bureau.house.ledger.act_as(&seats[0]).unwrap();
    bureau.house.ledger.submit_review(file, &given).unwrap();
    let early = bureau.house.ledger.agree_review(file, &agreement(&given));
    assert!(bureau.said(early).contains("请等两人都提交"));
    bureau.house.ledger.act_as(&seats[1]).unwrap();
    bureau.house.ledger.submit_review(file, &other).unwrap();
    let ledger = &mut bureau.house.ledger;
    assert!(ledger.follow_review(file, &following(ReviewStep::Rectified)).is_err(), "nothing agreed on yet");

    let before = Agreement { agreed_on: day("2026-03-04"), ..agreement(&given) };
    let refused = ledger.agree_review(file, &before).unwrap_err().to_string();
    assert_eq!(refused, "“合议日期”早于2026年3月5日，请核对日期。");
    let backwards = Agreement { rectify_by: Some(day("2026-03-01")), ..agreement(&given) };
    let refused = ledger.agree_review(file, &backwards).unwrap_err().to_string();
    assert_eq!(refused, "“整改期限”早于2026年3月5日，请核对日期。");
    let silent = Agreement { opinion: " ".into(), ..agreement(&given) };
    assert!(ledger.agree_review(file, &silent).is_err());
    ledger.agree_review(file, &agreement(&given)).unwrap();
    let row = ledger.review_file(file).unwrap().row;
    assert_eq!((row.stage, row.points, row.level.as_str()), (Stage::Rectifying, Some(860), "良好"));
    assert_eq!(row.rectify_by, Some(day("2026-03-20")));
    // The day stands in 待办, and what was agreed on is corrected with a reason only.
    let running = |ledger: &binggong::ledger::Ledger| -> Vec<String> {
        ledger.running_deadlines().unwrap().into_iter().map(|one| one.value.last.to_string()).collect()
    };
    assert_eq!(running(ledger), ["2026-03-20"]);
    assert!(ledger.correct_result(file, &agreement(&other), "").is_err());
    let later = Agreement { rectify_by: Some(day("2026-03-25")), ..agreement(&given) };
    ledger.correct_result(file, &later, "当事单位申请延后").unwrap();
    assert_eq!(running(ledger), ["2026-03-25"]);

    ledger.follow_review(file, &following(ReviewStep::Opinion)).unwrap();
    assert_eq!(ledger.review_stage(file).unwrap(), Stage::Rectifying);
    let yesterday = Following { on: day("2026-03-04"), ..following(ReviewStep::Rectified) };
    let refused = ledger.follow_review(file, &yesterday).unwrap_err().to_string();
    assert_eq!(refused, "“办理日期”早于2026年3月5日，请核对日期。");
    let tomorrow = Following { on: day("2026-03-06"), ..following(ReviewStep::Rectified) };
    assert!(ledger.follow_review(file, &tomorrow).is_err());
    assert!(ledger.follow_review(file, &following(ReviewStep::Passed)).is_err(), "nothing to recheck yet");
    ledger.follow_review(file, &following(ReviewStep::Rectified)).unwrap();
    assert_eq!(running(ledger), [""; 0]);
    assert_eq!(ledger.review_stage(file).unwrap(), Stage::Rechecking);
    assert!(ledger.correct_result(file, &agreement(&given), "改主意").is_err());

    // Who handled the case does not recheck it.
    ledger.act_as("周示五").unwrap();
    let own = ledger.follow_review(file, &following(ReviewStep::Passed)).unwrap_err().to_string();
    assert!(own.contains("不能复查本案案卷"), "{own}");
    ledger.act_as(&seats[0]).unwrap();
    let undated = Following { rectify_by: None, ..following(ReviewStep::Failed) };
    assert!(ledger.follow_review(file, &undated).is_err());
    ledger.follow_review(file, &following(ReviewStep::Failed)).unwrap();
    assert_eq!(running(ledger), ["2026-04-03"]);
    assert_eq!(ledger.review_file(file).unwrap().row.rectify_by, Some(day("2026-04-03")));
    ledger.follow_review(file, &following(ReviewStep::Rectified)).unwrap();
    ledger.follow_review(file, &following(ReviewStep::Passed)).unwrap();
    assert_eq!(ledger.review_stage(file).unwrap(), Stage::Done);

    let person = ledger.reviews_of_person(bureau.officers[0]).unwrap();
    assert_eq!(person.len(), 1);
    assert_eq!((person[0].points, person[0].level.as_str(), person[0].findings.len()), (860, "良好", 7));
    assert_eq!(person[0].findings[3], "缺见证人签名（第17页），第12项“文书送达及时、送达回证完整”扣2分");
    assert_eq!(ledger.reviews_of_person(bureau.officers[3]).unwrap(), []);
    let plans = ledger.review_plans().unwrap();
    assert_eq!((plans[0].id, plans[0].files, plans[0].agreed, plans[0].done), (plan, 3, 1, 1));
}

#[test]
fn the_results_of_a_person_follow_who_handled_the_case() {
    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    agreed(&mut bureau, file, &eighty_six(&built_in_standard().unwrap()));
    let officers = bureau.officers.clone();
    let ledger = &mut bureau.house.ledger;
    ledger.act_as("孙示三").unwrap();
    let count = |ledger: &binggong::ledger::Ledger| {
        officers.iter().map(|one| ledger.reviews_of_person(*one).unwrap().len()).collect::<Vec<_>>()
    };
    assert_eq!(count(ledger), [1, 1, 0, 0, 0]);
    // Somebody who only did a step has handled it too; who is taken off the case has not.
    let case = ledger.review_file(file).unwrap().row.case;
    let mut step = CaseStep::new(case, StepKind::Register, day("2025-12-20"));
    (step.officers, step.showing) = (vec![officers[4]], Some(Showing::Shown));
    ledger.record_step(&step, "补录纸质档案").unwrap();
    let read = ledger.get(case).unwrap();
    let changed = Case { officers: vec![officers[0], officers[2]], ..read.value.clone() };
    ledger.change_case(&read, &changed, "换人").unwrap();
    assert_eq!(count(ledger), [1, 0, 1, 0, 1]);
    ledger.rebuild().unwrap();
    assert_eq!(count(ledger), [1, 0, 1, 0, 1]);
    assert_eq!(ledger.verify(Depth::Full, &[]).unwrap().faults, []);
}

#[test]
fn a_plan_is_told_in_numbers_by_level_unit_and_what_recurs() {
    let mut bureau = Bureau::new();
    let (plan, _) = bureau.drawn();
    let standard = built_in_standard().unwrap();
    let files: Vec<_> = bureau.house.ledger.review_files(plan).unwrap().iter().map(|row| row.id).collect();
    agreed(&mut bureau, files[0], &eighty_six(&standard));
    let mut slight = clean(&standard);
    found(&mut slight, 12, 15, "送达回证漏项", 17);
    found(&mut slight, 12, 10, "缺见证人签名", 17);
    agreed(&mut bureau, files[1], &slight);
    let mut void = clean(&standard);
    void.answers.vetoes[1] = Some(VetoAnswer::Present);
    void.findings.push(binggong::domain::review::Finding {
        of: binggong::domain::review::Question::Veto(1),
        text: "只有一人执法".into(),
        page: Some(9),
        provision: "行政处罚法第四十二条第一款".into(),
        seriousness: binggong::domain::review::Seriousness::Serious,
        deducted: 0,
    });
    agreed(&mut bureau, files[2], &void);
    let told = bureau.house.ledger.circular(plan).unwrap();
    assert_eq!((told.files, told.agreed, told.to_rectify, told.rectified), (3, 3, 3, 0));
    let levels: Vec<(&str, usize)> = told.levels.iter().map(|(level, n)| (level.as_str(), *n)).collect();
    assert_eq!(levels, [("优秀", 1), ("良好", 1), ("合格", 0), ("不合格", 1)]);
    // 86, 97.5 and nothing: 61.17, and that is 61.2.
    assert_eq!(told.mean, Some(612));
    assert_eq!(told.units.len(), 1);
    assert_eq!((told.units[0].unit.as_str(), told.units[0].files), ("综合行政执法大队", 3));
    assert_eq!(told.units[0].levels, [1, 1, 0, 1]);
    let first = &told.recurring[0];
    assert_eq!((first.title.as_str(), first.files, first.findings), ("文书送达及时、送达回证完整", 2, 3));
    assert_eq!(told.recurring.len(), 8);
}

#[test]
fn a_file_that_was_reviewed_keeps_the_version_of_its_standard() {
    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    let first = built_in_standard().unwrap();
    let text = binggong::rules::review::write_standard(&first).unwrap().replace("2026年版", "2027年版");
    bureau.house.ledger.adopt_standard(&read_standard("新", &text).unwrap()).unwrap();
    agreed(&mut bureau, file, &eighty_six(&first));
    assert_eq!(bureau.house.ledger.review_file(file).unwrap().standard, first);
}

#[test]
fn a_file_without_findings_is_done_when_it_is_agreed_on() {
    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    let given = clean(&built_in_standard().unwrap());
    bureau.submitted(file, [&given, &given]);
    let dated = Agreement { rectify_by: Some(day("2026-03-20")), ..agreement(&given) };
    let refused = bureau.house.ledger.agree_review(file, &dated);
    assert_eq!(bureau.said(refused), "“整改期限”不适用于没有问题的案卷，请另选一个。");
    bureau.house.ledger.agree_review(file, &agreement(&given)).unwrap();
    let row = bureau.house.ledger.review_file(file).unwrap().row;
    assert_eq!((row.stage, row.points, row.level.as_str()), (Stage::Done, Some(1000), "优秀"));
}
