//! Standards of review as bureaus keep them in Excel: a table into a standard, every row accounted for.
//!
//! Two shapes are read: the workbook that [`write`] makes, which holds all that a standard is, and a table as it is
//! attached to a notice, of which a person says what the table leaves open. Nothing is guessed.

mod columns;
mod deduction;
mod table;
mod write;

pub use write::write;

use super::register::{Book, Unreadable};
use crate::domain::case::CaseKind;
use crate::domain::review::{Group, LeftOut, Level, Standard, StandardFault, Veto};

/// The sheet that says what a table of indicators leaves open.
const ABOUT: &str = "说明";
/// The first column of that sheet.
const ABOUT_LINES: [&str; 7] = ["名称", "版本", "适用案件", "满分", "不涉及的项目", "等次", "最低等次"];

/// What a standard has beside its table. What the file does not say is empty, for a person to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub title: String,
    pub version: String,
    /// Empty for all kinds.
    pub kinds: Vec<CaseKind>,
    /// Full marks, in tenths; without it the sum of the table.
    pub full: Option<u32>,
    pub left_out: Option<LeftOut>,
    /// From the highest to the lowest.
    pub levels: Vec<Level>,
    pub lowest: String,
}

/// A place in the file, with what is to be said of it; rows count from 1, as in the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub sheet: String,
    pub row: u32,
    pub why: String,
}

/// What was read of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StandardReading {
    pub about: About,
    pub vetoes: Vec<Veto>,
    pub groups: Vec<Group>,
    /// Rows that should be part of the standard and cannot be: each is to be mended in the file.
    pub problems: Vec<Told>,
    /// Rows that are no part of it, and parts of rows that were not taken.
    pub left: Vec<Told>,
    /// Columns that mean nothing to the program and were not read.
    pub unread_columns: Vec<String>,
    /// Where each indicator stands, to name the row of a fault.
    places: Vec<(String, u32)>,
}

impl StandardReading {
    /// The standard with what a person has said beside the table.
    ///
    /// # Errors
    /// A row that could not be read; nothing is taken in half.
    pub fn standard(&self, about: &About) -> Result<Standard, Vec<Told>> {
        if !self.problems.is_empty() {
            return Err(self.problems.clone());
        }
        let sum = self.groups.iter().map(|group| group.marks).sum();
        Ok(Standard {
            title: about.title.clone(),
            version: about.version.clone(),
            kinds: about.kinds.clone(),
            full: about.full.unwrap_or(sum),
            left_out: about.left_out.unwrap_or(LeftOut::Full),
            vetoes: self.vetoes.clone(),
            groups: self.groups.clone(),
            levels: about.levels.clone(),
            lowest: about.lowest.clone(),
        })
    }

    /// The row in which a fault of the standard is to be mended; none where it lies in what was said beside the table.
    pub fn place_of(&self, fault: &StandardFault) -> Option<(&str, u32)> {
        let first_of =
            |group: usize| self.groups.iter().take(group).map(|group| group.indicators.len()).sum();
        let at = match fault {
            StandardFault::EmptyGroup { group } | StandardFault::GroupSum { group, .. } => first_of(*group),
            StandardFault::NoText { indicator }
            | StandardFault::NoMarks { indicator }
            | StandardFault::TypicalAbove { indicator, .. } => *indicator,
            StandardFault::Twice { text } => {
                let all = self.groups.iter().flat_map(|group| &group.indicators);
                all.enumerate().filter(|(_, indicator)| indicator.title == *text).last()?.0
            }
            StandardFault::NoTitle
            | StandardFault::NoVersion
            | StandardFault::NoIndicators
            | StandardFault::Sum { .. }
            | StandardFault::LevelOrder { .. }
            | StandardFault::NoLevels => return None,
        };
        self.places.get(at).map(|(sheet, row)| (sheet.as_str(), *row))
    }
}

/// Reads a standard from an opened file.
///
/// # Errors
/// No sheet has a table of indicators with their marks.
pub fn read(book: &Book) -> Result<StandardReading, Unreadable> {
    let mut reading = StandardReading::default();
    let mut found = false;
    for sheet in &book.sheets {
        if sheet.hidden {
            let why = "工作表是隐藏的，没有读；要导入的，请先取消隐藏".to_owned();
            reading.left.push(Told { sheet: sheet.name.clone(), row: 0, why });
        } else if sheet.name.trim() == ABOUT {
            table::about(sheet, &mut reading);
        } else {
            found |= table::read(sheet, &mut reading);
        }
    }
    if !found {
        return Err(Unreadable::NoStandard);
    }
    Ok(reading)
}
