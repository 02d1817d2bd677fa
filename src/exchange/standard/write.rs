//! A standard as a workbook that can be filled in, sent, and read again.

use rust_xlsxwriter::XlsxError;

use super::columns::Field;
use super::table::{VETO_HEAD, VETO_SHEET};
use super::{ABOUT, ABOUT_LINES};
use crate::domain::review::Standard;
use crate::exchange::register::{Cell, Page, Title, workbook};
use crate::words::amount::show_tenths;

/// What stands for cases of all kinds.
pub const ALL_KINDS: &str = "各类案件";

/// Writes a standard: its indicators, its vetoes, and what stands beside them, a sheet each.
///
/// # Errors
/// A longer text than a workbook holds.
pub fn write(standard: &Standard) -> Result<Vec<u8>, XlsxError> {
    workbook(&[indicators(standard), vetoes(standard), about(standard)])
}

fn text(words: &str) -> Option<Cell> {
    (!words.is_empty()).then(|| Cell::Text(words.to_owned()))
}

fn points(tenths: u32) -> Option<Cell> {
    Some(Cell::Number { value: f64::from(tenths) / 10.0, zeros: 0 })
}

fn titles(fields: &[Field]) -> Vec<Title> {
    fields.iter().map(|field| Title::new(field.label())).collect()
}

fn indicators(standard: &Standard) -> Page {
    let mut rows = Vec::new();
    for group in &standard.groups {
        for indicator in &group.indicators {
            let typical = indicator.typical.iter();
            let typical = typical.map(|one| format!("{}，扣{}分", one.fault, show_tenths(one.deduct)));
            rows.push(vec![
                text(&group.title),
                points(group.marks),
                text(&indicator.title),
                points(indicator.marks),
                text(&typical.collect::<Vec<_>>().join("；")),
                text(if indicator.may_be_out { "是" } else { "" }),
            ]);
        }
    }
    let fields =
        [Field::Group, Field::GroupMarks, Field::Indicator, Field::Marks, Field::Typical, Field::MayBeOut];
    Page { name: "指标".to_owned(), titles: titles(&fields), rows }
}

fn vetoes(standard: &Standard) -> Page {
    let rows = standard.vetoes.iter().map(|veto| vec![text(&veto.fault), text(&veto.virtue)]).collect();
    let titles = vec![Title::new(VETO_HEAD), Title::new(Field::Virtue.label())];
    Page { name: VETO_SHEET.to_owned(), titles, rows }
}

fn about(standard: &Standard) -> Page {
    let kinds: Vec<&str> = standard.kinds.iter().map(|kind| kind.label()).collect();
    let kinds = if kinds.is_empty() { ALL_KINDS.to_owned() } else { kinds.join("、") };
    let [title, version, of, full, left_out, level, lowest] = ABOUT_LINES.map(text);
    let mut rows = vec![
        vec![version, text(&standard.version)],
        vec![of, text(&kinds)],
        vec![full, points(standard.full)],
        vec![left_out, text(standard.left_out.label())],
    ];
    let levels = standard.levels.iter();
    rows.extend(levels.map(|one| vec![level.clone(), text(&one.title), points(one.from)]));
    rows.push(vec![lowest, text(&standard.lowest)]);
    // The first line stands where other sheets have their header.
    let titles = vec![title, text(&standard.title)].into_iter().flatten();
    let titles = titles.map(|cell| match cell {
        Cell::Text(words) => Title::new(&words),
        _ => Title::new(""),
    });
    Page { name: ABOUT.to_owned(), titles: titles.collect(), rows }
}
