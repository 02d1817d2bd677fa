//! Chinese that screens, notices and errors share: labels, dates, amounts, sentences.

pub mod amount;
pub mod case_file;
pub mod date;
pub mod deadline;
pub mod document_no;
pub mod mask;
pub mod paper;
pub mod pinyin;
pub mod problem;
pub mod review;
mod surname;
pub mod time;
pub mod toml_problem;

/// Several names in one: all of them where they are short, else the first and how many there are.
pub fn people<T: AsRef<str>>(names: &[T]) -> String {
    const MOST: usize = 16;
    let all = names.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join("、");
    match names {
        [first, _, ..] if all.chars().count() > MOST => format!("{}等{}个", first.as_ref(), names.len()),
        _ => all,
    }
}
