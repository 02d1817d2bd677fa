//! What the bureau sets for its cases, in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, is_default};
use crate::domain::case_settings::CaseSettings;

#[derive(Serialize, Deserialize)]
#[serde(remote = "CaseSettings")]
struct StoredCaseSettings {
    large_person: Option<u64>,
    large_unit: Option<u64>,
    #[serde(default, skip_serializing_if = "is_default")]
    large_basis: String,
    frequent: u32,
}

stored! {
    CaseSettings as StoredCaseSettings;
}

impl Noun for CaseSettings {
    const KIND: &'static str = "case_settings";

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}
