//! Review of case files: what a score can and cannot be, the standard that comes with the program, the draw.

#[path = "support/dice.rs"]
mod dice;

use binggong::domain::case::CaseKind;
use binggong::domain::review::{
    Answers, Group, Indicator, LeftOut, Level, Mark, Question, Score, Standard, StandardFault, Typical,
    Verdict, Veto, VetoAnswer, differences,
};
use binggong::exchange::register::{Book, Unreadable};
use binggong::exchange::standard::{self, About, StandardReading};
use binggong::rules::review::{Draw, DrawFault, built_in_standard, draw, read_standard};

use dice::Dice;
use rust_xlsxwriter::{Format, Workbook};

/// A sound standard of some shape, with half points.
fn standard(dice: &mut Dice) -> Standard {
    let group = |dice: &mut Dice, at: usize| {
        let indicators: Vec<Indicator> = (0..1 + dice.below(5))
            .map(|n| Indicator {
                title: format!("指标{at}-{n}"),
                marks: 5 * (1 + dice.below(20) as u32),
                may_be_out: dice.below(2) == 0,
                typical: Vec::new(),
            })
            .collect();
        let marks = indicators.iter().map(|indicator| indicator.marks).sum();
        Group { title: format!("部分{at}"), marks, indicators }
    };
    let groups: Vec<Group> = (0..1 + dice.below(6)).map(|at| group(dice, at)).collect();
    let full: u32 = groups.iter().map(|group| group.marks).sum();
    let level = |title: &str, from: u32| Level { title: title.to_owned(), from };
    Standard {
        title: "标准".to_owned(),
        version: "甲版".to_owned(),
        kinds: Vec::new(),
        full,
        left_out: *dice.pick(LeftOut::ALL),
        vetoes: (0..dice.below(10))
            .map(|at| Veto { fault: format!("否决{at}"), virtue: format!("没有否决{at}") })
            .collect(),
        groups,
        levels: vec![level("优", full), level("良", full.div_ceil(2).max(2)), level("中", 1)]
            .into_iter()
            .scan(u32::MAX, |above, level| {
                let lower = level.from < *above;
                *above = level.from.min(*above);
                Some((lower, level))
            })
            .filter_map(|(lower, level)| lower.then_some(level))
            .collect(),
        lowest: "不合格".to_owned(),
    }
}

/// Any answers at all, also ones that exceed the marks.
fn answers(standard: &Standard, dice: &mut Dice) -> Answers {
    let veto = |dice: &mut Dice| match dice.below(8) {
        0 => None,
        1 => Some(VetoAnswer::Present),
        2 => Some(VetoAnswer::NotConcerned),
        _ => Some(VetoAnswer::Absent),
    };
    let mark = |dice: &mut Dice| match dice.below(8) {
        0 => None,
        1 => Some(Mark::NotConcerned),
        2 => Some(Mark::Deducted(u32::MAX)),
        _ => Some(Mark::Deducted(dice.below(150) as u32)),
    };
    Answers {
        vetoes: standard.vetoes.iter().map(|_| veto(dice)).collect(),
        marks: standard.indicators().map(|_| mark(dice)).collect(),
    }
}

#[test]
fn a_score_is_never_negative_nor_above_full_and_a_veto_always_voids_and_no_deduction_passes_its_cap() {
    let mut dice = Dice::new(6);
    let (mut voids, mut levels, mut held) = (0, 0, 0);
    for _ in 0..4_000 {
        let standard = standard(&mut dice);
        assert_eq!(standard.faults(), []);
        let answers = answers(&standard, &mut dice);
        let score = Score::of(&standard, &answers);
        assert!(score.points <= standard.full, "{score:?}");
        for (part, indicator) in score.indicators.iter().zip(standard.indicators()) {
            assert!(part.deducted <= indicator.marks);
            held += usize::from(part.beyond > 0);
        }
        assert_eq!(score.deducted, score.indicators.iter().map(|part| part.deducted).sum::<u32>());
        let void = answers.vetoes.contains(&Some(VetoAnswer::Present));
        assert_eq!(score.verdict == Verdict::Void, void);
        if void {
            voids += 1;
            assert_eq!((score.points, score.level(&standard)), (0, Some("不合格")));
        }
        levels += usize::from(matches!(score.verdict, Verdict::Level(_)));
        // Finding one more fault never raises a score.
        let mut worse = answers.clone();
        let at = dice.below(worse.marks.len());
        if let Some(Mark::Deducted(found)) = worse.marks[at] {
            worse.marks[at] = Some(Mark::Deducted(found.saturating_add(5)));
            assert!(Score::of(&standard, &worse).points <= score.points);
        }
    }
    assert!(voids > 500 && levels > 100 && held > 1_000, "{voids} {levels} {held}: too few of a kind");
}

#[test]
fn nothing_found_is_full_marks_and_everything_found_is_none() {
    let mut dice = Dice::new(7);
    for _ in 0..500 {
        let standard = standard(&mut dice);
        let all = |mark: Mark| Answers {
            vetoes: vec![Some(VetoAnswer::Absent); standard.vetoes.len()],
            marks: vec![Some(mark); standard.indicators().count()],
        };
        let clean = Score::of(&standard, &all(Mark::Deducted(0)));
        assert_eq!((clean.points, clean.verdict), (standard.full, Verdict::Level(0)));
        let lost = Score::of(&standard, &all(Mark::Deducted(10_000)));
        assert_eq!((lost.points, lost.verdict), (0, Verdict::Lowest));
        let unfit = Score::of(&standard, &all(Mark::NotConcerned));
        match standard.left_out {
            LeftOut::Full => assert_eq!(unfit.points, standard.full),
            LeftOut::Rescaled => assert_eq!((unfit.points, unfit.verdict), (0, Verdict::Unfit)),
        }
    }
}

/// Answers to the standard of the program: all pass but those named, in whole points; `None` is 不涉及.
fn reviewed(standard: &Standard, found: &[(usize, Option<u32>)]) -> Answers {
    let mut answers = Answers {
        vetoes: vec![Some(VetoAnswer::Absent); standard.vetoes.len()],
        marks: vec![Some(Mark::Deducted(0)); standard.indicators().count()],
    };
    for (number, points) in found {
        answers.marks[number - 1] =
            Some(points.map_or(Mark::NotConcerned, |points| Mark::Deducted(10 * points)));
    }
    answers
}

#[test]
fn the_standard_of_the_program_gives_the_score_that_a_hand_gives() {
    let standard = built_in_standard().unwrap();
    assert_eq!((standard.vetoes.len(), standard.groups.len(), standard.indicators().count()), (9, 6, 17));
    let found = [(4, 3), (8, 2), (10, 2), (12, 2), (14, 1), (15, 2), (16, 2)];
    let mut found: Vec<(usize, Option<u32>)> = found.map(|(at, points)| (at, Some(points))).to_vec();
    found.push((6, None));
    let score = Score::of(&standard, &reviewed(&standard, &found));
    let groups: Vec<(u32, u32)> = score.groups.iter().map(|group| (group.deducted, group.got)).collect();
    assert_eq!(groups, [(0, 100), (30, 220), (20, 130), (40, 210), (30, 120), (20, 80)]);
    assert_eq!((score.deducted, score.points, score.level(&standard)), (140, 860, Some("良好")));

    // An answer is still open: no level yet. A veto does not wait for it.
    let mut answers = reviewed(&standard, &found);
    answers.marks[12] = None;
    assert_eq!(Score::of(&standard, &answers).verdict, Verdict::Open(1));
    answers.vetoes[6] = Some(VetoAnswer::Present);
    let void = Score::of(&standard, &answers);
    assert_eq!((void.void.as_slice(), void.points, void.level(&standard)), (&[6][..], 0, Some("不合格")));
}

/// 20 points: 甲 7.5, 乙 2.5, 丙 10 of which nothing may be left; 乙 may be left out.
const HALVES: &str = r#"
title = "半分的标准"
version = "2026年版"
kinds = ["行政处罚（普通程序）"]
full = 20
left_out = "不涉及的项目不计入，其余按比例折算"
lowest = "不合格"
[[level]]
title = "优秀"
from = 18.5
[[level]]
title = "合格"
from = 12
[[veto]]
fault = "主体不合法"
virtue = "主体合法"
[[group]]
title = "一"
marks = 10
[[group.indicator]]
title = "甲"
marks = 7.5
typical = [{ fault = "缺一页", deduct = 0.5 }]
[[group.indicator]]
title = "乙"
marks = 2.5
may_be_out = true
[[group]]
title = "二"
marks = 10
[[group.indicator]]
title = "丙"
marks = 10
"#;

#[test]
fn half_points_and_a_row_that_does_not_concern_the_file_are_brought_to_full_marks_in_proportion() {
    let standard = read_standard("半分.toml", HALVES).unwrap();
    let score = |marks: [Mark; 3]| {
        let marks = marks.map(Some).to_vec();
        Score::of(&standard, &Answers { vetoes: vec![Some(VetoAnswer::Absent)], marks })
    };
    // 7 + 2.5 + 9 = 18.5.
    let all = score([Mark::Deducted(5), Mark::Deducted(0), Mark::Deducted(10)]);
    assert_eq!((all.points, all.level(&standard)), (185, Some("优秀")));
    // (7 + 9) of 17.5, of 20: 18.2857… is 18.3.
    let rest = score([Mark::Deducted(5), Mark::NotConcerned, Mark::Deducted(10)]);
    assert_eq!((rest.points, rest.level(&standard)), (183, Some("合格")));
    // (0 + 10) of 17.5, of 20: 11.428… is 11.4; 12 of 7.5 are held at 7.5.
    let held = score([Mark::Deducted(120), Mark::NotConcerned, Mark::Deducted(0)]);
    assert_eq!((held.points, held.indicators[0].beyond, held.level(&standard)), (114, 45, Some("不合格")));
}

#[test]
fn a_standard_that_does_not_add_up_is_refused_with_its_line_and_what_to_do() {
    let told = |from: &str, to: &str| {
        assert!(HALVES.contains(from), "{from}");
        read_standard("半分.toml", &HALVES.replacen(from, to, 1)).unwrap_err().faults
    };
    let sum = told("marks = 2.5", "marks = 3");
    assert_eq!(sum, [(17, "“一”写的是10分，各项加起来是10.5分：请改成一致。".to_owned())]);
    let whole = told("full = 20", "full = 100");
    assert_eq!(whole[0].1, "满分写的是100分，各部分加起来是20分：请改成一致。");
    let above = told("deduct = 0.5", "deduct = 8");
    assert_eq!(above[0].1, "第1项“甲”有一种问题扣8分，超过这一项的7.5分：请改小扣分或者改大分值。");
    assert!(told("from = 12", "from = 18.5")[0].1.contains("从高到低"));
    assert!(told("from = 18.5", "from = 21")[0].1.contains("不超过满分"));
    assert!(told("title = \"乙\"", "title = \"甲\"").iter().any(|(_, told)| told.contains("写了两次")));
    assert!(told("marks = 7.5", "marks = 7.55")[0].1.contains("最多一位小数"));
    assert!(told("marks = 7.5", "marks = -1")[0].1.contains("分值要写成数字"));
    assert!(
        told("kinds = [\"行政处罚（普通程序）\"]", "kinds = [\"罚款\"]")[0].1.contains("不在可填的范围内")
    );
    let mut empty = read_standard("半分.toml", HALVES).unwrap();
    empty.groups.clear();
    assert!(empty.faults().contains(&StandardFault::NoIndicators));
}

#[test]
fn two_reviewers_differ_where_what_counts_differs() {
    let standard = read_standard("半分.toml", HALVES).unwrap();
    let one = Answers {
        vetoes: vec![Some(VetoAnswer::Absent)],
        marks: vec![Some(Mark::Deducted(75)), Some(Mark::NotConcerned), Some(Mark::Deducted(10))],
    };
    let mut other = one.clone();
    // More than the marks is no more than the marks.
    other.marks[0] = Some(Mark::Deducted(90));
    assert_eq!(differences(&standard, &one, &other), []);
    other.marks[1] = Some(Mark::Deducted(0));
    other.vetoes[0] = Some(VetoAnswer::NotConcerned);
    let found = differences(&standard, &one, &other);
    assert_eq!(found, [Question::Veto(0), Question::Indicator(1)]);
}

fn numbers(count: usize) -> Vec<String> {
    (1..=count).map(|n| format!("示应急罚〔2025〕{n}号")).collect()
}

#[test]
fn a_draw_repeats_from_its_seed_whatever_the_order_of_the_list_and_the_files_by_rule_come_first() {
    let numbers = numbers(40);
    let mut files: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let by_rule = [files[4], files[30]];
    let picked = |files: &[&str], seed: &str| {
        let drawn = draw(Draw { seed, files, by_rule: &by_rule, count: 8 }).unwrap();
        let names = |all: Vec<usize>| all.into_iter().map(|at| files[at].to_owned()).collect::<Vec<String>>();
        (names(drawn.by_rule), names(drawn.by_lot.into_iter().map(|(at, _)| at).collect()))
    };
    let (ruled, lots) = picked(&files, "2026年3月5日 37");
    assert_eq!(ruled, by_rule);
    assert_eq!(lots.len(), 8);
    assert!(lots.iter().all(|drawn| !by_rule.contains(&drawn.as_str())));
    let mut dice = Dice::new(3);
    dice.shuffle(&mut files);
    assert_eq!(picked(&files, "2026年3月5日 37").1, lots);
    assert_ne!(picked(&files, "2026年3月5日 38").1, lots);
    // What sha256sum says of the seed, a line feed and the number; anybody can ask it.
    let drawn = draw(Draw { seed: "37", files: &["示应急罚〔2025〕1号"], by_rule: &[], count: 1 }).unwrap();
    assert_eq!(
        drawn.by_lot[0].1.to_string(),
        "07755c74d8ae7667a918b6a72d57c389d4c0cf0b19703f9e944fbf7244d616fb"
    );
}

#[test]
fn a_draw_favours_nobody() {
    let numbers = numbers(40);
    let files: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let (seeds, count) = (10_000_u32, 8);
    let mut often = vec![0_u32; files.len()];
    for seed in 0..seeds {
        let drawn = draw(Draw { seed: &seed.to_string(), files: &files, by_rule: &[], count }).unwrap();
        drawn.by_lot.iter().for_each(|(at, _)| often[*at] += 1);
    }
    let share = count as f64 / files.len() as f64;
    let expected = f64::from(seeds) * share;
    let squares: f64 = often.iter().map(|often| (f64::from(*often) - expected).powi(2)).sum();
    // Without replacement a count varies by (1 − share), and the counts are bound to their sum.
    let chi = squares / (expected * (1.0 - share)) * (files.len() - 1) as f64 / files.len() as f64;
    // 39 degrees of freedom: once in a thousand above 72.1, once in a thousand below 17.3.
    assert!((17.3..72.1).contains(&chi), "{chi}");
}

#[test]
fn a_draw_that_could_be_doubted_is_refused() {
    let refused = |seed: &str, files: &[&str], by_rule: &[&str], count: usize| {
        draw(Draw { seed, files, by_rule, count }).unwrap_err()
    };
    assert_eq!(refused(" ", &["甲"], &[], 1), DrawFault::NoSeed);
    assert_eq!(refused("1", &["甲", "甲"], &[], 1), DrawFault::Twice("甲".to_owned()));
    assert_eq!(refused("1", &["甲", ""], &[], 1), DrawFault::NoNumber);
    assert_eq!(refused("1", &["甲\n乙"], &[], 1), DrawFault::NotOneLine("甲\n乙".to_owned()));
    assert_eq!(refused("1", &["甲"], &["乙"], 1), DrawFault::Unknown("乙".to_owned()));
    assert_eq!(refused("1", &["甲", "乙"], &["乙"], 2), DrawFault::TooFew { wanted: 2, there: 1 });
}

fn read_sheet(bytes: &[u8]) -> Result<StandardReading, Unreadable> {
    standard::read(&Book::of_bytes("标准", bytes).unwrap())
}

#[test]
fn a_standard_that_was_written_into_a_workbook_is_read_as_it_was() {
    let mut dice = Dice::new(8);
    for turn in 0..60 {
        let mut whole = if turn == 0 { built_in_standard().unwrap() } else { standard(&mut dice) };
        if turn > 0 {
            whole.kinds = CaseKind::ALL.iter().copied().filter(|_| dice.below(3) == 0).collect();
            for indicator in whole.groups.iter_mut().flat_map(|group| &mut group.indicators) {
                indicator.typical = (0..dice.below(3))
                    .map(|n| Typical {
                        fault: format!("缺第{n}种材料"), deduct: 1 + dice.below(5) as u32
                    })
                    .collect();
            }
        }
        let reading = read_sheet(&standard::write(&whole).unwrap()).unwrap();
        assert_eq!((&reading.problems, &reading.unread_columns), (&vec![], &vec![]));
        assert_eq!(reading.standard(&reading.about).unwrap(), whole);
    }
}

/// A table as it is attached to a notice: a title over it, groups merged over their rows, vetoes among the rows.
fn attached(change: impl Fn(&mut Vec<[&str; 7]>)) -> Vec<u8> {
    let mut rows = vec![
        ["序号", "评查项目", "评查内容", "标准分（分）", "评分细则", "可缺项", "备注"],
        ["1", "一、主体（10分）", "1.甲", "7.5", "缺一页的，扣0.5分；情节严重的酌情", "", ""],
        ["2", "", "2.乙", "2.5分", "", "是", "看卷宗"],
        ["3", "二、程序", "丙", "10", "", "", ""],
        ["4", "", "主体不合法", "否决", "", "", ""],
        ["", "合计", "", "20", "", "", ""],
        ["注：本表由法制机构解释。", "", "", "", "", "", ""],
    ];
    change(&mut rows);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 6, "示例县行政处罚案卷评查标准（2025年版）", &plain).unwrap();
    for (row, cells) in (1..).zip(&rows) {
        for (column, words) in (0..).zip(cells) {
            match words.parse::<f64>() {
                _ if words.is_empty() => {}
                Ok(number) => _ = sheet.write_number(row, column, number).unwrap(),
                Err(_) => _ = sheet.write_string(row, column, *words).unwrap(),
            }
        }
    }
    for (top, bottom) in [(2, 3), (4, 5)] {
        let words = rows[top as usize - 1][1];
        if !words.is_empty() {
            sheet.merge_range(top, 1, bottom, 1, words, &plain).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// What a person says of a table that says it of itself no further.
fn said(reading: &StandardReading) -> About {
    let level = |title: &str, from: u32| Level { title: title.to_owned(), from };
    About {
        left_out: Some(LeftOut::Rescaled),
        levels: vec![level("优秀", 185), level("合格", 120)],
        lowest: "不合格".to_owned(),
        ..reading.about.clone()
    }
}

#[test]
fn a_table_from_a_sheet_with_half_points_vetoes_and_rows_left_out_gives_the_score_that_a_hand_gives() {
    let reading = read_sheet(&attached(|_| {})).unwrap();
    assert_eq!(reading.problems, []);
    let standard = reading.standard(&said(&reading)).unwrap();
    assert_eq!(standard.faults(), []);
    assert_eq!(
        (standard.title.as_str(), standard.version.as_str()),
        ("示例县行政处罚案卷评查标准", "2025年版")
    );
    let indicators: Vec<(&str, u32, bool)> =
        standard.indicators().map(|one| (one.title.as_str(), one.marks, one.may_be_out)).collect();
    assert_eq!(indicators, [("甲", 75, false), ("乙", 25, true), ("丙", 100, false)]);
    assert_eq!(
        standard.indicators().next().unwrap().typical,
        [Typical { fault: "缺一页".into(), deduct: 5 }]
    );
    assert_eq!(standard.vetoes[0].fault, "主体不合法");
    // Nothing is passed over in silence.
    let left: Vec<(u32, &str)> = reading.left.iter().map(|told| (told.row, told.why.as_str())).collect();
    assert_eq!(
        left,
        [(3, "“情节严重的酌情”没有写明扣几分，没有作为常见问题"), (7, "合计"), (8, "表下面的说明")]
    );
    assert_eq!(reading.unread_columns, ["备注"]);

    let score = |veto, marks: [Mark; 3]| {
        Score::of(&standard, &Answers { vetoes: vec![Some(veto)], marks: marks.map(Some).to_vec() })
    };
    let absent = VetoAnswer::Absent;
    // (7 + 9) of 17.5, of 20: 18.2857… is 18.3. With 乙 in full it is 7 + 2.5 + 9 = 18.5.
    let rest = score(absent, [Mark::Deducted(5), Mark::NotConcerned, Mark::Deducted(10)]);
    assert_eq!((rest.points, rest.level(&standard)), (183, Some("合格")));
    let all = score(absent, [Mark::Deducted(5), Mark::Deducted(0), Mark::Deducted(10)]);
    assert_eq!((all.points, all.level(&standard)), (185, Some("优秀")));
    let void = score(VetoAnswer::Present, [Mark::Deducted(0); 3]);
    assert_eq!((void.points, void.level(&standard)), (0, Some("不合格")));
}

#[test]
fn a_row_of_a_standard_that_cannot_be_taken_is_named_with_its_row_and_nothing_is_taken() {
    let told = |change: &dyn Fn(&mut Vec<[&str; 7]>)| {
        let reading = read_sheet(&attached(change)).unwrap();
        let told = reading.standard(&said(&reading)).unwrap_err();
        told.into_iter().map(|told| (told.row, told.why)).collect::<Vec<_>>()
    };
    let none = told(&|rows| rows[2][3] = "");
    assert_eq!(none, [(4, "“2.乙”没有写分值。请补上；是否决项的，分值写“否决”。".to_owned())]);
    let fine = told(&|rows| rows[2][3] = "2.55");
    assert_eq!(
        fine,
        [(4, "“2.乙”的分值写的是“2.55”。请写成数字，最多一位小数，例如 5 或者 2.5。".to_owned())]
    );
    assert_eq!(told(&|rows| rows[3][2] = "")[0], (5, "有分值，没有写看什么。请补上指标。".to_owned()));

    // What does not add up is a fault of the standard, and has its row too.
    let faults = |change: &dyn Fn(&mut Vec<[&str; 7]>)| {
        let reading = read_sheet(&attached(change)).unwrap();
        let faults = reading.standard(&said(&reading)).unwrap().faults();
        faults
            .iter()
            .map(|fault| (fault.clone(), reading.place_of(fault).map(|(_, row)| row)))
            .collect::<Vec<_>>()
    };
    let group = faults(&|rows| rows[2][3] = "3");
    assert_eq!(group[0], (StandardFault::GroupSum { group: 0, said: 100, sum: 105 }, Some(3)));
    assert_eq!(faults(&|rows| rows[5][3] = "100"), [(StandardFault::Sum { said: 1000, sum: 200 }, None)]);
    let above = faults(&|rows| rows[1][4] = "缺一页，扣8分");
    assert_eq!(above, [(StandardFault::TypicalAbove { indicator: 0, deduct: 80, marks: 75 }, Some(3))]);

    let no_table = read_sheet(&attached(|rows| rows[0][3] = "备注二"));
    assert!(matches!(no_table, Err(Unreadable::NoStandard)));
}
