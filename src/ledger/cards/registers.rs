//! The trainings of the whole bureau, what it asks of them, and who is short of it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Months, NaiveDate};

use super::{Ledger, Result};
use crate::domain::card_settings::CardSettings;
use crate::domain::id::Id;
use crate::domain::officer::{Duty, Officer};
use crate::domain::role::Op;
use crate::domain::training::{Training, TrainingKind};
use crate::ledger::file::Versioned;
use crate::words::amount::show_tenths;

/// Days of the least 入职培训, and of the yearly training.
const ENTRY_DAYS: usize = 90;
const YEARLY_DAYS: usize = 14;
/// Months after the first day in which somebody is asked about 入职培训.
const NEW_FOR: u32 = 24;

/// One training with all who took part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// As it was recorded for the first of them.
    pub training: Training,
    pub people: usize,
    pub passed: usize,
    /// Whose result is not known yet.
    pub open: usize,
}

/// Somebody who is short of a threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    pub officer: Id<Officer>,
    pub name: String,
    pub unit: String,
    /// What is missing, in words.
    pub what: String,
}

/// The share of 专业人员.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub counted: usize,
    pub of: usize,
}

impl Share {
    /// Whether it is three quarters at least; of nobody it is.
    pub fn is_enough(self) -> bool {
        4 * self.counted >= 3 * self.of
    }
}

impl Ledger {
    /// What the bureau asks of training; nothing until it says so.
    pub fn card_settings(&self) -> Result<CardSettings> {
        Ok(self.card_settings_read()?.1)
    }

    /// The same with the record in which it stands, once there is one.
    pub fn card_settings_read(&self) -> Result<(Option<Versioned<CardSettings>>, CardSettings)> {
        let read = self.all::<CardSettings>()?.pop();
        let settings = read.as_ref().map(|read| read.value.clone()).unwrap_or_default();
        Ok((read, settings))
    }

    /// Changes what the bureau asks of training.
    pub fn set_card_settings(&mut self, settings: &CardSettings, why: &str) -> Result<()> {
        let read = self.all::<CardSettings>()?.pop();
        self.transact(Op::SetCardSettings, why, |draft| match &read {
            Some(read) => draft.change(read, settings),
            None => draft.add(settings).map(|_| ()),
        })
    }

    /// Every training, the newest first, people who took part in the same counted together.
    pub fn courses(&self) -> Result<Vec<Course>> {
        let mut courses: BTreeMap<_, Course> = BTreeMap::new();
        for one in self.all::<Training>()? {
            let training = one.value;
            let Training { kind, title, organiser, from, to, passed, .. } = &training;
            let key = (std::cmp::Reverse(*to), *from, *kind, title.clone(), organiser.clone());
            let passed = *passed;
            let course =
                courses.entry(key).or_insert_with(|| Course { training, people: 0, passed: 0, open: 0 });
            course.people += 1;
            course.passed += usize::from(passed == Some(true));
            course.open += usize::from(passed.is_none());
        }
        Ok(courses.into_values().collect())
    }

    /// Who is short of a threshold that is on, by the name.
    ///
    /// Asked are those in the service who are on enforcement duty, or hold a card and nothing else is recorded.
    /// A day counts once, whatever was taught on it, and counts for the year in which it lies.
    pub fn training_shortfalls(&self, on: NaiveDate) -> Result<Vec<Shortfall>> {
        let settings = self.card_settings()?;
        if !settings.entry && !settings.yearly && settings.hours.is_none() {
            return Ok(Vec::new());
        }
        let mut trainings: BTreeMap<Id<Officer>, Vec<Training>> = BTreeMap::new();
        for one in self.all::<Training>()? {
            trainings.entry(one.value.officer).or_default().push(one.value);
        }
        let mut short = Vec::new();
        for officer in self.on_duty(on)? {
            let own = trainings.get(&officer.id).map(Vec::as_slice).unwrap_or_default();
            let missing = missing(&settings, &officer.value, own, on);
            if !missing.is_empty() {
                let unit = self.get(officer.value.unit)?.value.name;
                let what = missing.join("；");
                short.push(Shortfall { officer: officer.id, name: officer.value.name, unit, what });
            }
        }
        short.sort_by_cached_key(|one| crate::words::pinyin::sort_key(&one.name));
        Ok(short)
    }

    /// The share of 专业人员 among those on enforcement duty, where the bureau asks for it.
    pub fn professionals(&self, on: NaiveDate) -> Result<Option<Share>> {
        let settings = self.card_settings()?;
        if !settings.professionals {
            return Ok(None);
        }
        let all = self.on_duty(on)?;
        let counted = all.iter().filter(|one| settings.counts(&one.value.profile.major)).count();
        Ok(Some(Share { counted, of: all.len() }))
    }

    fn on_duty(&self, on: NaiveDate) -> Result<Vec<Versioned<Officer>>> {
        let holds: BTreeSet<Id<Officer>> =
            self.store().cards_in("held")?.into_iter().map(|card| card.value.officer).collect();
        let mut all = self.all::<Officer>()?;
        all.retain(|one| {
            let Officer { entered_on, profile, .. } = &one.value;
            let serves = !one.value.has_left(on) && entered_on.is_none_or(|day| day <= on);
            serves && (profile.duty == Some(Duty::On) || profile.duty.is_none() && holds.contains(&one.id))
        });
        Ok(all)
    }
}

fn missing(settings: &CardSettings, officer: &Officer, own: &[Training], on: NaiveDate) -> Vec<String> {
    let mut missing = Vec::new();
    let days = |entry: bool, within: &dyn Fn(NaiveDate) -> bool| {
        let of_kind = own.iter().filter(|one| (one.kind == TrainingKind::Entry) == entry);
        let days: BTreeSet<NaiveDate> = of_kind
            .flat_map(|one| one.from.iter_days().take_while(|day| *day <= one.to))
            .filter(|day| *day <= on && within(*day))
            .collect();
        days.len()
    };
    let since = on.checked_sub_months(Months::new(NEW_FOR)).unwrap_or(NaiveDate::MIN);
    if settings.entry && officer.entered_on.is_some_and(|day| day >= since) {
        let had = days(true, &|_| true);
        if had < ENTRY_DAYS {
            missing.push(format!("入职培训{had}天，要3个月"));
        }
    }
    if settings.yearly {
        let had = days(false, &|day| day.year() == on.year());
        if had < YEARLY_DAYS {
            missing.push(format!("本年培训{had}天，要2周"));
        }
    }
    if let Some(wanted) = settings.hours {
        let this_year = own.iter().filter(|one| one.to.year() == on.year());
        let had: u32 = this_year.filter_map(|one| one.hours).sum();
        if had < 10 * wanted {
            missing.push(format!("本年{}学时，要{wanted}学时", show_tenths(had)));
        }
    }
    missing
}
