//! The registers beside the list of people: thresholds of training, what is open, what was published.

use binggong::domain::card_settings::CardSettings;
use binggong::domain::certificate::{Certificate, CertificateKind, CertificateState};
use binggong::domain::misuse::{Complaint, ComplaintKind, Recipient};
use binggong::domain::officer::{Officer, Profile};
use binggong::domain::power::{DelegationMode, EnforcementAct, PowerItem};
use binggong::domain::training::{Training, TrainingKind};
use binggong::domain::unit::UnitKind;
use binggong::ledger::cards::Extension;

use super::powers::delegation;
use super::{application, officer, received, trained, training, unit};
use crate::house::{House, day};

#[test]
fn thresholds_are_off_until_the_bureau_turns_them_on_and_then_name_who_is_short() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let (zhou, wu) = (officer(&mut house, "周示五", brigade), officer(&mut house, "吴示六", brigade));
    let today = day("2026-03-05");
    assert_eq!(house.ledger.training_shortfalls(today).expect("a list"), []);
    assert_eq!(house.ledger.professionals(today).expect("a share"), None);
    let this_year = Training {
        from: day("2026-01-05"),
        to: day("2026-01-18"),
        hours: Some(600),
        ..training(TrainingKind::Business)
    };
    house.ledger.add_training(&[zhou], &this_year).expect("recorded");
    // The same days once more count once.
    house
        .ledger
        .add_training(&[wu], &Training { to: day("2026-01-10"), ..this_year.clone() })
        .expect("recorded");
    house
        .ledger
        .add_training(&[wu], &Training { to: day("2026-01-12"), hours: None, ..this_year })
        .expect("more");
    let settings = CardSettings {
        entry: true,
        yearly: true,
        hours: Some(60),
        professionals: true,
        ..CardSettings::default()
    };
    house.ledger.set_card_settings(&settings, "局务会议定").expect("set");
    let short = house.ledger.training_shortfalls(today).expect("a list");
    assert_eq!(short.len(), 1, "{short:?}");
    assert_eq!((short[0].officer, short[0].what.as_str()), (wu, "本年培训8天，要2周"));
    let share = house.ledger.professionals(today).expect("a share").expect("asked for");
    assert_eq!((share.counted, share.of, share.is_enough()), (0, 2, false));
    for id in [zhou, wu] {
        let read = house.ledger.get(id).expect("somebody");
        let profile = Profile { major: "安全工程".into(), ..read.value.profile.clone() };
        let now = Officer { profile, entered_on: Some(day("2026-01-01")), ..read.value.clone() };
        house.ledger.change_officer(&read, &now, "补登专业和到岗日期").expect("changed");
    }
    assert!(house.ledger.professionals(today).expect("a share").expect("asked for").is_enough());
    let short = house.ledger.training_shortfalls(today).expect("a list");
    assert_eq!(short.len(), 2);
    assert!(short.iter().all(|one| one.what.starts_with("入职培训0天，要3个月")), "{short:?}");
    // Turned off again, nobody is asked.
    house.ledger.set_card_settings(&CardSettings::default(), "不再要求").expect("set");
    assert_eq!(house.ledger.training_shortfalls(today).expect("a list"), []);
}

#[test]
fn one_course_is_one_line_however_many_took_part() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let all: Vec<_> = (0..12).map(|n| officer(&mut house, &format!("示例{n}"), brigade)).collect();
    house.ledger.add_training(&all[..7], &training(TrainingKind::Business)).expect("recorded");
    let unknown = Training { passed: None, ..training(TrainingKind::Business) };
    house.ledger.add_training(&all[7..], &unknown).expect("recorded");
    house.ledger.add_training(&all, &training(TrainingKind::Law)).expect("recorded");
    let courses = house.ledger.courses().expect("a list");
    let counts: Vec<_> = courses.iter().map(|one| (one.people, one.passed, one.open)).collect();
    assert_eq!(counts, [(12, 7, 5), (12, 12, 0)]);
}

#[test]
fn what_is_open_in_the_registers_stands_in_todo_until_it_is_done() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let town = unit(&mut house, "青石示例镇应急管理所", UnitKind::Township);
    let zhou = officer(&mut house, "周示五", brigade);
    let today = day("2026-03-05");
    let complaint = Complaint {
        officer: zhou,
        kind: ComplaintKind::Report,
        recipient: Recipient::Justice,
        complainant: String::new(),
        on: day("2026-03-01"),
        facts: "转借证件".into(),
        outcome: String::new(),
        closed_on: None,
        misuse: None,
    };
    let complaint = house.ledger.receive_complaint(&complaint).expect("received");
    let item = PowerItem {
        title: "监督检查".into(),
        act: EnforcementAct::Inspect,
        basis: "安全生产法".into(),
        level: String::new(),
        unit: brigade,
        posts: vec!["执法员".into()],
        liability: String::new(),
        published_on: None,
        until: None,
    };
    let item = house.ledger.add_power(&item).expect("entered");
    let acts = [EnforcementAct::Inspect];
    house.ledger.add_delegation(&delegation(town, DelegationMode::Delegated, &acts)).expect("delegated");
    house.ledger.add_delegation(&delegation(town, DelegationMode::Empowered, &acts)).expect("empowered");
    let tasks = |house: &House| -> Vec<&str> {
        house.ledger.todo(today).expect("a list").registers.iter().map(|one| one.task).collect()
    };
    assert_eq!(tasks(&house), ["查处投诉", "公开权责事项", "公开委托事项"]);
    let read = house.ledger.get(complaint).expect("it");
    house.ledger.close_complaint(&read, "查无此事", today, None).expect("closed");
    let read = house.ledger.get(item).expect("it");
    let public = PowerItem { published_on: Some(today), ..read.value.clone() };
    house.ledger.change_power(&read, &public, "已公开").expect("published");
    assert_eq!(tasks(&house), ["公开委托事项"]);
    assert_eq!(house.ledger.conduct().expect("a register").len(), 1);
}

#[test]
fn a_change_of_a_delegation_is_bounded_as_the_delegation_itself_is() {
    let mut house = House::new();
    let centre = unit(&mut house, "应急救援中心", UnitKind::Institution);
    let inspect = delegation(centre, DelegationMode::Delegated, &[EnforcementAct::Inspect]);
    let id = house.ledger.add_delegation(&inspect).expect("delegated");
    let read = house.ledger.get(id).expect("it");
    let more =
        delegation(centre, DelegationMode::Delegated, &[EnforcementAct::Inspect, EnforcementAct::Seize]);
    let refused = house.ledger.change_delegation(&read, &more, "增加事项").unwrap_err().to_string();
    assert!(refused.contains("扣押不得委托给“应急救援中心”（证件管理办法第八条第四款）"), "{refused}");
}

#[test]
fn both_platforms_are_told_of_as_one_act_with_its_proof() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[zhou]);
    received(&mut house, zhou);
    let today = day("2026-03-05");
    let due = house.ledger.entries_due(today).expect("a list");
    assert_eq!(due.len(), 2);
    let ids: Vec<_> = due.iter().map(|one| one.id).collect();
    let before = house.ledger.head().expect("a head").expect("entries").0;
    house.ledger.close_deadlines(&ids, day("2026-02-01"), "平台截图存证件卷第12页").expect("told");
    assert_eq!(house.ledger.head().expect("a head").expect("entries").0, before + 1);
    assert_eq!(house.ledger.entries_due(today).expect("a list").len(), 0);
    let acts = house.ledger.timeline(zhou.uuid()).expect("a timeline");
    assert!(acts.iter().any(|act| act.why == "平台截图存证件卷第12页"));
}

#[test]
fn many_cards_are_extended_as_one_act_and_each_has_its_duties() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let mut people = Vec::new();
    for n in 0..3 {
        let one = officer(&mut house, &format!("示例{n}"), brigade);
        trained(&mut house, &[one]);
        let kind = CertificateKind::Enforcement;
        let card = Certificate {
            officer: one,
            kind,
            number: format!("9900000000{n}"),
            categories: Vec::new(),
            region: "示例县".into(),
            issuer: String::new(),
            issued_on: Some(day("2021-05-05")),
            valid_to: Some(day("2026-05-04")),
            state: CertificateState::Held,
        };
        house.ledger.add_certificate(&card).expect("registered");
        people.push(one);
    }
    let valid_to = day("2031-05-04");
    let cards = house.ledger.cards_to_extend(&people, valid_to).expect("cards");
    assert_eq!(cards.len(), 3);
    let asked = Extension {
        on: day("2026-03-03"),
        valid_to,
        reason: "届满换发".into(),
        document: "示司函〔2026〕2号".into(),
    };
    let before = house.ledger.head().expect("a head").expect("entries").0;
    house.ledger.extend_cards(&cards, &asked).expect("extended");
    assert_eq!(house.ledger.head().expect("a head").expect("entries").0, before + 1);
    assert_eq!(house.ledger.entries_due(day("2026-03-05")).expect("duties").len(), 6);
    for card in &cards {
        let now = house.ledger.get(card.id).expect("it").value;
        assert_eq!((now.valid_to, now.number.as_str()), (Some(valid_to), card.value.number.as_str()));
        assert_eq!(house.ledger.acts_on(card.id).expect("acts").len(), 1);
    }
    // Once more, there is nothing left to extend, and nothing is written.
    assert!(house.ledger.cards_to_extend(&people, valid_to).expect("cards").is_empty());
    let stale = house.ledger.extend_cards(&cards, &Extension { valid_to: day("2031-05-05"), ..asked });
    assert!(stale.is_err());
    assert_eq!(house.ledger.head().expect("a head").expect("entries").0, before + 1);
}

#[test]
fn the_county_applies_for_all_of_its_townships_at_once_or_for_none() {
    let mut house = House::new();
    let town = unit(&mut house, "青石示例镇应急管理所", UnitKind::Township);
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let (feng, han) = (officer(&mut house, "冯示八", town), officer(&mut house, "韩示戊", town));
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[feng, zhou]);
    let asked = application(feng, CertificateKind::Enforcement);
    let before = house.ledger.head().expect("a head").expect("entries").0;
    let refused = house.ledger.apply_for_townships(&[feng, han, zhou], &asked).unwrap_err().to_string();
    assert!(refused.contains("韩示戊（没有登记应急管理业务培训；没有登记综合法律知识培训）"), "{refused}");
    assert!(refused.contains("周示五（综合行政执法大队，不在统一申领的范围）"), "{refused}");
    assert!(!refused.contains("冯示八"), "{refused}");
    assert_eq!(house.ledger.head().expect("a head").expect("entries").0, before);
    trained(&mut house, &[han]);
    let before = house.ledger.head().expect("a head").expect("entries").0;
    assert_eq!(house.ledger.apply_for_townships(&[feng, han], &asked).expect("applied"), 2);
    assert_eq!(house.ledger.head().expect("a head").expect("entries").0, before + 1);
    let again = house.ledger.apply_for_townships(&[feng], &asked).unwrap_err().to_string();
    assert!(again.contains("冯示八（已经有证件或者正在申领）"), "{again}");
}
