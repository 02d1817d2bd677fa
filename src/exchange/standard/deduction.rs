//! Faults with what each deducts, out of a sentence: 未出示证件的扣2分；证号漏填，每处扣0.5分。

use crate::domain::review::Typical;
use crate::words::amount::parse_tenths;

/// The faults of a cell, and the clauses that do not say how much is deducted.
pub fn read(cell: &str) -> (Vec<Typical>, Vec<String>) {
    let (mut typical, mut left) = (Vec::new(), Vec::new());
    let clauses = cell.split(['；', ';', '。', '\n']).map(str::trim).filter(|clause| !clause.is_empty());
    for clause in clauses {
        match deduction(clause) {
            Some(one) => typical.push(one),
            None => left.push(clause.to_owned()),
        }
    }
    (typical, left)
}

/// 未出示证件的，扣2分 is 未出示证件 and 20 tenths.
fn deduction(clause: &str) -> Option<Typical> {
    let (fault, rest) = clause.rsplit_once('扣')?;
    let rest = rest.trim_start_matches(['减', '除', ' ']);
    let (number, after) = rest.split_once('分')?;
    let deduct = parse_tenths(number)?;
    // 扣1分至3分 leaves the sum to the reviewer: it is no fixed deduction.
    if !after.trim_matches(['）', ')', '，', ',', ' ']).is_empty() {
        return None;
    }
    let fault = fault.trim_end_matches(['，', ',', '：', ':', ' ', '（', '(']);
    let fault = fault.strip_suffix('的').unwrap_or(fault).trim();
    (!fault.is_empty() && deduct > 0).then(|| Typical { fault: without_number(fault).to_owned(), deduct })
}

/// A text without the number before it: 1. and （一） and ①.
pub fn without_number(text: &str) -> &str {
    const HAN: &str = "一二三四五六七八九十";
    let text = text.trim();
    let number = |c: char| c.is_ascii_digit() || HAN.contains(c);
    let bracketed = text.strip_prefix(['（', '(']).and_then(|rest| {
        let after = rest.trim_start_matches(number);
        (after.len() < rest.len()).then(|| after.strip_prefix(['）', ')']))?
    });
    let dotted = || {
        let after = text.trim_start_matches(number);
        let stop = after.strip_prefix(['、', '．', '.']).filter(|_| after.len() < text.len())?;
        // 2.5分 is a number, not a second point.
        (!stop.starts_with(|c: char| c.is_ascii_digit())).then_some(stop)
    };
    let circled = || text.strip_prefix(|c: char| ('\u{2460}'..='\u{2473}').contains(&c));
    bracketed.or_else(dotted).or_else(circled).map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_with_a_fixed_deduction_is_a_fault_and_others_are_left() {
        let (typical, left) =
            read("1.未出示证件的，扣2分；（二）证号漏填，每处扣0.5分。其他问题酌情扣1分至3分；视情节");
        let read: Vec<(&str, u32)> = typical.iter().map(|one| (one.fault.as_str(), one.deduct)).collect();
        assert_eq!(read, [("未出示证件", 20), ("证号漏填，每处", 5)]);
        assert_eq!(left, ["其他问题酌情扣1分至3分", "视情节"]);
    }

    #[test]
    fn a_number_before_a_text_is_not_part_of_it() {
        for (written, read) in [
            ("一、执法主体", "执法主体"),
            ("（三）证据", "证据"),
            ("12.送达", "送达"),
            ("②期限", "期限"),
            ("2.5分", "2.5分"),
            ("十日内送达", "十日内送达"),
        ] {
            assert_eq!(without_number(written), read);
        }
    }
}
