//! Two reviewers score apart from each other; answers that do not hold are refused beside their question.

use binggong::domain::case_file::{CaseDocument, DocumentKind};
use binggong::domain::review::{AnswerFault, Given, Mark, Question, Review, Stage, VetoAnswer};
use binggong::ledger::case_file::Paging;
use binggong::rules::review::built_in_standard;

use super::{Bureau, clean, eighty_six, found};

#[test]
fn neither_reads_the_other_before_both_have_submitted() {
    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    let standard = built_in_standard().unwrap();
    let seats = bureau.seats(file);
    let ledger = &mut bureau.house.ledger;
    ledger.act_as(&seats[0]).unwrap();
    ledger.submit_review(file, &eighty_six(&standard)).unwrap();
    assert!(ledger.own_review(file).unwrap().is_some());

    ledger.act_as(&seats[1]).unwrap();
    let own = ledger.own_review(file).unwrap();
    assert!(own.is_none(), "the other's: {own:?}");
    let refused = ledger.compare_reviews(file).unwrap_err().to_string();
    assert!(refused.contains("都提交以前，谁也不能看对方的评查"), "{refused}");
    // Nor on any other way through the ledger.
    assert!(ledger.all::<Review>().is_err());
    ledger.act_as("孙示三").unwrap();
    assert!(ledger.compare_reviews(file).is_err());

    ledger.act_as(&seats[1]).unwrap();
    let mut other = eighty_six(&standard);
    other.answers.marks[0] = Some(Mark::Deducted(0));
    found(&mut other, 1, 5, "委托手续未入卷", 2);
    assert_eq!(ledger.review_stage(file).unwrap(), Stage::Scoring);
    ledger.submit_review(file, &other).unwrap();
    assert_eq!(ledger.review_stage(file).unwrap(), Stage::Comparing);
    let compared = ledger.compare_reviews(file).unwrap();
    assert_eq!(compared.differences, [Question::Indicator(0)]);
    assert_eq!([&compared.reviews[0].0, &compared.reviews[1].0], [&seats[0], &seats[1]]);
}

#[test]
fn somebody_who_handled_the_case_or_is_not_its_reviewer_submits_nothing() {
    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    let given = clean(&built_in_standard().unwrap());
    bureau.house.ledger.act_as("周示五").unwrap();
    let own = bureau.house.ledger.submit_review(file, &given);
    assert_eq!(bureau.said(own), "周示五办理过这个案件，不能评查本案案卷。请换一名评查人。");
    bureau.house.ledger.act_as("孙示三").unwrap();
    let other = bureau.house.ledger.submit_review(file, &given);
    assert!(bureau.said(other).contains("孙示三不是这份案卷的评查人"));
}

#[test]
fn what_was_submitted_is_only_corrected_with_a_reason_and_the_timeline_shows_it() {
    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    let standard = built_in_standard().unwrap();
    let seat = bureau.seats(file)[0].clone();
    let ledger = &mut bureau.house.ledger;
    ledger.act_as(&seat).unwrap();
    let review = ledger.submit_review(file, &clean(&standard)).unwrap();
    let again = ledger.submit_review(file, &clean(&standard)).unwrap_err().to_string();
    assert!(again.contains("请用“更正”"), "{again}");
    assert!(ledger.correct_review(file, &eighty_six(&standard), " ").is_err());
    ledger.correct_review(file, &eighty_six(&standard), "漏看第8页").unwrap();
    assert_eq!(ledger.own_review(file).unwrap().unwrap().value.given, eighty_six(&standard));
    let acts = ledger.timeline(review.uuid()).unwrap();
    let told: Vec<(&str, &str)> = acts.iter().map(|act| (act.title(), act.why.as_str())).collect();
    assert_eq!(told, [("提交案卷评查", ""), ("提交案卷评查", "漏看第8页")]);
}

#[test]
fn answers_that_do_not_hold_are_told_beside_their_question() {
    use AnswerFault as F;
    let standard = built_in_standard().unwrap();
    let faults = |change: &dyn Fn(&mut Given)| {
        let mut given = clean(&standard);
        change(&mut given);
        given.faults(&standard, None)
    };
    let twelfth = Question::Indicator(11);
    assert_eq!(faults(&|_| {}), []);
    assert_eq!(faults(&|given| given.answers.marks[11] = None), [F::Open(twelfth)]);
    assert_eq!(faults(&|given| given.answers.vetoes[1] = None), [F::Open(Question::Veto(1))]);
    assert_eq!(faults(&|given| given.answers.marks[11] = Some(Mark::NotConcerned)), [F::Concerns(twelfth)]);
    assert_eq!(faults(&|given| given.answers.marks[11] = Some(Mark::Deducted(20))), [F::NoFinding(twelfth)]);
    assert_eq!(
        faults(&|given| given.answers.vetoes[1] = Some(VetoAnswer::Present)),
        [F::NoFinding(Question::Veto(1))]
    );
    // The twelfth has five points: half a point more than it has.
    assert_eq!(
        faults(&|given| found(given, 12, 55, "缺见证人签名", 17)),
        [F::AboveMarks { finding: 0, deducted: 55, marks: 50 }]
    );
    // Two findings may add up to more: what counts is held at the marks.
    let two = |given: &mut Given| {
        found(given, 12, 40, "缺见证人签名", 17);
        found(given, 12, 40, "逾期送达", 18);
    };
    assert_eq!(faults(&two), []);
    assert_eq!(
        faults(&|given| found(given, 12, 20, "缺见证人签名", 44)),
        [F::NoPage { finding: 0, page: 44, pages: Some(43) }]
    );
    assert_eq!(
        faults(&|given| found(given, 12, 20, "缺见证人签名", 0)),
        [F::NoPage { finding: 0, page: 0, pages: Some(43) }]
    );
    let sum = |given: &mut Given| {
        found(given, 12, 20, "缺见证人签名", 17);
        given.answers.marks[11] = Some(Mark::Deducted(30));
    };
    assert_eq!(faults(&sum), [F::Sum { of: twelfth, said: 30, sum: 20 }]);
    let taken_back = |given: &mut Given| {
        found(given, 12, 20, "缺见证人签名", 17);
        given.answers.marks[11] = Some(Mark::Deducted(0));
    };
    assert_eq!(faults(&taken_back), [F::Answered { finding: 0 }]);
    assert_eq!(faults(&|given| found(given, 12, 20, " ", 17)), [F::NoText { finding: 0 }]);

    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    let seat = bureau.seats(file)[0].clone();
    bureau.house.ledger.act_as(&seat).unwrap();
    let mut given = clean(&standard);
    found(&mut given, 12, 55, "缺见证人签名", 44);
    let refused = bureau.house.ledger.submit_review(file, &given);
    assert_eq!(
        bureau.said(refused),
        "第12项“文书送达及时、送达回证完整”：一个问题扣5.5分，超过这一项的5分，请改小。\n\
         第12项“文书送达及时、送达回证完整”：案卷只有43页，没有第44页，请核对。"
    );
    given.answers.marks.pop();
    assert!(bureau.house.ledger.submit_review(file, &given).is_err());
    assert!(bureau.house.ledger.own_review(file).unwrap().is_none(), "nothing half-written");
}

#[test]
fn a_page_is_held_against_the_bound_file_too() {
    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    let case = bureau.house.ledger.review_file(file).unwrap().row.case;
    let document = CaseDocument {
        case,
        kind: DocumentKind::ProofOfService,
        title: "送达回证".into(),
        number: String::new(),
        on: None,
        author: String::new(),
        from: 0,
        to: 0,
        scans: Vec::new(),
        note: String::new(),
        removed: String::new(),
    };
    bureau.house.ledger.add_document(&document, Paging::Flow { pages: 12 }).unwrap();
    let seat = bureau.seats(file)[0].clone();
    bureau.house.ledger.act_as(&seat).unwrap();
    let mut given = clean(&built_in_standard().unwrap());
    found(&mut given, 12, 20, "缺见证人签名", 13);
    for counted in [Some(43), None] {
        given.pages = counted;
        let refused = bureau.house.ledger.submit_review(file, &given);
        assert!(bureau.said(refused).contains("案卷只有12页，没有第13页"), "{counted:?}");
    }
    given.findings[0].page = Some(12);
    bureau.house.ledger.submit_review(file, &given).unwrap();
}
