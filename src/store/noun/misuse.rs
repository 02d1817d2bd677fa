//! Violations with cards, and complaints about them, in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, uuid};
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, ComplaintKind, Consequence, Misuse, MisuseKind, Recipient};
use crate::domain::officer::Officer;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Misuse")]
struct StoredMisuse {
    officer: Id<Officer>,
    card: Option<Id<Certificate>>,
    kind: MisuseKind,
    on: chrono::NaiveDate,
    facts: String,
    serious: bool,
    consequences: Vec<Consequence>,
    document: String,
    closed_on: Option<chrono::NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Complaint")]
struct StoredComplaint {
    officer: Id<Officer>,
    kind: ComplaintKind,
    recipient: Recipient,
    complainant: String,
    on: chrono::NaiveDate,
    facts: String,
    outcome: String,
    closed_on: Option<chrono::NaiveDate>,
    misuse: Option<Id<Misuse>>,
}

stored! {
    Misuse as StoredMisuse;
    Complaint as StoredComplaint;
}

impl Noun for Misuse {
    const KIND: &'static str = "misuse";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.officer), day(Some(self.on)), day(self.closed_on)]
    }
}

impl Noun for Complaint {
    const KIND: &'static str = "complaint";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.officer), day(Some(self.on)), day(self.closed_on)]
    }
}
