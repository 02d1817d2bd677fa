//! Acts on cards in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, text, uuid};
use crate::domain::card_life::{CardAct, CardStep};
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::id::Id;

#[derive(Serialize, Deserialize)]
#[serde(remote = "CardAct")]
struct StoredCardAct {
    card: Id<Certificate>,
    step: CardStep,
    from: Option<CertificateState>,
    to: CertificateState,
    on: chrono::NaiveDate,
    reason: String,
    document: String,
    successor: Option<Id<Certificate>>,
}

stored! {
    CardAct as StoredCardAct;
}

impl Noun for CardAct {
    const KIND: &'static str = "card_act";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.card), text(self.step.code()), day(Some(self.on))]
    }
}
