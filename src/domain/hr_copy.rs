//! What the region's HR copies to the legal section: scores of the academy, and who got the ministry's card (J14-3).

use chrono::NaiveDate;

use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, Reason};

coded! {
    /// What a copy tells.
    CopyOf {
        Scores = "scores", "网络学院学习成绩";
        Cards = "cards", "部证领取名单、编号和有效期";
    }
}

/// One copy as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HrCopy {
    pub received_on: NaiveDate,
    pub of: Vec<CopyOf>,
    /// Whom of the bureau it names.
    pub officers: Vec<Id<Officer>>,
    /// Its number, or where it is kept.
    pub document: String,
}

impl Checked for HrCopy {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        if self.of.is_empty() {
            check.note("hr_copy.of", Reason::NoneGiven);
        }
        if self.officers.is_empty() {
            check.note("hr_copy.officers", Reason::NoneGiven);
        }
        check.line("hr_copy.document", &self.document, LINE_MOST);
        check.done()
    }
}
