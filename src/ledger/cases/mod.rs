//! Cases: who handled them.

use super::{Ledger, Result};
use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::officer::Officer;

impl Ledger {
    /// Everybody who had a hand in a case: the officers in charge, and those who questioned somebody in it.
    pub fn handlers_of(&self, case: Id<Case>) -> Result<Vec<Id<Officer>>> {
        let mut handlers = self.get(case)?.value.officers;
        for questioning in self.questionings_of(case)? {
            handlers.extend(questioning.value.officers);
        }
        let mut seen = std::collections::BTreeSet::new();
        handlers.retain(|officer| seen.insert(officer.uuid()));
        Ok(handlers)
    }
}
