//! The rules of the interference logbook: kinds of conduct, what is kept by channel, what failing to record leads to.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::pack::{self, PackError};
use super::serial;
use crate::domain::fault::{Citation, ItemStyle};
use crate::domain::id::Id;
use crate::domain::interference::{Channel, Failure, FailureKind, OTHER_CONDUCT, Response, count};

/// Chifeng's rules, 2020.
static C10: (&str, &str) = ("c10-chifeng.toml", include_str!("../../assets/rules/c10-chifeng.toml"));

/// The rules that come with the program.
///
/// # Errors
/// None in a tested build.
pub fn built_in_interference() -> Result<InterferenceRules, PackError> {
    InterferenceRules::parse(C10.0, C10.1)
}

/// One version of a regulation on the recording of interference, checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterferenceRules {
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
    #[serde(rename = "conduct")]
    conducts: Vec<Conduct>,
    #[serde(rename = "keep")]
    keeps: Vec<Keep>,
    #[serde(rename = "failure")]
    failures: Vec<Answer>,
    #[serde(rename = "case")]
    cases: Vec<Case>,
}

/// One kind of conduct.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conduct {
    pub item: u8,
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    /// In the program's own words.
    pub label: String,
    /// The same as a form has room for it.
    pub brief: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keep {
    #[serde(deserialize_with = "serial::citation")]
    cite: Citation,
    #[serde(deserialize_with = "serial::term")]
    channel: Channel,
    label: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    #[serde(deserialize_with = "serial::citation")]
    cite: Citation,
    #[serde(deserialize_with = "serial::term")]
    response: Response,
    label: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    what: String,
    failures: Vec<String>,
    answer: Vec<String>,
}

impl InterferenceRules {
    fn parse(name: &str, text: &str) -> Result<InterferenceRules, PackError> {
        pack::read_sound(name, text, InterferenceRules::fault)
    }

    /// The first thing that the reader cannot see: a provision that is none, a term that is left out.
    fn fault(&self) -> Option<(String, String)> {
        let cites = self.conducts.iter().map(|one| one.cite);
        let cites = cites.chain(self.keeps.iter().map(|one| one.cite));
        for cite in cites.chain(self.failures.iter().map(|one| one.cite)) {
            if !self.provisions.contains(&cite) {
                let short = cite.short();
                return Some((format!("\"{short}\""), format!("条款清单里没有 {short}：请核对编号")));
            }
        }
        if !self.conducts.iter().map(|one| one.item).eq(1..=OTHER_CONDUCT) {
            return Some(("[[conduct]]".into(), "过问情形应当依次是第1项至第8项".into()));
        }
        let channel = Channel::ALL.iter().find(|one| self.kept(**one).is_none());
        if let Some(channel) = channel {
            let cause = format!("没有写明“{}”过问应当留存的材料", channel.label());
            return Some(("[[keep]]".into(), cause));
        }
        let response = Response::ALL.iter().find(|one| self.response(**one).is_none())?;
        Some(("[[failure]]".into(), format!("没有写明什么情况下“{}”", response.label())))
    }

    /// The kinds of conduct, in the order of the text.
    pub fn conducts(&self) -> &[Conduct] {
        &self.conducts
    }

    /// The kind of conduct of an item.
    pub fn conduct(&self, item: u8) -> Option<&Conduct> {
        self.conducts.iter().find(|one| one.item == item)
    }

    /// What is to be kept of what came this way, and where that stands.
    pub fn kept(&self, channel: Channel) -> Option<(&str, Citation)> {
        self.keeps.iter().find(|keep| keep.channel == channel).map(|keep| (keep.label.as_str(), keep.cite))
    }

    /// When a response is due, and where that stands.
    pub fn response(&self, response: Response) -> Option<(&str, Citation)> {
        self.failures.iter().find(|one| one.response == response).map(|one| (one.label.as_str(), one.cite))
    }

    /// As a paper cites it: 《…》第七条第（三）项.
    pub fn cited(&self, cite: Citation) -> String {
        format!("《{}》{}", self.title, cite.written(self.item_style))
    }

    /// How many cases the rules bring along.
    pub fn case_count(&self) -> usize {
        self.cases.len()
    }

    /// The cases that come out otherwise than written, each as a sentence; none in rules that can be trusted.
    pub fn failing_cases(&self) -> Vec<String> {
        let failed = |case: &Case| {
            let got = case.outcome();
            (got != case.answer).then(|| {
                format!("{}：应当是“{}”，推出“{}”", case.what, case.answer.join("；"), got.join("；"))
            })
        };
        self.cases.iter().filter_map(failed).collect()
    }
}

impl Case {
    fn outcome(&self) -> Vec<String> {
        let mut names: Vec<&str> = Vec::new();
        let mut known = |name| {
            let at = names.iter().position(|one| *one == name).unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            });
            Id::new(Uuid::from_u128(at as u128))
        };
        let failures: Vec<Failure> = self
            .failures
            .iter()
            .map(|line| {
                let (who, kind) = line.split_once(' ').unwrap_or((line, ""));
                let (officer, superior) = who.split_once('/').map_or((who, None), |(a, b)| (a, Some(b)));
                let untrue = kind == FailureKind::NotTruthful.label();
                Failure {
                    kind: if untrue { FailureKind::NotTruthful } else { FailureKind::NotRecorded },
                    officer: known(officer),
                    instructed_by: superior.map(&mut known),
                }
            })
            .collect();
        let told = |one: &crate::domain::interference::Counted| {
            let name = names.get(one.officer.uuid().as_u128() as usize).copied().unwrap_or_default();
            let on: Vec<String> = one.rests_on.iter().map(|place| (place + 1).to_string()).collect();
            format!("{name}：{}（{}）", one.response.label(), on.join("、"))
        };
        count(&failures).iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_own_cases_come_out_as_written() {
        let rules = built_in_interference().unwrap();
        assert_eq!((rules.case_count(), rules.conducts().len()), (8, 8));
        assert_eq!(rules.failing_cases(), Vec::<String>::new());
        let wrong = C10.1.replacen("甲：通报批评（1）", "甲：纪律处分（1）", 1);
        let failing = InterferenceRules::parse(C10.0, &wrong).unwrap().failing_cases();
        assert_eq!(failing, ["第一次：应当是“甲：纪律处分（1）”，推出“甲：通报批评（1）”"]);
    }

    #[test]
    fn what_the_rules_lack_or_miscite_is_named() {
        let refused = |from: &str, to: &str| {
            InterferenceRules::parse(C10.0, &C10.1.replacen(from, to, 1)).unwrap_err().to_string()
        };
        assert!(refused("cite = \"7(3)\"", "cite = \"7(9)\"").contains("没有 7(9)"));
        assert!(refused("item = 8", "item = 7").contains("第1项至第8项"));
        assert!(refused("channel = \"纸质\"", "channel = \"电话\"").contains("“纸质”"));
    }

    #[test]
    fn each_provision_is_cited_as_the_text_has_it() {
        let rules = built_in_interference().unwrap();
        let cite = rules.conducts()[2].cite;
        assert_eq!(rules.cited(cite), "《内部人员干预执法办案记录和责任追究制度》第七条第（三）项");
        let (label, cite) = rules.kept(Channel::Phone).unwrap();
        assert!(label.contains("录音"));
        assert_eq!(cite.short(), "5-2");
        assert_eq!(rules.response(Response::Discipline).unwrap().0, "第二次起");
    }
}
