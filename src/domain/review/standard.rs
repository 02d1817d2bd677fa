//! A standard of review: vetoes that void a file, indicators with their marks, levels by points.
//!
//! All marks are in tenths of a point, because half points are common and a sum of them must be exact.

use super::super::case::CaseKind;
use super::score::Question;

coded! {
    /// What becomes of the marks of an indicator that does not concern a file.
    LeftOut {
        /// Nothing is deducted: its marks are given in full.
        Full = "full", "不涉及的项目不扣分";
        /// Its marks are left out, and the rest is brought to the full marks in proportion.
        Rescaled = "rescaled", "不涉及的项目不计入，其余按比例折算";
    }
}

/// One version of a standard. What was reviewed by it keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    pub title: String,
    /// As people call it: 2026年版.
    pub version: String,
    /// Of which cases; empty for all.
    pub kinds: Vec<CaseKind>,
    /// Full marks, in tenths.
    pub full: u32,
    pub left_out: LeftOut,
    pub vetoes: Vec<Veto>,
    pub groups: Vec<Group>,
    /// From the highest to the lowest.
    pub levels: Vec<Level>,
    /// The level of a file that is void, or that reaches none of the others.
    pub lowest: String,
}

/// A fault that voids the whole file. A screen asks for the virtue, a paper states the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veto {
    pub fault: String,
    pub virtue: String,
}

/// Indicators under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub title: String,
    /// What the standard says that its indicators add up to, in tenths.
    pub marks: u32,
    pub indicators: Vec<Indicator>,
}

/// One thing that is looked at, with the most that can be deducted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    pub title: String,
    /// Full marks, in tenths, and the most that is deducted.
    pub marks: u32,
    /// Whether a file may be of a kind that it does not concern.
    pub may_be_out: bool,
    /// Faults that are often found, with what the standard deducts for each.
    pub typical: Vec<Typical>,
}

/// A fault that is often found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typical {
    pub fault: String,
    /// What is deducted each time, in tenths.
    pub deduct: u32,
}

/// A level, and from how many points on a file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    pub title: String,
    /// In tenths.
    pub from: u32,
}

/// What is wrong with a standard; groups, indicators and levels by their place, from 0, indicators counted
/// through all groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StandardFault {
    NoTitle,
    NoVersion,
    /// Nothing to look at.
    NoIndicators,
    /// A group without a title or without indicators.
    EmptyGroup {
        group: usize,
    },
    NoText {
        indicator: usize,
    },
    /// An indicator without marks could never matter.
    NoMarks {
        indicator: usize,
    },
    /// A single fault that deducts more than the indicator has.
    TypicalAbove {
        indicator: usize,
        deduct: u32,
        marks: u32,
    },
    /// The indicators of a group do not add up to its marks.
    GroupSum {
        group: usize,
        said: u32,
        sum: u32,
    },
    /// The groups do not add up to the full marks.
    Sum {
        said: u32,
        sum: u32,
    },
    /// The same veto, or the same indicator within a group, is there twice.
    Twice {
        text: String,
    },
    /// A level that can never be reached, or that begins where a higher one does.
    LevelOrder {
        level: usize,
    },
    NoLevels,
}

impl Standard {
    /// Its indicators, through all groups: by their place here they are numbered and answered.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.groups.iter().flat_map(|group| &group.indicators)
    }

    /// Whether files of a kind may be reviewed by it.
    pub fn fits(&self, kind: CaseKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// What it says at a place: the fault of a veto, the title of an indicator. Empty where it has none there.
    pub fn words_at(&self, of: Question) -> &str {
        match of {
            Question::Veto(at) => self.vetoes.get(at).map(|veto| veto.fault.as_str()),
            Question::Indicator(at) => self.indicators().nth(at).map(|one| one.title.as_str()),
        }
        .unwrap_or_default()
    }

    /// All that is wrong with it; nothing of a sound one.
    pub fn faults(&self) -> Vec<StandardFault> {
        let mut faults = Vec::new();
        if self.title.trim().is_empty() {
            faults.push(StandardFault::NoTitle);
        }
        if self.version.trim().is_empty() {
            faults.push(StandardFault::NoVersion);
        }
        if self.indicators().next().is_none() {
            faults.push(StandardFault::NoIndicators);
        }
        self.faults_of_indicators(&mut faults);
        self.faults_of_sums(&mut faults);
        self.faults_of_levels(&mut faults);
        let vetoes = self.vetoes.iter().map(|veto| veto.fault.as_str());
        faults.extend(twice(vetoes));
        faults
    }

    fn faults_of_indicators(&self, faults: &mut Vec<StandardFault>) {
        for (at, indicator) in self.indicators().enumerate() {
            if indicator.title.trim().is_empty() {
                faults.push(StandardFault::NoText { indicator: at });
            }
            if indicator.marks == 0 {
                faults.push(StandardFault::NoMarks { indicator: at });
            }
            let marks = indicator.marks;
            let above =
                indicator.typical.iter().map(|typical| typical.deduct).filter(|deduct| *deduct > marks);
            faults.extend(above.map(|deduct| StandardFault::TypicalAbove { indicator: at, deduct, marks }));
        }
    }

    fn faults_of_sums(&self, faults: &mut Vec<StandardFault>) {
        for (at, group) in self.groups.iter().enumerate() {
            if group.title.trim().is_empty() || group.indicators.is_empty() {
                faults.push(StandardFault::EmptyGroup { group: at });
            }
            let sum = group.indicators.iter().map(|indicator| indicator.marks).sum();
            if sum != group.marks {
                faults.push(StandardFault::GroupSum { group: at, said: group.marks, sum });
            }
            faults.extend(twice(group.indicators.iter().map(|indicator| indicator.title.as_str())));
        }
        let sum = self.groups.iter().map(|group| group.marks).sum();
        if sum != self.full {
            faults.push(StandardFault::Sum { said: self.full, sum });
        }
    }

    fn faults_of_levels(&self, faults: &mut Vec<StandardFault>) {
        if self.levels.is_empty() || self.lowest.trim().is_empty() {
            faults.push(StandardFault::NoLevels);
        }
        let mut above = self.full.saturating_add(1);
        for (at, level) in self.levels.iter().enumerate() {
            if level.from >= above || level.from == 0 || level.title.trim().is_empty() {
                faults.push(StandardFault::LevelOrder { level: at });
            }
            above = level.from;
        }
    }
}

fn twice<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<StandardFault> {
    let mut seen = std::collections::BTreeSet::new();
    texts
        .filter(|text| !text.trim().is_empty() && !seen.insert(*text))
        .map(|text| StandardFault::Twice { text: text.to_owned() })
        .collect()
}
