//! An inquiry into who answers for a fault: the people, the facts, the answers, the analysis, the decision.

use chrono::NaiveDate;

use super::case::{Case, Lead};
use super::fault::{Citation, DecisionKind, Part, Standing, SubjectKind};
use super::hash::Hash;
use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};

/// Shortest reason of a decision, in characters: one that says something takes at least that many.
pub const REASON_LEAST: usize = 20;

/// One inquiry, from a lead to the decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Liability {
    pub lead: Id<Lead>,
    pub case: Option<Id<Case>>,
    /// 案由 in one line.
    pub matter: String,
    /// The day of the conduct: the pack version in force on it applies.
    pub conduct_on: NaiveDate,
    pub subjects: Vec<Subject>,
    pub facts: Vec<Fact>,
    pub answers: Vec<Answer>,
    pub hearings: Vec<Hearing>,
    pub analysis: Option<Analysis>,
}

/// Somebody whose conduct is looked into: a person, a section or a unit (C1-12).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The short name by which decisions and hearings refer to it within the inquiry.
    pub key: String,
    pub name: String,
    pub kind: SubjectKind,
    pub officer: Option<Id<Officer>>,
    pub unit: String,
    pub post: String,
    /// Whether it belongs to the bureau itself (C1-3).
    pub own: Standing,
    /// Its parts along the approval chain (C1-9).
    pub parts: Vec<Part>,
    /// Faults for which it was held liable before, when somebody counted (C1-8).
    pub prior_faults: Option<u32>,
}

/// What was found to have happened, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The day, where one is known.
    pub on: Option<NaiveDate>,
    pub text: String,
    /// Labels of pieces of evidence.
    pub evidence: Vec<String>,
}

/// The answer of a person to one question of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The pack's identifier of the element, ground or condition.
    pub question: String,
    pub standing: Standing,
    pub reason: String,
    /// Labels of pieces of evidence.
    pub evidence: Vec<String>,
    /// Who finds out what is still open, and until when; only where the standing is open.
    pub assigned: Option<Assignment>,
}

/// An open question that somebody was told to find out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Where the person is in the register.
    pub officer: Option<Id<Officer>>,
    pub name: String,
    pub due_on: NaiveDate,
}

/// 陈述申辩 of one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    pub subject: String,
    pub held_on: NaiveDate,
    pub statement: String,
    /// What the bureau made of it, point by point.
    pub response: String,
    /// The subject was asked and did not wish to be heard.
    pub waived: bool,
}

/// What the program concluded from the answers, as it stood then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    pub made_on: NaiveDate,
    /// SHA-256 of each rule pack used; the packs themselves are kept as blobs.
    pub packs: Vec<Hash>,
    /// The conclusion as JSON, the same as `binggong judge --json` prints.
    pub conclusion: String,
}

impl Checked for Liability {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("liability.matter", &self.matter, LINE_MOST);
        if self.subjects.is_empty() {
            check.note("liability.subjects", Reason::NoneGiven);
        }
        for subject in &self.subjects {
            check.line("subject.name", &subject.name, NAME_MOST);
            check.optional_line("subject.unit", &subject.unit, LINE_MOST);
            check.optional_line("subject.post", &subject.post, LINE_MOST);
        }
        for fact in &self.facts {
            check.text("fact.text", &fact.text);
        }
        for assigned in self.answers.iter().filter_map(|answer| answer.assigned.as_ref()) {
            check.line("answer.assigned", &assigned.name, NAME_MOST);
        }
        for hearing in self.hearings.iter().filter(|hearing| !hearing.waived) {
            check.text("hearing.statement", &hearing.statement);
        }
        check.done()
    }
}

/// What a person decided about one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub liability: Id<Liability>,
    pub subject: String,
    pub kind: DecisionKind,
    /// What is imposed, in words: 予以批评教育. Empty where nothing is.
    pub measure: String,
    pub reason: String,
    /// The body that decided: 局长办公会议.
    pub meeting: String,
    pub decided_by: String,
    pub decided_on: NaiveDate,
    /// Provisions that the decider names as its basis.
    pub basis: Vec<Citation>,
    /// Who carries it out.
    pub handled_by: Vec<String>,
    /// Whether it differs from the advice.
    pub diverges: bool,
}

impl Checked for Decision {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.text("decision.reason", &self.reason);
        let got = self.reason.trim().chars().count();
        if (1..REASON_LEAST).contains(&got) {
            check.note("decision.reason", Reason::TooShort { least: REASON_LEAST, got });
        }
        check.line("decision.decided_by", &self.decided_by, NAME_MOST);
        check.optional_line("decision.meeting", &self.meeting, LINE_MOST);
        check.optional_line("decision.measure", &self.measure, TEXT_OF_MEASURE_MOST);
        check.done()
    }
}

/// Longest measure, in characters.
const TEXT_OF_MEASURE_MOST: usize = 500;
