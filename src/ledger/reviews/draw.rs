//! The draw of the files of a plan, who reviews which, and how anybody repeats it.

use std::collections::BTreeMap;

use super::{Draft, Error, Ledger, Result, Versioned, called, invalid};
use crate::domain::case::{Case, CaseKind};
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::problem::Reason;
use crate::domain::review::{DrawMethod, Listed, Picked, REVIEWERS, ReviewDraw, ReviewFile, ReviewPlan};
use crate::domain::role::Op;
use crate::domain::user::User;
use crate::rules::review::{Draw, DrawFault, draw, value};

/// What a plan draws from, as the ledger stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// In the order of their numbers.
    pub cases: Vec<Candidate>,
    /// In scope by their kind, and without a day of opening: not in the list.
    pub undated: usize,
}

impl Pool {
    /// How many are reviewed by rule.
    pub fn by_rule(&self) -> usize {
        self.cases.iter().filter(|one| one.by_rule).count()
    }
}

/// A case in scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub case: Id<Case>,
    pub number: String,
    pub title: String,
    pub kind: CaseKind,
    pub by_rule: bool,
}

/// One line of a draw as anybody can reckon it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    pub number: String,
    pub picked: Picked,
    pub value: Hash,
}

impl Ledger {
    /// What would be drawn from today.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn review_pool(&self, plan: &ReviewPlan) -> Result<Pool> {
        let mut pool = Pool::default();
        for case in self.store().cases_opened(plan.from, plan.to)? {
            let Case { number, title, kind, .. } = case.value;
            if plan.standard_for(kind).is_none() {
                continue;
            }
            let of_officer = !plan.rule_officers.is_empty()
                && self.handlers_of(case.id)?.iter().any(|one| plan.rule_officers.contains(one));
            let by_rule = plan.rule_kinds.contains(&kind) || of_officer;
            pool.cases.push(Candidate { case: case.id, number, title, kind, by_rule });
        }
        pool.cases.sort_by(|one, other| one.number.cmp(&other.number));
        pool.undated = self.store().cases_undated(plan.scope.iter().map(|one| one.kind))?;
        Ok(pool)
    }

    /// Draws the files of a plan, with a seed that nobody chooses, and gives each its reviewers. A second draw
    /// needs a reason, and stands beside the first.
    ///
    /// # Errors
    /// Too few cases, cases that cannot be told apart; a second draw without a reason, or after somebody has
    /// submitted a review.
    pub fn draw_review(&mut self, id: Id<ReviewPlan>, why: &str) -> Result<Id<ReviewDraw>> {
        let plan = self.get(id)?.value;
        if let Some(before) = self.drawn(id)? {
            if why.trim().is_empty() {
                return Err(invalid("review_draw.why", Reason::Empty));
            }
            for file in self.store().files_of_draw(before.id)? {
                if !self.store().reviews_on(file.id)?.is_empty() {
                    let case = self.get(file.value.case)?.value;
                    return Err(Error::Refused(format!(
                        "{}已经有人提交评查，不能重新抽取。请另立一个计划。",
                        called(&case.number, &case.title)
                    )));
                }
            }
        }
        let seed: [u8; 16] = self.env().bytes();
        let seed = hex::encode(seed);
        let pool = self.review_pool(&plan)?;
        let numbers: Vec<&str> = pool.cases.iter().map(|one| one.number.as_str()).collect();
        let ruled: Vec<&str> =
            pool.cases.iter().filter(|one| one.by_rule).map(|one| one.number.as_str()).collect();
        let from = Draw { seed: &seed, files: &numbers, by_rule: &ruled, count: plan.count as usize };
        let drawn = draw(from).map_err(|fault| Error::Refused(draw_refused(&fault)))?;
        let picked = |at: usize| match () {
            () if drawn.by_rule.contains(&at) => Picked::Rule,
            () if drawn.by_lot.iter().any(|(place, _)| *place == at) => Picked::Lot,
            () => Picked::Not,
        };
        let listed = |(at, one): (usize, &Candidate)| Listed {
            case: one.case,
            number: one.number.clone(),
            picked: picked(at),
        };
        let record = ReviewDraw {
            plan: id,
            drawn_on: self.env().today(),
            method: DrawMethod::Sha256,
            seed: seed.clone(),
            list: pool.cases.iter().enumerate().map(listed).collect(),
            why: why.trim().to_owned(),
        };
        let order = drawn.by_rule.iter().copied().chain(drawn.by_lot.iter().map(|(at, _)| *at));
        let mut shares = Shares::of(self, &plan)?;
        let mut files = Vec::new();
        for at in order {
            let one = &pool.cases[at];
            let Some(standard) = plan.standard_for(one.kind) else { continue };
            let reviewers = shares.next(self, one.case)?;
            files.push((one.case, picked(at), standard, reviewers));
        }
        if files.is_empty() {
            return Err(Error::Refused("范围内没有可以评查的案卷。请核对立案日期和案件类型。".to_owned()));
        }
        self.transact(Op::DrawFiles, why, |draft: &mut Draft<'_>| {
            let draw = draft.add(&record)?;
            for (case, picked, standard, reviewers) in files {
                draft.add(&ReviewFile { plan: id, draw, case, picked, standard, reviewers })?;
            }
            Ok(draw)
        })
    }

    /// The lines of a draw with their values, those that were drawn first: anybody gets the same with the seed.
    pub fn repeat_draw(&self, record: &ReviewDraw) -> Vec<Repeated> {
        let line = |one: &Listed| Repeated {
            number: one.number.clone(),
            picked: one.picked,
            value: value(&record.seed, &one.number),
        };
        let mut lines: Vec<Repeated> = record.list.iter().map(line).collect();
        lines.sort_by_key(|line| (line.picked != Picked::Rule, line.value));
        lines
    }

    /// Gives a file other reviewers.
    ///
    /// # Errors
    /// Not two of them; somebody who handled the case; somebody who has submitted already is replaced.
    pub fn assign_reviewers(
        &mut self,
        read: &Versioned<ReviewFile>,
        reviewers: &[Id<User>],
        why: &str,
    ) -> Result<()> {
        let mut two: Vec<Id<User>> = reviewers.to_vec();
        two.dedup();
        if two.len() != REVIEWERS {
            let reason = Reason::TooFew { least: REVIEWERS, got: two.len() };
            return Err(invalid("review_file.reviewers", reason));
        }
        for user in &two {
            let user = self.get(*user)?;
            if let Some(refused) = self.may_not_review(&user, read.value.case)? {
                return Err(Error::Refused(refused));
            }
        }
        for done in self.submitted(read)? {
            if !two.contains(&done.value.reviewer) {
                let name = self.get(done.value.reviewer)?.value.name;
                return Err(Error::Refused(format!("{name}已经提交评查，不能再换。请换另一名评查人。")));
            }
        }
        let file = ReviewFile { reviewers: two, ..read.value.clone() };
        self.transact(Op::AssignReviewers, why, |draft| draft.change(read, &file))
    }
}

/// How many files each reviewer of a plan has got: the next goes to those with the fewest.
struct Shares {
    users: Vec<Versioned<User>>,
    got: BTreeMap<Id<User>, usize>,
}

impl Shares {
    fn of(ledger: &Ledger, plan: &ReviewPlan) -> Result<Shares> {
        let users = plan.reviewers.iter().map(|id| ledger.get(*id)).collect::<Result<Vec<_>>>()?;
        Ok(Shares { users, got: BTreeMap::new() })
    }

    fn next(&mut self, ledger: &Ledger, case: Id<Case>) -> Result<Vec<Id<User>>> {
        let mut free = Vec::new();
        for user in &self.users {
            if ledger.may_not_review(user, case)?.is_none() {
                free.push(user.id);
            }
        }
        free.sort_by_key(|user| self.got.get(user).copied().unwrap_or_default());
        free.truncate(REVIEWERS);
        free.iter().for_each(|user| *self.got.entry(*user).or_default() += 1);
        Ok(free)
    }
}

/// Why nothing was drawn.
fn draw_refused(fault: &DrawFault) -> String {
    match fault {
        DrawFault::NoSeed => "没有种子，不能抽取。".to_owned(),
        DrawFault::NotOneLine(text) => {
            format!(
                "“{}”里有换行或者看不见的字符，抽取后别人不能照着复核。请先改正案号。",
                text.escape_debug()
            )
        }
        DrawFault::NoNumber => "范围内有案件没有案号，不能分辨。请先补上案号再抽取。".to_owned(),
        DrawFault::Twice(number) => format!("范围内有两个案件都是{number}，不能分辨。请先核对案号再抽取。"),
        DrawFault::Unknown(number) => format!("必查的{number}不在范围内，请核对。"),
        DrawFault::TooFew { wanted, there } => {
            format!("要随机抽取{wanted}卷，除去必查的，范围内只有{there}卷。请改少卷数，或者放宽立案日期。")
        }
    }
}
