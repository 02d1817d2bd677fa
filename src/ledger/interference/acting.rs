//! Deputies who give the 批示 while a leader is away, and the periods that the bureau sets itself.

use chrono::NaiveDate;

use super::{Error, Ledger, Result};
use crate::domain::id::Id;
use crate::domain::interference::{Acting, InterferenceSettings};
use crate::domain::problem::{Checked, Invalid, Reason};
use crate::domain::role::{Op, Role, may};
use crate::domain::user::User;
use crate::ledger::file::Versioned;
use crate::ledger::sealed::refused;

impl Ledger {
    /// Appoints a deputy for some days: what is presented to the acting leader in them, the deputy opens and
    /// directs too, but for records about the deputy or written by the deputy.
    ///
    /// # Errors
    /// Another role than the leader's; a deputy who administers the ledger, may not write sealed records, or is
    /// the leader; days that meet another appointment of the leader, or lie in the past.
    pub fn appoint_deputy(
        &mut self,
        deputy: Id<User>,
        from: NaiveDate,
        until: NaiveDate,
        document: &str,
    ) -> Result<Id<Acting>> {
        let leader = self.actor().ok_or(Error::NobodyActs)?.id;
        let acting = Acting { leader, deputy, from, until, document: document.trim().to_owned() };
        acting.check()?;
        let today = self.env().today();
        if until < today {
            let reason = Reason::Before { earliest: today };
            return Err(Error::Invalid(vec![Invalid { field: "acting.until", reason }]));
        }
        let user = self.get(deputy)?.value;
        let roles = &user.roles;
        if deputy == leader || user.closed || roles.contains(&Role::Administrator) || !may(roles, Op::Seal) {
            return Err(Error::Refused(format!(
                "“{}”不能代为批示：请指定另一位经办人、法制人员、纪检或者负责人，系统管理除外。",
                user.name
            )));
        }
        let meets = |one: &Versioned<Acting>| {
            one.value.leader == leader && one.value.from <= until && from <= one.value.until
        };
        if self.all::<Acting>()?.iter().any(meets) {
            return refused("这段时间已经指定了代为批示的人。请先结束原来的，再重新指定。");
        }
        self.transact(Op::AppointDeputy, document, |draft| draft.add(&acting))
    }

    /// Ends an appointment early. What the deputy could open, the deputy's key goes on opening.
    ///
    /// # Errors
    /// Another leader's appointment; a last day before the first, or after the one that was set.
    pub fn end_deputy(&mut self, read: &Versioned<Acting>, until: NaiveDate, why: &str) -> Result<()> {
        if self.actor().map(|actor| actor.id) != Some(read.value.leader) {
            return refused("只能由指定的人自己结束。");
        }
        if until > read.value.until {
            let reason = Reason::After { latest: read.value.until };
            return Err(Error::Invalid(vec![Invalid { field: "acting.until", reason }]));
        }
        let ended = Acting { until, ..read.value.clone() };
        self.transact(Op::AppointDeputy, why, |draft| draft.change(read, &ended))
    }

    /// The appointments that hold on a day.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn acting_on(&self, on: NaiveDate) -> Result<Vec<Versioned<Acting>>> {
        let all = self.all::<Acting>()?.into_iter();
        Ok(all.filter(|one| one.value.holds_on(on)).collect())
    }

    /// The deputy who reads a new record besides its recipient.
    pub(in crate::ledger) fn deputy_for(
        &self,
        acting: &[Versioned<Acting>],
        recipient: Id<User>,
        author: Id<User>,
        about: &str,
    ) -> Result<Option<Versioned<User>>> {
        let Some(own) = acting.iter().find(|one| one.value.leader == recipient) else { return Ok(None) };
        let deputy = self.get(own.value.deputy)?;
        let barred = deputy.value.closed || deputy.id == author || self.is_called(&deputy.value, about)?;
        Ok((!barred).then_some(deputy))
    }

    /// Whether a user acts for a leader today.
    pub(in crate::ledger) fn acts_as_deputy(&self, user: Id<User>) -> Result<bool> {
        Ok(self.acting_on(self.env().today())?.iter().any(|one| one.value.deputy == user))
    }

    /// The periods that the bureau has set; none run before it sets them.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn interference_settings(&self) -> Result<InterferenceSettings> {
        Ok(self.all::<InterferenceSettings>()?.pop().map(|read| read.value).unwrap_or_default())
    }

    /// Sets them.
    ///
    /// # Errors
    /// Another role than the leader's or the legal section's.
    pub fn set_interference_settings(&mut self, settings: &InterferenceSettings, why: &str) -> Result<()> {
        let read = self.all::<InterferenceSettings>()?.pop();
        self.transact(Op::SetInterference, why, |draft| match &read {
            Some(read) => draft.change(read, settings),
            None => draft.add(settings).map(drop),
        })
    }
}
