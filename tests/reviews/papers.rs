//! The papers of reviews: what they say, that they go over pages whole, and that they are numbered and kept.

use std::path::PathBuf;

use binggong::domain::notice::Notice;
use binggong::domain::review::Standard;
use binggong::ledger::Issued;
use binggong::ledger::reviews::Agreement;
use binggong::notice::{Frame, Ink, MM, frame_text};
use binggong::rules::review::built_in_standard;

use super::{Bureau, clean, day, eighty_six, found};
use crate::house::words_of;

/// Compares with `tests/golden`; `BINGGONG_GOLDEN=write` writes the files anew. With `BINGGONG_NOTICES=DIR` the
/// PDFs are left in DIR, to be looked at.
fn golden(name: &str, issued: &Issued) {
    if let Some(directory) = std::env::var_os("BINGGONG_NOTICES") {
        std::fs::write(PathBuf::from(directory).join(format!("{name}.pdf")), &issued.pdf).unwrap();
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.txt"));
    let text = frame_text(&issued.pages);
    if std::env::var_os("BINGGONG_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{name} differs from its golden file");
}

fn thirty(standard: &Standard) -> binggong::domain::review::Given {
    let mut given = clean(standard);
    for n in 0..30_u32 {
        let number = 1 + n as usize % 17;
        let text = format!("第{}份材料没有注明制作人、制作时间，当事人没有逐页签名", n + 1);
        found(&mut given, number, 5, &text, n + 1);
    }
    given
}

fn agree(
    bureau: &mut Bureau,
    file: binggong::domain::id::Id<binggong::domain::review::ReviewFile>,
    given: &binggong::domain::review::Given,
) {
    bureau.submitted(file, [given, given]);
    let agreed = Agreement {
        given: given.clone(),
        opinion: "主要事实清楚，证据充分，程序合法。应当补正送达回证、补编页码。".into(),
        agreed_on: day("2026-03-05"),
        rectify_by: Some(day("2026-03-20")),
    };
    bureau.house.ledger.agree_review(file, &agreed).unwrap();
    bureau.house.ledger.act_as("孙示三").unwrap();
}

#[test]
fn the_papers_of_a_review_say_what_was_agreed_on_and_notices_take_numbers() {
    let mut bureau = Bureau::new();
    let (plan, file) = bureau.drawn();
    let standard = built_in_standard().unwrap();
    let early = bureau.house.ledger.issue_review_table(file);
    assert!(early.err().unwrap().to_string().contains("还没有评出结果"));
    agree(&mut bureau, file, &eighty_six(&standard));
    let ledger = &mut bureau.house.ledger;
    let table = ledger.issue_review_table(file).unwrap();
    golden("review-table", &table);
    let words = words_of(&table.pages);
    for part in ["缺见证人签名（第17页）", "不涉及", "86", "良好", "整改期限：2026年3月20日"]
    {
        assert!(words.contains(part), "no “{part}”: {words}");
    }
    assert_eq!((table.document_no.as_str(), table.pages.pages.len()), ("", 1));
    assert!(words.contains("第1卷，共3卷"), "{words}");
    let opinion = ledger.issue_review_opinion(file).unwrap();
    golden("review-opinion", &opinion);
    assert_eq!(opinion.document_no, "示应急评〔2026〕1号");
    let notice = ledger.issue_rectification(file).unwrap();
    golden("review-rectification", &notice);
    assert_eq!(notice.document_no, "示应急评改〔2026〕1号");
    assert!(ledger.get::<Notice>(notice.id).unwrap().value.subject.is_served());
    let circular = ledger.issue_circular(plan).unwrap();
    golden("review-circular", &circular);
    assert_eq!(circular.document_no, "示应急评通〔2026〕1号");
    let draw = ledger.issue_draw_record(plan).unwrap();
    golden("review-draw", &draw);
    let seed = ledger.drawn(plan).unwrap().unwrap().value.seed;
    assert!(words_of(&draw.pages).contains(&seed), "{}", words_of(&draw.pages));
    // Once the opinion has a number, the table names it; printed once more it is the same sheet.
    let numbered = ledger.issue_review_table(file).unwrap();
    assert!(words_of(&numbered.pages).contains("编号：示应急评〔2026〕1号"));
    assert_eq!(ledger.issue_review_table(file).unwrap().id, numbered.id);
}

#[test]
fn thirty_findings_go_over_pages_with_the_head_repeated_and_none_left_out() {
    let mut bureau = Bureau::new();
    let (_, file) = bureau.drawn();
    let standard = built_in_standard().unwrap();
    let given = thirty(&standard);
    agree(&mut bureau, file, &given);
    let table = bureau.house.ledger.issue_review_table(file).unwrap();
    golden("review-table-long", &table);
    let pages = table.pages.pages.len();
    assert_eq!(pages, 2);
    let words = words_of(&table.pages);
    let heads = words.matches("问题和页码").count();
    assert!(heads >= 2, "{heads} heads");
    // A group never ends a page: its first indicator stands below it.
    for page in &table.pages.pages {
        let grounds = page.frames.iter().filter_map(|frame| match frame {
            Frame::Rule { from, ink: Ink::Pale, .. } => Some(from.1),
            _ => None,
        });
        let last_text = page.frames.iter().filter_map(|frame| match frame {
            Frame::Text(run) if run.size > 10.0 && run.baseline < 279.0 * MM => Some(run.baseline),
            _ => None,
        });
        let lowest = last_text.fold(0.0, f64::max);
        assert!(grounds.into_iter().all(|at| at + 3.0 < lowest), "a group without its indicators");
    }
    let opinion = bureau.house.ledger.issue_review_opinion(file).unwrap();
    golden("review-opinion-long", &opinion);
    for n in 1..=30 {
        let text = format!("第{n}份材料没有注明");
        assert!(words_of(&opinion.pages).contains(&text), "{text}");
    }
}
