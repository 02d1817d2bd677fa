//! Dates as people here write and type them.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::month::Month;

/// The years a typed date may have: births and old registers on one side, long deadlines on the other.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// A date as documents print it, without leading zeros: 2026年3月5日.
pub fn show_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A month as documents print it: 1985年3月.
pub fn show_month(month: Month) -> String {
    format!("{}年{}月", month.year(), month.month())
}

/// Why a typed date is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing was typed.
    Empty,
    /// It does not look like a date.
    Form(String),
    /// The year lies outside 1900–2100.
    Year(u32),
    /// There is no such month.
    Month(u32),
    /// The month does not have such a day.
    Day { year: u32, month: u32, day: u32, last: u32 },
}

impl fmt::Display for DateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateFault::Empty => write!(f, "没有写日期"),
            DateFault::Form(text) => {
                write!(f, "“{text}”不是日期，请写成 2026-3-5、20260305 或 2026年3月5日 的样子")
            }
            DateFault::Year(year) => {
                write!(f, "年份{year}不对，要在{}至{}之间", YEARS.start(), YEARS.end())
            }
            DateFault::Month(month) => write!(f, "月份{month}不对，要在1至12之间"),
            DateFault::Day { year, month, day, last } => {
                write!(f, "{year}年{month}月没有{day}日，该月从1日到{last}日")
            }
        }
    }
}

impl std::error::Error for DateFault {}

/// Reads a date as people type it; `today` answers 今天, 昨天 and 明天 and lends its year to 3.5.
///
/// Read are 20260305, 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日, and month and day alone. A year
/// of two digits is refused: 26-3-5 is as likely a slip as a year.
pub fn parse_date(typed: &str, today: NaiveDate) -> Result<NaiveDate, DateFault> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let near = |date: Option<NaiveDate>| date.ok_or(DateFault::Form(typed.trim().to_string()));
    match text.as_str() {
        "" => return Err(DateFault::Empty),
        "今天" | "今日" => return Ok(today),
        "昨天" | "昨日" => return near(today.checked_sub_days(Days::new(1))),
        "明天" | "明日" => return near(today.checked_add_days(Days::new(1))),
        _ => {}
    }
    let (year, month, day) = parts(&text).ok_or_else(|| DateFault::Form(typed.trim().to_string()))?;
    date(year.unwrap_or(today.year().unsigned_abs()), month, day)
}

/// Reads a month as people type it: 1985年3月, 1985.3, 198503; of a whole date its month.
pub fn parse_month(typed: &str) -> Option<Month> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let month = |year: &str, month: &str| {
        let found = Month::new(year.parse().ok()?, month.parse().ok()?)?;
        (year.len() == 4 && YEARS.contains(&year.parse().ok()?)).then_some(found)
    };
    if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return month(&text[..4], &text[4..]);
    }
    let (year, rest) = text.split_once(['年', '-', '/', '.'])?;
    match rest.strip_suffix('月').unwrap_or(rest) {
        alone if alone.bytes().all(|byte| byte.is_ascii_digit()) => month(year, alone),
        _ => match parts(&text)? {
            (Some(_), number, _) => month(year, &number.to_string()),
            (None, ..) => None,
        },
    }
}

/// Year where there is one, month and day, as typed and not yet checked.
fn parts(text: &str) -> Option<(Option<u32>, u32, u32)> {
    let number = |s: &str, width: std::ops::RangeInclusive<usize>| -> Option<u32> {
        (width.contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
    };
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some((number(&text[..4], 4..=4), number(&text[4..6], 2..=2)?, number(&text[6..], 2..=2)?));
    }
    if let Some((head, day)) = text.split_once('月') {
        let day = day.strip_suffix(['日', '号']).unwrap_or(day);
        let (year, month) = match head.split_once('年') {
            Some((year, month)) => (Some(number(year, 4..=4)?), month),
            None => (None, head),
        };
        return Some((year, number(month, 1..=2)?, number(day, 1..=2)?));
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| "-/.".contains(*c))?;
    match text.split(separator).collect::<Vec<_>>()[..] {
        [year, month, day] => Some((Some(number(year, 4..=4)?), number(month, 1..=2)?, number(day, 1..=2)?)),
        [month, day] => Some((None, number(month, 1..=2)?, number(day, 1..=2)?)),
        _ => None,
    }
}

fn date(year: u32, month: u32, day: u32) -> Result<NaiveDate, DateFault> {
    if !YEARS.contains(&year) {
        return Err(DateFault::Year(year));
    }
    let first = NaiveDate::from_ymd_opt(year as i32, month, 1).ok_or(DateFault::Month(month))?;
    let last = (first + Months::new(1)).pred_opt().map_or(31, |date| date.day());
    first.with_day(day).ok_or(DateFault::Day { year, month, day, last })
}

/// Full-width digits and separators as the ASCII ones.
pub(super) fn half_width(c: char) -> char {
    match c {
        '：' => ':',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '－' | '—' | '–' => '-',
        '／' => '/',
        '．' | '。' => '.',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn months_are_read_as_people_type_them() {
        let shown = |typed: &str| super::parse_month(typed).map(super::show_month);
        for typed in ["1985年3月", "1985.3", "1985-03", "198503", "1985年3月12日", "１９８５．３"]
        {
            assert_eq!(shown(typed).as_deref(), Some("1985年3月"), "{typed}");
        }
        for typed in ["", "85.3", "1985", "1985.13", "1885.3", "三月", "19851"] {
            assert_eq!(shown(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_people_type_is_read() {
        let today = ymd(2026, 3, 9);
        let same = ["20260305", "2026-03-05", "2026/3/5", "2026.3.5", "2026年3月5日", "2026年03月05号"];
        let near = [
            "3.5",
            "3-5",
            "3/5",
            "3月5日",
            "03月05",
            "２０２６．３．５",
            "２０２６年３月５日",
            " 3 月 5 日 ",
        ];
        for text in same.iter().chain(&near) {
            assert_eq!(parse_date(text, today), Ok(ymd(2026, 3, 5)), "{text}");
        }
        assert_eq!(parse_date("今天", today), Ok(today));
        assert_eq!(parse_date("昨天", today), Ok(ymd(2026, 3, 8)));
        assert_eq!(parse_date("明天", ymd(2026, 12, 31)), Ok(ymd(2027, 1, 1)));
        assert_eq!(parse_date("2024-2-29", today), Ok(ymd(2024, 2, 29)));
    }

    #[test]
    fn an_impossible_date_says_which_part_is_wrong() {
        let why = |text: &str| parse_date(text, ymd(2026, 3, 9)).unwrap_err().to_string();
        assert_eq!(why("2026-02-29"), "2026年2月没有29日，该月从1日到28日");
        assert_eq!(why("2026-4-31"), "2026年4月没有31日，该月从1日到30日");
        assert_eq!(why("2100-12-32"), "2100年12月没有32日，该月从1日到31日");
        assert_eq!(why("2026-13-01"), "月份13不对，要在1至12之间");
        assert_eq!(why("20260001"), "月份0不对，要在1至12之间");
        assert_eq!(why("3026-01-01"), "年份3026不对，要在1900至2100之间");
        assert_eq!(why("　"), "没有写日期");
        let forms = [
            "26-3-5",
            "260305",
            "305",
            "2026-3/5",
            "2026-3-5-1",
            "三月五日",
            "2026年",
            "-3-5",
            "2026-3",
            "3月5日6",
            "+3-5",
            "2026-003-05",
            "昨",
            "2026年3-5",
        ];
        for text in forms {
            assert_eq!(parse_date(text, ymd(2026, 3, 9)), Err(DateFault::Form(text.into())), "{text}");
        }
        assert!(parse_date("明天", NaiveDate::MAX).is_err());
        assert!(parse_date("昨天", NaiveDate::MIN).is_err());
    }

    #[test]
    fn a_date_is_shown_without_zeros_and_read_back() {
        assert_eq!(show_date(ymd(2026, 3, 5)), "2026年3月5日");
        for date in ymd(2023, 12, 1).iter_days().take(800) {
            assert_eq!(parse_date(&show_date(date), ymd(1999, 1, 1)), Ok(date));
        }
    }
}
