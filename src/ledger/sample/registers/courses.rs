//! Tables: the trainings of five years, and who took part in them.

use super::super::{chance, day};
use crate::domain::officer::{Duty, Officer};
use crate::domain::role::Op;
use crate::domain::training::{Training, TrainingKind, TrainingMode};
use crate::domain::unit::Unit;
use crate::ledger::file::Versioned;
use crate::ledger::{Ledger, Result};

const COUNTY_LAW: &str = "示例县司法局";
const CITY: &str = "示例市应急管理局";

/// A training, and whom it was for.
pub(in crate::ledger::sample) struct Held {
    kind: TrainingKind,
    title: &'static str,
    mode: TrainingMode,
    organiser: &'static str,
    days: (&'static str, &'static str),
    /// The subjects of J11-1 by their numbers.
    topics: &'static [u8],
    /// Tenths of class hours.
    hours: u32,
    agreed: &'static str,
    /// Whether there was an examination whose results are known.
    examined: bool,
    whom: Whom,
}

enum Whom {
    OnDuty,
    Townships,
    Sections(&'static [&'static str]),
    Named(&'static [&'static str]),
}

use TrainingKind::{Academy, Business, Entry, Law};
use TrainingMode::{Class, Online, Video};

pub(in crate::ledger::sample) const BUSINESS_2021: Held = Held {
    kind: Business,
    title: "2021年全市应急管理执法人员培训班",
    mode: Class,
    organiser: CITY,
    days: ("2021-06-07", "2021-06-11"),
    topics: &[1, 2, 3, 7, 10],
    hours: 400,
    agreed: "",
    examined: true,
    whom: Whom::OnDuty,
};
pub(in crate::ledger::sample) const LAW_2021: Held = Held {
    kind: Law,
    title: "2021年行政执法人员综合法律知识培训",
    mode: Class,
    organiser: COUNTY_LAW,
    days: ("2021-10-26", "2021-10-28"),
    topics: &[],
    hours: 240,
    agreed: "",
    examined: true,
    whom: Whom::OnDuty,
};
pub(in crate::ledger::sample) const BUSINESS_2024: Held = Held {
    kind: Business,
    title: "2024年安全生产执法业务培训班",
    mode: Class,
    organiser: CITY,
    days: ("2024-05-20", "2024-05-24"),
    topics: &[1, 4, 5, 6, 7, 8, 9, 10],
    hours: 400,
    agreed: "",
    examined: true,
    whom: Whom::OnDuty,
};
pub(in crate::ledger::sample) const LAW_2025: Held = Held {
    kind: Law,
    title: "2025年行政执法人员综合法律知识培训",
    mode: Class,
    organiser: COUNTY_LAW,
    days: ("2025-09-16", "2025-09-18"),
    topics: &[],
    hours: 240,
    agreed: "",
    examined: true,
    whom: Whom::Named(&["邹示勤", "水示淳", "韦示柏", "苗示竹", "窦示谦", "吴示六"]),
};
pub(in crate::ledger::sample) const TOWNSHIPS_2025: Held = Held {
    kind: Business,
    title: "2025年乡镇应急管理人员业务培训班",
    mode: Class,
    organiser: CITY,
    days: ("2025-11-10", "2025-11-14"),
    topics: &[1, 3, 4, 5, 6, 7, 10, 11, 12],
    hours: 400,
    agreed: "",
    examined: true,
    whom: Whom::Townships,
};
pub(in crate::ledger::sample) const NEWCOMERS_2025: Held = Held {
    kind: Business,
    title: "2025年新任执法人员业务培训班",
    mode: Class,
    organiser: CITY,
    days: ("2025-11-17", "2025-11-21"),
    topics: &[1, 2, 3, 7, 8, 9, 10],
    hours: 400,
    agreed: "",
    examined: true,
    whom: Whom::Named(&["邹示勤", "水示淳"]),
};
pub(in crate::ledger::sample) const ACADEMY_2025: Held = Held {
    kind: Academy,
    title: "应急管理干部网络学院2025年度学习",
    mode: Online,
    organiser: "应急管理干部网络学院",
    days: ("2025-01-01", "2025-11-30"),
    topics: &[],
    hours: 500,
    agreed: "",
    examined: true,
    whom: Whom::OnDuty,
};
pub(in crate::ledger::sample) const ENTRY_2025: Held = Held {
    kind: Entry,
    title: "2025年转岗人员跟班入职培训",
    mode: Class,
    organiser: "示例县应急管理局",
    days: ("2025-09-15", "2025-12-19"),
    topics: &[1, 7, 9, 10],
    hours: 960,
    agreed: "危化股、基础股",
    examined: true,
    whom: Whom::Named(&["邹示勤"]),
};
/// Its examination was not marked yet.
pub(in crate::ledger::sample) const PAPERS_2026: Held = Held {
    kind: Business,
    title: "2026年执法文书制作视频讲座",
    mode: Video,
    organiser: "示例县应急管理局",
    days: ("2026-02-05", "2026-02-05"),
    topics: &[7, 10],
    hours: 60,
    agreed: "危化股、基础股",
    examined: false,
    whom: Whom::Sections(&["危化股", "基础股"]),
};

/// Who came, and did not pass: the card that ran out was not renewed.
const FAILED: &str = "沈示丁";

/// Enters a training for everybody who took part, each with their own result.
pub(in crate::ledger::sample) fn hold(ledger: &mut Ledger, held: &Held) -> Result<()> {
    let (from, to) = (day(held.days.0), day(held.days.1));
    let mut all = Vec::new();
    for one in ledger.all::<Officer>()? {
        let unit = ledger.get(one.value.unit)?.value;
        let serves = !one.value.has_left(to) && one.value.entered_on.is_none_or(|day| day <= from);
        if !serves || !held.is_for(&one, &unit) {
            continue;
        }
        let named = one
            .value
            .name
            .chars()
            .fold(u64::from(held.hours), |sum, letter| sum.wrapping_mul(31).wrapping_add(letter.into()));
        let passed = one.value.name != FAILED || held.kind != Business;
        let points = if passed { 705 + 5 * chance(named, 52) as u32 } else { 520 };
        all.push(Training {
            officer: one.id,
            kind: held.kind,
            title: held.title.to_owned(),
            mode: Some(held.mode),
            organiser: held.organiser.to_owned(),
            from,
            to,
            topics: held.topics.to_vec(),
            hours: Some(held.hours),
            score: held.examined.then_some(points),
            passed: held.examined.then_some(passed),
            certificate_no: String::new(),
            agreed: held.agreed.to_owned(),
        });
    }
    ledger.add_all(Op::AddTraining, "", &all)?;
    Ok(())
}

impl Held {
    fn is_for(&self, one: &Versioned<Officer>, unit: &Unit) -> bool {
        let officer = &one.value;
        match self.whom {
            Whom::OnDuty => {
                // He missed those for everybody: what he has is the one that he failed.
                let missed = officer.name == FAILED && self.kind == Business;
                officer.profile.duty == Some(Duty::On) && !missed
            }
            Whom::Townships => unit.kind == crate::domain::unit::UnitKind::Township,
            Whom::Sections(names) => names.contains(&unit.name.as_str()),
            Whom::Named(names) => names.contains(&officer.name.as_str()),
        }
    }
}
