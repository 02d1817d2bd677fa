//! Cards over their lives: applied for, received, suspended, lost, reissued, handed in, cancelled.

mod blackout;
mod bulk;
mod conduct;
mod duties;
mod leaving;
mod papers;
mod photo;
mod powers;
mod questioning;
mod registers;
mod training;

use chrono::NaiveDate;

pub use blackout::{Blackout, Numbers};
pub use bulk::Extension;
pub use conduct::{Conduct, ConductRow};
pub use duties::{AnnualDue, AnnualOpen, Checked as CardsChecked};
pub use leaving::{HandOver, Hindrance};
pub use papers::{CardSheet, Offered, Roster, Wanted};
pub use photo::{PHOTO_MOST, Photo, photo_too_large};
pub use powers::{Place, Powers};
pub use questioning::{Group, Member};
pub use registers::{Course, Share, Shortfall};

pub use crate::rules::cards::{Line, Reach};

use super::deadlines::{Term, start};
use super::error::{Error, Result};
use super::file::Versioned;
use super::{Draft, Ledger};
use crate::domain::card_life::{CardAct, CardStep, state_on};
use crate::domain::certificate::{Category, Certificate, CertificateKind, CertificateState, Validity};
use crate::domain::deadline::{Holder, Trigger};
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::{Checked, Invalid, Reason};
use crate::domain::role::Op;
use crate::domain::training::Training;
use crate::rules::cards::{Applicant, CardRules, built_in_cards, eligible};

/// What a person asks to have done to a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardMove {
    pub step: CardStep,
    pub on: NaiveDate,
    pub reason: String,
    pub document: String,
}

/// What stands on a card that is received, renewed or issued in another's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardPaper {
    pub number: String,
    pub categories: Vec<Category>,
    pub region: String,
    pub issuer: String,
    pub issued_on: Option<NaiveDate>,
    /// None is 长期.
    pub valid_to: Option<NaiveDate>,
}

/// An application for a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub officer: Id<Officer>,
    pub kind: CertificateKind,
    /// Proposed by the legal section from the unit's duties (J6-2).
    pub categories: Vec<Category>,
    pub region: String,
    pub on: NaiveDate,
    /// Why it goes on although a condition is not met or not recorded; empty where all are met.
    pub reason: String,
    pub document: String,
}

impl Ledger {
    /// The rules on cards by which this bureau works.
    pub fn card_rules(&self) -> Result<CardRules> {
        built_in_cards().map_err(|error| Error::Refused(error.to_string()))
    }

    /// What a person still lacks for a card, condition by condition (J9, J10).
    pub fn eligibility(&self, officer: Id<Officer>, kind: CertificateKind) -> Result<Vec<Line>> {
        let who = self.get(officer)?.value;
        let unit = self.get(who.unit)?.value.kind;
        let trainings: Vec<Training> =
            self.trainings_of(officer)?.into_iter().map(|training| training.value).collect();
        let applicant = Applicant { officer: &who, unit, trainings: &trainings };
        Ok(eligible(&self.card_rules()?, kind, applicant))
    }

    /// Proposes a card for a person: the first link of the chain (J6-2, J13-1).
    ///
    /// # Errors
    /// A card of that kind that the person has or has applied for; conditions that are not met or not
    /// recorded, while no reason is given for going on.
    pub fn apply_for_card(&mut self, asked: &Application) -> Result<Id<Certificate>> {
        self.not_in_future("card_act.on", asked.on)?;
        self.has_none_of(asked.officer, asked.kind)?;
        let lines = self.eligibility(asked.officer, asked.kind)?;
        let missing: Vec<String> = lines
            .iter()
            .filter(|line| line.standing != Standing::Held)
            .map(|line| format!("{}（{}）", line.label, line.because))
            .collect();
        if !missing.is_empty() && asked.reason.trim().is_empty() {
            return Err(Error::Refused(format!(
                "还不符合或者没有登记的条件：{}。请先补齐；确有依据要提出的，写明理由。",
                missing.join("；")
            )));
        }
        let card = Certificate {
            officer: asked.officer,
            kind: asked.kind,
            number: String::new(),
            categories: asked.categories.clone(),
            region: asked.region.clone(),
            issuer: String::new(),
            issued_on: None,
            valid_to: None,
            state: CertificateState::Applied,
        };
        self.transact(Op::ApplyCertificate, &asked.reason, |draft| {
            let card = draft.add(&card)?;
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
            Ok(card)
        })
    }

    fn has_none_of(&self, officer: Id<Officer>, kind: CertificateKind) -> Result<()> {
        use CertificateState::{Applied, Approved, Declared, Endorsed, Held, Lost, Suspended};
        let in_the_way = |card: &&Versioned<Certificate>| {
            let state = card.value.state;
            card.value.kind == kind
                && matches!(state, Applied | Endorsed | Approved | Held | Suspended | Lost | Declared)
        };
        match self.store().certificates_of(officer)?.iter().find(in_the_way) {
            None => Ok(()),
            Some(card) => Err(Error::Refused(format!(
                "已经有一张{}（{}），请在那张证件上办理，不用再次申领。",
                kind.label(),
                card.value.state.label()
            ))),
        }
    }

    /// Does one act to a card; `paper` is what stands on the card that comes of it, for the acts that bring one.
    ///
    /// Receiving, renewing and reissuing begin the periods for entering it into the platforms (J14-1).
    /// Gives back the card that took this one's place, where one did.
    ///
    /// # Errors
    /// An act that does not fit the state; a day before the act before it or in the future; a missing reason or
    /// proof; a number that another card has.
    pub fn act_on_card(
        &mut self,
        read: &Versioned<Certificate>,
        asked: &CardMove,
        paper: Option<&CardPaper>,
    ) -> Result<Option<Id<Certificate>>> {
        let old = &read.value;
        let to = asked
            .step
            .leads(Some(old.state), old.kind)
            .ok_or_else(|| Error::Refused(does_not_fit(old, asked.step)))?;
        let act = CardAct {
            card: read.id,
            step: asked.step,
            from: Some(old.state),
            to,
            on: asked.on,
            reason: asked.reason.trim().to_owned(),
            document: asked.document.trim().to_owned(),
            successor: None,
        };
        self.follows(&act)?;
        let now = Certificate { state: to, ..old.clone() };
        let (now, successor) = match asked.step {
            CardStep::Receive | CardStep::Renew => {
                (self.on_paper(&now, Some(read.id), asked.step, paper)?, None)
            }
            CardStep::Reissue => {
                let held = Certificate { state: CertificateState::Held, ..old.clone() };
                let new = self.on_paper(&held, None, asked.step, paper)?;
                (now, Some(new))
            }
            _ => (now, None),
        };
        let name = self.get(old.officer)?.value.name;
        let rules = self.card_rules()?;
        self.transact(Op::ActOnCertificate, &act.reason, |draft| {
            draft.change(read, &now)?;
            let successor = successor.map(|new| draft.add(&new)).transpose()?;
            draft.add(&CardAct { successor, ..act.clone() })?;
            if asked.step.brings_card() {
                let record = successor.unwrap_or(read.id).uuid();
                enter_in_platforms(draft, &rules, "enter", &name, record, Trigger::Received, asked.on)?;
            }
            Ok(successor)
        })
    }

    /// Holds an act against those before it.
    fn follows(&self, act: &CardAct) -> Result<()> {
        self.not_in_future("card_act.on", act.on)?;
        act.check()?;
        let earliest = self.store().acts_on(act.card)?.last().map(|last| last.value.on);
        match earliest.filter(|earliest| act.on < *earliest) {
            None => Ok(()),
            Some(earliest) => Err(Error::Invalid(vec![Invalid {
                field: "card_act.on",
                reason: Reason::Before { earliest },
            }])),
        }
    }

    /// A card with what stands on the paper.
    fn on_paper(
        &self,
        card: &Certificate,
        own: Option<Id<Certificate>>,
        step: CardStep,
        paper: Option<&CardPaper>,
    ) -> Result<Certificate> {
        let paper = paper.ok_or_else(|| {
            Error::Refused(format!("“{}”要填写证件上的编号和有效期，请补充。", step.label()))
        })?;
        let card = Certificate {
            number: paper.number.trim().to_owned(),
            categories: paper.categories.clone(),
            region: paper.region.trim().to_owned(),
            issuer: paper.issuer.trim().to_owned(),
            issued_on: paper.issued_on,
            valid_to: paper.valid_to,
            ..card.clone()
        };
        card.check()?;
        self.number_is_free(&card, own)?;
        Ok(card)
    }

    /// The acts on a card, in the order in which they were entered.
    pub fn acts_on(&self, card: Id<Certificate>) -> Result<Vec<Versioned<CardAct>>> {
        Ok(self.store().acts_on(card)?)
    }

    /// The state of a card on a day; none before it was applied for, or issued in another's place.
    pub fn card_state_on(
        &self,
        card: &Versioned<Certificate>,
        on: NaiveDate,
    ) -> Result<Option<CertificateState>> {
        if self.reissued_on(card)?.is_some_and(|issued| on < issued) {
            return Ok(None);
        }
        let acts: Vec<CardAct> = self.acts_on(card.id)?.into_iter().map(|act| act.value).collect();
        Ok(state_on(&acts, card.value.state, on))
    }

    /// Whether a card entitled on a day; none before it was there.
    pub(in crate::ledger) fn validity_on(
        &self,
        card: &Versioned<Certificate>,
        on: NaiveDate,
    ) -> Result<Option<Validity>> {
        let Certificate { issued_on, valid_to, .. } = card.value;
        Ok(self.card_state_on(card, on)?.map(|state| Validity::of(state, issued_on, valid_to, on)))
    }

    /// The day on which a card took the place of a lost one; none of a card that did not.
    fn reissued_on(&self, card: &Versioned<Certificate>) -> Result<Option<NaiveDate>> {
        for other in self.store().certificates_of(card.value.officer)? {
            let acts = self.acts_on(other.id)?.into_iter().map(|act| act.value);
            if let Some(act) = acts.into_iter().find(|act| act.successor == Some(card.id)) {
                return Ok(Some(act.on));
            }
        }
        Ok(None)
    }

    /// Cards that wait for an act: to be received, declared lost, replaced, sent in, cancelled.
    pub fn cards_waiting(&self) -> Result<Vec<Versioned<Certificate>>> {
        use CertificateState::{Applied, Approved, Declared, Endorsed, HandedIn, Lost, Revoked, Suspended};
        let mut all = Vec::new();
        for state in [Applied, Endorsed, Approved, Lost, Declared, Suspended, HandedIn, Revoked] {
            all.extend(self.store().cards_in(state.code())?);
        }
        Ok(all)
    }
}

fn does_not_fit(card: &Certificate, step: CardStep) -> String {
    let open: Vec<&str> = CardStep::open_to(card.state, card.kind).iter().map(|step| step.label()).collect();
    let next = match open.is_empty() {
        true => "没有可以再办理的事项".to_owned(),
        false => format!("可以办理：{}", open.join("、")),
    };
    format!("这张{}现在是“{}”，不能办理“{}”；{next}。", card.kind.label(), card.state.label(), step.label())
}

/// Begins a duty's period, once for each platform.
fn enter_in_platforms(
    draft: &mut Draft<'_>,
    rules: &CardRules,
    duty: &str,
    about: &str,
    record: uuid::Uuid,
    trigger: Trigger,
    on: NaiveDate,
) -> Result<()> {
    let Some((duty, period)) = rules.duty(duty) else { return Ok(()) };
    for platform in &rules.platforms.names {
        let term = Term {
            task: &format!("{}：{platform}", duty.label),
            about,
            record,
            citation: rules.shortly(&duty.cite),
            holder: Holder::Duty,
            trigger,
            period,
            start_on: on,
        };
        start(draft, &term)?;
    }
    Ok(())
}
