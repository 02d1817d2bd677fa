//! Questionings in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, is_default, uuid};
use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::questioning::{Questioned, Questioning};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Questioning")]
struct StoredQuestioning {
    case: Id<Case>,
    officers: Vec<Id<Officer>>,
    person: String,
    role: Questioned,
    from: chrono::NaiveDateTime,
    to: chrono::NaiveDateTime,
    place: String,
    shown: bool,
    /// Missing in bodies of before a page could be named.
    #[serde(default, skip_serializing_if = "is_default")]
    page: Option<u32>,
    #[serde(default, skip_serializing_if = "is_default")]
    withdrawn: String,
}

stored! {
    Questioning as StoredQuestioning;
}

impl Noun for Questioning {
    const KIND: &'static str = "questioning";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.case), day(Some(self.on())), day(Some(self.to.date()))]
    }

    fn handlers(&self) -> &[Id<Officer>] {
        if self.stands() { &self.officers } else { &[] }
    }
}
