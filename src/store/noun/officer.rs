//! Officers in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Keys, Noun, day, text, uuid};
use crate::domain::id::Id;
use crate::domain::officer::{Officer, Staffing};
use crate::domain::unit::Unit;
use crate::words::pinyin;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Officer")]
struct StoredOfficer {
    name: String,
    unit: Id<Unit>,
    post: String,
    staffing: Option<Staffing>,
    entered_on: Option<chrono::NaiveDate>,
    left_on: Option<chrono::NaiveDate>,
}

stored! {
    Officer as StoredOfficer;
}

impl Noun for Officer {
    const KIND: &'static str = "officer";

    fn columns(&self) -> Vec<Value> {
        vec![
            text(&self.name),
            uuid(self.unit),
            text(&self.post),
            day(self.left_on),
            text(&pinyin::sort_key(&self.name)),
        ]
    }

    fn search(&self) -> Option<Keys<'_>> {
        Some(Keys { text: vec![&self.name, &self.post], names: vec![&self.name], ..Keys::default() })
    }
}
