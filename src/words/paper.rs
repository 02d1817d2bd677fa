//! What printed papers are called: a notice by its number, a sheet by its title, its person and its day.

use std::collections::BTreeSet;

use crate::domain::notice::Notice;
use crate::words::date::show_date;

/// What people call a paper.
pub fn name_of(paper: &Notice) -> String {
    match paper.document_no.is_empty() {
        false => paper.document_no.clone(),
        true => sheet_name(&paper.title, &paper.addressee, paper.issued_on),
    }
}

/// What people call a sheet.
pub fn sheet_name(title: &str, person: &str, day: chrono::NaiveDate) -> String {
    let day = show_date(day);
    if person.is_empty() { format!("{title}（{day}）") } else { format!("{title}（{person}，{day}）") }
}

/// A name without the characters that some system has no place for in the name of a file.
pub fn file_name(name: &str) -> String {
    let plain = |c: char| if r#"/\:*?"<>|"#.contains(c) || c.is_control() { '_' } else { c };
    name.chars().map(plain).collect()
}

/// Names for the files of several papers, each another one.
pub fn file_names<'a>(papers: impl Iterator<Item = &'a Notice>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    papers
        .map(|paper| {
            let name = file_name(&name_of(paper));
            let again = (2..).map(|n| format!("{name}（{n}）"));
            let free = std::iter::once(name.clone()).chain(again).find(|name| taken.insert(name.clone()));
            free.unwrap_or(name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{file_name, sheet_name};

    #[test]
    fn a_sheet_is_called_by_title_person_and_day() {
        let day = "2026-03-05".parse().expect("a day");
        assert_eq!(sheet_name("遗失声明", "周示五", day), "遗失声明（周示五，2026年3月5日）");
        assert_eq!(sheet_name("持证人员名册", "", day), "持证人员名册（2026年3月5日）");
        assert_eq!(file_name("甲/乙：丙?"), "甲_乙：丙_");
    }
}
