//! Steps of cases and recusals in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, is_default, text, uuid};
use crate::domain::case::Case;
use crate::domain::case_step::{CaseStep, Gate, Passed, Recusal, RecusalBy, Showing, StepKind, StepOutcome};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::power::EnforcementAct;

#[derive(Serialize, Deserialize)]
#[serde(remote = "CaseStep")]
struct StoredCaseStep {
    case: Id<Case>,
    kind: StepKind,
    on: chrono::NaiveDate,
    officers: Vec<Id<Officer>>,
    #[serde(default, skip_serializing_if = "is_default")]
    present: String,
    outcome: Option<StepOutcome>,
    text: String,
    document: String,
    showing: Option<Showing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    act: Option<EnforcementAct>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<chrono::NaiveDate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    passed: Vec<Passed>,
    #[serde(default, skip_serializing_if = "is_default")]
    withdrawn: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Passed")]
struct StoredPassed {
    gate: Gate,
    because: String,
    citation: String,
    why: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Recusal")]
struct StoredRecusal {
    case: Id<Case>,
    officer: Id<Officer>,
    by: RecusalBy,
    on: chrono::NaiveDate,
    reason: String,
    granted: Option<bool>,
    decided_by: String,
    decided_on: Option<chrono::NaiveDate>,
}

stored! {
    CaseStep as StoredCaseStep;
    Passed as StoredPassed;
    Recusal as StoredRecusal;
}

impl Noun for CaseStep {
    const KIND: &'static str = "case_step";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.case), text(self.kind.code()), day(Some(self.on))]
    }

    fn handlers(&self) -> &[Id<Officer>] {
        if self.stands() { &self.officers } else { &[] }
    }
}

impl Noun for Recusal {
    const KIND: &'static str = "recusal";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.case), uuid(self.officer)]
    }
}
