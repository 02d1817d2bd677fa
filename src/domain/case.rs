//! Enforcement cases, leads about the conduct in them, and evidence.

use chrono::NaiveDate;

use super::certificate::Category;
use super::hash::Hash;
use super::id::Id;
use super::intake::Intake;
use super::liability::Liability;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, Reason, TEXT_MOST};
use super::unit::Unit;

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
    pub handling: Handling,
}

coded! {
    /// In whose name a case is handled: the two modes of townships are kept apart.
    HandlingMode {
        Own = "own", "本局办理";
        /// In the bureau's name (行政处罚法第二十条).
        Delegated = "delegated", "委托办理";
        /// In the township's own name (行政处罚法第二十四条).
        Empowered = "empowered", "赋权办理";
    }
}

/// Who handles a case, where, and what about it decides which steps it needs; older cases have none of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handling {
    /// 承办机构.
    pub unit: Option<Id<Unit>>,
    pub mode: HandlingMode,
    /// Where: 示例县青石示例镇.
    pub region: String,
    /// The category of enforcement that a card must name.
    pub category: Option<Category>,
    /// Whether the party is a person, not an organisation.
    pub person: bool,
    /// 罚款, in fen.
    pub fine: Option<u64>,
    /// 没收, in fen.
    pub confiscated: Option<u64>,
    /// 裁量阶次, as the bureau's standard names it.
    pub band: String,
    /// Whether the decision departs from it, and why.
    pub departs: bool,
    pub departs_why: String,
    /// Whether the decision is one that is reviewed for legality and discussed; none while nobody has said.
    pub major: Option<bool>,
    /// Whether the party may ask for a hearing.
    pub hearing: Option<bool>,
    /// Whether a crime is suspected.
    pub crime: Option<bool>,
}

impl Default for Handling {
    fn default() -> Handling {
        Handling {
            unit: None,
            mode: HandlingMode::Own,
            region: String::new(),
            category: None,
            person: false,
            fine: None,
            confiscated: None,
            band: String::new(),
            departs: false,
            departs_why: String::new(),
            major: None,
            hearing: None,
            crime: None,
        }
    }
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
        check.optional_line("case.region", &self.handling.region, LINE_MOST);
        check.optional_line("case.band", &self.handling.band, LINE_MOST);
        if self.handling.departs {
            check.text("case.departs_why", &self.handling.departs_why);
        }
        let got = self.summary.chars().count();
        if got > TEXT_MOST {
            check.note("case.summary", Reason::TooLong { most: TEXT_MOST, got });
        }
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
    /// What came in and was not answered, where the lead was made of it.
    pub intake: Option<Id<Intake>>,
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
