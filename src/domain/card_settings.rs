//! What the bureau asks of training beyond the articles on cards: thresholds that are off until it turns them on.

use chrono::NaiveDate;

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
    /// Month and day until which every card is checked each year; none where the bureau has no such check.
    pub annual: Option<(u32, u32)>,
}

impl Default for CardSettings {
    fn default() -> CardSettings {
        CardSettings {
            entry: false,
            yearly: false,
            hours: None,
            professionals: false,
            majors: "安全、应急、消防、化工、矿、地质、防灾".to_owned(),
            annual: None,
        }
    }
}

impl CardSettings {
    /// The last day of a year's check; 29 February is the 28th in other years.
    pub fn annual_in(&self, year: i32) -> Option<NaiveDate> {
        let (month, day) = self.annual?;
        NaiveDate::from_ymd_opt(year, month, day).or_else(|| NaiveDate::from_ymd_opt(year, month, day - 1))
    }

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
