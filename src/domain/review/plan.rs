//! A plan of reviews, its draw, and the files that are reviewed by it.

use chrono::NaiveDate;

use super::super::case::{Case, CaseKind};
use super::super::id::Id;
use super::super::officer::Officer;
use super::super::problem::{Check, Checked, Invalid, LINE_MOST, Reason};
use super::super::text::AdoptedText;
use super::super::user::User;

/// Reviewers of one file: each scores it without seeing the other.
pub const REVIEWERS: usize = 2;

/// What files are reviewed, by which standards and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewPlan {
    pub title: String,
    /// Cases that were opened on these days.
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The kinds of case in scope, each with the standard by which it is reviewed.
    pub scope: Vec<ForKind>,
    /// How many files are drawn by lot, beside those by rule.
    pub count: u32,
    /// All files of these kinds, and of these officers, are reviewed without a lot.
    pub rule_kinds: Vec<CaseKind>,
    pub rule_officers: Vec<Id<Officer>>,
    pub reviewers: Vec<Id<User>>,
    /// The day by which the reviews are to be done.
    pub due_on: Option<NaiveDate>,
}

/// The standard for one kind of case: a version as it was adopted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForKind {
    pub kind: CaseKind,
    pub standard: Id<AdoptedText>,
}

impl ReviewPlan {
    /// The standard for a kind of case; none where the kind is not in scope.
    pub fn standard_for(&self, kind: CaseKind) -> Option<Id<AdoptedText>> {
        self.scope.iter().find(|one| one.kind == kind).map(|one| one.standard)
    }
}

impl Checked for ReviewPlan {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("review_plan.title", &self.title, LINE_MOST);
        check.not_before("review_plan.to", self.to, self.from);
        if self.scope.is_empty() {
            check.note("review_plan.scope", Reason::NoneGiven);
        }
        if self.count == 0 && self.rule_kinds.is_empty() && self.rule_officers.is_empty() {
            check.note("review_plan.count", Reason::NoneGiven);
        }
        if let Some(kind) = self.rule_kinds.iter().find(|kind| self.standard_for(**kind).is_none()) {
            let to = format!("没有列入范围的{}", kind.label());
            check.note("review_plan.rule_kinds", Reason::Unfit { to });
        }
        let got = self.reviewers.len();
        if got < REVIEWERS {
            check.note("review_plan.reviewers", Reason::TooFew { least: REVIEWERS, got });
        }
        check.done()
    }
}

coded! {
    /// How a draw is made, so that anybody can repeat it.
    DrawMethod {
        /// The SHA-256 of seed, line feed and number; the smallest values are drawn.
        Sha256 = "sha256", "种子、换行、案号连写后取SHA-256值，从小到大取用";
    }
}

coded! {
    /// How a file of the list came to be reviewed, or did not.
    Picked {
        Rule = "rule", "按规则必查";
        Lot = "lot", "随机抽取";
        Not = "not", "未抽中";
    }
}

/// One draw: all that it was drawn from, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewDraw {
    pub plan: Id<ReviewPlan>,
    pub drawn_on: NaiveDate,
    pub method: DrawMethod,
    pub seed: String,
    /// The whole list, in the order of the numbers.
    pub list: Vec<Listed>,
    /// Why there was another draw; empty for the first.
    pub why: String,
}

/// One case of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub case: Id<Case>,
    pub number: String,
    pub picked: Picked,
}

impl Checked for ReviewDraw {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("review_draw.seed", &self.seed, LINE_MOST);
        check.optional_line("review_draw.why", &self.why, LINE_MOST);
        check.done()
    }
}

/// A file that is reviewed: it keeps the version of the standard, and who reviews it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewFile {
    pub plan: Id<ReviewPlan>,
    pub draw: Id<ReviewDraw>,
    pub case: Id<Case>,
    pub picked: Picked,
    pub standard: Id<AdoptedText>,
    /// Fewer than [`REVIEWERS`] where too few of the plan had nothing to do with the case.
    pub reviewers: Vec<Id<User>>,
}

impl Checked for ReviewFile {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        if self.reviewers.len() > REVIEWERS {
            check.note("review_file.reviewers", Reason::Unfit { to: "一卷两名评查人".to_owned() });
        }
        check.done()
    }
}
