//! Officers in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Keys, Noun, day, is_default, text, uuid};
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::month::Month;
use crate::domain::officer::{Duty, Education, Leaving, Officer, Profile, Sex, Staffing};
use crate::domain::unit::Unit;
use crate::words::pinyin;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Officer")]
struct StoredOfficer {
    name: String,
    unit: Id<Unit>,
    post: String,
    staffing: Option<Staffing>,
    entered_on: Option<chrono::NaiveDate>,
    left_on: Option<chrono::NaiveDate>,
    #[serde(default, skip_serializing_if = "is_default")]
    profile: Profile,
}

/// Only what is known is written: older bodies have none of it.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Profile", default = "Profile::default")]
struct StoredProfile {
    #[serde(skip_serializing_if = "Option::is_none")]
    sex: Option<Sex>,
    #[serde(skip_serializing_if = "Option::is_none")]
    born: Option<Month>,
    #[serde(skip_serializing_if = "String::is_empty")]
    ethnicity: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    education: Option<Education>,
    #[serde(skip_serializing_if = "String::is_empty")]
    major: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    region: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    expertise: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    duty: Option<Duty>,
    #[serde(skip_serializing_if = "String::is_empty")]
    id_number: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    phone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    photo: Option<Hash>,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_for: Option<Leaving>,
}

stored! {
    Officer as StoredOfficer;
    Profile as StoredProfile;
}

impl Noun for Officer {
    const KIND: &'static str = "officer";

    fn columns(&self) -> Vec<Value> {
        vec![
            text(&self.name),
            uuid(self.unit),
            text(&self.post),
            day(self.left_on),
            text(&pinyin::sort_key(&self.name)),
        ]
    }

    fn search(&self) -> Option<Keys<'_>> {
        Some(Keys { text: vec![&self.name, &self.post], names: vec![&self.name], ..Keys::default() })
    }
}
