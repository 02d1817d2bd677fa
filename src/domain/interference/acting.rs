//! Who gives the 批示 while the leader is away, and the periods that the bureau sets itself.

use chrono::NaiveDate;

use super::super::id::Id;
use super::super::problem::{Check, Checked, Invalid, LINE_MOST};
use super::super::user::User;

/// A deputy for some days. It is no secret: whoever records should know who reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acting {
    pub leader: Id<User>,
    pub deputy: Id<User>,
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// What it rests on: the minutes, the notice.
    pub document: String,
}

impl Acting {
    /// Whether the deputy acts on a day.
    pub fn holds_on(&self, on: NaiveDate) -> bool {
        (self.from..=self.until).contains(&on)
    }
}

impl Checked for Acting {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.not_before("acting.until", self.until, self.from);
        check.optional_line("acting.document", &self.document, LINE_MOST);
        check.done()
    }
}

/// Periods in days that the bureau sets itself: the texts say 及时 or nothing. None of them runs unless it is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InterferenceSettings {
    /// From the record to the 批示.
    pub direct_days: Option<u32>,
    /// From the 批示 to the letter of D17.
    pub letter_days: Option<u32>,
    /// From the letter to its receipt.
    pub receipt_days: Option<u32>,
    /// From the 批示 to the word to the recorder.
    pub feedback_days: Option<u32>,
    /// For how many months after the record personnel acts are flagged; without end where it is not set.
    pub protect_months: Option<u32>,
}

impl Checked for InterferenceSettings {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        Ok(())
    }
}
