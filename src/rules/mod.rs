//! The rules: the pack reader and the judge (facts + packs → reasoned conclusion).
//!
//! A pack is law as data. The judge knows elements, grounds, conditions, exceptions and chains; it
//! knows no article of any text. It never fails and never guesses: what is not answered is open,
//! and what is open is a question.

mod analysis;
mod cases;
mod check;
mod facts;
mod judge;
mod pack;
mod permit;
mod serial;
mod subject;
mod weigh;

pub use analysis::{
    Allocation, Analysis, Binding, BindingState, Cited, Claim, ConditionView, FactorView, GroundView,
    PackAnalysis, Question, QuestionKind, Referral, SubjectAnalysis, Version, Warning, Why,
};
pub use facts::{Answer, Facts, Subject, personal};
pub use judge::{NOTICE, judge};
pub use pack::{
    Adoption, AllocationRule, CountFrom, DeadlineRule, Element, Ground, Level, Outcomes, Pack, PackError,
    Remedy, Side, Status, TimeUnit,
};
pub use permit::{Permit, Refusal, permitted};

/// Chifeng's system of liability for enforcement faults, 2020: what a bureau's own text is built on.
pub const C1: (&str, &str) = ("c1-chifeng.toml", include_str!("../../assets/rules/c1-chifeng.toml"));

/// The packs that come with the program.
///
/// # Errors
/// None in a tested build: the pack reader's tests read every one of them.
pub fn built_in() -> Result<Vec<Pack>, PackError> {
    [C1].iter().map(|(name, text)| Pack::parse(name, text)).collect()
}
