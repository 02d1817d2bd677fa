//! The form for a copy from the region's HR: scores of the academy, and who got the ministry's card.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::crowd::{self, Crowd};
use super::entry::{Entry, coded, day, day_of, line, several};
use crate::domain::hr_copy::{CopyOf, HrCopy};
use crate::ledger::Result;
use crate::ui::screen::Cx;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::widget::DateField;

/// The fields that have a row.
pub const FIELDS: &[&str] = &["hr_copy.received_on", "hr_copy.document", "hr_copy.of", "hr_copy.officers"];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub crowd: Crowd,
    of: Vec<String>,
    received_on: DateField,
    document: String,
}

/// A form for a copy that came in, with its draft.
pub fn begin(cx: &mut Cx<'_>) -> Entry<Fields> {
    let fields = Fields { received_on: DateField::of(Some(cx.today)), ..Fields::default() };
    let key = "register/hr_copy".to_owned();
    Entry::begin(key, "登记自治区的抄告", fields, "hr_copy.document", cx)
}

/// The same with all for whom a copy is awaited, where nothing is drafted.
pub fn begin_for_awaited(cx: &mut Cx<'_>) -> Result<Entry<Fields>> {
    let mut entry = begin(cx);
    if entry.has_draft() {
        return Ok(entry);
    }
    for (of, officer) in cx.ledger.copies_awaited()? {
        let who = cx.ledger.get(officer)?.value;
        let unit = cx.ledger.get(who.unit)?.value.name;
        entry.fields.crowd.add(officer.uuid(), format!("{}　{unit}", who.name));
        if !entry.fields.of.iter().any(|code| code == of.code()) {
            entry.fields.of.push(of.code().to_owned());
        }
    }
    Ok(entry)
}

/// The rows; tells whether everybody of a unit or condition is to be taken.
pub fn rows_ui(
    ui: &mut Ui,
    fields: &mut Fields,
    picker: &mut Picker,
    problems: &mut Problems,
    (units, today): (&[(Option<Uuid>, String)], NaiveDate),
) -> bool {
    let hint = "抄告的文号，或者存在哪里";
    line(ui, ("抄告", "hr_copy.document", hint), &mut fields.document, problems);
    day(ui, ("收到日期", "hr_copy.received_on", ""), &mut fields.received_on, problems, today);
    let all = coded(CopyOf::ALL, |one| (one.code(), one.label()));
    let hint = "由自治区组织人事机构抄告法制机构，证件管理办法第十四条第三款";
    several(ui, ("内容", "hr_copy.of", hint), &mut fields.of, &all, problems);
    let names = ("抄告里的人", "hr_copy.officers");
    crowd::rows_ui(ui, names, &mut fields.crowd, picker, problems, units)
}

/// Enters it; gives what was done in a sentence.
pub fn submit(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<String> {
    entry.problems.clear();
    let (fields, problems) = (&entry.fields, &mut entry.problems);
    problems.wanted("hr_copy.document", &fields.document, "请写抄告的文号，或者存在哪里。");
    let sentence = Some("请填写收到日期。");
    let on = day_of("hr_copy.received_on", &fields.received_on, sentence, problems, cx.today);
    if fields.of.is_empty() {
        problems.say("hr_copy.of", "请选择抄告了什么。");
    }
    if fields.crowd.people.is_empty() {
        problems.say("hr_copy.officers", "请选择抄告里有本局的哪些人。");
    }
    let (Some(received_on), false) = (on, problems.any()) else { return None };
    let copy = HrCopy {
        received_on,
        of: fields.of.iter().filter_map(|code| CopyOf::from_code(code)).collect(),
        officers: fields.crowd.ids(),
        document: fields.document.trim().to_owned(),
    };
    match cx.ledger.receive_copy(&copy) {
        Ok(_) => {
            entry.discard(cx);
            Some(format!("已登记收到的抄告，里面有本局{}人。", copy.officers.len()))
        }
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}
