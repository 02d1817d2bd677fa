//! The standards by which the bureau reviews case files; what was reviewed by one version keeps it.

use std::path::Path;

use chrono::NaiveDate;

use super::Ledger;
use super::error::{Error, Result};
use super::file::Versioned;
use crate::domain::id::Id;
use crate::domain::review::Standard;
use crate::domain::role::Op;
use crate::domain::text::{AdoptedText, TextKind};
use crate::exchange::register::Book;
use crate::exchange::standard;
use crate::rules::review::{built_in_standard, read_standard, write_standard};
use crate::store;
use crate::words::review::explain;

pub use crate::exchange::standard::{About, StandardReading, Told};

/// A standard as the bureau adopted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedStandard {
    pub id: Id<AdoptedText>,
    pub adopted_on: NaiveDate,
    pub standard: Standard,
}

/// Reads a standard as a bureau keeps it in a workbook; nothing is adopted yet.
///
/// # Errors
/// A sentence: what is wrong with the file, or that no sheet has a table of indicators with their marks.
pub fn open_standard(path: &Path) -> Result<StandardReading, String> {
    let book = Book::open(path).map_err(|why| why.to_string())?;
    standard::read(&book).map_err(|why| why.to_string())
}

/// A standard as a workbook that can be filled in, sent, and read again.
///
/// # Errors
/// A longer text than a workbook holds.
pub fn standard_workbook(of: &Standard) -> Result<Vec<u8>> {
    standard::write(of).map_err(|error| Error::Refused(format!("标准没有写成工作簿：{error}。")))
}

/// The standard that comes with the program, for a bureau that has none of its own.
pub fn own_standard() -> Option<Standard> {
    built_in_standard().ok()
}

impl Ledger {
    /// Adopts a standard of review: a new one, or another version of one that the bureau has.
    ///
    /// # Errors
    /// What does not add up in it; a version that is there already, whose reviews must keep what they were made by.
    pub fn adopt_standard(&mut self, standard: &Standard) -> Result<Id<AdoptedText>> {
        let faults = standard.faults();
        if !faults.is_empty() {
            let told: Vec<String> = faults.iter().map(|fault| explain(standard, fault)).collect();
            return Err(Error::Refused(told.join("\n")));
        }
        let same = |one: &AdoptedStandard| {
            one.standard.title == standard.title && one.standard.version == standard.version
        };
        if let Some(there) = self.standards()?.into_iter().find(same) {
            let Standard { title, version, .. } = standard;
            return Err(Error::Refused(match there.standard == *standard {
                true => format!("“{title}”（{version}）已经采用，内容一样，不用再采用。"),
                false => format!(
                    "“{title}”（{version}）已经采用，内容不一样。已经评查的案卷仍然照原来的；请把这一份的版本写成另一个名称。"
                ),
            }));
        }
        let text =
            write_standard(standard).map_err(|error| Error::Refused(format!("标准没有写成：{error}。")))?;
        let adopted = AdoptedText {
            kind: TextKind::Standard,
            name: standard.title.clone(),
            title: format!("{}（{}）", standard.title, standard.version),
            hash: store::hash_of(text.as_bytes()),
            adoption: String::new(),
            adopted_on: self.env().today(),
        };
        self.transact(Op::AdoptText, "", |draft| {
            draft.keep(text.into_bytes(), "application/toml");
            draft.add(&adopted)
        })
    }

    /// The standards that the bureau has adopted, in the order in which it did.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn standards(&self) -> Result<Vec<AdoptedStandard>> {
        let adopted = self.all::<AdoptedText>()?.into_iter();
        adopted
            .filter(|one| one.value.kind == TextKind::Standard)
            .map(|one| self.read_adopted(&one))
            .collect()
    }

    /// One standard as it was adopted: a review keeps it, whatever came after.
    ///
    /// # Errors
    /// No such standard, or the file cannot be read.
    pub fn standard(&self, id: Id<AdoptedText>) -> Result<AdoptedStandard> {
        self.read_adopted(&self.get(id)?)
    }

    fn read_adopted(&self, one: &Versioned<AdoptedText>) -> Result<AdoptedStandard> {
        let text = String::from_utf8_lossy(&self.file(&one.value.hash)?).into_owned();
        let standard = read_standard(&one.value.title, &text);
        let standard = standard.map_err(|error| Error::Refused(error.to_string()))?;
        Ok(AdoptedStandard { id: one.id, adopted_on: one.value.adopted_on, standard })
    }
}
