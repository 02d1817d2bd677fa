//! Identity numbers: whole and right, or refused with the reason; never repaired.

use chrono::{Datelike as _, NaiveDate};

use crate::domain::id_number::{self, IdNumberFault};

/// What an identity number says of its holder, once it has proved right.
#[derive(Debug, PartialEq)]
pub struct Identity {
    pub number: String,
    pub born: NaiveDate,
    pub male: bool,
}

/// Checks an identity number as it stands in a cell.
///
/// # Errors
/// Why it is not taken over, as a sentence without its full stop; the number itself is not repeated, it
/// would stand in logs and on screens.
pub fn identity(text: &str) -> Result<Identity, String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    if is_scientific(&text) {
        return Err(DAMAGED.into());
    }
    let count = text.chars().count();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    match (count, digits) {
        (18, 18) | (18, 17) if digits == 18 || text.ends_with('X') => whole(&text),
        (15, 15) => {
            let born = date(&format!("19{}", &text[6..12]))?;
            Ok(Identity { born, male: is_male(&text[14..15]), number: text })
        }
        _ if text.contains('*') => Err("身份证号有遮盖的位数，没有导入，请补全后再导入或者留空".into()),
        _ if digits == count => Err(format!("身份证号是18位（旧的15位），这里有{count}位，请核对后改正")),
        _ => Err(ODD.into()),
    }
}

const DAMAGED: &str = "身份证号已被 Excel 按数字截断，末几位找不回来，没有导入，也不代为补齐；\
                       请对照身份证，先把这一列设成“文本”再重新填写";

/// 6.1E+17, 1.50429E17: what a spreadsheet makes of a long number.
pub fn is_scientific(text: &str) -> bool {
    text.split_once('E').is_some_and(|(head, tail)| {
        let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        number(head) && number(tail.trim_start_matches(['+', '-']))
    })
}

fn whole(text: &str) -> Result<Identity, String> {
    // Fifteen digits are what a spreadsheet keeps; it writes zeros for the rest. One in eleven of such
    // numbers fits its check digit by chance, so that none of them is taken over.
    if text.ends_with("000") {
        return Err(DAMAGED.into());
    }
    id_number::check(text).map_err(|fault| match fault {
        IdNumberFault::Rounded => DAMAGED,
        IdNumberFault::CheckDigit => "身份证号的末位校验码对不上，有一位写错了，请对照身份证改正",
        IdNumberFault::Birthday => NO_BIRTHDAY,
        IdNumberFault::Length { .. } | IdNumberFault::Character => ODD,
    })?;
    Ok(Identity { born: date(&text[6..14])?, male: is_male(&text[16..17]), number: text.to_owned() })
}

const NO_BIRTHDAY: &str = "身份证号里的出生日期不存在，请对照身份证改正";
const ODD: &str = "身份证号里有数字和末位 X 以外的字符，请核对后改正";

fn date(digits: &str) -> Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(digits, "%Y%m%d").ok();
    day.filter(|day| (1900..2100).contains(&day.year())).ok_or_else(|| NO_BIRTHDAY.into())
}

fn is_male(digit: &str) -> bool {
    digit.bytes().all(|b| (b - b'0') % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_say_when_and_what() {
        // The example of GB 11643.
        let one = identity("11010519491231002x").unwrap();
        assert_eq!((one.number.as_str(), one.male), ("11010519491231002X", false));
        assert_eq!(one.born.to_string(), "1949-12-31");
        let old = identity(" 110105 491231 003 ").unwrap();
        assert_eq!((old.number.as_str(), old.born.to_string().as_str()), ("110105491231003", "1949-12-31"));
    }

    #[test]
    fn damaged_and_wrong_numbers_are_refused() {
        for (typed, why) in [
            ("6.1E+17", "Excel"),
            ("1.10105E+17", "Excel"),
            ("1.5042919900101E17", "Excel"),
            ("110105194912310000", "Excel"),
            ("110105194912310021", "校验码"),
            ("110105194902300020", "出生日期不存在"),
            ("11010519491231002", "有17位"),
            ("110105********002X", "遮盖"),
            ("１１０１０５", "字符"),
            ("Y10105194912310021", "字符"),
            ("", "0位"),
        ] {
            let said = identity(typed).unwrap_err();
            assert!(said.contains(why), "{typed}: {said}");
            assert!(typed.len() < 6 || !said.contains(typed), "{said}");
        }
    }
}
