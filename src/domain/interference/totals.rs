//! Totals of a quarter that reveal nobody: small cells merged, and another one with them where that is not enough.

use chrono::NaiveDate;

use super::super::problem::{Checked, Invalid};

/// Records below which a cell does not stand alone.
pub const LEAST: u32 = 3;

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    pub year: u16,
    /// From 1 to 4.
    pub n: u8,
}

impl Quarter {
    /// The quarter of a day.
    pub fn of(day: NaiveDate) -> Quarter {
        use chrono::Datelike as _;
        Quarter { year: u16::try_from(day.year()).unwrap_or_default(), n: day.month0() as u8 / 3 + 1 }
    }

    /// Its first day.
    pub fn first(self) -> Option<NaiveDate> {
        let month = u32::from(self.n).checked_sub(1)? * 3 + 1;
        NaiveDate::from_ymd_opt(self.year.into(), month, 1)
    }

    /// The quarter after.
    pub const fn next(self) -> Quarter {
        match self.n {
            4.. => Quarter { year: self.year + 1, n: 1 },
            n => Quarter { year: self.year, n: n + 1 },
        }
    }

    /// Whether a day is in it.
    pub fn has(self, day: NaiveDate) -> bool {
        Quarter::of(day) == self
    }

    /// Whether it is over on a day.
    pub fn is_over(self, on: NaiveDate) -> bool {
        self < Quarter::of(on)
    }
}

coded! {
    /// What the records of a quarter are.
    Sort {
        Inside = "inside", "内部人员过问";
        Outside = "outside", "外部人员过问";
        Note = "note", "依职责了解情况（工作记录）";
        Threat = "threat", "威胁、侮辱等情况";
        /// Presented to others, or about the leader: the leader cannot open them.
        Elsewhere = "elsewhere", "未呈报主要负责人";
    }
}

/// What stands in the place of an item where a record names several.
pub const SEVERAL: &str = "several";

/// One number of the table, and what it is the number of: one class, or several merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Codes of classes.
    pub of: Vec<String>,
    pub count: u32,
}

/// The published table of a quarter, read by everybody.
///
/// How many records were sealed in a quarter, and when each was directed, everybody sees anyway; every list here
/// is a division of a number that is known, each record in one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    pub quarter: Quarter,
    pub published_on: NaiveDate,
    /// All that was sealed, of whatever kind.
    pub sealed: u32,
    /// Of them directed when the table was made.
    pub directed: u32,
    /// Days from record to 批示, the middle one.
    pub median_days: Option<u32>,
    /// By what they are: [`Sort`].
    pub sorts: Vec<Cell>,
    /// Of those by insiders, where their number stands alone: by item of C10-7, or [`SEVERAL`].
    pub kinds: Vec<Cell>,
    /// Of the same: by channel.
    pub channels: Vec<Cell>,
}

impl Totals {
    /// How many insiders' records there were, where that is told.
    pub fn inside(&self) -> Option<u32> {
        let own = |cell: &&Cell| cell.of == [Sort::Inside.code()];
        self.sorts.iter().find(own).map(|cell| cell.count)
    }

    /// Whether the quarter is one without such records: 零报告.
    pub fn is_zero(&self) -> bool {
        self.inside() == Some(0)
    }
}

impl Checked for Totals {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        Ok(())
    }
}

/// Classes with their counts as cells that reveal none of 1 or 2. The sum of the counts is taken as known, and so
/// is this rule.
///
/// All counts below three are merged, zeros among them. Where the merged number would still tell — it is itself
/// below three, or so large that none of its classes can be empty — the smallest other classes join, all those of
/// one size together, so that an exchange of two classes gives the same table.
pub fn merged(counts: &[(&str, u32)]) -> Vec<Cell> {
    let mut limit = LEAST;
    loop {
        let (small, large): (Vec<&_>, Vec<&_>) = counts.iter().partition(|(_, count)| *count < limit);
        let sum: u32 = small.iter().map(|(_, count)| count).sum();
        let next = large.iter().map(|(_, count)| *count).min();
        if limit == LEAST
            && tells(small.len() as u32, sum)
            && let Some(next) = next
        {
            limit = next + 1;
            continue;
        }
        let alone = |(name, count): &(&str, u32)| Cell { of: vec![(*name).to_owned()], count: *count };
        if sum == 0 {
            return counts.iter().map(alone).collect();
        }
        let mut cells: Vec<Cell> = large.into_iter().map(alone).collect();
        cells.push(Cell { of: small.iter().map(|(name, _)| (*name).to_owned()).collect(), count: sum });
        return cells;
    }
}

/// Whether a number merged of so many classes below three tells about one of them.
fn tells(classes: u32, sum: u32) -> bool {
    sum > 0 && (sum < LEAST || sum > (LEAST - 1) * classes.saturating_sub(1))
}
