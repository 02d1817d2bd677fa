//! What is sealed or seized, in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, is_default, text, uuid};
use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::seizure::{SeizedItem, Seizure, SeizureEnd, SeizureKind};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Seizure")]
struct StoredSeizure {
    case: Id<Case>,
    kind: SeizureKind,
    document: String,
    officers: Vec<Id<Officer>>,
    items: Vec<SeizedItem>,
    place: String,
    keeper: String,
    necessity: String,
    from: chrono::NaiveDate,
    to: chrono::NaiveDate,
    #[serde(default, skip_serializing_if = "is_default")]
    extension: String,
    end: Option<SeizureEnd>,
    ended_on: Option<chrono::NaiveDate>,
    #[serde(default, skip_serializing_if = "is_default")]
    ended_note: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "SeizedItem")]
struct StoredSeizedItem {
    name: String,
    quantity: String,
}

stored! {
    Seizure as StoredSeizure;
    SeizedItem as StoredSeizedItem;
}

impl Noun for Seizure {
    const KIND: &'static str = "seizure";

    fn columns(&self) -> Vec<Value> {
        let state = if self.end.is_some() { "ended" } else { "held" };
        vec![uuid(self.case), text(state), day(Some(self.to))]
    }

    fn handlers(&self) -> &[Id<Officer>] {
        &self.officers
    }
}
