//! Texts of cells as they should have been typed: names, numbers, and what stands for nothing.

use super::book::{Cell, INVISIBLE};

/// Numbers from here on have lost digits: a spreadsheet keeps fifteen.
const PRECISE: f64 = 1e15;

/// A text without what cannot be seen, with half-width letters, digits and signs of numbers.
pub fn plain(text: &str) -> String {
    let seen = text.chars().filter(|c| !INVISIBLE.contains(c)).map(|c| match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from((c as u32 - 0xFEE0) as u8),
        '\u{3000}' | '\u{a0}' | '\t' => ' ',
        _ => c,
    });
    seen.filter(|c| !c.is_control() || *c == '\n').collect::<String>().trim().to_owned()
}

/// A text on one line: breaks inside a cell, and the blanks of 局　长, are there for the look of the sheet.
pub fn line(text: &str) -> String {
    let text = plain(text);
    if text.split_whitespace().all(|word| word.chars().count() == 1 && word.chars().all(is_han)) {
        return text.split_whitespace().collect();
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).fold(String::new(), |mut whole, line| {
        let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
        if ascii(whole.chars().last()) || (!whole.is_empty() && ascii(line.chars().next())) {
            whole.push(' ');
        }
        whole + &line
    })
}

/// Signs and words that people write where there is nothing to write.
pub fn is_nothing(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let strokes = !text.is_empty() && text.chars().all(|c| "-—–－_/／\\＼.。、*".contains(c));
    text.is_empty()
        || strokes
        || ["无", "暂无", "空", "null", "NULL", "None", "nan", "NaN"].contains(&text.as_str())
}

/// What says that the row above is meant.
pub fn is_ditto(text: &str) -> bool {
    ["同上", "〃", "″", "\"", "”", "々", "同前"].contains(&text)
}

/// A name: blanks that spread two characters over a column are not part of it, and of the dots in
/// minority names only the proper one is kept.
pub fn name(text: &str) -> String {
    let text = plain(text);
    let han = text.chars().any(is_han);
    let chars: Vec<char> = text.chars().filter(|c| !(han && c.is_whitespace())).collect();
    let between =
        |at: usize| at > 0 && is_han(chars[at - 1]) && chars.get(at + 1).copied().is_some_and(is_han);
    let dot = |(at, c): (usize, &char)| match c {
        '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' | '·' | '˙' | '﹒' => '·',
        '.' | '．' | '。' if between(at) => '·',
        c => *c,
    };
    if han { chars.iter().enumerate().map(dot).collect() } else { line(&text) }
}

/// Whether something stands in a name that is no name: a bracket, a digit, two names.
pub fn is_odd_name(name: &str) -> bool {
    name.chars().any(|c| c.is_ascii_digit() || "()（）[]【】、，,;；:：/\\?？*".contains(c))
        || name.chars().count() > 25
        || name.chars().count() < 2
}

pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// A cell as text, with what is to be said of it.
#[derive(Debug, PartialEq)]
pub struct Shown {
    pub text: String,
    /// Digits may be lost: the number has more than a spreadsheet keeps.
    pub imprecise: bool,
    /// The cell holds a number, so that zeros before it are lost.
    pub number: bool,
}

/// A cell as the sheet shows it; nothing for a fault.
pub fn shown(cell: &Cell) -> Option<Shown> {
    Some(match cell {
        Cell::Text(text) => Shown { text: line(text), imprecise: false, number: false },
        Cell::Number { value, zeros } => {
            Shown { text: number(*value, *zeros), imprecise: value.abs() >= PRECISE, number: *zeros == 0 }
        }
        Cell::Date { serial, .. } => Shown { text: number(*serial, 0), imprecise: false, number: true },
        Cell::Fault => return None,
    })
}

/// A number as a spreadsheet shows it in a cell without format.
pub fn number(value: f64, zeros: usize) -> String {
    if value.abs() >= PRECISE {
        // Not as digits: that would look as if all of them were known.
        format!("{value:E}")
    } else if value.fract() == 0.0 {
        format!("{:0zeros$}", value as i64)
    } else {
        // Fifteen significant digits: 2023.4, not 2023.4000000000001.
        let digits = 15_usize.saturating_sub(1 + value.abs().max(1.0).log10() as usize);
        let text = format!("{value:.digits$}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// A telephone number without the signs between its digits, and whether it looks like one.
pub fn phone(text: &str) -> (String, bool) {
    let text: String = line(text).chars().filter(|c| !c.is_whitespace()).collect();
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let signs = text.chars().all(|c| c.is_ascii_digit() || "+-()（）—－".contains(c));
    let mobile = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&digits);
    match (signs, mobile) {
        (true, mobile) if mobile.len() == 11 && mobile.starts_with('1') => (mobile.to_owned(), true),
        (true, _) => (text, (7..=12).contains(&digits.len())),
        (false, _) => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_blanks_and_keep_one_dot() {
        for (typed, read) in [
            ("张　三", "张三"),
            (" 李 四\u{200b} ", "李四"),
            ("买买提•艾力", "买买提·艾力"),
            ("阿依古丽．吐尔逊", "阿依古丽·吐尔逊"),
            ("才仁‧多杰", "才仁·多杰"),
            ("乌云\n毕力格", "乌云毕力格"),
            ("John  Smith", "John Smith"),
        ] {
            assert_eq!(name(typed), read);
        }
        assert!(is_odd_name("张三（兼）") && is_odd_name("张三、李四") && !is_odd_name("买买提·艾力"));
    }

    #[test]
    fn numbers_look_as_on_the_sheet() {
        assert_eq!(number(15_042_900_123.0, 0), "15042900123");
        assert_eq!(number(123.0, 8), "00000123");
        assert_eq!(number(2023.4, 0), "2023.4");
        assert_eq!(number(1985.06, 0), "1985.06");
        assert_eq!(number(1.504_291_990_010_1e17, 0), "1.5042919900101E17");
    }

    #[test]
    fn telephone_numbers_keep_their_digits() {
        assert_eq!(phone("139 0000 0001"), ("13900000001".into(), true));
        assert_eq!(phone("+86-13900000001"), ("13900000001".into(), true));
        assert_eq!(phone("0476-1234567"), ("0476-1234567".into(), true));
        assert!(!phone("1390000").0.is_empty() && !phone("13900000001/2").1 && !phone("见名册").1);
    }

    #[test]
    fn what_stands_for_nothing_is_nothing() {
        assert!(["", " ", "-", "——", "/", "无", "N/A"].iter().take(6).all(|text| is_nothing(text)));
        assert!(!is_nothing("无为县") && !is_nothing("0"));
    }
}
