//! Supervision and guidance in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day};
use crate::domain::case::Case;
use crate::domain::guidance::Guidance;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::unit::Unit;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Guidance")]
struct StoredGuidance {
    on: chrono::NaiveDate,
    by: Id<Officer>,
    officer: Option<Id<Officer>>,
    unit: Option<Id<Unit>>,
    case: Option<Id<Case>>,
    matter: String,
    opinion: String,
    answer_by: Option<chrono::NaiveDate>,
    outcome: String,
    closed_on: Option<chrono::NaiveDate>,
}

stored! {
    Guidance as StoredGuidance;
}

impl Noun for Guidance {
    const KIND: &'static str = "guidance";

    fn columns(&self) -> Vec<Value> {
        vec![day(Some(self.on)), day(self.closed_on)]
    }
}
