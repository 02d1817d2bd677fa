//! Where the header of a sheet stands: on any row, one to three rows deep, under titles and notes.

use std::collections::BTreeMap;

use super::book::{Cell, Sheet};
use super::columns::Field;
use super::mapping::Mappings;
use super::meaning::Meaning;
use super::text;

/// How far down a register may begin, in rows that hold something.
const WITHIN: usize = 60;
/// The most rows a header has.
const DEEPEST: u32 = 3;

/// The header of a sheet: its rows, and what each column holds; all from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Header<F = Field> {
    pub top: u32,
    pub depth: u32,
    pub columns: BTreeMap<u32, F>,
    /// The words over each column, those of every row together.
    pub words: BTreeMap<u32, String>,
    /// Words over columns that mean nothing to the program.
    pub unread: Vec<String>,
    /// Words over columns that mean what another column holds already.
    pub again: Vec<String>,
}

impl<F: Meaning> Header<F> {
    /// Finds the first header of a sheet.
    pub fn find(sheet: &Sheet) -> Option<Header<F>> {
        let rows: Vec<u32> = sheet.rows.keys().copied().take(WITHIN).collect();
        let strong = |least| {
            rows.iter().position(|row| {
                Header::<F>::best_at(sheet, *row).is_some_and(|one| one.columns.len() >= least)
            })
        };
        let first = strong(3).or_else(|| strong(2))?;
        // A title above fits as the upper row of a header; what it hides is a better one just below.
        let near =
            rows[first..].iter().take(DEEPEST as usize).filter_map(|row| Header::<F>::best_at(sheet, *row));
        near.reduce(|best, one| if one.rank() > best.rank() { one } else { best })
    }

    /// The row that looks most like a header where none is known: several texts over rows of several cells.
    pub fn guess(sheet: &Sheet) -> Option<Header<F>> {
        let rows: Vec<(&u32, &super::book::Row)> = sheet.rows.iter().take(WITHIN).collect();
        let over = rows.windows(2).find(|pair| {
            let texts = pair[0].1.values().filter(|cell| matches!(cell, Cell::Text(_))).count();
            texts >= 2 && texts == pair[0].1.len() && pair[1].1.len() >= 2
        })?;
        Some(Header::read(sheet, *over[0].0, 1))
    }

    /// The words over the columns, by which a header is known again.
    pub fn signature(&self) -> String {
        self.words.values().map(|words| text::name(words)).collect::<Vec<_>>().join("|")
    }

    /// The header with what a person has said its columns mean, where somebody has.
    pub fn mapped(mut self, mappings: &Mappings<F>) -> Header<F> {
        let Some(fields) = mappings.of(&self.signature()) else { return self };
        let named = self.words.iter().zip(fields);
        (self.columns, self.unread) = (BTreeMap::new(), Vec::new());
        self.again.clear();
        for ((column, words), field) in named {
            match field.filter(|field| !self.columns.values().any(|one| one == field)) {
                Some(field) => _ = self.columns.insert(*column, field),
                None => self.unread.push(words.clone()),
            }
        }
        self
    }

    /// The best header that begins on this row, with all that makes one.
    pub fn best_at(sheet: &Sheet, top: u32) -> Option<Header<F>> {
        let all = (1..=DEEPEST).map(|depth| Header::read(sheet, top, depth));
        let best = all.reduce(|best, one| if one.rank() > best.rank() { one } else { best })?;
        F::make_header(&best.columns).then_some(best)
    }

    fn rank(&self) -> (usize, std::cmp::Reverse<u32>) {
        (self.columns.len(), std::cmp::Reverse(self.depth))
    }

    pub fn rows(&self) -> std::ops::Range<u32> {
        self.top..self.top + self.depth
    }

    /// Reads `depth` rows as one header.
    fn read(sheet: &Sheet, top: u32, depth: u32) -> Header<F> {
        let last = top + depth - 1;
        let mut header = Header {
            top,
            depth,
            columns: BTreeMap::new(),
            words: BTreeMap::new(),
            unread: Vec::new(),
            again: Vec::new(),
        };
        let columns = (top..=last).filter_map(|row| sheet.rows.get(&row)).flat_map(|row| row.keys().copied());
        let columns: std::collections::BTreeSet<u32> = columns.collect();
        for column in columns {
            let labels: Vec<String> =
                (top..=last).filter_map(|row| label(sheet, row, column, row < last)).collect();
            let Some(leaf) = labels.last().filter(|_| label_here(sheet, top..=last, column)) else {
                continue;
            };
            header.words.insert(column, labels.concat());
            // 有效期 over 起 and 止: the words together, else the lower one by itself.
            let joined = (0..labels.len()).map(|from| labels[from..].concat());
            match joined.filter_map(|words| F::named(&words)).next() {
                Some(field) if header.columns.values().any(|one| *one == field) => {
                    header.again.push(leaf.clone())
                }
                Some(field) => _ = header.columns.insert(column, field),
                None => header.unread.push(leaf.clone()),
            }
        }
        header
    }

    /// Whether a row repeats one of the header's, as it does at the top of each printed page.
    pub fn is_repeated(&self, sheet: &Sheet, row: u32) -> bool {
        let Some(cells) = sheet.rows.get(&row) else { return false };
        let words = |cell: &Cell| text::shown(cell).map(|shown| text::name(&shown.text));
        let same = |one: &Cell, other: &Cell| one == other || words(one) == words(other);
        let mut header = self.rows().filter_map(|header| sheet.rows.get(&header));
        cells.len() >= 2
            && header.any(|header| {
                cells.iter().all(|(at, cell)| header.get(at).is_some_and(|one| same(one, cell)))
            })
    }
}

/// What stands over a column on one row: its own words, or those that were merged or written over it
/// from the left, as a group's name stands over its columns.
fn label(sheet: &Sheet, row: u32, column: u32, is_group: bool) -> Option<String> {
    let words = |cell: &Cell| text::shown(cell).map(|shown| shown.text);
    if let Some(cell) = sheet.cell(row, column) {
        return words(cell);
    }
    if !is_group {
        return None;
    }
    let (left, cell) = sheet.rows.get(&row)?.range(..column).next_back()?;
    let covered = match sheet.merge_at(row, *left) {
        Some(merge) => merge.right >= column && merge.bottom == row,
        // Without merges, a group's name stands over its first column only.
        None => !sheet.knows_merges,
    };
    covered.then(|| words(cell))?
}

/// Whether a column has words of its own anywhere in the header.
fn label_here(sheet: &Sheet, mut rows: std::ops::RangeInclusive<u32>, column: u32) -> bool {
    rows.any(|row| sheet.cell(row, column).is_some())
}
