//! Times of day as people here write and type them.

use chrono::{NaiveTime, Timelike};

use super::date::half_width;

/// A time as records print it: 9时20分, 15时.
pub fn show_time(time: NaiveTime) -> String {
    match time.minute() {
        0 => format!("{}时", time.hour()),
        minute => format!("{}时{minute}分", time.hour()),
    }
}

/// Reads a time as people type it: 15:20, 1520, 920, 15时20分, 下午3点20, 下午3点半.
///
/// # Errors
/// What is wrong with the writing, as a sentence.
pub fn parse_time(typed: &str) -> Result<NaiveTime, String> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let fault = || format!("“{}”不是时间，请写成 15:20、1520 或者 下午3点20分 的样子。", typed.trim());
    let (rest, afternoon) = match text.strip_prefix("下午").or_else(|| text.strip_prefix("晚上")) {
        Some(rest) => (rest, true),
        None => {
            let morning = ["上午", "早上", "凌晨", "中午"].iter().find_map(|word| text.strip_prefix(word));
            (morning.unwrap_or(&text), false)
        }
    };
    let (hour, minute) = parts(rest).ok_or_else(fault)?;
    let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
    NaiveTime::from_hms_opt(hour, minute, 0)
        .ok_or_else(|| format!("没有{hour}时{minute}分这个时间，请核对。"))
}

fn parts(text: &str) -> Option<(u32, u32)> {
    let number = |s: &str| -> Option<u32> {
        ((1..=2).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
    };
    if (3..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
        let (hour, minute) = text.split_at(text.len() - 2);
        return Some((number(hour)?, number(minute)?));
    }
    let (hour, rest) = text.split_once([':', '时', '点']).unwrap_or((text, ""));
    let minute = match rest {
        "" | "整" => 0,
        "半" => 30,
        rest => number(rest.strip_suffix('分').unwrap_or(rest))?,
    };
    Some((number(hour)?, minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_type_them() {
        let read = |typed| parse_time(typed).map(show_time);
        for typed in
            ["15:20", "1520", "15：20", "１５：２０", "15时20分", "15点20", "下午3点20分", " 下午 3:20 "]
        {
            assert_eq!(read(typed).as_deref(), Ok("15时20分"), "{typed}");
        }
        for (typed, shown) in [
            ("920", "9时20分"),
            ("9", "9时"),
            ("上午9点整", "9时"),
            ("下午3点半", "15时30分"),
            ("中午12点", "12时"),
            ("晚上8点", "20时"),
            ("0000", "0时"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(shown), "{typed}");
        }
        for typed in ["", "刚才", "25:00", "9:75", "12345", "9:5:1", "-1"] {
            assert!(parse_time(typed).is_err(), "{typed}");
        }
    }
}
