//! Pinyin initials of names and titles, every reading, so that zxm finds 曾小明.

use pinyin::ToPinyinMulti;

use crate::words::surname::surname_initials;

/// How many spellings one text has at most. A name has a handful; a long title with many characters
/// of several readings keeps, from where the limit is reached, only the commonest reading of each.
const MOST: usize = 64;

/// The initials under which `text` is found: lower-case, each once, the likeliest first.
///
/// A surname at the beginning adds its own reading and puts it first (曾 zeng, 单 shan, 尉迟 yuchi);
/// the other readings stay, because people type those too. Latin letters and digits are kept,
/// punctuation and spaces are dropped. So is a Han character without a known reading: a search
/// through it leaves it out as well. All 8,105 characters of 通用规范汉字表 have readings.
pub fn initials(text: &str) -> Vec<String> {
    let surname = surname_initials(text).unwrap_or_default();
    let mut spellings = vec![String::new()];
    for (i, c) in text.chars().enumerate() {
        let letters = letters(c, surname.as_bytes().get(i).copied());
        if let [only] = letters[..] {
            spellings.iter_mut().for_each(|spelling| spelling.push(only));
        } else if !letters.is_empty() {
            let room = (MOST / spellings.len()).max(1);
            spellings = (spellings.iter())
                .flat_map(|spelling| {
                    letters.iter().take(room).map(move |letter| format!("{spelling}{letter}"))
                })
                .collect();
        }
    }
    spellings.retain(|spelling| !spelling.is_empty());
    spellings
}

/// A key under which texts sort as a Chinese reader expects: by the reading of each character, homophones
/// by the character; a surname by its own reading.
pub fn sort_key(text: &str) -> String {
    let surname = surname_initials(text).unwrap_or_default();
    let mut key = String::with_capacity(text.len() * 4);
    for (i, c) in text.chars().enumerate() {
        let c = half_width(c).to_ascii_lowercase();
        let mut readings = c.to_pinyin_multi().into_iter().flatten().map(|reading| reading.plain());
        let first = readings.next();
        let own = surname.get(i..=i).filter(|own| first.is_some_and(|first| !first.starts_with(own)));
        let reading = match own {
            // Of a reading that only the surname has, the initial alone is known: the commonest reading sorts
            // 费 among fèi, where most of its bearers stand.
            Some(own) => readings.find(|reading| reading.starts_with(own)).or(first).unwrap_or(own),
            None => first.unwrap_or_default(),
        };
        key.push_str(reading);
        // Before every letter, so that an stands before ang.
        key.push(' ');
        key.push(c);
    }
    key
}

/// Whether a search is meant for initials: letters, with or without digits, and nothing else.
pub fn looks_like_initials(query: &str) -> bool {
    let mut letters = query.trim().chars().map(half_width).peekable();
    letters.peek().is_some()
        && letters.clone().all(|c| c.is_ascii_alphanumeric())
        && letters.any(|c| c.is_ascii_alphabetic())
}

/// The different initials of one character, that of the surname first.
fn letters(c: char, surname: Option<u8>) -> Vec<char> {
    let c = half_width(c);
    if c.is_ascii_alphanumeric() {
        return vec![c.to_ascii_lowercase()];
    }
    let readings = c.to_pinyin_multi().into_iter().flatten();
    let mut letters: Vec<char> = surname.map(char::from).into_iter().collect();
    for letter in readings.filter_map(|reading| reading.plain().chars().next()) {
        // 欸 has the syllable ê.
        let letter = if letter == 'ê' { 'e' } else { letter };
        if !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    letters
}

/// Full-width letters and digits as the ASCII ones.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from((c as u32 - '！' as u32) as u8 + b'!'),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_is_there_and_the_surname_comes_first() {
        assert_eq!(initials("张三"), ["zs"]);
        assert_eq!(initials("曾小明"), ["zxm", "cxm"]);
        assert_eq!(initials("单田"), ["st", "dt", "ct"]);
        assert_eq!(initials("尉迟恭"), ["ycg", "wcg"]);
        assert_eq!(initials("长孙"), ["zs", "cs"]);
        assert_eq!(initials("费"), ["b", "f"], "a reading that only the surname has");
        assert_eq!(initials("李曾"), ["lc", "lz"], "not in front: no surname");
        assert_eq!(initials("万俟文"), ["mqw", "msw", "wqw", "wsw"]);
    }

    #[test]
    fn letters_and_digits_stay_and_punctuation_goes() {
        assert_eq!(initials("A3井（南）—— Ｂ２")[0], "a3jnb2");
        assert!(initials("阿卜杜拉·买买提").contains(&"abdlmmt".to_string()));
        assert_eq!(initials("《》， 。"), Vec::<String>::new());
        assert_eq!(initials(""), Vec::<String>::new());
    }

    #[test]
    fn rare_characters_of_names_have_readings() {
        assert_eq!(initials("䶮㛃𬭳喆镕"), ["yjxzr"]);
    }

    #[test]
    fn a_long_title_keeps_within_the_limit_and_is_the_same_each_time() {
        let title = "单位解除查处长重区乐曾".repeat(20);
        let spellings = initials(&title);
        assert!(spellings.len() <= MOST && spellings.len() > MOST / 4);
        assert_eq!(spellings, initials(&title));
        let different: std::collections::BTreeSet<_> = spellings.iter().collect();
        assert_eq!(different.len(), spellings.len());
        assert!(spellings.iter().all(|s| s.len() == title.chars().count()));
    }

    #[test]
    fn names_sort_by_their_readings() {
        let mut names = [
            "张三丰",
            "单田",
            "安乐",
            "张三",
            "曾国",
            "尉迟恭",
            "昂宇",
            "章三",
            "李㛃",
            "A3",
            "沈阳",
            "陈镕",
        ];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            [
                "A3",
                "安乐",
                "昂宇",
                "陈镕",
                "李㛃",
                "单田",
                "沈阳",
                "尉迟恭",
                "曾国",
                "张三",
                "张三丰",
                "章三"
            ]
        );
    }

    #[test]
    fn initials_are_told_from_text() {
        for query in ["zs", "ZXM", "a3", "ｚｓ", " zs "] {
            assert!(looks_like_initials(query), "{query}");
        }
        for query in ["", "张s", "2026", "z s", "z*", "é"] {
            assert!(!looks_like_initials(query), "{query}");
        }
    }

    #[test]
    fn all_common_characters_have_a_reading() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/tongyong-8105.txt");
        let Ok(table) = std::fs::read_to_string(path) else {
            eprintln!("skipped: {path} is not here");
            return;
        };
        let han = table.chars().filter(|c| *c > '\u{3000}');
        let unread: String = han.filter(|c| letters(*c, None).is_empty()).collect();
        assert_eq!(unread, "");
    }
}
