//! The agency that keeps this ledger.

use super::problem::{Check, Checked, Invalid, NAME_MOST};

/// The bureau: what stands at the head of its notices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Full name, as on the seal: 示例县应急管理局.
    pub name: String,
    /// 机关代字, the beginning of its document numbers: 示应急.
    pub code: String,
    /// Region in which it enforces, as on its cards: 示例县.
    pub region: String,
    /// The office that sends its papers out.
    pub office: String,
    /// Whether everything in this ledger is invented.
    pub sample: bool,
}

impl Checked for Agency {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("bureau.name", &self.name, NAME_MOST);
        check.line("bureau.code", &self.code, 10);
        check.optional_line("bureau.region", &self.region, NAME_MOST);
        check.optional_line("bureau.office", &self.office, NAME_MOST);
        check.done()
    }
}
