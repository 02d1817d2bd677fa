//! The sample bureau 示例县应急管理局: everything in it is invented, and each run makes the same bytes.
//!
//! It is made through the use cases alone, with a clock that follows the story, so that it is also a trial
//! of everything that a bureau does in its first years.

mod cases;
mod casework;
mod companies;
mod people;
mod posts;
mod profiles;
mod registers;
mod reviewed;
mod stories;
mod stress;

use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{Enrolment, Error, Ledger, Result};
use crate::domain::bureau::Agency;
use crate::domain::role::Role;
use crate::env::Env;
use crate::ledger::file::{Key, Machine};

pub use stories::main_jobs;
pub use stress::stress;

/// The day on which the story stands still.
pub const TODAY: &str = "2026-03-05";

/// The instant at which the story stands still: that day's morning.
pub fn now() -> DateTime<Utc> {
    instant(day(TODAY), 9, 41)
}

/// The adoption by which the sample bureau makes Chifeng's text its own.
const ADOPTION: &str = r#"
title = "示例县应急管理局行政执法过错责任追究制度"
issuer = "示例县应急管理局"
document_no = "示应急字〔2020〕25号"
region = "示例县"
in_force_from = "2020-03-25"
"#;

/// Who founds the ledger: the head of the legal section.
const FOUNDER: Enrolment<'static> = Enrolment {
    name: "孙示三",
    roles: &[Role::Legal, Role::Administrator, Role::Handler],
    officer: None,
    password: None,
};

/// Makes the sample bureau at `path`: units, people, cards and the cases of 2021 to 2025. Not encrypted.
///
/// # Errors
/// A file that is there already, a folder that cannot be written.
pub fn bureau(path: &Path) -> Result<Ledger> {
    let env = Env::fixed(instant(day("2021-01-04"), 9, 0), "示例县应急管理局");
    let mut ledger = Ledger::create(path, &Key::Plain, Machine::ephemeral(), env, &agency(), &FOUNDER)?;
    ledger.adopt_pack(crate::rules::C1.0, crate::rules::C1.1, ADOPTION)?;
    // One transaction: hundreds of acts one by one would wait for a slow disk hundreds of times.
    ledger.together(|ledger| {
        let staff = people::settle(ledger)?;
        users(ledger, &staff)?;
        cases::five_years(ledger, &staff)
    })?;
    Ok(ledger)
}

fn agency() -> Agency {
    Agency {
        name: "示例县应急管理局".into(),
        code: "示应急".into(),
        region: "示例县".into(),
        office: "示例县应急管理局办公室".into(),
        sample: true,
    }
}

fn users(ledger: &mut Ledger, staff: &people::Staff) -> Result<()> {
    let all: [(&str, &[Role]); 6] = [
        ("赵示一", &[Role::Leader]),
        ("周示五", &[Role::Handler]),
        ("吴示六", &[Role::Handler]),
        ("华示清", &[Role::Discipline]),
        ("钱示二", &[Role::Reader]),
        ("金示安", &[Role::Reader]),
    ];
    for (name, roles) in all {
        let officer = Some(staff.named(name)?.id);
        ledger.add_user(&Enrolment { name, roles, officer, password: None }, &Key::Plain)?;
    }
    Ok(())
}

/// A day of the story, in ISO notation; the tables of this module hold nothing else.
fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap_or_default()
}

/// An hour of a day in China (+08:00).
fn instant(on: NaiveDate, hour: u32, minute: u32) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    (on.and_time(time) - chrono::Duration::hours(8)).and_utc()
}

/// What the tables of this module name and the ledger does not have: a slip in the tables.
fn missing(what: &'static str, name: &str) -> Error {
    Error::NotFound { what, name: name.to_owned() }
}

/// A number below `below` that follows from `seed` alone.
fn chance(seed: u64, below: usize) -> usize {
    // splitmix64: well spread, and the same for ever.
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) % below.max(1) as u64) as usize
}
