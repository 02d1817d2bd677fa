//! Chinese that screens, notices and errors share: labels, dates, amounts, sentences.

pub mod amount;
pub mod card_no;
pub mod date;
pub mod deadline;
pub mod document_no;
pub mod mask;
pub mod pinyin;
pub mod problem;
mod surname;
pub mod toml_problem;
