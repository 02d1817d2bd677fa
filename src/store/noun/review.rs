//! Plans, draws, files, answers and results of reviews in the journal.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, day, text, uuid};
use crate::domain::case::{Attachment, Case, CaseKind};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::review::{
    Answers, DrawMethod, Finding, ForKind, Given, Listed, Mark, Picked, Question, Review, ReviewAct,
    ReviewDraw, ReviewFile, ReviewPlan, ReviewResult, ReviewStep, Seriousness, VetoAnswer,
};
use crate::domain::text::AdoptedText;
use crate::domain::user::User;

#[derive(Serialize, Deserialize)]
#[serde(remote = "ReviewPlan")]
struct StoredReviewPlan {
    title: String,
    from: chrono::NaiveDate,
    to: chrono::NaiveDate,
    scope: Vec<ForKind>,
    count: u32,
    rule_kinds: Vec<CaseKind>,
    rule_officers: Vec<Id<Officer>>,
    reviewers: Vec<Id<User>>,
    due_on: Option<chrono::NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ForKind")]
struct StoredForKind {
    kind: CaseKind,
    standard: Id<AdoptedText>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ReviewDraw")]
struct StoredReviewDraw {
    plan: Id<ReviewPlan>,
    drawn_on: chrono::NaiveDate,
    method: DrawMethod,
    seed: String,
    list: Vec<Listed>,
    why: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Listed")]
struct StoredListed {
    case: Id<Case>,
    number: String,
    picked: Picked,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ReviewFile")]
struct StoredReviewFile {
    plan: Id<ReviewPlan>,
    draw: Id<ReviewDraw>,
    case: Id<Case>,
    picked: Picked,
    standard: Id<AdoptedText>,
    reviewers: Vec<Id<User>>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Question", rename_all = "kebab-case")]
enum StoredQuestion {
    Veto(usize),
    Indicator(usize),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Mark", rename_all = "kebab-case")]
enum StoredMark {
    Deducted(u32),
    NotConcerned,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Answers")]
struct StoredAnswers {
    vetoes: Vec<Option<VetoAnswer>>,
    marks: Vec<Option<Mark>>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Finding")]
struct StoredFinding {
    of: Question,
    text: String,
    page: Option<u32>,
    provision: String,
    seriousness: Seriousness,
    deducted: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Given")]
struct StoredGiven {
    pages: Option<u32>,
    answers: Answers,
    findings: Vec<Finding>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Review")]
struct StoredReview {
    file: Id<ReviewFile>,
    reviewer: Id<User>,
    given: Given,
    submitted_on: chrono::NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ReviewResult")]
struct StoredReviewResult {
    file: Id<ReviewFile>,
    given: Given,
    points: u32,
    level: String,
    opinion: String,
    agreed_on: chrono::NaiveDate,
    rectify_by: Option<chrono::NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ReviewAct")]
struct StoredReviewAct {
    file: Id<ReviewFile>,
    step: ReviewStep,
    on: chrono::NaiveDate,
    text: String,
    by: String,
    rectify_by: Option<chrono::NaiveDate>,
    evidence: Vec<Attachment>,
}

stored! {
    ReviewPlan as StoredReviewPlan;
    ForKind as StoredForKind;
    ReviewDraw as StoredReviewDraw;
    Listed as StoredListed;
    ReviewFile as StoredReviewFile;
    Question as StoredQuestion;
    Mark as StoredMark;
    Answers as StoredAnswers;
    Finding as StoredFinding;
    Given as StoredGiven;
    Review as StoredReview;
    ReviewResult as StoredReviewResult;
    ReviewAct as StoredReviewAct;
}

impl Noun for ReviewPlan {
    const KIND: &'static str = "review_plan";

    fn columns(&self) -> Vec<Value> {
        vec![text(&self.title)]
    }
}

impl Noun for ReviewDraw {
    const KIND: &'static str = "review_draw";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.plan), day(Some(self.drawn_on))]
    }
}

impl Noun for ReviewFile {
    const KIND: &'static str = "review_file";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.draw), uuid(self.case)]
    }
}

impl Noun for Review {
    const KIND: &'static str = "review";
    const GUARDED: bool = true;

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.file), uuid(self.reviewer)]
    }
}

impl Noun for ReviewResult {
    const KIND: &'static str = "review_result";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.file), text(&self.level)]
    }
}

impl Noun for ReviewAct {
    const KIND: &'static str = "review_act";

    fn columns(&self) -> Vec<Value> {
        vec![uuid(self.file), text(self.step.code()), day(Some(self.on))]
    }
}
