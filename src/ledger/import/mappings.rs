//! What columns mean, as somebody has said it of an earlier file with the same header.
//!
//! It is kept in this copy of the ledger, for all who use it, and is no act: nothing of the bureau's record follows
//! from it, what was imported stands in the journal as it was decided.

use crate::exchange::register::Mappings;
use crate::ledger::{Ledger, Result};
use crate::store::Error;

const NAME: &str = "register/mappings";

impl Ledger {
    /// The meanings of columns that were kept; one that this version cannot read is none.
    pub fn mappings(&self) -> Result<Mappings> {
        let kept = self.store().setting(NAME)?;
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
    }

    /// Keeps them.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn keep_mappings(&mut self, mappings: &Mappings) -> Result<()> {
        let kept = serde_json::to_string(mappings).map_err(Error::Body)?;
        Ok(self.store().keep_setting(NAME, &kept)?)
    }
}
