//! What a case's file is asked for: its documents, and what is on its cover.

use super::error::Result;
use super::open::Store;
use super::query::Versioned;
use crate::domain::case::Case;
use crate::domain::case_file::{Binding, CaseDocument};
use crate::domain::id::Id;

impl Store {
    /// The documents of a case, those taken out too, in the order in which they came.
    pub fn documents_of(&self, case: Id<Case>) -> Result<Vec<Versioned<CaseDocument>>> {
        self.select("t.\"case\" = ?", &[case.uuid().as_bytes()])
    }

    /// What is on the cover; the last where two machines made one.
    pub fn binding_of(&self, case: Id<Case>) -> Result<Option<Versioned<Binding>>> {
        Ok(self.select("t.\"case\" = ?", &[case.uuid().as_bytes()])?.pop())
    }
}
