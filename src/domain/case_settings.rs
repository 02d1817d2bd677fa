//! What the bureau sets for its cases: from which amount a hearing is offered, and what counts as frequent.

use super::problem::{Check, Checked, Invalid, LINE_MOST, Reason};

/// Occurrences from which on an error is warned of while the bureau has set no other. X18 speaks of what is frequent
/// and gives no figure: this one is the program's.
pub const FREQUENT: u32 = 3;
/// What can be set for it.
pub const FREQUENT_LEAST: u32 = 2;
pub const FREQUENT_MOST: u32 = 100;

/// The settings.
///
/// The law offers a hearing from a large amount on and names none (行政处罚法第六十三条第一款): a province or a
/// department does, so that nothing is set until the bureau says which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseSettings {
    /// From which amount on a fine, or what is confiscated, is large, in fen: towards a person.
    pub large_person: Option<u64>,
    /// Towards an organisation.
    pub large_unit: Option<u64>,
    /// The document that says so.
    pub large_basis: String,
    pub frequent: u32,
}

impl Default for CaseSettings {
    fn default() -> CaseSettings {
        CaseSettings { large_person: None, large_unit: None, large_basis: String::new(), frequent: FREQUENT }
    }
}

impl CaseSettings {
    /// From which amount on it is large, in fen; none while that is not set.
    pub fn large(&self, person: bool) -> Option<u64> {
        if person { self.large_person } else { self.large_unit }
    }
}

impl Checked for CaseSettings {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        match (self.large_person, self.large_unit) {
            (None, None) => check.optional_line("case_settings.basis", &self.large_basis, LINE_MOST),
            _ => check.line("case_settings.basis", &self.large_basis, LINE_MOST),
        }
        for (field, amount) in
            [("case_settings.person", self.large_person), ("case_settings.unit", self.large_unit)]
        {
            if amount == Some(0) {
                check.note(field, Reason::Empty);
            }
        }
        if self.frequent < FREQUENT_LEAST {
            let (least, got) = (FREQUENT_LEAST as usize, self.frequent as usize);
            check.note("case_settings.frequent", Reason::TooFew { least, got });
        }
        check.done()
    }
}
