//! Review of case files (案卷评查): standards as data, plans and draws, answers, and what follows from both.

mod given;
mod outcome;
mod plan;
mod score;
mod standard;

pub use given::{AnswerFault, Finding, Given, Review, Seriousness};
pub use outcome::{ReviewAct, ReviewResult, ReviewStep, Stage};
pub use plan::{DrawMethod, ForKind, Listed, Picked, REVIEWERS, ReviewDraw, ReviewFile, ReviewPlan};
pub use score::{
    Answers, GroupScore, IndicatorScore, Mark, Question, Score, Verdict, VetoAnswer, differences,
};
pub use standard::{Group, Indicator, LeftOut, Level, Standard, StandardFault, Typical, Veto};
