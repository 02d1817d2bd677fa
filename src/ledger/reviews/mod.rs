//! Reviews of case files: plan, draw, blind double scoring, the result and what follows from it.

mod draw;
mod outcome;
mod papers;
mod plan;
mod scoring;
mod totals;

pub use draw::{Candidate, Pool, Repeated};
pub use outcome::{Agreement, Following};
pub use plan::{FileRow, FileView, PlanRow, Seat};
pub use scoring::Comparison;
pub use totals::{Circular, PersonReview, Recurring, UnitLine};

use super::error::{Error, Result};
use super::file::Versioned;
use super::{Draft, Ledger};
use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::{Invalid, Reason};
use crate::domain::review::ReviewFile;
use crate::domain::user::User;

impl Ledger {
    /// Why somebody may not review the file of a case; none where nothing speaks against it.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn may_not_review(&self, user: &Versioned<User>, case: Id<Case>) -> Result<Option<String>> {
        for handler in self.handlers_of(case)? {
            let name = self.get::<Officer>(handler)?.value.name;
            let who = &user.value.name;
            match user.value.officer {
                Some(own) if own == handler => {
                    return Ok(Some(format!("{who}办理过这个案件，不能评查本案案卷。请换一名评查人。")));
                }
                // Without knowing which officer the user is, the same name is taken for the same person.
                None if name == *who => {
                    return Ok(Some(format!(
                        "用户{who}没有对应到人员，而办理这个案件的人也叫{name}。请系统管理先在用户里选定对应的人员，或者换一名评查人。"
                    )));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Whoever acts, for use cases that ask who.
    fn reviewer(&self) -> Result<&Versioned<User>> {
        self.actor().ok_or(Error::NobodyActs)
    }
}

/// A problem of one field.
fn invalid(field: &'static str, reason: Reason) -> Error {
    Error::Invalid(vec![Invalid { field, reason }])
}

/// How a file is called in a sentence.
pub(super) fn called(number: &str, title: &str) -> String {
    if number.is_empty() { title.to_owned() } else { number.to_owned() }
}

type File = Versioned<ReviewFile>;
