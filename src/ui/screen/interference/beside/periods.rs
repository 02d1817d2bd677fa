//! The periods that the bureau sets itself: the texts say 及时 or nothing, and none runs unless it is set.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use crate::domain::interference::InterferenceSettings;
use crate::ledger::Result;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{Entry, line};
use crate::ui::screen::problems::Problems;

/// The key of the draft.
pub const DRAFT: &str = "interference/beside/periods";
/// Nobody sets a longer one on purpose.
const MOST: u32 = 999;

/// The fields that have a row.
pub const FIELDS: &[&str] = &["direct", "letter", "receipt", "feedback", "protect", "why"];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    direct: String,
    letter: String,
    receipt: String,
    feedback: String,
    protect: String,
    why: String,
}

/// The form, with the periods as they are set.
///
/// # Errors
/// The file cannot be read.
pub fn begin(cx: &mut Cx<'_>) -> Result<Entry<Fields>> {
    let set = cx.ledger.interference_settings()?;
    let shown = |period: Option<u32>| period.map(|period| period.to_string()).unwrap_or_default();
    let fields = Fields {
        direct: shown(set.direct_days),
        letter: shown(set.letter_days),
        receipt: shown(set.receipt_days),
        feedback: shown(set.feedback_days),
        protect: shown(set.protect_months),
        why: String::new(),
    };
    Ok(Entry::begin(DRAFT.to_owned(), "办理期限", fields, "direct", cx))
}

/// Paints the rows.
pub fn rows_ui(ui: &mut Ui, fields: &mut Fields, problems: &mut Problems) {
    let none = "最多几天；不填的不设期限，制度只说及时";
    line(ui, ("登记到批示", "direct", none), &mut fields.direct, problems);
    line(ui, ("批示到发函", "letter", "最多几天发出情况反映函"), &mut fields.letter, problems);
    line(ui, ("发函到回执", "receipt", "最多几天收到回执"), &mut fields.receipt, problems);
    line(ui, ("批示到反馈", "feedback", "最多几天把结果告诉记录人"), &mut fields.feedback, problems);
    let protect = "几个月；这段时间里记录人的人事变动提示核查，不填的一直提示。干预记录制度第六条";
    line(ui, ("保护记录人", "protect", protect), &mut fields.protect, problems);
    line(ui, ("依据", "why", "会议纪要、文件，可以不填"), &mut fields.why, problems);
}

/// Sets them; gives the sentence that says so.
pub fn submit(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<String> {
    entry.problems.clear();
    let (fields, problems) = (&entry.fields, &mut entry.problems);
    let mut read = |field, typed: &str| match typed.trim().parse::<u32>() {
        _ if typed.trim().is_empty() => None,
        Ok(period @ 1..=MOST) => Some(period),
        _ => {
            problems.say(field, format!("请写1到{MOST}的整数，不设期限的空着。"));
            None
        }
    };
    let settings = InterferenceSettings {
        direct_days: read("direct", &fields.direct),
        letter_days: read("letter", &fields.letter),
        receipt_days: read("receipt", &fields.receipt),
        feedback_days: read("feedback", &fields.feedback),
        protect_months: read("protect", &fields.protect),
    };
    if problems.any() {
        return None;
    }
    match cx.ledger.set_interference_settings(&settings, fields.why.trim()) {
        Ok(()) => Some("已设定办理期限。".to_owned()),
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}
