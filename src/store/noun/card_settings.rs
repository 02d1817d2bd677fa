//! The thresholds of training in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, is_default};
use crate::domain::card_settings::CardSettings;

#[derive(Serialize, Deserialize)]
#[serde(remote = "CardSettings")]
struct StoredCardSettings {
    entry: bool,
    yearly: bool,
    hours: Option<u32>,
    professionals: bool,
    majors: String,
    /// Month and day; missing in bodies of before there was a yearly check.
    #[serde(default, skip_serializing_if = "is_default")]
    annual: Option<(u32, u32)>,
}

stored! {
    CardSettings as StoredCardSettings;
}

impl Noun for CardSettings {
    const KIND: &'static str = "card_settings";

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}
