//! What importing would do: whom each row means, what would change, and what stands in the way.

use std::collections::HashMap;
use std::sync::Arc;

use uuid::Uuid;

use super::base::Base;
use super::typed::{Typed, TypedCard, card_differences, differences, unit_kind};
use super::{Assumptions, Candidate, Difference, Line, Meant, NewUnit, Plan, Standing};
use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::{Checked as _, Invalid};
use crate::domain::unit::Unit;
use crate::exchange::register::{Meaning as _, Reading, SheetReading, Until};
use crate::ledger::file::Versioned;
use crate::ledger::{Ledger, Result};
use crate::words::problem::sentence;

impl Ledger {
    /// What importing a register would do; nothing is written.
    pub fn plan_import(&self, reading: &Reading, assumed: &Assumptions) -> Result<Plan> {
        let base = Arc::new(Base::of(self)?);
        let mut world = World::of(&base);
        let mut plan = Plan {
            lines: Vec::new(),
            new_units: Vec::new(),
            without_unit: 0,
            without_kind: 0,
            head: self.head()?,
            base: Arc::clone(&base),
        };
        for sheet in &reading.sheets {
            let mut said = warnings(sheet);
            for record in &sheet.records {
                let (mut typed, mut notes) = Typed::of(record, &base.bureau, assumed);
                notes.splice(0..0, said.remove(&record.source_row).unwrap_or_default());
                base.place_in_section(&mut typed, &mut notes);
                plan.without_unit += usize::from(record.unit.is_none() && record.department.is_none());
                plan.without_kind += usize::from(!world.says_kind(record.cert_type.as_deref(), &typed));
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

/// What was said of each row while it was read.
fn warnings(sheet: &SheetReading) -> HashMap<u32, Vec<String>> {
    let mut said: HashMap<u32, Vec<String>> = HashMap::new();
    for warning in &sheet.warnings {
        let words = format!("{}：{}", warning.field.label(), warning.why);
        said.entry(warning.row).or_default().push(words);
    }
    said
}

impl Plan {
    fn need_unit(&mut self, world: &World, typed: &Typed) {
        let Some(name) = &typed.unit else { return };
        let bare = |name: &str| world.base.bare(name);
        if world.unit(name).is_none() && !self.new_units.iter().any(|unit| bare(&unit.name) == bare(name)) {
            self.new_units.push(NewUnit { name: name.clone(), kind: unit_kind(name) });
        }
    }
}

impl Base {
    /// A section is kept where the ledger has it; else the unit stands alone, and the row says so.
    fn place_in_section(&self, typed: &mut Typed, notes: &mut Vec<String>) {
        let (Some(unit), Some(section)) = (&typed.unit, &typed.section) else { return };
        if self.section_of(unit, section).is_none() {
            notes.push(format!("部门“{section}”没有登记，“{unit}”下面还没有这个机构"));
            typed.section = None;
        }
    }

    fn section_of(&self, unit: &str, section: &str) -> Option<Id<Unit>> {
        self.units(unit).iter().find_map(|unit| self.section(*unit, section))
    }
}

/// Whom a row means: somebody of the ledger, by place in the list, or a new person, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Who {
    Known(usize),
    New(usize),
}

/// A card as it is after the rows so far.
#[derive(Clone)]
pub(super) struct CardStep {
    pub who: Who,
    /// The ledger's card; none is a new one.
    pub read: Option<Versioned<Certificate>>,
    pub value: Certificate,
    pub changed: bool,
}

/// The ledger with the rows so far applied to it.
pub(super) struct World {
    pub base: Arc<Base>,
    /// Units that were added since the ledger was read, by the name as it is compared.
    pub added_units: HashMap<String, Id<Unit>>,
    /// People as they are after the rows so far, where a row has said anything of them.
    pub people: HashMap<Who, Officer>,
    /// Cards of which a row has said anything.
    pub cards: HashMap<(CertificateKind, String), CardStep>,
    /// New people by name, and the row that was the first of each.
    new_by_name: HashMap<String, Vec<usize>>,
    new_rows: HashMap<usize, usize>,
    /// How many new people the rows so far name, and how many rows there were.
    new_people: usize,
    rows: usize,
}

impl World {
    pub fn of(base: &Arc<Base>) -> World {
        World {
            base: Arc::clone(base),
            added_units: HashMap::new(),
            people: HashMap::new(),
            cards: HashMap::new(),
            new_by_name: HashMap::new(),
            new_rows: HashMap::new(),
            new_people: 0,
            rows: 0,
        }
    }

    pub fn unit(&self, name: &str) -> Option<Id<Unit>> {
        let known = self.base.units(name).first().copied();
        known.or_else(|| self.added_units.get(&self.base.bare(name)).copied())
    }

    pub fn known(&self, officer: Id<Officer>) -> Option<Who> {
        self.base.place(officer).map(Who::Known)
    }

    /// A card as it is now.
    fn card_now(&self, kind: CertificateKind, number: &str) -> Option<CardStep> {
        let key = (kind, number.to_owned());
        self.cards.get(&key).cloned().or_else(|| {
            let (at, card) = self.base.cards.get(&key)?;
            let who = Who::Known(*at);
            Some(CardStep { who, value: card.value.clone(), read: Some(card.clone()), changed: false })
        })
    }

    /// The kinds of card under which a number is known.
    fn kinds(&self, number: &str) -> Vec<CertificateKind> {
        let known = |kind: &CertificateKind| {
            let key = (*kind, number.to_owned());
            self.cards.contains_key(&key) || self.base.cards.contains_key(&key)
        };
        CertificateKind::ALL.iter().copied().filter(known).collect()
    }

    /// Whether the kind of a row's card follows from the row or from the ledger.
    fn says_kind(&self, words: Option<&str>, typed: &Typed) -> bool {
        let Some(card) = &typed.card else { return true };
        words.is_some() || self.kinds(&card.number).len() == 1
    }

    /// What would become of a row; where it is clear, the row is applied.
    fn standing(&mut self, typed: &Typed) -> Standing {
        let standing = self.stands(typed);
        self.rows += 1;
        standing
    }

    fn stands(&mut self, typed: &Typed) -> Standing {
        if typed.name.is_empty() {
            return Standing::Refused("没有姓名，请补填后再导入。".to_owned());
        }
        let who = match self.whom(typed) {
            Ok(who) => who,
            Err((candidates, why)) => {
                let candidates = candidates.into_iter().map(|who| self.candidate(who, typed)).collect();
                return Standing::Unclear { candidates, why };
            }
        };
        match (self.settle(typed, who), who) {
            (Err(why), _) => Standing::Refused(why),
            (Ok(_), Who::New(number)) => Standing::New(number),
            (Ok(changes), Who::Known(at)) => Standing::Same { officer: self.base.officers[at].id, changes },
        }
    }

    /// Whom a row means: by identity number if both have one, else by name and unit, else by name and card.
    ///
    /// # Errors
    /// Those who may be meant, and why it is not clear.
    fn whom(&self, typed: &Typed) -> std::result::Result<Who, (Vec<Who>, String)> {
        if let Some(at) = typed.id_number.as_ref().and_then(|number| self.base.with_id_number(number)) {
            let officer = &self.base.officers[at].value;
            return if officer.name == typed.name {
                Ok(Who::Known(at))
            } else {
                Err((vec![Who::Known(at)], format!("身份证号和台账里的{}相同，姓名不同", officer.name)))
            };
        }
        let other = |at: &usize| {
            let number = &self.base.officers[*at].value.profile.id_number;
            typed.id_number.is_some() && !number.is_empty()
        };
        let named: Vec<usize> =
            self.base.named(&typed.name).iter().copied().filter(|at| !other(at)).collect();
        let there: Vec<usize> = named
            .iter()
            .copied()
            .filter(|at| self.is_in(self.base.officers[*at].value.unit, typed))
            .collect();
        let holds = |at: &usize| self.holds(Who::Known(*at), typed.card.as_ref());
        let mut with_card = named.iter().copied().filter(holds);
        let known = |all: &[usize]| all.iter().map(|at| Who::Known(*at)).collect();
        match (&there[..], with_card.next()) {
            ([only], None) => Ok(Who::Known(*only)),
            (_, Some(holder)) => Ok(Who::Known(holder)),
            ([_, _, ..], None) => Err((known(&there), "台账里这个单位有几个同名的人".to_owned())),
            ([], None) if named.is_empty() => self.new_person(typed),
            ([], None) => Err((known(&named), "台账里有同名的人，单位不一样".to_owned())),
        }
    }

    /// Whether this is the unit, or one of the units of that name, in which a row places somebody.
    fn is_in(&self, unit: Id<Unit>, typed: &Typed) -> bool {
        let Some(name) = &typed.unit else { return false };
        match &typed.section {
            Some(section) => self.base.section_of(name, section) == Some(unit),
            None => self.base.units(name).contains(&unit),
        }
    }

    fn holds(&self, who: Who, card: Option<&TypedCard>) -> bool {
        card.is_some_and(|card| {
            let kinds = self.kinds(&card.number).into_iter();
            let mut fits = kinds.filter(|kind| card.kind.is_none_or(|one| one == *kind));
            fits.any(|kind| self.card_now(kind, &card.number).is_some_and(|step| step.who == who))
        })
    }

    /// A person of an earlier row who is meant again, else a new one.
    ///
    /// # Errors
    /// Somebody of an earlier row who may be meant, or another of the same name.
    fn new_person(&self, typed: &Typed) -> std::result::Result<Who, (Vec<Who>, String)> {
        let earlier = self.new_by_name.get(&typed.name).map_or(&[][..], Vec::as_slice);
        let mut perhaps = Vec::new();
        for number in earlier {
            let (who, person) = (Who::New(*number), &self.people[&Who::New(*number)]);
            let (one, other) = (typed.id_number.as_deref().unwrap_or(""), person.profile.id_number.as_str());
            if !one.is_empty() && !other.is_empty() {
                match one == other {
                    true => return Ok(who),
                    false => continue,
                }
            }
            if self.holds(who, typed.card.as_ref()) {
                return Ok(who);
            }
            if typed.unit.is_some() && self.placed(typed) == Some(person.unit) {
                match self.contradicts(typed, who, person) {
                    false => return Ok(who),
                    true => perhaps.push(who),
                }
            }
        }
        match perhaps.is_empty() {
            true => Ok(Who::New(self.new_people)),
            false => Err((perhaps, "表里同一单位前面有同名的人，证号、性别或者出生年月不一样".to_owned())),
        }
    }

    /// Whether a row says of a person what an earlier row has said otherwise.
    fn contradicts(&self, typed: &Typed, who: Who, person: &Officer) -> bool {
        fn differs<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            one.is_some() && other.is_some() && one != other
        }
        let another_card = typed.card.as_ref().is_some_and(|card| {
            let mut held = self.cards.values().filter(|step| step.who == who);
            held.any(|step| card.kind.is_none_or(|kind| kind == step.value.kind))
        });
        another_card || differs(&typed.sex, &person.profile.sex) || differs(&typed.born, &person.profile.born)
    }

    /// The identity of a unit that is there, or one that stands for its name until it is.
    fn unit_or_planned(&self, name: &str) -> Id<Unit> {
        self.unit(name).unwrap_or_else(|| {
            let hash = self.base.bare(name).bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
            Id::new(Uuid::from_u128(hash.into()))
        })
    }

    /// The unit in which a row places somebody, or what stands for it until it is there.
    fn placed(&self, typed: &Typed) -> Option<Id<Unit>> {
        let unit = typed.unit.as_ref()?;
        let section = typed.section.as_ref().and_then(|section| self.base.section_of(unit, section));
        Some(section.unwrap_or_else(|| self.unit_or_planned(unit)))
    }

    fn candidate(&self, who: Who, typed: &Typed) -> Candidate {
        let (meant, officer) = match who {
            Who::Known(at) => (Meant::Person(self.base.officers[at].id), &self.base.officers[at].value),
            Who::New(number) => (Meant::Row(self.new_rows[&number]), &self.people[&who]),
        };
        let new = typed.applied(officer.clone(), self.placed(typed));
        Candidate {
            meant,
            name: officer.name.clone(),
            unit: self.called(officer.unit, typed),
            post: officer.post.clone(),
            changes: differences(officer, &new, &|unit| self.called(unit, typed)),
        }
    }

    fn called(&self, unit: Id<Unit>, typed: &Typed) -> String {
        self.base.unit_names.get(&unit).or(typed.unit.as_ref()).cloned().unwrap_or_default()
    }

    /// Applies a row to a person, all of it or nothing; gives back what that changes.
    ///
    /// # Errors
    /// Why the row is refused, as a sentence.
    pub fn settle(&mut self, typed: &Typed, who: Who) -> std::result::Result<Vec<Difference>, String> {
        if let Some(unit) =
            typed.unit.as_ref().filter(|unit| self.unit(unit).is_none() && !self.base.may_add_units)
        {
            return Err(format!(
                "台账里没有机构“{unit}”，您的角色不能新增机构。请先请法制人员或者系统管理新增。"
            ));
        }
        let old = match (self.people.get(&who), who) {
            (Some(officer), _) => Some(officer.clone()),
            (None, Who::Known(at)) => Some(self.base.officers[at].value.clone()),
            (None, Who::New(_)) => None,
        };
        // Somebody who is in one of several units of that name stays there.
        let stays = old.as_ref().filter(|old| self.is_in(old.unit, typed)).map(|old| old.unit);
        let unit = stays.or_else(|| self.placed(typed));
        let base = match (&old, unit) {
            (Some(officer), _) => officer.clone(),
            (None, Some(unit)) => blank(unit),
            (None, None) => return Err("没有单位，请补填后再导入。".to_owned()),
        };
        let officer = typed.applied(base, unit);
        officer.check().map_err(|problems| sentences(&problems))?;
        let card = typed.card.as_ref().map(|card| self.card(card, who, &officer)).transpose()?;
        let mut changes = match &old {
            Some(old) => differences(old, &officer, &|unit| self.called(unit, typed)),
            None => Vec::new(),
        };
        if let Some((step, card_changes)) = card {
            changes.extend(card_changes);
            self.cards.insert((step.value.kind, step.value.number.clone()), step);
        }
        if old.is_none()
            && let Who::New(number) = who
        {
            self.new_by_name.entry(typed.name.clone()).or_default().push(number);
            self.new_rows.insert(number, self.rows);
            self.new_people += 1;
        }
        if old.as_ref() != Some(&officer) {
            self.people.insert(who, officer);
        }
        Ok(changes)
    }

    /// The card of a row as it would be, and what that changes.
    fn card(
        &self,
        card: &TypedCard,
        who: Who,
        holder: &Officer,
    ) -> std::result::Result<(CardStep, Vec<Difference>), String> {
        let number = &card.number;
        let Some(kind) = card.kind.or(match self.kinds(number)[..] {
            [only] => Some(only),
            _ => None,
        }) else {
            return Err("没有写证件类型，请补填“证件类型”一列后再导入。".to_owned());
        };
        let there = self.card_now(kind, number);
        if let Some(step) = there.as_ref().filter(|step| step.who != who) {
            let holder = self.name_of(step.who);
            return Err(format!("{}{number}已经由{holder}持有，请核对证号。", kind.label()));
        }
        if let (Some(issued), Some(Until::On(ends))) = (card.issued_on, card.valid_to)
            && ends < issued
        {
            return Err(format!("有效期至{ends}早于发证日期{issued}，请核对后再导入。"));
        }
        let old = there.as_ref().map(|step| &step.value);
        let value = match old {
            Some(old) => card.applied(old.clone(), &holder.profile.region),
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
        let changed = there.as_ref().is_some_and(|step| step.changed) || !changes.is_empty();
        let read = there.and_then(|step| step.read.clone());
        Ok((CardStep { who, read, value, changed }, changes))
    }

    fn name_of(&self, who: Who) -> String {
        match (self.people.get(&who), who) {
            (Some(officer), _) => officer.name.clone(),
            (None, Who::Known(at)) => self.base.officers[at].value.name.clone(),
            (None, Who::New(_)) => "表里的另一个人".to_owned(),
        }
    }

    fn id_of(&self, who: Who) -> Id<Officer> {
        match who {
            Who::Known(at) => self.base.officers[at].id,
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
