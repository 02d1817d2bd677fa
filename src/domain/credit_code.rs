//! 统一社会信用代码: whether its eighteen characters can be one (GB 32100-2015).

/// The characters of a code, each worth its place: no I, O, S, V and Z.
const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Why a text is no credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreditCodeFault {
    /// Another count of characters than 18.
    Length { got: usize },
    /// A character that no code has.
    Character(char),
    /// The last character does not follow from the others: one is wrong or two have changed places.
    CheckCharacter,
}

/// Holds a text against the standard; white space around it and the case of its letters do not count.
///
/// # Errors
/// What is wrong with it; nothing is mended.
pub fn check(text: &str) -> Result<(), CreditCodeFault> {
    let text = text.trim().to_uppercase();
    let got = text.chars().count();
    if got != 18 {
        return Err(CreditCodeFault::Length { got });
    }
    let mut sum = 0;
    let mut weight = 1;
    for character in text.chars().take(17) {
        sum += value(character)? * weight % 31;
        weight = weight * 3 % 31;
    }
    let last = text.chars().next_back().unwrap_or_default();
    match (31 - sum % 31) % 31 == value(last)? {
        true => Ok(()),
        false => Err(CreditCodeFault::CheckCharacter),
    }
}

fn value(character: char) -> Result<u32, CreditCodeFault> {
    let place = CHARACTERS.iter().position(|one| char::from(*one) == character);
    place.and_then(|place| u32::try_from(place).ok()).ok_or(CreditCodeFault::Character(character))
}

#[cfg(test)]
mod tests {
    use super::{CHARACTERS, CreditCodeFault, check};

    /// Made up, with region 000000 that nobody has; the check characters were reckoned by hand.
    const GOOD: [&str; 2] = ["91000000MA0000001R", "12000000000000001U"];

    #[test]
    fn takes_codes_whose_check_character_follows() {
        for good in GOOD {
            assert_eq!(check(good), Ok(()), "{good}");
            assert_eq!(check(&format!(" {} ", good.to_lowercase())), Ok(()));
        }
    }

    #[test]
    fn finds_every_wrong_character_and_every_swap_of_neighbours() {
        for good in GOOD {
            for at in 0..18 {
                for other in CHARACTERS {
                    let mut bad: Vec<u8> = good.bytes().collect();
                    bad[at] = *other;
                    let bad = String::from_utf8(bad).expect("ASCII");
                    assert_eq!(check(&bad).is_ok(), bad == good, "{bad}");
                }
            }
            for at in 0..17 {
                let mut bad: Vec<u8> = good.bytes().collect();
                bad.swap(at, at + 1);
                let bad = String::from_utf8(bad).expect("ASCII");
                assert_eq!(check(&bad).is_ok(), bad == good, "{bad}");
            }
        }
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(check("91000000"), Err(CreditCodeFault::Length { got: 8 }));
        assert_eq!(check("91000000MA000000IB"), Err(CreditCodeFault::Character('I')));
        assert_eq!(check("91000000MA0000001C"), Err(CreditCodeFault::CheckCharacter));
    }
}
