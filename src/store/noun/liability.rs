//! Inquiries into liability and their decisions in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, text, uuid};
use crate::domain::case::{Case, Lead};
use crate::domain::fault::{Citation, DecisionKind, Part, Standing, SubjectKind};
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::liability::{Analysis, Answer, Assignment, Decision, Fact, Hearing, Liability, Subject};
use crate::domain::officer::Officer;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Liability")]
struct StoredLiability {
    lead: Id<Lead>,
    case: Option<Id<Case>>,
    matter: String,
    conduct_on: chrono::NaiveDate,
    subjects: Vec<Subject>,
    facts: Vec<Fact>,
    answers: Vec<Answer>,
    hearings: Vec<Hearing>,
    analysis: Option<Analysis>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Subject")]
struct StoredSubject {
    key: String,
    name: String,
    kind: SubjectKind,
    officer: Option<Id<Officer>>,
    unit: String,
    post: String,
    own: Standing,
    parts: Vec<Part>,
    prior_faults: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Fact")]
struct StoredFact {
    on: Option<chrono::NaiveDate>,
    text: String,
    evidence: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Answer")]
struct StoredAnswer {
    question: String,
    standing: Standing,
    reason: String,
    evidence: Vec<String>,
    // Older journals have no such member, and answers that need none still have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    assigned: Option<Assignment>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Assignment")]
struct StoredAssignment {
    officer: Option<Id<Officer>>,
    name: String,
    due_on: chrono::NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Hearing")]
struct StoredHearing {
    subject: String,
    held_on: chrono::NaiveDate,
    statement: String,
    response: String,
    waived: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Analysis")]
struct StoredAnalysis {
    made_on: chrono::NaiveDate,
    packs: Vec<Hash>,
    conclusion: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Decision")]
struct StoredDecision {
    liability: Id<Liability>,
    subject: String,
    kind: DecisionKind,
    measure: String,
    reason: String,
    meeting: String,
    decided_by: String,
    decided_on: chrono::NaiveDate,
    #[serde(default)]
    basis: Vec<Citation>,
    #[serde(default)]
    handled_by: Vec<String>,
    diverges: bool,
}

stored! {
    Liability as StoredLiability;
    Subject as StoredSubject;
    Fact as StoredFact;
    Answer as StoredAnswer;
    Assignment as StoredAssignment;
    Hearing as StoredHearing;
    Analysis as StoredAnalysis;
    Decision as StoredDecision;
}

impl Noun for Liability {
    const KIND: &'static str = "liability";

    fn columns(&self) -> Vec<Value> {
        vec![text(&self.matter), text(&self.conduct_on.to_string())]
    }
}

impl Noun for Decision {
    const KIND: &'static str = "decision";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.liability), text(self.kind.code()), text(&self.decided_on.to_string())]
    }
}
