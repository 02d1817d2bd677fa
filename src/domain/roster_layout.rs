//! In which order a platform asks for the columns of a list of people, and what it calls them.

use super::problem::{Check, Checked, Invalid, Reason};

coded! {
    /// The platforms into which the bureau enters its people (J14-1).
    Platform {
        Region = "region", "自治区应急管理信息平台";
        Checks = "checks", "自治区“双随机一公开”监管平台";
    }
}

/// Stands where a platform has a column of which the ledger keeps nothing.
pub const BLANK: &str = "blank";
/// Longest heading of a column, in characters.
pub const HEADING_MOST: usize = 40;
/// Most columns of one list.
pub const COLUMNS_MOST: usize = 60;

/// One column: what it holds, by its code, and what the platform calls it; empty where as the program does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutColumn {
    pub field: String,
    pub heading: String,
}

/// The columns of one platform, as the bureau has set them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterLayout {
    pub platform: Platform,
    pub columns: Vec<LayoutColumn>,
}

impl Checked for RosterLayout {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        if self.columns.is_empty() {
            check.note("roster_layout.columns", Reason::NoneGiven);
        }
        for column in &self.columns {
            check.optional_line("roster_layout.heading", &column.heading, HEADING_MOST);
        }
        check.done()
    }
}
