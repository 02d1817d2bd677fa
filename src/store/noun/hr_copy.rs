//! Copies from the region's HR in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day};
use crate::domain::hr_copy::{CopyOf, HrCopy};
use crate::domain::id::Id;
use crate::domain::officer::Officer;

#[derive(Serialize, Deserialize)]
#[serde(remote = "HrCopy")]
struct StoredHrCopy {
    received_on: chrono::NaiveDate,
    of: Vec<CopyOf>,
    officers: Vec<Id<Officer>>,
    document: String,
}

stored! {
    HrCopy as StoredHrCopy;
}

impl Noun for HrCopy {
    const KIND: &'static str = "hr_copy";

    fn columns(&self) -> Vec<Value> {
        vec![day(Some(self.received_on))]
    }
}
