//! What the judge is told: one act, the subjects around it, and what a person answered.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::fault::{Part, Standing, SubjectKind};

/// One act of enforcement and all that is known about it.
///
/// Parts in the chain and answers belong to this act: a second act with another chain is judged
/// by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Full name of the bureau that judges: a pack binds the bureau that issued or adopted it.
    pub bureau: String,
    /// Its region, for packs that bind by region: 内蒙古自治区赤峰市示例县.
    pub region: String,
    /// The day of the conduct, which chooses the version of a pack.
    pub conduct_on: NaiveDate,
    /// The day of the decision, when there is one.
    pub decision_on: Option<NaiveDate>,
    pub subjects: Vec<Subject>,
    /// Answers by question: `c1:7-1.及时纠正` for the case, `c1:8-2@li` for one subject alone.
    pub answers: BTreeMap<String, Answer>,
}

/// A person, section or unit whose liability is in question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Short name within the case.
    pub key: String,
    pub name: String,
    pub unit: String,
    pub post: String,
    pub kind: SubjectKind,
    /// Whether it is the bureau's own; open is a question.
    pub own: Standing,
    pub parts: Vec<Part>,
    /// Faults for which it was held liable before, when somebody counted.
    pub prior_faults: Option<u32>,
}

/// A person's answer to one question of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub standing: Standing,
    /// For a factor (nature, circumstances, consequence) the finding itself.
    pub reason: String,
    /// Labels of evidence; nothing is held without any.
    pub evidence: Vec<String>,
}

/// The key of an answer that holds for one subject alone: it goes before the answer for the case.
pub fn personal(question: &str, subject: &str) -> String {
    format!("{question}@{subject}")
}

impl Facts {
    /// The answer to a pack's question, as it holds for a subject, and whether it is its own.
    pub(super) fn answer(&self, pack: &str, id: &str, subject: Option<&str>) -> Option<(&Answer, bool)> {
        let question = format!("{pack}:{id}");
        let own = subject.and_then(|key| self.answers.get(&personal(&question, key)));
        own.map(|answer| (answer, true)).or_else(|| self.answers.get(&question).map(|answer| (answer, false)))
    }
}
