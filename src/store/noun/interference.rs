//! What of the logbook stands in the open: deputies, periods, failures to record, published totals.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, uuid};
use crate::domain::id::Id;
use crate::domain::interference::{
    Acting, Cell, Failure, FailureKind, InterferenceSettings, Quarter, RecordingFailure, Totals,
};
use crate::domain::officer::Officer;
use crate::domain::user::User;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Acting")]
struct StoredActing {
    leader: Id<User>,
    deputy: Id<User>,
    from: chrono::NaiveDate,
    until: chrono::NaiveDate,
    document: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "InterferenceSettings")]
struct StoredInterferenceSettings {
    direct_days: Option<u32>,
    letter_days: Option<u32>,
    receipt_days: Option<u32>,
    feedback_days: Option<u32>,
    protect_months: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Failure")]
struct StoredFailure {
    kind: FailureKind,
    officer: Id<Officer>,
    instructed_by: Option<Id<Officer>>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecordingFailure")]
struct StoredRecordingFailure {
    #[serde(flatten)]
    failure: Failure,
    on: chrono::NaiveDate,
    facts: String,
    established_by: String,
    established_on: chrono::NaiveDate,
    document: String,
    withdrawn: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Cell")]
struct StoredCell {
    of: Vec<String>,
    count: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Quarter")]
struct StoredQuarter {
    year: u16,
    #[serde(rename = "quarter")]
    n: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Totals")]
struct StoredTotals {
    #[serde(flatten)]
    quarter: Quarter,
    published_on: chrono::NaiveDate,
    sealed: u32,
    directed: u32,
    median_days: Option<u32>,
    sorts: Vec<Cell>,
    kinds: Vec<Cell>,
    channels: Vec<Cell>,
}

stored! {
    Acting as StoredActing;
    InterferenceSettings as StoredInterferenceSettings;
    Failure as StoredFailure;
    RecordingFailure as StoredRecordingFailure;
    Cell as StoredCell;
    Quarter as StoredQuarter;
    Totals as StoredTotals;
}

impl Noun for Acting {
    const KIND: &'static str = "acting";

    fn columns(&self) -> Vec<Value> {
        vec![day(Some(self.from)), day(Some(self.until))]
    }
}

impl Noun for InterferenceSettings {
    const KIND: &'static str = "interference_settings";

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

impl Noun for RecordingFailure {
    const KIND: &'static str = "recording_failure";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.failure.officer), day(Some(self.on))]
    }
}

impl Noun for Totals {
    const KIND: &'static str = "interference_totals";

    fn columns(&self) -> Vec<Value> {
        vec![Value::Integer(self.quarter.year.into()), Value::Integer(self.quarter.n.into())]
    }
}
