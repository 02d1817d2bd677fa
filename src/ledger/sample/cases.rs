//! Five years of cases, month by month: 25 penalties and 8 summary penalties a year, and 500 inspections.

use chrono::{Datelike, Days, NaiveDate};

use super::companies::{BRANCHES, SLIPS, SOURCES, STEMS, TOLD, Told, VIOLATIONS};
use super::people::{EVENTS, Staff};
use super::posts::TOWNSHIPS;
use super::{chance, day, instant};
use crate::domain::calendar::Calendar;
use crate::domain::case::{Case, CaseKind, Handling, Party};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::exchange::calendar_file::builtin_calendar;
use crate::ledger::{Ledger, Result};

/// The years of the register.
const YEARS: std::ops::RangeInclusive<i32> = 2021..=2025;
/// How many of each kind there are in a year.
const PENALTIES: u32 = 25;
const SUMMARY: u32 = 8;
const INSPECTIONS: u32 = 500;
/// Sections that inspect and punish.
const SECTIONS: &[&str] = &["综合行政执法大队", "危化股", "基础股", "综合行政执法大队"];

/// Writes the cases of each month as one act on its last working day, with what became of cards in between.
pub(super) fn five_years(ledger: &mut Ledger, staff: &Staff) -> Result<()> {
    let calendar = builtin_calendar();
    let mut events = EVENTS.iter().peekable();
    for year in YEARS {
        let cases = of_year(year, &calendar, staff)?;
        for month in 1..=12 {
            let last = last_working_day(year, month, &calendar);
            while let Some((on, happen)) = events.next_if(|(on, _)| day(on) <= last) {
                ledger.env().set_now(instant(day(on), 10, 0));
                happen(ledger)?;
            }
            let opened = |case: &&Case| case.opened_on.is_some_and(|on| on.month() == month);
            let of_month: Vec<Case> = cases.iter().filter(opened).cloned().collect();
            ledger.env().set_now(instant(last, 16, 30));
            ledger.add_all(Op::AddCase, "登记本月检查和案件", &of_month)?;
        }
    }
    Ok(())
}

/// The cases of a year in the order of their days.
fn of_year(year: i32, calendar: &Calendar, staff: &Staff) -> Result<Vec<Case>> {
    let mut all = Vec::new();
    for (kind, count) in [
        (CaseKind::Inspection, INSPECTIONS),
        (CaseKind::Penalty, PENALTIES),
        (CaseKind::SummaryPenalty, SUMMARY),
    ] {
        for serial in 1..=count {
            let seed = (year as u64) << 20 | u64::from(serial) << 4 | kind as u64;
            let on = opening_day(year, serial, count, seed, calendar);
            let number = format!("示应急{}〔{year}〕{serial}号", register(kind));
            all.push(match TOLD.iter().find(|told| told.number == number) {
                Some(told) => as_told(told, kind, on, staff)?,
                None => invented(number, kind, on, seed, staff),
            });
        }
    }
    all.sort_by_key(|case| case.opened_on);
    Ok(all)
}

const fn register(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::Inspection => "检",
        CaseKind::SummaryPenalty => "简罚",
        _ => "罚",
    }
}

/// Cases spread over the year in the order of their numbers, each on a working day.
fn opening_day(year: i32, serial: u32, count: u32, seed: u64, calendar: &Calendar) -> NaiveDate {
    let step = 350.0 / f64::from(count);
    let spread = if step > 2.0 { chance(seed, step as usize / 2) } else { 0 };
    let nth = 4 + (f64::from(serial - 1) * step) as u64 + spread as u64;
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let wanted = first.checked_add_days(Days::new(nth)).unwrap_or(first);
    let mut days = wanted.iter_days().take_while(|on| on.year() == year);
    days.find(|on| calendar.is_working(*on)).unwrap_or(wanted)
}

fn last_working_day(year: i32, month: u32, calendar: &Calendar) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
    let days = first.iter_days().take_while(|on| on.month() == month);
    days.filter(|on| calendar.is_working(*on)).last().unwrap_or(first)
}

fn as_told(told: &Told, kind: CaseKind, on: NaiveDate, staff: &Staff) -> Result<Case> {
    let officers = told.officers.iter().map(|name| Ok(staff.named(name)?.id)).collect::<Result<_>>()?;
    Ok(Case {
        number: told.number.to_owned(),
        title: titled(told.party, told.matter, kind),
        kind,
        party: party(told.party, chance(told.number.len() as u64 + u64::from(on.day()), TOWNSHIPS.len())),
        source: SOURCES[0].to_owned(),
        summary: format!("{}。", told.summary),
        law: told.law.to_owned(),
        opened_on: Some(on),
        officers,
        handling: Handling::default(),
    })
}

fn titled(party: &str, matter: &str, kind: CaseKind) -> String {
    if kind == CaseKind::Inspection { format!("{party}{matter}") } else { format!("{party}{matter}案") }
}

fn party(name: &str, town: usize) -> Party {
    let address = format!("示例县{}", TOWNSHIPS[town].0);
    Party { name: name.to_owned(), address, ..Party::default() }
}

fn invented(number: String, kind: CaseKind, on: NaiveDate, seed: u64, staff: &Staff) -> Case {
    let stem = STEMS.chars().nth(chance(seed ^ 0x51, STEMS.chars().count())).unwrap_or('甲');
    let name = format!("示例县{stem}{}", BRANCHES[chance(seed ^ 0x52, BRANCHES.len())]);
    let town = chance(seed ^ 0x53, TOWNSHIPS.len());
    let (matter, summary, law) = found(kind, on, seed);
    Case {
        number,
        title: titled(&name, matter, kind),
        kind,
        party: party(&name, town),
        source: SOURCES[chance(seed ^ 0x54, SOURCES.len())].to_owned(),
        summary,
        law: law.to_owned(),
        opened_on: Some(on),
        officers: two(kind, on, seed, town, staff),
        handling: Handling::default(),
    }
}

/// What was found: matter, summary and the provisions in force on the day.
fn found(kind: CaseKind, on: NaiveDate, seed: u64) -> (&'static str, String, &'static str) {
    let revised = on >= day("2021-09-01");
    match kind {
        CaseKind::Inspection => {
            let problems = chance(seed ^ 0x61, 6);
            let summary = match problems {
                0 => "检查安全管理制度、作业现场和设备设施，没有发现问题。".to_owned(),
                n => format!("检查安全管理制度、作业现场和设备设施，发现问题{n}项，责令限期整改。"),
            };
            (
                "安全生产检查",
                summary,
                if revised {
                    "《安全生产法》第六十五条"
                } else {
                    "《安全生产法》（2014年修正）第六十二条"
                },
            )
        }
        CaseKind::SummaryPenalty => {
            let (matter, law) = SLIPS[chance(seed ^ 0x62, SLIPS.len())];
            (matter, format!("现场检查时发现{matter}，当场责令改正，给予警告。"), law)
        }
        _ => {
            let (matter, found, before, since) = VIOLATIONS[chance(seed ^ 0x63, VIOLATIONS.len())];
            (matter, format!("现场检查时发现{found}。"), if revised { since } else { before })
        }
    }
}

/// Two officers with valid cards; summary penalties are often the township's.
fn two(kind: CaseKind, on: NaiveDate, seed: u64, town: usize, staff: &Staff) -> Vec<Id<Officer>> {
    let section = SECTIONS[chance(seed ^ 0x71, SECTIONS.len())];
    let town = staff.enforcing(TOWNSHIPS[town].0, on);
    let able =
        if kind == CaseKind::SummaryPenalty && town.len() >= 2 { town } else { staff.enforcing(section, on) };
    let first = chance(seed ^ 0x72, able.len());
    able.iter().cycle().skip(first).take(2.min(able.len())).map(|one| one.id).collect()
}
