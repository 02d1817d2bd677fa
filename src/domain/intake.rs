//! What comes in about others: reports, accidents, findings of inspections, and how each was answered.

use chrono::NaiveDate;

use super::case::Case;
use super::id::Id;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};
use super::unit::Unit;

coded! {
    IntakeKind {
        Report = "report", "投诉举报";
        Accident = "accident", "事故信息";
        Finding = "finding", "检查发现";
    }
}

/// One thing that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    pub kind: IntakeKind,
    pub received_on: NaiveDate,
    /// Who reported or found it; an anonymous report says so.
    pub from: String,
    pub content: String,
    /// The unit that has to deal with it.
    pub unit: Option<Id<Unit>>,
    /// The day until which it is to be answered, where one is set.
    pub answer_by: Option<NaiveDate>,
    /// What was done about it and told.
    pub answer: String,
    pub answered_on: Option<NaiveDate>,
    /// The case that it led to.
    pub case: Option<Id<Case>>,
}

impl Intake {
    /// Whether the answer is late, or came late.
    pub fn late(&self, on: NaiveDate) -> bool {
        self.answer_by.is_some_and(|by| by < self.answered_on.unwrap_or(on))
    }

    /// Whether an inquiry into liability can be thought of: it was not answered in time, or not at all.
    pub fn offers_lead(&self, on: NaiveDate) -> bool {
        self.answered_on.is_none() || self.late(on)
    }

    /// The omission that may lie in it, in the order of the draft rules' list (D7).
    pub const fn omission(&self) -> &'static str {
        match self.kind {
            IntakeKind::Report => "7(15)",
            IntakeKind::Accident => "7(5)",
            IntakeKind::Finding => "7(4)",
        }
    }
}

impl Checked for Intake {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("intake.from", &self.from, NAME_MOST);
        check.text("intake.content", &self.content);
        check.optional_line("intake.answer", &self.answer, LINE_MOST);
        if let Some(by) = self.answer_by {
            check.not_before("intake.answer_by", by, self.received_on);
        }
        if let Some(on) = self.answered_on {
            check.not_before("intake.answered_on", on, self.received_on);
            if self.answer.trim().is_empty() {
                check.note("intake.answer", Reason::Empty);
            }
        }
        check.done()
    }
}
