//! Redaction: what was entered by mistake is removed from the file, visibly and for good.

use super::Ledger;
use super::error::{Error, Result};
use super::file::EntryName;
use crate::domain::hash::Hash;
use crate::domain::role::Op;

impl Ledger {
    /// Removes the body of an entry, and files that it brought; its header stays and the chain still holds.
    ///
    /// Correct the records first: an entry whose versions are still shown cannot be removed.
    ///
    /// # Errors
    /// No reason, an entry that is not there, an entry that a record still rests on.
    pub fn redact(&mut self, entry: &EntryName, files: &[Hash], why: &str) -> Result<()> {
        if why.trim().is_empty() {
            return Err(Error::Refused("删除误录内容要写明理由。".to_owned()));
        }
        if self.store().versions_shown_of(entry)? > 0 {
            return Err(Error::Refused(
                "这条日志里的内容还在使用。请先更正相应的记录，再删除误录的旧内容。".to_owned(),
            ));
        }
        self.transact(Op::Redact, why, |draft| {
            draft.redact(entry.clone(), files.to_vec());
            Ok(())
        })
    }
}
