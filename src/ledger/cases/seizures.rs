//! The ledger of 查封 and 扣押.

use chrono::NaiveDate;

use super::{Error, Id, Ledger, Op, Result, Versioned};
use crate::domain::case::Case;
use crate::domain::fault::Standing;
use crate::domain::power::EnforcementAct;
use crate::domain::seizure::{Seizure, SeizureEnd, SeizureKind};
use crate::ledger::cards::{Line, Place};

impl Ledger {
    /// Whether a seizure may be, person by person: an institution never seals or seizes (J8-4).
    pub fn may_seize(&self, seizure: &Seizure) -> Result<Vec<(String, Vec<Line>)>> {
        let case = self.get(seizure.case)?.value;
        let act = match seizure.kind {
            SeizureKind::Seal => EnforcementAct::Seal,
            SeizureKind::Seize => EnforcementAct::Seize,
        };
        let place = Place { category: case.handling.category, place: case.handling.region };
        let one = |officer: &Id<_>| {
            let lines = self.may_enforce(*officer, act, seizure.from, &place)?;
            Ok((self.get::<crate::domain::officer::Officer>(*officer)?.value.name, lines))
        };
        seizure.officers.iter().map(one).collect()
    }

    /// Enters what is sealed or seized.
    ///
    /// # Errors
    /// A day that has not come; fewer than two people who may, with the reason for each.
    pub fn seize(&mut self, seizure: &Seizure) -> Result<Id<Seizure>> {
        self.not_in_future("seizure.from", seizure.from)?;
        crate::domain::problem::Checked::check(seizure)?;
        let rules = self.card_rules()?;
        let group = self.may_seize(seizure)?;
        let stands = |lines: &[Line]| Line::all(lines) == Standing::Held;
        let able = group.iter().filter(|(_, lines)| stands(lines)).count();
        if able < crate::domain::questioning::HOLDERS_LEAST {
            let reason = |(name, lines): &(String, Vec<Line>)| {
                let line = lines.iter().find(|line| line.standing != Standing::Held)?;
                let cite = line.cite.map(|cite| format!("（{}）", rules.shortly(&cite))).unwrap_or_default();
                Some(format!("{name}：{}{cite}", line.because))
            };
            let reasons: Vec<String> = group.iter().filter_map(reason).collect();
            return Err(Error::Refused(format!(
                "可以{}的执法人员只有{able}人，应当不少于两人（行政强制法第十八条第（二）项）。{}。",
                seizure.kind.label(),
                reasons.join("；")
            )));
        }
        self.transact(Op::RecordSeizure, "", |draft| draft.add(seizure))
    }

    /// Extends it: another last day, by a decision with a number.
    ///
    /// # Errors
    /// It has ended; an earlier day than the one that stands; no number.
    pub fn extend_seizure(&mut self, read: &Versioned<Seizure>, to: NaiveDate, document: &str) -> Result<()> {
        still_held(read)?;
        if to <= read.value.to || document.trim().is_empty() {
            return Err(Error::Refused("延长要写明延长决定的文号，截止日期晚于原来的截止日期。".to_owned()));
        }
        let longer = Seizure { to, extension: document.trim().to_owned(), ..read.value.clone() };
        self.transact(Op::RecordSeizure, "延长", |draft| draft.change(read, &longer))
    }

    /// Ends it: released, confiscated, destroyed or handed over.
    ///
    /// # Errors
    /// It has ended already; a day that has not come or lies before it began.
    pub fn end_seizure(
        &mut self,
        read: &Versioned<Seizure>,
        end: SeizureEnd,
        on: NaiveDate,
        note: &str,
    ) -> Result<()> {
        still_held(read)?;
        self.not_in_future("seizure.ended_on", on)?;
        let ended_note = note.trim().to_owned();
        let ended = Seizure { end: Some(end), ended_on: Some(on), ended_note, ..read.value.clone() };
        self.transact(Op::RecordSeizure, end.label(), |draft| draft.change(read, &ended))
    }

    /// What is or was held in a case, by its first day.
    pub fn seizures_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Seizure>>> {
        let mut all = self.store().seizures_of(case)?;
        all.sort_by_key(|one| one.value.from);
        Ok(all)
    }

    /// What is still held after its last day, the longest overdue first.
    pub fn overdue_seizures(&self, on: NaiveDate) -> Result<Vec<Versioned<Seizure>>> {
        let mut all = self.store().seizures_due(on)?;
        all.sort_by_key(|one| one.value.to);
        Ok(all)
    }
}

fn still_held(read: &Versioned<Seizure>) -> Result<()> {
    match (read.value.end, read.value.ended_on) {
        (Some(end), Some(on)) => Err(Error::Refused(format!(
            "{}已经登记“{}”，没有改动。",
            crate::words::date::show_date(on),
            end.label()
        ))),
        _ => Ok(()),
    }
}
