//! A bureau's own standard from a sheet, with half points, vetoes and rows left out, reviews a file to the score
//! that a hand reckons.

use binggong::domain::case::CaseKind;
use binggong::domain::review::{
    Answers, Finding, ForKind, Given, LeftOut, Level, Mark, Question, ReviewPlan, Seriousness, Stage,
    VetoAnswer,
};
use binggong::exchange::register::Book;
use binggong::exchange::standard::{self, About};
use binggong::ledger::reviews::Agreement;
use rust_xlsxwriter::{Format, Workbook};

use super::{Bureau, day};

/// As it is attached to a notice: groups merged over their rows, a veto among them, half points.
fn table() -> Vec<u8> {
    let rows = [
        ["序号", "评查项目", "评查内容", "标准分（分）", "评分细则", "可缺项"],
        ["1", "一、主体（10分）", "1.主体合法", "7.5", "缺一页的，扣0.5分", ""],
        ["2", "", "2.委托手续", "2.5分", "", "是"],
        ["3", "二、程序", "送达回证", "10", "", ""],
        ["4", "", "主体不合法", "否决", "", ""],
        ["", "合计", "", "20", "", ""],
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 5, "示例县行政处罚案卷评查标准（2025年版）", &plain).unwrap();
    for (row, cells) in (1..).zip(&rows) {
        for (column, words) in (0..).zip(cells) {
            match words.parse::<f64>() {
                _ if words.is_empty() => {}
                Ok(number) => _ = sheet.write_number(row, column, number).unwrap(),
                Err(_) => _ = sheet.write_string(row, column, *words).unwrap(),
            }
        }
    }
    for (top, bottom) in [(2, 3), (4, 5)] {
        sheet.merge_range(top, 1, bottom, 1, rows[top as usize - 1][1], &plain).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_standard_from_a_sheet_reviews_a_file_to_the_score_that_a_hand_reckons() {
    let reading = standard::read(&Book::of_bytes("标准", &table()).unwrap()).unwrap();
    assert_eq!(reading.problems, []);
    let level = |title: &str, from: u32| Level { title: title.to_owned(), from };
    let about = About {
        left_out: Some(LeftOut::Rescaled),
        levels: vec![level("优秀", 185), level("合格", 120)],
        lowest: "不合格".to_owned(),
        ..reading.about.clone()
    };
    let standard = reading.standard(&about).unwrap();
    let mut bureau = Bureau::new();
    let adopted = bureau.house.ledger.adopt_standard(&standard).unwrap();
    bureau.year();
    let plan =
        ReviewPlan { scope: vec![ForKind { kind: CaseKind::Penalty, standard: adopted }], ..bureau.plan() };
    let plan = bureau.house.ledger.add_review_plan(&plan).unwrap();
    bureau.house.ledger.draw_review(plan, "").unwrap();
    let files: Vec<_> = bureau.house.ledger.review_files(plan).unwrap().iter().map(|row| row.id).collect();

    let finding = |of: Question, deducted: u32| Finding {
        of,
        text: "缺一页".into(),
        page: None,
        provision: String::new(),
        seriousness: Seriousness::Slight,
        deducted,
    };
    let given = |veto, marks: [Mark; 3], findings: Vec<Finding>| Given {
        pages: None,
        answers: Answers { vetoes: vec![Some(veto)], marks: marks.map(Some).to_vec() },
        findings,
    };
    let (first, third) = (Question::Indicator(0), Question::Indicator(2));
    let (half, one) = (Mark::Deducted(5), Mark::Deducted(10));
    let found = || vec![finding(first, 5), finding(third, 10)];
    // (7 + 9) of 17.5, of 20: 18.2857… is 18.3. With the second in full it is 7 + 2.5 + 9 = 18.5.
    let left_out = given(VetoAnswer::Absent, [half, Mark::NotConcerned, one], found());
    let whole = given(VetoAnswer::Absent, [half, Mark::Deducted(0), one], found());
    let voided = [finding(Question::Veto(0), 0)].into_iter().chain(found()).collect();
    let void = given(VetoAnswer::Present, [half, Mark::Deducted(0), one], voided);
    let wanted = [(left_out, 183, "合格"), (whole, 185, "优秀"), (void, 0, "不合格")];
    for (file, (given, points, level)) in files.into_iter().zip(wanted) {
        bureau.submitted(file, [&given, &given]);
        let agreed = Agreement {
            given,
            opinion: "照标准评查。".into(),
            agreed_on: day("2026-03-05"),
            rectify_by: None,
        };
        bureau.house.ledger.agree_review(file, &agreed).unwrap();
        let row = bureau.house.ledger.review_file(file).unwrap().row;
        assert_eq!((row.points, row.level.as_str(), row.stage), (Some(points), level, Stage::Done));
    }
}
