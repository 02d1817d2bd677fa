//! The cells of a row of the list, and the words that a card has wherever it is shown.

use std::collections::HashSet;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::certificate::{CertificateKind, Validity};
use crate::ledger::{OfficerRow, SOON};
use crate::ui::widget::{Cell, Column, Tone};
use crate::words::date::show_date;

/// The short word for a kind of card, as lists have it.
pub fn short(kind: CertificateKind) -> &'static str {
    match kind {
        CertificateKind::Supervision => "监督证",
        CertificateKind::Enforcement => "执法证",
        CertificateKind::Ministry => "部证",
    }
}

/// The last four characters of a number.
pub fn tail(number: &str) -> String {
    let skip = number.chars().count().saturating_sub(4);
    number.chars().skip(skip).collect()
}

/// What a card is worth on a day, in a word and a tone.
pub fn state(
    validity: Validity,
    valid_to: Option<NaiveDate>,
    left_on: Option<NaiveDate>,
    today: NaiveDate,
) -> (Tone, String) {
    let in_hand =
        matches!(validity, Validity::Valid | Validity::NotYet | Validity::Expired | Validity::Suspended);
    if in_hand && left_on.is_some_and(|left| left < today) {
        return (Tone::Due, "未交回".to_owned());
    }
    let days = valid_to.map(|to| (to - today).num_days());
    match (validity, days) {
        (Validity::Valid, Some(0)) => (Tone::Due, "今日到期".to_owned()),
        (Validity::Valid, Some(days @ ..=3)) => (Tone::Due, format!("剩{days}天")),
        (Validity::Valid, Some(days)) if days <= i64::from(SOON) => (Tone::Plain, format!("剩{days}天")),
        (Validity::Valid, _) => (Tone::Done, "有效".to_owned()),
        (Validity::Expired, Some(days)) => (Tone::Overdue, format!("过期{}天", -days)),
        (other, _) => (Tone::Plain, other.label().to_owned()),
    }
}

/// The cells of a row.
pub fn cells(
    row: &OfficerRow,
    columns: &[Column],
    today: NaiveDate,
    awaited: &HashSet<Uuid>,
    chosen: bool,
) -> Vec<Cell<'static>> {
    let cell = |column: &Column| match (column.title, &row.card) {
        ("状态", Some(card)) => {
            let (tone, word) = state(card.validity, card.valid_to, row.left_on, today);
            // In order by itself, and a platform still waits for it (J14).
            let waits = awaited.contains(&card.id.uuid()) || awaited.contains(&row.officer.uuid());
            match tone {
                Tone::Done if waits => Cell::State(Tone::Due, "待录入".into()),
                _ => Cell::State(tone, word.into()),
            }
        }
        _ => cell(row, column.title, chosen, today),
    };
    columns.iter().map(cell).collect()
}

/// What stands in a row under a title.
fn cell(row: &OfficerRow, title: &str, chosen: bool, today: NaiveDate) -> Cell<'static> {
    let text = |text: &str| Cell::Text(text.to_owned().into());
    let left = row.left_on.is_some_and(|left| left < today);
    match (title, &row.card) {
        ("姓名", _) if chosen => Cell::Strong(row.name.clone().into()),
        ("姓名", _) => text(&row.name),
        ("单位", _) => text(&row.unit),
        ("状态", None) => Cell::State(Tone::Plain, if left { "已离岗" } else { "无证" }.into()),
        (_, None) => Cell::Muted("—".into()),
        // What is applied for has neither a number nor days yet.
        ("证号" | "尾号", Some(card)) if card.number.is_empty() => Cell::Muted("—".into()),
        ("有效期至", Some(card)) if matches!(card.validity, Validity::Pending | Validity::Refused) => {
            Cell::Muted("—".into())
        }
        ("证号", Some(card)) => text(&card.number),
        ("尾号", Some(card)) => Cell::Text(tail(&card.number).into()),
        ("证种", Some(card)) => text(short(card.kind)),
        ("有效期至", Some(card)) => Cell::Text(card.valid_to.map_or("长期".to_owned(), show_date).into()),
        (_, Some(card)) => text(card.validity.label()),
    }
}
