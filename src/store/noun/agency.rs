//! The bureau in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, text};
use crate::domain::bureau::Agency;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Agency")]
struct StoredAgency {
    name: String,
    code: String,
    region: String,
    office: String,
    sample: bool,
}

stored! {
    Agency as StoredAgency;
}

impl Noun for Agency {
    const KIND: &'static str = "agency";

    fn columns(&self) -> Vec<Value> {
        vec![text(&self.name)]
    }
}
