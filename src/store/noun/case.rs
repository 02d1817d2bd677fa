//! Cases, leads and evidence in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Keys, Noun, counted, day, is_default, text, uuid};
use crate::domain::case::{Attachment, Case, CaseKind, Evidence, Handling, HandlingMode, Lead, Party};
use crate::domain::certificate::Category;
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::intake::Intake;
use crate::domain::liability::Liability;
use crate::domain::officer::Officer;
use crate::domain::unit::Unit;
use crate::words::pinyin;

/// How much of a party's name decides its place in a list.
const PARTY_SORTED: usize = 12;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Case")]
struct StoredCase {
    number: String,
    title: String,
    kind: CaseKind,
    party: Party,
    source: String,
    summary: String,
    law: String,
    opened_on: Option<chrono::NaiveDate>,
    officers: Vec<Id<Officer>>,
    #[serde(default, skip_serializing_if = "is_default")]
    handling: Handling,
}

/// Only what is known is written: older bodies have none of it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Handling", default = "Handling::default")]
struct StoredHandling {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Id<Unit>>,
    #[serde(skip_serializing_if = "is_own")]
    mode: HandlingMode,
    #[serde(skip_serializing_if = "String::is_empty")]
    region: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<Category>,
    #[serde(skip_serializing_if = "is_default")]
    person: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    fine: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confiscated: Option<u64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    band: String,
    #[serde(skip_serializing_if = "is_default")]
    departs: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    departs_why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    major: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hearing: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    crime: Option<bool>,
}

fn is_own(mode: &HandlingMode) -> bool {
    *mode == HandlingMode::Own
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Party")]
struct StoredParty {
    name: String,
    code: String,
    address: String,
    contact: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Lead")]
struct StoredLead {
    received_on: chrono::NaiveDate,
    source: String,
    summary: String,
    case: Option<Id<Case>>,
    /// Missing in bodies of before a lead named what it was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    intake: Option<Id<Intake>>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Evidence")]
struct StoredEvidence {
    liability: Id<Liability>,
    label: String,
    title: String,
    place: String,
    attachment: Option<Attachment>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Attachment")]
struct StoredAttachment {
    hash: Hash,
    size: u64,
    media: String,
    file_name: String,
}

stored! {
    Case as StoredCase;
    Handling as StoredHandling;
    Party as StoredParty;
    Lead as StoredLead;
    Evidence as StoredEvidence;
    Attachment as StoredAttachment;
}

impl Noun for Case {
    const KIND: &'static str = "case";

    fn columns(&self) -> Vec<Value> {
        vec![
            text(&self.number),
            text(&self.title),
            text(self.kind.code()),
            text(&self.party.name),
            day(self.opened_on),
            text(&counted(&self.number)),
            text(&pinyin::sort_key(&self.party.name.chars().take(PARTY_SORTED).collect::<String>())),
        ]
    }

    fn search(&self) -> Option<Keys<'_>> {
        Some(Keys {
            text: vec![&self.number, &self.title, &self.party.name],
            titles: vec![&self.title, &self.party.name],
            ..Keys::default()
        })
    }

    fn handlers(&self) -> &[Id<Officer>] {
        &self.officers
    }
}

impl Noun for Lead {
    const KIND: &'static str = "lead";

    fn columns(&self) -> Vec<Value> {
        vec![text(&self.received_on.to_string()), text(&self.source)]
    }
}

impl Noun for Evidence {
    const KIND: &'static str = "evidence";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.liability), text(&self.label)]
    }
}
