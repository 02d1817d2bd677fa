//! 标准 in 评查: what comes with the program is adopted, a bureau's own table is brought in, either is written out.

use std::path::Path;

use binggong::ledger::Ledger;
use binggong::ledger::file::{Key as LedgerKey, Machine, Mode};
use binggong::ledger::standards::{AdoptedStandard, open_standard};
use binggong::rules::review::built_in_standard;
use eframe::egui::{Key, Modifiers};
use rust_xlsxwriter::Workbook;

use super::seat::Seat;

/// A table as a bureau keeps it: it says nothing of levels, and nothing of what is left out.
pub fn table(path: &Path, marks: f64) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "示例县案卷评查标准（2026年版）").unwrap();
    for (column, head) in (0..).zip(["评查项目", "评查指标", "分值"]) {
        sheet.write(1, column, head).unwrap();
    }
    for (row, (group, indicator, points)) in (2..).zip([
        ("主体（10分）", "执法主体载明清楚", 7.5),
        ("", "出示证件有记录", 2.5),
        ("程序（10分）", "送达回证完整", marks),
    ]) {
        sheet.write(row, 0, group).unwrap();
        sheet.write(row, 1, indicator).unwrap();
        sheet.write(row, 2, points).unwrap();
    }
    book.save(path).unwrap();
}

fn at_standards() -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num4);
    seat.focus_on("评查 标准");
    seat.press(Key::Enter);
    seat
}

/// How many standards the sample bureau has adopted.
const BEFORE: usize = 1;

/// To the standard that comes with the program, below those of the bureau.
pub fn own(seat: &mut Seat) {
    seat.focus_on("标准 行政执法案卷评查标准（通用） 2026年版 程序自带，还没有采用");
    seat.press(Key::Enter);
}

/// Looks into the ledger beside the window.
fn adopted(seat: &Seat) -> Vec<AdoptedStandard> {
    let path = seat.home.path().join("示例.ledger");
    let env = binggong::env::Env::fixed(binggong::ledger::sample::now(), "looking");
    let ledger = Ledger::open(&path, &LedgerKey::Plain, Mode::Read, Machine::ephemeral(), env).unwrap();
    ledger.standards().unwrap()
}

fn brings(seat: &mut Seat, path: &Path) {
    seat.ctrl(Key::N);
    seat.types(&path.display().to_string());
    seat.ctrl(Key::Enter);
    seat.waits_until(|seat| seat.sees("表以外的内容"));
}

#[test]
fn the_standard_of_the_program_is_adopted_once_and_then_stays() {
    let mut seat = at_standards();
    assert!(seat.reads("程序自带，还没有采用"), "{:?}", seat.words());
    own(&mut seat);
    seat.enters("采用这份标准");
    seat.ctrl(Key::Enter);
    let all = adopted(&seat);
    assert_eq!(all.len(), BEFORE + 1);
    assert_eq!(all.last().map(|one| &one.standard), Some(&built_in_standard().unwrap()));
    assert!(!seat.reads("程序自带，还没有采用") && !seat.sees("采用这份标准"), "{:?}", seat.words());
}

#[test]
fn what_a_table_leaves_open_is_asked_beside_its_field_and_then_it_is_adopted() {
    let mut seat = at_standards();
    let path = seat.home.path().join("标准.xlsx");
    table(&path, 10.0);
    brings(&mut seat, &path);
    assert_eq!(seat.field("名称").value().as_deref(), Some("示例县案卷评查标准"));
    // Nothing is guessed: levels and what becomes of rows left out are asked.
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请选一种") && seat.reads("请写等次和各从几分起"), "{:?}", seat.words());
    assert_eq!(adopted(&seat).len(), BEFORE);
    seat.tab_to("不涉及的");
    seat.press(Key::Num2);
    seat.focus("等次");
    seat.types("优秀18、良好");
    seat.press(Key::Tab);
    seat.types("不合格");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("“良好”看不出名称和分数"), "{:?}", seat.words());
    seat.types("15.5");
    seat.ctrl(Key::Enter);
    let all = adopted(&seat);
    assert_eq!(all.len(), BEFORE + 1, "{:?}", seat.words());
    let Some(one) = all.last() else { panic!("{all:?}") };
    let levels: Vec<(&str, u32)> =
        one.standard.levels.iter().map(|level| (level.title.as_str(), level.from)).collect();
    assert_eq!((one.standard.full, &levels[..]), (200, &[("优秀", 180), ("良好", 155)][..]));
    assert!(seat.reads("示例县案卷评查标准　2026年版"), "{:?}", seat.words());
}

#[test]
fn what_was_said_beside_a_table_is_kept_as_a_draft_until_it_is_adopted_or_given_up() {
    let mut seat = at_standards();
    let path = seat.home.path().join("标准.xlsx");
    table(&path, 10.0);
    brings(&mut seat, &path);
    seat.tab_to("不涉及的");
    seat.press(Key::Num2);
    seat.focus("等次");
    seat.types("优秀18、良好15");
    // Locked in the middle of it, and taken up again from the list of drafts.
    seat.ctrl(Key::L);
    seat.enters("进入示例");
    seat.ctrl(Key::Num1);
    assert!(seat.reads("导入评查标准"), "{:?}", seat.words());
    seat.enters("继续 导入评查标准");
    seat.waits_until(|seat| seat.sees("表以外的内容"));
    assert_eq!(seat.field("等次").value().as_deref(), Some("优秀18、良好15"));
    seat.focus("最低等次");
    seat.types("不合格");
    // Another file is a new beginning, the same one is not.
    seat.press(Key::Escape);
    seat.ctrl(Key::Enter);
    seat.waits_until(|seat| seat.sees("表以外的内容"));
    assert_eq!(seat.field("最低等次").value().as_deref(), Some("不合格"));
    seat.ctrl(Key::Enter);
    assert_eq!(adopted(&seat).len(), BEFORE + 1, "{:?}", seat.words());
    seat.ctrl(Key::N);
    assert_eq!(seat.field("标准").value().as_deref(), Some(""));
    seat.types(&path.display().to_string());
    seat.press(Key::Escape);
    seat.ctrl(Key::N);
    seat.enters("放弃草稿");
    seat.ctrl(Key::Enter);
    seat.ctrl(Key::N);
    assert_eq!(seat.field("标准").value().as_deref(), Some(""));
}

#[test]
fn marks_that_do_not_add_up_are_told_with_their_row_and_nothing_is_adopted() {
    let mut seat = at_standards();
    let path = seat.home.path().join("标准.xlsx");
    table(&path, 9.0);
    brings(&mut seat, &path);
    seat.tab_to("不涉及的");
    seat.press(Key::Num1);
    for (field, words) in [("等次", "合格12"), ("最低等次", "不合格")] {
        seat.focus(field);
        seat.types(words);
    }
    seat.ctrl(Key::Enter);
    assert!(seat.reads("第5行：“程序”写的是10分，各项加起来是9分"), "{:?}", seat.words());
    assert_eq!(adopted(&seat).len(), BEFORE);
}

#[test]
fn a_standard_is_written_to_a_workbook_that_reads_back_as_it_was() {
    let mut seat = at_standards();
    own(&mut seat);
    let path = seat.home.path().join("通用.xlsx");
    seat.enters("存为 Excel");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("标准已存到"), "{:?}", seat.words());
    let reading = open_standard(&path).unwrap();
    assert_eq!(reading.standard(&reading.about).unwrap(), built_in_standard().unwrap());
}
