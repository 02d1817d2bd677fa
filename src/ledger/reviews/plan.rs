//! Plans of reviews, and how the files of a plan stand.

use chrono::NaiveDate;

use super::{Error, File, Ledger, Result, invalid};
use crate::domain::case::{Case, CaseKind};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::Reason;
use crate::domain::review::{
    Picked, Review, ReviewAct, ReviewDraw, ReviewFile, ReviewPlan, ReviewResult, Stage, Standard,
};
use crate::domain::role::Op;
use crate::domain::user::User;
use crate::ledger::file::Versioned;

/// A plan in the list of plans.
#[derive(Clone, Debug)]
pub struct PlanRow {
    pub id: Id<ReviewPlan>,
    pub title: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub due_on: Option<NaiveDate>,
    /// The day of the draw that counts.
    pub drawn_on: Option<NaiveDate>,
    pub files: usize,
    /// Of them with a result.
    pub agreed: usize,
    /// Of them done, what had to be put right included.
    pub done: usize,
}

/// A file of a plan as a row shows it: nothing of what was answered before both have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    pub id: Id<ReviewFile>,
    pub case: Id<Case>,
    pub number: String,
    pub title: String,
    pub party: String,
    pub kind: CaseKind,
    pub picked: Picked,
    pub seats: Vec<Seat>,
    pub stage: Stage,
    /// In tenths; of the result.
    pub points: Option<u32>,
    pub level: String,
    /// The day by which things are to be put right, as long as they are not.
    pub rectify_by: Option<NaiveDate>,
}

/// One of the reviewers of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub user: Id<User>,
    pub name: String,
    pub submitted_on: Option<NaiveDate>,
}

/// One file with all that everybody may know of its review.
#[derive(Clone, Debug)]
pub struct FileView {
    pub row: FileRow,
    pub plan: Versioned<ReviewPlan>,
    /// Its place in the draw, from 1, and how many there are.
    pub nth: (usize, usize),
    pub case: Versioned<Case>,
    /// Who handled the case, by name.
    pub handlers: Vec<String>,
    pub standard: Standard,
    pub result: Option<Versioned<ReviewResult>>,
    pub acts: Vec<Versioned<ReviewAct>>,
}

/// Where a file stands, with its result and what followed.
pub(super) type Standing = (Stage, Option<Versioned<ReviewResult>>, Vec<Versioned<ReviewAct>>);

impl Ledger {
    /// Enters a plan.
    ///
    /// # Errors
    /// Fields that are wrong; a standard that does not fit its kind of case; a reviewer who may not log in.
    pub fn add_review_plan(&mut self, plan: &ReviewPlan) -> Result<Id<ReviewPlan>> {
        self.plan_fits(plan)?;
        self.transact(Op::PlanReviews, "", |draft| draft.add(plan))
    }

    /// Changes a plan that was not drawn from yet.
    ///
    /// # Errors
    /// As for a new one; a plan that was drawn from stands as it was.
    pub fn change_review_plan(
        &mut self,
        read: &Versioned<ReviewPlan>,
        plan: &ReviewPlan,
        why: &str,
    ) -> Result<()> {
        if !self.store().draws_of(read.id)?.is_empty() {
            let refused = "已经按这个计划抽取案卷，计划不能再改。要改范围或者标准的，请另立一个计划。";
            return Err(Error::Refused(refused.to_owned()));
        }
        self.plan_fits(plan)?;
        self.transact(Op::PlanReviews, why, |draft| draft.change(read, plan))
    }

    fn plan_fits(&self, plan: &ReviewPlan) -> Result<()> {
        for one in &plan.scope {
            let standard = self.standard(one.standard)?.standard;
            if !standard.fits(one.kind) {
                let to = format!("{}（“{}”）", one.kind.label(), standard.title);
                return Err(invalid("review_plan.standard", Reason::Unfit { to }));
            }
        }
        for user in &plan.reviewers {
            let user = self.get(*user)?.value;
            if user.closed {
                let to = format!("已经停用的用户{}", user.name);
                return Err(invalid("review_plan.reviewers", Reason::Unfit { to }));
            }
        }
        for officer in &plan.rule_officers {
            self.get::<Officer>(*officer)?;
        }
        Ok(())
    }

    /// All plans, the newest first.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn review_plans(&self) -> Result<Vec<PlanRow>> {
        let row = |plan: Versioned<ReviewPlan>| -> Result<PlanRow> {
            let draw = self.drawn(plan.id)?;
            let files = self.files_of_plan(plan.id)?;
            let mut row = PlanRow {
                id: plan.id,
                title: plan.value.title,
                from: plan.value.from,
                to: plan.value.to,
                due_on: plan.value.due_on,
                drawn_on: draw.map(|draw| draw.value.drawn_on),
                files: files.len(),
                agreed: 0,
                done: 0,
            };
            for file in &files {
                let (stage, result, _) = self.stage_of(file)?;
                row.agreed += usize::from(result.is_some());
                row.done += usize::from(stage == Stage::Done);
            }
            Ok(row)
        };
        self.all::<ReviewPlan>()?.into_iter().rev().map(row).collect()
    }

    /// The draw of a plan that counts: the last.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn drawn(&self, plan: Id<ReviewPlan>) -> Result<Option<Versioned<ReviewDraw>>> {
        Ok(self.store().draws_of(plan)?.pop())
    }

    /// All draws of a plan, the first first.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn draws_of(&self, plan: Id<ReviewPlan>) -> Result<Vec<Versioned<ReviewDraw>>> {
        Ok(self.store().draws_of(plan)?)
    }

    pub(super) fn files_of_plan(&self, plan: Id<ReviewPlan>) -> Result<Vec<File>> {
        match self.drawn(plan)? {
            Some(draw) => Ok(self.store().files_of_draw(draw.id)?),
            None => Ok(Vec::new()),
        }
    }

    /// The files of a plan, in the order of the draw.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn review_files(&self, plan: Id<ReviewPlan>) -> Result<Vec<FileRow>> {
        self.files_of_plan(plan)?.iter().map(|file| self.file_row(file)).collect()
    }

    /// One file of a plan.
    ///
    /// # Errors
    /// A file that is not there.
    pub fn review_file(&self, id: Id<ReviewFile>) -> Result<FileView> {
        let file = self.get(id)?;
        let (_, result, acts) = self.stage_of(&file)?;
        let all = self.store().files_of_draw(file.value.draw)?;
        let at = all.iter().position(|one| one.id == id).unwrap_or_default();
        let name = |officer| Ok(self.get::<Officer>(officer)?.value.name);
        Ok(FileView {
            row: self.file_row(&file)?,
            plan: self.get(file.value.plan)?,
            nth: (at + 1, all.len()),
            case: self.get(file.value.case)?,
            handlers: self.handlers_of(file.value.case)?.into_iter().map(name).collect::<Result<_>>()?,
            standard: self.standard(file.value.standard)?.standard,
            result,
            acts,
        })
    }

    fn file_row(&self, file: &File) -> Result<FileRow> {
        let case = self.get(file.value.case)?.value;
        let (stage, result, acts) = self.stage_of(file)?;
        let reviews = self.store().reviews_on(file.id)?;
        let seat = |user: &Id<User>| -> Result<Seat> {
            let submitted_on =
                reviews.iter().find(|one| one.value.reviewer == *user).map(|one| one.value.submitted_on);
            Ok(Seat { user: *user, name: self.get(*user)?.value.name, submitted_on })
        };
        let again = acts.iter().rev().find_map(|act| act.value.rectify_by);
        let due = again.or(result.as_ref().and_then(|result| result.value.rectify_by));
        Ok(FileRow {
            id: file.id,
            case: file.value.case,
            number: case.number,
            title: case.title,
            party: case.party.name,
            kind: case.kind,
            picked: file.value.picked,
            seats: file.value.reviewers.iter().map(seat).collect::<Result<_>>()?,
            stage,
            points: result.as_ref().map(|result| result.value.points),
            level: result.map(|result| result.value.level).unwrap_or_default(),
            rectify_by: due.filter(|_| matches!(stage, Stage::Rectifying | Stage::Rechecking)),
        })
    }

    /// Where a file stands, with its result and what followed.
    pub(super) fn stage_of(&self, file: &File) -> Result<Standing> {
        let submitted = self.submitted(file)?.len();
        let result = self.store().results_on(file.id)?.pop();
        let acts = self.store().acts_after(file.id)?;
        let what: Vec<ReviewAct> = acts.iter().map(|act| act.value.clone()).collect();
        let stage =
            Stage::of(file.value.reviewers.len(), submitted, result.as_ref().map(|one| &one.value), &what);
        Ok((stage, result, acts))
    }

    /// The reviews of those who are the file's reviewers.
    pub(super) fn submitted(&self, file: &File) -> Result<Vec<Versioned<Review>>> {
        let mut reviews = self.store().reviews_on(file.id)?;
        let place =
            |one: &Versioned<Review>| file.value.reviewers.iter().position(|u| *u == one.value.reviewer);
        reviews.retain(|one| place(one).is_some());
        reviews.sort_by_key(place);
        Ok(reviews)
    }
}
