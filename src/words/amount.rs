//! Amounts and ordinals in Chinese.

/// The numerals of a way of writing numbers.
struct Numerals {
    digits: [&'static str; 10],
    /// Value and name, largest first.
    units: [(u64, &'static str); 5],
}

/// The capital numerals of 支付结算办法 annex 1, which cannot be altered with a stroke.
const CAPITAL: Numerals = Numerals {
    digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"],
    units: [(100_000_000, "亿"), (10_000, "万"), (1000, "仟"), (100, "佰"), (10, "拾")],
};

const COMMON: Numerals = Numerals {
    digits: ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"],
    units: [(100_000_000, "亿"), (10_000, "万"), (1000, "千"), (100, "百"), (10, "十")],
};

impl Numerals {
    /// Spells `n`; a gap of one or more zeros before lower digits is one 零. Zero itself is empty.
    fn spell(&self, n: u64) -> String {
        let Some(&(unit, name)) = self.units.iter().find(|(unit, _)| n >= *unit) else {
            return if n == 0 { String::new() } else { self.digits[n as usize].to_string() };
        };
        let (head, rest) = (n / unit, n % unit);
        let gap = if rest > 0 && rest < unit / 10 { self.digits[0] } else { "" };
        format!("{}{name}{gap}{}", self.spell(head), self.spell(rest))
    }
}

/// 金额大写 of an amount in fen, as 支付结算办法 annex 1 has it: 零元整, 壹万零伍佰元整,
/// 叁佰贰拾伍元零肆分, 伍角整.
///
/// Where annex 1 leaves a choice: 整 also follows 角, because a closed amount cannot be added to, and
/// no 零 stands where only the digit before 万 or 元 is zero (壹拾万柒仟元整).
pub fn amount_in_capitals(fen: u64) -> String {
    if fen == 0 {
        return "零元整".to_string();
    }
    let (yuan, jiao, fen) = (fen / 100, (fen / 10 % 10) as usize, (fen % 10) as usize);
    let mut text = CAPITAL.spell(yuan);
    if yuan > 0 {
        text += "元";
    }
    match (jiao, fen) {
        (0, 0) => text += "整",
        (0, fen) if yuan > 0 => text += &format!("零{}分", CAPITAL.digits[fen]),
        (0, fen) => text += &format!("{}分", CAPITAL.digits[fen]),
        (jiao, 0) => text += &format!("{}角整", CAPITAL.digits[jiao]),
        (jiao, fen) => text += &format!("{}角{}分", CAPITAL.digits[jiao], CAPITAL.digits[fen]),
    }
    text
}

/// A number as headings and articles are numbered: 一, 十, 十一, 二十, 一百零一. Zero is 〇.
pub fn ordinal(n: u32) -> String {
    match n {
        0 => "〇".to_string(),
        10..=19 => COMMON.spell(n.into()).trim_start_matches('一').to_string(),
        _ => COMMON.spell(n.into()),
    }
}

/// The size of a file as people say it, rounded up.
pub fn show_size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} 字节"),
        1024..0x10_0000 => format!("{} KB", bytes.div_ceil(1 << 10)),
        _ => format!("{} MB", bytes.div_ceil(1 << 20)),
    }
}

/// An amount as people read it: 20,000元, 1,500.50元.
pub fn show_yuan(fen: u64) -> String {
    let digits = (fen / 100).to_string();
    let mut whole = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            whole.push(',');
        }
        whole.push(digit);
    }
    match fen % 100 {
        0 => format!("{whole}元"),
        rest => format!("{whole}.{rest:02}元"),
    }
}

/// An amount as it stands in a field: 20000, 1500.50; empty where there is none.
pub fn yuan_typed(fen: Option<u64>) -> String {
    match fen {
        None => String::new(),
        Some(fen) if fen % 100 == 0 => (fen / 100).to_string(),
        Some(fen) => format!("{}.{:02}", fen / 100, fen % 100),
    }
}

/// What was typed is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoAmount;

/// Reads an amount in yuan, in fen: `20000`, `1,500.5元`; none where nothing is written.
///
/// # Errors
/// Something but digits, and at most two behind one point; more than a ledger holds.
pub fn parse_yuan(typed: &str) -> Result<Option<u64>, NoAmount> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).collect();
    let typed = typed.strip_suffix('元').unwrap_or(&typed);
    if typed.is_empty() {
        return Ok(None);
    }
    let (whole, rest) = typed.split_once('.').unwrap_or((typed, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(rest) || rest.len() > 2 {
        return Err(NoAmount);
    }
    let whole: u64 = whole.parse().map_err(|_| NoAmount)?;
    let fen: u64 = format!("{rest:0<2}").parse().map_err(|_| NoAmount)?;
    whole.checked_mul(100).and_then(|whole| whole.checked_add(fen)).map(Some).ok_or(NoAmount)
}

/// Class hours or points that are kept in tenths: 88.5, 24.
pub fn show_tenths(tenths: u32) -> String {
    match (tenths / 10, tenths % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

/// Tenths as somebody types them; nothing finer than a tenth.
pub fn parse_tenths(typed: &str) -> Option<u32> {
    let (whole, tenth) = typed.trim().split_once('.').unwrap_or((typed.trim(), "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(tenth) || tenth.len() > 1 || whole.len() > 5 {
        return None;
    }
    Some(whole.parse::<u32>().ok()? * 10 + tenth.parse::<u32>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_shown_and_read() {
        for (tenths, shown) in [(885, "88.5"), (240, "24"), (0, "0"), (5, "0.5")] {
            assert_eq!(show_tenths(tenths), shown);
            assert_eq!(parse_tenths(shown), Some(tenths));
        }
        for typed in ["", "88.55", "八十", "-3", "1e3", "999999"] {
            assert_eq!(parse_tenths(typed), None, "{typed}");
        }
    }

    #[test]
    fn amounts_follow_the_settlement_rules() {
        let cases = [
            (0, "零元整"),
            (1, "壹分"),
            (50, "伍角整"),
            (99, "玖角玖分"),
            (100, "壹元整"),
            (1000, "壹拾元整"),
            (1_050_000, "壹万零伍佰元整"),
            // The examples of annex 1.
            (140_950, "壹仟肆佰零玖元伍角整"),
            (600_714, "陆仟零柒元壹角肆分"),
            (168_032, "壹仟陆佰捌拾元叁角贰分"),
            (10_700_053, "壹拾万柒仟元伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (32_504, "叁佰贰拾伍元零肆分"),
            (10_000_000_000, "壹亿元整"),
            (10_000_001_000, "壹亿零壹拾元整"),
            (10_050_000_000, "壹亿零伍拾万元整"),
            (100_000_100, "壹佰万零壹元整"),
            (1_000_000_000_000_001, "壹拾万亿元零壹分"),
        ];
        for (fen, text) in cases {
            assert_eq!(amount_in_capitals(fen), text, "{fen}");
        }
        assert!(amount_in_capitals(u64::MAX).ends_with("元壹角伍分"));
    }

    #[test]
    fn ordinals_count_as_headings_do() {
        let cases = [
            (0, "〇"),
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (21, "二十一"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1001, "一千零一"),
            (10_010, "一万零一十"),
            (100_000, "一十万"),
        ];
        for (n, text) in cases {
            assert_eq!(ordinal(n), text);
        }
    }

    #[test]
    fn amounts_are_read_as_they_are_written() {
        use super::{NoAmount, parse_yuan, show_yuan, yuan_typed};
        for (typed, fen) in
            [("20000", 20_000 * 100), ("1,500.5元", 150_050), ("0.05", 5), (" 3 000 ", 3_000 * 100)]
        {
            assert_eq!(parse_yuan(typed), Ok(Some(fen)), "{typed}");
            assert_eq!(parse_yuan(&yuan_typed(Some(fen))), Ok(Some(fen)));
            assert_eq!(parse_yuan(&show_yuan(fen)), Ok(Some(fen)));
        }
        assert_eq!(parse_yuan(" "), Ok(None));
        for typed in ["两万", "1.234", "-5", "1.", ".5", "99999999999999999999"] {
            assert_eq!(parse_yuan(typed), Err(NoAmount), "{typed}");
        }
        assert_eq!(show_yuan(1_234_567 * 100), "1,234,567元");
    }
}
