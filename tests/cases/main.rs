//! Cases: from opening to archive, with every gate on the way, seizures and what comes in.

#[path = "../house/mod.rs"]
mod house;

mod gates;
mod import;
mod periods;
mod questionings;
mod registers;
mod settings;
mod whole;

use binggong::domain::case::{Case, CaseKind, Handling, Party};
use binggong::domain::case_step::{CaseStep, Showing, StepKind, StepOutcome};
use binggong::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use binggong::domain::id::Id;
use binggong::domain::officer::{Duty, Officer, Profile, Staffing};
use binggong::domain::unit::{Unit, UnitKind};
use house::{House, day};

/// A bureau with people who may enforce, and one case.
pub struct Bureau {
    pub house: House,
    pub unit: Id<Unit>,
    /// 周示五 and 吴示六, with cards.
    pub pair: [Id<Officer>; 2],
    /// 孙示三, who reviews, and 李示四, who heads.
    pub legal: Id<Officer>,
    pub head: Id<Officer>,
}

pub fn unit(house: &mut House, name: &str, kind: UnitKind) -> Id<Unit> {
    house.ledger.add_unit(&Unit { name: name.into(), kind, parent: None, closed: false }).expect("a unit")
}

/// Somebody on enforcement duty, with a card where a number is given.
pub fn officer(house: &mut House, name: &str, unit: Id<Unit>, card: &str) -> Id<Officer> {
    let officer = Officer {
        name: name.into(),
        unit,
        post: "执法员".into(),
        staffing: Some(Staffing::Civil),
        entered_on: Some(day("2020-01-01")),
        left_on: None,
        profile: Profile { duty: Some(Duty::On), region: "示例县".into(), ..Profile::default() },
    };
    let officer = house.ledger.add_officer(&officer).expect("an officer");
    if !card.is_empty() {
        let card = Certificate {
            officer,
            kind: CertificateKind::Enforcement,
            number: card.into(),
            categories: vec![Category::Safety],
            region: "示例县".into(),
            issuer: "示例县人民政府".into(),
            issued_on: Some(day("2023-01-01")),
            valid_to: Some(day("2027-12-31")),
            state: CertificateState::Held,
        };
        house.ledger.add_certificate(&card).expect("a card");
    }
    officer
}

impl Bureau {
    fn new() -> Bureau {
        let mut house = House::new();
        let section = unit(&mut house, "综合行政执法大队", UnitKind::Section);
        let legal = unit(&mut house, "政策法规股", UnitKind::Legal);
        let pair = [("周示五", "005"), ("吴示六", "006")];
        let pair = pair.map(|(name, card)| officer(&mut house, name, section, card));
        let head = officer(&mut house, "李示四", section, "004");
        let legal = officer(&mut house, "孙示三", legal, "");
        Bureau { house, unit: section, pair, legal, head }
    }

    pub fn case(&self, kind: CaseKind) -> Case {
        Case {
            number: "示应急罚〔2025〕30号".into(),
            title: "示例县乙鞭炮厂违规储存案".into(),
            kind,
            party: Party { name: "示例县乙鞭炮厂".into(), ..Party::default() },
            source: "日常检查".into(),
            summary: "仓库超量储存。".into(),
            law: "安全生产法".into(),
            opened_on: Some(day("2025-11-03")),
            officers: self.pair.to_vec(),
            handling: Handling {
                unit: Some(self.unit),
                region: "示例县青石示例镇".into(),
                category: Some(Category::Safety),
                fine: Some(20_000 * 100),
                band: "第二阶次".into(),
                major: Some(false),
                hearing: Some(false),
                crime: Some(false),
                ..Handling::default()
            },
        }
    }

    pub fn opened(&mut self, kind: CaseKind) -> Id<Case> {
        let case = self.case(kind);
        self.house.ledger.open_case(&case).expect("opened")
    }

    /// A step as it usually is: the pair, cards shown, the outcome that lets the case go on.
    pub fn step(&self, case: Id<Case>, kind: StepKind, on: &str) -> CaseStep {
        let (officers, outcome) = match kind {
            StepKind::CaseReview => (vec![self.head], Some(StepOutcome::Agree)),
            StepKind::Legality => (vec![self.legal], Some(StepOutcome::Agree)),
            StepKind::Collective => (vec![self.head, self.legal], Some(StepOutcome::Agree)),
            StepKind::Hearing => (vec![self.legal], Some(StepOutcome::Held)),
            StepKind::Decide => (vec![self.head], Some(StepOutcome::Impose)),
            StepKind::Foretell => (self.pair.to_vec(), Some(StepOutcome::Told)),
            StepKind::Statement => (self.pair.to_vec(), Some(StepOutcome::Waived)),
            StepKind::Execute => (self.pair.to_vec(), Some(StepOutcome::Done)),
            StepKind::TransferDecision => (vec![self.head], Some(StepOutcome::Agree)),
            _ => (self.pair.to_vec(), None),
        };
        let showing = Some(Showing::Shown);
        CaseStep { officers, outcome, showing, ..CaseStep::new(case, kind, day(on)) }
    }

    pub fn record(&mut self, case: Id<Case>, kind: StepKind, on: &str) {
        let step = self.step(case, kind, on);
        self.house.ledger.record_step(&step, "").unwrap_or_else(|error| panic!("{kind:?} on {on}: {error}"));
    }

    /// A general penalty up to what comes before its decision.
    pub fn ready_to_decide(&mut self) -> Id<Case> {
        let case = self.opened(CaseKind::Penalty);
        for (kind, on) in BEFORE_DECISION {
            self.record(case, *kind, on);
        }
        case
    }
}

pub const BEFORE_DECISION: &[(StepKind, &str)] = &[
    (StepKind::Register, "2025-11-03"),
    (StepKind::Investigate, "2025-11-05"),
    (StepKind::CaseReview, "2025-11-20"),
    (StepKind::Foretell, "2025-11-24"),
    (StepKind::Statement, "2025-11-27"),
];
