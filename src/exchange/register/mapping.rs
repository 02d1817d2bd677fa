//! What a person has said columns mean, known again by the words over them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::columns::Field;
use super::header::Header;
use super::meaning::Meaning;
use super::sheet::SkippedRow;

/// Headers by their words, with the meaning of each of their columns; none is not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mappings<F = Field>(BTreeMap<String, Vec<Option<F>>>);

impl<F> Default for Mappings<F> {
    fn default() -> Mappings<F> {
        Mappings(BTreeMap::new())
    }
}

/// The columns of a header as they are read, or could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns<F = Field> {
    /// By which the header is known again.
    pub signature: String,
    pub all: Vec<Column<F>>,
}

impl<F> Default for Columns<F> {
    fn default() -> Columns<F> {
        Columns { signature: String::new(), all: Vec::new() }
    }
}

/// One column with words over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column<F = Field> {
    /// As a spreadsheet names it: C.
    pub letters: String,
    pub words: String,
    pub field: Option<F>,
    /// The first values below, so that somebody sees what it holds.
    pub sample: String,
}

impl<F: Meaning> Mappings<F> {
    /// What was said of a header.
    pub fn of(&self, signature: &str) -> Option<&[Option<F>]> {
        self.0.get(signature).map(Vec::as_slice)
    }

    /// Says what the columns of a header mean.
    pub fn set(&mut self, signature: &str, fields: Vec<Option<F>>) {
        self.0.insert(signature.to_owned(), fields);
    }

    /// Takes back what was said of a header.
    pub fn forget(&mut self, signature: &str) {
        self.0.remove(signature);
    }

    /// Adds what others say; they come first where both speak of a header.
    pub fn extend(&mut self, others: &Mappings<F>) {
        self.0.extend(others.0.iter().map(|(signature, fields)| (signature.clone(), fields.clone())));
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<F: Meaning> Columns<F> {
    pub(super) fn of(header: &Header<F>, sample: impl Fn(u32) -> String) -> Columns<F> {
        let all = header.words.iter().map(|(&at, words)| Column {
            letters: letters(at),
            words: words.clone(),
            field: header.columns.get(&at).copied(),
            sample: sample(at),
        });
        Columns { signature: header.signature(), all: all.collect() }
    }

    /// What each column means.
    pub fn fields(&self) -> Vec<Option<F>> {
        self.all.iter().map(|column| column.field).collect()
    }
}

/// One sheet as somebody looks over its columns.
#[derive(Clone, Copy, Debug)]
pub struct Looked<'a, F = Field> {
    pub name: &'a str,
    pub header_rows: &'a [u32],
    /// How many rows were read.
    pub records: usize,
    pub skipped_rows: &'a [SkippedRow],
    pub columns: &'a Columns<F>,
    /// Why nothing was read of it.
    pub why: Option<&'a str>,
}

/// A column's name in a spreadsheet, counted from 0.
fn letters(at: u32) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    match at / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_called_as_in_a_spreadsheet() {
        assert_eq!([0, 25, 26, 255].map(letters), ["A", "Z", "AA", "IV"]);
    }
}
