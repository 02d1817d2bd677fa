//! What comes in about others, in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, text};
use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::intake::{Intake, IntakeKind};
use crate::domain::unit::Unit;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Intake")]
struct StoredIntake {
    kind: IntakeKind,
    received_on: chrono::NaiveDate,
    from: String,
    content: String,
    unit: Option<Id<Unit>>,
    answer_by: Option<chrono::NaiveDate>,
    answer: String,
    answered_on: Option<chrono::NaiveDate>,
    case: Option<Id<Case>>,
}

stored! {
    Intake as StoredIntake;
}

impl Noun for Intake {
    const KIND: &'static str = "intake";

    fn columns(&self) -> Vec<Value> {
        let state = if self.answered_on.is_some() { "answered" } else { "open" };
        vec![text(state), day(Some(self.received_on))]
    }
}
