//! The rules' own cases, and what makes a regulation on cards unreadable.

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::domain::certificate::{Category, Validity};
use crate::domain::id::Id;
use crate::domain::officer::{Duty, Education, Officer, Profile, Staffing};
use crate::domain::power::{Delegation, DelegationMode};
use crate::domain::training::{Training, TrainingKind};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn officer() -> Officer {
    Officer {
        name: "周示五".into(),
        unit: Id::new(Uuid::nil()),
        post: "执法员".into(),
        staffing: Some(Staffing::Civil),
        entered_on: None,
        left_on: None,
        profile: Profile { education: Some(Education::College), duty: Some(Duty::On), ..Profile::default() },
    }
}

fn card(kind: CertificateKind) -> Card {
    Card {
        kind,
        number: "99000000005".into(),
        validity: Validity::Valid,
        valid_to: None,
        categories: vec![Category::Safety],
        region: "示例县".into(),
    }
}

fn delegation(mode: DelegationMode, acts: &[EnforcementAct]) -> Delegation {
    Delegation {
        unit: Id::new(Uuid::nil()),
        mode,
        acts: acts.to_vec(),
        content: String::new(),
        document: "示应急委〔2025〕1号".into(),
        from: day("2025-01-01"),
        to: None,
        published_on: None,
        published_at: String::new(),
    }
}

fn training(kind: TrainingKind, passed: Option<bool>) -> Training {
    Training {
        officer: Id::new(Uuid::nil()),
        kind,
        title: "2025年培训".into(),
        mode: None,
        organiser: String::new(),
        from: day("2025-06-01"),
        to: day("2025-06-05"),
        topics: Vec::new(),
        hours: None,
        score: None,
        passed,
        certificate_no: String::new(),
        agreed: String::new(),
    }
}

fn asked<'a>(
    officer: &'a Officer,
    unit: UnitKind,
    cards: &'a [Card],
    delegations: &'a [Delegation],
    act: EnforcementAct,
) -> Asked<'a> {
    Asked { officer, unit, cards, delegations, act, on: day("2026-03-05"), category: None, place: "" }
}

#[test]
fn the_rules_own_cases_come_out_as_written() {
    let rules = built_in_cards().unwrap();
    assert!(rules.case_count() > 10);
    assert_eq!(rules.failing_cases(), Vec::<String>::new());
    let wrong = J.1.replacen("answer = \"成立\"", "answer = \"待查\"", 1);
    let failing = CardRules::parse(J.0, &wrong).unwrap().failing_cases();
    assert_eq!(failing, ["大队执法员在有效期内作普通程序处罚：应当是“待查”，推出“成立”"]);
}

#[test]
fn every_line_of_the_answer_can_turn_it() {
    let rules = built_in_cards().unwrap();
    let act = EnforcementAct::Inspect;
    let cards = [card(CertificateKind::Enforcement)];
    let good = officer();
    let base = || asked(&good, UnitKind::Section, &cards, &[], act);
    let stands = |question: Asked<'_>| Line::all(&may_enforce(&rules, question));
    assert_eq!(stands(base()), Standing::Held);
    assert_eq!(stands(Asked { category: Some(Category::Safety), ..base() }), Standing::Held);
    assert_eq!(stands(Asked { category: Some(Category::Fire), ..base() }), Standing::NotHeld);
    assert_eq!(stands(Asked { place: "示例县青石示例镇", ..base() }), Standing::Held);
    assert_eq!(stands(Asked { place: "邻县", ..base() }), Standing::NotHeld);
    let gone = Officer { left_on: Some(day("2026-03-04")), ..officer() };
    assert_eq!(stands(Asked { officer: &gone, ..base() }), Standing::NotHeld);
    let last_day = Officer { left_on: Some(day("2026-03-05")), ..officer() };
    assert_eq!(stands(Asked { officer: &last_day, ..base() }), Standing::Held);
    let helper =
        Officer { profile: Profile { duty: Some(Duty::Auxiliary), ..Profile::default() }, ..officer() };
    assert_eq!(stands(Asked { officer: &helper, ..base() }), Standing::NotHeld);
    let expired = [Card { validity: Validity::Expired, ..card(CertificateKind::Enforcement) }];
    assert_eq!(stands(Asked { cards: &expired, ..base() }), Standing::NotHeld);
    let ended = [Delegation { to: Some(day("2026-03-04")), ..delegation(DelegationMode::Delegated, &[act]) }];
    let township = Asked { unit: UnitKind::Township, delegations: &ended, ..base() };
    assert_eq!(stands(township), Standing::Open);
}

#[test]
fn a_card_asks_for_each_of_its_conditions() {
    let rules = built_in_cards().unwrap();
    let kind = CertificateKind::Enforcement;
    let trained = [training(TrainingKind::Business, Some(true)), training(TrainingKind::Law, Some(true))];
    let stands = |officer: &Officer, unit, trainings: &[Training]| {
        Line::all(&eligible(&rules, kind, Applicant { officer, unit, trainings }))
    };
    assert_eq!(stands(&officer(), UnitKind::Section, &trained), Standing::Held);
    assert_eq!(stands(&officer(), UnitKind::Township, &trained), Standing::Held);
    assert_eq!(stands(&officer(), UnitKind::Legal, &trained), Standing::NotHeld);
    assert_eq!(stands(&officer(), UnitKind::Leadership, &trained), Standing::Open);
    assert_eq!(stands(&officer(), UnitKind::Other, &trained), Standing::NotHeld);
    assert_eq!(stands(&officer(), UnitKind::Section, &trained[..1]), Standing::Open);
    let failed = [trained[0].clone(), training(TrainingKind::Law, Some(false))];
    assert_eq!(stands(&officer(), UnitKind::Section, &failed), Standing::NotHeld);
    let passed_later = [failed[0].clone(), failed[1].clone(), trained[1].clone()];
    assert_eq!(stands(&officer(), UnitKind::Section, &passed_later), Standing::Held);
    for (profile, staffing, expected) in [
        (
            Profile { education: Some(Education::School), ..officer().profile },
            Some(Staffing::Civil),
            Standing::NotHeld,
        ),
        (Profile { education: None, ..officer().profile }, Some(Staffing::Civil), Standing::Open),
        (Profile { duty: Some(Duty::Off), ..officer().profile }, Some(Staffing::Civil), Standing::NotHeld),
        (officer().profile, Some(Staffing::Other), Standing::NotHeld),
        (officer().profile, None, Standing::Open),
    ] {
        let one = Officer { profile, staffing, ..officer() };
        assert_eq!(stands(&one, UnitKind::Section, &trained), expected, "{one:?}");
    }
}

#[test]
fn the_ministry_s_card_is_for_the_department_s_own_staff() {
    let rules = built_in_cards().unwrap();
    let trained = [training(TrainingKind::Business, Some(true))];
    let stands = |unit| {
        let who = Applicant { officer: &officer(), unit, trainings: &trained };
        Line::all(&eligible(&rules, CertificateKind::Ministry, who))
    };
    assert_eq!(stands(UnitKind::Section), Standing::Held);
    assert_eq!(stands(UnitKind::Institution), Standing::Held);
    assert_eq!(stands(UnitKind::Township), Standing::NotHeld);
}

#[test]
fn a_regulation_with_a_wrong_provision_is_refused_with_its_line() {
    let (name, text) = J;
    let refused = |text: &str| CardRules::parse(name, text).unwrap_err().to_string();
    let wrong = text.replacen("cite = \"8-3\"", "cite = \"8-9\"", 1);
    let line = text.lines().position(|line| line == "cite = \"8-3\"").unwrap() + 1;
    assert!(refused(&wrong).contains(&format!("第{line}行：条款清单里没有 8-9")), "{}", refused(&wrong));
    assert!(refused(&text.replace("\"换发\" = \"13-1\"\n", "")).contains("“换发”没有写明依据"));
    assert!(refused(&text.replacen("1个月", "一会儿", 1)).contains("“一会儿”不是期限"));
    assert!(refused(&text.replacen("[\"法制机构\"]", "[\"法规处\"]", 1)).contains("不在可填的范围内"));
}

#[test]
fn provisions_are_written_as_the_text_has_them() {
    let rules = built_in_cards().unwrap();
    let cite = Citation::parse("9-1(4)").unwrap();
    assert_eq!(rules.shortly(&cite), "证件管理办法第九条第一款第（四）项");
    assert_eq!(rules.topics.labels.len(), 12);
    assert_eq!(rules.card_for(UnitKind::Township), Some(CertificateKind::Enforcement));
    assert_eq!(rules.card_for(UnitKind::Other), None);
    let (duty, period) = rules.duty("enter").unwrap();
    assert_eq!(
        (duty.cite.short(), crate::words::deadline::show_period(period)),
        ("14-1".into(), "1个月".into())
    );
}
