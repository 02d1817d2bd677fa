//! Finding with words: people before cards before cases, and what of them matched.

use binggong::domain::case::{Case, CaseKind, Handling, Party};
use binggong::ledger::FoundKind;

use crate::house::House;
use crate::registers::{card, officer, unit};

#[test]
fn people_come_before_cards_before_cases() {
    let mut house = House::new();
    let office = unit(&mut house, "办公室", None);
    let zhou = officer(&mut house, "周示五", office);
    card(&mut house, zhou, "0504007", None);
    let mut many = Vec::new();
    for n in 0..30 {
        many.push(Case {
            number: format!("示应急罚〔2026〕{n}号"),
            title: format!("周示{n}未持证上岗案"),
            kind: CaseKind::Penalty,
            party: Party { name: format!("周示{n}"), ..Party::default() },
            source: String::new(),
            summary: String::new(),
            law: String::new(),
            opened_on: None,
            officers: Vec::new(),
            handling: Handling::default(),
        });
    }
    house.ledger.add_all(binggong::domain::role::Op::AddCase, "", &many).expect("cases");
    for typed in ["周示", "周", "zs"] {
        let found = house.ledger.find(typed, 5).expect("hits");
        assert_eq!(found.len(), 5, "{typed}");
        assert_eq!((found[0].kind, found[0].title.as_str()), (FoundKind::Officer, "周示五"), "{typed}");
        assert!(found[1..].iter().all(|hit| hit.kind == FoundKind::Case), "{typed}");
    }
    let hit = house.ledger.find("sw", 5).expect("hits").remove(0);
    assert_eq!((hit.second.as_str(), hit.third.as_str(), hit.id), ("办公室", "执法员", zhou.uuid()));
    assert_eq!(&hit.title[hit.matched[0].clone()], "示五");
    let hit = house.ledger.find("007", 5).expect("hits").remove(0);
    assert_eq!((hit.kind, hit.second.as_str()), (FoundKind::Certificate, "周示五"));
    assert_eq!(&hit.title[hit.matched[0].clone()], "007");
    let hit = house.ledger.find("〔2026〕7号", 5).expect("hits").remove(0);
    assert_eq!((hit.kind, hit.second.as_str()), (FoundKind::Case, "示应急罚〔2026〕7号"));
    let on = crate::house::day("2026-03-05");
    let hit = house.ledger.find_and_answer("sw", 5, on).expect("hits").remove(0);
    assert_eq!(hit.second, "办公室");
    assert_eq!(hit.third, "可以执法：行政执法证 0504007");
    let hit = house.ledger.find_and_answer("007", 5, on).expect("hits").remove(0);
    assert_eq!(hit.second, "周示五");
    assert_eq!(hit.third, "可以执法：行政执法证 0504007");
    let hit = house.ledger.find_and_answer("周示1未", 5, on).expect("hits").remove(0);
    assert_eq!((hit.kind, hit.third.as_str()), (FoundKind::Case, "周示1"));
    assert_eq!(house.ledger.find(" ", 5).expect("no hits"), []);
    assert_eq!(house.ledger.find("\u{e001}", 5).expect("no hits"), []);
}
