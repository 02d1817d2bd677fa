//! Enforcement cases, leads about the conduct in them, and evidence.

use chrono::NaiveDate;

use super::hash::Hash;
use super::id::Id;
use super::liability::Liability;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST};

coded! {
    /// What kind of administrative act the case is about.
    CaseKind {
        Inspection = "inspection", "行政检查";
        SummaryPenalty = "summary-penalty", "行政处罚（简易程序）";
        Penalty = "penalty", "行政处罚（普通程序）";
        Coercion = "coercion", "行政强制";
        Licence = "licence", "行政许可";
        Other = "other", "其他";
    }
}

/// A case against a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// 案号, as on the papers: 示应急罚〔2025〕18号.
    pub number: String,
    pub title: String,
    pub kind: CaseKind,
    pub party: Party,
    pub source: String,
    pub summary: String,
    pub law: String,
    pub opened_on: Option<NaiveDate>,
    pub officers: Vec<Id<Officer>>,
}

/// 当事人.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    /// 统一社会信用代码, where there is one.
    pub code: String,
    pub address: String,
    pub contact: String,
}

impl Checked for Case {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.optional_line("case.number", &self.number, LINE_MOST);
        check.line("case.title", &self.title, LINE_MOST);
        check.optional_line("case.party", &self.party.name, LINE_MOST);
        check.done()
    }
}

/// A lead about enforcement conduct: where an inquiry into liability begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    pub received_on: NaiveDate,
    pub source: String,
    pub summary: String,
    pub case: Option<Id<Case>>,
}

impl Checked for Lead {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("lead.source", &self.source, LINE_MOST);
        check.text("lead.summary", &self.summary);
        check.done()
    }
}

/// One piece of evidence in an inquiry; a record of its own, so that two machines rarely meet in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub liability: Id<Liability>,
    /// The name by which facts and answers refer to it: 证1.
    pub label: String,
    pub title: String,
    /// Where in the case file it stands: 案卷第9页.
    pub place: String,
    pub attachment: Option<Attachment>,
}

/// A file kept in the ledger, named by the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub hash: Hash,
    pub size: u64,
    /// Media type by content: `application/pdf`.
    pub media: String,
    pub file_name: String,
}

impl Checked for Evidence {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("evidence.label", &self.label, LINE_MOST);
        check.line("evidence.title", &self.title, LINE_MOST);
        check.optional_line("evidence.place", &self.place, LINE_MOST);
        check.done()
    }
}
