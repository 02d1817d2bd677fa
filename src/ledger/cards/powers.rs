//! Powers: the lists of the bureau, and the answer whether a person may do something.

use chrono::NaiveDate;

use super::{Error, Ledger, Line, Result};
use crate::domain::certificate::{Category, Validity};
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::power::{Delegation, EnforcementAct, PowerItem};
use crate::domain::role::Op;
use crate::domain::unit::UnitKind;
use crate::ledger::file::Versioned;
use crate::rules::cards::{Asked, Card, Reach, may_at_all, may_enforce, power_over};

/// Where and in which category somebody is to enforce; what does not matter to the question stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub category: Option<Category>,
    pub place: String,
}

/// What a person may do on a day, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Powers {
    /// What holds for every act alike: service, card, category, place.
    pub common: Vec<Line>,
    pub acts: Vec<(EnforcementAct, Reach, Line)>,
}

impl Powers {
    /// The answer in a word: yes only where everything stands and there is something to be done.
    pub fn answer(&self) -> Standing {
        let any = |reach| self.acts.iter().any(|(_, other, _)| *other == reach);
        match Line::all(&self.common) {
            Standing::Held if any(Reach::May) => Standing::Held,
            Standing::NotHeld => Standing::NotHeld,
            Standing::Held if !any(Reach::Open) => Standing::NotHeld,
            Standing::Held | Standing::Open => Standing::Open,
        }
    }

    /// The answer in one sentence, with the card or with what stands in the way.
    pub fn sentence(&self) -> String {
        let because = |wanted: Standing| {
            let lines = self.common.iter().filter(|line| line.standing == wanted);
            let mut reasons: Vec<&str> = lines.map(|line| line.because.as_str()).collect();
            if reasons.is_empty() {
                let of_acts = self.acts.iter().filter(|(_, _, line)| line.standing == wanted);
                reasons.extend(of_acts.map(|(_, _, line)| line.because.as_str()).take(1));
            }
            reasons.join("；")
        };
        match self.answer() {
            Standing::Held => {
                let card = self.common.get(1).map(|line| line.because.as_str()).unwrap_or_default();
                format!("可以执法：{card}")
            }
            Standing::Open => format!("待查：{}", because(Standing::Open)),
            Standing::NotHeld => format!("不得执法：{}", because(Standing::NotHeld)),
        }
    }

    /// The same for a line among others: the card without its days, the first of several reasons.
    pub fn in_short(&self) -> String {
        let sentence = self.sentence();
        let first = sentence.split(['，', '；']).next().unwrap_or_default();
        first.to_owned()
    }
}

/// What the question needs to know of a person.
struct Facts {
    who: Officer,
    unit: UnitKind,
    cards: Vec<Card>,
    delegations: Vec<Delegation>,
}

impl Facts {
    fn asked<'a>(&'a self, act: EnforcementAct, on: NaiveDate, place: &'a Place) -> Asked<'a> {
        Asked {
            officer: &self.who,
            unit: self.unit,
            cards: &self.cards,
            delegations: &self.delegations,
            act,
            on,
            category: place.category,
            place: &place.place,
        }
    }
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
        let facts = self.as_of(officer, on)?;
        Ok(may_enforce(&self.card_rules()?, facts.asked(act, on, place)))
    }

    /// The same for every act at once, as a person's page shows it.
    pub fn powers_of(&self, officer: Id<Officer>, on: NaiveDate, place: &Place) -> Result<Powers> {
        let facts = self.as_of(officer, on)?;
        let rules = self.card_rules()?;
        let all = EnforcementAct::ALL.iter().map(|act| {
            let (reach, line) = power_over(&rules, facts.asked(*act, on, place));
            (*act, reach, line)
        });
        Ok(Powers {
            acts: all.collect(),
            common: may_at_all(facts.asked(EnforcementAct::Inspect, on, place)),
        })
    }

    /// What the question needs to know of a person, as it was on a day.
    fn as_of(&self, officer: Id<Officer>, on: NaiveDate) -> Result<Facts> {
        let read = self.get(officer)?;
        let position = self.position_on(&read, on)?;
        let unit = self.get(position.unit)?;
        let mut who = read.value;
        who.post = position.post;
        who.profile.duty = position.duty;
        let mut cards = Vec::new();
        for card in self.store().certificates_of(officer)? {
            let Some(validity) = self.validity_on(&card, on)? else { continue };
            let card = card.value;
            cards.push(Card {
                kind: card.kind,
                validity,
                number: card.number,
                valid_to: card.valid_to,
                categories: card.categories,
                region: card.region,
            });
        }
        // The card that counts first: the reasons name it.
        cards.sort_by_key(|card| (card.validity != Validity::Valid, card.kind));
        let delegations = self.store().delegations_to(unit.id)?.into_iter().map(|one| one.value).collect();
        Ok(Facts { who, unit: unit.value.kind, cards, delegations })
    }

    /// Enters a delegation or an empowerment of a unit.
    ///
    /// # Errors
    /// Acts that the rules do not let be delegated to units of this kind (J8-4, J8-5).
    pub fn add_delegation(&mut self, delegation: &Delegation) -> Result<Id<Delegation>> {
        self.lets_delegate(delegation)?;
        self.transact(Op::SetPowers, "", |draft| draft.add(delegation))
    }

    /// Refuses what the rules do not let be delegated.
    fn lets_delegate(&self, delegation: &Delegation) -> Result<()> {
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
        Ok(())
    }

    /// Changes a delegation: it ends, or it is published.
    pub fn change_delegation(
        &mut self,
        read: &Versioned<Delegation>,
        delegation: &Delegation,
        why: &str,
    ) -> Result<()> {
        self.lets_delegate(delegation)?;
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
