//! Who may have a card: each condition of the rules, held against what the ledger knows of a person.

use super::{CardRules, Line};
use crate::domain::certificate::CertificateKind;
use crate::domain::fault::Standing;
use crate::domain::officer::{Duty, Education, Officer, Profile, Staffing};
use crate::domain::training::{Training, TrainingKind};
use crate::domain::unit::UnitKind;

coded! {
    /// What a condition asks for, by the name that the rules give it.
    Requirement {
        Established = "established", "在编";
        OwnStaff = "own-staff", "本部门在编";
        Business = "business", "业务培训合格";
        Law = "law", "法律培训合格";
        Education = "education", "学历";
        Duty = "duty", "执法岗位";
    }
}

/// Somebody who is to have a card.
#[derive(Clone, Copy, Debug)]
pub struct Applicant<'a> {
    pub officer: &'a Officer,
    pub unit: UnitKind,
    pub trainings: &'a [Training],
}

/// Every condition of a card, and how the person meets it; what nobody has recorded is open.
pub fn eligible(rules: &CardRules, kind: CertificateKind, who: Applicant<'_>) -> Vec<Line> {
    let mut lines = vec![kind_line(rules, kind, who.unit)];
    let asked = rules.conditions.iter().filter(|condition| condition.cards.contains(&kind));
    lines.extend(asked.map(|condition| {
        let (standing, because) = meets(condition.id, who);
        Line { standing, label: condition.label.clone(), because, cite: Some(condition.cite) }
    }));
    lines
}

/// Whether the card is the one that people of this kind of unit get.
fn kind_line(rules: &CardRules, kind: CertificateKind, unit: UnitKind) -> Line {
    let label = format!("领取{}", kind.label());
    if kind == CertificateKind::Ministry {
        // Whether the unit is the department's own is a condition of that card.
        let because = "由自治区应急管理部门组织人事机构申领".to_owned();
        return Line { standing: Standing::Held, label, because, cite: super::Citation::parse("13-2") };
    }
    let rule = rules.cards.iter().find(|rule| rule.units.contains(&unit));
    let (standing, because) = match rule {
        None => (Standing::NotHeld, format!("“{}”的人员不在领证范围内", unit.label())),
        Some(rule) if rule.kind == kind => (Standing::Held, format!("“{}”领取这种证件", unit.label())),
        Some(rule) if !rule.exception.is_empty() => {
            (Standing::Open, format!("“{}”一般领取{}；{}", unit.label(), rule.kind.label(), rule.exception))
        }
        Some(rule) => (Standing::NotHeld, format!("“{}”领取{}", unit.label(), rule.kind.label())),
    };
    Line { standing, label, because, cite: rule.map(|rule| rule.cite) }
}

fn meets(what: Requirement, who: Applicant<'_>) -> (Standing, String) {
    let Profile { education, duty, .. } = &who.officer.profile;
    match what {
        Requirement::Established => established(who.officer.staffing),
        Requirement::OwnStaff if matches!(who.unit, UnitKind::Township | UnitKind::Zone) => {
            (Standing::NotHeld, format!("“{}”的人员不能领取", who.unit.label()))
        }
        Requirement::OwnStaff => established(who.officer.staffing),
        Requirement::Business => passed(who.trainings, TrainingKind::Business),
        Requirement::Law => passed(who.trainings, TrainingKind::Law),
        Requirement::Education => match education {
            None => (Standing::Open, "没有登记学历".to_owned()),
            Some(education) => (holds(*education >= Education::College), education.label().to_owned()),
        },
        Requirement::Duty => match duty {
            None => (Standing::Open, "没有登记是否在执法岗位".to_owned()),
            Some(duty) => (holds(*duty == Duty::On), duty.label().to_owned()),
        },
    }
}

fn established(staffing: Option<Staffing>) -> (Standing, String) {
    match staffing {
        None => (Standing::Open, "没有登记编制".to_owned()),
        Some(staffing) => (holds(staffing != Staffing::Other), staffing.label().to_owned()),
    }
}

fn passed(trainings: &[Training], kind: TrainingKind) -> (Standing, String) {
    let of_kind = || trainings.iter().filter(|training| training.kind == kind);
    let last = |passed| of_kind().filter(|training| training.passed == passed).max_by_key(|one| one.to);
    let told = |training: &Training, how: &str| {
        format!("{}“{}”{how}", crate::words::date::show_date(training.to), training.title)
    };
    if let Some(training) = last(Some(true)) {
        return (Standing::Held, told(training, "合格"));
    }
    if let Some(training) = last(None) {
        return (Standing::Open, told(training, "没有登记成绩"));
    }
    match last(Some(false)) {
        Some(training) => (Standing::NotHeld, told(training, "不合格")),
        None => (Standing::Open, format!("没有登记{}", kind.label())),
    }
}

fn holds(held: bool) -> Standing {
    if held { Standing::Held } else { Standing::NotHeld }
}
