//! What importing cases would do: which case each row means, what would change, and what stands in the way.

use std::collections::HashMap;

use super::base::{CaseBase, named, number_key};
use super::typed::{SaidKind, applied, differences, kind, known_by, said_kind};
use super::{CaseAssumptions, CaseLine, CasePlan, CaseStanding};
use crate::domain::case::Case;
use crate::domain::problem::Checked as _;
use crate::exchange::cases::{CaseReading, CaseRecord};
use crate::exchange::register::Meaning as _;
use crate::ledger::{Ledger, Result};
use crate::words::date::show_date;
use crate::words::problem::sentence;

impl Ledger {
    /// What importing cases would do; nothing is written.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn plan_cases(&self, reading: &CaseReading, assumed: &CaseAssumptions) -> Result<CasePlan> {
        let base = CaseBase::of(self)?;
        let twice = twice(reading);
        let mut plan =
            CasePlan { lines: Vec::new(), without_kind: 0, without_procedure: 0, head: self.head()? };
        for (at, (sheet, record)) in reading.records().enumerate() {
            match said_kind(record) {
                SaidKind::Nothing => plan.without_kind += 1,
                SaidKind::Penalty => plan.without_procedure += 1,
                SaidKind::Is(_) | SaidKind::Unknown => {}
            }
            let mut line = CaseLine {
                sheet: sheet.to_owned(),
                row: record.row,
                standing: CaseStanding::New,
                notes: notes(record),
                case: Box::new(known_by(record)),
                read: None,
            };
            let stands = match twice.get(&at) {
                Some(why) => Err(why.clone()),
                None => self.line(record, assumed, &base, &mut line)?,
            };
            line.standing = stands.unwrap_or_else(CaseStanding::Refused);
            plan.lines.push(line);
        }
        Ok(plan)
    }

    /// How one row stands, with the case that would be written; a sentence where it is not imported.
    fn line(
        &self,
        record: &CaseRecord,
        assumed: &CaseAssumptions,
        base: &CaseBase,
        line: &mut CaseLine,
    ) -> Result<Result<CaseStanding, String>> {
        if let Some(doubt) = record.doubts.iter().find(|doubt| doubt.bars) {
            return Ok(Err(format!("{}：{}。", doubt.field.label(), doubt.why)));
        }
        if line.case.title.is_empty() {
            return Ok(Err("没有案件名称，请补上。".to_owned()));
        }
        let there = match base.meant(&line.case) {
            Ok(there) => there,
            Err(why) => return Ok(Err(why)),
        };
        let kind = match kind(record, assumed, there.map(|there| &there.value)) {
            Ok(kind) => kind,
            Err(why) => return Ok(Err(why)),
        };
        let from = there.map_or_else(|| (*line.case).clone(), |there| there.value.clone());
        let case = match applied(Case { kind, ..from }, record, base, &mut line.notes) {
            Ok(case) => case,
            Err(why) => return Ok(Err(why)),
        };
        if let Err(problems) = case.check() {
            return Ok(Err(problems.iter().map(sentence).collect()));
        }
        let today = self.env().today();
        if let Some(opened_on) = case.opened_on.filter(|day| *day > today) {
            let day = show_date(opened_on);
            return Ok(Err(format!("立案日期{day}还没有到，请核对。")));
        }
        *line.case = case;
        let Some(there) = there else { return Ok(Ok(CaseStanding::New)) };
        if there.value.kind != kind && !self.store().steps_of(there.id)?.is_empty() {
            return Ok(Err(format!(
                "台账里这个案件已经按“{}”登记了步骤，不能改成“{}”，请核对案件类型。",
                there.value.kind.label(),
                kind.label()
            )));
        }
        line.read = Some(Box::new(there.clone()));
        Ok(Ok(CaseStanding::Same(differences(&there.value, &line.case, base))))
    }
}

/// What was said of a row while it was read, and does not bar it.
fn notes(record: &CaseRecord) -> Vec<String> {
    let open = record.doubts.iter().filter(|doubt| !doubt.bars);
    open.map(|doubt| format!("{}：{}", doubt.field.label(), doubt.why)).collect()
}

/// Rows that speak of one case, by their place, with the sentence: which of them is meant nobody knows.
fn twice(reading: &CaseReading) -> HashMap<usize, String> {
    let mut numbered: HashMap<String, Vec<usize>> = HashMap::new();
    let mut called: HashMap<_, Vec<usize>> = HashMap::new();
    let mut rows = Vec::new();
    for (at, (_, record)) in reading.records().enumerate() {
        rows.push(record.row);
        let case = known_by(record);
        match number_key(&case.number) {
            number if !number.is_empty() => numbered.entry(number).or_default().push(at),
            _ if !case.title.is_empty() => called.entry(named(&case)).or_default().push(at),
            _ => {}
        }
    }
    let told = |all: &[usize]| {
        let rows: Vec<String> = all.iter().map(|at| rows[*at].to_string()).collect();
        rows.join("、")
    };
    let mut twice = HashMap::new();
    for all in numbered.values().filter(|all| all.len() > 1) {
        let why = format!("第{}行写了同一个案号，一个案件只写一行，请核对。", told(all));
        twice.extend(all.iter().map(|at| (*at, why.clone())));
    }
    for all in called.values().filter(|all| all.len() > 1) {
        let why = format!(
            "第{}行的名称、当事人、立案日期都一样，又没有案号，分不清是不是一个案件，请写明案号。",
            told(all)
        );
        twice.extend(all.iter().map(|at| (*at, why.clone())));
    }
    twice
}
