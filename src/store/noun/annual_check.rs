//! Yearly checks of cards in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, uuid};
use crate::domain::annual_check::AnnualCheck;
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;

#[derive(Serialize, Deserialize)]
#[serde(remote = "AnnualCheck")]
struct StoredAnnualCheck {
    card: Id<Certificate>,
    year: i32,
    on: chrono::NaiveDate,
    passed: bool,
    note: String,
}

stored! {
    AnnualCheck as StoredAnnualCheck;
}

impl Noun for AnnualCheck {
    const KIND: &'static str = "annual_check";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.card), Value::Integer(self.year.into())]
    }
}
