//! What both reviewers agree on, the day by which things are put right, and what followed.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::{Draft, Error, File, Ledger, Result, Versioned, called, invalid};
use crate::domain::case::Attachment;
use crate::domain::deadline::{Holder, Trigger};
use crate::domain::due::{Deadline, DeadlineState};
use crate::domain::id::Id;
use crate::domain::problem::Reason;
use crate::domain::review::{Given, ReviewAct, ReviewFile, ReviewResult, ReviewStep, Score, Stage};
use crate::domain::role::Op;
use crate::ledger::inquiry::{media_of, unreadable};

/// What both reviewers have agreed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    pub given: Given,
    pub opinion: String,
    pub agreed_on: NaiveDate,
    pub rectify_by: Option<NaiveDate>,
}

/// What follows a result, as it is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    pub step: ReviewStep,
    pub on: NaiveDate,
    pub text: String,
    pub by: String,
    pub rectify_by: Option<NaiveDate>,
    /// Files that show what was done.
    pub files: Vec<PathBuf>,
}

const TASK: &str = "案卷整改";

impl Ledger {
    /// Records what both reviewers agree on; level and points follow from the file's standard.
    ///
    /// # Errors
    /// Somebody who is not a reviewer of the file; a review that is not in; a result that is there; a day before
    /// both were submitted; answers that do not fit the standard.
    pub fn agree_review(&mut self, id: Id<ReviewFile>, agreed: &Agreement) -> Result<Id<ReviewResult>> {
        let (file, _) = self.own_file(id)?;
        self.compare_reviews(id)?;
        if !self.store().results_on(id)?.is_empty() {
            return Err(Error::Refused(
                "这份案卷已经合议出结果。要改动的，请用“更正”，写明理由。".to_owned(),
            ));
        }
        let result = self.result_of(&file, agreed)?;
        let deadline = self.rectification(&file, &result)?;
        self.transact(Op::AgreeReview, "", |draft| {
            let id = draft.add(&result)?;
            deadline.iter().try_for_each(|one| draft.add(one).map(drop))?;
            Ok(id)
        })
    }

    /// Corrects a result, visibly: before anything was put right on its ground.
    ///
    /// # Errors
    /// As for agreeing; no reason; something that followed already.
    pub fn correct_result(&mut self, id: Id<ReviewFile>, agreed: &Agreement, why: &str) -> Result<()> {
        let (file, _) = self.own_file(id)?;
        if why.trim().is_empty() {
            return Err(Error::Refused("更正评查结果要写明理由。".to_owned()));
        }
        let (_, read, acts) = self.stage_of(&file)?;
        let Some(read) = read else {
            return Err(Error::Refused("这份案卷还没有合议出结果。".to_owned()));
        };
        if acts.iter().any(|act| act.value.step != ReviewStep::Opinion) {
            return Err(Error::Refused("已经登记整改，评查结果不能再改。".to_owned()));
        }
        let result = self.result_of(&file, agreed)?;
        let deadline = self.rectification(&file, &result)?;
        let running = self.running_rectification(id)?;
        self.transact(Op::AgreeReview, why, |draft| {
            draft.change(&read, &result)?;
            running.iter().try_for_each(|one| close(draft, one, DeadlineState::Lifted, agreed.agreed_on))?;
            deadline.iter().try_for_each(|one| draft.add(one).map(drop))
        })
    }

    fn result_of(&self, file: &File, agreed: &Agreement) -> Result<ReviewResult> {
        let given = self.given_fits(file, &agreed.given)?;
        let submitted = self.submitted(file)?.into_iter().map(|one| one.value.submitted_on).max();
        if let Some(earliest) = submitted.filter(|last| agreed.agreed_on < *last) {
            return Err(invalid("review_result.agreed_on", Reason::Before { earliest }));
        }
        self.not_in_future("review_result.agreed_on", agreed.agreed_on)?;
        let standard = self.standard(file.value.standard)?.standard;
        let score = Score::of(&standard, &given.answers);
        Ok(ReviewResult {
            file: file.id,
            points: score.points,
            level: score.level(&standard).unwrap_or_default().to_owned(),
            given,
            opinion: agreed.opinion.trim().to_owned(),
            agreed_on: agreed.agreed_on,
            rectify_by: agreed.rectify_by,
        })
    }

    /// Records what followed: the unit's opinion, what was put right, whether a recheck was passed.
    ///
    /// # Errors
    /// A step that does not follow from where the file stands; a day before the one before it, or in the future;
    /// a recheck by somebody who handled the case; a file that cannot be read.
    pub fn follow_review(&mut self, id: Id<ReviewFile>, what: &Following) -> Result<Id<ReviewAct>> {
        let file = self.get(id)?;
        let (stage, result, acts) = self.stage_of(&file)?;
        let Some(result) = result.filter(|_| stage.steps().contains(&what.step)) else {
            return Err(Error::Refused(format!(
                "这份案卷{}，不能登记“{}”。",
                stage.label(),
                what.step.label()
            )));
        };
        let after = acts.iter().filter(|act| act.value.step != ReviewStep::Opinion);
        let earliest = match what.step {
            ReviewStep::Opinion => result.value.agreed_on,
            _ => after.map(|act| act.value.on).fold(result.value.agreed_on, NaiveDate::max),
        };
        if what.on < earliest {
            return Err(invalid("review_act.on", Reason::Before { earliest }));
        }
        self.not_in_future("review_act.on", what.on)?;
        if matches!(what.step, ReviewStep::Passed | ReviewStep::Failed)
            && let Some(refused) = self.may_not_review(self.reviewer()?, file.value.case)?
        {
            return Err(Error::Refused(
                refused.replace("评查本案案卷", "复查本案案卷").replace("评查人", "复查的人"),
            ));
        }
        let evidence = self.staged(&what.files)?;
        let act = ReviewAct {
            file: id,
            step: what.step,
            on: what.on,
            text: what.text.trim().to_owned(),
            by: what.by.trim().to_owned(),
            rectify_by: what.rectify_by,
            evidence,
        };
        let running = self.running_rectification(id)?;
        let again = match what.rectify_by {
            Some(by) => Some(self.deadline(&file, what.on, by)?),
            None => None,
        };
        self.transact(Op::FollowReview, "", |draft| {
            for file in &act.evidence {
                draft.claim(file.hash, file.size, &file.media);
            }
            if act.step == ReviewStep::Rectified {
                running.iter().try_for_each(|one| close(draft, one, DeadlineState::Done, act.on))?;
            }
            let id = draft.add(&act)?;
            again.iter().try_for_each(|one| draft.add(one).map(drop))?;
            Ok(id)
        })
    }

    fn staged(&mut self, files: &[PathBuf]) -> Result<Vec<Attachment>> {
        let mut staged = Vec::new();
        for path in files {
            let (hash, size) = self.store.stage_file(path).map_err(|error| unreadable(TASK, path, error))?;
            let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            staged.push(Attachment { hash, size, media: media_of(path)?.to_owned(), file_name });
        }
        Ok(staged)
    }

    fn rectification(&self, file: &File, result: &ReviewResult) -> Result<Option<Deadline>> {
        result.rectify_by.map(|by| self.deadline(file, result.agreed_on, by)).transpose()
    }

    /// The day that was set stands as a deadline, so that it is seen when it comes.
    fn deadline(&self, file: &File, start_on: NaiveDate, by: NaiveDate) -> Result<Deadline> {
        let case = self.get(file.value.case)?.value;
        Ok(Deadline {
            task: TASK.to_owned(),
            about: called(&case.number, &case.title),
            record: file.id.uuid(),
            citation: String::new(),
            holder: Holder::Duty,
            trigger: Trigger::Agreed,
            start_on,
            period: String::new(),
            nominal_last: by,
            last: by,
            act_by: by,
            confirmed: true,
            explanation: "整改期限是评查时定的日期，不按法定期限推算。".to_owned(),
            state: DeadlineState::Running,
            closed_on: None,
        })
    }

    fn running_rectification(&self, id: Id<ReviewFile>) -> Result<Vec<Versioned<Deadline>>> {
        let mut all = self.store().deadlines_of(id.uuid())?;
        all.retain(|one| one.value.state == DeadlineState::Running);
        Ok(all)
    }

    /// Where the review of a file stands.
    ///
    /// # Errors
    /// A file that is not there.
    pub fn review_stage(&self, id: Id<ReviewFile>) -> Result<Stage> {
        Ok(self.stage_of(&self.get(id)?)?.0)
    }
}

fn close(
    draft: &mut Draft<'_>,
    one: &Versioned<Deadline>,
    state: DeadlineState,
    on: NaiveDate,
) -> Result<()> {
    let on = on.max(one.value.start_on);
    draft.change(one, &Deadline { state, closed_on: Some(on), ..one.value.clone() })
}
