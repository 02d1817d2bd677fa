//! Trainings in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, is_default, text, uuid};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::training::{Training, TrainingKind, TrainingMode};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Training")]
struct StoredTraining {
    officer: Id<Officer>,
    kind: TrainingKind,
    title: String,
    mode: Option<TrainingMode>,
    organiser: String,
    from: chrono::NaiveDate,
    to: chrono::NaiveDate,
    topics: Vec<u8>,
    hours: Option<u32>,
    score: Option<u32>,
    passed: Option<bool>,
    certificate_no: String,
    #[serde(default, skip_serializing_if = "is_default")]
    agreed: String,
}

stored! {
    Training as StoredTraining;
}

impl Noun for Training {
    const KIND: &'static str = "training";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.officer), text(self.kind.code()), day(Some(self.to))]
    }
}
