//! A training, a violation, a complaint: from the form into the ledger.

use super::{Entered, Form, Next};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, ComplaintKind, Consequence, Misuse, MisuseKind, Recipient};
use crate::domain::officer::Officer;
use crate::domain::training::{Training, TrainingKind, TrainingMode};
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ui::screen::Cx;
use crate::words::amount::parse_tenths;

impl Form {
    pub(super) fn enter_training(
        &mut self,
        officer: Id<Officer>,
        read: Option<Versioned<Training>>,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let kind = TrainingKind::from_code(&self.fields.kind);
        if kind.is_none() {
            self.say("training.kind", "请选择是哪一类培训。");
        }
        let from = self.needed_day("training.from", "请填写开始的一日。", cx.today);
        let to = match self.dates.to.typed().trim() {
            "" => from,
            _ => self.day("training.to", cx.today),
        };
        let hours = self.tenths("training.hours", &self.fields.hours.clone());
        let score = self.tenths("training.score", &self.fields.score.clone());
        let mut title = self.fields.title.trim().to_owned();
        if let (true, Some(kind), Some(from)) = (title.is_empty(), kind, from) {
            title = format!("{}年{}", chrono::Datelike::year(&from), kind.label());
        }
        let (Some(kind), Some(from), Some(to)) = (kind, from, to) else { return Ok(None) };
        let training = Training {
            officer,
            kind,
            title,
            mode: TrainingMode::from_code(&self.fields.mode),
            organiser: self.fields.organiser.trim().to_owned(),
            from,
            to,
            topics: self.fields.topics.clone(),
            hours,
            score,
            passed: match self.fields.passed.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            certificate_no: self.fields.certificate_no.trim().to_owned(),
            agreed: read.as_ref().map(|read| read.value.agreed.clone()).unwrap_or_default(),
        };
        self.check(&training);
        if self.problems.any() {
            return Ok(None);
        }
        match read {
            Some(read) if read.value == training => return self.unchanged(),
            Some(read) => cx.ledger.change_training(&read, &training, self.fields.why.trim())?,
            None => drop(cx.ledger.add_training(&[officer], &training)?),
        }
        Ok(Some(Entered::of(officer, format!("已登记“{}”。", training.title))))
    }

    fn tenths(&mut self, field: &'static str, typed: &str) -> Option<u32> {
        let read = parse_tenths(typed);
        if read.is_none() && !typed.trim().is_empty() {
            self.say(field, "请写数字，最多一位小数，例如 24 或者 88.5。");
        }
        read
    }

    pub(super) fn enter_misuse(
        &mut self,
        officer: Id<Officer>,
        read: Option<Versioned<Misuse>>,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let kind = MisuseKind::from_code(&self.fields.kind);
        if kind.is_none() {
            self.say("misuse.kind", "请选择是哪一种行为。");
        }
        let on = self.needed_day("misuse.on", "请填写行为发生的一日。", cx.today);
        let closed_on = self.day("misuse.closed_on", cx.today);
        let (Some(kind), Some(on)) = (kind, on) else { return Ok(None) };
        let chosen = self.fields.consequences.iter();
        let misuse = Misuse {
            officer,
            card: self.fields.card.map(Id::new),
            kind,
            on,
            facts: self.fields.facts.trim().to_owned(),
            serious: self.fields.serious,
            consequences: chosen.filter_map(|code| Consequence::from_code(code)).collect(),
            document: self.fields.document.trim().to_owned(),
            closed_on,
        };
        self.check(&misuse);
        if self.problems.any() {
            return Ok(None);
        }
        let before: Vec<Consequence> =
            read.as_ref().map(|read| read.value.consequences.clone()).unwrap_or_default();
        match read {
            Some(read) if read.value == misuse => return self.unchanged(),
            Some(read) => cx.ledger.change_misuse(&read, &misuse, self.fields.why.trim())?,
            None => drop(cx.ledger.record_misuse(&misuse)?),
        }
        let name = cx.ledger.get(officer)?.value.name;
        let next = act_that_follows(&misuse, &before, cx)?;
        let sentence = match &next {
            Some((_, step)) => format!("已登记{name}的违规，接着办理“{}”。", step.label()),
            None => format!("已登记{name}的违规。"),
        };
        let card = next.map(|(card, _)| card);
        let next = next.map(|(card, step)| Next::Act(card, step));
        Ok(Some(Entered { card, next, ..Entered::of(officer, sentence) }))
    }

    pub(super) fn enter_complaint(
        &mut self,
        officer: Id<Officer>,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let kind = ComplaintKind::from_code(&self.fields.kind);
        let recipient = Recipient::from_code(&self.fields.recipient);
        if kind.is_none() {
            self.say("complaint.kind", "请选择是举报、控告还是申诉。");
        }
        if recipient.is_none() {
            self.say("complaint.recipient", "请选择由哪个机关收到。");
        }
        let on = self.needed_day("complaint.on", "请填写收到的一日。", cx.today);
        let (Some(kind), Some(recipient), Some(on)) = (kind, recipient, on) else { return Ok(None) };
        let complaint = Complaint {
            officer,
            kind,
            recipient,
            complainant: self.fields.complainant.trim().to_owned(),
            on,
            facts: self.fields.facts.trim().to_owned(),
            outcome: String::new(),
            closed_on: None,
            misuse: None,
        };
        self.check(&complaint);
        if self.problems.any() {
            return Ok(None);
        }
        cx.ledger.receive_complaint(&complaint)?;
        Ok(Some(Entered::of(officer, format!("已登记向{}的{}。", recipient.label(), kind.label()))))
    }

    pub(super) fn end_complaint(
        &mut self,
        read: &Versioned<Complaint>,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let on = self.needed_day("complaint.closed_on", "请填写办结的一日。", cx.today);
        let outcome = self.fields.outcome.trim().to_owned();
        if outcome.is_empty() {
            self.say("complaint.outcome", "请写明查了什么、结果怎样。");
        }
        let (Some(on), true) = (on, !self.problems.any()) else { return Ok(None) };
        cx.ledger.close_complaint(read, &outcome, on, self.fields.misuse.map(Id::new))?;
        Ok(Some(Entered::of(read.value.officer, format!("已办结这件{}。", read.value.kind.label()))))
    }
}

/// The act on the card that a serious violation asks for and that has not been done.
fn act_that_follows(
    misuse: &Misuse,
    before: &[Consequence],
    cx: &Cx<'_>,
) -> Result<Option<(Id<Certificate>, CardStep)>> {
    let Some(card) = misuse.card else { return Ok(None) };
    let state = cx.ledger.get(card)?.value;
    let new = |one: Consequence| misuse.consequences.contains(&one) && !before.contains(&one);
    let asked = [(Consequence::Suspend, CardStep::Suspend), (Consequence::SendIn, CardStep::HandIn)];
    let fits = |step: CardStep| step.leads(Some(state.state), state.kind).is_some();
    Ok(asked.into_iter().find(|(one, step)| new(*one) && fits(*step)).map(|(_, step)| (card, step)))
}
