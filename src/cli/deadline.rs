//! `binggong deadline START PERIOD`: the last day of a period, and how it came about.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Period, Reckoning, Refusal, Unit, both, reckon};
use crate::env::Env;
use crate::exchange::calendar_file::builtin_calendar;
use crate::words::date::{parse_date, show_date};
use crate::words::deadline::{explain, period_refused, show_period};

/// Answers in one JSON document or in sentences.
///
/// # Errors
/// A Chinese sentence for a date or a period that cannot be read or reckoned.
pub fn deadline(start: &str, period: &str, json: bool) -> Result<String, String> {
    let start = parse_date(start, Env::System.today())
        .map_err(|fault| format!("起算日有误：{fault}。请写成 2026-02-12 的样子。"))?;
    let period = Period::parse(period).map_err(|refusal| period_refused(&refusal))?;
    let calendar = builtin_calendar();
    let (reckoning, other) =
        readings(start, period, &calendar).map_err(|refusal| period_refused(&refusal))?;
    if !json {
        let mut text = sentence(&reckoning, &calendar);
        if let Some(other) = other {
            text += &format!("\n依据如果是指工作日：{}", sentence(&other, &calendar));
        }
        return Ok(text);
    }
    let mut answer = as_json(&reckoning, &calendar);
    if let Some(other) = other {
        let mut reading = as_json(&other, &calendar);
        reading["period"] = show_period(other.period).into();
        answer["other_reading"] = reading;
    }
    Ok(serde_json::to_string_pretty(&answer).expect("strings and booleans are JSON"))
}

/// The reading as written, and for a plain 日 the one in working days, unless that lies too far off.
fn readings(
    start: NaiveDate,
    period: Period,
    calendar: &Calendar,
) -> Result<(Reckoning, Option<Reckoning>), Refusal> {
    if period.unit() != Unit::Day {
        return Ok((reckon(start, period, calendar)?, None));
    }
    match both(start, period.n(), calendar) {
        Ok(readings) => Ok((readings.calendar, Some(readings.working))),
        Err(Refusal::End) => Ok((reckon(start, period, calendar)?, None)),
        Err(refusal) => Err(refusal),
    }
}

fn sentence(reckoning: &Reckoning, calendar: &Calendar) -> String {
    let period = show_period(reckoning.period);
    format!("{period}届满日：{}。{}", show_date(reckoning.last), explain(reckoning, calendar))
}

fn as_json(reckoning: &Reckoning, calendar: &Calendar) -> Value {
    json!({
        "nominal_last": reckoning.nominal_last.to_string(),
        "last": reckoning.last.to_string(),
        "rolled": reckoning.rolled,
        "confirmed": reckoning.confirmed(),
        "explanation": explain(reckoning, calendar),
    })
}
