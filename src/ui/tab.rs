//! The eight tabs, and the places within them to which one screen sends a person on.

use chrono::NaiveDate;
use uuid::Uuid;

use super::icons;

/// The tabs of the rail, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    Todo,
    Certificates,
    Interference,
    Review,
    Liability,
    Papers,
    Statistics,
    Settings,
}

impl Tab {
    /// In the order of the rail and of Ctrl+1 to Ctrl+8.
    pub const ALL: [Tab; 8] = [
        Tab::Todo,
        Tab::Certificates,
        Tab::Interference,
        Tab::Review,
        Tab::Liability,
        Tab::Papers,
        Tab::Statistics,
        Tab::Settings,
    ];

    /// The word on the rail.
    pub fn label(self) -> &'static str {
        match self {
            Tab::Todo => "待办",
            Tab::Certificates => "证件",
            Tab::Interference => "过问",
            Tab::Review => "评查",
            Tab::Liability => "责任",
            Tab::Papers => "文书",
            Tab::Statistics => "统计",
            Tab::Settings => "设置",
        }
    }

    /// The icon on the rail.
    pub fn icon(self) -> char {
        match self {
            Tab::Todo => icons::TODO,
            Tab::Certificates => icons::CERTIFICATE,
            Tab::Interference => icons::INTERFERENCE,
            Tab::Review => icons::REVIEW,
            Tab::Liability => icons::LIABILITY,
            Tab::Papers => icons::PAPER,
            Tab::Statistics => icons::STATISTICS,
            Tab::Settings => icons::SETTINGS,
        }
    }

    /// What a tab will hold that this version does not have yet.
    pub fn still_to_come(self) -> Option<&'static str> {
        match self {
            Tab::Statistics => Some("统计将在以后的版本提供：证件、案件、责任追究的数字，点开就是明细。"),
            _ => None,
        }
    }
}

/// The pages of 过问.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogbookPage {
    #[default]
    Records,
    Deputies,
    Failures,
    Files,
    Totals,
}

/// The pages of 评查.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewPage {
    Reviews,
    Files,
    #[default]
    Cases,
    Standards,
    Guidance,
    Recurring,
}

/// A lead that another tab offers: it stands in the blank form of 责任, and a person accepts it or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadOffer {
    pub source: String,
    pub summary: String,
    /// The case, and how it is called.
    pub case: Option<(Uuid, String)>,
    /// 案由 in one line.
    pub matter: String,
    /// The day of the conduct, where it is known.
    pub on: Option<NaiveDate>,
    /// What came in, where the lead is made of it.
    pub intake: Option<Uuid>,
    /// What was found, with what shows it.
    pub facts: Vec<OfferedFact>,
}

/// A fact of such a lead: what was found, the paper that shows it, and where in the file that stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferedFact {
    pub text: String,
    pub evidence: String,
    pub place: String,
}

/// Where a person is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Tab(Tab),
    /// A record, by the kind under which the ledger keeps it and its identity.
    Record {
        kind: String,
        id: Uuid,
    },
    /// A question of an inquiry, as answers name it.
    Question {
        inquiry: Uuid,
        question: String,
    },
    /// The inquiry into liability in this case.
    Inquiry(Uuid),
    /// A form for a new record of a tab.
    New(Tab),
    /// The form for a lead, filled in with what another tab knows.
    Lead(Box<LeadOffer>),
    /// A form for somebody's question about this case.
    Asked(Uuid),
    /// A page of 过问.
    Logbook(LogbookPage),
    /// A page of 评查.
    Review(ReviewPage),
    /// What was being written, by the key of its draft.
    Draft(String),
    /// The cards that run out soon.
    Expiring,
    /// A register of people and cards is brought in.
    ImportRegister,
    /// The list of people and cards is written to a workbook.
    ExportRegister,
    /// A list of cases is brought in.
    ImportCases,
    /// Where copies of the ledger go.
    Backup,
}

impl Target {
    /// The tab that shows it.
    pub fn tab(&self) -> Tab {
        match self {
            Target::Tab(tab) | Target::New(tab) => *tab,
            Target::Backup => Tab::Settings,
            Target::Asked(_) | Target::Logbook(_) => Tab::Interference,
            Target::Review(_) | Target::ImportCases => Tab::Review,
            Target::Expiring | Target::ImportRegister | Target::ExportRegister => Tab::Certificates,
            Target::Record { kind, .. } => tab_of(kind),
            Target::Question { .. } | Target::Inquiry(_) | Target::Lead(_) => Tab::Liability,
            Target::Draft(key) => tab_of(key.split('/').next().unwrap_or_default()),
        }
    }
}

/// The tab that shows records of a kind.
fn tab_of(kind: &str) -> Tab {
    match kind {
        "officer" | "certificate" | "unit" | "register" | "training" | "power" | "delegation" | "misuse"
        | "card_settings" | "deadline" | "complaint" | "hr_copy" | "annual_check" => Tab::Certificates,
        "lead" | "liability" | "evidence" | "decision" => Tab::Liability,
        "sealed" | "interference" | "acting" | "recording_failure" | "totals" | "interference_settings" => {
            Tab::Interference
        }
        "notice" | "number" => Tab::Papers,
        "agency" | "user" | "text" | "recovery" | "roster_layout" | "annual" | "case_settings" => {
            Tab::Settings
        }
        "guidance" | "case" | "case_step" | "questioning" | "recusal" | "seizure" | "intake" | "review"
        | "review_plan" | "review_file" | "case_file" | "case_document" | "case_binding" | "standard" => {
            Tab::Review
        }
        _ => Tab::Todo,
    }
}
