//! The documents of case files in the journal, and what is on a file's cover.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, is_default, text, uuid};
use crate::domain::case::{Attachment, Case};
use crate::domain::case_file::{Binding, CaseDocument, DocumentKind, Retention, Scan};
use crate::domain::id::Id;

#[derive(Serialize, Deserialize)]
#[serde(remote = "CaseDocument")]
struct StoredDocument {
    case: Id<Case>,
    kind: DocumentKind,
    title: String,
    #[serde(default, skip_serializing_if = "is_default")]
    number: String,
    on: Option<chrono::NaiveDate>,
    #[serde(default, skip_serializing_if = "is_default")]
    author: String,
    from: u32,
    to: u32,
    scans: Vec<Scan>,
    #[serde(default, skip_serializing_if = "is_default")]
    note: String,
    #[serde(default, skip_serializing_if = "is_default")]
    removed: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Scan")]
struct StoredScan {
    file: Attachment,
    pages: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Binding")]
struct StoredBinding {
    case: Id<Case>,
    fonds_no: String,
    catalogue_no: String,
    file_no: String,
    retention: Option<Retention>,
    outcome: String,
    remarks: String,
    compiled_by: String,
    checked_by: String,
    bound_on: Option<chrono::NaiveDate>,
    archived_on: Option<chrono::NaiveDate>,
}

stored! {
    CaseDocument as StoredDocument;
    Scan as StoredScan;
    Binding as StoredBinding;
}

impl Noun for CaseDocument {
    const KIND: &'static str = "case_document";

    fn columns(&self) -> Vec<Value> {
        let removed = Value::Integer((!self.removed.is_empty()).into());
        vec![uuid(self.case), text(self.kind.code()), Value::Integer(self.from.into()), removed]
    }
}

impl Noun for Binding {
    const KIND: &'static str = "case_binding";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.case)]
    }
}
