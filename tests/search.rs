//! Search as it is typed: Chinese of any length, initials, numbers; checked against a plain look at every record.

mod house;

use binggong::domain::certificate::{Certificate, CertificateKind, CertificateState};
use binggong::domain::officer::Officer;
use binggong::domain::unit::{Unit, UnitKind};
use house::House;

const NAMES: &[&str] = &[
    "赵示一",
    "钱示二",
    "孙示三",
    "李示四",
    "周示五",
    "吴示六",
    "单于明",
    "单示七",
    "曾国",
    "尉迟恭",
    "欧阳示",
    "王䶮",
    "李㛃",
    "张𬭳",
    "赵喆",
    "陈镕",
    "重庆生",
    "阿依古丽·买买提",
    "周五示",
];

fn people() -> House {
    let mut house = House::new();
    let unit =
        Unit {
            name: "综合行政执法大队".into(), kind: UnitKind::Institution, parent: None, closed: false
        };
    let unit = house.ledger.add_unit(&unit).expect("a unit");
    for (at, name) in NAMES.iter().enumerate() {
        let officer = Officer {
            name: (*name).into(),
            unit,
            post: if at % 2 == 0 { "执法员" } else { "中队长" }.into(),
            staffing: None,
            entered_on: None,
            left_on: None,
            profile: Default::default(),
        };
        let officer = house.ledger.add_officer(&officer).expect("an officer");
        let card = Certificate {
            officer,
            kind: CertificateKind::Enforcement,
            number: format!("990000{:05}", at * 37 + 1),
            categories: Vec::new(),
            region: String::new(),
            issuer: String::new(),
            issued_on: None,
            valid_to: None,
            state: CertificateState::Held,
        };
        house.ledger.add_certificate(&card).expect("a card");
    }
    house
}

/// Names and card numbers that a search finds, newest first.
fn found(house: &House, typed: &str) -> Vec<String> {
    let hits = house.ledger.search(typed, 50).expect("hits");
    hits.into_iter()
        .map(|hit| match hit.kind.as_str() {
            "officer" => {
                house.ledger.get::<Officer>(binggong::domain::id::Id::new(hit.id)).expect("it").value.name
            }
            _ => {
                house
                    .ledger
                    .get::<Certificate>(binggong::domain::id::Id::new(hit.id))
                    .expect("it")
                    .value
                    .number
            }
        })
        .collect()
}

#[test]
fn any_run_of_characters_is_found_as_a_plain_look_would() {
    let house = people();
    let mut typed: Vec<String> = Vec::new();
    for name in NAMES {
        let characters: Vec<char> = name.chars().filter(|c| *c != '·').collect();
        for from in 0..characters.len() {
            for to in from + 1..=characters.len() {
                typed.push(characters[from..to].iter().collect());
            }
        }
    }
    for typed in typed {
        let mut wanted: Vec<&str> =
            NAMES.iter().copied().filter(|name| name.contains(typed.as_str())).collect();
        wanted.reverse();
        let posts = typed == "中" || typed == "员";
        if !posts {
            assert_eq!(found(&house, &typed), wanted, "{typed}");
        }
    }
    assert_eq!(found(&house, "中队长").len(), NAMES.len() / 2);
    assert_eq!(found(&house, "周示 执法员"), ["周示五"]);
    assert!(found(&house, "五示周").is_empty());
    assert!(found(&house, "  ").is_empty());
    assert!(found(&house, "\"' OR *").is_empty());
}

#[test]
fn initials_are_found_in_every_reading() {
    let house = people();
    for (typed, name) in [
        ("zsw", "周示五"),
        ("zs", "周示五"),
        ("sw", "周示五"),
        ("ZSW", "周示五"),
        ("cyd", ""),
        ("sym", ""),
        ("cym", "单于明"),
        ("ssq", "单示七"),
        ("dsq", "单示七"),
        ("zg", "曾国"),
        ("cg", "曾国"),
        ("ycg", "尉迟恭"),
        ("oys", "欧阳示"),
        ("zz", "赵喆"),
        ("cr", "陈镕"),
        ("cqs", "重庆生"),
        ("zqs", "重庆生"),
    ] {
        let hits = found(&house, typed);
        if name.is_empty() {
            assert!(!hits.iter().any(|hit| hit == "周示五"), "{typed}: {hits:?}");
        } else {
            assert!(hits.iter().any(|hit| hit == name), "{typed}: {hits:?}");
        }
    }
}

#[test]
fn numbers_are_found_from_the_front_and_from_the_back() {
    let house = people();
    assert_eq!(found(&house, "99000000038"), ["99000000038"]);
    assert_eq!(found(&house, "038"), ["99000000038"]);
    assert_eq!(found(&house, "９９００００").len(), NAMES.len());
    assert!(found(&house, "4711").is_empty());
}

#[test]
fn a_changed_name_is_found_by_the_new_one_only() {
    let mut house = people();
    let read = house.ledger.officers_named("吴示六").expect("officers").remove(0);
    let renamed = Officer { name: "武示六".into(), ..read.value.clone() };
    house.ledger.change_officer(&read, &renamed, "更名").expect("renamed");
    assert!(found(&house, "吴示").is_empty());
    assert_eq!(found(&house, "武示"), ["武示六"]);
    assert_eq!(house.ledger.officers_named("武示六").expect("officers").len(), 1);
}
