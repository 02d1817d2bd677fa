//! Two reviewers score a file apart from each other; what each said is read by the other when both have.

use super::{Error, File, Ledger, Result, Versioned};
use crate::domain::id::Id;
use crate::domain::review::{Given, Question, REVIEWERS, Review, ReviewFile, Standard, differences};
use crate::domain::role::Op;
use crate::words::review::answer_refused;

/// Both reviews of a file, side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub standard: Standard,
    /// With the names of the reviewers, in the order of the file.
    pub reviews: [(String, Versioned<Review>); REVIEWERS],
    pub differences: Vec<Question>,
}

impl Ledger {
    /// Submits the acting user's review of a file: from then on it is only corrected visibly.
    ///
    /// # Errors
    /// Somebody who is not a reviewer of the file, has submitted already, or handled the case; answers that are
    /// open or do not fit their standard.
    pub fn submit_review(&mut self, file: Id<ReviewFile>, given: &Given) -> Result<Id<Review>> {
        let (file, reviewer) = self.own_file(file)?;
        if let Some(done) = self.own_review(file.id)? {
            let on = crate::words::date::show_date(done.value.submitted_on);
            return Err(Error::Refused(format!("您{on}已经提交这份评查。要改动的，请用“更正”，写明理由。")));
        }
        let given = self.given_fits(&file, given)?;
        let review = Review { file: file.id, reviewer, given, submitted_on: self.env().today() };
        self.transact(Op::SubmitReview, "", |draft| draft.add(&review))
    }

    /// Corrects the acting user's own review, as long as nothing was agreed on.
    ///
    /// # Errors
    /// As for submitting; no reason; a file whose result is agreed on.
    pub fn correct_review(&mut self, file: Id<ReviewFile>, given: &Given, why: &str) -> Result<()> {
        let (file, _) = self.own_file(file)?;
        let Some(read) = self.own_review(file.id)? else {
            return Err(Error::Refused("您还没有提交这份评查。".to_owned()));
        };
        if why.trim().is_empty() {
            return Err(Error::Refused("更正已经提交的评查要写明理由。".to_owned()));
        }
        if !self.store().results_on(file.id)?.is_empty() {
            return Err(Error::Refused("已经合议出结果。要改动的，请更正合议结果。".to_owned()));
        }
        let given = self.given_fits(&file, given)?;
        let review = Review { given, ..read.value.clone() };
        self.transact(Op::SubmitReview, why, |draft| draft.change(&read, &review))
    }

    /// The acting user's own review of a file.
    ///
    /// # Errors
    /// Nobody acts.
    pub fn own_review(&self, file: Id<ReviewFile>) -> Result<Option<Versioned<Review>>> {
        let own = self.reviewer()?.id;
        Ok(self.store().reviews_on(file)?.into_iter().find(|one| one.value.reviewer == own))
    }

    /// Both reviews of a file with what differs, once both are in.
    ///
    /// # Errors
    /// A review that is not submitted yet: until then nobody reads the other.
    pub fn compare_reviews(&self, id: Id<ReviewFile>) -> Result<Comparison> {
        let file = self.get(id)?;
        let standard = self.standard(file.value.standard)?.standard;
        let submitted = self.submitted(&file)?;
        let Ok([one, other]) = <[Versioned<Review>; REVIEWERS]>::try_from(submitted) else {
            return Err(Error::Refused(
                "两名评查人分别评查，都提交以前，谁也不能看对方的评查。请等两人都提交。".to_owned(),
            ));
        };
        let differences = differences(&standard, &one.value.given.answers, &other.value.given.answers);
        let name = |review: &Versioned<Review>| Ok::<_, Error>(self.get(review.value.reviewer)?.value.name);
        let reviews = [(name(&one)?, one), (name(&other)?, other)];
        Ok(Comparison { standard, reviews, differences })
    }

    /// A file of which the acting user is a reviewer.
    pub(super) fn own_file(&self, id: Id<ReviewFile>) -> Result<(File, Id<crate::domain::user::User>)> {
        let user = self.reviewer()?;
        let file = self.get(id)?;
        if let Some(refused) = self.may_not_review(user, file.value.case)? {
            return Err(Error::Refused(refused));
        }
        if !file.value.reviewers.contains(&user.id) {
            return Err(Error::Refused(format!(
                "{}不是这份案卷的评查人。请由指定的评查人评查，或者先重新指定。",
                user.value.name
            )));
        }
        Ok((file, user.id))
    }

    /// Answers that fit the standard of a file, with what the bound file says of its pages.
    pub(super) fn given_fits(&self, file: &File, given: &Given) -> Result<Given> {
        let standard = self.standard(file.value.standard)?.standard;
        let asked = (standard.vetoes.len(), standard.indicators().count());
        if (given.answers.vetoes.len(), given.answers.marks.len()) != asked {
            return Err(Error::Refused("答案不是照这份案卷的标准作的。请重新打开案卷。".to_owned()));
        }
        let bound = Some(self.case_file(file.value.case)?.pages()).filter(|last| *last > 0);
        let faults = given.faults(&standard, bound);
        match faults.is_empty() {
            true => Ok(given.clone()),
            false => {
                let told: Vec<String> =
                    faults.iter().map(|fault| answer_refused(&standard, given, fault)).collect();
                Err(Error::Refused(told.join("\n")))
            }
        }
    }
}
