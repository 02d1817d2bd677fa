//! Deadlines that begin with an act and end with another.

use chrono::NaiveDate;
use uuid::Uuid;

use super::error::{Error, Result};
use super::file::Versioned;
use super::{Draft, Ledger};
use crate::domain::deadline::{self, Holder, Period, Trigger, Unit};
use crate::domain::due::{Deadline, DeadlineState};
use crate::domain::id::Id;
use crate::domain::problem::{Invalid, Reason};
use crate::domain::role::Op;
use crate::exchange::calendar_file::{builtin_calendar, builtin_years};
use crate::words::date::show_date;
use crate::words::deadline::{explain, period_refused, show_period};

/// A period that a provision sets, and what sets it off.
pub(super) struct Term<'a> {
    pub task: &'a str,
    pub about: &'a str,
    pub record: Uuid,
    pub citation: String,
    pub holder: Holder,
    pub trigger: Trigger,
    pub period: Period,
    pub start_on: NaiveDate,
}

/// Reckons a period by the calendar and both readings, and keeps the years' schedules with the act.
pub(super) fn start(draft: &mut Draft<'_>, term: &Term<'_>) -> Result<Deadline> {
    let calendar = builtin_calendar();
    let refused = |refusal| Error::Refused(period_refused(&refusal));
    let reckoning = deadline::reckon(term.start_on, term.period, &calendar).map_err(refused)?;
    let act_by = match term.period.unit() {
        // Plain 日: a duty goes by the earlier reading, a right by the later.
        Unit::Day => {
            deadline::both(term.start_on, term.period.n(), &calendar).map_err(refused)?.act_by(term.holder)
        }
        _ => reckoning.last,
    };
    for (year, text) in builtin_years() {
        if year >= chrono::Datelike::year(&term.start_on) && year <= chrono::Datelike::year(&reckoning.last) {
            draft.keep(text.as_bytes().to_vec(), "application/toml");
        }
    }
    let deadline = Deadline {
        task: term.task.to_owned(),
        about: term.about.to_owned(),
        record: term.record,
        citation: term.citation.clone(),
        holder: term.holder,
        trigger: term.trigger,
        start_on: term.start_on,
        period: show_period(term.period),
        nominal_last: reckoning.nominal_last,
        last: reckoning.last,
        act_by,
        confirmed: reckoning.confirmed(),
        explanation: explain(&reckoning, &calendar),
        state: DeadlineState::Running,
        closed_on: None,
    };
    draft.add(&deadline)?;
    Ok(deadline)
}

impl Ledger {
    /// Deadlines that run, the most urgent first.
    pub fn running_deadlines(&self) -> Result<Vec<Versioned<Deadline>>> {
        Ok(self.store().running_deadlines()?)
    }

    /// Closes a deadline: what was to be done has been done.
    ///
    /// # Errors
    /// A day before the deadline began or after today.
    pub fn close_deadline(&mut self, read: &Versioned<Deadline>, on: NaiveDate, why: &str) -> Result<()> {
        self.not_in_future("deadline.closed_on", on)?;
        let closed = Deadline { state: DeadlineState::Done, closed_on: Some(on), ..read.value.clone() };
        self.transact(Op::CloseDeadline, why, |draft| draft.change(read, &closed))
    }

    /// Closes several deadlines as one act: the same was done for all of them.
    ///
    /// # Errors
    /// A day before one of them began, or after today; one that is closed already.
    pub fn close_deadlines(&mut self, all: &[Id<Deadline>], on: NaiveDate, why: &str) -> Result<()> {
        self.not_in_future("deadline.closed_on", on)?;
        let read: Vec<Versioned<Deadline>> = all.iter().map(|id| self.get(*id)).collect::<Result<_>>()?;
        if let Some(closed) = read.iter().find(|one| one.value.state != DeadlineState::Running) {
            let Deadline { task, about, closed_on, .. } = &closed.value;
            return Err(Error::Refused(format!(
                "{about}的“{task}”{}已经办结，台账没有改动。",
                closed_on.map(show_date).unwrap_or_default()
            )));
        }
        self.transact(Op::CloseDeadline, why, |draft| {
            read.iter().try_for_each(|one| {
                let state = DeadlineState::Done;
                draft.change(one, &Deadline { state, closed_on: Some(on), ..one.value.clone() })
            })
        })
    }

    /// Refuses a day that has not come yet.
    pub(super) fn not_in_future(&self, field: &'static str, on: NaiveDate) -> Result<()> {
        let latest = self.env().today();
        let after = Invalid { field, reason: Reason::After { latest } };
        if on > latest { Err(Error::Invalid(vec![after])) } else { Ok(()) }
    }
}
