//! What the bureau sets for its cases.

use super::{Error, Ledger, Op, Result, Versioned};
use crate::domain::case_settings::CaseSettings;

impl Ledger {
    /// What the bureau has set; the program's own while it has set nothing.
    pub fn case_settings(&self) -> Result<CaseSettings> {
        Ok(self.case_settings_read()?.1)
    }

    /// The same with the record in which it stands, once there is one.
    pub fn case_settings_read(&self) -> Result<(Option<Versioned<CaseSettings>>, CaseSettings)> {
        let read = self.all::<CaseSettings>()?.pop();
        let settings = read.as_ref().map(|read| read.value.clone()).unwrap_or_default();
        Ok((read, settings))
    }

    /// Changes it, for a reason that the timeline keeps.
    ///
    /// # Errors
    /// No reason, nothing that changes, an amount without the document that sets it.
    pub fn set_case_settings(&mut self, settings: &CaseSettings, why: &str) -> Result<()> {
        if why.trim().is_empty() {
            return Err(Error::Refused("修改办案口径要写明事由。".to_owned()));
        }
        let (read, now) = self.case_settings_read()?;
        if now == *settings {
            return Err(Error::Refused("和原来一样，没有要改的。".to_owned()));
        }
        self.transact(Op::SetCases, why, |draft| match &read {
            Some(read) => draft.change(read, settings),
            None => draft.add(settings).map(|_| ()),
        })
    }
}
