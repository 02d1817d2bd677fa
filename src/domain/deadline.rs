//! Periods of law and the last day on which something is still in time.
//!
//! 民法典 arts. 201–203 and 行政处罚法 art. 85: the day on which a period starts is not counted; a
//! period of months or years ends on the corresponding day, or on the month's last day where there
//! is none; a last day that is a rest day moves to the next working day.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::calendar::{Calendar, YearStatus};

/// The longest period, in whatever unit.
pub const LONGEST: u32 = 36_500;
/// The years whose days can start or end a period.
pub const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

coded! {
    /// What a period is counted in.
    Unit {
        /// Calendar days.
        Day = "day", "日";
        WorkingDay = "working-day", "个工作日";
        Month = "month", "个月";
        Year = "year", "年";
    }
}

/// A period of law: 7日, 10个工作日, 1个月, 2年.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    n: u32,
    unit: Unit,
}

/// Why a period cannot be read or reckoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was written.
    Empty,
    /// No number stands at the beginning.
    NoNumber,
    /// The number is zero or longer than [`LONGEST`].
    Length,
    /// What follows the number is not a unit; empty when nothing follows.
    Unit(String),
    /// The first day lies outside [`YEARS`].
    Start(NaiveDate),
    /// The period would end outside [`YEARS`].
    End,
}

impl Period {
    /// A period of `n` units, `n` from 1 to [`LONGEST`].
    pub fn new(n: u32, unit: Unit) -> Result<Period, Refusal> {
        if (1..=LONGEST).contains(&n) { Ok(Period { n, unit }) } else { Err(Refusal::Length) }
    }

    /// Reads a period as people write it: `7日`, `7天`, `7个工作日`, `１个月`, `三十日`, `一年`.
    pub fn parse(text: &str) -> Result<Period, Refusal> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        if text.is_empty() {
            return Err(Refusal::Empty);
        }
        let end = text.find(|c| !is_numeral(c)).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        if number.is_empty() {
            return Err(Refusal::NoNumber);
        }
        let unit = match unit {
            "日" | "天" => Unit::Day,
            "工作日" | "个工作日" => Unit::WorkingDay,
            "月" | "个月" => Unit::Month,
            "年" => Unit::Year,
            other => return Err(Refusal::Unit(other.to_string())),
        };
        match number.chars().all(|c| c.is_ascii_digit()) {
            // More digits than fit a u32 are as much too long as a number that is.
            true => Period::new(number.parse().unwrap_or(u32::MAX), unit),
            false => Period::new(chinese_number(number).ok_or(Refusal::NoNumber)?, unit),
        }
    }

    pub fn n(self) -> u32 {
        self.n
    }

    pub fn unit(self) -> Unit {
        self.unit
    }
}

/// Days that do not count, both ends included: 鉴定, 延期, 听证.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspension {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// A reckoned period, with what is needed to explain it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoning {
    pub start: NaiveDate,
    pub period: Period,
    /// The last day by counting alone.
    pub nominal_last: NaiveDate,
    /// The last day on which an act is in time.
    pub last: NaiveDate,
    /// Whether `last` moved because `nominal_last` is a rest day.
    pub rolled: bool,
    /// The corresponding day does not exist, so the period ends with its month.
    pub month_end: bool,
    /// How many days of the period did not count because of suspensions.
    pub suspended: u32,
    /// The years that mattered and are not confirmed, with what is wrong with them.
    pub doubtful: Vec<(i32, YearStatus)>,
}

impl Reckoning {
    /// Whether every year that mattered has its published schedule.
    pub fn confirmed(&self) -> bool {
        self.doubtful.is_empty()
    }
}

/// The last day of `period` that starts by an event on `start`.
///
/// # Errors
/// [`Refusal::Start`] and [`Refusal::End`] for days outside [`YEARS`].
pub fn reckon(start: NaiveDate, period: Period, calendar: &Calendar) -> Result<Reckoning, Refusal> {
    reckon_suspended(start, period, &[], calendar)
}

/// [`reckon`], leaving out the days of `suspensions`; where they overlap a day is left out once.
pub fn reckon_suspended(
    start: NaiveDate,
    period: Period,
    suspensions: &[Suspension],
    calendar: &Calendar,
) -> Result<Reckoning, Refusal> {
    if !YEARS.contains(&start.year()) {
        return Err(Refusal::Start(start));
    }
    let mut count = Count { calendar, suspensions, asked: BTreeSet::new(), suspended: 0 };
    let months = |n| start.checked_add_months(Months::new(n)).ok_or(Refusal::End);
    let (nominal_last, month_end) = match period.unit {
        Unit::Day => {
            let end = start.checked_add_days(Days::new(period.n.into())).ok_or(Refusal::End)?;
            (count.extend(start, end)?, false)
        }
        Unit::WorkingDay => (count.working_days(start, period.n)?, false),
        Unit::Month | Unit::Year => {
            // The corresponding day, or the month's last where there is none.
            let end = months(if period.unit == Unit::Year { period.n * 12 } else { period.n })?;
            (count.extend(start, end)?, end.day() != start.day())
        }
    };
    let mut last = nominal_last;
    while !count.is_working(last) {
        last = next(last)?;
    }
    let doubtful = (count.asked.iter().map(|&year| (year, calendar.status(year))))
        .filter(|(_, status)| *status != YearStatus::Confirmed)
        .collect();
    let suspended = count.suspended;
    Ok(Reckoning {
        start,
        period,
        nominal_last,
        last,
        rolled: last != nominal_last,
        month_end,
        suspended,
        doubtful,
    })
}

/// Both ways to read a plain 日 where the provision does not say which days it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    pub calendar: Reckoning,
    pub working: Reckoning,
}

coded! {
    /// Whose deadline it is.
    Holder {
        /// The bureau must act: it is warned by the earlier reading.
        Duty = "duty", "本局义务";
        /// A person may act: the way stays open until the later reading.
        Right = "right", "当事人权利";
    }
}

coded! {
    /// The event after whose day a period begins to run.
    Trigger {
        Decided = "decided", "作出决定之日";
        Received = "received", "收到之日";
        Known = "known", "知道之日";
        Occurred = "occurred", "发生之日";
        /// Of the day on which reviewers set a date.
        Agreed = "agreed", "合议之日";
    }
}

impl Readings {
    /// The day to keep to.
    pub fn act_by(&self, holder: Holder) -> NaiveDate {
        match holder {
            Holder::Duty => self.calendar.last.min(self.working.last),
            Holder::Right => self.calendar.last.max(self.working.last),
        }
    }
}

/// Reckons `n` days from `start` as calendar days and as working days.
pub fn both(start: NaiveDate, n: u32, calendar: &Calendar) -> Result<Readings, Refusal> {
    Ok(Readings {
        calendar: reckon(start, Period::new(n, Unit::Day)?, calendar)?,
        working: reckon(start, Period::new(n, Unit::WorkingDay)?, calendar)?,
    })
}

/// Counting with a memory of the years asked about and of the days left out.
struct Count<'a> {
    calendar: &'a Calendar,
    suspensions: &'a [Suspension],
    asked: BTreeSet<i32>,
    suspended: u32,
}

impl Count<'_> {
    fn is_working(&mut self, date: NaiveDate) -> bool {
        self.asked.insert(date.year());
        self.calendar.is_working(date)
    }

    /// Whether suspensions leave `date` out; notes it if so.
    fn leave_out(&mut self, date: NaiveDate) -> bool {
        let out = self.suspensions.iter().any(|s| (s.from..=s.to).contains(&date));
        self.suspended += u32::from(out);
        out
    }

    fn working_days(&mut self, start: NaiveDate, n: u32) -> Result<NaiveDate, Refusal> {
        let (mut date, mut counted) = (start, 0);
        while counted < n {
            date = next(date)?;
            counted += u32::from(!self.leave_out(date) && self.is_working(date));
        }
        Ok(date)
    }

    /// Moves `end` on by one day for each day after `start` that does not count.
    fn extend(&mut self, start: NaiveDate, mut end: NaiveDate) -> Result<NaiveDate, Refusal> {
        within(end)?;
        let mut date = start;
        while date < end {
            date = next(date)?;
            if self.leave_out(date) {
                end = next(end)?;
            }
        }
        Ok(end)
    }
}

fn next(date: NaiveDate) -> Result<NaiveDate, Refusal> {
    date.succ_opt().ok_or(Refusal::End).and_then(within)
}

fn within(date: NaiveDate) -> Result<NaiveDate, Refusal> {
    if YEARS.contains(&date.year()) { Ok(date) } else { Err(Refusal::End) }
}

/// Full-width digits as the ASCII ones.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        _ => c,
    }
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || numeral_value(c).is_some() || numeral_unit(c).is_some()
}

fn numeral_value(c: char) -> Option<u32> {
    match c {
        '两' => Some(2),
        '零' => Some(0),
        _ => "〇一二三四五六七八九".chars().zip(0..).find(|(numeral, _)| *numeral == c).map(|(_, n)| n),
    }
}

fn numeral_unit(c: char) -> Option<u32> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

/// A Chinese number below ten thousand: 七, 十五, 三十, 一百二十, 一百零五.
///
/// Units must fall from left to right and digits stand alone, so that 一百二 (120 in speech, 102 to
/// a careless reader) is refused.
fn chinese_number(text: &str) -> Option<u32> {
    let (mut total, mut digit, mut zero) = (0, None, false);
    let mut ceiling = 10_000;
    for c in text.chars() {
        if let Some(unit) = numeral_unit(c) {
            let n = match digit.take() {
                None if unit == 10 && total == 0 && !zero => 1,
                None => return None,
                Some(n) => n,
            };
            if unit >= ceiling || n == 0 {
                return None;
            }
            (total, ceiling, zero) = (total + n * unit, unit, false);
        } else {
            match numeral_value(c)? {
                _ if digit.is_some() => return None,
                0 if zero || total == 0 => return None,
                0 => zero = true,
                n => digit = Some(n),
            }
        }
    }
    match digit {
        None if zero => None,
        None => Some(total),
        Some(n) if ceiling <= 10 || zero || total == 0 => Some(total + n),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_as_people_write_them() {
        let cases = [
            ("7日", 7, Unit::Day),
            ("10天", 10, Unit::Day),
            ("７个工作日", 7, Unit::WorkingDay),
            ("7工作日", 7, Unit::WorkingDay),
            (" 1 个月 ", 1, Unit::Month),
            ("1月", 1, Unit::Month),
            ("两年", 2, Unit::Year),
            ("十日", 10, Unit::Day),
            ("十五日", 15, Unit::Day),
            ("三十日", 30, Unit::Day),
            ("一个月", 1, Unit::Month),
            ("一百零五日", 105, Unit::Day),
            ("一百二十日", 120, Unit::Day),
            ("三百六十五日", 365, Unit::Day),
            ("一千零一日", 1001, Unit::Day),
            ("36500日", 36_500, Unit::Day),
        ];
        for (text, n, unit) in cases {
            assert_eq!(Period::parse(text), Ok(Period { n, unit }), "{text}");
        }
    }

    #[test]
    fn unclear_periods_are_refused() {
        assert_eq!(Period::parse("  "), Err(Refusal::Empty));
        assert_eq!(Period::parse("个月"), Err(Refusal::NoNumber));
        assert_eq!(Period::parse("半年"), Err(Refusal::NoNumber));
        assert_eq!(Period::parse("-7日"), Err(Refusal::NoNumber));
        assert_eq!(Period::parse("7"), Err(Refusal::Unit("".into())));
        assert_eq!(Period::parse("7小时"), Err(Refusal::Unit("小时".into())));
        for text in ["0日", "36501日", "99999999999999999999日"] {
            assert_eq!(Period::parse(text), Err(Refusal::Length), "{text}");
        }
        for text in ["一百二日", "二三日", "十十日", "百日", "一百零日", "零五日", "1十日", "二〇日", "〇日"]
        {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_outside_the_years_are_refused_and_never_panic() {
        let calendar = Calendar::default();
        let day = Period::new(1, Unit::Day).unwrap();
        for start in [NaiveDate::MIN, NaiveDate::MAX, NaiveDate::from_ymd_opt(1989, 12, 31).unwrap()] {
            assert_eq!(reckon(start, day, &calendar), Err(Refusal::Start(start)));
        }
        let start = NaiveDate::from_ymd_opt(2100, 12, 1).unwrap();
        for unit in [Unit::Day, Unit::WorkingDay, Unit::Month, Unit::Year] {
            for n in [40, LONGEST] {
                assert_eq!(reckon(start, Period { n, unit }, &calendar), Err(Refusal::End));
            }
        }
        let eve = NaiveDate::from_ymd_opt(2100, 12, 30).unwrap();
        assert!(reckon(eve, day, &calendar).is_ok());
        // 2100-12-31 is a Friday, the day after would have to be a working day of 2101.
        let weekend = Period::new(2, Unit::Day).unwrap();
        assert_eq!(reckon(eve, weekend, &calendar), Err(Refusal::End));
    }
}
