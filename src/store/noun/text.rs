//! Adopted rule packs, forms and calendars in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, text};
use crate::domain::hash::Hash;
use crate::domain::text::{AdoptedText, TextKind};

#[derive(Serialize, Deserialize)]
#[serde(remote = "AdoptedText")]
struct StoredText {
    kind: TextKind,
    name: String,
    title: String,
    hash: Hash,
    adoption: String,
    adopted_on: chrono::NaiveDate,
}

stored! {
    AdoptedText as StoredText;
}

impl Noun for AdoptedText {
    const KIND: &'static str = "text";

    fn columns(&self) -> Vec<Value> {
        vec![text(self.kind.code()), text(&self.name), text(&self.hash.to_string())]
    }
}
