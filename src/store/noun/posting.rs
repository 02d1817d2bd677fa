//! Changes of position in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, uuid};
use crate::domain::id::Id;
use crate::domain::officer::{Duty, Leaving, Officer};
use crate::domain::posting::{Position, Posting};
use crate::domain::unit::Unit;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Position")]
struct StoredPosition {
    unit: Id<Unit>,
    post: String,
    duty: Option<Duty>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Posting")]
struct StoredPosting {
    officer: Id<Officer>,
    on: chrono::NaiveDate,
    before: Position,
    after: Option<Position>,
    left_for: Option<Leaving>,
    document: String,
}

stored! {
    Position as StoredPosition;
    Posting as StoredPosting;
}

impl Noun for Posting {
    const KIND: &'static str = "posting";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.officer), day(Some(self.on))]
    }
}
