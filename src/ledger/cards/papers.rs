//! Papers of people and cards: which fit, what each says, and what it still lacks. Nothing on them is retyped.

mod facts;
mod roster;

use super::{Error, Ledger, Result};
use crate::domain::card_life::{CardAct, CardStep};
use crate::domain::certificate::{Certificate, CertificateKind, CertificateState};
use crate::domain::id::Id;
use crate::domain::misuse::{Consequence, Misuse};
use crate::domain::notice::{About, Notice, NumberState};
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ledger::notices::Issued;
use crate::notice::Pages;

pub use roster::Roster;

coded! {
    /// The papers that go with a person's cards; the code is the form's.
    CardSheet {
        /// J13-1.
        Registration = "card-registration", "行政执法证件登记表";
        /// J19-1.
        LossDeclaration = "card-loss-declaration", "遗失声明";
        Reissue = "card-reissue", "行政执法证件补发申请表";
        /// J18.
        Cancellation = "card-cancellation", "行政执法证件注销登记表";
        /// J17: a notice, with a number, which is served.
        Suspension = "card-suspension", "暂扣行政执法证件通知书";
        /// J18-1: about all cards of a person.
        HandOver = "card-hand-over", "执法证件交回确认单";
    }
}

impl CardSheet {
    /// The act that printing it is.
    pub const fn op(self) -> Op {
        match self {
            CardSheet::Suspension => Op::IssueNotice,
            _ => Op::PrintSheet,
        }
    }

    /// Whether it belongs to a card in this state. The ministry's card is applied for, replaced and cancelled by
    /// the region's HR, on its own papers (J13-2, J18-1, J19-2).
    fn fits(self, card: &Certificate) -> bool {
        use CertificateState as S;
        let ours = card.kind != CertificateKind::Ministry;
        match self {
            CardSheet::Registration => {
                ours && matches!(card.state, S::Applied | S::Endorsed | S::Approved | S::Held)
            }
            CardSheet::LossDeclaration => ours && matches!(card.state, S::Lost | S::Declared),
            CardSheet::Reissue => ours && matches!(card.state, S::Lost | S::Declared),
            CardSheet::Cancellation => {
                let ended = matches!(card.state, S::Declared | S::Replaced | S::HandedIn | S::Revoked);
                ours && (ended || card.state == S::Cancelled)
            }
            CardSheet::Suspension => card.state == S::Suspended,
            CardSheet::HandOver => false,
        }
    }
}

/// A paper that somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub sheet: CardSheet,
    pub officer: Id<Officer>,
    /// None for a paper about all cards.
    pub card: Option<Id<Certificate>>,
}

/// A paper that fits a person's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub wanted: Wanted,
    /// The card's number, or its kind before it has one; empty for a paper about all cards.
    pub card: String,
    /// Why it cannot be printed yet: what is to be done first.
    pub blocked: Option<String>,
    /// What stays empty on it, to be filled in by hand or in the ledger.
    pub empty: Vec<&'static str>,
}

impl Ledger {
    /// The papers that fit a person and the cards as they are, the likeliest first.
    pub fn card_papers(&self, officer: Id<Officer>) -> Result<Vec<Offered>> {
        let who = self.get(officer)?.value;
        let mut cards = self.store().certificates_of(officer)?;
        cards.reverse();
        let mut offered = Vec::new();
        for card in &cards {
            for sheet in CardSheet::ALL.iter().copied().filter(|sheet| sheet.fits(&card.value)) {
                let called = match card.value.number.as_str() {
                    "" => card.value.kind.label(),
                    number => number,
                };
                offered.push(Offered {
                    wanted: Wanted { sheet, officer, card: Some(card.id) },
                    card: called.to_owned(),
                    blocked: self.hindered(sheet, officer, card)?,
                    empty: match sheet {
                        CardSheet::Registration => self.unrecorded(&who)?,
                        _ => Vec::new(),
                    },
                });
            }
        }
        let leaves = who.left_on.is_some() || who.profile.left_for.is_some();
        if leaves || cards.iter().any(|card| card.value.state.is_issued()) {
            let slip = Offered {
                wanted: Wanted { sheet: CardSheet::HandOver, officer, card: None },
                card: String::new(),
                blocked: self.not_handed_over(officer)?,
                empty: if leaves { Vec::new() } else { vec!["离岗原因", "离岗日期"] },
            };
            // Who leaves needs it first, everybody else last.
            offered.insert(if leaves { 0 } else { offered.len() }, slip);
        }
        Ok(offered)
    }

    /// The pages of a paper as it would be printed now; nothing is written, and no number is taken.
    ///
    /// # Errors
    /// What is missing, by name.
    pub fn preview_card_paper(&self, wanted: &Wanted) -> Result<Pages> {
        if let Some(kept) = self.issued_already(wanted)? {
            return self.pages_of(&kept.value);
        }
        let facts = self.card_paper_facts(wanted)?;
        self.preview(wanted.sheet.code(), facts)
    }

    /// Prints a paper and keeps it: 暂扣通知书 with the next number, every other as a sheet.
    ///
    /// What says the same as the one printed before is that one again: no number is used twice for one act.
    ///
    /// # Errors
    /// What is missing, by name; a character that no face has. Nothing is written then.
    pub fn issue_card_paper(&mut self, wanted: &Wanted) -> Result<Issued> {
        if let Some(kept) = self.issued_already(wanted)? {
            return self.printed_again(&kept);
        }
        let facts = self.card_paper_facts(wanted)?;
        let name = self.get(wanted.officer)?.value.name;
        let (form, on) = (wanted.sheet.code(), self.env().today());
        match (wanted.sheet, wanted.card) {
            (CardSheet::Suspension, Some(card)) => {
                let act = self.last_act(card, CardStep::Suspend)?.ok_or_else(no_suspension)?;
                self.issue(form, About::CardAct(act.id), &name, facts, on)
            }
            (_, Some(card)) => self.issue_sheet(form, About::Card(card), &name, facts, on),
            (_, None) => self.issue_sheet(form, About::Officer(wanted.officer), &name, facts, on),
        }
    }

    /// The papers of a person and the cards that were printed, oldest first.
    pub fn card_papers_kept(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Notice>>> {
        let mut kept = self.store().notices_about(officer.uuid())?;
        for card in self.store().certificates_of(officer)? {
            kept.extend(self.store().notices_about(card.id.uuid())?);
            for act in self.acts_on(card.id)? {
                kept.extend(self.store().notices_about(act.id.uuid())?);
            }
        }
        kept.sort_by_key(|paper| (paper.value.issued_on, paper.id));
        Ok(kept)
    }

    /// The notice of a suspension that was issued, where its number still stands.
    fn issued_already(&self, wanted: &Wanted) -> Result<Option<Versioned<Notice>>> {
        let (CardSheet::Suspension, Some(card)) = (wanted.sheet, wanted.card) else { return Ok(None) };
        let Some(act) = self.last_act(card, CardStep::Suspend)? else { return Ok(None) };
        for kept in self.store().notices_about(act.id.uuid())? {
            let stands = match kept.value.number {
                Some(number) => self.get(number)?.value.state == NumberState::Issued,
                None => false,
            };
            if stands {
                return Ok(Some(kept));
            }
        }
        Ok(None)
    }

    /// Why a paper about a card cannot be printed yet.
    fn hindered(
        &self,
        sheet: CardSheet,
        officer: Id<Officer>,
        card: &Versioned<Certificate>,
    ) -> Result<Option<String>> {
        Ok(match sheet {
            CardSheet::Reissue if card.value.state == CertificateState::Lost => {
                Some("还没有登记刊登遗失声明。请先在“办理”里登记，再申请补发。".to_owned())
            }
            CardSheet::Suspension if self.misuse_behind(officer, card.id)?.is_none() => Some(
                "还没有登记暂扣所依据的违规行为。请先登记违规，情节选“严重”，后果选“暂扣证件”。".to_owned(),
            ),
            _ => None,
        })
    }

    /// What stands in the way of the slip for HR (J18-1), card by card.
    fn not_handed_over(&self, officer: Id<Officer>) -> Result<Option<String>> {
        let slip = self.hand_over(officer)?;
        let open = slip.cards.iter().filter_map(|(card, hindrance)| {
            let Certificate { kind, number, .. } = &card.value;
            hindrance.map(|hindrance| format!("{}{number}{}", kind.label(), hindrance.sentence(*kind)))
        });
        let open: Vec<String> = open.collect();
        Ok((!open.is_empty()).then(|| format!("确认单现在不能出具：{}。", open.join("；"))))
    }

    /// The violation for which a card is suspended: a serious one of this person, with that consequence, about
    /// this card or about none in particular.
    fn misuse_behind(&self, officer: Id<Officer>, card: Id<Certificate>) -> Result<Option<Misuse>> {
        let Some(act) = self.last_act(card, CardStep::Suspend)? else { return Ok(None) };
        let fits = |misuse: &Misuse| {
            misuse.serious
                && misuse.consequences.contains(&Consequence::Suspend)
                && misuse.card.is_none_or(|own| own == card)
                && misuse.on <= act.value.on
        };
        let all = self.misuses_of(officer)?.into_iter().map(|misuse| misuse.value);
        Ok(all.filter(fits).max_by_key(|misuse| (misuse.card.is_some(), misuse.on)))
    }

    fn last_act(&self, card: Id<Certificate>, step: CardStep) -> Result<Option<Versioned<CardAct>>> {
        Ok(self.acts_on(card)?.into_iter().rfind(|act| act.value.step == step))
    }
}

fn no_suspension() -> Error {
    Error::Refused("这张证件没有登记过暂扣，没有通知书可以印发。".to_owned())
}
