//! Issued notices and the registers that number them.

use chrono::NaiveDate;

use super::card_life::CardAct;
use super::case::Case;
use super::certificate::Certificate;
use super::hash::Hash;
use super::id::Id;
use super::liability::Decision;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST};
use super::review::{ReviewDraw, ReviewFile, ReviewPlan, ReviewResult};

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

/// A paper as it was printed; its PDF is kept as a blob.
///
/// A notice lays something upon somebody and has a number, used once. A sheet of a register (登记表, 声明,
/// 申请, 确认单) has none: it says what the ledger says on its day, and when the record is corrected it is
/// printed anew, which must not use numbers up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub number: Option<Id<Number>>,
    /// 文号 in full: 示应急过错〔2026〕1号; empty for a sheet.
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
    /// Somebody with all cards: the slip that HR waits for.
    Officer(Id<Officer>),
    Card(Id<Certificate>),
    /// One act on a card: its suspension.
    CardAct(Id<CardAct>),
    /// A file that is reviewed: its table.
    ReviewFile(Id<ReviewFile>),
    /// What was agreed on about a file: opinion, and what is to be put right.
    ReviewResult(Id<ReviewResult>),
    ReviewDraw(Id<ReviewDraw>),
    /// All files of a plan: its circular.
    ReviewPlan(Id<ReviewPlan>),
}

impl About {
    /// The record.
    pub const fn id(&self) -> uuid::Uuid {
        match self {
            About::Decision(id) => id.uuid(),
            About::Case(id) => id.uuid(),
            About::Officer(id) => id.uuid(),
            About::Card(id) => id.uuid(),
            About::CardAct(id) => id.uuid(),
            About::ReviewFile(id) => id.uuid(),
            About::ReviewResult(id) => id.uuid(),
            About::ReviewDraw(id) => id.uuid(),
            About::ReviewPlan(id) => id.uuid(),
        }
    }

    /// Whether the paper goes to somebody, so that its serving is recorded.
    pub const fn is_served(&self) -> bool {
        matches!(self, About::Decision(_) | About::CardAct(_) | About::ReviewResult(_))
    }
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
        match self.number {
            Some(_) => check.line("notice.document_no", &self.document_no, LINE_MOST),
            None => check.optional_line("notice.document_no", &self.document_no, LINE_MOST),
        }
        check.line("notice.title", &self.title, LINE_MOST);
        if let Some(serving) = &self.serving {
            check.not_before("notice.served_on", serving.served_on, self.issued_on);
        }
        check.done()
    }
}
