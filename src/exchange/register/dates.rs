//! Dates of cells: serials of both systems, and texts in the many forms that people write; what is not
//! certain is no date but a warning.

use chrono::{Days, NaiveDate};
use serde::{Serialize, Serializer};

use super::book::{Cell, Shown};
use super::text;
use crate::words::date::parse_date;

/// The last day of a validity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    On(NaiveDate),
    /// 长期.
    Forever,
}

impl Serialize for Until {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Until::On(day) => serializer.collect_str(day),
            Until::Forever => serializer.serialize_str("长期"),
        }
    }
}

/// What was found in a cell: a value, a reason why there is none, or a value with something to check.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    pub value: Option<T>,
    pub why: Option<String>,
}

impl<T> Found<T> {
    pub fn is(value: T) -> Found<T> {
        Found { value: Some(value), why: None }
    }

    pub fn not(why: impl Into<String>) -> Found<T> {
        Found { value: None, why: Some(why.into()) }
    }

    pub fn nothing() -> Found<T> {
        Found { value: None, why: None }
    }

    pub fn map<U>(self, with: impl FnOnce(T) -> U) -> Found<U> {
        Found { value: self.value.map(with), why: self.why }
    }
}

/// Words for a validity without end.
const FOREVER: [&str; 9] =
    ["长期", "长期有效", "永久", "永久有效", "无固定期限", "无期限", "不限", "长期至今", "无限期"];

/// One date.
pub fn day(cell: &Cell, from_1904: bool) -> Found<NaiveDate> {
    match cell {
        Cell::Date { serial, shown } => formatted(*serial, *shown, from_1904),
        Cell::Number { value, .. } => bare_number(*value, from_1904),
        Cell::Text(text) => match text::plain(text).replace('\n', " ") {
            text if text::is_nothing(&text) => Found::nothing(),
            text => day_of_text(&text, from_1904),
        },
        Cell::Fault => Found::not("单元格里是公式错误，请改成日期"),
    }
}

/// From when to when a cell says that a card is valid; a single date is the last day.
pub fn validity(cell: &Cell, from_1904: bool) -> (Found<NaiveDate>, Found<Until>) {
    if let Cell::Text(typed) = cell {
        let text = text::plain(typed).replace('\n', " ");
        if FOREVER.contains(&text.as_str()) {
            return (Found::nothing(), Found::is(Until::Forever));
        }
        if let Some((from, to)) = range(&text) {
            let to = match FOREVER.contains(&to.as_str()) {
                true => Found::is(Until::Forever),
                false => day_of_text(&to, from_1904).map(Until::On),
            };
            return (day_of_text(&from, from_1904), to);
        }
        if is_span(&text) {
            return (Found::nothing(), Found::not(format!("“{text}”只写了期限有多长，没有写到哪一天")));
        }
        if let Some(end) = text.strip_prefix('至').or(text.strip_suffix('止')) {
            return (Found::nothing(), day_of_text(end.trim_matches(['至', '止']), from_1904).map(Until::On));
        }
    }
    (Found::nothing(), day(cell, from_1904).map(Until::On))
}

/// A birth: the day, or year and month alone, which is what registers ask for.
pub fn birth(cell: &Cell, from_1904: bool) -> Found<String> {
    let month = |year: &str, month: &str| -> Option<String> {
        let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
        NaiveDate::from_ymd_opt(year, month, 1)
            .filter(|_| (1900..=2100).contains(&year))
            .map(|day| day.format("%Y-%m").to_string())
    };
    match cell {
        Cell::Date { serial, shown: Shown::Month } => {
            return formatted(*serial, Shown::Day, from_1904).map(|day| day.format("%Y-%m").to_string());
        }
        // 1985.1 is January, or October that has lost its zero.
        Cell::Number { value, .. } if (1900.0..2101.0).contains(value) && value.fract() != 0.0 => {
            let shown = text::number(*value, 0);
            return match shown.split_once('.') {
                Some((_, "1")) => {
                    Found::not(format!("“{shown}”分不清是1月还是10月，请改成“{shown}月”的样子并设成文本"))
                }
                Some((year, rest)) if rest.len() <= 2 => {
                    month(year, rest).map_or_else(|| Found::not(format!("“{shown}”不是年月")), Found::is)
                }
                _ => Found::not(format!("“{shown}”不是年月")),
            };
        }
        _ => {}
    }
    let typed = match cell {
        Cell::Text(text) => text::plain(text),
        Cell::Number { value, .. } => text::number(*value, 0),
        _ => String::new(),
    };
    if let Some(parts) = Parts::of(&typed) {
        let split = match &parts.numbers[..] {
            [both] if both.len() == 6 && parts.signs.iter().all(String::is_empty) => Some(both.split_at(4)),
            [year, month] if year.len() == 4 => Some((year.as_str(), month.as_str())),
            _ => None,
        };
        if let Some(found) = split.and_then(|(year, rest)| month(year, rest)) {
            return Found::is(found);
        }
    }
    day(cell, from_1904).map(|day| day.to_string())
}

fn formatted(serial: f64, shown: Shown, from_1904: bool) -> Found<NaiveDate> {
    let Some(day) = of_serial(serial, from_1904) else {
        return Found::not(format!("日期序号{serial}不在1900年至2100年之间"));
    };
    match shown {
        Shown::Day => Found::is(day),
        Shown::Month => Found::not(format!("只写到{}，没有写哪一日", day.format("%Y年%-m月"))),
        Shown::NoYear => Found::not(format!("只写了{}，没有写哪一年", day.format("%-m月%-d日"))),
    }
}

/// The day of a serial. Excel's 1900 has a 29 February, so that days before it stand one lower.
fn of_serial(serial: f64, from_1904: bool) -> Option<NaiveDate> {
    if !(0.0..=80_000.0).contains(&serial) {
        return None;
    }
    let days = serial as u64;
    let (base, days) = match (from_1904, days) {
        (true, days) => ((1904, 1, 1), days),
        (false, 60) => return None,
        (false, days @ 0..60) => ((1899, 12, 31), days),
        (false, days) => ((1899, 12, 30), days),
    };
    let day = NaiveDate::from_ymd_opt(base.0, base.1, base.2)?.checked_add_days(Days::new(days))?;
    (NaiveDate::from_ymd_opt(1900, 1, 1)?..=NaiveDate::from_ymd_opt(2100, 12, 31)?)
        .contains(&day)
        .then_some(day)
}

/// A number in a cell that nobody has made a date: 20230401, or a serial that has lost its format.
fn bare_number(value: f64, from_1904: bool) -> Found<NaiveDate> {
    let typed = text::number(value, 0);
    if value.fract() != 0.0 && (18_264.0..73_416.0).contains(&value) {
        return serial_without_format(&text::number(value.trunc(), 0), from_1904);
    }
    day_of_text(&typed, from_1904)
}

fn serial_without_format(digits: &str, from_1904: bool) -> Found<NaiveDate> {
    // 1950 to 2100: a smaller number is rather a count than a day.
    let serial = digits.parse().ok().filter(|serial| (18_264.0..73_416.0).contains(serial));
    match serial.and_then(|serial| of_serial(serial, from_1904)) {
        Some(day) => Found {
            value: Some(day),
            why: Some(format!("“{digits}”没有设成日期格式，按 Excel 的日期序号读作{day}，请核对")),
        },
        None => Found::not(format!("“{digits}”不是日期")),
    }
}

fn day_of_text(text: &str, from_1904: bool) -> Found<NaiveDate> {
    if FOREVER.contains(&text) {
        return Found::not(format!("这里要写日期，“{text}”没有导入"));
    }
    let Some(parts) = Parts::of(text) else {
        return Found::not(format!("“{text}”不是日期"));
    };
    if !parts.is_even() {
        return Found::not(format!("“{text}”不是日期"));
    }
    let numbers: Vec<&str> = parts.numbers.iter().map(String::as_str).collect();
    let (year, month, day) = match numbers[..] {
        [all] if all.len() == 8 => (&all[..4], &all[4..6], &all[6..]),
        [all] if all.len() == 5 => return serial_without_format(all, from_1904),
        [all] if all.len() == 6 && all.starts_with(['1', '2']) => {
            return Found::not(format!("“{text}”只写到月，没有写哪一日"));
        }
        [year] if year.len() == 4 => return Found::not(format!("“{text}”只写到年，没有写月和日")),
        [year, month] if year.len() == 4 && month.len() <= 2 => {
            return Found::not(format!("“{text}”只写到月，没有写哪一日"));
        }
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => (year, month, day),
        [one, other, year] if year.len() == 4 && one.len() <= 2 && other.len() <= 2 => {
            return Found::not(format!("“{text}”的月和日分不清先后，请写成 {year}-月-日"));
        }
        [one, two, three] if one.len() <= 2 && two.len() <= 2 && three.len() <= 2 => {
            return Found::not(format!("“{text}”的年份只有两位，请写成四位"));
        }
        [_, _] => return Found::not(format!("“{text}”没有写年份")),
        _ => return Found::not(format!("“{text}”不是日期")),
    };
    match parse_date(&format!("{year}-{month}-{day}"), NaiveDate::MIN) {
        Ok(day) => Found::is(day),
        Err(fault) => Found::not(format!("“{text}”没有这一天：{fault}")),
    }
}

/// The numbers of a text and the signs before, between and after them, in one alphabet.
struct Parts {
    numbers: Vec<String>,
    signs: Vec<String>,
}

impl Parts {
    /// Nothing where anything but numbers and signs of dates stands.
    fn of(text: &str) -> Option<Parts> {
        let text = without_time(text);
        let (mut numbers, mut signs) = (Vec::<String>::new(), vec![String::new()]);
        let mut in_number = false;
        for c in arabic(&text).chars() {
            if c.is_ascii_digit() {
                if !in_number {
                    numbers.push(String::new());
                    signs.push(String::new());
                }
                numbers.last_mut()?.push(c);
            } else if "年月日号.-/,、 ".contains(c) {
                // A blank beside another sign, or at either end, is no sign.
                if c != ' ' || in_number {
                    signs.last_mut()?.push(c);
                }
            } else {
                return None;
            }
            in_number = c.is_ascii_digit();
        }
        for sign in &mut signs {
            if !sign.trim().is_empty() {
                *sign = sign.replace(' ', "");
            }
        }
        Some(Parts { numbers, signs })
    }

    /// Whether the signs are those of one date: 年 月 日, or the same sign each time.
    fn is_even(&self) -> bool {
        let last = self.signs.len() - 1;
        let (between, after) = (&self.signs[1.min(last)..last], self.signs[last].trim());
        let written = ["年", "月", "日"];
        let han = between.iter().zip(written).all(|(sign, word)| sign.trim() == word)
            && (after.is_empty() || after == "号" || written.get(between.len()) == Some(&after));
        let same = between.windows(2).all(|pair| pair[0] == pair[1])
            && between.iter().all(|sign| sign.chars().count() == 1 && !"年月日号".contains(sign.as_str()))
            && ["", "."].contains(&after);
        let no_year = between == ["月"] && ["", "日", "号"].contains(&after);
        self.signs[0].trim().is_empty() && !self.numbers.is_empty() && (han || same || no_year)
    }
}

/// 2023-04-01 00:00:00 and 2023-04-01T00:00:00Z without the time.
fn without_time(text: &str) -> String {
    let head = text.split(['T', 't']).next().unwrap_or(text);
    match head.split_once(':') {
        Some((head, _)) => head.rsplit_once(' ').map_or(head, |(date, _)| date).to_owned(),
        None => head.to_owned(),
    }
}

/// 二〇二三年四月一日 in digits, full-width signs as half-width ones.
fn arabic(text: &str) -> String {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |c: char| match c {
        '零' | '○' | '0' => Some(0),
        c => DIGITS.chars().position(|one| one == c),
    };
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let beside = |at: Option<usize>| at.and_then(|at| chars.get(at)).and_then(|c| digit(*c)).is_some();
        match c {
            // 十 alone is 10, 十二 12, 二十 20, 二十三 23.
            '十' => match (beside(at.checked_sub(1)), beside(Some(at + 1))) {
                (false, true) => out.push('1'),
                (true, false) => out.push('0'),
                (false, false) => out.push_str("10"),
                (true, true) => {}
            },
            '．' | '。' | '·' => out.push('.'),
            '－' | '—' | '–' | '−' | '‐' | '‑' => out.push('-'),
            '／' => out.push('/'),
            '，' => out.push(','),
            c => match digit(c) {
                Some(value) if !c.is_ascii_digit() => out.push_str(&value.to_string()),
                _ => out.push(c),
            },
        }
    }
    out
}

/// The two ends of a text that names two dates.
fn range(text: &str) -> Option<(String, String)> {
    let bare: String = text.chars().filter(|c| !"自从起止（）()含".contains(*c)).collect();
    for sign in ["至", "到", "～", "~", "——", "—", "–", "－－", "--", "－"] {
        if let Some((from, to)) = bare.split_once(sign) {
            let (from, to) = (from.trim(), to.trim());
            let whole =
                |part: &str| Parts::of(part).is_some_and(|parts| parts.numbers.len() != 2 || part.len() > 5);
            let forever = FOREVER.contains(&to);
            return (!from.is_empty() && whole(from) && (forever || whole(to)))
                .then(|| (from.to_owned(), to.to_owned()))
                .filter(|(from, to)| forever || spans(from) == spans(to))
                .or_else(|| by_dashes(&bare));
        }
    }
    by_dashes(&bare)
}

/// How many numbers a date is written with.
fn spans(text: &str) -> usize {
    Parts::of(text).map_or(0, |parts| parts.numbers.len())
}

/// 2023.4.1-2028.3.31, and 2023-4-1-2028-3-31, where the same sign stands within and between.
fn by_dashes(text: &str) -> Option<(String, String)> {
    if let Some((from, to)) =
        text.rsplit_once(['-', '－', '—']).filter(|(_, to)| FOREVER.contains(&to.trim()))
    {
        return Some((from.trim().to_owned(), to.trim().to_owned()));
    }
    let parts = Parts::of(text)?;
    let of_one = match parts.numbers.len() {
        6 => 3,
        4 => 2,
        2 if parts.numbers.iter().all(|one| one.len() == 8) => 1,
        _ => return None,
    };
    let sign = parts.signs[of_one].trim();
    let (before, joined) = match sign.strip_suffix(['-', ' ', '、', ',']) {
        Some(end) => (end, true),
        None => ("", parts.signs[of_one] == " "),
    };
    let write = |numbers: std::ops::Range<usize>, end: &str| {
        let last = numbers.end - 1;
        numbers
            .map(|at| format!("{}{}", parts.numbers[at], if at == last { end } else { &parts.signs[at + 1] }))
            .collect()
    };
    joined.then(|| {
        let end = parts.signs.last().map_or("", |sign| sign.trim());
        (write(0..of_one, before), write(of_one..of_one * 2, end))
    })
}

/// 5年, 五年, 60个月: how long, not until when.
fn is_span(text: &str) -> bool {
    let text = arabic(text);
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.len()
        && text.len() - rest.len() <= 2
        && ["年", "个月", "月", "周年"].contains(&rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.into())
    }

    fn number(value: f64) -> Cell {
        Cell::Number { value, zeros: 0 }
    }

    fn read(cell: &Cell) -> (Option<String>, Option<String>) {
        let Found { value, why } = day(cell, false);
        (value.map(|day| day.to_string()), why)
    }

    #[test]
    fn a_date_is_read_in_every_form_that_leaves_no_doubt() {
        let forms = [
            "2023.4.1",
            "2023-04-01",
            "2023/4/1",
            "2023年4月1日",
            "2023年04月01号",
            "20230401",
            "2023. 4. 1",
            "２０２３．４．１",
            "2023，4，1",
            "2023、4、1",
            "2023 4 1",
            "2023-04-01 00:00:00",
            "2023-04-01T08:30:00Z",
            "2023/4/1 0:00",
            "二〇二三年四月一日",
            "二○二三年四月一日",
            " 2023 年 4 月 1 日 ",
            "2023.04.01.",
            "2023年4月1",
            "2023—4—1",
            "\u{200b}2023.4.1",
        ];
        for form in forms {
            assert_eq!(read(&text(form)), (Some("2023-04-01".into()), None), "{form}");
        }
        assert_eq!(read(&number(20_230_401.0)), (Some("2023-04-01".into()), None));
        assert_eq!(read(&text("二〇二三年十二月三十一日")).0, Some("2023-12-31".into()));
        assert_eq!(read(&text("二〇二三年十月二十日")).0, Some("2023-10-20".into()));
        for nothing in ["", " ", "-", "/", "无", "——"] {
            assert_eq!(read(&text(nothing)), (None, None), "{nothing}");
        }
    }

    #[test]
    fn serials_count_from_1900_or_from_1904() {
        let date = |serial| Cell::Date { serial, shown: Shown::Day };
        let day = |cell: &Cell, from_1904| day(cell, from_1904).value.map(|day| day.to_string());
        assert_eq!(day(&date(45_017.0), false), Some("2023-04-01".into()));
        assert_eq!(day(&date(45_017.75), false), Some("2023-04-01".into()));
        assert_eq!(day(&date(45_017.0 - 1462.0), true), Some("2023-04-01".into()));
        assert_eq!(day(&date(59.0), false), Some("1900-02-28".into()));
        assert_eq!(day(&date(60.0), false), None, "a day that never was");
        assert_eq!(day(&date(61.0), false), Some("1900-03-01".into()));
        assert_eq!(day(&date(-1.0), false), None);
        assert_eq!(day(&date(f64::NAN), false), None);
        assert_eq!(day(&date(1e300), false), None);
        // Without a format, or as text, it is read and said so.
        for cell in [number(45_017.0), text("45017"), number(45_017.5)] {
            let (read, why) = read(&cell);
            assert_eq!(read, Some("2023-04-01".into()));
            assert!(why.unwrap().contains("日期序号"));
        }
    }

    #[test]
    fn what_is_not_certain_stays_empty_with_the_reason() {
        let doubts = [
            ("2023-04", "只写到月"),
            ("2023.4", "只写到月"),
            ("2023年4月", "只写到月"),
            ("202304", "只写到月"),
            ("2023年", "只写到年"),
            ("2023", "只写到年"),
            ("2023-02-30", "没有30日"),
            ("2023.13.1", "月份13"),
            ("20230230", "没有30日"),
            ("4/1/2023", "分不清先后"),
            ("23.4.1", "只有两位"),
            ("4月1日", "没有写年份"),
            ("4.1", "没有写年份"),
            ("2023.4.1补发", "不是日期"),
            ("待定", "不是日期"),
            ("2023-4/1", "不是日期"),
            ("2023..4.1", "不是日期"),
            ("1023.4.1", "年份1023"),
            ("99999", "不是日期"),
            ("123", "不是日期"),
            ("长期", "这里要写日期"),
            ("2023041", "不是日期"),
            ("2023.4.1.1", "不是日期"),
            ("日2023.4.1", "不是日期"),
        ];
        for (typed, reason) in doubts {
            let (read, why) = read(&text(typed));
            assert_eq!(read, None, "{typed}");
            assert!(why.as_ref().is_some_and(|why| why.contains(reason)), "{typed}: {why:?}");
        }
        assert!(read(&number(2023.4)).1.unwrap().contains("只写到月"));
        let month = Cell::Date { serial: 45_017.0, shown: Shown::Month };
        assert_eq!(read(&month), (None, Some("只写到2023年4月，没有写哪一日".into())));
        let no_year = Cell::Date { serial: 45_017.0, shown: Shown::NoYear };
        assert_eq!(read(&no_year), (None, Some("只写了4月1日，没有写哪一年".into())));
        assert!(read(&Cell::Fault).1.unwrap().contains("公式错误"));
    }

    #[test]
    fn a_validity_has_an_end_or_none_and_perhaps_a_beginning() {
        let both = (Some("2023-04-01".to_owned()), Some("2028-03-31".to_owned()));
        let read = |typed: &str| {
            let (from, to) = validity(&text(typed), false);
            let shown = |until| match until {
                Until::On(day) => day.to_string(),
                Until::Forever => "长期".into(),
            };
            (from.value.map(|day| day.to_string()), to.value.map(shown))
        };
        for typed in [
            "2023.4.1-2028.3.31",
            "2023.04.01—2028.03.31",
            "2023年4月1日至2028年3月31日",
            "2023/4/1~2028/3/31",
            "2023-4-1-2028-3-31",
            "2023-04-01 至 2028-03-31",
            "自2023年4月1日起至2028年3月31日止",
            "20230401-20280331",
            "2023.4.1－2028.3.31",
            "2023.4.1——2028.3.31",
            "2023.4.1 2028.3.31",
            "2023年4月1日-2028年3月31日",
            "2023-04-01--2028-03-31",
            "2023.4.1\n2028.3.31",
            "2023.4.1到2028.3.31",
            "2023.4.1-\n2028.3.31",
        ] {
            assert_eq!(read(typed), both, "{typed}");
        }
        assert_eq!(read("长期"), (None, Some("长期".into())));
        assert_eq!(read("2023.4.1-长期"), (Some("2023-04-01".into()), Some("长期".into())));
        assert_eq!(read("2023年4月1日至长期"), (Some("2023-04-01".into()), Some("长期".into())));
        assert_eq!(read("2028.3.31"), (None, Some("2028-03-31".into())));
        assert_eq!(read("至2028年3月31日"), (None, Some("2028-03-31".into())));
        assert_eq!(read("2028年3月31日止"), (None, Some("2028-03-31".into())));
        for doubt in [
            "2023.4-2028.3",
            "5年",
            "五年",
            "2023年4月至2028年3月",
            "2028年",
            "2023.4.1-28.3.31",
            "2023-2028",
        ] {
            let (_, to) = validity(&text(doubt), false);
            assert!(to.value.is_none() && to.why.is_some(), "{doubt}: {to:?}");
        }
    }

    #[test]
    fn of_a_birth_year_and_month_suffice() {
        let read = |cell: &Cell| birth(cell, false).value;
        for typed in ["1985.06", "1985-6", "1985年6月", "198506", "1985/06"] {
            assert_eq!(read(&text(typed)), Some("1985-06".into()), "{typed}");
        }
        assert_eq!(read(&number(1985.06)), Some("1985-06".into()));
        assert_eq!(read(&number(1985.11)), Some("1985-11".into()));
        assert_eq!(read(&number(198_506.0)), Some("1985-06".into()));
        assert_eq!(read(&text("1985.1")), Some("1985-01".into()));
        assert_eq!(read(&number(1985.1)), None, "October may have lost its zero");
        assert_eq!(read(&text("1985.6.2")), Some("1985-06-02".into()));
        assert_eq!(read(&Cell::Date { serial: 31_200.0, shown: Shown::Month }), Some("1985-06".into()));
        assert_eq!(read(&Cell::Date { serial: 31_200.0, shown: Shown::Day }), Some("1985-06-02".into()));
        assert_eq!(read(&text("1985.13")), None);
    }
}
