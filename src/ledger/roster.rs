//! The registry as a workbook: for the bureau, by units, or in the order in which a platform asks for it. What
//! was exported can be imported again and changes nothing.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::layouts::Holds;
use super::register::RegisterQuery;
use super::{Error, Ledger, Result};
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::officer::{Education, Officer, Sex, Staffing};
use crate::domain::role::{Op, may};
use crate::domain::training::{Training, TrainingKind};
use crate::domain::unit::Unit;
use crate::exchange::register::{Cell, Field, Page, Title, workbook};
use crate::words::mask::masked;

/// What of the registry is exported, and how.
#[derive(Clone, Debug)]
pub struct RosterAsk {
    pub query: RegisterQuery,
    /// The place of the layout among [`Ledger::layouts`].
    pub layout: usize,
    /// A sheet for each unit.
    pub by_unit: bool,
    /// Identity and telephone numbers in full rather than their last four characters.
    pub in_full: bool,
}

/// Everything that rows are made of, read once.
struct Registry {
    units: HashMap<Id<Unit>, Unit>,
    officers: HashMap<Id<Officer>, Officer>,
    cards: HashMap<Id<Certificate>, Certificate>,
    /// The latest of each kind.
    trainings: HashMap<(Id<Officer>, &'static str), Training>,
    on: NaiveDate,
    in_full: bool,
}

impl Ledger {
    /// The registry as a workbook.
    ///
    /// # Errors
    /// Numbers in full for a role that may not change people; more rows than a workbook holds.
    pub fn export_roster(&self, ask: &RosterAsk) -> Result<Vec<u8>> {
        let roles = self.actor().map_or(&[][..], |actor| &actor.value.roles);
        if ask.in_full && !may(roles, Op::ChangeOfficer) {
            let user = self.actor().map_or(String::new(), |actor| actor.value.name.clone());
            return Err(Error::NotAllowed { op: Op::ChangeOfficer, user });
        }
        let mut layouts = self.layouts()?;
        let at = if ask.layout < layouts.len() { ask.layout } else { 0 };
        let layout = layouts.swap_remove(at);
        let registry = self.registry(ask)?;
        let keys = self.officer_register(&ask.query)?;
        let mut pages: BTreeMap<String, Vec<Vec<Option<Cell>>>> = BTreeMap::new();
        for row in self.officer_rows(&keys, ask.query.on)? {
            let Some(officer) = registry.officers.get(&row.officer) else { continue };
            let card = row.card.as_ref().and_then(|card| registry.cards.get(&card.id));
            let (unit, _) = registry.place(officer.unit);
            let page = if ask.by_unit { unit } else { layout.title.clone() };
            let rows = pages.entry(page).or_default();
            let number = rows.len() + 1;
            let cell = |holds: &Holds| registry.cell(*holds, number, row.officer, officer, card);
            rows.push(layout.columns.iter().map(|column| cell(&column.holds)).collect());
        }
        if pages.is_empty() {
            return Err(Error::Refused("没有符合条件的人员，没有导出。请换一个范围。".to_owned()));
        }
        let titles: Vec<Title> = layout.columns.iter().map(|column| column.title()).collect();
        let page = |(name, rows)| Page { name, titles: titles.clone(), rows };
        let pages: Vec<Page> = pages.into_iter().map(page).collect();
        workbook(&pages).map_err(|why| Error::Refused(format!("工作簿没有做成：{why}。请缩小范围再导出。")))
    }

    fn registry(&self, ask: &RosterAsk) -> Result<Registry> {
        let mut trainings: HashMap<(Id<Officer>, &'static str), Training> = HashMap::new();
        for training in self.all::<Training>()? {
            let key = (training.value.officer, training.value.kind.code());
            let later = trainings.get(&key).is_none_or(|known| known.to <= training.value.to);
            if later {
                trainings.insert(key, training.value);
            }
        }
        let officers = self.all::<Officer>()?.into_iter().map(|one| (one.id, one.value));
        let cards = self.all::<Certificate>()?.into_iter().map(|one| (one.id, one.value));
        Ok(Registry {
            units: self.all::<Unit>()?.into_iter().map(|one| (one.id, one.value)).collect(),
            officers: officers.collect(),
            cards: cards.collect(),
            trainings,
            on: ask.query.on,
            in_full: ask.in_full,
        })
    }
}

impl Registry {
    /// A unit, and the section of it: as an import reads them again.
    fn place(&self, unit: Id<Unit>) -> (String, String) {
        let Some(unit) = self.units.get(&unit) else { return Default::default() };
        match unit.parent.and_then(|parent| self.units.get(&parent)) {
            Some(parent) => (parent.name.clone(), unit.name.clone()),
            None => (unit.name.clone(), String::new()),
        }
    }

    fn cell(
        &self,
        holds: Holds,
        number: usize,
        id: Id<Officer>,
        officer: &Officer,
        card: Option<&Certificate>,
    ) -> Option<Cell> {
        let field = match holds {
            Holds::Blank => return None,
            Holds::Age => {
                let age = officer.profile.born?.years_until(self.on)?;
                return Some(Cell::Number { value: age.into(), zeros: 0 });
            }
            Holds::Training(kind) => return text(&self.training(id, kind)),
            Holds::Field(field) => field,
        };
        // A card that has been applied for has no number yet, and nothing is printed on it.
        let issued = card.filter(|card| !card.number.is_empty());
        let profile = &officer.profile;
        let number_of = |number: &str| if self.in_full { number.to_owned() } else { masked(number) };
        match field {
            Field::Seq => Some(Cell::Number { value: number as f64, zeros: 0 }),
            Field::Name => text(&officer.name),
            Field::Sex => text(profile.sex.map_or("", Sex::label)),
            Field::IdNumber => text(&number_of(&profile.id_number)),
            Field::Born => text(&profile.born.map_or(String::new(), |born| born.to_string())),
            Field::Ethnicity => text(&profile.ethnicity),
            Field::Education => text(profile.education.map_or("", Education::label)),
            Field::Major => text(&profile.major),
            Field::Staffing => text(officer.staffing.map_or("", Staffing::label)),
            Field::Unit => text(&self.place(officer.unit).0),
            Field::Department => text(&self.place(officer.unit).1),
            Field::Post => text(&officer.post),
            Field::Expertise => text(&profile.expertise),
            Field::CertType => text(card.map_or("", |card| card.kind.label())),
            Field::CertNo => text(issued.map_or("", |card| &card.number)),
            Field::Category => {
                let all = card.map_or(&[][..], |card| &card.categories);
                text(&all.iter().map(|one| one.label()).collect::<Vec<_>>().join("、"))
            }
            Field::Region => {
                let own = issued.map(|card| &card.region).filter(|region| !region.is_empty());
                text(own.unwrap_or(&profile.region))
            }
            Field::Issuer => text(issued.map_or("", |card| &card.issuer)),
            Field::IssueDate => issued.and_then(|card| card.issued_on).map(Cell::of_day),
            Field::ValidTo => issued.map(|card| match card.valid_to {
                Some(day) => Cell::of_day(day),
                None => Cell::Text("长期".to_owned()),
            }),
            Field::CertState => text(card.map_or("", |card| card.state.label())),
            Field::Phone => text(&number_of(&profile.phone)),
            Field::EnteredOn => officer.entered_on.map(Cell::of_day),
            Field::Remarks => text(if officer.has_left(self.on) { "已离岗" } else { "" }),
            Field::ValidFrom => None,
        }
    }

    /// 2025-03-06 合格 91分.
    fn training(&self, officer: Id<Officer>, kind: TrainingKind) -> String {
        let Some(training) = self.trainings.get(&(officer, kind.code())) else { return String::new() };
        let passed = match training.passed {
            Some(true) => " 合格",
            Some(false) => " 不合格",
            None => "",
        };
        let score = training.score.map_or(String::new(), |tenths| format!(" {}分", f64::from(tenths) / 10.0));
        format!("{}{passed}{score}", training.to)
    }
}

fn text(words: &str) -> Option<Cell> {
    (!words.is_empty()).then(|| Cell::Text(words.to_owned()))
}
