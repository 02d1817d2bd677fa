//! Long lists: keys in order, rows where they are seen; sorted and filtered as people here expect.

use std::sync::mpsc::channel;

use binggong::domain::case::{Case, CaseKind, Handling, Party};
use binggong::domain::certificate::{Certificate, CertificateKind, CertificateState, Validity};
use binggong::domain::fault::Part;
use binggong::domain::id::Id;
use binggong::domain::officer::Officer;
use binggong::domain::unit::{Unit, UnitKind};
use binggong::ledger::file::Key;
use binggong::ledger::{
    CardFilter, CaseQuery, CaseSort, InquiryQuery, InquirySort, InquiryState, Ledger, NoticeQuery,
    NoticeSort, OfficerRow, OfficerSort, RegisterQuery, sample,
};

use crate::house::{House, day};

const TODAY: &str = "2026-03-05";

pub fn unit(house: &mut House, name: &str, parent: Option<Id<Unit>>) -> Id<Unit> {
    let unit = Unit { name: name.into(), kind: UnitKind::Section, parent, closed: false };
    house.ledger.add_unit(&unit).expect("a unit")
}

pub fn officer(house: &mut House, name: &str, unit: Id<Unit>) -> Id<Officer> {
    let officer = Officer {
        name: name.into(),
        unit,
        post: "执法员".into(),
        staffing: None,
        entered_on: None,
        left_on: None,
        profile: Default::default(),
    };
    house.ledger.add_officer(&officer).expect("an officer")
}

pub fn card(
    house: &mut House,
    officer: Id<Officer>,
    number: &str,
    valid_to: Option<&str>,
) -> Id<Certificate> {
    let card = Certificate {
        officer,
        kind: CertificateKind::Enforcement,
        number: number.into(),
        categories: Vec::new(),
        region: String::new(),
        issuer: String::new(),
        issued_on: Some(day("2021-05-05")),
        valid_to: valid_to.map(day),
        state: CertificateState::Held,
    };
    house.ledger.add_certificate(&card).expect("a card")
}

/// Two units, one of which belongs to the other; people with none, one and two cards.
fn people() -> (House, Id<Unit>, Id<Unit>) {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", None);
    let team = unit(&mut house, "二中队", Some(brigade));
    let office = unit(&mut house, "办公室", None);
    let zhang = officer(&mut house, "张三", team);
    card(&mut house, zhang, "0504003", Some("2026-05-01"));
    let li = officer(&mut house, "李四", brigade);
    card(&mut house, li, "0504002", Some("2025-12-31"));
    let shan = officer(&mut house, "单一", office);
    card(&mut house, shan, "0504001", None);
    card(&mut house, shan, "0504009", Some("2028-01-01"));
    officer(&mut house, "安乐", office);
    let gone = officer(&mut house, "赵走", office);
    let read = house.ledger.get(gone).expect("him");
    let left = Officer { left_on: Some(day("2026-01-31")), ..read.value.clone() };
    house.ledger.change_officer(&read, &left, "调离").expect("left");
    (house, brigade, office)
}

fn query() -> RegisterQuery {
    RegisterQuery::all(day(TODAY))
}

fn rows(house: &House, query: &RegisterQuery) -> Vec<OfficerRow> {
    let keys = house.ledger.officer_register(query).expect("keys");
    let rows = house.ledger.officer_rows(&keys, query.on).expect("rows");
    assert_eq!(rows.iter().map(|row| row.key).collect::<Vec<_>>(), keys);
    rows
}

/// Rows as `李四 0504002`, a person without a card by name alone.
fn listed(house: &House, query: &RegisterQuery) -> Vec<String> {
    let line = |row: OfficerRow| match row.card {
        Some(card) => format!("{} {}", row.name, &card.number[4..]),
        None => row.name,
    };
    rows(house, query).into_iter().map(line).collect()
}

#[test]
fn people_stand_by_name_with_a_row_for_each_card() {
    let (house, ..) = people();
    assert_eq!(listed(&house, &query()), ["安乐", "李四 002", "单一 001", "单一 009", "张三 003"]);
    let with_left = RegisterQuery { with_left: true, ..query() };
    assert_eq!(listed(&house, &with_left).last().expect("a row"), "赵走");
    let row = rows(&house, &query()).remove(1);
    assert_eq!((row.unit.as_str(), row.post.as_str()), ("综合行政执法大队", "执法员"));
    let card = row.card.expect("a card");
    assert_eq!((card.validity, card.valid_to), (Validity::Expired, Some(day("2025-12-31"))));
}

#[test]
fn the_list_follows_every_act_and_what_was_dropped_never_was() {
    let (mut house, _, office) = people();
    assert_eq!(listed(&house, &query()).len(), 5);
    let dropped = house.ledger.together(|ledger| {
        let read = ledger.officers_named("安乐")?.remove(0);
        let renamed = Officer { name: "左安".into(), ..read.value.clone() };
        ledger.change_officer(&read, &renamed, "更名")?;
        assert_eq!(ledger.officer_register(&query())?.len(), 5);
        ledger.officers_named("没有这个人")?;
        Err::<(), _>(binggong::ledger::Error::Refused("不做了".into()))
    });
    assert!(dropped.is_err());
    officer(&mut house, "白一", office);
    assert_eq!(listed(&house, &query())[..2], ["安乐", "白一"]);
}

#[test]
fn a_large_list_is_worked_out_on_a_thread_and_an_old_answer_is_known() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut ledger = sample::stress(&dir.path().join("省.ledger"), &Key::Plain, 1_400).expect("a ledger");
    let reader = ledger.reader().expect("a large ledger");
    let answered = |ledger: &Ledger| {
        let (ask, (sender, answer)) = (ledger.ask_officers(&query()).expect("a question"), channel());
        reader.ask(move |ledger| sender.send(ask.answer(ledger)).expect("somebody waits"));
        answer.recv().expect("the reader goes on").expect("an answer")
    };
    let answer = answered(&ledger);
    assert_eq!((answer.cards, answer.people), (1_400, 1_400));
    assert_eq!(answer.keys, ledger.officer_register(&query()).expect("keys"));
    assert!(ledger.keep_index(&answer).expect("kept"));
    let read = ledger.all::<Officer>().expect("officers").remove(0);
    let renamed = Officer { name: "左安".into(), ..read.value.clone() };
    ledger.act_as("孙示三").expect("somebody acts");
    ledger.change_officer(&read, &renamed, "更名").expect("renamed");
    assert!(!ledger.keep_index(&answer).expect("asked"));
    assert_eq!(answered(&ledger).keys, ledger.officer_register(&query()).expect("keys"));
    let rows = ledger.rows_of(read.id).expect("rows");
    assert!(rows.len() == 1 && rows[0].1.is_some());
    assert!(ledger.officer_register(&query()).expect("keys").contains(&rows[0].0));
}

#[test]
fn each_column_sorts_up_and_down_and_the_missing_stand_last() {
    let (house, ..) = people();
    let by = |sort, descending| listed(&house, &RegisterQuery { sort, descending, ..query() });
    assert_eq!(by(OfficerSort::Name, true), ["张三 003", "单一 009", "单一 001", "李四 002", "安乐"]);
    assert_eq!(by(OfficerSort::Number, false), ["单一 001", "李四 002", "张三 003", "单一 009", "安乐"]);
    assert_eq!(by(OfficerSort::Number, true), ["单一 009", "张三 003", "李四 002", "单一 001", "安乐"]);
    assert_eq!(by(OfficerSort::ValidTo, false), ["李四 002", "张三 003", "单一 009", "单一 001", "安乐"]);
    assert_eq!(by(OfficerSort::ValidTo, true), ["单一 001", "单一 009", "张三 003", "李四 002", "安乐"]);
    assert_eq!(by(OfficerSort::Unit, false), ["安乐", "单一 001", "单一 009", "张三 003", "李四 002"]);
    assert_eq!(by(OfficerSort::Unit, true), ["李四 002", "张三 003", "安乐", "单一 001", "单一 009"]);
}

#[test]
fn what_is_typed_and_chosen_narrows_the_list() {
    let (house, brigade, office) = people();
    let typed = |typed: &str| listed(&house, &RegisterQuery { typed: typed.into(), ..query() });
    assert_eq!(typed("三"), ["张三 003"]);
    assert_eq!(typed("sy"), ["单一 001", "单一 009"]);
    assert_eq!(typed("009"), ["单一 009"]);
    assert_eq!(typed("0504").len(), 4);
    assert_eq!(typed("执法员").len(), 5);
    assert!(typed("无此人").is_empty());
    let card = |card| listed(&house, &RegisterQuery { card: Some(card), ..query() });
    assert_eq!(card(CardFilter::None), ["安乐"]);
    assert_eq!(card(CardFilter::Is(Validity::Expired)), ["李四 002"]);
    assert_eq!(card(CardFilter::Is(Validity::Valid)), ["单一 001", "单一 009", "张三 003"]);
    assert_eq!(card(CardFilter::Within { days: 57 }), ["张三 003"]);
    assert!(card(CardFilter::Within { days: 56 }).is_empty());
    let within = |unit| listed(&house, &RegisterQuery { unit: Some(unit), ..query() });
    assert_eq!(within(brigade), ["李四 002", "张三 003"]);
    assert_eq!(within(office), ["安乐", "单一 001", "单一 009"]);
    let both = RegisterQuery { typed: "三".into(), unit: Some(office), ..query() };
    assert!(listed(&house, &both).is_empty());
}

#[test]
fn cases_stand_by_number_as_numbers_count() {
    let mut house = House::new();
    for (number, party, opened_on) in
        [(2, "乙化工", Some("2026-01-05")), (10, "甲木业", None), (1, "安泰矿业", Some("2026-02-01"))]
    {
        let case = Case {
            number: format!("示应急罚〔2026〕{number}号"),
            title: format!("{party}未按规定培训案"),
            kind: if number == 10 { CaseKind::Inspection } else { CaseKind::Penalty },
            party: Party { name: party.into(), ..Party::default() },
            source: String::new(),
            summary: String::new(),
            law: String::new(),
            opened_on: opened_on.map(day),
            officers: Vec::new(),
            handling: Handling::default(),
        };
        house.ledger.add_case(&case).expect("a case");
    }
    let all = CaseQuery { typed: String::new(), kind: None, sort: CaseSort::Number, descending: false };
    let listed = |query: &CaseQuery| -> Vec<String> {
        let keys = house.ledger.case_register(query).expect("keys");
        house.ledger.case_rows(&keys).expect("rows").into_iter().map(|row| row.party).collect()
    };
    assert_eq!(listed(&all), ["安泰矿业", "乙化工", "甲木业"]);
    let by = |sort, descending| listed(&CaseQuery { sort, descending, ..all.clone() });
    assert_eq!(by(CaseSort::Number, true), ["甲木业", "乙化工", "安泰矿业"]);
    assert_eq!(by(CaseSort::Party, false), ["安泰矿业", "甲木业", "乙化工"]);
    assert_eq!(by(CaseSort::OpenedOn, false), ["乙化工", "安泰矿业", "甲木业"]);
    assert_eq!(by(CaseSort::OpenedOn, true), ["安泰矿业", "乙化工", "甲木业"]);
    assert_eq!(listed(&CaseQuery { typed: "atky".into(), ..all.clone() }), ["安泰矿业"]);
    assert_eq!(listed(&CaseQuery { typed: "化工 培训".into(), ..all.clone() }), ["乙化工"]);
    assert_eq!(listed(&CaseQuery { kind: Some(CaseKind::Inspection), ..all }), ["甲木业"]);
}

#[test]
fn an_inquiry_is_open_undecided_decided_and_served_in_turn() {
    let mut house = House::new();
    let inquiry = house.inquiry(&[("li", "李示四", &[Part::Headed, Part::Consented])]);
    let all =
        InquiryQuery { typed: String::new(), state: None, sort: InquirySort::ReceivedOn, descending: false };
    let row = |house: &House| house.ledger.inquiry_register(&all).expect("rows").remove(0);
    let first = row(&house);
    assert_eq!((first.state, first.undecided.as_slice()), (InquiryState::Open, &["李示四".to_owned()][..]));
    assert!(first.open_questions > 10, "{}", first.open_questions);
    assert_eq!(first.received_on, Some(day("2025-12-08")));
    house.ledger.answer(inquiry, crate::house::procedure_skipped()).expect("answers");
    assert_eq!((row(&house).state, row(&house).open_questions), (InquiryState::Undecided, 0));
    let decision = crate::decided(&mut house, inquiry, "li");
    assert_eq!(row(&house).state, InquiryState::Decided);
    let issued = house.ledger.issue_decision(decision, day(TODAY), &[]).expect("issued");
    assert_eq!(row(&house).state, InquiryState::Decided);
    let notices = |served| {
        let query = NoticeQuery { typed: "lss".into(), served, sort: NoticeSort::Number, descending: false };
        house.ledger.notice_register(&query).expect("rows")
    };
    assert_eq!(notices(Some(false)).len(), 1);
    assert_eq!(notices(Some(true)), []);
    assert_eq!(notices(None)[0].document_no, issued.document_no);
    house.ledger.serve(issued.id, day(TODAY), "直接送达").expect("served");
    assert_eq!(row(&house).state, InquiryState::Served);
    let typed = |typed: &str, state| {
        let query = InquiryQuery { typed: typed.into(), state, ..all.clone() };
        house.ledger.inquiry_register(&query).expect("rows").len()
    };
    assert_eq!(typed("李示四", None), 1);
    assert_eq!(typed("〔2025〕18号 审批", Some(InquiryState::Served)), 1);
    assert_eq!(typed("李示四", Some(InquiryState::Open)) + typed("王五", None), 0);
}
