//! Standards of review, answers and draws in words: what is wrong and what to do about it.

use super::amount::{parse_tenths, show_tenths};
use crate::domain::review::{AnswerFault, Finding, Given, Level, Question, Standard, StandardFault};

/// Levels in one line, from the highest: 优秀90、良好80.
pub fn show_levels(levels: &[Level]) -> String {
    let one = |level: &Level| format!("{}{}", level.title, show_tenths(level.from));
    levels.iter().map(one).collect::<Vec<_>>().join("、")
}

/// Levels as somebody types them, with or without 分 and blanks.
///
/// # Errors
/// The part that has no name, or does not say from how many points on.
pub fn parse_levels(typed: &str) -> Result<Vec<Level>, String> {
    let parts =
        typed.split(['、', '，', ',', '；', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let one = |part: &str| {
        let written = part.trim_end_matches(['分', '起', '以', '上', '及']).trim();
        let title = written.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let from = parse_tenths(&written[title.len()..]).ok_or_else(|| part.to_owned())?;
        let title = title.trim_end_matches([' ', '\u{3000}', '：', ':', '≥']).to_owned();
        if title.is_empty() { Err(part.to_owned()) } else { Ok(Level { title, from }) }
    };
    parts.map(one).collect()
}

/// A veto or an indicator as people name it.
pub fn asked(standard: &Standard, question: Question) -> String {
    let words = standard.words_at(question);
    match question {
        Question::Veto(_) => format!("否决项“{words}”"),
        Question::Indicator(at) => format!("第{}项“{words}”", at + 1),
    }
}

/// A finding in a line: what was found, on which page, under what, and what it deducts.
pub fn told(standard: &Standard, finding: &Finding) -> String {
    let page = finding.page.map(|page| format!("（第{page}页）")).unwrap_or_default();
    let text = finding.text.trim_end_matches('。');
    let deducted = match finding.of {
        Question::Veto(_) => String::new(),
        Question::Indicator(_) => format!("扣{}分", show_tenths(finding.deducted)),
    };
    format!("{text}{page}，{}{deducted}", asked(standard, finding.of))
}

/// What keeps answers from being submitted.
pub fn answer_refused(standard: &Standard, given: &Given, fault: &AnswerFault) -> String {
    let of =
        |finding: usize| given.findings.get(finding).map(|one| asked(standard, one.of)).unwrap_or_default();
    match fault {
        AnswerFault::Unfit => "没有一项指标涉及这份案卷：标准不适用，请换一个标准。".to_owned(),
        AnswerFault::Open(question)
        | AnswerFault::Concerns(question)
        | AnswerFault::NoFinding(question)
        | AnswerFault::Sum { of: question, .. } => {
            format!("{}：{}", asked(standard, *question), answer_wrong(fault))
        }
        AnswerFault::Answered { finding }
        | AnswerFault::NoText { finding }
        | AnswerFault::AboveMarks { finding, .. }
        | AnswerFault::NoDeduction { finding }
        | AnswerFault::NoPage { finding, .. } => format!("{}：{}", of(*finding), answer_wrong(fault)),
    }
}

/// The same beside the place itself.
pub fn answer_wrong(fault: &AnswerFault) -> String {
    match fault {
        AnswerFault::Unfit => "没有一项指标涉及这份案卷。".to_owned(),
        AnswerFault::Open(_) => "还没有评。".to_owned(),
        AnswerFault::Concerns(_) => "这一项每份案卷都涉及，不能答“不涉及”。".to_owned(),
        AnswerFault::NoFinding(Question::Veto(_)) => "答了“有”，请写明问题。".to_owned(),
        AnswerFault::NoFinding(Question::Indicator(_)) => "扣了分，请写明问题。".to_owned(),
        AnswerFault::Sum { said, sum, .. } => {
            format!("扣{}分，各个问题加起来是{}分，请改成一致。", show_tenths(*said), show_tenths(*sum))
        }
        AnswerFault::Answered { .. } => "写了问题，却没有扣分，也没有否决。请扣分，或者删去问题。".to_owned(),
        AnswerFault::NoText { .. } => "请写明是什么问题。".to_owned(),
        AnswerFault::AboveMarks { deducted, marks, .. } => {
            format!("一个问题扣{}分，超过这一项的{}分，请改小。", show_tenths(*deducted), show_tenths(*marks))
        }
        AnswerFault::NoDeduction { .. } => "写了问题，没有扣分。请扣分，或者删去问题。".to_owned(),
        AnswerFault::NoPage { page, pages: Some(pages), .. } if *page > 0 => {
            format!("案卷只有{pages}页，没有第{page}页，请核对。")
        }
        AnswerFault::NoPage { page, .. } => format!("没有第{page}页，请核对。"),
    }
}

/// What is wrong and what to do about it.
pub fn explain(standard: &Standard, fault: &StandardFault) -> String {
    let group = |at: usize| {
        let title = standard.groups.get(at).map_or("", |group| group.title.as_str());
        if title.trim().is_empty() { format!("第{}部分", at + 1) } else { format!("“{title}”") }
    };
    let indicator = |at: usize| {
        let title = standard.indicators().nth(at).map_or("", |indicator| indicator.title.as_str());
        if title.trim().is_empty() {
            format!("第{}项", at + 1)
        } else {
            format!("第{}项“{title}”", at + 1)
        }
    };
    match fault {
        StandardFault::NoTitle => "没有写标准的名称：请补上。".to_owned(),
        StandardFault::NoVersion => "没有写版本：请补上，例如 2026年版。".to_owned(),
        StandardFault::NoIndicators => "没有一项评查指标：请至少写一项。".to_owned(),
        StandardFault::EmptyGroup { group: at } => {
            format!("{}没有名称或者没有指标：请补上或者删去。", group(*at))
        }
        StandardFault::NoText { indicator: at } => format!("{}没有写看什么：请补上。", indicator(*at)),
        StandardFault::NoMarks { indicator: at } => {
            format!("{}没有分值：分值要大于0。", indicator(*at))
        }
        StandardFault::TypicalAbove { indicator: at, deduct, marks } => format!(
            "{}有一种问题扣{}分，超过这一项的{}分：请改小扣分或者改大分值。",
            indicator(*at),
            show_tenths(*deduct),
            show_tenths(*marks)
        ),
        StandardFault::GroupSum { group: at, said, sum } => format!(
            "{}写的是{}分，各项加起来是{}分：请改成一致。",
            group(*at),
            show_tenths(*said),
            show_tenths(*sum)
        ),
        StandardFault::Sum { said, sum } => {
            format!("满分写的是{}分，各部分加起来是{}分：请改成一致。", show_tenths(*said), show_tenths(*sum))
        }
        StandardFault::Twice { text } => format!("“{text}”写了两次：请删去一个，或者写出区别。"),
        StandardFault::LevelOrder { level } => {
            format!("第{}个等次的起点不对：要从高到低，每个都大于0、不超过满分，并且有名称。", level + 1)
        }
        StandardFault::NoLevels => {
            "没有写等次，或者没有写最低的等次叫什么：请补上，例如 优秀、合格、不合格。".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_levels, show_levels};

    #[test]
    fn levels_are_read_as_people_type_them() {
        for typed in ["优秀90、良好82.5", "优秀 90分，良好：82.5分以上", "优秀≥90；良好\u{3000}82.5"]
        {
            assert_eq!(parse_levels(typed).map(|levels| show_levels(&levels)), Ok("优秀90、良好82.5".into()));
        }
        assert_eq!(parse_levels("").map(|levels| levels.len()), Ok(0));
        for (typed, part) in [("优秀90、良好", "良好"), ("90、良好80", "90"), ("优秀90.55", "优秀90.55")]
        {
            assert_eq!(parse_levels(typed), Err(part.to_owned()));
        }
    }
}
