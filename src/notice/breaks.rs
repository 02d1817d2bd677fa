//! 避头尾: where a line of Chinese may end.

use std::borrow::Cow;

use unicode_linebreak::linebreaks;

/// Counters and units that stay with the number before them.
const UNITS: &str = "年月日时分秒号条款项目页份件人次个名元万亿倍周天岁章节级类吨米℃％%";

/// Marks that never begin a line (GB/T 15834).
#[rustfmt::skip]
pub(crate) fn never_first(character: char) -> bool {
    matches!(
        character,
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '）' | '》' | '〉' | '】' | '〕' | '］' | '｝' | '”' | '’' | '」' | '』'
            | '·' | '％' | '‰' | '℃' | '～' | '－' | '／' | ',' | '.' | ';' | ':' | '?' | '!' | ')' | ']' | '}' | '%'
    )
}

/// Marks that never end a line.
#[rustfmt::skip]
pub(crate) fn never_last(character: char) -> bool {
    matches!(
        character,
        '（' | '《' | '〈' | '【' | '〔' | '［' | '｛' | '“' | '‘' | '「' | '『' | '￥' | '／' | '(' | '[' | '{'
    )
}

/// Whether a line may end before a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    Never,
    /// Only where nothing better fits: between a number and its unit.
    Reluctant,
    Free,
}

/// For each character of a paragraph, whether a line may end before it.
pub(crate) fn breaks(text: &str) -> Vec<Break> {
    // The Unicode rules glue “ ” on both sides; the corner brackets are as long and know their side.
    const QUOTES: [char; 4] = ['“', '”', '‘', '’'];
    let mut sided = Cow::Borrowed(text);
    if text.contains(QUOTES) {
        for (quote, bracket) in QUOTES.into_iter().zip(["「", "」", "『", "』"]) {
            sided = Cow::Owned(sided.replace(quote, bracket));
        }
    }
    let mut opportunities = linebreaks(&sided).map(|(at, _)| at).peekable();
    let mut before = None;
    text.char_indices()
        .map(|(at, character)| {
            let allowed = opportunities.next_if(|&next| next <= at).is_some_and(|next| next == at);
            let verdict = match before {
                None => Break::Never,
                Some(last) if never_last(last) || never_first(character) => Break::Never,
                Some(last) if last == character && matches!(character, '—' | '…') => Break::Never,
                Some(_) if !allowed => Break::Never,
                Some(last) if belongs(last, character) => Break::Reluctant,
                Some(_) => Break::Free,
            };
            before = Some(character);
            verdict
        })
        .collect()
}

/// A number with its unit, 第 with its number, and a number after a document's 〔year〕.
fn belongs(last: char, next: char) -> bool {
    (last.is_ascii_digit() && UNITS.contains(next)) || (next.is_ascii_digit() && matches!(last, '第' | '〕'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with `|` at free and `~` at reluctant breaks.
    fn marked(text: &str) -> String {
        let mut out = String::new();
        for (character, at) in text.chars().zip(breaks(text)) {
            match at {
                Break::Never => {}
                Break::Reluctant => out.push('~'),
                Break::Free => out.push('|'),
            }
            out.push(character);
        }
        out
    }

    #[test]
    fn punctuation_stays_on_its_side() {
        assert_eq!(marked("《制度》（以下）。他"), "《制|度》|（以|下）。|他");
        assert_eq!(marked("称“甲”，‘乙’的"), "称|“甲”，|‘乙’|的");
        assert_eq!(marked("阿·买"), "阿·|买");
    }

    #[test]
    fn dashes_numbers_and_years_stay_whole() {
        assert_eq!(marked("以——为……的"), "以|——|为……|的");
        assert_eq!(marked("〔2026〕1号"), "〔2026〕~1~号");
        assert_eq!(marked("自2026年3月5日起"), "自|2026~年|3~月|5~日|起");
        assert_eq!(marked("第12页"), "第~12~页");
    }
}
