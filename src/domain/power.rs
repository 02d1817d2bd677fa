//! Powers: the acts of enforcement, the list of powers and responsibilities, delegation (J7, J8).

use chrono::NaiveDate;

use super::id::Id;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason, TEXT_MOST};
use super::unit::Unit;

coded! {
    /// The acts by which a bureau enforces: the nine of J8-3, with those apart that J8-4 and J8-5 treat apart.
    EnforcementAct {
        Inspect = "inspect", "监督检查";
        License = "license", "行政许可";
        SummaryPenalty = "summary-penalty", "简易程序行政处罚";
        Penalty = "penalty", "普通程序行政处罚";
        Seal = "seal", "查封";
        Seize = "seize", "扣押";
        /// 重大事故隐患代为治理.
        TakeOver = "take-over", "代为治理重大事故隐患";
        CutSupply = "cut-supply", "停止供应措施";
        Requisition = "requisition", "征用";
        Cordon = "cordon", "警戒疏散";
        Coercion = "coercion", "其他行政强制";
        Benefit = "benefit", "行政给付";
        Reward = "reward", "行政奖励";
        Confirm = "confirm", "行政确认";
        Assess = "assess", "调查评估";
        Coordinate = "coordinate", "综合协调";
        /// Over the bureau's own officers and lower bureaus (J8-2).
        Supervise = "supervise", "监督指导执法行为";
    }
}

coded! {
    /// How a unit outside the bureau's own sections comes to enforce.
    DelegationMode {
        /// In the bureau's name, in writing and published (行政处罚法第二十条, J7-2).
        Delegated = "delegated", "委托";
        /// In the township's own name (行政处罚法第二十四条).
        Empowered = "empowered", "赋权";
    }
}

/// What a unit may do because it was delegated or empowered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    pub unit: Id<Unit>,
    pub mode: DelegationMode,
    pub acts: Vec<EnforcementAct>,
    /// The matters, in words.
    pub content: String,
    /// Number of the written delegation, or of the decision that empowers.
    pub document: String,
    pub from: NaiveDate,
    /// The last day; none while it runs on.
    pub to: Option<NaiveDate>,
    /// The day on which it was published, and where; without it the duty of J7-2 is open.
    pub published_on: Option<NaiveDate>,
    pub published_at: String,
}

impl Delegation {
    /// Whether it runs on a day.
    pub fn runs(&self, on: NaiveDate) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }
}

impl Checked for Delegation {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        if self.acts.is_empty() {
            check.note("delegation.acts", Reason::NoneGiven);
        }
        check.line("delegation.document", &self.document, LINE_MOST);
        check.optional_line("delegation.published_at", &self.published_at, LINE_MOST);
        if let Some(to) = self.to {
            check.not_before("delegation.to", to, self.from);
        }
        let got = self.content.chars().count();
        if got > TEXT_MOST {
            check.note("delegation.content", Reason::TooLong { most: TEXT_MOST, got });
        }
        check.done()
    }
}

/// One matter of the list of powers and responsibilities (权责清单, J7-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PowerItem {
    pub title: String,
    pub act: EnforcementAct,
    /// 实施依据.
    pub basis: String,
    /// 实施层级和权限.
    pub level: String,
    /// 承办机构.
    pub unit: Id<Unit>,
    /// The posts among which the matter is divided (岗位分解), a line a post.
    pub posts: Vec<String>,
    /// 追责范围和情形.
    pub liability: String,
    pub published_on: Option<NaiveDate>,
    /// The last day on which it stood in the list; none while it does.
    pub until: Option<NaiveDate>,
}

impl Checked for PowerItem {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("power.title", &self.title, LINE_MOST);
        check.text("power.basis", &self.basis);
        check.optional_line("power.level", &self.level, LINE_MOST);
        for post in &self.posts {
            check.line("power.posts", post, NAME_MOST);
        }
        if let (Some(published), Some(until)) = (self.published_on, self.until) {
            check.not_before("power.until", until, published);
        }
        check.done()
    }
}
