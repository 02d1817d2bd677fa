//! 培训要求: thresholds that are off until the bureau turns them on.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::entry::{Entry, line, tick};
use crate::domain::card_settings::CardSettings;
use crate::ledger::Result;
use crate::ui::screen::Cx;
use crate::ui::screen::overlap::Now;
use crate::ui::screen::problems::Problems;
use crate::ui::theme::{regular, theme, type_sizes};
use crate::ui::widget::wrapped;

pub const FIELDS: &[&str] = &["card_settings.hours", "card_settings.majors", "why"];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    entry: bool,
    yearly: bool,
    hours: String,
    professionals: bool,
    majors: String,
    why: String,
}

fn recorded(cx: &Cx<'_>) -> Result<Now<Fields>> {
    let (read, settings) = cx.ledger.card_settings_read()?;
    let (id, version) =
        read.map_or((Uuid::nil(), "none".to_owned()), |read| (read.id.uuid(), format!("{:?}", read.version)));
    let CardSettings { entry, yearly, hours, professionals, majors, annual: _ } = settings;
    let hours = hours.map(|hours| hours.to_string()).unwrap_or_default();
    let fields = Fields { entry, yearly, hours, professionals, majors, why: String::new() };
    Ok(Now { kind: "card_settings", id, version, fields, row: |field| field })
}

pub fn begin(cx: &mut Cx<'_>) -> Result<Entry<Fields>> {
    let now = recorded(cx)?;
    let key = "register/card_settings".to_owned();
    Ok(Entry::on(key, "培训要求", now.fields.clone(), &now, "card_settings.entry", cx))
}

pub fn rows_ui(ui: &mut Ui, fields: &mut Fields, problems: &mut Problems) {
    let source =
        "这些数字出自综合行政执法改革方案的讨论稿，可以照着要求，不能在文书里作为依据引用；学时由本局定。";
    wrapped(ui, source, regular(type_sizes().table), theme(ui).muted);
    let new = "近两年到岗的人，入职培训满90天";
    tick(ui, ("入职", "card_settings.entry", new), (&mut fields.entry, "入职培训不少于3个月"), problems);
    let days = "本年内培训满14天；同一天只计一次，入职培训不计";
    tick(ui, ("每年", "card_settings.yearly", days), (&mut fields.yearly, "每年培训不少于2周"), problems);
    line(ui, ("每年学时", "card_settings.hours", "不要求的不填"), &mut fields.hours, problems);
    let share = "分母是在岗、在执法岗位的人；没有登记岗位的，持证的计入。分子是其中专业含有下列词语的人";
    let ticked = (&mut fields.professionals, "专业人员不少于75%");
    tick(ui, ("比例", "card_settings.professionals", share), ticked, problems);
    line(ui, ("计入的专业", "card_settings.majors", "用“、”隔开"), &mut fields.majors, problems);
    line(ui, ("事由", "why", "必填，记入履历"), &mut fields.why, problems);
}

pub fn submit(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<String> {
    let now = recorded(cx);
    if !entry.meets(now.map(Some), cx) {
        return None;
    }
    entry.problems.clear();
    let Fields { entry: new, yearly, hours, professionals, majors, why } = entry.fields.clone();
    let hours = match hours.trim() {
        "" => None,
        typed => match typed.parse::<u32>() {
            Ok(hours @ 1..=2000) => Some(hours),
            _ => {
                entry.problems.say("card_settings.hours", "请写1到2000的整数，例如60；不要求的不填。");
                None
            }
        },
    };
    entry.problems.wanted("why", &why, "请写明为什么这样定，例如：局务会议定。");
    if entry.problems.any() {
        return None;
    }
    let majors = majors.trim().to_owned();
    let set = cx.ledger.card_settings().and_then(|CardSettings { annual, .. }| {
        let settings = CardSettings { entry: new, yearly, hours, professionals, majors, annual };
        cx.ledger.set_card_settings(&settings, why.trim())
    });
    match set {
        Ok(()) => Some("培训要求已保存。".to_owned()),
        Err(error) => {
            entry.problems.refused(&error);
            None
        }
    }
}
