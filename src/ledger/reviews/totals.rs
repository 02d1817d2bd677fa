//! What reviews say together: of a plan (通报), and of a person (D18, D19).

use chrono::NaiveDate;

use super::{Ledger, Result, Versioned};
use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::review::{Finding, Question, ReviewFile, ReviewPlan, ReviewResult, Stage, Standard};
use crate::domain::unit::Unit;
use crate::words::review::told;

/// 评查情况: a plan in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circular {
    pub title: String,
    pub files: usize,
    /// With a result; nothing else is counted below.
    pub agreed: usize,
    /// Levels in the order of the standards, each with its count, zeros among them.
    pub levels: Vec<(String, usize)>,
    /// Points of the files, in tenths, the mean rounded.
    pub mean: Option<u32>,
    /// Units by whose officers the cases were handled, the first of them named for each.
    pub units: Vec<UnitLine>,
    /// Indicators and vetoes under which something was found, the most frequent first.
    pub recurring: Vec<Recurring>,
    /// Files with a day by which to put things right, and those of them that passed.
    pub to_rectify: usize,
    pub rectified: usize,
}

/// One unit's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitLine {
    pub unit: String,
    pub files: usize,
    pub mean: u32,
    /// In the order of the levels.
    pub levels: Vec<usize>,
}

/// What was found in how many files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurring {
    pub title: String,
    pub files: usize,
    pub findings: usize,
    /// The most frequent wording.
    pub example: String,
}

/// The review of a file of a case that somebody handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonReview {
    pub file: Id<ReviewFile>,
    pub plan: String,
    pub number: String,
    pub title: String,
    pub agreed_on: NaiveDate,
    pub points: u32,
    pub level: String,
    /// What was found in the file, in the order of its standard.
    pub findings: Vec<String>,
    pub stage: Stage,
}

impl Ledger {
    /// A plan in numbers, from the results that are there.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn circular(&self, id: Id<ReviewPlan>) -> Result<Circular> {
        let title = self.get(id)?.value.title;
        let files = self.files_of_plan(id)?;
        let mut counted = Circular {
            title,
            files: files.len(),
            agreed: 0,
            levels: Vec::new(),
            mean: None,
            units: Vec::new(),
            recurring: Vec::new(),
            to_rectify: 0,
            rectified: 0,
        };
        let mut results: Vec<(String, ReviewResult)> = Vec::new();
        let mut standards: Vec<(_, Standard)> = Vec::new();
        for file in &files {
            let (stage, result, _) = self.stage_of(file)?;
            let Some(result) = result.map(|one| one.value) else { continue };
            if standards.iter().all(|(own, _)| *own != file.value.standard) {
                standards.push((file.value.standard, self.standard(file.value.standard)?.standard));
            }
            let standard = standards.iter().find(|(own, _)| *own == file.value.standard);
            if let Some((_, standard)) = standard {
                note_levels(&mut counted.levels, standard);
                note_findings(&mut counted.recurring, standard, &result);
            }
            counted.agreed += 1;
            counted.to_rectify += usize::from(result.rectify_by.is_some());
            counted.rectified += usize::from(result.rectify_by.is_some() && stage == Stage::Done);
            results.push((self.unit_of(file.value.case)?, result));
        }
        let place = |level: &str, levels: &[(String, usize)]| levels.iter().position(|(own, _)| own == level);
        for (_, result) in &results {
            if let Some(at) = place(&result.level, &counted.levels) {
                counted.levels[at].1 += 1;
            }
        }
        counted.mean = mean(results.iter().map(|(_, result)| result.points));
        let mut units: Vec<&str> = results.iter().map(|(unit, _)| unit.as_str()).collect();
        units.sort_unstable();
        units.dedup();
        for unit in units {
            let own: Vec<&ReviewResult> =
                results.iter().filter(|(of, _)| of == unit).map(|(_, result)| result).collect();
            let level = |title: &str| own.iter().filter(|result| result.level == title).count();
            counted.units.push(UnitLine {
                unit: unit.to_owned(),
                files: own.len(),
                mean: mean(own.iter().map(|result| result.points)).unwrap_or_default(),
                levels: counted.levels.iter().map(|(title, _)| level(title)).collect(),
            });
        }
        counted.recurring.sort_by(|one, other| other.files.cmp(&one.files).then(one.title.cmp(&other.title)));
        Ok(counted)
    }

    /// The unit that handles a case, or that of the first who did.
    pub(in crate::ledger) fn unit_of(&self, case: Id<Case>) -> Result<String> {
        if let Some(unit) = self.get(case)?.value.handling.unit {
            return Ok(self.get(unit)?.value.name);
        }
        let Some(first) = self.handlers_of(case)?.first().copied() else {
            return Ok("没有登记办案人员".to_owned());
        };
        let unit: Versioned<Unit> = self.get(self.get::<Officer>(first)?.value.unit)?;
        Ok(unit.value.name)
    }

    /// The reviewed files of the cases that somebody handled, the last first.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn reviews_of_person(&self, officer: Id<Officer>) -> Result<Vec<PersonReview>> {
        let mut rows = Vec::new();
        for file in self.store().files_handled_by(officer)? {
            let (stage, Some(result), _) = self.stage_of(&file)? else { continue };
            let case = self.get(file.value.case)?.value;
            let standard = self.standard(file.value.standard)?.standard;
            let ReviewResult { agreed_on, points, level, given, .. } = result.value;
            let mut findings: Vec<&Finding> = given.findings.iter().collect();
            findings.sort_by_key(|one| one.of);
            rows.push(PersonReview {
                file: file.id,
                plan: self.get(file.value.plan)?.value.title,
                number: case.number,
                title: case.title,
                agreed_on,
                points,
                level,
                findings: findings.into_iter().map(|one| told(&standard, one)).collect(),
                stage,
            });
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.agreed_on));
        Ok(rows)
    }
}

fn note_levels(levels: &mut Vec<(String, usize)>, standard: &Standard) {
    let titles = standard.levels.iter().map(|level| &level.title).chain([&standard.lowest]);
    for title in titles {
        if levels.iter().all(|(own, _)| own != title) {
            levels.push((title.clone(), 0));
        }
    }
}

fn note_findings(recurring: &mut Vec<Recurring>, standard: &Standard, result: &ReviewResult) {
    let vetoes = (0..standard.vetoes.len()).map(Question::Veto);
    for question in vetoes.chain((0..standard.indicators().count()).map(Question::Indicator)) {
        let title = standard.words_at(question);
        let texts: Vec<&str> =
            result.given.findings_of(question).map(|(_, finding)| finding.text.as_str()).collect();
        let Some(first) = texts.first() else { continue };
        match recurring.iter_mut().find(|one| one.title == title) {
            Some(one) => {
                one.files += 1;
                one.findings += texts.len();
            }
            None => recurring.push(Recurring {
                title: title.to_owned(),
                files: 1,
                findings: texts.len(),
                example: (*first).to_owned(),
            }),
        }
    }
}

fn mean(points: impl Iterator<Item = u32>) -> Option<u32> {
    let (sum, count) = points.fold((0u64, 0u64), |(sum, count), one| (sum + u64::from(one), count + 1));
    u32::try_from((2 * sum + count).checked_div(2 * count)?).ok()
}
