//! What the judge hands back: per pack a reasoned conclusion, ready to be shown, printed or kept as JSON.

use serde::{Serialize, Serializer};

use super::pack::Level;
use super::serial;
use crate::domain::deadline::{Holder, Trigger, Unit};
use crate::domain::fault::{Citation, GroundKind, Outcome, Part, Share, Standing, SubjectKind};

coded! {
    /// Whether a pack is the basis for this case.
    BindingState {
        Applies = "applies", "适用";
        /// To be read and compared; a notice does not rest on it.
        Reference = "reference", "仅供参考";
        NotInForce = "not-in-force", "行为日没有施行";
    }
}

coded! {
    /// What an open question is about.
    QuestionKind {
        Subject = "subject", "责任主体";
        Element = "element", "构成要件";
        Fault = "fault", "过错情形";
        NoLiability = "no-liability", "不承担责任";
        Lighter = "lighter", "从轻或者免予追究";
        Heavier = "heavier", "从重追究";
        Allocation = "allocation", "责任分担";
        Factor = "factor", "性质、情节、后果";
        Referral = "referral", "移送";
    }
}

coded! {
    /// Why a question is open.
    Why {
        Unanswered = "unanswered", "没有作答";
        Pending = "pending", "答待查";
        NoEvidence = "no-evidence", "答成立，没有列证据";
        Contradiction = "contradiction", "答案前后矛盾";
        NobodyNamed = "nobody-named", "没有登记人员";
    }
}

/// A provision, and how it is written in the style of its text; JSON holds what is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    pub citation: Citation,
    /// `第五条第3项`
    pub text: String,
}

impl Serialize for Cited {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.text)
    }
}

/// The whole analysis of one act.
#[derive(Clone, Debug, Serialize)]
pub struct Analysis {
    pub bureau: String,
    /// ISO dates.
    pub conduct_on: String,
    pub decision_on: Option<String>,
    /// In the order of the packs' priority; none deletes another's finding.
    pub packs: Vec<PackAnalysis>,
    /// 本分析仅供参考，由有权机关决定
    pub notice: &'static str,
}

/// What one pack says.
#[derive(Clone, Debug, Serialize)]
pub struct PackAnalysis {
    pub pack: String,
    pub title: String,
    pub document_no: String,
    pub issuer: String,
    #[serde(serialize_with = "serial::code")]
    pub level: Level,
    pub citable: bool,
    pub version: Version,
    pub binds: Binding,
    pub elements: Vec<GroundView>,
    pub grounds: Vec<GroundView>,
    pub subjects: Vec<SubjectAnalysis>,
    pub allocation: Vec<Allocation>,
    pub allocation_rules: Vec<RuleView>,
    pub factors: Vec<FactorView>,
    pub referrals: Vec<Referral>,
    pub warnings: Vec<Warning>,
    pub open_questions: Vec<Question>,
    pub deadlines: Vec<DeadlineView>,
    pub remedies: Vec<RemedyView>,
    pub conclusion: Conclusion,
}

/// Which version applies, and whether the day of decision has another.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    pub in_force_from: String,
    pub in_force_to: Option<String>,
    /// The text of another bureau on which this one is built.
    pub built_on: Option<String>,
    /// `《…》（文号）`, where another version is in force on the day of decision.
    pub on_decision_day: Option<String>,
    pub note: Option<String>,
}

/// Whom the pack binds, and whether that includes this bureau.
#[derive(Clone, Debug, Serialize)]
pub struct Binding {
    #[serde(serialize_with = "serial::code")]
    pub state: BindingState,
    pub whom: String,
    pub citation: Cited,
    pub reason: String,
}

/// An element or a ground, with the answer that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroundView {
    pub id: String,
    /// None for an element.
    #[serde(serialize_with = "kind_code")]
    pub kind: Option<GroundKind>,
    pub citation: Cited,
    pub label: String,
    #[serde(serialize_with = "serial::code")]
    pub state: Standing,
    pub reason: String,
    pub evidence: Vec<String>,
    pub conditions: Vec<ConditionView>,
    pub note: Option<String>,
}

fn kind_code<S: Serializer>(kind: &Option<GroundKind>, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(kind.map_or("element", GroundKind::code))
}

/// One condition of a ground or of a rule of allocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConditionView {
    /// As it is answered: `7-1.及时纠正`.
    pub id: String,
    pub label: String,
    /// `all`, `any` or `except`.
    pub role: &'static str,
    #[serde(serialize_with = "serial::code")]
    pub state: Standing,
    pub reason: String,
    pub evidence: Vec<String>,
}

/// A rule of allocation and whether it applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleView {
    pub id: String,
    pub citation: Cited,
    pub label: String,
    #[serde(serialize_with = "serial::code")]
    pub state: Standing,
    pub conditions: Vec<ConditionView>,
    /// What it says in this case, where it applies.
    pub outcome: Option<String>,
    /// The more special rule to which it gives way.
    pub gives_way_to: Option<String>,
    pub note: Option<String>,
}

/// Where one subject stands.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectAnalysis {
    pub key: String,
    pub name: String,
    #[serde(serialize_with = "serial::code")]
    pub kind: SubjectKind,
    /// Whether the pack binds it.
    #[serde(serialize_with = "serial::code")]
    pub bound: Standing,
    /// Grounds that stand for this subject, its own answers before those of the case.
    pub faults: Vec<Cited>,
    pub no_liability: Vec<Cited>,
    pub lighter: Vec<Cited>,
    pub heavier: Vec<Cited>,
    /// Grounds of no liability that stand, but of which the text leaves open whether they reach this subject.
    pub contested: Vec<Cited>,
    /// Elements and grounds answered for this subject otherwise than for the case.
    pub own_findings: Vec<GroundView>,
    pub prior_faults: Option<u32>,
    pub conclusion: Conclusion,
}

/// The share of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Allocation {
    pub key: String,
    pub name: String,
    #[serde(serialize_with = "serial::codes")]
    pub parts: Vec<Part>,
    #[serde(serialize_with = "serial::code")]
    pub share: Share,
    pub citation: Option<Cited>,
    pub reason: String,
    /// False where a person has to decide.
    pub certain: bool,
    /// Everything that the rules say of this subject, also where they disagree.
    pub claims: Vec<Claim>,
}

/// What one rule says of one subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    #[serde(serialize_with = "serial::code")]
    pub share: Share,
    pub citation: Cited,
    pub label: String,
}

/// Something that has to be weighed and described: nature, circumstances, consequence.
#[derive(Clone, Debug, Serialize)]
pub struct FactorView {
    pub id: String,
    pub label: String,
    pub citation: Cited,
    pub finding: Option<String>,
}

/// A matter for another body.
#[derive(Clone, Debug, Serialize)]
pub struct Referral {
    pub id: String,
    pub label: String,
    pub citation: Cited,
    #[serde(serialize_with = "serial::code")]
    pub state: Standing,
}

/// A conflict that a person must see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    pub id: String,
    pub text: String,
    pub citations: Vec<Cited>,
}

/// Something that somebody must find out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// What is to be answered: `7-1.及时纠正`.
    pub id: String,
    #[serde(serialize_with = "serial::code")]
    pub kind: QuestionKind,
    pub citation: Cited,
    /// In a clerk's words.
    pub question: String,
    #[serde(serialize_with = "serial::code")]
    pub why: Why,
    /// The keys of the subjects for whom it is open; empty: for the case.
    pub subjects: Vec<String>,
}

/// A period that the pack sets.
#[derive(Clone, Debug, Serialize)]
pub struct DeadlineView {
    pub label: String,
    pub citation: Cited,
    pub amount: u32,
    #[serde(serialize_with = "serial::code")]
    pub unit: Unit,
    #[serde(serialize_with = "serial::code")]
    pub from: Trigger,
    #[serde(serialize_with = "serial::code")]
    pub side: Holder,
    pub reading: Option<String>,
}

/// A remedy and who may use it.
#[derive(Clone, Debug, Serialize)]
pub struct RemedyView {
    pub label: String,
    pub citation: Cited,
    #[serde(serialize_with = "serial::codes")]
    pub subjects: Vec<SubjectKind>,
}

/// Where the analysis arrives, in a sentence, and what would change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conclusion {
    #[serde(rename = "code", serialize_with = "serial::code")]
    pub outcome: Outcome,
    pub text: String,
    pub would_change: Vec<String>,
}
