//! Powers: the lists of the bureau, and the answer whether a person may do something.

use chrono::NaiveDate;

use super::{Error, Ledger, Line, Result};
use crate::domain::certificate::{Category, Validity};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::power::{Delegation, EnforcementAct, PowerItem};
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::rules::cards::{Asked, Card, may_enforce};

/// Where and in which category somebody is to enforce; what does not matter to the question stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub category: Option<Category>,
    pub place: String,
}

impl Ledger {
    /// Whether a person may do an act on a day, with every reason: 可否执法.
    ///
    /// States of cards, the unit, the post and delegations are taken as they were on that day.
    pub fn may_enforce(
        &self,
        officer: Id<Officer>,
        act: EnforcementAct,
        on: NaiveDate,
        place: &Place,
    ) -> Result<Vec<Line>> {
        let read = self.get(officer)?;
        let position = self.position_on(&read, on)?;
        let unit = self.get(position.unit)?;
        let mut who = read.value;
        who.post = position.post;
        who.profile.duty = position.duty;
        let mut cards = Vec::new();
        for card in self.store().certificates_of(officer)? {
            let Some(state) = self.card_state_on(&card, on)? else { continue };
            let card = card.value;
            cards.push(Card {
                kind: card.kind,
                validity: Validity::of(state, card.issued_on, card.valid_to, on),
                number: card.number,
                valid_to: card.valid_to,
                categories: card.categories,
                region: card.region,
            });
        }
        // The card that counts first: the reasons name it.
        cards.sort_by_key(|card| (card.validity != Validity::Valid, card.kind));
        let delegations: Vec<Delegation> =
            self.store().delegations_to(unit.id)?.into_iter().map(|one| one.value).collect();
        let asked = Asked {
            officer: &who,
            unit: unit.value.kind,
            cards: &cards,
            delegations: &delegations,
            act,
            on,
            category: place.category,
            place: &place.place,
        };
        Ok(may_enforce(&self.card_rules()?, asked))
    }

    /// Enters a delegation or an empowerment of a unit.
    ///
    /// # Errors
    /// Acts that the rules do not let be delegated to units of this kind (J8-4, J8-5).
    pub fn add_delegation(&mut self, delegation: &Delegation) -> Result<Id<Delegation>> {
        let unit = self.get(delegation.unit)?.value;
        let rules = self.card_rules()?;
        if let Some((acts, cite)) = rules.beyond_delegation(unit.kind, delegation) {
            let acts: Vec<&str> = acts.iter().map(|act| act.label()).collect();
            return Err(Error::Refused(format!(
                "{}不得委托给“{}”（{}），请从委托事项里去掉；以乡镇名义执法的，登记为“赋权”。",
                acts.join("、"),
                unit.name,
                rules.shortly(&cite)
            )));
        }
        self.transact(Op::SetPowers, "", |draft| draft.add(delegation))
    }

    /// Changes a delegation: it ends, or it is published.
    pub fn change_delegation(
        &mut self,
        read: &Versioned<Delegation>,
        delegation: &Delegation,
        why: &str,
    ) -> Result<()> {
        self.transact(Op::SetPowers, why, |draft| draft.change(read, delegation))
    }

    /// Enters a matter of the list of powers and responsibilities (J7-1).
    pub fn add_power(&mut self, item: &PowerItem) -> Result<Id<PowerItem>> {
        self.get(item.unit)?;
        self.transact(Op::SetPowers, "", |draft| draft.add(item))
    }

    /// Changes a matter of the list, or ends it.
    pub fn change_power(&mut self, read: &Versioned<PowerItem>, item: &PowerItem, why: &str) -> Result<()> {
        self.transact(Op::SetPowers, why, |draft| draft.change(read, item))
    }

    /// Delegations that run on a day and have not been published, although they must be (J7-2).
    pub fn unpublished_delegations(&self, on: NaiveDate) -> Result<Vec<Versioned<Delegation>>> {
        let open = |one: &Versioned<Delegation>| one.value.published_on.is_none() && one.value.runs(on);
        Ok(self.all::<Delegation>()?.into_iter().filter(open).collect())
    }

    /// Matters of the list that stand on a day and have not been published (J7-1).
    pub fn unpublished_powers(&self, on: NaiveDate) -> Result<Vec<Versioned<PowerItem>>> {
        let open = |one: &Versioned<PowerItem>| {
            one.value.published_on.is_none() && one.value.until.is_none_or(|until| on <= until)
        };
        Ok(self.all::<PowerItem>()?.into_iter().filter(open).collect())
    }
}
