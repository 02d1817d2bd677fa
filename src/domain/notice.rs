//! Issued notices and the registers that number them.

use chrono::NaiveDate;

use super::case::Case;
use super::hash::Hash;
use super::id::Id;
use super::liability::Decision;
use super::problem::{Check, Checked, Invalid, LINE_MOST};

coded! {
    /// What became of a number: it is used once and never vanishes.
    NumberState {
        Issued = "issued", "已用";
        Void = "void", "作废";
    }
}

/// One number of a gapless register, per kind and year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// 机关代字 and kind: 示应急过错.
    pub register: String,
    pub year: u16,
    pub seq: u32,
    pub state: NumberState,
    /// Why it was made void.
    pub why: String,
}

impl Checked for Number {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("number.register", &self.register, 20);
        check.done()
    }
}

/// A notice as it was issued; its PDF is kept as a blob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub number: Id<Number>,
    /// 文号 in full: 示应急过错〔2026〕1号.
    pub document_no: String,
    /// The form's identifier.
    pub form: String,
    pub title: String,
    pub addressee: String,
    pub subject: About,
    pub issued_on: NaiveDate,
    pub pages: u32,
    /// SHA-256 of the issued PDF.
    pub pdf: Hash,
    /// SHA-256 of the form used.
    pub form_hash: Hash,
    /// SHA-256 of the facts (JSON) that filled the form.
    pub facts: Hash,
    pub serving: Option<Serving>,
}

/// What a notice is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Decision(Id<Decision>),
    Case(Id<Case>),
}

/// 送达.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serving {
    pub served_on: NaiveDate,
    /// 直接送达, 留置送达 …
    pub how: String,
}

impl Checked for Notice {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("notice.document_no", &self.document_no, LINE_MOST);
        check.line("notice.title", &self.title, LINE_MOST);
        if let Some(serving) = &self.serving {
            check.not_before("notice.served_on", serving.served_on, self.issued_on);
        }
        check.done()
    }
}
