//! The form on the day until which cards are checked each year.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::card_settings::CardSettings;
use crate::ledger::Result;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{Entry, line};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::problems::Problems;

pub const FIELDS: &[&str] = &["card_settings.annual", "why"];
pub const VERB: &str = "改审核日期";

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    annual: String,
    why: String,
}

fn recorded(cx: &Cx<'_>) -> Result<Now<Fields>> {
    let (read, settings) = cx.ledger.card_settings_read()?;
    let (id, version) =
        read.map_or((Uuid::nil(), "none".to_owned()), |read| (read.id.uuid(), format!("{:?}", read.version)));
    let annual = settings.annual.map(|(month, day)| format!("{month}月{day}日")).unwrap_or_default();
    let fields = Fields { annual, why: String::new() };
    Ok(Now { kind: "card_settings", id, version, fields, row: |field| field })
}

pub fn begin(cx: &mut Cx<'_>) -> Result<Entry<Fields>> {
    let now = recorded(cx)?;
    let key = super::ANNUAL.to_owned();
    Ok(Entry::on(key, "证件年度审核", now.fields.clone(), &now, "card_settings.annual", cx))
}

pub fn rows_ui(ui: &mut Ui, fields: &mut Fields, problems: &mut Problems) {
    let hint = "每年在哪一天以前审核完，例如 6月30日；没有年度审核的不填";
    line(ui, ("年度审核", "card_settings.annual", hint), &mut fields.annual, problems);
    line(ui, ("事由", "why", "必填，记入履历"), &mut fields.why, problems);
}

pub fn submit(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<String> {
    let now = recorded(cx);
    if !entry.meets(now.map(Some), cx) {
        return None;
    }
    entry.problems.clear();
    let Fields { annual, why } = entry.fields.clone();
    let day = month_and_day(&annual);
    if day.is_none() && !annual.trim().is_empty() {
        entry.problems.say("card_settings.annual", "请写成 6月30日 的样子；没有年度审核的不填。");
    }
    entry.problems.wanted("why", &why, "请写明为什么这样定，例如：局务会议定。");
    if entry.problems.any() {
        return None;
    }
    let set = cx.ledger.card_settings().and_then(|settings| {
        cx.ledger.set_card_settings(&CardSettings { annual: day, ..settings }, why.trim())
    });
    match set {
        Ok(()) => Some("年度审核的日期已保存。".to_owned()),
        Err(error) => {
            entry.problems.refused(&error);
            None
        }
    }
}

/// A day of a year: 6月30日, 6.30.
fn month_and_day(typed: &str) -> Option<(u32, u32)> {
    let typed = typed.trim().trim_end_matches('日');
    let (month, day) = typed.split_once(['月', '.', '-', '/'])?;
    let (month, day) = (month.trim().parse().ok()?, day.trim().parse().ok()?);
    // A leap year, in which every day of a year exists.
    chrono::NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
}

#[cfg(test)]
mod tests {
    use super::month_and_day;

    #[test]
    fn a_day_of_a_year_is_read_and_one_that_no_year_has_is_not() {
        for typed in ["6月30日", "6.30", " 6-30 ", "06/30"] {
            assert_eq!(month_and_day(typed), Some((6, 30)), "{typed}");
        }
        assert_eq!(month_and_day("2月29日"), Some((2, 29)));
        for typed in ["", "六月", "2月30日", "13.1", "6"] {
            assert_eq!(month_and_day(typed), None, "{typed}");
        }
    }
}
