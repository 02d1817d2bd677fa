//! Who failed to record, and what therefore follows for whom (C10-10).

use chrono::NaiveDate;

use super::{Ledger, Result};
use crate::domain::fault::Citation;
use crate::domain::id::Id;
use crate::domain::interference::{Failure, RecordingFailure, Response, count};
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ledger::sealed::refused;
use crate::rules::interference::built_in_interference;

/// One line of the register of failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureRow {
    pub id: Id<RecordingFailure>,
    pub officer: Id<Officer>,
    pub name: String,
    pub instructed_by: Option<String>,
    pub on: NaiveDate,
    /// It counts: it was not withdrawn.
    pub stands: bool,
}

/// What follows for one person, and the failures on which it rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answerable {
    pub officer: Id<Officer>,
    pub name: String,
    pub response: Response,
    /// Where that stands, as papers cite it.
    pub citation: String,
    /// Oldest first.
    pub rests_on: Vec<Id<RecordingFailure>>,
}

impl Ledger {
    /// Enters that somebody did not record, or not truthfully, as the body in charge has established.
    ///
    /// # Errors
    /// Another role than the leader's or the discipline's; a missing part; a day that has not come.
    pub fn establish_failure(&mut self, failure: &RecordingFailure) -> Result<Id<RecordingFailure>> {
        self.not_in_future("recording_failure.on", failure.on)?;
        self.not_in_future("recording_failure.established_on", failure.established_on)?;
        self.get(failure.failure.officer)?;
        failure.failure.instructed_by.map(|superior| self.get(superior)).transpose()?;
        self.transact(Op::EstablishFailure, "", |draft| draft.add(failure))
    }

    /// Adds the document of the 通报 or the decision that followed.
    ///
    /// # Errors
    /// As [`Ledger::establish_failure`].
    pub fn document_failure(&mut self, read: &Versioned<RecordingFailure>, document: &str) -> Result<()> {
        let now = RecordingFailure { document: document.trim().to_owned(), ..read.value.clone() };
        self.transact(Op::EstablishFailure, document, |draft| draft.change(read, &now))
    }

    /// Takes an establishment back, with the reason: it stays visible and counts no more.
    ///
    /// # Errors
    /// As [`Ledger::establish_failure`]; no reason.
    pub fn withdraw_failure(&mut self, read: &Versioned<RecordingFailure>, why: &str) -> Result<()> {
        if why.trim().is_empty() {
            return refused("撤销认定要写明理由。");
        }
        let now = RecordingFailure { withdrawn: why.trim().to_owned(), ..read.value.clone() };
        self.transact(Op::EstablishFailure, why, |draft| draft.change(read, &now))
    }

    /// Every failure that was established, oldest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn recording_failures(&self) -> Result<Vec<FailureRow>> {
        let row = |one: &Versioned<RecordingFailure>| {
            let Failure { officer, instructed_by, .. } = one.value.failure;
            Ok(FailureRow {
                id: one.id,
                officer,
                name: self.get(officer)?.value.name,
                instructed_by: instructed_by.map(|by| self.get(by).map(|by| by.value.name)).transpose()?,
                on: one.value.on,
                stands: one.value.withdrawn.is_empty(),
            })
        };
        self.failures_by_day()?.iter().map(row).collect()
    }

    /// What follows for whom, counted over a whole life: the text names no period.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn answerable_for_failures(&self) -> Result<Vec<Answerable>> {
        let standing: Vec<_> =
            self.failures_by_day()?.into_iter().filter(|one| one.value.withdrawn.is_empty()).collect();
        let failures: Vec<Failure> = standing.iter().map(|one| one.value.failure).collect();
        let rules = built_in_interference().map_err(|error| super::Error::Refused(error.to_string()))?;
        let answerable = |counted: crate::domain::interference::Counted| {
            let cite: Option<Citation> = rules.response(counted.response).map(|(_, cite)| cite);
            Ok(Answerable {
                officer: counted.officer,
                name: self.get(counted.officer)?.value.name,
                response: counted.response,
                citation: cite.map(|cite| rules.cited(cite)).unwrap_or_default(),
                rests_on: counted.rests_on.iter().map(|place| standing[*place].id).collect(),
            })
        };
        count(&failures).into_iter().map(answerable).collect()
    }

    fn failures_by_day(&self) -> Result<Vec<Versioned<RecordingFailure>>> {
        let mut all = self.all::<RecordingFailure>()?;
        all.sort_by_key(|one| one.value.on);
        Ok(all)
    }
}
