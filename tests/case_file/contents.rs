//! The contents: order, pages, what is missing and what is odd.

use binggong::domain::case::Handling;
use binggong::domain::case_file::{Binding, CaseDocument, Concern, DocumentKind, Retention};
use binggong::domain::role::Role;
use binggong::ledger::Enrolment;
use binggong::ledger::case_file::Paging;

use super::house::{House, day};
use super::{add, beside, case, contents, document};
use DocumentKind as K;

fn words(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(title, pages)| ((*title).to_owned(), (*pages).to_owned())).collect()
}

#[test]
fn documents_come_into_the_legal_order_whenever_they_are_entered() {
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    add(ledger, case, K::Decision, 3);
    add(ledger, case, K::Filing, 1);
    add(ledger, case, K::Questioning, 4);
    add(ledger, case, K::Questioning, 2);
    let filed = ledger.case_file(case).expect("a file");
    assert_eq!(
        contents(&filed),
        words(&[("立案审批表", "1"), ("询问笔录", "2—5"), ("询问笔录", "6—7"), ("决定书", "8—10")])
    );
    assert_eq!(filed.pages(), 10);
    assert_eq!(filed.document_at(6), Some(2));
    assert_eq!(filed.document_at(11), None, "the file has no such page");
}

#[test]
fn pages_that_others_have_or_that_were_not_scanned_are_refused_beside_the_field() {
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    add(ledger, case, K::Filing, 2);
    let written = |from, to| Paging::Written { from, to };
    let refused = ledger.add_document(&document(case, K::Report), written(2, 4));
    let (field, why) = beside(refused);
    assert_eq!(field, "document.pages");
    assert!(why.contains("《立案审批表》（第1—2页）"), "{why}");
    for (from, to) in [(0, 1), (5, 4), (9_999, 10_000)] {
        let refused = ledger.add_document(&document(case, K::Report), written(from, to));
        assert_eq!(beside(refused).0, "document.pages");
    }
    assert_eq!(ledger.case_file(case).expect("a file").documents.len(), 1, "nothing was written");
    // A gap is named, not refused: somebody enters what is on the paper in whatever order.
    ledger.add_document(&document(case, K::Report), written(5, 6)).expect("a document");
    let filed = ledger.case_file(case).expect("a file");
    assert!(filed.concerns.contains(&Concern::Gap { from: 3, to: 4 }));
}

#[test]
fn a_document_that_grows_moves_what_follows() {
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    add(ledger, case, K::Filing, 1);
    add(ledger, case, K::Decision, 2);
    let read = ledger.case_file(case).expect("a file").documents[0].clone();
    let named = CaseDocument { title: "立案审批表及附件".into(), ..read.value.clone() };
    ledger.change_document(&read, &named, Paging::Flow { pages: 3 }, "补附件").expect("changed");
    let filed = ledger.case_file(case).expect("a file");
    assert_eq!(contents(&filed), words(&[("立案审批表及附件", "1—3"), ("决定书", "4—5")]));
    // Whoever has read the old one does not write over the new one.
    let stale = ledger.change_document(&read, &named, Paging::Flow { pages: 1 }, "");
    assert!(stale.is_err());
    // Its own pages are not somebody else's.
    let read = filed.documents[0].clone();
    let same = Paging::Written { from: 1, to: 3 };
    ledger.change_document(&read, &read.value.clone(), same, "").expect("changed");
}

#[test]
fn what_is_taken_out_stays_to_be_seen_and_numbering_anew_closes_the_gap() {
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    add(ledger, case, K::Filing, 1);
    add(ledger, case, K::Evidence, 5);
    add(ledger, case, K::Decision, 2);
    let evidence = ledger.case_file(case).expect("a file").documents[1].clone();
    assert_eq!(beside(ledger.remove_document(&evidence, "  ")).0, "document.removed");
    ledger.remove_document(&evidence, "属于另一个案件").expect("taken out");
    let filed = ledger.case_file(case).expect("a file");
    assert_eq!(filed.removed[0].value.removed, "属于另一个案件");
    assert!(filed.concerns.contains(&Concern::Gap { from: 2, to: 6 }));
    assert_eq!(ledger.arrange_case_file(case).expect("arranged"), 1);
    let filed = ledger.case_file(case).expect("a file");
    assert_eq!(contents(&filed), words(&[("立案审批表", "1"), ("决定书", "2—3")]));
    assert_eq!(ledger.arrange_case_file(case).expect("arranged"), 0, "there is nothing left to do");
    let told = ledger.timeline(case.uuid()).expect("a timeline");
    assert!(told.iter().any(|act| act.why == "属于另一个案件"), "the act is in the case's history");
}

#[test]
fn what_a_file_must_hold_follows_from_the_case() {
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let major = Handling { major: Some(true), hearing: Some(true), ..Handling::default() };
    let (small, major) = (case(ledger, Handling::default()), case(ledger, major));
    let missing = |ledger: &binggong::ledger::Ledger, case| -> Vec<String> {
        let filed = ledger.case_file(case).expect("a file");
        filed.missing().map(|one| one.called()).collect()
    };
    let of_small = missing(ledger, small);
    assert_eq!(of_small.len(), 10, "{of_small:?}");
    assert!(of_small.contains(&"现场检查记录或者询问笔录".to_owned()));
    for named in ["法制审核意见", "集体讨论记录", "听证材料"] {
        assert!(missing(ledger, major).contains(&named.to_owned()), "{named}");
        assert!(!of_small.contains(&named.to_owned()), "{named}");
    }
    let held = [
        K::Filing,
        K::Questioning,
        K::Evidence,
        K::Report,
        K::AdvanceNotice,
        K::Approval,
        K::Decision,
        K::ProofOfService,
        K::Performance,
        K::Closing,
    ];
    for kind in held {
        add(ledger, small, kind, 1);
    }
    assert_eq!(missing(ledger, small), Vec::<String>::new(), "the file is complete");
}

#[test]
fn a_document_dated_outside_the_case_is_flagged() {
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    let dated = |kind, on: &str| CaseDocument { on: Some(day(on)), ..document(case, kind) };
    for (kind, on) in
        [(K::Inspection, "2026-01-02"), (K::Questioning, "2026-01-02"), (K::Decision, "2026-04-01")]
    {
        ledger.add_document(&dated(kind, on), Paging::Flow { pages: 1 }).expect("a document");
    }
    let filed = ledger.case_file(case).expect("a file");
    let odd: Vec<&Concern> =
        filed.concerns.iter().filter(|one| !matches!(one, Concern::NoScan { .. })).collect();
    assert_eq!(
        odd,
        [
            &Concern::BeforeOpening { document: 1, opened_on: day("2026-01-05") },
            &Concern::InFuture { document: 2 }
        ]
    );
}

#[test]
fn what_is_on_the_cover_is_said_once_and_corrected_later() {
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    let binding = Binding {
        retention: Some(Retention::ThirtyYears),
        compiled_by: "钱示二".into(),
        bound_on: Some(day("2026-03-04")),
        ..Binding::blank(case)
    };
    ledger.bind_case_file(None, &binding).expect("bound");
    let read = ledger.case_file(case).expect("a file").binding.expect("a binding");
    let early = Binding { archived_on: Some(day("2026-03-01")), ..binding.clone() };
    assert_eq!(beside(ledger.bind_case_file(Some(&read), &early)).0, "binding.archived_on");
    let late = Binding { archived_on: Some(day("2026-03-06")), ..binding.clone() };
    assert_eq!(beside(ledger.bind_case_file(Some(&read), &late)).0, "binding.archived_on");
    let archived = Binding { archived_on: Some(day("2026-03-05")), ..binding };
    ledger.bind_case_file(Some(&read), &archived).expect("archived");
    assert_eq!(ledger.case_file(case).expect("a file").binding.expect("a binding").value, archived);
}

#[test]
fn who_only_reads_changes_no_file() {
    let mut house = House::new();
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    let reader = Enrolment { name: "钱示六", roles: &[Role::Reader], officer: None, password: None };
    ledger.add_user_here(&reader).expect("a user");
    ledger.act_as("钱示六").expect("acts");
    let refused = ledger.add_document(&document(case, K::Filing), Paging::Flow { pages: 1 });
    assert!(refused.map(drop).expect_err("a refusal").to_string().contains("整理案卷"));
}
