//! What importing would do: whom each row means, what would change, and what stands in the way.

use std::collections::HashMap;

use uuid::Uuid;

use super::typed::{Typed, TypedCard, card_differences, differences, unit_kind};
use super::{Assumptions, Candidate, Difference, Line, NewUnit, Plan, Standing};
use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::{Checked as _, Invalid};
use crate::domain::role::{Op, may};
use crate::domain::unit::Unit;
use crate::exchange::register::{Reading, Until};
use crate::ledger::file::Versioned;
use crate::ledger::{Ledger, Result};
use crate::words::problem::sentence;

impl Ledger {
    /// What importing a register would do; nothing is written.
    pub fn plan_import(&self, reading: &Reading, assumed: Assumptions) -> Result<Plan> {
        let mut world = World::of(self)?;
        let bureau = self.agency()?.value.name;
        let mut plan = Plan { lines: Vec::new(), new_units: Vec::new(), head: self.head()? };
        for sheet in &reading.sheets {
            for record in &sheet.records {
                let (typed, notes) = Typed::of(record, &bureau, assumed);
                let standing = world.standing(&typed);
                if !matches!(standing, Standing::Refused(_)) {
                    plan.need_unit(&world, &typed);
                }
                plan.lines.push(Line {
                    sheet: sheet.name.clone(),
                    row: record.source_row,
                    name: typed.name.clone(),
                    standing,
                    notes,
                    typed: Box::new(typed),
                });
            }
        }
        Ok(plan)
    }
}

impl Plan {
    fn need_unit(&mut self, world: &World, typed: &Typed) {
        let Some(name) = &typed.unit else { return };
        let known = |unit: &NewUnit| world.bare(&unit.name) == world.bare(name);
        if world.unit(name).is_none() && !self.new_units.iter().any(known) {
            self.new_units.push(NewUnit { name: name.clone(), kind: unit_kind(name) });
        }
    }
}

/// Whom a row means: somebody of the ledger, by place in the list, or a new person, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Who {
    Known(usize),
    New(usize),
}

/// A card as it is after the rows so far.
pub(super) struct CardStep {
    pub who: Who,
    /// The ledger's card; none is a new one.
    pub read: Option<Versioned<Certificate>>,
    pub value: Certificate,
    pub changed: bool,
}

/// The ledger with the rows so far applied to it.
pub(super) struct World {
    bureau: String,
    pub officers: Vec<Versioned<Officer>>,
    places: HashMap<Id<Officer>, usize>,
    units: HashMap<String, Id<Unit>>,
    unit_names: HashMap<Id<Unit>, String>,
    by_name: HashMap<String, Vec<usize>>,
    by_id_number: HashMap<String, usize>,
    /// People as they are after the rows so far, where a row has said anything of them.
    pub people: HashMap<Who, Officer>,
    pub cards: HashMap<(CertificateKind, String), CardStep>,
    kinds: HashMap<String, Vec<CertificateKind>>,
    new_by_name: HashMap<String, Vec<usize>>,
    /// How many new people the rows so far name.
    new_people: usize,
    may_add_units: bool,
}

impl World {
    pub fn of(ledger: &Ledger) -> Result<World> {
        let units: Vec<Versioned<Unit>> = ledger.all()?;
        let officers: Vec<Versioned<Officer>> = ledger.all()?;
        let roles = ledger.actor().map_or(Vec::new(), |actor| actor.value.roles.clone());
        let mut world = World {
            bureau: ledger.agency()?.value.name,
            places: officers.iter().enumerate().map(|(at, officer)| (officer.id, at)).collect(),
            units: HashMap::new(),
            unit_names: units.iter().map(|unit| (unit.id, unit.value.name.clone())).collect(),
            by_name: HashMap::new(),
            by_id_number: HashMap::new(),
            people: HashMap::new(),
            cards: HashMap::new(),
            kinds: HashMap::new(),
            new_by_name: HashMap::new(),
            new_people: 0,
            may_add_units: may(&roles, Op::AddUnit),
            officers,
        };
        // Of units of one name the open one is meant.
        for unit in units
            .iter()
            .filter(|unit| unit.value.closed)
            .chain(units.iter().filter(|unit| !unit.value.closed))
        {
            world.units.insert(world.bare(&unit.value.name), unit.id);
        }
        for (at, officer) in world.officers.iter().enumerate() {
            world.by_name.entry(officer.value.name.clone()).or_default().push(at);
            if !officer.value.profile.id_number.is_empty() {
                world.by_id_number.insert(officer.value.profile.id_number.to_ascii_uppercase(), at);
            }
        }
        for card in ledger.all::<Certificate>()? {
            let Some(who) = world.places.get(&card.value.officer).map(|at| Who::Known(*at)) else { continue };
            if !card.value.number.is_empty() {
                world.keep_card(CardStep {
                    who,
                    value: card.value.clone(),
                    read: Some(card),
                    changed: false,
                });
            }
        }
        Ok(world)
    }

    fn keep_card(&mut self, step: CardStep) {
        let key = (step.value.kind, step.value.number.clone());
        let kinds = self.kinds.entry(step.value.number.clone()).or_default();
        if !kinds.contains(&step.value.kind) {
            kinds.push(step.value.kind);
        }
        self.cards.insert(key, step);
    }

    /// A unit's name as it is compared: without blanks and without the bureau's own name before it.
    fn bare(&self, name: &str) -> String {
        let name: String = name.split_whitespace().collect();
        match name.strip_prefix(&self.bureau) {
            Some(rest) if !rest.is_empty() && !self.bureau.is_empty() => rest.to_owned(),
            _ => name,
        }
    }

    pub fn unit(&self, name: &str) -> Option<Id<Unit>> {
        self.units.get(&self.bare(name)).copied()
    }

    pub fn known(&self, officer: Id<Officer>) -> Option<Who> {
        self.places.get(&officer).map(|at| Who::Known(*at))
    }

    /// What would become of a row; where it is clear, the row is applied.
    fn standing(&mut self, typed: &Typed) -> Standing {
        if typed.name.is_empty() {
            return Standing::Refused("没有姓名，请补填后再导入。".to_owned());
        }
        let who = match self.whom(typed) {
            Ok(who) => who,
            Err((candidates, why)) => {
                let candidates = candidates.into_iter().map(|at| self.candidate(at, typed)).collect();
                return Standing::Unclear { candidates, why };
            }
        };
        match (self.settle(typed, who), who) {
            (Err(why), _) => Standing::Refused(why),
            (Ok(_), Who::New(number)) => Standing::New(number),
            (Ok(changes), Who::Known(at)) => Standing::Same { officer: self.officers[at].id, changes },
        }
    }

    /// Whom a row means: by identity number if both have one, else by name and unit, else by name and card.
    ///
    /// # Errors
    /// Those who may be meant, and why it is not clear.
    fn whom(&self, typed: &Typed) -> std::result::Result<Who, (Vec<usize>, String)> {
        if let Some(&at) = typed.id_number.as_ref().and_then(|number| self.by_id_number.get(number)) {
            let officer = &self.officers[at].value;
            return if officer.name == typed.name {
                Ok(Who::Known(at))
            } else {
                Err((vec![at], format!("身份证号和台账里的{}相同，姓名不同", officer.name)))
            };
        }
        let other = |at: &usize| {
            let number = &self.officers[*at].value.profile.id_number;
            typed.id_number.is_some() && !number.is_empty()
        };
        let named = self.by_name.get(&typed.name).map_or(&[][..], Vec::as_slice);
        let named: Vec<usize> = named.iter().copied().filter(|at| !other(at)).collect();
        let unit = typed.unit.as_ref().and_then(|unit| self.unit(unit));
        let there: Vec<usize> =
            named.iter().copied().filter(|at| unit == Some(self.officers[*at].value.unit)).collect();
        let holds = |at: &usize| self.holds(Who::Known(*at), typed.card.as_ref());
        let mut with_card = named.iter().copied().filter(holds);
        match (&there[..], with_card.next()) {
            ([only], None) => Ok(Who::Known(*only)),
            (_, Some(holder)) => Ok(Who::Known(holder)),
            ([_, _, ..], None) => Err((there, "台账里这个单位有几个同名的人".to_owned())),
            ([], None) if named.is_empty() => Ok(self.new_person(typed)),
            ([], None) => Err((named, "台账里有同名的人，单位不一样".to_owned())),
        }
    }

    fn holds(&self, who: Who, card: Option<&TypedCard>) -> bool {
        card.is_some_and(|card| {
            let kinds = self.kinds.get(&card.number).map_or(&[][..], Vec::as_slice);
            let fits = kinds.iter().filter(|kind| card.kind.is_none_or(|one| one == **kind));
            let mut steps = fits.filter_map(|kind| self.cards.get(&(*kind, card.number.clone())));
            steps.any(|step| step.who == who)
        })
    }

    /// A person of an earlier row who is meant again, else a new one.
    fn new_person(&self, typed: &Typed) -> Who {
        let earlier = self.new_by_name.get(&typed.name).map_or(&[][..], Vec::as_slice);
        let same = earlier.iter().find(|number| {
            let person = &self.people[&Who::New(**number)];
            let (one, other) = (typed.id_number.as_deref().unwrap_or(""), person.profile.id_number.as_str());
            match one.is_empty() || other.is_empty() {
                false => one == other,
                true => {
                    let unit = typed.unit.as_ref().map(|unit| self.unit_or_planned(unit));
                    unit == Some(person.unit) || self.holds(Who::New(**number), typed.card.as_ref())
                }
            }
        });
        Who::New(same.copied().unwrap_or(self.new_people))
    }

    /// The identity of a unit that is there, or one that stands for its name until it is.
    fn unit_or_planned(&self, name: &str) -> Id<Unit> {
        self.unit(name).unwrap_or_else(|| {
            let hash = self.bare(name).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            Id::new(Uuid::from_u128(hash.into()))
        })
    }

    fn candidate(&self, at: usize, typed: &Typed) -> Candidate {
        let officer = &self.officers[at];
        let new =
            typed.applied(officer.value.clone(), typed.unit.as_ref().map(|unit| self.unit_or_planned(unit)));
        Candidate {
            officer: officer.id,
            name: officer.value.name.clone(),
            unit: self.called(officer.value.unit, typed),
            post: officer.value.post.clone(),
            changes: differences(&officer.value, &new, &|unit| self.called(unit, typed)),
        }
    }

    fn called(&self, unit: Id<Unit>, typed: &Typed) -> String {
        self.unit_names.get(&unit).or(typed.unit.as_ref()).cloned().unwrap_or_default()
    }

    /// Applies a row to a person, all of it or nothing; gives back what that changes.
    ///
    /// # Errors
    /// Why the row is refused, as a sentence.
    pub fn settle(&mut self, typed: &Typed, who: Who) -> std::result::Result<Vec<Difference>, String> {
        if let Some(unit) =
            typed.unit.as_ref().filter(|unit| self.unit(unit).is_none() && !self.may_add_units)
        {
            return Err(format!(
                "台账里没有机构“{unit}”，您的角色不能新增机构。请先请法制人员或者系统管理新增。"
            ));
        }
        let unit = typed.unit.as_ref().map(|unit| self.unit_or_planned(unit));
        let old = match (self.people.get(&who), who) {
            (Some(officer), _) => Some(officer.clone()),
            (None, Who::Known(at)) => Some(self.officers[at].value.clone()),
            (None, Who::New(_)) => None,
        };
        let base = match (&old, unit) {
            (Some(officer), _) => officer.clone(),
            (None, Some(unit)) => blank(unit),
            (None, None) => return Err("没有单位，请补填后再导入。".to_owned()),
        };
        let officer = typed.applied(base, unit);
        officer.check().map_err(|problems| sentences(&problems))?;
        let card = typed.card.as_ref().map(|card| self.card(card, who)).transpose()?;
        let mut changes = match &old {
            Some(old) => differences(old, &officer, &|unit| self.called(unit, typed)),
            None => Vec::new(),
        };
        if let Some((step, card_changes)) = card {
            changes.extend(card_changes);
            self.keep_card(step);
        }
        if old.is_none()
            && let Who::New(number) = who
        {
            self.new_by_name.entry(typed.name.clone()).or_default().push(number);
            self.new_people += 1;
        }
        if old.as_ref() != Some(&officer) {
            self.people.insert(who, officer);
        }
        Ok(changes)
    }

    /// The card of a row as it would be, and what that changes.
    fn card(&self, card: &TypedCard, who: Who) -> std::result::Result<(CardStep, Vec<Difference>), String> {
        let number = &card.number;
        let kinds = self.kinds.get(number).map_or(&[][..], Vec::as_slice);
        let Some(kind) = card.kind.or(match kinds {
            [only] => Some(*only),
            _ => None,
        }) else {
            return Err("没有写证件类型，请补填“证件类型”一列后再导入。".to_owned());
        };
        let there = self.cards.get(&(kind, number.clone()));
        if let Some(step) = there.filter(|step| step.who != who) {
            let holder = self.name_of(step.who);
            return Err(format!("{}{number}已经由{holder}持有，请核对证号。", kind.label()));
        }
        if let (Some(issued), Some(Until::On(ends))) = (card.issued_on, card.valid_to)
            && ends < issued
        {
            return Err(format!("有效期至{ends}早于发证日期{issued}，请核对后再导入。"));
        }
        let old = there.map(|step| &step.value);
        let value = match old {
            Some(old) => card.applied(old.clone()),
            // Without a day 长期 would be recorded, which nobody has said.
            None if card.valid_to.is_none() => {
                return Err("没有确定的有效期，请写明到哪一天或者长期后再导入。".to_owned());
            }
            None => card.fresh(self.id_of(who), kind),
        };
        value.check().map_err(|problems| sentences(&problems))?;
        let changes = match old {
            Some(old) => card_differences(Some(old), &value),
            None => card_differences(None, &value),
        };
        let changed = there.is_some_and(|step| step.changed) || !changes.is_empty();
        let read = there.and_then(|step| step.read.clone());
        Ok((CardStep { who, read, value, changed }, changes))
    }

    fn name_of(&self, who: Who) -> String {
        match (self.people.get(&who), who) {
            (Some(officer), _) => officer.name.clone(),
            (None, Who::Known(at)) => self.officers[at].value.name.clone(),
            (None, Who::New(_)) => "表里的另一个人".to_owned(),
        }
    }

    fn id_of(&self, who: Who) -> Id<Officer> {
        match who {
            Who::Known(at) => self.officers[at].id,
            Who::New(_) => Id::new(Uuid::nil()),
        }
    }
}

fn blank(unit: Id<Unit>) -> Officer {
    Officer {
        name: String::new(),
        unit,
        post: String::new(),
        staffing: None,
        entered_on: None,
        left_on: None,
        profile: Default::default(),
    }
}

fn sentences(problems: &[Invalid]) -> String {
    problems.iter().map(sentence).collect()
}
