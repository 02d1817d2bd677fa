//! Notices and their numbers in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, text};
use crate::domain::card_life::CardAct;
use crate::domain::case::Case;
use crate::domain::certificate::Certificate;
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::liability::Decision;
use crate::domain::notice::{About, Notice, Number, NumberState, Serving};
use crate::domain::officer::Officer;
use crate::domain::review::{ReviewDraw, ReviewFile, ReviewPlan, ReviewResult};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Number")]
struct StoredNumber {
    register: String,
    year: u16,
    seq: u32,
    state: NumberState,
    why: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Notice")]
struct StoredNotice {
    #[serde(default)]
    number: Option<Id<Number>>,
    document_no: String,
    form: String,
    title: String,
    addressee: String,
    subject: About,
    issued_on: chrono::NaiveDate,
    pages: u32,
    pdf: Hash,
    form_hash: Hash,
    facts: Hash,
    serving: Option<Serving>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "About", rename_all = "kebab-case")]
enum StoredAbout {
    Decision(Id<Decision>),
    Case(Id<Case>),
    Officer(Id<Officer>),
    Card(Id<Certificate>),
    CardAct(Id<CardAct>),
    ReviewFile(Id<ReviewFile>),
    ReviewResult(Id<ReviewResult>),
    ReviewDraw(Id<ReviewDraw>),
    ReviewPlan(Id<ReviewPlan>),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Serving")]
struct StoredServing {
    served_on: chrono::NaiveDate,
    how: String,
}

stored! {
    Number as StoredNumber;
    Notice as StoredNotice;
    About as StoredAbout;
    Serving as StoredServing;
}

impl Noun for Number {
    const KIND: &'static str = "number";

    fn columns(&self) -> Vec<Value> {
        vec![
            text(&self.register),
            Value::Integer(self.year.into()),
            Value::Integer(self.seq.into()),
            text(self.state.code()),
        ]
    }
}

impl Noun for Notice {
    const KIND: &'static str = "notice";

    fn columns(&self) -> Vec<Value> {
        vec![
            text(&self.document_no),
            text(&self.form),
            text(&self.addressee),
            text(&self.issued_on.to_string()),
            text(&self.pdf.to_string()),
            Value::Blob(self.subject.id().as_bytes().to_vec()),
            day(self.serving.as_ref().map(|serving| serving.served_on)),
        ]
    }
}
