//! Deadlines that run: what must be done, by whom, by when, and under which provision.

use chrono::NaiveDate;
use uuid::Uuid;

use super::deadline::{Holder, Trigger};
use super::problem::{Check, Checked, Invalid, LINE_MOST, Reason};

coded! {
    /// Where a deadline stands.
    DeadlineState {
        Running = "running", "进行中";
        Done = "done", "已办结";
        Lifted = "lifted", "不再适用";
    }
}

/// One running deadline, with the days as they were reckoned when it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// What is to be done: 书面通知本人.
    pub task: String,
    /// Who or what it concerns, in words.
    pub about: String,
    /// The record it belongs to.
    pub record: Uuid,
    pub citation: String,
    pub holder: Holder,
    pub trigger: Trigger,
    pub start_on: NaiveDate,
    /// The period as the provision has it: 10日.
    pub period: String,
    /// The last day before it is moved off rest days.
    pub nominal_last: NaiveDate,
    /// The last day, counting calendar days.
    pub last: NaiveDate,
    /// The day to go by: the earlier reading for a duty, the later for a right.
    pub act_by: NaiveDate,
    /// Whether the holidays of all years concerned were known.
    pub confirmed: bool,
    pub explanation: String,
    pub state: DeadlineState,
    pub closed_on: Option<NaiveDate>,
}

impl Checked for Deadline {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("deadline.task", &self.task, LINE_MOST);
        if self.last < self.start_on {
            check.note("deadline.last", Reason::Before { earliest: self.start_on });
        }
        if let Some(closed_on) = self.closed_on {
            check.not_before("deadline.closed_on", closed_on, self.start_on);
        }
        check.done()
    }
}
