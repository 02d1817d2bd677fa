//! Which day is a working day: weekends, holidays and make-up workdays, year by year.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

/// One year's schedule of holidays, as the State Council's office publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSchedule {
    pub year: i32,
    /// Whether the schedule is the published one, and not somebody's forecast.
    pub confirmed: bool,
    /// Days off with the name of their holiday; weekends inside a holiday may be among them.
    pub holidays: BTreeMap<NaiveDate, String>,
    /// 补班: days of a weekend that are worked, with the holiday that they make up for.
    pub workdays: BTreeMap<NaiveDate, String>,
}

/// What a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// An ordinary day from Monday to Friday.
    Weekday,
    /// 补班: a day of a weekend that is worked for the named holiday.
    MakeUp(&'a str),
    /// A Saturday or Sunday off that belongs to no holiday.
    Weekend,
    /// A day off for the named holiday.
    Holiday(&'a str),
}

/// How far a year's schedule can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearStatus {
    Confirmed,
    /// Loaded, but marked as not yet the published one.
    Unconfirmed,
    /// Not loaded: only weekends are known.
    Missing,
}

/// The schedules that are known. Without one a year has its weekends and nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, YearSchedule>,
}

impl Calendar {
    /// A calendar of these years; of two schedules for one year the later in the list governs.
    pub fn new(years: impl IntoIterator<Item = YearSchedule>) -> Calendar {
        Calendar { years: years.into_iter().map(|schedule| (schedule.year, schedule)).collect() }
    }

    /// What `date` is. Public holidays and weekends are both rest days; a 补班 day is not.
    pub fn kind(&self, date: NaiveDate) -> DayKind<'_> {
        let schedule = self.years.get(&date.year());
        if let Some(name) = schedule.and_then(|s| s.workdays.get(&date)) {
            DayKind::MakeUp(name)
        } else if let Some(name) = schedule.and_then(|s| s.holidays.get(&date)) {
            DayKind::Holiday(name)
        } else if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            DayKind::Weekend
        } else {
            DayKind::Weekday
        }
    }

    /// Whether offices work on `date`.
    pub fn is_working(&self, date: NaiveDate) -> bool {
        matches!(self.kind(date), DayKind::Weekday | DayKind::MakeUp(_))
    }

    /// Whether the schedule of `year` is known and published.
    pub fn status(&self, year: i32) -> YearStatus {
        match self.years.get(&year) {
            Some(schedule) if schedule.confirmed => YearStatus::Confirmed,
            Some(_) => YearStatus::Unconfirmed,
            None => YearStatus::Missing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap()
    }

    #[test]
    fn holidays_rest_and_make_up_days_work() {
        let named = |date, name: &str| BTreeMap::from([(date, name.to_string())]);
        let calendar = Calendar::new([YearSchedule {
            year: 2026,
            confirmed: false,
            holidays: named(day(2, 17), "春节"),
            workdays: named(day(2, 28), "春节调休"),
        }]);
        assert_eq!(calendar.kind(day(2, 17)), DayKind::Holiday("春节"));
        assert_eq!(calendar.kind(day(2, 28)), DayKind::MakeUp("春节调休"));
        assert_eq!(calendar.kind(day(2, 21)), DayKind::Weekend);
        assert!(calendar.is_working(day(2, 18)) && calendar.is_working(day(2, 28)));
        assert_eq!(calendar.status(2026), YearStatus::Unconfirmed);
        assert_eq!(calendar.status(2027), YearStatus::Missing);
    }
}
