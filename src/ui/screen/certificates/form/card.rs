//! A card, an application, an act: from the form into the ledger.

use chrono::NaiveDate;

use super::{Entered, Form};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::ledger::Result;
use crate::ledger::cards::{Application, CardMove, CardPaper};
use crate::ledger::file::Versioned;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::work::Work;

impl Form {
    pub(super) fn enter_card(&mut self, cx: &mut Cx<'_>) -> Result<Option<Entered>> {
        let (holder, name) = match &self.work {
            Work::NewCard { officer, name, .. } => (*officer, name.clone()),
            Work::Card { read, name } => (read.value.officer, name.clone()),
            _ => return Ok(None),
        };
        let kind = CertificateKind::from_code(&self.fields.kind);
        if kind.is_none() {
            self.say("certificate.kind", "请选择证件类别。");
        }
        let paper = self.paper(cx.today);
        let card = Certificate {
            officer: holder,
            kind: kind.unwrap_or(CertificateKind::Enforcement),
            number: paper.number,
            categories: paper.categories,
            region: paper.region,
            issuer: paper.issuer,
            issued_on: paper.issued_on,
            valid_to: paper.valid_to,
            // Only an act changes the state of a card that is there.
            state: match &self.work {
                Work::Card { read, .. } => read.value.state,
                _ => CertificateState::Held,
            },
        };
        self.check(&card);
        self.check_why(matches!(self.work, Work::Card { .. }));
        if self.problems.any() {
            return Ok(None);
        }
        let (id, sentence) = match &self.work {
            Work::Card { read, .. } if read.value == card => return self.unchanged(),
            Work::Card { read, .. } => {
                cx.ledger.change_certificate(read, &card, self.fields.why.trim())?;
                (read.id, format!("已更正{name}的证件{}。", card.number))
            }
            _ => (cx.ledger.add_certificate(&card)?, format!("已登记{name}的证件{}。", card.number)),
        };
        Ok(Some(Entered { card: Some(id), ..Entered::of(holder, sentence) }))
    }

    pub(super) fn enter_application(
        &mut self,
        officer: Id<Officer>,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let kind = CertificateKind::from_code(&self.fields.kind);
        let Some(kind) = kind else {
            self.say("certificate.kind", "请选择证件类别。");
            return Ok(None);
        };
        let Some(on) = self.acted_on(cx.today) else { return Ok(None) };
        let asked = Application {
            officer,
            kind,
            categories: self.categories(),
            region: self.fields.region.trim().to_owned(),
            on,
            reason: self.fields.why.trim().to_owned(),
            document: self.fields.document.trim().to_owned(),
        };
        let card = cx.ledger.apply_for_card(&asked)?;
        let sentence = match kind {
            CertificateKind::Ministry => "已登记申领，等自治区组织人事机构核发。".to_owned(),
            _ => format!("已提出申领{}，等主要负责人审查同意。", kind.label()),
        };
        Ok(Some(Entered { card: Some(card), ..Entered::of(officer, sentence) }))
    }

    pub(super) fn enter_act(
        &mut self,
        read: &Versioned<Certificate>,
        name: &str,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let Some(step) = CardStep::from_code(&self.fields.step) else {
            self.say("card_act.step", "请选择办理什么事项。");
            return Ok(None);
        };
        let Some(on) = self.acted_on(cx.today) else { return Ok(None) };
        let paper = match step.brings_card() {
            true => Some(self.paper(cx.today)),
            false => None,
        };
        if self.problems.any() {
            return Ok(None);
        }
        let asked = CardMove {
            step,
            on,
            reason: self.fields.why.trim().to_owned(),
            document: self.fields.document.trim().to_owned(),
        };
        let successor = cx.ledger.act_on_card(read, &asked, paper.as_ref())?;
        let sentence = format!("已登记{name}的证件“{}”。", step.label());
        let card = Some(successor.unwrap_or(read.id));
        Ok(Some(Entered { card, ..Entered::of(read.value.officer, sentence) }))
    }

    /// The day of an act; a problem where there is none.
    fn acted_on(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        self.needed_day("card_act.on", "请填写办理日期。", today)
    }

    fn paper(&mut self, today: NaiveDate) -> CardPaper {
        let issued_on = self.day("certificate.issued_on", today);
        CardPaper {
            number: self.fields.number.trim().to_owned(),
            categories: self.categories(),
            region: self.fields.region.trim().to_owned(),
            issuer: self.fields.issuer.trim().to_owned(),
            issued_on,
            valid_to: self.valid_to(today),
        }
    }

    fn valid_to(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let empty = "请填写有效期的最后一日；证上没有期限的，勾选“长期有效”。";
        if self.fields.unlimited { None } else { self.needed_day("certificate.valid_to", empty, today) }
    }

    fn categories(&self) -> Vec<Category> {
        self.fields.categories.iter().filter_map(|code| Category::from_code(code)).collect()
    }
}
