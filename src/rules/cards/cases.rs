//! The rules' own cases: somebody of a unit with a valid card, an act, and the answer that must come out.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::{Asked, Card, CardRules, Line, may_enforce};
use crate::domain::certificate::{CertificateKind, Validity};
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::officer::{Duty, Officer, Profile};
use crate::domain::power::{Delegation, DelegationMode, EnforcementAct};
use crate::domain::unit::UnitKind;
use crate::rules::serial;

/// One case.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    what: String,
    #[serde(deserialize_with = "serial::term")]
    unit: UnitKind,
    /// None for somebody without a card.
    #[serde(default, deserialize_with = "serial::maybe_term")]
    card: Option<CertificateKind>,
    #[serde(deserialize_with = "serial::term")]
    act: EnforcementAct,
    #[serde(default, deserialize_with = "serial::terms")]
    delegated: Vec<EnforcementAct>,
    #[serde(default, deserialize_with = "serial::terms")]
    empowered: Vec<EnforcementAct>,
    #[serde(deserialize_with = "serial::term")]
    answer: Standing,
}

impl CardRules {
    /// How many cases the rules bring along.
    pub fn case_count(&self) -> usize {
        self.cases.len()
    }

    /// The cases that come out otherwise than written, each as a sentence; none in rules that can be trusted.
    pub fn failing_cases(&self) -> Vec<String> {
        let failed = |case: &Case| {
            let answer = Line::all(&case.lines(self));
            let (got, wanted) = (answer.label(), case.answer.label());
            (answer != case.answer).then(|| format!("{}：应当是“{wanted}”，推出“{got}”", case.what))
        };
        self.cases.iter().filter_map(failed).collect()
    }
}

impl Case {
    fn lines(&self, rules: &CardRules) -> Vec<Line> {
        let unit = Id::new(Uuid::nil());
        let officer = Officer {
            name: self.what.clone(),
            unit,
            post: String::new(),
            staffing: None,
            entered_on: None,
            left_on: None,
            profile: Profile { duty: Some(Duty::On), ..Profile::default() },
        };
        let card = |kind| Card {
            kind,
            number: "1".to_owned(),
            validity: Validity::Valid,
            valid_to: None,
            categories: Vec::new(),
            region: String::new(),
        };
        let cards: Vec<Card> = self.card.into_iter().map(card).collect();
        let delegation = |(mode, acts): (DelegationMode, &Vec<EnforcementAct>)| Delegation {
            unit,
            mode,
            acts: acts.clone(),
            content: String::new(),
            document: "1".to_owned(),
            from: NaiveDate::MIN,
            to: None,
            published_on: None,
            published_at: String::new(),
        };
        let given =
            [(DelegationMode::Delegated, &self.delegated), (DelegationMode::Empowered, &self.empowered)];
        let delegations: Vec<Delegation> =
            given.into_iter().filter(|(_, acts)| !acts.is_empty()).map(delegation).collect();
        let asked = Asked {
            officer: &officer,
            unit: self.unit,
            cards: &cards,
            delegations: &delegations,
            act: self.act,
            on: rules.in_force_from,
            category: None,
            place: "",
        };
        may_enforce(rules, asked)
    }
}
