//! Violations with cards and complaints about them (J17, J20).

use chrono::NaiveDate;

use super::{Error, Ledger, Result};
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, Consequence, Misuse};
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;

/// One line of the register of complaints and violations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConductRow {
    pub of: Conduct,
    pub officer: Id<Officer>,
    pub name: String,
    pub on: NaiveDate,
    /// To whom a complaint was brought; what follows from a violation.
    pub by: String,
    pub facts: String,
    pub closed_on: Option<NaiveDate>,
}

/// Which record a line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
    Complaint(Id<Complaint>),
    Misuse(Id<Misuse>),
}

impl Ledger {
    /// Every complaint and violation: the open ones first, each part from the newest.
    pub fn conduct(&self) -> Result<Vec<ConductRow>> {
        let name = |officer| self.get(officer).map(|one: Versioned<Officer>| one.value.name);
        let mut rows = Vec::new();
        for one in self.all::<Complaint>()? {
            let Complaint { officer, kind, recipient, on, facts, closed_on, .. } = one.value;
            let (of, by) = (Conduct::Complaint(one.id), format!("{} {}", kind.label(), recipient.label()));
            rows.push(ConductRow { of, officer, name: name(officer)?, on, by, facts, closed_on });
        }
        for one in self.all::<Misuse>()? {
            let Misuse { officer, on, facts, closed_on, consequences, .. } = one.value;
            let by: Vec<&str> = consequences.iter().map(|one| one.label()).collect();
            let (of, by) = (Conduct::Misuse(one.id), by.join("、"));
            rows.push(ConductRow { of, officer, name: name(officer)?, on, by, facts, closed_on });
        }
        rows.sort_by_key(|row| (row.closed_on.is_some(), std::cmp::Reverse(row.on)));
        Ok(rows)
    }

    /// Records a violation with a card (J17).
    ///
    /// # Errors
    /// A day in the future; a serious one whose consequences leave the card with its holder.
    pub fn record_misuse(&mut self, misuse: &Misuse) -> Result<Id<Misuse>> {
        self.not_in_future("misuse.on", misuse.on)?;
        consequences_fit(misuse)?;
        self.transact(Op::RecordMisuse, "", |draft| draft.add(misuse))
    }

    /// Changes what is recorded of a violation: consequences, decision, end.
    pub fn change_misuse(&mut self, read: &Versioned<Misuse>, misuse: &Misuse, why: &str) -> Result<()> {
        consequences_fit(misuse)?;
        self.transact(Op::RecordMisuse, why, |draft| draft.change(read, misuse))
    }

    /// The violations of a person.
    pub fn misuses_of(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Misuse>>> {
        Ok(self.store().misuses_of(officer)?)
    }

    /// Records a complaint, to whichever authority it was brought (J20).
    pub fn receive_complaint(&mut self, complaint: &Complaint) -> Result<Id<Complaint>> {
        self.not_in_future("complaint.on", complaint.on)?;
        self.transact(Op::RecordMisuse, "", |draft| draft.add(complaint))
    }

    /// Ends a complaint with what came of it.
    pub fn close_complaint(
        &mut self,
        read: &Versioned<Complaint>,
        outcome: &str,
        on: NaiveDate,
        misuse: Option<Id<Misuse>>,
    ) -> Result<()> {
        self.not_in_future("complaint.closed_on", on)?;
        let closed =
            Complaint { outcome: outcome.to_owned(), closed_on: Some(on), misuse, ..read.value.clone() };
        self.transact(Op::RecordMisuse, outcome, |draft| draft.change(read, &closed))
    }

    /// The complaints about a person.
    pub fn complaints_about(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Complaint>>> {
        Ok(self.store().complaints_about(officer)?)
    }
}

fn consequences_fit(misuse: &Misuse) -> Result<()> {
    let takes_card =
        misuse.consequences.iter().any(|one| matches!(one, Consequence::Suspend | Consequence::SendIn));
    match misuse.serious && !misuse.consequences.is_empty() && !takes_card {
        true => Err(Error::Refused(
            "情节严重的，除处分外还应当暂扣证件或者向发证机关交回证件，请补选（证件管理办法第十七条）。"
                .to_owned(),
        )),
        false => Ok(()),
    }
}
