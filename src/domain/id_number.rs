//! 公民身份号码: whether its eighteen characters can be one (GB 11643-1999).

use chrono::NaiveDate;

/// Why a text is no identity number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdNumberFault {
    /// A spreadsheet has turned it into a number such as 1.10101E+17; the last digits are gone.
    Rounded,
    /// Another count of characters than 18; the old numbers had 15.
    Length { got: usize },
    /// Something but digits, with X as the last.
    Character,
    /// The eight digits of the birthday are no day.
    Birthday,
    /// The last character does not follow from the others: a digit is wrong or two have changed places.
    CheckDigit,
}

/// Holds a text against the standard; white space around it does not count.
///
/// # Errors
/// What is wrong with it; nothing is mended.
pub fn check(text: &str) -> Result<(), IdNumberFault> {
    let text = text.trim();
    if text.contains(['E', 'e', '.']) {
        return Err(IdNumberFault::Rounded);
    }
    let got = text.chars().count();
    if got != 18 {
        return Err(IdNumberFault::Length { got });
    }
    let (digits, last) = text.split_at(text.len() - text.chars().next_back().map_or(0, char::len_utf8));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.len() != 17 {
        return Err(IdNumberFault::Character);
    }
    let given = match last.as_bytes() {
        [b'X' | b'x'] => 10,
        [digit] if digit.is_ascii_digit() => u32::from(digit - b'0'),
        _ => return Err(IdNumberFault::Character),
    };
    if NaiveDate::parse_from_str(&digits[6..14], "%Y%m%d").is_err() {
        return Err(IdNumberFault::Birthday);
    }
    // ISO 7064, MOD 11-2: each place counts as a power of two, and the whole must leave 1.
    let sum = digits.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    match (sum + given) % 11 {
        1 => Ok(()),
        // The last three of a number that went through a spreadsheet are zeros.
        _ if text.ends_with("000") => Err(IdNumberFault::Rounded),
        _ => Err(IdNumberFault::CheckDigit),
    }
}

#[cfg(test)]
mod tests {
    use super::{IdNumberFault, check};

    /// First seventeen made up, with region 000000 that nobody has.
    const GOOD: [&str; 3] = ["00000019850312001X", "000000194912310020", "000000200002290012"];

    fn with_check_digit(first: &str) -> String {
        let last = "0123456789X".chars().find(|last| check(&format!("{first}{last}")).is_ok());
        format!("{first}{}", last.expect("one of eleven fits"))
    }

    #[test]
    fn exactly_one_last_character_fits_and_each_wrong_digit_is_found() {
        for number in GOOD.map(|number| with_check_digit(&number[..17])) {
            let fits =
                "0123456789X".chars().filter(|last| check(&format!("{}{last}", &number[..17])).is_ok());
            assert_eq!(fits.count(), 1, "{number}");
            for at in [0, 3, 14, 16] {
                let mut wrong = number.clone().into_bytes();
                wrong[at] = if wrong[at] == b'9' { b'0' } else { wrong[at] + 1 };
                assert!(check(std::str::from_utf8(&wrong).unwrap()).is_err(), "{number} at {at}");
            }
        }
    }

    #[test]
    fn the_standard_s_own_kind_of_damage_is_named() {
        assert_eq!(check("1.10101E+17"), Err(IdNumberFault::Rounded));
        assert_eq!(check("110101850312001"), Err(IdNumberFault::Length { got: 15 }));
        assert_eq!(check("00000019850312001Y"), Err(IdNumberFault::Character));
        assert_eq!(check("000000198502300017"), Err(IdNumberFault::Birthday));
        let rounded = format!("{}000", &with_check_digit("00000019850312001")[..15]);
        assert_eq!(check(&rounded), Err(IdNumberFault::Rounded));
    }
}
