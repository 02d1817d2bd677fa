//! Deadlines in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, text};
use crate::domain::deadline::{Holder, Trigger};
use crate::domain::due::{Deadline, DeadlineState};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Deadline")]
struct StoredDeadline {
    task: String,
    about: String,
    record: uuid::Uuid,
    citation: String,
    holder: Holder,
    trigger: Trigger,
    start_on: chrono::NaiveDate,
    period: String,
    nominal_last: chrono::NaiveDate,
    last: chrono::NaiveDate,
    act_by: chrono::NaiveDate,
    confirmed: bool,
    explanation: String,
    state: DeadlineState,
    closed_on: Option<chrono::NaiveDate>,
}

stored! {
    Deadline as StoredDeadline;
}

impl Noun for Deadline {
    const KIND: &'static str = "deadline";

    fn columns(&self) -> Vec<Value> {
        vec![
            Value::Blob(self.record.as_bytes().to_vec()),
            text(&self.act_by.to_string()),
            text(self.state.code()),
        ]
    }
}
