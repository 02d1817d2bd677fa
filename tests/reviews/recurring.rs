//! What goes wrong again and again, by indicator, unit, person and law.

use binggong::domain::case_settings::CaseSettings;
use binggong::domain::fault::{DecisionKind, Part};
use binggong::domain::liability::Decision;
use binggong::domain::review::Given;
use binggong::ledger::{RecurringBy, RecurringLine};
use binggong::rules::review::built_in_standard;
use chrono::NaiveDate;

use super::follow::agreed;
use super::house::{House, procedure_skipped};
use super::{Bureau, clean, day, eighty_six, found};

fn lines(house: &House, by: RecurringBy) -> Vec<RecurringLine> {
    house.ledger.recurring_errors(NaiveDate::MIN, NaiveDate::MAX, by).unwrap()
}

fn counted(lines: &[RecurringLine]) -> Vec<(&str, usize, usize, usize, bool)> {
    let counted =
        lines.iter().map(|one| (&one.what[..], one.files, one.findings, one.faults, one.is_frequent()));
    counted.collect()
}

#[test]
fn findings_are_put_together_by_indicator_unit_person_and_law_and_what_is_frequent_is_marked() {
    let mut bureau = Bureau::new();
    let (plan, _) = bureau.drawn();
    let standard = built_in_standard().unwrap();
    let files: Vec<_> = bureau.house.ledger.review_files(plan).unwrap().iter().map(|row| row.id).collect();
    let mut slight: Given = clean(&standard);
    found(&mut slight, 12, 15, "送达回证漏项", 17);
    found(&mut slight, 12, 10, "缺见证人签名", 17);
    slight.findings[1].provision = "行政处罚法第六十一条".into();
    agreed(&mut bureau, files[0], &eighty_six(&standard));
    agreed(&mut bureau, files[1], &slight);
    let house = &bureau.house;
    let by_indicator = lines(house, RecurringBy::Indicator);
    assert_eq!(counted(&by_indicator)[0], ("文书送达及时、送达回证完整", 2, 3, 0, true));
    assert!(counted(&by_indicator)[1..].iter().all(|one| (one.1, one.2, one.4) == (1, 1, false)));
    assert_eq!(by_indicator.len(), 7);
    assert_eq!(counted(&lines(house, RecurringBy::Unit)), [("综合行政执法大队", 2, 9, 0, true)]);
    let persons = lines(house, RecurringBy::Person);
    assert_eq!(counted(&persons), [("吴示六", 2, 9, 0, true), ("周示五", 2, 9, 0, true)]);
    let laws = lines(house, RecurringBy::Law);
    assert_eq!(counted(&laws), [("没有登记", 2, 8, 0, true), ("行政处罚法第六十一条", 1, 1, 0, false)]);
    // A year in which nothing was agreed on has nothing.
    let earlier = house.ledger.recurring_errors(day("2025-01-01"), day("2025-12-31"), RecurringBy::Unit);
    assert_eq!(earlier.unwrap(), []);
    // Three times is the program's own figure; the bureau may set another.
    let settings = CaseSettings { frequent: 4, ..CaseSettings::default() };
    bureau.house.ledger.act_as("孙示三").unwrap();
    bureau.house.ledger.set_case_settings(&settings, "局务会议定").unwrap();
    let by_indicator = lines(&bureau.house, RecurringBy::Indicator);
    assert!(by_indicator.iter().all(|line| !line.is_frequent()), "{by_indicator:?}");
}

#[test]
fn faults_that_were_pursued_count_and_those_that_were_exempted_do_not() {
    let mut house = House::new();
    let inquiry = house
        .inquiry(&[("li", "李示四", &[Part::Headed, Part::Consented]), ("zhou", "周示五", &[Part::Drafted])]);
    house.ledger.answer(inquiry, procedure_skipped()).unwrap();
    let decision = |subject: &str, kind| Decision {
        liability: inquiry,
        subject: subject.into(),
        kind,
        measure: if kind == DecisionKind::Pursue { "予以批评教育".into() } else { String::new() },
        reason: "事实清楚，本人承认，依照制度应当这样认定责任。".into(),
        meeting: "局长办公会议".into(),
        decided_by: "赵示一".into(),
        decided_on: day("2026-03-04"),
        basis: Vec::new(),
        handled_by: Vec::new(),
        diverges: false,
    };
    for (subject, kind) in [("li", DecisionKind::Pursue), ("zhou", DecisionKind::Exempt)] {
        house.heard(inquiry, subject);
        house.ledger.decide(&decision(subject, kind)).unwrap();
    }
    let all = lines(&house, RecurringBy::Indicator);
    let told: Vec<usize> = all.iter().map(|line| line.faults).collect();
    assert_eq!(told, [1], "{all:?}");
    assert!(all[0].occurrences[0].text.contains("第五条第3项"), "{all:?}");
}
