//! Sealed records and the key on paper in the journal: nothing of what is inside.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, text};
use crate::domain::hash::Hash;
use crate::domain::interference::{RecoveryKey, Sealed, SealedState};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Sealed")]
struct StoredSealed {
    year: u16,
    seq: u32,
    on: chrono::NaiveDate,
    state: SealedState,
    layers: Vec<Hash>,
    #[serde(with = "wraps")]
    wraps: Vec<Vec<u8>>,
}

/// Bytes as hexadecimal, as everywhere in the journal.
mod wraps {
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(wraps: &[Vec<u8>], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(wraps.iter().map(hex::encode))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Vec<u8>>, D::Error> {
        let all = Vec::<String>::deserialize(from)?;
        all.iter().map(|one| hex::decode(one).map_err(D::Error::custom)).collect()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "RecoveryKey")]
struct StoredRecoveryKey {
    #[serde(with = "hex::serde")]
    sealing: [u8; 32],
    made_on: chrono::NaiveDate,
    custodian: String,
}

stored! {
    Sealed as StoredSealed;
    RecoveryKey as StoredRecoveryKey;
}

impl Noun for Sealed {
    const KIND: &'static str = "sealed";

    fn columns(&self) -> Vec<Value> {
        vec![Value::Integer(self.year.into()), Value::Integer(self.seq.into()), text(self.state.code())]
    }
}

impl Noun for RecoveryKey {
    const KIND: &'static str = "recovery";

    fn columns(&self) -> Vec<Value> {
        vec![day(Some(self.made_on))]
    }
}
