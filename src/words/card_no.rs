//! Numbers of cards and identities with their middle covered.

/// Covers a number for lists and screens: of a long number the first three and the last four
/// characters stay, of a shorter one the last two, of up to four none.
///
/// 150429199001011234 → 150***********1234. The birthday is always covered.
pub fn mask(number: &str) -> String {
    let count = number.chars().count();
    let (head, tail) = match count {
        0..=4 => (0, 0),
        5..=11 => (0, 2),
        _ => (3, 4),
    };
    number.chars().enumerate().map(|(i, c)| if i < head || i >= count - tail { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_covered() {
        assert_eq!(mask("150429199001011234"), "150***********1234");
        assert_eq!(mask("15042900123"), "*********23");
        assert_eq!(mask("蒙D01234"), "*****34");
        assert_eq!(mask("1234"), "****");
        assert_eq!(mask(""), "");
    }
}
