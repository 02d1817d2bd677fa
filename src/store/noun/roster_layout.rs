//! The platforms' orders of columns in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::Noun;
use crate::domain::roster_layout::{LayoutColumn, Platform, RosterLayout};

#[derive(Serialize, Deserialize)]
#[serde(remote = "LayoutColumn")]
struct StoredColumn {
    field: String,
    heading: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RosterLayout")]
struct StoredRosterLayout {
    platform: Platform,
    columns: Vec<LayoutColumn>,
}

stored! {
    LayoutColumn as StoredColumn;
    RosterLayout as StoredRosterLayout;
}

impl Noun for RosterLayout {
    const KIND: &'static str = "roster_layout";

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}
