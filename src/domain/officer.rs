//! Officers: the people who enforce, lead and review.

use chrono::NaiveDate;

use super::id::Id;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST};
use super::unit::Unit;

coded! {
    /// 编制: the establishment that a post belongs to.
    Staffing {
        Civil = "civil", "行政编制";
        Managed = "managed", "参照公务员管理";
        Institution = "institution", "事业编制";
        Other = "other", "其他";
    }
}

/// One person over the years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    pub name: String,
    pub unit: Id<Unit>,
    pub post: String,
    pub staffing: Option<Staffing>,
    pub entered_on: Option<NaiveDate>,
    /// The last day in the service, once it has come.
    pub left_on: Option<NaiveDate>,
}

impl Checked for Officer {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("officer.name", &self.name, NAME_MOST);
        check.optional_line("officer.post", &self.post, LINE_MOST);
        if let (Some(entered), Some(left)) = (self.entered_on, self.left_on) {
            check.not_before("officer.left_on", left, entered);
        }
        check.done()
    }
}
