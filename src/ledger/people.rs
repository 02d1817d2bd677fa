//! Units, officers, certificates and cases: what the rest of the ledger refers to.

use chrono::NaiveDate;

use super::Ledger;
use super::error::{Error, Result};
use super::file::{Noun, Versioned};
use crate::domain::case::Case;
use crate::domain::certificate::{Certificate, Validity};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::{Invalid, Reason};
use crate::domain::role::Op;
use crate::domain::unit::Unit;

impl Ledger {
    /// Adds a unit.
    pub fn add_unit(&mut self, unit: &Unit) -> Result<Id<Unit>> {
        self.transact(Op::AddUnit, "", |draft| draft.add(unit))
    }

    /// Changes a unit: its people and all that happened in it go with it.
    ///
    /// # Errors
    /// Nothing that changes.
    pub fn change_unit(&mut self, read: &Versioned<Unit>, unit: &Unit, why: &str) -> Result<()> {
        if read.value == *unit {
            return Err(Error::Refused("机构的名称和原来一样，没有要改的。".to_owned()));
        }
        self.transact(Op::ChangeUnit, why, |draft| draft.change(read, unit))
    }

    /// Adds an officer to a unit that is there.
    pub fn add_officer(&mut self, officer: &Officer) -> Result<Id<Officer>> {
        self.get(officer.unit)?;
        self.transact(Op::AddOfficer, "", |draft| draft.add(officer))
    }

    /// Changes an officer, for a reason that the timeline keeps.
    pub fn change_officer(&mut self, read: &Versioned<Officer>, officer: &Officer, why: &str) -> Result<()> {
        self.transact(Op::ChangeOfficer, why, |draft| draft.change(read, officer))
    }

    /// Registers a certificate of an officer.
    ///
    /// # Errors
    /// A number that another card of the same kind has.
    pub fn add_certificate(&mut self, card: &Certificate) -> Result<Id<Certificate>> {
        self.get(card.officer)?;
        self.number_is_free(card, None)?;
        self.transact(Op::AddCertificate, "", |draft| draft.add(card))
    }

    /// Refuses a number that a card other than `own` of the same kind has.
    pub(super) fn number_is_free(&self, card: &Certificate, own: Option<Id<Certificate>>) -> Result<()> {
        let same = self.store().certificates_numbered(&card.number)?;
        let other = same.iter().find(|other| other.value.kind == card.kind && Some(other.id) != own);
        let Some(other) = other else { return Ok(()) };
        let by = self.get(other.value.officer)?.value.name;
        let reason = Reason::Taken { by: format!("{by}的证件") };
        Err(Error::Invalid(vec![Invalid { field: "certificate.number", reason }]))
    }

    /// Corrects what is recorded of a card, for a reason; only an act changes its state.
    ///
    /// # Errors
    /// Another state: see [`Ledger::act_on_card`]. A number that another card has.
    pub fn change_certificate(
        &mut self,
        read: &Versioned<Certificate>,
        card: &Certificate,
        why: &str,
    ) -> Result<()> {
        if card.state != read.value.state {
            return Err(Error::Refused(format!(
                "更正不能改变证件的状态（现在是“{}”），请从“办理”里登记是哪一步、哪一日办的。",
                read.value.state.label()
            )));
        }
        self.number_is_free(card, Some(read.id))?;
        self.transact(Op::ChangeCertificate, why, |draft| draft.change(read, card))
    }

    /// The cards of an officer and whether each entitles on a day.
    pub fn cards_of(
        &self,
        officer: Id<Officer>,
        on: NaiveDate,
    ) -> Result<Vec<(Versioned<Certificate>, Validity)>> {
        let cards = self.store().certificates_of(officer)?;
        Ok(cards
            .into_iter()
            .map(|card| {
                let validity = card.value.validity(on);
                (card, validity)
            })
            .collect())
    }

    /// Registers a case.
    pub fn add_case(&mut self, case: &Case) -> Result<Id<Case>> {
        let taken = !case.number.is_empty() && self.case_numbered(&case.number)?.is_some();
        if taken {
            let reason = Reason::Taken { by: "另一个案件".to_owned() };
            return Err(Error::Invalid(vec![Invalid { field: "case.number", reason }]));
        }
        self.transact(Op::AddCase, "", |draft| draft.add(case))
    }

    /// The case with a number, if the ledger has it.
    pub fn case_numbered(&self, number: &str) -> Result<Option<Versioned<Case>>> {
        Ok(self.store().cases_numbered(number)?.into_iter().next())
    }

    /// The officers with a name; several people may share it.
    pub fn officers_named(&self, name: &str) -> Result<Vec<Versioned<Officer>>> {
        Ok(self.store().officers_named(name)?)
    }

    /// Adds many records as one act: what an import or the stress sample writes.
    pub fn add_all<T: Noun>(&mut self, op: Op, why: &str, values: &[T]) -> Result<Vec<Id<T>>> {
        self.transact(op, why, |draft| values.iter().map(|value| draft.add(value)).collect())
    }
}
