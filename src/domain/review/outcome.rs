//! What both reviewers agree on, and what follows: the unit's opinion, rectification, recheck.

use chrono::NaiveDate;

use super::super::case::Attachment;
use super::super::id::Id;
use super::super::problem::{Check, Checked, Invalid, LINE_MOST, Reason};
use super::given::{Given, check_given};
use super::plan::{REVIEWERS, ReviewFile};

/// The result of one file's review: by the standard of the file, and kept as it was reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewResult {
    pub file: Id<ReviewFile>,
    pub given: Given,
    /// In tenths.
    pub points: u32,
    pub level: String,
    /// 评查意见, of both reviewers.
    pub opinion: String,
    pub agreed_on: NaiveDate,
    /// The day by which the unit puts things right; none where there is nothing to put right.
    pub rectify_by: Option<NaiveDate>,
}

impl Checked for ReviewResult {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check_given(&mut check, &self.given);
        check.text("review_result.opinion", &self.opinion);
        if let Some(by) = self.rectify_by {
            check.not_before("review_result.rectify_by", by, self.agreed_on);
            if self.given.findings.is_empty() {
                check.note("review_result.rectify_by", Reason::Unfit { to: "没有问题的案卷".to_owned() });
            }
        }
        check.done()
    }
}

coded! {
    /// What follows from a result.
    ReviewStep {
        /// The unit that handled the case says what it thinks of the result.
        Opinion = "opinion", "承办机构意见";
        Rectified = "rectified", "完成整改";
        Passed = "passed", "复查通过";
        Failed = "failed", "复查未通过";
    }
}

/// One thing that followed; a record of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewAct {
    pub file: Id<ReviewFile>,
    pub step: ReviewStep,
    pub on: NaiveDate,
    /// What was said, done or seen.
    pub text: String,
    /// Who said, did or saw it.
    pub by: String,
    /// The new day where a recheck was not passed.
    pub rectify_by: Option<NaiveDate>,
    pub evidence: Vec<Attachment>,
}

impl Checked for ReviewAct {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.text("review_act.text", &self.text);
        check.line("review_act.by", &self.by, LINE_MOST);
        match (self.step, self.rectify_by) {
            (ReviewStep::Failed, None) => check.note("review_act.rectify_by", Reason::Empty),
            (ReviewStep::Failed, Some(by)) => check.not_before("review_act.rectify_by", by, self.on),
            (_, Some(_)) => {
                check.note("review_act.rectify_by", Reason::Unfit { to: self.step.label().to_owned() });
            }
            (_, None) => {}
        }
        check.done()
    }
}

coded! {
    /// Where the review of a file stands.
    Stage {
        /// Fewer than two reviewers who had nothing to do with the case.
        Unassigned = "unassigned", "待定评查人";
        Scoring = "scoring", "评查中";
        Comparing = "comparing", "待合议";
        Rectifying = "rectifying", "整改中";
        Rechecking = "rechecking", "待复查";
        Done = "done", "已办结";
    }
}

impl Stage {
    /// From how many are to review a file and have, its result and what followed, in order.
    pub fn of(
        reviewers: usize,
        submitted: usize,
        result: Option<&ReviewResult>,
        acts: &[ReviewAct],
    ) -> Stage {
        let Some(result) = result else {
            return match () {
                () if submitted >= REVIEWERS => Stage::Comparing,
                () if reviewers < REVIEWERS => Stage::Unassigned,
                () => Stage::Scoring,
            };
        };
        let last = acts.iter().rev().find(|act| act.step != ReviewStep::Opinion).map(|act| act.step);
        match (last, result.rectify_by) {
            (None, None) | (Some(ReviewStep::Passed), _) => Stage::Done,
            (Some(ReviewStep::Rectified), _) => Stage::Rechecking,
            (None, Some(_)) | (Some(ReviewStep::Failed | ReviewStep::Opinion), _) => Stage::Rectifying,
        }
    }

    /// What may be recorded next.
    pub const fn steps(self) -> &'static [ReviewStep] {
        match self {
            Stage::Rectifying => &[ReviewStep::Opinion, ReviewStep::Rectified],
            Stage::Rechecking => &[ReviewStep::Passed, ReviewStep::Failed],
            Stage::Done => &[ReviewStep::Opinion],
            Stage::Unassigned | Stage::Scoring | Stage::Comparing => &[],
        }
    }
}
