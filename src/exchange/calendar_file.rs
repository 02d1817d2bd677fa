//! The schedule of holidays, a TOML file a year: the ones built in and the ones a bureau loads.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::domain::calendar::{Calendar, YearSchedule};
use crate::domain::deadline::YEARS;
use crate::words::toml_problem::{explain, line_of};

/// The schedules of 2020 to 2026, as published.
const BUILT_IN: [&str; 7] = [
    include_str!("../../assets/calendar/2020.toml"),
    include_str!("../../assets/calendar/2021.toml"),
    include_str!("../../assets/calendar/2022.toml"),
    include_str!("../../assets/calendar/2023.toml"),
    include_str!("../../assets/calendar/2024.toml"),
    include_str!("../../assets/calendar/2025.toml"),
    include_str!("../../assets/calendar/2026.toml"),
];

/// The built-in schedules as they are written, by year.
pub fn builtin_years() -> impl Iterator<Item = (i32, &'static str)> {
    (2020..).zip(BUILT_IN)
}

/// The calendar that comes with the program.
pub fn builtin_calendar() -> Calendar {
    Calendar::new(BUILT_IN.iter().map(|text| read_year(text).expect("a test reads every built-in year")))
}

/// Why a year's file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFileError {
    /// The line, from 1.
    pub line: usize,
    /// A sentence without its full stop.
    pub cause: String,
}

impl fmt::Display for CalendarFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "放假安排文件第{}行：{}。改正后重新载入。", self.line, self.cause)
    }
}

impl std::error::Error for CalendarFileError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    year: Spanned<i32>,
    confirmed: bool,
    #[serde(rename = "source")]
    _source: String,
    holidays: Vec<Spanned<HolidayRow>>,
    workdays: Vec<Spanned<WorkdayRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayRow {
    name: String,
    from: Datetime,
    to: Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkdayRow {
    name: String,
    on: Datetime,
}

/// Reads one year's file.
///
/// # Errors
/// The line and the cause: what is not TOML, a missing or unknown key, a date of another year, a
/// holiday that ends before it begins, a day that is named twice.
pub fn read_year(text: &str) -> Result<YearSchedule, CalendarFileError> {
    let text = text.trim_start_matches('\u{feff}');
    let at = |span: Range<usize>, cause: String| CalendarFileError { line: line_of(text, span.start), cause };
    let file: YearFile = toml::from_str(text)
        .map_err(|e| at(e.span().unwrap_or(0..0), explain(text, e.message(), e.span())))?;
    let year = *file.year.get_ref();
    if !YEARS.contains(&year) {
        return Err(at(
            file.year.span(),
            format!("年份{year}不在{}年至{}年之间", YEARS.start(), YEARS.end()),
        ));
    }
    let (mut holidays, mut workdays) = (BTreeMap::new(), BTreeMap::new());
    for row in &file.holidays {
        let fail = |cause| at(row.span(), cause);
        let HolidayRow { name, from, to } = row.get_ref();
        let (from, to) = (date_in(year, from).map_err(fail)?, date_in(year, to).map_err(fail)?);
        if to < from {
            return Err(fail(format!("{name}的最后一天{to}早于第一天{from}")));
        }
        for day in from.iter_days().take_while(|day| *day <= to) {
            note(&mut holidays, day, name).map_err(fail)?;
        }
    }
    for row in &file.workdays {
        let fail = |cause| at(row.span(), cause);
        let day = date_in(year, &row.get_ref().on).map_err(fail)?;
        if let Some(holiday) = holidays.get(&day) {
            return Err(fail(format!("{day}既列为放假（{holiday}），又列为上班")));
        }
        note(&mut workdays, day, &row.get_ref().name).map_err(fail)?;
    }
    Ok(YearSchedule { year, confirmed: file.confirmed, holidays, workdays })
}

/// Enters a day once.
fn note(days: &mut BTreeMap<NaiveDate, String>, day: NaiveDate, name: &str) -> Result<(), String> {
    match days.insert(day, name.to_string()) {
        None => Ok(()),
        Some(earlier) => Err(format!("{day}列了两次（{earlier}、{name}）")),
    }
}

/// A plain date that lies in `year`.
fn date_in(year: i32, value: &Datetime) -> Result<NaiveDate, String> {
    let date = match (value.date, value.time) {
        (Some(date), None) => NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
            .filter(|date| date.year() == year),
        _ => return Err(format!("{value}不是日期，日期写成 {year}-05-01 的样子")),
    };
    date.ok_or_else(|| format!("{value}不是{year}年的日期"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{DayKind, YearStatus};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn every_built_in_year_is_confirmed_and_has_its_known_number_of_working_days() {
        let calendar = builtin_calendar();
        let known =
            [(2020, 249), (2021, 250), (2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)];
        for (year, working) in known {
            assert_eq!(calendar.status(year), YearStatus::Confirmed);
            let days = day(year, 1, 1).iter_days().take_while(|d| d.year() == year);
            assert_eq!(days.filter(|d| calendar.is_working(*d)).count(), working, "{year}");
        }
        assert_eq!(calendar.status(2019), YearStatus::Missing);
        assert_eq!(calendar.status(2027), YearStatus::Missing);
        assert_eq!(calendar.kind(day(2026, 2, 28)), DayKind::MakeUp("春节调休"));
        assert_eq!(calendar.kind(day(2026, 10, 7)), DayKind::Holiday("国庆节"));
        assert_eq!(calendar.kind(day(2020, 2, 2)), DayKind::Holiday("春节"), "the extended holiday of 2020");
    }

    #[test]
    fn a_make_up_day_is_always_on_a_weekend() {
        for text in BUILT_IN {
            let schedule = read_year(text).unwrap();
            let plain = Calendar::default();
            assert!(schedule.workdays.keys().all(|day| !plain.is_working(*day)), "{}", schedule.year);
        }
    }

    #[test]
    fn a_bad_file_is_named_by_line_and_cause() {
        let with = |holidays: &str, workdays: &str| {
            let head = "year = 2027\nconfirmed = true\nsource = \"通知\"\n";
            let rows = format!("{head}holidays = [\n{holidays}\n]\nworkdays = [\n{workdays}\n]\n");
            read_year(&rows).map_err(|e| (e.line, e.cause))
        };
        assert!(with("{ name = \"元旦\", from = 2027-01-01, to = 2027-01-03 }", "").is_ok());
        let cases = [
            ("{ name = \"元旦\", from = 2026-12-31, to = 2027-01-03 }", "", 5, "2026-12-31不是2027年的日期"),
            ("{ name = \"元旦\", from = 2027-01-03, to = 2027-01-01 }", "", 5, "早于第一天"),
            ("{ name = \"元旦\", from = 2027-02-29, to = 2027-03-01 }", "", 5, ""),
            ("{ name = \"元旦\", from = \"元月一日\", to = 2027-01-03 }", "", 5, ""),
            ("{ name = \"元旦\", from = 2027-01-01 }", "", 5, "缺少项目“to”"),
            ("{ naem = \"元旦\" }", "", 5, "不认识的项目“naem”"),
            (
                "",
                "{ name = \"甲\", on = 2027-01-09 },\n{ name = \"乙\", on = 2027-01-09 }",
                9,
                "列了两次（甲、乙）",
            ),
            (
                "{ name = \"元旦\", from = 2027-01-01, to = 2027-01-03 }",
                "{ name = \"甲\", on = 2027-01-02 }",
                8,
                "既列为放假（元旦）",
            ),
        ];
        for (holidays, workdays, line, cause) in cases {
            let (at, why) = with(holidays, workdays).unwrap_err();
            assert_eq!(at, line, "{why}");
            assert!(why.contains(cause), "{why}");
        }
        let error = read_year("year = 1027\nconfirmed = true\nsource = \"\"\nholidays = []\nworkdays = []")
            .unwrap_err();
        assert_eq!(error.to_string(), "放假安排文件第1行：年份1027不在1990年至2100年之间。改正后重新载入。");
        assert_eq!(read_year("year = 2027\nconfirmed = yes").unwrap_err().line, 2);
        assert!(read_year("").is_err());
    }
}
