//! The rules of cards: who gets which, under which conditions, and what a holder may do. Law as data, like a
//! pack; what is not recorded is open.

mod cases;
mod eligible;
mod powers;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

pub use eligible::{Applicant, Requirement, eligible};
pub use powers::{Asked, Card, Reach, Within, may_at_all, may_enforce, power_over};

use super::pack::{self, PackError};
use super::serial;
use crate::domain::card_life::CardStep;
use crate::domain::certificate::CertificateKind;
use crate::domain::deadline::Period;
use crate::domain::fault::{Citation, ItemStyle, Standing};
use crate::domain::misuse::MisuseKind;
use crate::domain::power::{Delegation, DelegationMode, EnforcementAct};
use crate::domain::unit::UnitKind;

/// The region's rules on cards, 2020.
const J: (&str, &str) = ("j-xinjiang.toml", include_str!("../../../assets/rules/j-xinjiang.toml"));

/// The rules that come with the program.
///
/// # Errors
/// None in a tested build.
pub fn built_in_cards() -> Result<CardRules, PackError> {
    // Every opening of a person asks for them.
    static READ: LazyLock<Result<CardRules, PackError>> = LazyLock::new(|| CardRules::parse(J.0, J.1));
    READ.clone()
}

/// One version of a regulation on cards, checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardRules {
    pub id: String,
    pub title: String,
    /// How screens and papers call it.
    pub short: String,
    pub issuer: String,
    pub region: String,
    #[serde(deserialize_with = "serial::date")]
    pub in_force_from: NaiveDate,
    #[serde(deserialize_with = "serial::term")]
    item_style: ItemStyle,
    #[serde(deserialize_with = "serial::provisions")]
    provisions: BTreeSet<Citation>,
    #[serde(rename = "card")]
    cards: Vec<CardRule>,
    #[serde(rename = "condition")]
    conditions: Vec<Condition>,
    #[serde(rename = "power")]
    powers: Vec<PowerRule>,
    steps: BTreeMap<String, String>,
    misuses: BTreeMap<String, String>,
    pub platforms: Platforms,
    #[serde(rename = "duty")]
    duties: Vec<Duty>,
    pub topics: Topics,
    #[serde(rename = "case")]
    cases: Vec<cases::Case>,
}

/// Which card the people of a kind of unit get.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CardRule {
    #[serde(deserialize_with = "serial::citation")]
    cite: Citation,
    #[serde(deserialize_with = "serial::terms")]
    units: Vec<UnitKind>,
    #[serde(deserialize_with = "serial::term")]
    kind: CertificateKind,
    /// What else may be laid down, in our words; empty where nothing may.
    #[serde(default)]
    exception: String,
}

/// One condition of a card.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    #[serde(deserialize_with = "serial::term")]
    id: eligible::Requirement,
    #[serde(deserialize_with = "serial::citation")]
    cite: Citation,
    #[serde(deserialize_with = "serial::terms")]
    cards: Vec<CertificateKind>,
    label: String,
}

/// What the holders of some cards, or the people of some units, may do.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PowerRule {
    #[serde(deserialize_with = "serial::citation")]
    cite: Citation,
    /// Empty for every unit.
    #[serde(default, deserialize_with = "serial::terms")]
    units: Vec<UnitKind>,
    /// Empty for every card.
    #[serde(default, deserialize_with = "serial::terms")]
    cards: Vec<CertificateKind>,
    #[serde(deserialize_with = "serial::terms")]
    acts: Vec<EnforcementAct>,
    /// What can never be delegated.
    #[serde(default, deserialize_with = "serial::terms")]
    never: Vec<EnforcementAct>,
    #[serde(deserialize_with = "serial::term")]
    within: powers::Within,
    /// The text does not say; a person has to find out.
    #[serde(default)]
    open: bool,
}

/// The platforms into which people and cards are entered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platforms {
    pub names: Vec<String>,
}

/// Something to be done within a period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    id: String,
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    pub label: String,
    period: String,
}

/// The subjects of business training.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topics {
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    pub labels: Vec<String>,
}

/// One line of a reasoned answer: how it stands, why, and under which provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub standing: Standing,
    /// What is asked for.
    pub label: String,
    /// What the ledger has to it; never empty.
    pub because: String,
    /// None where it rests on another law, which `because` names.
    pub cite: Option<Citation>,
}

impl Line {
    /// How several lines stand together.
    pub fn all(lines: &[Line]) -> Standing {
        Standing::all(lines.iter().map(|line| line.standing))
    }
}

impl CardRules {
    /// Reads and checks a regulation on cards.
    ///
    /// # Errors
    /// What is wrong with it, with its line.
    pub fn parse(name: &str, text: &str) -> Result<CardRules, PackError> {
        pack::read_sound(name, text, CardRules::fault)
    }

    /// The first thing that the reader cannot see: a provision that is none, an act without a basis.
    fn fault(&self) -> Option<(String, String)> {
        let cites = (self.cards.iter().map(|rule| rule.cite))
            .chain(self.conditions.iter().map(|rule| rule.cite))
            .chain(self.powers.iter().map(|rule| rule.cite))
            .chain(self.duties.iter().map(|rule| rule.cite))
            .chain([self.topics.cite]);
        for cite in cites {
            if !self.provisions.contains(&cite) {
                let short = cite.short();
                return Some((format!("\"{short}\""), format!("条款清单里没有 {short}：请核对编号")));
            }
        }
        for step in CardStep::ALL {
            let cite = self.steps.get(step.label()).and_then(|text| Citation::parse(text));
            if cite.is_none_or(|cite| !self.provisions.contains(&cite)) {
                return Some((
                    "[steps]".into(),
                    format!("“{}”没有写明依据，或者依据不在条款清单里", step.label()),
                ));
            }
        }
        for kind in MisuseKind::ALL {
            if self.cite_of_misuse(*kind).is_none_or(|cite| !self.provisions.contains(&cite)) {
                return Some((
                    "[misuses]".into(),
                    format!("“{}”没有写明依据，或者依据不在条款清单里", kind.label()),
                ));
            }
        }
        for duty in &self.duties {
            if Period::parse(&duty.period).is_err() {
                return Some((duty.period.clone(), format!("“{}”不是期限：例如 1个月、7日", duty.period)));
            }
        }
        None
    }

    /// The provision behind an act in the life of a card.
    pub fn cite_of(&self, step: CardStep) -> Option<Citation> {
        Citation::parse(self.steps.get(step.label())?)
    }

    /// The provision that a violation falls under.
    pub fn cite_of_misuse(&self, kind: MisuseKind) -> Option<Citation> {
        Citation::parse(self.misuses.get(kind.label())?)
    }

    /// A provision in full: `《…办法》第十四条第一款`.
    pub fn written(&self, cite: &Citation) -> String {
        format!("《{}》{}", self.title, cite.written(self.item_style))
    }

    /// A provision as a list has it: `证件管理办法第十四条第一款`.
    pub fn shortly(&self, cite: &Citation) -> String {
        format!("{}{}", self.short, cite.written(self.item_style))
    }

    /// A duty by its name in the rules, and its period.
    pub fn duty(&self, id: &str) -> Option<(&Duty, Period)> {
        let duty = self.duties.iter().find(|duty| duty.id == id)?;
        Some((duty, Period::parse(&duty.period).ok()?))
    }

    /// What of a delegation the rules do not let be delegated to this kind of unit, and the provision; an
    /// empowerment rests on another law.
    pub fn beyond_delegation(
        &self,
        unit: UnitKind,
        delegation: &Delegation,
    ) -> Option<(Vec<EnforcementAct>, Citation)> {
        if delegation.mode == DelegationMode::Empowered {
            return None;
        }
        let bounded = |rule: &&PowerRule| rule.within == Within::Delegation && rule.units.contains(&unit);
        let rule = self.powers.iter().find(bounded)?;
        let beyond: Vec<EnforcementAct> =
            delegation.acts.iter().copied().filter(|act| !rule.acts.contains(act)).collect();
        (!beyond.is_empty()).then_some((beyond, rule.cite))
    }

    /// The provision on the card of a kind of unit, and what else may be laid down; none for a unit that does
    /// not enforce.
    pub fn cite_of_card(&self, unit: UnitKind) -> Option<(Citation, &str)> {
        let rule = self.cards.iter().find(|rule| rule.units.contains(&unit))?;
        Some((rule.cite, &rule.exception))
    }

    /// The card that the people of a kind of unit get (J5); none for a unit that does not enforce.
    pub fn card_for(&self, unit: UnitKind) -> Option<CertificateKind> {
        self.cards.iter().find(|rule| rule.units.contains(&unit)).map(|rule| rule.kind)
    }
}
