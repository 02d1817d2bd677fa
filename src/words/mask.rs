//! Numbers of persons as they are shown: enough to tell two apart, not enough to be of use to anybody else.

/// How many characters at the end are shown.
const SHOWN: usize = 4;

/// All but the last four characters as stars; a number of four or fewer is all stars.
pub fn masked(number: &str) -> String {
    let count = number.chars().count();
    let hidden = if count > SHOWN { count - SHOWN } else { count };
    "*".repeat(hidden) + &number.chars().skip(hidden).collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn only_the_last_four_are_shown() {
        assert_eq!(masked("00000019850312001X"), "**************001X");
        assert_eq!(masked("0471"), "****");
        assert_eq!(masked(""), "");
    }
}
