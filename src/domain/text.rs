//! Texts that the bureau has adopted: rule packs, their official wording, forms and calendars.

use chrono::NaiveDate;

use super::hash::Hash;
use super::problem::{Check, Checked, Invalid, LINE_MOST};

coded! {
    /// What an adopted text is.
    TextKind {
        Pack = "pack", "规则包";
        /// The official wording of the text of which a pack is made; goes by the pack's name.
        Official = "official", "正式文本";
        Form = "form", "文书格式";
        Calendar = "calendar", "日历";
        /// A standard by which case files are reviewed; goes by its title, its version being part of the text.
        Standard = "standard", "评查标准";
    }
}

/// One version of a text; its bytes are kept as a blob, so that old conclusions survive new programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedText {
    pub kind: TextKind,
    /// The text's own identifier: `c1-chifeng`.
    pub name: String,
    pub title: String,
    pub hash: Hash,
    /// What the bureau put in place of title, issuer, number and dates, as TOML; empty where it is the issuer.
    pub adoption: String,
    pub adopted_on: NaiveDate,
}

impl Checked for AdoptedText {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("text.name", &self.name, LINE_MOST);
        check.line("text.title", &self.title, LINE_MOST);
        check.done()
    }
}
