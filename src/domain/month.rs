//! A month of a year: all that a register has of a birth.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A month that exists: year 1 to 9999, month 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    year: u16,
    month: u8,
}

impl Month {
    /// The month, if there is one.
    pub fn new(year: i32, month: u32) -> Option<Month> {
        match (u16::try_from(year), u8::try_from(month)) {
            (Ok(year @ 1..=9999), Ok(month @ 1..=12)) => Some(Month { year, month }),
            _ => None,
        }
    }

    /// The month in which a day lies.
    pub fn of(day: NaiveDate) -> Option<Month> {
        Month::new(day.year(), day.month())
    }

    /// The month written as files have it: `1985-03`.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.split_once('-')?;
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !plain(year) || !plain(month) {
            return None;
        }
        Month::new(year.parse().ok()?, month.parse().ok()?)
    }

    pub fn year(self) -> i32 {
        self.year.into()
    }

    pub fn month(self) -> u32 {
        self.month.into()
    }

    /// Full years that have passed on a day; in the month of birth itself the birthday counts as past.
    pub fn years_until(self, on: NaiveDate) -> Option<u32> {
        let years = on.year() - self.year() - i32::from(on.month() < self.month());
        u32::try_from(years).ok()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::Month;

    #[test]
    fn a_month_is_read_as_it_is_written_and_nothing_else_is() {
        for good in ["1985-03", "0001-12", "9999-01"] {
            assert_eq!(Month::parse(good).map(|month| month.to_string()).as_deref(), Some(good));
        }
        for bad in ["1985-3", "1985-13", "1985-00", "85-03", "1985", "1985-03-01", "+985-03", ""] {
            assert_eq!(Month::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn somebody_is_a_year_older_from_the_month_of_birth_on() {
        let born = Month::new(1985, 3).unwrap();
        let on = |day: &str| born.years_until(day.parse().unwrap());
        assert_eq!(on("2026-02-28"), Some(40));
        assert_eq!(on("2026-03-01"), Some(41));
        assert_eq!(on("1984-03-01"), None);
    }
}
