//! Supervision and guidance by holders of the supervision card (J8-2).

use chrono::NaiveDate;

use super::error::{Error, Result};
use super::file::Versioned;
use super::{Ledger, RegisterDue};
use crate::domain::certificate::{CertificateKind, Validity};
use crate::domain::fault::Citation;
use crate::domain::guidance::Guidance;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::words::date::show_date;

/// One line of the register of guidance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuidanceRow {
    pub id: Id<Guidance>,
    pub on: NaiveDate,
    pub by: String,
    /// The person, the unit, or both.
    pub whom: String,
    pub matter: String,
    pub answer_by: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
}

impl Ledger {
    /// Records what a supervisor said to officers or to a unit.
    ///
    /// # Errors
    /// A day in the future; a supervisor without a valid supervision card on that day; somebody who would
    /// supervise oneself.
    pub fn record_guidance(&mut self, guidance: &Guidance) -> Result<Id<Guidance>> {
        self.guidance_fits(guidance)?;
        self.transact(Op::RecordGuidance, "", |draft| draft.add(guidance))
    }

    /// Enters what followed, and ends it.
    ///
    /// # Errors
    /// A day in the future or before the opinion; nothing that followed.
    pub fn close_guidance(&mut self, read: &Versioned<Guidance>, outcome: &str, on: NaiveDate) -> Result<()> {
        self.not_in_future("guidance.closed_on", on)?;
        let closed = Guidance { outcome: outcome.to_owned(), closed_on: Some(on), ..read.value.clone() };
        self.transact(Op::RecordGuidance, outcome, |draft| draft.change(read, &closed))
    }

    /// The register: what is open first, each part from the newest.
    pub fn guidance(&self) -> Result<Vec<GuidanceRow>> {
        let mut rows = Vec::new();
        for one in self.all::<Guidance>()? {
            rows.push(self.guidance_row(&one)?);
        }
        rows.sort_by_key(|row| (row.closed_on.is_some(), std::cmp::Reverse(row.on)));
        Ok(rows)
    }

    fn guidance_row(&self, one: &Versioned<Guidance>) -> Result<GuidanceRow> {
        let Guidance { on, by, officer, unit, matter, answer_by, closed_on, .. } = &one.value;
        let unit = unit.map(|unit| self.get(unit)).transpose()?.map(|unit| unit.value.name);
        let officer = officer.map(|officer| self.get(officer)).transpose()?.map(|one| one.value.name);
        let whom: Vec<String> = unit.into_iter().chain(officer).collect();
        Ok(GuidanceRow {
            id: one.id,
            on: *on,
            by: self.get(*by)?.value.name,
            whom: whom.join("　"),
            matter: matter.clone(),
            answer_by: *answer_by,
            closed_on: *closed_on,
        })
    }

    /// What nobody has answered yet.
    pub(super) fn guidance_open(&self) -> Result<Vec<RegisterDue>> {
        let citation = self.supervision_article()?;
        let due = |one: Versioned<Guidance>| {
            let row = self.guidance_row(&one)?;
            let (kind, id, task) = ("guidance", one.id.uuid(), "反馈监督指导意见");
            let about = format!("{}　{}", row.whom, row.matter);
            Ok(RegisterDue { kind, id, task, about, citation: citation.clone(), since: Some(row.on) })
        };
        self.store().guidance_open()?.into_iter().map(due).collect()
    }

    fn supervision_article(&self) -> Result<String> {
        let rules = self.card_rules()?;
        Ok(Citation::parse("8-2").map(|cite| rules.shortly(&cite)).unwrap_or_default())
    }

    fn guidance_fits(&self, guidance: &Guidance) -> Result<()> {
        self.not_in_future("guidance.on", guidance.on)?;
        if guidance.officer == Some(guidance.by) {
            return Err(Error::Refused("监督指导的人和被指导的人是同一个人，请核对。".to_owned()));
        }
        let card = self.supervision_card(guidance.by, guidance.on)?;
        if card != Some(Validity::Valid) {
            let name = self.get(guidance.by)?.value.name;
            let why = card.map_or("没有行政执法监督证".to_owned(), |one| {
                format!("的行政执法监督证{}", one.label())
            });
            return Err(Error::Refused(format!(
                "{}{name}{why}。监督指导由持有效行政执法监督证的人员作出（{}）。",
                show_date(guidance.on),
                self.supervision_article()?
            )));
        }
        Ok(())
    }

    /// How the supervision card of a person stood on a day; the valid one, where there are several.
    fn supervision_card(&self, officer: Id<Officer>, on: NaiveDate) -> Result<Option<Validity>> {
        let mut found = None;
        for card in self.store().certificates_of(officer)? {
            let Some(validity) = self.validity_on(&card, on)? else { continue };
            if card.value.kind == CertificateKind::Supervision && found != Some(Validity::Valid) {
                found = Some(validity);
            }
        }
        Ok(found)
    }
}
