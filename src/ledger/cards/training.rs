//! Trainings: one act for everybody who took part.

use super::{Error, Invalid, Ledger, Reason, Result};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::domain::training::Training;
use crate::ledger::file::Versioned;

impl Ledger {
    /// Records a training for several people as one act; `training.officer` is replaced by each of them.
    ///
    /// # Errors
    /// Nobody named, a subject that the rules do not know, an end before the beginning.
    pub fn add_training(
        &mut self,
        officers: &[Id<Officer>],
        training: &Training,
    ) -> Result<Vec<Id<Training>>> {
        let invalid = |field, reason| Err(Error::Invalid(vec![Invalid { field, reason }]));
        if officers.is_empty() {
            return invalid("training.officers", Reason::NoneGiven);
        }
        let topics = self.card_rules()?.topics.labels.len();
        if let Some(unknown) = training.topics.iter().find(|topic| usize::from(**topic) > topics) {
            return Err(Error::Refused(format!("培训内容只有{topics}项，没有第{unknown}项，请核对。")));
        }
        self.transact(Op::AddTraining, "", |draft| {
            officers
                .iter()
                .map(|officer| draft.add(&Training { officer: *officer, ..training.clone() }))
                .collect()
        })
    }

    /// Enters what came of a training later: score, result, certificate.
    pub fn change_training(
        &mut self,
        read: &Versioned<Training>,
        training: &Training,
        why: &str,
    ) -> Result<()> {
        self.transact(Op::AddTraining, why, |draft| draft.change(read, training))
    }

    /// The trainings of a person, in the order in which they were entered.
    pub fn trainings_of(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Training>>> {
        Ok(self.store().trainings_of(officer)?)
    }
}
