//! Certificates in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Keys, Noun, day, text, uuid};
use crate::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use crate::domain::id::Id;
use crate::domain::officer::Officer;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Certificate")]
struct StoredCertificate {
    officer: Id<Officer>,
    kind: CertificateKind,
    number: String,
    categories: Vec<Category>,
    region: String,
    issuer: String,
    issued_on: Option<chrono::NaiveDate>,
    valid_to: Option<chrono::NaiveDate>,
    state: CertificateState,
}

stored! {
    Certificate as StoredCertificate;
}

impl Noun for Certificate {
    const KIND: &'static str = "certificate";

    fn columns(&self) -> Vec<Value> {
        vec![
            uuid(self.officer),
            text(self.kind.code()),
            text(&self.number),
            day(self.issued_on),
            day(self.valid_to),
            text(self.state.code()),
        ]
    }

    fn search(&self) -> Option<Keys<'_>> {
        Some(Keys { text: vec![&self.number], numbers: vec![&self.number], ..Keys::default() })
    }
}
