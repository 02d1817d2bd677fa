//! What goes wrong again and again: findings of reviews and faults that were pursued, by indicator, unit, person
//! and law, with a warning where something is frequent (X18).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::Ledger;
use super::error::Result;
use super::reviews::called;
use crate::domain::case::Case;
use crate::domain::fault::{DecisionKind, SubjectKind};
use crate::domain::id::Id;
use crate::domain::liability::Decision;
use crate::domain::review::{Question, ReviewResult, Standard};

/// By what occurrences are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecurringBy {
    /// The indicator or the veto of a standard; the fault of a decision.
    Indicator,
    Unit,
    Person,
    /// The provision that a finding names, else the law that the case applied.
    Law,
}

/// What went wrong more or less often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurringLine {
    pub what: String,
    /// Files with such a finding.
    pub files: usize,
    /// Findings, and faults that were pursued.
    pub findings: usize,
    pub faults: usize,
    pub last_on: NaiveDate,
    pub occurrences: Vec<Occurrence>,
    /// From how many on it is frequent.
    least: u32,
}

impl RecurringLine {
    /// Whether it is to be looked into and warned of (X18).
    pub fn is_frequent(&self) -> bool {
        self.findings + self.faults >= self.least as usize
    }
}

/// One finding, or one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    pub on: NaiveDate,
    /// The number of the case, or its title, or the matter of an inquiry.
    pub about: String,
    pub text: String,
    /// A file's review, or an inquiry.
    pub file: Option<Uuid>,
    pub is_fault: bool,
}

/// An occurrence with all by which it can be put together.
struct Seen {
    one: Occurrence,
    indicator: String,
    unit: String,
    persons: Vec<String>,
    law: String,
}

const NOT_RECORDED: &str = "没有登记";

impl Ledger {
    /// What went wrong from one day to another, the most frequent first.
    ///
    /// What was tolerated or exempted is no error and is not counted (X15).
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn recurring_errors(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        by: RecurringBy,
    ) -> Result<Vec<RecurringLine>> {
        let least = self.case_settings()?.frequent;
        let mut seen = self.findings_seen(from, to)?;
        seen.extend(self.faults_seen(from, to)?);
        let mut lines: BTreeMap<String, Vec<Occurrence>> = BTreeMap::new();
        for Seen { one, indicator, unit, persons, law } in seen {
            let whats = match by {
                RecurringBy::Indicator => vec![indicator],
                RecurringBy::Unit => vec![unit],
                RecurringBy::Person => persons,
                RecurringBy::Law => vec![law],
            };
            for what in whats {
                let what = if what.trim().is_empty() { NOT_RECORDED.to_owned() } else { what };
                lines.entry(what).or_default().push(one.clone());
            }
        }
        let mut lines: Vec<RecurringLine> = lines.into_iter().filter_map(|one| line(one, least)).collect();
        lines.sort_by_key(|line| {
            (std::cmp::Reverse(line.findings + line.faults), std::cmp::Reverse(line.last_on))
        });
        Ok(lines)
    }

    fn findings_seen(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Seen>> {
        let mut standards: BTreeMap<Uuid, Standard> = BTreeMap::new();
        for one in self.standards()? {
            standards.insert(one.id.uuid(), one.standard);
        }
        let mut seen = Vec::new();
        for result in self.all::<ReviewResult>()? {
            let result = result.value;
            if result.agreed_on < from || result.agreed_on > to {
                continue;
            }
            let file = self.get(result.file)?;
            let case = self.get(file.value.case)?;
            let (unit, persons) = (self.unit_of(case.id)?, self.names_of_handlers(case.id)?);
            for finding in &result.given.findings {
                let standard = standards.get(&file.value.standard.uuid());
                let law = if finding.provision.is_empty() { &case.value.law } else { &finding.provision };
                seen.push(Seen {
                    one: Occurrence {
                        on: result.agreed_on,
                        about: called(&case.value.number, &case.value.title),
                        text: finding.text.clone(),
                        file: Some(file.id.uuid()),
                        is_fault: false,
                    },
                    indicator: standard.map(|one| asked(one, finding.of)).unwrap_or_default(),
                    unit: unit.clone(),
                    persons: persons.clone(),
                    law: law.clone(),
                });
            }
        }
        Ok(seen)
    }

    fn faults_seen(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Seen>> {
        let mut seen = Vec::new();
        for decision in self.all::<Decision>()? {
            let decision = decision.value;
            let in_time = decision.decided_on >= from && decision.decided_on <= to;
            if decision.kind != DecisionKind::Pursue || !in_time {
                continue;
            }
            let liability = self.get(decision.liability)?.value;
            let Some(subject) = liability.subjects.iter().find(|one| one.key == decision.subject) else {
                continue;
            };
            let law = match liability.case {
                Some(case) => self.get(case)?.value.law,
                None => String::new(),
            };
            let is_person = subject.kind == SubjectKind::Person;
            let persons: Vec<String> = is_person.then(|| subject.name.clone()).into_iter().collect();
            for (label, citation) in self.faults_of(&decision)? {
                seen.push(Seen {
                    one: Occurrence {
                        on: decision.decided_on,
                        about: liability.matter.clone(),
                        text: format!("{label}（{citation}）"),
                        file: Some(decision.liability.uuid()),
                        is_fault: true,
                    },
                    indicator: label,
                    unit: subject.unit.clone(),
                    persons: persons.clone(),
                    law: law.clone(),
                });
            }
        }
        Ok(seen)
    }

    /// The names of those who handled a case.
    fn names_of_handlers(&self, case: Id<Case>) -> Result<Vec<String>> {
        let handlers = self.handlers_of(case)?.into_iter();
        let names: BTreeSet<String> =
            handlers.map(|one| self.get(one).map(|one| one.value.name)).collect::<Result<_>>()?;
        Ok(names.into_iter().collect())
    }
}

/// What a standard asks at a place, in all of its versions alike.
fn asked(standard: &Standard, of: Question) -> String {
    let words = standard.words_at(of);
    match of {
        Question::Veto(_) if !words.is_empty() => format!("否决项：{words}"),
        _ => words.to_owned(),
    }
}

fn line((what, mut occurrences): (String, Vec<Occurrence>), least: u32) -> Option<RecurringLine> {
    occurrences.sort_by_key(|one| std::cmp::Reverse(one.on));
    let last_on = occurrences.first()?.on;
    let faults = occurrences.iter().filter(|one| one.is_fault).count();
    let files: BTreeSet<Option<Uuid>> =
        occurrences.iter().filter(|one| !one.is_fault).map(|one| one.file).collect();
    let (files, findings) = (files.len(), occurrences.len() - faults);
    Some(RecurringLine { what, files, findings, faults, last_on, occurrences, least })
}
