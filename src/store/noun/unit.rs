//! Units in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, text};
use crate::domain::id::Id;
use crate::domain::unit::{Unit, UnitKind};

#[derive(Serialize, Deserialize)]
#[serde(remote = "Unit")]
struct StoredUnit {
    name: String,
    kind: UnitKind,
    parent: Option<Id<Unit>>,
    closed: bool,
}

stored! {
    Unit as StoredUnit;
}

impl Noun for Unit {
    const KIND: &'static str = "unit";

    fn columns(&self) -> Vec<Value> {
        vec![text(&self.name), text(self.kind.code()), Value::Integer(self.closed.into())]
    }
}
