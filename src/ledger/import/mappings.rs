//! What columns mean, as somebody has said it of an earlier file with the same header.
//!
//! It is kept in this copy of the ledger, for all who use it, and is no act: nothing of the bureau's record follows
//! from it, what was imported stands in the journal as it was decided.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::exchange::cases::CaseField;
use crate::exchange::register::Mappings;
use crate::ledger::{Ledger, Result};
use crate::store::Error;

const REGISTER: &str = "register/mappings";
const CASES: &str = "cases/mappings";

impl Ledger {
    /// The meanings of a register's columns that were kept; one that this version cannot read is none.
    pub fn mappings(&self) -> Result<Mappings> {
        self.kept(REGISTER)
    }

    /// Keeps them.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn keep_mappings(&mut self, mappings: &Mappings) -> Result<()> {
        self.keep(REGISTER, mappings)
    }

    /// The same of the columns of lists of cases.
    pub fn case_mappings(&self) -> Result<Mappings<CaseField>> {
        self.kept(CASES)
    }

    /// Keeps them.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn keep_case_mappings(&mut self, mappings: &Mappings<CaseField>) -> Result<()> {
        self.keep(CASES, mappings)
    }

    fn kept<F>(&self, name: &str) -> Result<Mappings<F>>
    where
        Mappings<F>: DeserializeOwned,
    {
        let kept = self.store().setting(name)?;
        Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default())
    }

    fn keep<F>(&mut self, name: &str, mappings: &Mappings<F>) -> Result<()>
    where
        Mappings<F>: Serialize,
    {
        let kept = serde_json::to_string(mappings).map_err(Error::Body)?;
        Ok(self.store().keep_setting(name, &kept)?)
    }
}
