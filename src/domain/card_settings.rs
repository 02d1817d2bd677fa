//! What the bureau asks of training beyond the articles on cards: thresholds that are off until it turns them on.

use super::problem::{Check, Checked, Invalid, LINE_MOST};

/// The thresholds, as the bureau has set them.
///
/// Their source is a discussion draft (A二(四)2): it can be followed, and never be cited as a basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSettings {
    /// 入职培训 of at least three months.
    pub entry: bool,
    /// Two weeks of training a year.
    pub yearly: bool,
    /// Class hours a year; none where the bureau asks for none.
    pub hours: Option<u32>,
    /// 专业人员 are at least three quarters of those on enforcement duty.
    pub professionals: bool,
    /// The words by which a 专业 counts, parted by 、.
    pub majors: String,
}

impl Default for CardSettings {
    fn default() -> CardSettings {
        CardSettings {
            entry: false,
            yearly: false,
            hours: None,
            professionals: false,
            majors: "安全、应急、消防、化工、矿、地质、防灾".to_owned(),
        }
    }
}

impl CardSettings {
    /// Whether a 专业 counts.
    pub fn counts(&self, major: &str) -> bool {
        self.majors.split('、').any(|word| !word.trim().is_empty() && major.contains(word.trim()))
    }
}

impl Checked for CardSettings {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        match self.professionals {
            true => check.line("card_settings.majors", &self.majors, LINE_MOST),
            false => check.optional_line("card_settings.majors", &self.majors, LINE_MOST),
        }
        check.done()
    }
}
