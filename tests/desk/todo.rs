//! What is to be done: every kind of thing that waits, and how urgent it is.

use binggong::domain::deadline::Holder;
use binggong::domain::fault::Part;
use binggong::domain::officer::Officer;
use binggong::ledger::{Counts, InquiryState, Unfinished};

use crate::house::{House, day};
use crate::registers::{card, officer, unit};
use crate::{decided, house};

#[test]
fn an_inquiry_leads_from_questions_to_paper_to_serving_to_the_others_right() {
    let mut house = House::new();
    let inquiry = house.inquiry(&[("li", "李示四", &[Part::Headed, Part::Consented])]);
    let todo = house.ledger.todo(day("2026-03-05")).expect("a list");
    assert_eq!(todo.inquiries.len(), 1);
    assert_eq!(todo.inquiries[0].state, InquiryState::Open);
    assert_eq!(todo.counts, Counts::default());
    house.ledger.answer(inquiry, house::procedure_skipped()).expect("answers");
    let decision = decided(&mut house, inquiry, "li");
    let todo = house.ledger.todo(day("2026-03-05")).expect("a list");
    assert!(todo.inquiries.is_empty());
    assert_eq!(todo.unprinted.len(), 1);
    assert_eq!((todo.unprinted[0].subject.as_str(), todo.unprinted[0].inquiry), ("李示四", inquiry));
    let due = &todo.deadlines[0];
    assert_eq!((due.holder, due.days_left), (Holder::Duty, 11));
    assert_eq!(
        (due.place.kind, due.place.id, due.place.inquiry),
        ("decision", decision.uuid(), Some(inquiry))
    );
    let counts = |on: &str| house.ledger.todo(day(on)).expect("a list").counts;
    assert_eq!(counts("2026-03-08"), Counts { later: 1, ..Counts::default() });
    assert_eq!(counts("2026-03-09"), Counts { week: 1, ..Counts::default() });
    assert_eq!(counts("2026-03-16"), Counts { today: 1, ..Counts::default() });
    assert_eq!(counts("2026-03-17"), Counts { overdue: 1, ..Counts::default() });
    let issued = house.ledger.issue_decision(decision, day("2026-03-05"), &[]).expect("issued");
    let todo = house.ledger.todo(day("2026-03-05")).expect("a list");
    assert!(todo.unprinted.is_empty());
    assert_eq!(todo.unserved.len(), 1);
    assert_eq!(todo.unserved[0].document_no, issued.document_no);
    house.ledger.serve(issued.id, day("2026-03-05"), "直接送达").expect("served");
    let todo = house.ledger.todo(day("2026-03-05")).expect("a list");
    assert!(todo.unserved.is_empty());
    // What the person may do is shown, and is nobody's duty here.
    assert!(todo.deadlines.iter().all(|due| due.holder == Holder::Right));
    assert_eq!(todo.deadlines[0].place.inquiry, Some(inquiry));
    assert_eq!((todo.deadlines.is_empty(), todo.counts), (false, Counts::default()));
}

#[test]
fn cards_that_run_out_or_whose_holder_has_left_are_shown() {
    let mut house = House::new();
    let office = unit(&mut house, "办公室", None);
    for (name, number, valid_to) in [
        ("张三", "001", Some("2026-06-03")),
        ("李四", "002", Some("2026-06-04")),
        ("王五", "003", Some("2026-03-04")),
        ("赵六", "004", None),
    ] {
        let id = officer(&mut house, name, office);
        card(&mut house, id, number, valid_to);
    }
    let due = |house: &House| -> Vec<(String, Option<i64>)> {
        let todo = house.ledger.todo(day("2026-03-05")).expect("a list");
        todo.cards.into_iter().map(|card| (card.name, card.days_left)).collect()
    };
    assert_eq!(due(&house), [("王五".to_owned(), Some(-1)), ("张三".to_owned(), Some(90))]);
    let read = house.ledger.officers_named("赵六").expect("officers").remove(0);
    let left = Officer { left_on: Some(day("2026-03-04")), ..read.value.clone() };
    house.ledger.change_officer(&read, &left, "退休").expect("left");
    assert_eq!(due(&house).last(), Some(&("赵六".to_owned(), None)));
}

#[test]
fn ones_own_drafts_are_among_it() {
    let mut house = House::new();
    let draft =
        Unfinished { key: "officer/new".into(), title: "新增人员".into(), payload: b"{}".to_vec() };
    house.ledger.save_draft(&draft).expect("saved");
    let todo = house.ledger.todo(day("2026-03-05")).expect("a list");
    assert_eq!(todo.drafts[0].title, "新增人员");
    assert_eq!(todo.conflicts, []);
}

#[test]
fn an_open_question_waits_for_the_person_who_finds_out() {
    use binggong::domain::fault::Standing;
    use binggong::domain::liability::Assignment;
    let mut house = House::new();
    let inquiry = house.inquiry(&[("li", "李示四", &[Part::Headed])]);
    let open = |assigned| {
        let mut answer = house::answered("6-2.同意", Standing::Open, "会议记录没有找到");
        answer.assigned = assigned;
        vec![answer]
    };
    let to = |iso: &str| Some(Assignment { officer: None, name: "周示五".into(), due_on: day(iso) });
    house.ledger.answer(inquiry, open(None)).expect("answers");
    assert!(house.ledger.todo(day("2026-03-05")).unwrap().assigned.is_empty(), "nobody was told");
    house.ledger.answer(inquiry, open(to("2026-03-11"))).expect("answers");
    let todo = house.ledger.todo(day("2026-03-13")).unwrap();
    let row = &todo.assigned[0];
    assert_eq!((row.name.as_str(), row.days_left, row.inquiry), ("周示五", -2, inquiry));
    assert_eq!((row.question.as_str(), row.label.as_str()), ("c1:6-2.同意", "结论为同意"));
    assert!(row.citation.ends_with("第六条第2项"), "{}", row.citation);
    let mut settled = open(to("2026-03-11"));
    settled[0].standing = Standing::NotHeld;
    let refused = house.ledger.answer(inquiry, settled.clone()).expect_err("settled, and yet assigned");
    assert!(refused.to_string().contains("只有答待查的"), "{refused}");
    settled[0].assigned = None;
    house.ledger.answer(inquiry, settled).expect("answers");
    assert!(house.ledger.todo(day("2026-03-05")).unwrap().assigned.is_empty());
}
