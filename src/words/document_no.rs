//! Document numbers: 示应急过错〔2026〕1号.

use std::fmt;

/// A document number, in its parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNo {
    /// 机关代字 and kind, without brackets: 示应急过错.
    pub prefix: String,
    /// Four digits.
    pub year: u16,
    /// From 1, without leading zeros.
    pub serial: u32,
}

impl fmt::Display for DocumentNo {
    /// With the brackets of GB/T 9704, U+3014 and U+3015.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}〔{}〕{}号", self.prefix, self.year, self.serial)
    }
}

/// Why a typed document number is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentNoFault {
    /// It is not made of a prefix, a bracketed year, a number and 号.
    Form(String),
    /// Nothing stands before the bracket.
    Prefix,
    /// The year is not of four digits.
    Year(String),
    /// The number is not one from 1 to 999999.
    Serial(String),
}

impl fmt::Display for DocumentNoFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DocumentNoFault::Form(text) => {
                write!(f, "“{text}”不是文号，请写成 示应急过错〔2026〕1号 的样子")
            }
            DocumentNoFault::Prefix => write!(f, "文号缺少机关代字，应写在年份前面"),
            DocumentNoFault::Year(year) => write!(f, "文号的年份“{year}”不对，要写四位数"),
            DocumentNoFault::Serial(serial) => {
                write!(f, "文号的序号“{serial}”不对，要写1至999999的数")
            }
        }
    }
}

impl std::error::Error for DocumentNoFault {}

/// Reads a document number with whatever brackets people have on their keyboard: [ ] ( ) （ ） 【 】
/// ［ ］ for 〔 〕, a 第 before the number and leading zeros; printing it again normalises it.
pub fn parse_document_no(typed: &str) -> Result<DocumentNo, DocumentNoFault> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
    let form = || DocumentNoFault::Form(typed.trim().to_string());
    let (head, rest) = text.rsplit_once('〔').ok_or_else(form)?;
    let (year, serial) = rest.split_once('〕').ok_or_else(form)?;
    let serial = serial.strip_suffix('号').ok_or_else(form)?;
    let serial = serial.strip_prefix('第').unwrap_or(serial);
    if head.is_empty() {
        return Err(DocumentNoFault::Prefix);
    }
    if head.contains(['〔', '〕']) {
        return Err(form());
    }
    let number = |s: &str, range: std::ops::RangeInclusive<u32>| {
        // `parse` would take a sign.
        let digits = s.bytes().all(|b| b.is_ascii_digit());
        s.parse().ok().filter(|n| digits && range.contains(n))
    };
    let year_no = number(year, 1949..=2999).ok_or_else(|| DocumentNoFault::Year(year.to_string()))?;
    let serial_no = number(serial, 1..=999_999).ok_or_else(|| DocumentNoFault::Serial(serial.to_string()))?;
    Ok(DocumentNo { prefix: head.to_string(), year: year_no as u16, serial: serial_no })
}

/// Brackets as 〔〕 and full-width digits as ASCII.
fn plain(c: char) -> char {
    match c {
        '[' | '(' | '（' | '【' | '［' | '﹝' | '〔' => '〔',
        ']' | ')' | '）' | '】' | '］' | '﹞' | '〕' => '〕',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_brackets_were_typed_the_number_is_the_same() {
        let number = DocumentNo { prefix: "示应急过错".into(), year: 2026, serial: 1 };
        assert_eq!(number.to_string(), "示应急过错\u{3014}2026\u{3015}1号");
        let typed = [
            "示应急过错〔2026〕1号",
            "示应急过错[2026]1号",
            "示应急过错（2026）1号",
            "示应急过错(2026)01号",
            "示应急过错【2026】第1号",
            "示应急过错［２０２６］１号",
            " 示应急 过错〔2026〕 1 号 ",
            "示应急过错[2026）1号",
        ];
        for text in typed {
            assert_eq!(parse_document_no(text), Ok(number.clone()), "{text}");
        }
    }

    #[test]
    fn a_bad_number_says_what_is_wrong() {
        let why = |text: &str| parse_document_no(text).unwrap_err().to_string();
        assert!(why("示应急过错2026-1").starts_with("“示应急过错2026-1”不是文号"));
        assert!(why("示应急过错〔2026〕1").contains("不是文号"));
        assert!(why("").contains("不是文号"));
        assert!(why("示〔应急〔2026〕1号").contains("不是文号"));
        assert_eq!(why("〔2026〕1号"), "文号缺少机关代字，应写在年份前面");
        assert_eq!(why("示应急〔26〕1号"), "文号的年份“26”不对，要写四位数");
        assert_eq!(why("示应急〔+2026〕1号"), "文号的年份“+2026”不对，要写四位数");
        for serial in ["0", "", "1000000", "-1", "+1", "甲", "99999999999"] {
            let text = format!("示应急〔2026〕{serial}号");
            assert_eq!(why(&text), format!("文号的序号“{serial}”不对，要写1至999999的数"));
        }
    }
}
