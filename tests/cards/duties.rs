//! What cards wait for, as 待办 has it: the next act, the notice, the yearly check.

use binggong::domain::card_life::CardStep;
use binggong::domain::card_settings::CardSettings;
use binggong::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use binggong::domain::id::Id;
use binggong::domain::misuse::{Consequence, Misuse, MisuseKind};
use binggong::domain::officer::{Leaving, Officer};
use binggong::domain::unit::UnitKind;
use binggong::ledger::cards::{CardSheet, CardsChecked, Wanted};

use crate::house::{House, day};
use crate::{act, application, officer, received, trained, unit};

const TODAY: &str = "2026-03-05";

/// What is to be done about cards, each with its article.
fn due(house: &House) -> Vec<(&'static str, String)> {
    let todo = house.ledger.todo(day(TODAY)).expect("a list");
    let article = |citation: String| citation.strip_prefix("证件管理办法").expect("an article").to_owned();
    let cards = todo.registers.into_iter().filter(|due| matches!(due.kind, "certificate" | "notice"));
    cards.map(|due| (due.task, article(due.citation))).collect()
}

fn one(task: &'static str, article: &str) -> Vec<(&'static str, String)> {
    vec![(task, article.to_owned())]
}

#[test]
fn each_card_that_waits_is_a_line_with_its_article_until_it_is_done() {
    let mut house = House::new();
    let section = unit(&mut house, "危化股", UnitKind::Section);
    let who = officer(&mut house, "周示五", section);
    trained(&mut house, &[who]);
    let card =
        house.ledger.apply_for_card(&application(who, CertificateKind::Enforcement)).expect("asked for");
    assert_eq!(due(&house), one("报主要负责人审查证件", "第六条第二款"));
    for (step, on, next) in [
        (CardStep::Endorse, "2026-01-08", one("报司法部门核定证件", "第六条第二款")),
        (CardStep::Approve, "2026-01-15", one("领取核发的证件", "第十三条第一款")),
        (CardStep::Receive, "2026-01-20", Vec::new()),
        (CardStep::ReportLost, "2026-02-01", one("刊登证件遗失声明", "第十九条第一款")),
        (CardStep::DeclareLost, "2026-02-03", one("申请补发遗失的证件", "第十九条第一款")),
    ] {
        act(&mut house, card, step, on).unwrap_or_else(|error| panic!("{step:?}: {error}"));
        assert_eq!(due(&house), next, "after {step:?}");
    }
    let todo = house.ledger.todo(day(TODAY)).expect("a list");
    let line = todo.registers.iter().find(|due| due.kind == "certificate").expect("the line");
    assert_eq!((line.id, line.since), (card.uuid(), Some(day("2026-02-03"))));
    // Who has left gets no other card.
    let read = house.ledger.get(who).expect("them");
    house
        .ledger
        .leave(&read, day("2026-02-28"), binggong::domain::officer::Leaving::Retired, "")
        .expect("left");
    assert_eq!(due(&house), one("办理遗失证件的注销", "第十八条第一款"));
}

#[test]
fn a_suspension_waits_for_its_notice_and_for_its_serving() {
    let mut house = House::new();
    let section = unit(&mut house, "危化股", UnitKind::Section);
    let who = officer(&mut house, "周示五", section);
    trained(&mut house, &[who]);
    let card = received(&mut house, who);
    let misuse = Misuse {
        officer: who,
        card: Some(card),
        kind: MisuseKind::Lent,
        on: day("2026-02-20"),
        facts: "将证件借给他人使用".into(),
        serious: true,
        consequences: vec![Consequence::Discipline, Consequence::Suspend],
        document: String::new(),
        closed_on: None,
    };
    house.ledger.record_misuse(&misuse).expect("recorded");
    act(&mut house, card, CardStep::Suspend, "2026-03-02").expect("suspended");
    assert_eq!(due(&house), one("印发暂扣通知书", "第十七条"));
    let wanted = Wanted { sheet: CardSheet::Suspension, officer: who, card: Some(card) };
    let issued = house.ledger.issue_card_paper(&wanted).expect("issued");
    assert_eq!(due(&house), one("送达暂扣通知书", "第十七条"));
    house.ledger.serve(issued.id, day(TODAY), "直接送达").expect("served");
    assert_eq!(due(&house), []);
    act(&mut house, card, CardStep::HandIn, TODAY).expect("handed in");
    assert_eq!(due(&house), one("送司法部门注销证件", "第十八条第一款"));
}

fn card_of(house: &mut House, officer: Id<Officer>, number: &str, kind: CertificateKind, issued: &str) {
    let card = Certificate {
        officer,
        kind,
        number: number.into(),
        categories: vec![Category::Safety],
        region: String::new(),
        issuer: String::new(),
        issued_on: Some(day(issued)),
        valid_to: None,
        state: CertificateState::Held,
    };
    house.ledger.add_certificate(&card).expect("a card");
}

#[test]
fn the_yearly_check_is_asked_for_only_where_the_bureau_has_one_and_one_act_records_it_for_many() {
    let mut house = House::new();
    let section = unit(&mut house, "危化股", UnitKind::Section);
    let names = ["周示五", "吴示六", "郑示七", "冯示八"];
    let people = names.map(|name| officer(&mut house, name, section));
    card_of(&mut house, people[0], "001", CertificateKind::Enforcement, "2022-05-01");
    card_of(&mut house, people[1], "002", CertificateKind::Supervision, "2025-12-31");
    card_of(&mut house, people[2], "003", CertificateKind::Enforcement, "2026-01-05");
    card_of(&mut house, people[3], "004", CertificateKind::Ministry, "2022-05-01");
    // Whose service is over hands the card in; no check is asked for.
    let gone = officer(&mut house, "陈示九", section);
    card_of(&mut house, gone, "005", CertificateKind::Enforcement, "2020-05-01");
    let read = house.ledger.get(gone).expect("the leaver");
    house.ledger.leave(&read, day("2026-02-27"), Leaving::Retired, "退休").expect("left");
    let annual = |house: &House| house.ledger.todo(day(TODAY)).expect("a list").annual;
    assert_eq!(annual(&house), None, "a bureau has none until it says so");
    let how = CardsChecked { on: day("2026-03-04"), passed: true, note: String::new() };
    let refused = house.ledger.check_cards(&people, &how).unwrap_err().to_string();
    assert!(refused.contains("没有定审核日期"), "{refused}");
    let settings = CardSettings { annual: Some((2, 29)), ..CardSettings::default() };
    house.ledger.set_card_settings(&settings, "局务会议定").expect("set");
    let asked = annual(&house).expect("cards to be checked");
    assert_eq!((asked.year, asked.due_on, asked.cards), (2026, day("2026-02-28"), 2));
    let due = house.ledger.annual_due(day(TODAY)).expect("a list").expect("cards to be checked");
    let officers: Vec<_> = due.cards.iter().map(|(_, officer)| *officer).collect();
    assert_eq!((due.year, due.due_on, officers), (2026, day("2026-02-28"), vec![people[0], people[1]]));
    let failed = CardsChecked { passed: false, ..how.clone() };
    house.ledger.check_cards(&people[..1], &failed).expect_err("without saying why");
    assert_eq!(house.ledger.check_cards(&people[..1], &how).expect("checked"), 1);
    assert_eq!(annual(&house).expect("another").cards, 1);
    // Whoever was checked already stays as recorded.
    assert_eq!(house.ledger.check_cards(&people, &how).expect("checked"), 1);
    assert_eq!(annual(&house), None);
}
