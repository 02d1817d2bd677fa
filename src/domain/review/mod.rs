//! Review of case files (案卷评查): standards as data, answers, and the score that follows from both.

mod score;
mod standard;

pub use score::{
    Answers, Difference, GroupScore, IndicatorScore, Mark, Score, Verdict, VetoAnswer, differences,
};
pub use standard::{Group, Indicator, LeftOut, Level, Standard, StandardFault, Typical, Veto};
