//! Sentences about periods and deadlines.

use chrono::{Datelike, NaiveDate};

use crate::domain::calendar::{Calendar, DayKind, YearStatus};
use crate::domain::deadline::{LONGEST, Period, Reckoning, Refusal, Unit, YEARS};
use crate::words::date::show_date;

/// A period as it is printed: 7日, 10个工作日, 1个月, 2年.
pub fn show_period(period: Period) -> String {
    format!("{}{}", period.n(), period.unit().label())
}

/// Why a period was refused and how to write it.
pub fn period_refused(refusal: &Refusal) -> String {
    const LIKE: &str = "请写成“7日”“7个工作日”“1个月”或“1年”的样子";
    match refusal {
        Refusal::Empty => format!("没有写期限，{LIKE}。"),
        Refusal::NoNumber => format!("期限里的数看不明白，{LIKE}。"),
        Refusal::Unit(unit) if unit.is_empty() => format!("期限没有写单位，{LIKE}。"),
        Refusal::Unit(unit) => format!("“{unit}”不是期限的单位，{LIKE}。"),
        Refusal::Length => format!("期限要在1至{LONGEST}之间，请核对。"),
        Refusal::Start(start) => {
            format!("起算日{}超出{}，请核对年份。", show_date(*start), years())
        }
        Refusal::End => format!("届满日超出{}，请核对起算日和期限。", years()),
    }
}

fn years() -> String {
    format!("{}年至{}年的范围", YEARS.start(), YEARS.end())
}

/// The badge beside a deadline that rests on a year without a published schedule.
pub fn calendar_badge(year: i32, status: YearStatus) -> Option<String> {
    match status {
        YearStatus::Confirmed => None,
        YearStatus::Missing => Some(format!("{year}年放假安排未载入，暂按周末推算")),
        YearStatus::Unconfirmed => Some(format!("{year}年放假安排未经确认，暂按已载入的推算")),
    }
}

/// How a deadline came about, for a clerk to check on a wall calendar.
pub fn explain(reckoning: &Reckoning, calendar: &Calendar) -> String {
    let Reckoning { start, period, nominal_last, last, .. } = *reckoning;
    let mut text = format!("{}当日不计，从次日起算", show_date(start));
    if reckoning.suspended > 0 {
        text += &format!("，中间有{}日不计入期限", reckoning.suspended);
    }
    text += &match period.unit() {
        Unit::Day => format!("，第{}日是{}", period.n(), day(nominal_last, calendar)),
        Unit::WorkingDay => format!(
            "，只数工作日（周末和放假日不数，补班日要数），第{}个工作日是{}",
            period.n(),
            day(nominal_last, calendar)
        ),
        Unit::Month | Unit::Year if reckoning.month_end => format!(
            "，{}后的当月没有{}日，以月末届满，即{}",
            show_period(period),
            start.day(),
            day(nominal_last, calendar)
        ),
        Unit::Month | Unit::Year => {
            format!("，{}后的对应日是{}", show_period(period), day(nominal_last, calendar))
        }
    };
    text += &match reckoning.rolled {
        true => format!("；休息日届满的顺延到下一个工作日，即{}。", day(last, calendar)),
        false => "，当日届满。".to_string(),
    };
    let badges: Vec<_> = reckoning.doubtful.iter().filter_map(|(y, s)| calendar_badge(*y, *s)).collect();
    if !badges.is_empty() {
        text += &format!("注意：{}。", badges.join("；"));
    }
    text
}

/// A date with its weekday and what the calendar says of it.
fn day(date: NaiveDate, calendar: &Calendar) -> String {
    let weekday = ["一", "二", "三", "四", "五", "六", "日"][date.weekday().num_days_from_monday() as usize];
    match calendar.kind(date) {
        DayKind::Weekday => format!("{}（星期{weekday}）", show_date(date)),
        DayKind::Weekend => format!("{}（星期{weekday}，休息日）", show_date(date)),
        DayKind::Holiday(name) => format!("{}（星期{weekday}，{name}放假）", show_date(date)),
        DayKind::MakeUp(_) => format!("{}（星期{weekday}，补班）", show_date(date)),
    }
}
