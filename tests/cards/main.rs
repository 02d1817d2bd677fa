//! Cards: their lives, who may have them, what their holders may do, and every article that asks for it.

#[allow(dead_code)]
#[path = "../support/dice.rs"]
mod dice;
#[path = "../house/mod.rs"]
mod house;

mod articles;
mod duties;
mod life;
mod merged;
mod papers;
mod people;
mod photo;
mod powers;
mod registers;

use binggong::domain::card_life::CardStep;
use binggong::domain::certificate::{Category, Certificate, CertificateKind};
use binggong::domain::id::Id;
use binggong::domain::officer::{Duty, Education, Officer, Profile, Staffing};
use binggong::domain::training::{Training, TrainingKind};
use binggong::domain::unit::{Unit, UnitKind};
use binggong::ledger::Result;
use binggong::ledger::cards::{Application, CardMove, CardPaper};
use house::{House, day};

fn unit(house: &mut House, name: &str, kind: UnitKind) -> Id<Unit> {
    let unit = Unit { name: name.into(), kind, parent: None, closed: false };
    house.ledger.add_unit(&unit).expect("a unit")
}

/// Somebody who meets every condition but the trainings.
fn officer(house: &mut House, name: &str, unit: Id<Unit>) -> Id<Officer> {
    let officer = Officer {
        name: name.into(),
        unit,
        post: "执法员".into(),
        staffing: Some(Staffing::Civil),
        entered_on: Some(day("2020-01-01")),
        left_on: None,
        profile: Profile {
            education: Some(Education::Bachelor),
            duty: Some(Duty::On),
            region: "示例县".into(),
            ..Profile::default()
        },
    };
    house.ledger.add_officer(&officer).expect("an officer")
}

fn training(kind: TrainingKind) -> Training {
    Training {
        officer: Id::new(uuid::Uuid::nil()),
        kind,
        title: format!("2025年{}", kind.label()),
        mode: None,
        organiser: "示例市应急管理局".into(),
        from: day("2025-06-01"),
        to: day("2025-06-05"),
        topics: vec![1, 10],
        hours: Some(400),
        score: Some(885),
        passed: Some(true),
        certificate_no: String::new(),
        agreed: String::new(),
    }
}

fn trained(house: &mut House, officers: &[Id<Officer>]) {
    for kind in [TrainingKind::Business, TrainingKind::Law] {
        house.ledger.add_training(officers, &training(kind)).expect("trained");
    }
}

fn application(officer: Id<Officer>, kind: CertificateKind) -> Application {
    Application {
        officer,
        kind,
        categories: vec![Category::Safety, Category::Emergency],
        region: "示例县".into(),
        on: day("2026-01-05"),
        reason: String::new(),
        document: String::new(),
    }
}

fn paper(number: &str) -> CardPaper {
    CardPaper {
        number: number.into(),
        categories: vec![Category::Safety],
        region: "示例县".into(),
        issuer: "示例县人民政府".into(),
        issued_on: Some(day("2026-01-20")),
        valid_to: Some(day("2031-01-19")),
    }
}

fn act(
    house: &mut House,
    card: Id<Certificate>,
    step: CardStep,
    on: &str,
) -> Result<Option<Id<Certificate>>> {
    let read = house.ledger.get(card).expect("the card");
    let asked =
        CardMove {
            step, on: day(on), reason: "依规定办理".into(), document: "示司函〔2026〕1号".into()
        };
    let number = format!("9900000{}", &on.replace('-', "")[2..]);
    let paper = paper(&number);
    let brings = matches!(step, CardStep::Receive | CardStep::Renew | CardStep::Reissue);
    house.ledger.act_on_card(&read, &asked, brings.then_some(&paper))
}

/// A card that went the whole way to its holder.
fn received(house: &mut House, officer: Id<Officer>) -> Id<Certificate> {
    let card =
        house.ledger.apply_for_card(&application(officer, CertificateKind::Enforcement)).expect("proposed");
    for (step, on) in [
        (CardStep::Endorse, "2026-01-08"),
        (CardStep::Approve, "2026-01-15"),
        (CardStep::Receive, "2026-01-20"),
    ] {
        act(house, card, step, on).expect("a step of the chain");
    }
    card
}
