//! Acts for many at once: each is one act and one journal entry, or nothing where one of them does not fit.

use chrono::NaiveDate;

use super::{Application, CardAct, Error, Invalid, Ledger, Reason, Result, enter_in_platforms};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Certificate, CertificateKind, CertificateState};
use crate::domain::deadline::Trigger;
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::domain::unit::UnitKind;
use crate::ledger::file::Versioned;

/// 换发 of many cards: what changes on all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The day on which the renewed cards were received.
    pub on: NaiveDate,
    /// The new last day.
    pub valid_to: NaiveDate,
    pub reason: String,
    pub document: String,
}

impl Ledger {
    /// The cards of these people that can be renewed together: held ones of the judicial department with a last
    /// day before the new one.
    pub fn cards_to_extend(
        &self,
        officers: &[Id<Officer>],
        valid_to: NaiveDate,
    ) -> Result<Vec<Versioned<Certificate>>> {
        let mut cards = Vec::new();
        for officer in officers {
            cards.extend(self.store().certificates_of(*officer)?.into_iter().filter(|card| {
                let Certificate { kind, state, valid_to: last, .. } = card.value;
                kind != CertificateKind::Ministry
                    && state == CertificateState::Held
                    && last.is_some_and(|last| last < valid_to)
            }));
        }
        Ok(cards)
    }

    /// Renews many cards: each gets its act and its duties to be entered, and all of them are one entry.
    ///
    /// # Errors
    /// No card; a card that cannot be renewed, by its number; a day in the future.
    pub fn extend_cards(&mut self, cards: &[Versioned<Certificate>], asked: &Extension) -> Result<()> {
        if cards.is_empty() {
            return Err(Error::Invalid(vec![Invalid { field: "bulk.cards", reason: Reason::NoneGiven }]));
        }
        let mut all = Vec::new();
        for read in cards {
            let old = &read.value;
            let to = CardStep::Renew.leads(Some(old.state), old.kind).ok_or_else(|| {
                Error::Refused(format!("{}现在是“{}”，不能换发。", old.number, old.state.label()))
            })?;
            if old.valid_to.is_none_or(|last| last >= asked.valid_to) {
                return Err(Error::Refused(format!("{}的有效期不比新的短，请从名单里去掉。", old.number)));
            }
            let act = CardAct {
                card: read.id,
                step: CardStep::Renew,
                from: Some(old.state),
                to,
                on: asked.on,
                reason: asked.reason.trim().to_owned(),
                document: asked.document.trim().to_owned(),
                successor: None,
            };
            self.follows(&act)?;
            let now = Certificate { state: to, valid_to: Some(asked.valid_to), ..old.clone() };
            all.push((read, now, act, self.get(old.officer)?.value.name));
        }
        let rules = self.card_rules()?;
        self.transact(Op::ActOnCertificate, &asked.reason, |draft| {
            for (read, now, act, name) in &all {
                draft.change(read, now)?;
                draft.add(act)?;
                let record = read.id.uuid();
                enter_in_platforms(draft, &rules, "enter", name, record, Trigger::Received, asked.on)?;
            }
            Ok(())
        })
    }

    /// The county applies for its townships (J5-3): one application for many, only for those who are trained
    /// and lack nothing else; who lacks something is named, and nothing is written.
    pub fn apply_for_townships(&mut self, officers: &[Id<Officer>], asked: &Application) -> Result<usize> {
        self.not_in_future("card_act.on", asked.on)?;
        if officers.is_empty() {
            return Err(Error::Invalid(vec![Invalid { field: "bulk.people", reason: Reason::NoneGiven }]));
        }
        let mut faults = Vec::new();
        for officer in officers {
            let who = self.get(*officer)?.value;
            let unit = self.get(who.unit)?.value;
            if !matches!(unit.kind, UnitKind::Township | UnitKind::Zone) {
                faults.push(format!("{}（{}，不在统一申领的范围）", who.name, unit.name));
                continue;
            }
            if let Err(Error::Refused(_)) = self.has_none_of(*officer, CertificateKind::Enforcement) {
                faults.push(format!("{}（已经有证件或者正在申领）", who.name));
                continue;
            }
            let lines = self.eligibility(*officer, CertificateKind::Enforcement)?;
            let missing: Vec<String> = lines
                .into_iter()
                .filter(|line| line.standing != Standing::Held)
                .map(|line| line.because)
                .collect();
            if !missing.is_empty() {
                faults.push(format!("{}（{}）", who.name, missing.join("；")));
            }
        }
        if !faults.is_empty() {
            return Err(Error::Refused(format!(
                "这些人还不能申领：{}。请补齐或者从名单里去掉（证件管理办法第十条第四款）。",
                faults.join("、")
            )));
        }
        self.transact(Op::ApplyCertificate, &asked.reason, |draft| {
            for officer in officers {
                let card = draft.add(&Certificate {
                    officer: *officer,
                    kind: CertificateKind::Enforcement,
                    number: String::new(),
                    categories: asked.categories.clone(),
                    region: asked.region.clone(),
                    issuer: String::new(),
                    issued_on: None,
                    valid_to: None,
                    state: CertificateState::Applied,
                })?;
                draft.add(&CardAct {
                    card,
                    step: CardStep::Propose,
                    from: None,
                    to: CertificateState::Applied,
                    on: asked.on,
                    reason: asked.reason.clone(),
                    document: asked.document.clone(),
                    successor: None,
                })?;
            }
            Ok(officers.len())
        })
    }
}
