//! Chinese that screens, notices and errors share: labels, dates, amounts, sentences.

pub mod amount;
pub mod date;
pub mod pinyin;
pub mod toml_problem;
