//! Enforcement cases: opened, changed, taken step by step through their gates, with what is seized in them.

mod intake;
mod periods;
mod seizures;
mod settings;
mod steps;

use std::collections::BTreeSet;

use super::deadlines;
use super::error::{Error, Result};
use super::file::Versioned;
use super::{Draft, Ledger};
use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::{Invalid, Reason};
use crate::domain::role::Op;
use crate::rules::case::{CaseRules, built_in_case};

pub use crate::rules::case::{Due, GateCheck, Stage};
pub use intake::LeadMade;
pub use seizures::{SeizureQuery, SeizureRow};
pub use steps::Beside;

impl Ledger {
    /// Opens a case: its steps follow, each with its gate.
    ///
    /// # Errors
    /// A number that another case has; a day that has not come.
    pub fn open_case(&mut self, case: &Case) -> Result<Id<Case>> {
        self.case_fits(case)?;
        self.add_case(case)
    }

    /// Changes what is recorded of a case, for a reason that the timeline keeps.
    ///
    /// # Errors
    /// No reason, nothing that changes, a number that another case has, another kind once steps are recorded.
    pub fn change_case(&mut self, read: &Versioned<Case>, case: &Case, why: &str) -> Result<()> {
        if why.trim().is_empty() {
            return Err(Error::Refused("修改案件要写明理由。".to_owned()));
        }
        if read.value == *case {
            return Err(Error::Refused("案件信息和原来一样，没有要改的。".to_owned()));
        }
        self.case_fits(case)?;
        let same = |other: &Versioned<Case>| other.id != read.id;
        let others = self.store().cases_numbered(&case.number)?;
        if !case.number.is_empty() && others.iter().any(same) {
            let reason = Reason::Taken { by: "另一个案件".to_owned() };
            return Err(Error::Invalid(vec![Invalid { field: "case.number", reason }]));
        }
        if read.value.kind != case.kind && !self.steps_of(read.id)?.is_empty() {
            return Err(Error::Refused(format!(
                "已经按“{}”登记了步骤，不能改成“{}”。需要改变程序的，请把登记的步骤作废以后再改。",
                read.value.kind.label(),
                case.kind.label()
            )));
        }
        self.transact(Op::ChangeCase, why, |draft| draft.change(read, case))
    }

    fn case_fits(&self, case: &Case) -> Result<()> {
        if let Some(opened_on) = case.opened_on {
            self.not_in_future("case.opened_on", opened_on)?;
        }
        if let Some(unit) = case.handling.unit {
            self.get(unit)?;
        }
        case.officers.iter().try_for_each(|officer| self.get(*officer).map(|_| ()))
    }

    /// Who handled a case: those whom it names, those of its steps and those who questioned somebody in it.
    ///
    /// Whoever reviews the file of a case is none of them.
    pub fn handlers_of(&self, case: Id<Case>) -> Result<Vec<Id<Officer>>> {
        let mut all = self.get(case)?.value.officers;
        let steps = self.store().steps_of(case)?.into_iter();
        all.extend(steps.filter(|step| step.value.stands()).flat_map(|step| step.value.officers));
        let asked = self.store().questionings_of(case)?.into_iter();
        all.extend(asked.filter(|one| one.value.stands()).flat_map(|one| one.value.officers));
        all.extend(self.store().seizures_of(case)?.into_iter().flat_map(|one| one.value.officers));
        let mut seen = BTreeSet::new();
        all.retain(|officer| seen.insert(officer.uuid()));
        Ok(all)
    }

    /// What the program says itself about a provision that a gate cites, with the text's full title.
    pub fn about_provision(&self, short: &str) -> Option<(String, Vec<String>)> {
        built_in_case().ok()?.about(short)
    }

    pub(super) fn case_rules(&self) -> Result<&'static CaseRules> {
        built_in_case().map_err(|error| Error::Refused(error.to_string()))
    }
}
