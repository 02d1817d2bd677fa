//! The list of powers and responsibilities, and delegations, in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, text, uuid};
use crate::domain::id::Id;
use crate::domain::power::{Delegation, DelegationMode, EnforcementAct, PowerItem};
use crate::domain::unit::Unit;

#[derive(Serialize, Deserialize)]
#[serde(remote = "PowerItem")]
struct StoredPowerItem {
    title: String,
    act: EnforcementAct,
    basis: String,
    level: String,
    unit: Id<Unit>,
    posts: Vec<String>,
    liability: String,
    published_on: Option<chrono::NaiveDate>,
    until: Option<chrono::NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Delegation")]
struct StoredDelegation {
    unit: Id<Unit>,
    mode: DelegationMode,
    acts: Vec<EnforcementAct>,
    content: String,
    document: String,
    from: chrono::NaiveDate,
    to: Option<chrono::NaiveDate>,
    published_on: Option<chrono::NaiveDate>,
    published_at: String,
}

stored! {
    PowerItem as StoredPowerItem;
    Delegation as StoredDelegation;
}

impl Noun for PowerItem {
    const KIND: &'static str = "power";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.unit), text(self.act.code()), day(self.until)]
    }
}

impl Noun for Delegation {
    const KIND: &'static str = "delegation";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.unit), text(self.mode.code()), day(self.to)]
    }
}
