//! A pack's own test cases: written beside the law that they prove, run by `cargo test` and by whoever edits a pack.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::analysis::{BindingState, PackAnalysis};
use super::facts::{Answer, Facts, Subject};
use super::pack::Pack;
use super::{judge, permitted, serial};
use crate::domain::fault::{Citation, DecisionKind, Outcome, Part, Share, Standing, SubjectKind};

/// One test case. Elements are held and all else is not held, unless the case says otherwise.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    pub name: String,
    #[serde(default, deserialize_with = "serial::maybe_date")]
    conduct_on: Option<NaiveDate>,
    /// The issuer, unless said.
    #[serde(default)]
    bureau: Option<String>,
    #[serde(default)]
    held: Vec<String>,
    /// Held, as somebody said, but without evidence.
    #[serde(default)]
    unproven: Vec<String>,
    #[serde(default)]
    not_held: Vec<String>,
    #[serde(default)]
    open: Vec<String>,
    /// Questions that nobody answered.
    #[serde(default)]
    unanswered: Vec<String>,
    #[serde(default)]
    chain: Vec<Link>,
    pub expect: Expected,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    name: String,
    #[serde(deserialize_with = "serial::terms")]
    parts: Vec<Part>,
    #[serde(default, deserialize_with = "serial::maybe_term")]
    kind: Option<SubjectKind>,
    #[serde(default, deserialize_with = "serial::maybe_term")]
    own: Option<Standing>,
}

/// What the judge must say; what is left out is not looked at.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    #[serde(deserialize_with = "serial::term")]
    outcome: Outcome,
    #[serde(default, deserialize_with = "serial::maybe_term")]
    binding: Option<BindingState>,
    /// Grounds and rules by id.
    #[serde(default)]
    states: BTreeMap<String, String>,
    /// Subjects by name, with share and `*` where a person has to decide: `主要责任*`.
    #[serde(default)]
    shares: BTreeMap<String, String>,
    /// Outcomes of single subjects.
    #[serde(default)]
    outcomes: BTreeMap<String, String>,
    /// Provisions that the analysis rests on: grounds that stand and shares.
    #[serde(default, deserialize_with = "serial::citations")]
    pub cites: Vec<Citation>,
    /// All open questions, in any order.
    #[serde(default)]
    questions: Option<Vec<String>>,
    /// All warnings of the pack, in any order.
    #[serde(default)]
    pub warnings: Vec<String>,
    #[serde(default)]
    referrals: Vec<String>,
    /// Decisions about the first subject that must be refused, agreed with, or let pass as divergent.
    #[serde(default, deserialize_with = "serial::terms")]
    refused: Vec<DecisionKind>,
    #[serde(default, deserialize_with = "serial::terms")]
    allowed: Vec<DecisionKind>,
    #[serde(default, deserialize_with = "serial::terms")]
    divergent: Vec<DecisionKind>,
}

impl Case {
    /// Every id that the case names.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let expected = self.expect.states.keys().chain(&self.expect.referrals).map(String::as_str);
        self.answered().chain(self.unanswered.iter().map(String::as_str)).chain(expected)
    }

    fn answered(&self) -> impl Iterator<Item = &str> {
        self.held.iter().chain(&self.unproven).chain(&self.not_held).chain(&self.open).map(String::as_str)
    }

    fn facts(&self, pack: &Pack) -> Facts {
        let answer = |standing, proven| Answer {
            standing,
            reason: "用例".into(),
            evidence: if proven { vec!["证1".into()] } else { vec![] },
        };
        let mut answers: BTreeMap<String, Answer> = BTreeMap::new();
        let mut put = |id: &str, given| answers.insert(format!("{}:{id}", pack.id), given);
        for element in &pack.elements {
            put(&element.id, answer(Standing::Held, true));
        }
        for factor in &pack.factors {
            put(&factor.id, answer(Standing::Held, true));
        }
        let rest = pack.grounds.iter().map(|one| &one.id).chain(pack.allocations.iter().map(|one| &one.id));
        for id in rest.chain(pack.referrals.iter().map(|one| &one.id)) {
            put(id, answer(Standing::NotHeld, true));
        }
        for id in &self.unanswered {
            answers.remove(&format!("{}:{id}", pack.id));
        }
        let lists = [
            (&self.held, Standing::Held, true),
            (&self.unproven, Standing::Held, false),
            (&self.not_held, Standing::NotHeld, true),
            (&self.open, Standing::Open, true),
        ];
        for (ids, standing, proven) in lists {
            for id in ids {
                answers.insert(format!("{}:{id}", pack.id), answer(standing, proven));
            }
        }
        // A condition that somebody answered takes the place of the dismissal of its ground.
        let named: Vec<&str> = self.answered().collect();
        for (owner, condition) in named.iter().filter_map(|id| id.split_once('.')) {
            let condition_of_ground = pack.questions().contains(owner) && !condition.contains('@');
            if condition_of_ground && !named.contains(&owner) {
                answers.remove(&format!("{}:{owner}", pack.id));
            }
        }
        let subject = |link: &Link| Subject {
            key: link.name.clone(),
            name: link.name.clone(),
            unit: String::new(),
            post: String::new(),
            kind: link.kind.unwrap_or(SubjectKind::Person),
            own: link.own.unwrap_or(Standing::Held),
            parts: link.parts.clone(),
            prior_faults: None,
        };
        let default_day = NaiveDate::from_ymd_opt(2025, 11, 27).unwrap_or_default();
        Facts {
            bureau: self.bureau.clone().unwrap_or_else(|| pack.issuer.clone()),
            region: pack.region.clone(),
            conduct_on: self.conduct_on.unwrap_or(default_day),
            decision_on: None,
            subjects: self.chain.iter().map(subject).collect(),
            answers,
        }
    }
}

impl Pack {
    /// Runs the pack's own test cases; says of each what came out otherwise than expected.
    pub fn run_cases(&self) -> Vec<(&str, Vec<String>)> {
        self.cases.iter().map(|case| (case.name.as_str(), run(self, case))).collect()
    }
}

fn run(pack: &Pack, case: &Case) -> Vec<String> {
    let analysis = judge(&case.facts(pack), std::slice::from_ref(pack));
    let analysis = &analysis.packs[0];
    let mut wrong = Wrong(Vec::new());
    let expect = &case.expect;
    wrong.compare("结论", expect.outcome.label(), analysis.conclusion.outcome.label());
    if let Some(binding) = expect.binding {
        wrong.compare("适用", binding.label(), analysis.binds.state.label());
    }
    let states: BTreeMap<&str, Standing> = (analysis.grounds.iter().chain(&analysis.elements))
        .map(|ground| (ground.id.as_str(), ground.state))
        .chain(analysis.allocation_rules.iter().map(|rule| (rule.id.as_str(), rule.state)))
        .collect();
    for (id, state) in &expect.states {
        wrong.compare(id, state, states.get(id.as_str()).map_or("（没有）", |state| state.label()));
    }
    for (name, share) in &expect.shares {
        wrong.compare(name, share, &share_text(analysis, name));
    }
    for (name, outcome) in &expect.outcomes {
        let subject = analysis.subjects.iter().find(|one| one.name == *name);
        wrong.compare(name, outcome, subject.map_or("（没有）", |one| one.conclusion.outcome.label()));
    }
    let cited = cited(analysis);
    for citation in expect.cites.iter().filter(|citation| !cited.contains(citation)) {
        wrong.0.push(format!("应当引用{}，没有引用", pack.written(citation)));
    }
    if let Some(questions) = &expect.questions {
        let asked = analysis.open_questions.iter().map(|one| one.id.clone()).collect();
        wrong.compare("待查", &sorted(questions.clone()), &sorted(asked));
    }
    let warned =
        analysis.warnings.iter().filter(|one| !one.id.starts_with("环节矛盾")).map(|one| one.id.clone());
    wrong.compare("提醒", &sorted(expect.warnings.clone()), &sorted(warned.collect()));
    let referred =
        analysis.referrals.iter().filter(|one| one.state == Standing::Held).map(|one| one.id.clone());
    wrong.compare("移送", &sorted(expect.referrals.clone()), &sorted(referred.collect()));
    wrong.decisions(analysis, case);
    wrong.0
}

struct Wrong(Vec<String>);

impl Wrong {
    fn compare(&mut self, what: &str, expected: &str, found: &str) {
        if expected != found {
            self.0.push(format!("{what}：应为“{expected}”，实为“{found}”"));
        }
    }

    fn decisions(&mut self, analysis: &PackAnalysis, case: &Case) {
        let subject = case.chain.first().map_or("", |link| link.name.as_str());
        let expect = &case.expect;
        let lists = [(&expect.refused, "拒绝"), (&expect.allowed, "一致"), (&expect.divergent, "不一致")];
        for (kinds, expected) in lists {
            for kind in kinds {
                let found = match permitted(analysis, subject, *kind) {
                    Err(_) => "拒绝",
                    Ok(permit) if permit.diverges => "不一致",
                    Ok(_) => "一致",
                };
                self.compare(kind.label(), expected, found);
            }
        }
    }
}

fn share_text(analysis: &PackAnalysis, name: &str) -> String {
    let share = analysis.allocation.iter().find(|one| one.name == name);
    share.map_or("（没有）".into(), |one| {
        format!("{}{}", one.share.label(), if one.certain { "" } else { "*" })
    })
}

fn cited(analysis: &PackAnalysis) -> Vec<Citation> {
    let grounds = analysis.grounds.iter().filter(|one| one.state == Standing::Held).map(|one| &one.citation);
    let shares = analysis.allocation.iter().filter(|one| one.share != Share::Undetermined);
    let claims = analysis.allocation.iter().flat_map(|one| one.claims.iter().map(|claim| &claim.citation));
    let missing =
        analysis.elements.iter().filter(|one| one.state == Standing::NotHeld).map(|one| &one.citation);
    grounds
        .chain(shares.filter_map(|one| one.citation.as_ref()))
        .chain(claims)
        .chain(missing)
        .map(|cited| cited.citation)
        .collect()
}

fn sorted(mut texts: Vec<String>) -> String {
    texts.sort();
    texts.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{C1, built_in};

    #[test]
    fn every_pack_proves_its_own_cases() {
        let mut wrong = String::new();
        for pack in built_in().unwrap_or_else(|error| panic!("{error}")) {
            let results = pack.run_cases();
            assert!(results.len() >= 25, "{} has {} cases", pack.id, results.len());
            for (name, faults) in results.iter().filter(|(_, faults)| !faults.is_empty()) {
                wrong += &format!("{} {name}\n  {}\n", pack.id, faults.join("\n  "));
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn every_ground_and_every_rule_of_allocation_is_proven_by_a_case() {
        for pack in built_in().unwrap() {
            for id in pack.grounds.iter().map(|one| &one.id).chain(pack.allocations.iter().map(|one| &one.id))
            {
                let held = |case: &Case| case.expect.states.get(id).is_some_and(|state| state == "成立");
                assert!(pack.cases.iter().any(held), "no case in which {id} of {} stands", pack.id);
            }
        }
    }

    #[test]
    fn a_wrong_expectation_is_found() {
        let text = C1.1.replacen("expect.outcome = \"应当追究责任\"", "expect.outcome = \"不承担责任\"", 1);
        let pack = Pack::parse(C1.0, &text).unwrap();
        assert_eq!(pack.run_cases().iter().filter(|(_, faults)| !faults.is_empty()).count(), 1);
    }
}
