//! What cards wait for: their next act, a notice to be served, the region's copy, the yearly check.

use chrono::{Datelike, NaiveDate};

use super::{
    Certificate, CertificateKind, CertificateState, Error, Id, Invalid, Ledger, Officer, Op, Reason, Result,
};
use crate::domain::annual_check::AnnualCheck;
use crate::domain::card_life::CardStep;
use crate::domain::fault::Citation;
use crate::domain::hr_copy::{CopyOf, HrCopy};
use crate::domain::notice::NumberState;
use crate::domain::training::TrainingKind;
use crate::domain::unit::UnitKind;
use crate::ledger::RegisterDue;

/// The cards that the year's check still asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnualDue {
    pub year: i32,
    /// The last day that the bureau has set.
    pub due_on: NaiveDate,
    pub cards: Vec<(Id<Certificate>, Id<Officer>)>,
}

/// How many cards the year's check still asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnualOpen {
    pub year: i32,
    pub due_on: NaiveDate,
    pub cards: usize,
}

/// How a check of many cards went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub on: NaiveDate,
    pub passed: bool,
    /// What was found; needed where the check was not passed.
    pub note: String,
}

/// A task and the article that sets it.
type Task = (&'static str, &'static str);

impl Ledger {
    /// What is to be done about single cards, and the copies that have not come.
    pub(in crate::ledger) fn card_duties(&self, on: NaiveDate) -> Result<Vec<RegisterDue>> {
        let rules = self.card_rules()?;
        let cite = |short: &str| Citation::parse(short).map(|cite| rules.shortly(&cite)).unwrap_or_default();
        let mut due = Vec::new();
        for card in self.cards_waiting()? {
            let who = self.get(card.value.officer)?.value;
            let unit = self.get(who.unit)?.value.kind;
            let (task, article, kind, id) = match card.value.state {
                CertificateState::Suspended => match self.suspension_open(card.id)? {
                    Some((task, kind, id)) => (task, "17", kind, id),
                    None => continue,
                },
                _ => match awaited(&card.value, unit, who.has_left(on)) {
                    Some((task, article)) => (task, article, "certificate", card.id.uuid()),
                    None => continue,
                },
            };
            let since = self.acts_on(card.id)?.last().map(|act| act.value.on);
            let about = format!("{}　{}", who.name, card.value.number).trim_end().to_owned();
            due.push(RegisterDue { kind, id, task, about, citation: cite(article), since });
        }
        let awaited = self.copies_awaited()?;
        if !awaited.is_empty() {
            let mut names: Vec<String> = Vec::new();
            for (_, officer) in awaited {
                let name = self.get(officer)?.value.name;
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            let (kind, id, task) = ("hr_copy", uuid::Uuid::nil(), "登记自治区的抄告");
            let (about, citation) = (crate::words::people(&names), cite("14-3"));
            due.push(RegisterDue { kind, id, task, about, citation, since: None });
        }
        Ok(due)
    }

    /// What is open about the notice of a suspension: it was not issued, or not served (J17).
    fn suspension_open(
        &self,
        card: Id<Certificate>,
    ) -> Result<Option<(&'static str, &'static str, uuid::Uuid)>> {
        let acts = self.acts_on(card)?;
        let Some(act) = acts.iter().rfind(|act| act.value.step == CardStep::Suspend) else { return Ok(None) };
        for notice in self.store().notices_about(act.id.uuid())? {
            let void = match notice.value.number {
                Some(number) => self.get(number)?.value.state == NumberState::Void,
                None => false,
            };
            match (void, &notice.value.serving) {
                (true, _) => {}
                (false, Some(_)) => return Ok(None),
                (false, None) => return Ok(Some(("送达暂扣通知书", "notice", notice.id.uuid()))),
            }
        }
        Ok(Some(("印发暂扣通知书", "certificate", card.uuid())))
    }

    /// Whose scores or whose ministry's card the region's HR has not copied yet (J14-3).
    pub fn copies_awaited(&self) -> Result<Vec<(CopyOf, Id<Officer>)>> {
        let copies: Vec<HrCopy> = self.all::<HrCopy>()?.into_iter().map(|copy| copy.value).collect();
        let told = |officer: Id<Officer>, of: CopyOf, since: Option<NaiveDate>| {
            let fits = |copy: &HrCopy| {
                copy.of.contains(&of)
                    && copy.officers.contains(&officer)
                    && since.is_none_or(|since| since <= copy.received_on)
            };
            copies.iter().any(fits)
        };
        let mut awaited = Vec::new();
        for card in self.store().ministry_cards_in(CertificateState::Held.code())? {
            let Certificate { officer, issued_on, .. } = card.value;
            if !told(officer, CopyOf::Cards, issued_on) {
                awaited.push((CopyOf::Cards, officer));
            }
        }
        for state in [CertificateState::Applied, CertificateState::Endorsed] {
            for card in self.store().cards_in(state.code())? {
                let officer = card.value.officer;
                let scored =
                    self.trainings_of(officer)?.iter().any(|one| one.value.kind == TrainingKind::Academy);
                if card.value.kind != CertificateKind::Ministry
                    && !scored
                    && !told(officer, CopyOf::Scores, None)
                {
                    awaited.push((CopyOf::Scores, officer));
                }
            }
        }
        Ok(awaited)
    }

    /// Records a copy from the region's HR.
    ///
    /// # Errors
    /// A day that has not come; nobody named; nothing that it tells.
    pub fn receive_copy(&mut self, copy: &HrCopy) -> Result<Id<HrCopy>> {
        self.not_in_future("hr_copy.received_on", copy.received_on)?;
        for officer in &copy.officers {
            self.get(*officer)?;
        }
        self.transact(Op::ReceiveCopy, "", |draft| draft.add(copy))
    }

    /// The cards that this year's check still asks for: those of the judicial department that were in hand when
    /// the year began. None where the bureau has no such check, or all are checked.
    pub fn annual_due(&self, on: NaiveDate) -> Result<Option<AnnualDue>> {
        let year = on.year();
        let Some(due_on) = self.card_settings()?.annual_in(year) else { return Ok(None) };
        let cards = self.store().cards_unchecked(year, on)?;
        Ok((!cards.is_empty()).then_some(AnnualDue { year, due_on, cards }))
    }

    /// The same, only counted: 待办 asks for it each time.
    pub fn annual_open(&self, on: NaiveDate) -> Result<Option<AnnualOpen>> {
        let year = on.year();
        let Some(due_on) = self.card_settings()?.annual_in(year) else { return Ok(None) };
        let cards = self.store().count_unchecked(year, on)?;
        Ok((cards > 0).then_some(AnnualOpen { year, due_on, cards }))
    }

    /// Records the year's check for many people's cards as one act; gives how many cards that were.
    ///
    /// # Errors
    /// Nobody whose card is still to be checked; a day of another year, or one that has not come.
    pub fn check_cards(&mut self, officers: &[Id<Officer>], how: &Checked) -> Result<usize> {
        self.not_in_future("annual_check.on", how.on)?;
        let due = self.annual_due(how.on)?;
        let cards: Vec<Id<Certificate>> = due
            .iter()
            .flat_map(|due| &due.cards)
            .filter(|(_, officer)| officers.contains(officer))
            .map(|(card, _)| *card)
            .collect();
        if officers.is_empty() {
            return Err(Error::Invalid(vec![Invalid { field: "bulk.people", reason: Reason::NoneGiven }]));
        }
        if cards.is_empty() {
            return Err(Error::Refused(format!(
                "这些人没有要在{}年审核的证件：本局没有定审核日期，或者都审核过了。",
                how.on.year()
            )));
        }
        let (year, on, passed) = (how.on.year(), how.on, how.passed);
        self.transact(Op::CheckCards, &how.note, |draft| {
            for card in &cards {
                draft.add(&AnnualCheck {
                    card: *card,
                    year,
                    on,
                    passed,
                    note: how.note.trim().to_owned(),
                })?;
            }
            Ok(cards.len())
        })
    }
}

/// The next act on a card that waits for one, where it is the bureau's to do or to ask for.
fn awaited(card: &Certificate, unit: UnitKind, left: bool) -> Option<Task> {
    use CertificateState::{Applied, Approved, Declared, Endorsed, HandedIn, Lost, Revoked};
    let ministry = card.kind == CertificateKind::Ministry;
    let back = if matches!(unit, UnitKind::Township | UnitKind::Zone) { "18-2" } else { "18-1" };
    Some(match card.state {
        Applied if ministry => return None,
        Applied => ("报主要负责人审查证件", "6-2"),
        Endorsed => ("报司法部门核定证件", "6-2"),
        Approved => ("领取核发的证件", "13-1"),
        Lost | Declared if ministry => ("报自治区处理遗失的部证", "19-2"),
        Lost => ("刊登证件遗失声明", "19-1"),
        Declared if left => ("办理遗失证件的注销", back),
        Declared => ("申请补发遗失的证件", "19-1"),
        HandedIn if ministry => ("送交自治区组织人事机构", "18-1"),
        HandedIn | Revoked => ("送司法部门注销证件", back),
        _ => return None,
    })
}
