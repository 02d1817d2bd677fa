//! People who change their post or leave: the periods that begin, and the cards that must come back (J14-2, J18).

use chrono::NaiveDate;

use super::{Error, Invalid, Ledger, Reason, Result, enter_in_platforms};
use crate::domain::certificate::{Certificate, CertificateKind, CertificateState};
use crate::domain::deadline::Trigger;
use crate::domain::id::Id;
use crate::domain::officer::{Leaving, Officer};
use crate::domain::posting::{Position, Posting, position_on};
use crate::domain::role::Op;
use crate::domain::unit::UnitKind;
use crate::ledger::file::Versioned;
use crate::words::date::show_date;

/// Whether somebody who leaves has handed in every card: what HR waits for.
#[derive(Clone, Debug)]
pub struct HandOver {
    pub officer: Versioned<Officer>,
    /// Every card that was ever issued, with what stands in the way.
    pub cards: Vec<(Versioned<Certificate>, Option<Hindrance>)>,
}

/// Why a card blocks the slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// Still in the person's hands.
    NotHandedIn,
    /// Reported lost, and nothing followed.
    LossNotSettled,
    /// The bureau has it and has not recorded it as handed in.
    Withheld,
}

impl Hindrance {
    /// What is to be done.
    pub fn sentence(self, kind: CertificateKind) -> String {
        let to = match kind {
            CertificateKind::Ministry => "自治区应急管理部门组织人事机构",
            _ => "法制机构",
        };
        match self {
            Hindrance::NotHandedIn => format!("没有交回，请收回后登记“交回”，交给{to}"),
            Hindrance::LossNotSettled => "报告遗失后没有办结，请刊登声明并办理注销".to_owned(),
            Hindrance::Withheld => "暂扣在本局，请登记“交回”".to_owned(),
        }
    }
}

impl HandOver {
    /// Whether HR may go on: no card stands in the way.
    pub fn is_clear(&self) -> bool {
        self.cards.iter().all(|(_, hindrance)| hindrance.is_none())
    }
}

impl Ledger {
    /// Records that a person changed unit, post or duty on a day, or left the service on it.
    ///
    /// Whoever has a card must be entered anew into the platforms within the period (J14-2). An error in the
    /// record is corrected by [`Ledger::change_officer`] instead, which begins nothing.
    ///
    /// # Errors
    /// A day in the future or before the last change; nothing that changes; leaving without saying for what.
    pub fn move_officer(
        &mut self,
        read: &Versioned<Officer>,
        now: &Officer,
        on: NaiveDate,
        why: &str,
    ) -> Result<()> {
        self.not_in_future("posting.on", on)?;
        let invalid = |field, reason| Err(Error::Invalid(vec![Invalid { field, reason }]));
        let last = self.store().postings_of(read.id)?.last().map(|last| last.value.on);
        if let Some(earliest) = last.filter(|last| on < *last) {
            return invalid("posting.on", Reason::Before { earliest });
        }
        let (before, after) = (Position::of(&read.value), Position::of(now));
        let leaves = now.left_on.is_some() && read.value.left_on.is_none();
        if before == after && !leaves {
            return Err(Error::Refused("机构、职务和执法岗位都和原来一样，没有要登记的变动。".to_owned()));
        }
        if leaves && now.profile.left_for.is_none() {
            return invalid("officer.left_for", Reason::Empty);
        }
        self.get(now.unit)?;
        let posting = Posting {
            officer: read.id,
            on,
            before,
            after: (!leaves).then_some(after),
            left_for: if leaves { now.profile.left_for } else { None },
            document: why.to_owned(),
        };
        let cards = self.store().certificates_of(read.id)?;
        let entered = cards
            .iter()
            .any(|card| card.value.state.is_issued() && card.value.state != CertificateState::Cancelled);
        let rules = self.card_rules()?;
        self.transact(Op::MoveOfficer, why, |draft| {
            draft.change(read, now)?;
            draft.add(&posting)?;
            match entered {
                true => enter_in_platforms(
                    draft,
                    &rules,
                    "update",
                    &now.name,
                    read.id.uuid(),
                    Trigger::Occurred,
                    on,
                ),
                false => Ok(()),
            }
        })
    }

    /// Lets a person leave: the record gets its last day and the reason.
    ///
    /// # Errors
    /// Somebody who has left; whatever [`Ledger::move_officer`] refuses.
    pub fn leave(
        &mut self,
        read: &Versioned<Officer>,
        on: NaiveDate,
        reason: Leaving,
        why: &str,
    ) -> Result<()> {
        if let Some(day) = read.value.left_on {
            return Err(Error::Refused(format!(
                "{}已经登记在{}离岗，台账没有改动；日期不对的，请用“修改人员”更正。",
                read.value.name,
                show_date(day)
            )));
        }
        let mut left = Officer { left_on: Some(on), ..read.value.clone() };
        left.profile.left_for = Some(reason);
        self.move_officer(read, &left, on, why)
    }

    /// What a move to a unit of this kind asks of the cards that somebody has: whether another kind is due there
    /// (J5). None where the card stays the right one, or there is none.
    pub fn card_after_move(&self, officer: Id<Officer>, to: UnitKind) -> Result<Option<String>> {
        use CertificateState::{Held, Lost, Suspended};
        let rules = self.card_rules()?;
        let due = rules.card_for(to);
        let mut cards = self.store().certificates_of(officer)?;
        cards.retain(|card| {
            let Certificate { kind, state, .. } = card.value;
            matches!(state, Held | Suspended | Lost) && kind != CertificateKind::Ministry
        });
        // Who has the one that is due there may have another besides.
        if cards.iter().any(|card| Some(card.value.kind) == due) {
            return Ok(None);
        }
        let Some(card) = cards.pop() else { return Ok(None) };
        let has = format!("现在的{}（{}）", card.value.kind.label(), card.value.number);
        Ok(Some(match (due, rules.cite_of_card(to)) {
            (Some(due), Some((cite, exception))) => {
                let besides = match exception {
                    "" => String::new(),
                    exception => format!("；{exception}"),
                };
                let (due, cite) = (due.label(), rules.shortly(&cite));
                format!("“{}”领取{due}（{cite}{besides}），{has}要换领，请另行申领。", to.label())
            }
            _ => format!("“{}”的人员不在领证范围内（证件管理办法第五条），{has}请收回。", to.label()),
        }))
    }

    /// The changes of a person's position, in the order of their days.
    pub fn postings_of(&self, officer: Id<Officer>) -> Result<Vec<Versioned<Posting>>> {
        Ok(self.store().postings_of(officer)?)
    }

    /// The position of a person on a day.
    pub fn position_on(&self, officer: &Versioned<Officer>, on: NaiveDate) -> Result<Position> {
        let changes: Vec<Posting> =
            self.store().postings_of(officer.id)?.into_iter().map(|change| change.value).collect();
        Ok(position_on(&changes, Position::of(&officer.value), on))
    }

    /// Whether every card of somebody has been handed in, so that HR may go on (J18-1).
    pub fn hand_over(&self, officer: Id<Officer>) -> Result<HandOver> {
        let hindrance = |card: &Certificate| match card.state {
            CertificateState::Held => Some(Hindrance::NotHandedIn),
            CertificateState::Lost => Some(Hindrance::LossNotSettled),
            CertificateState::Suspended => Some(Hindrance::Withheld),
            _ => None,
        };
        let cards = self.store().certificates_of(officer)?.into_iter();
        let issued = cards.filter(|card| card.value.state.is_issued());
        let cards = issued.map(|card| (card.clone(), hindrance(&card.value))).collect();
        Ok(HandOver { officer: self.get(officer)?, cards })
    }
}
