//! The rules: the pack reader and the judge (facts + packs → reasoned conclusion).
//!
//! A pack is law as data. The judge knows elements, grounds, conditions, exceptions and chains; it
//! knows no article of any text. It never fails and never guesses: what is not answered is open,
//! and what is open is a question.

mod analysis;
pub mod cards;
pub mod case;
pub mod case_file;
mod cases;
mod chain;
mod check;
mod facts;
pub mod interference;
mod judge;
mod official;
mod pack;
mod permit;
mod provision;
pub mod review;
mod serial;
mod share;
mod subject;
mod weigh;

pub use analysis::{
    Allocation, Analysis, Binding, BindingState, Cited, Claim, ConditionView, FactorView, GroundView,
    PackAnalysis, Question, QuestionKind, Referral, SubjectAnalysis, Version, Warning, Why,
};
pub use chain::{Passage, Station, chain};
pub use facts::{Answer, Facts, Subject, personal};
pub use judge::{NOTICE, judge};
pub use official::{Mismatch, OfficialText};
pub use pack::{
    Adoption, AllocationRule, DeadlineRule, Element, Ground, Level, Outcomes, Pack, PackError, Remedy, Status,
};
pub use permit::{Permit, Refusal, citable, permitted};
pub use provision::{Said, meant};

/// The id under which all versions of Chifeng's system, and of what bureaus build on it, are answered.
pub const C1_ID: &str = "c1";

/// Chifeng's system of liability for enforcement faults, 2020: what a bureau's own text is built on.
pub static C1: (&str, &str) = ("c1-chifeng.toml", include_str!("../../assets/rules/c1-chifeng.toml"));

/// The packs that come with the program.
///
/// # Errors
/// None in a tested build: the pack reader's tests read every one of them.
pub fn built_in() -> Result<Vec<Pack>, PackError> {
    [C1].iter().map(|(name, text)| Pack::parse(name, text)).collect()
}
