//! The form for a training: who took part, what it was, what came of it.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::crowd::{self, Crowd, MOST};
use super::super::entry::{Entry, choice, coded, day, day_of, line, several};
use crate::domain::id::Id;
use crate::domain::training::{Training, TrainingKind, TrainingMode};
use crate::ui::screen::Cx;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::widget::DateField;
use crate::words::amount::{parse_tenths, show_tenths};

/// The fields that have a row, in their order.
pub const FIELDS: &[&str] = &[
    "training.officers",
    "training.kind",
    "training.title",
    "training.from",
    "training.to",
    "training.mode",
    "training.organiser",
    "training.agreed",
    "training.topics",
    "training.hours",
    "training.score",
    "training.passed",
    "training.certificate_no",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub crowd: Crowd,
    kind: String,
    title: String,
    from: DateField,
    to: DateField,
    mode: String,
    organiser: String,
    agreed: String,
    topics: Vec<String>,
    hours: String,
    score: String,
    passed: String,
    certificate_no: String,
}

/// What the choices offer.
pub struct Lists<'a> {
    pub topics: &'a [(String, String)],
    pub units: &'a [(Option<Uuid>, String)],
    pub today: NaiveDate,
}

impl Fields {
    /// The same training for other people.
    pub fn of(training: &Training) -> Fields {
        Fields {
            kind: training.kind.code().to_owned(),
            title: training.title.clone(),
            from: DateField::of(Some(training.from)),
            to: DateField::of(Some(training.to)),
            mode: training.mode.map(|mode| mode.code().to_owned()).unwrap_or_default(),
            organiser: training.organiser.clone(),
            agreed: training.agreed.clone(),
            topics: training.topics.iter().map(u8::to_string).collect(),
            hours: training.hours.map(show_tenths).unwrap_or_default(),
            ..Fields::default()
        }
    }
}

pub fn begin(fields: Option<Fields>, cx: &mut Cx<'_>) -> Entry<Fields> {
    let again = fields.is_some();
    let key = if again { "register/training/again" } else { "register/training" };
    let title = if again { "补登参加同一培训的人" } else { "登记培训" };
    Entry::begin(key.to_owned(), title, fields.unwrap_or_default(), "training.officers", cx)
}

/// The rows; tells whether everybody of a unit or condition is to be taken.
pub fn rows_ui(
    ui: &mut Ui,
    fields: &mut Fields,
    picker: &mut Picker,
    problems: &mut Problems,
    lists: &Lists<'_>,
) -> bool {
    let names = ("参加人员", "training.officers");
    let gather = crowd::rows_ui(ui, names, &mut fields.crowd, picker, problems, lists.units);
    let kinds = coded(TrainingKind::ALL, |one| (one.code(), one.label()));
    choice(ui, ("种类", "training.kind", ""), &mut fields.kind, &kinds, problems);
    line(ui, ("培训名称", "training.title", ""), &mut fields.title, problems);
    day(ui, ("开始日期", "training.from", ""), &mut fields.from, problems, lists.today);
    day(ui, ("结束日期", "training.to", "只有一天的不填"), &mut fields.to, problems, lists.today);
    let mut modes = vec![(String::new(), "不填".to_owned())];
    modes.extend(coded(TrainingMode::ALL, |one| (one.code(), one.label())));
    choice(ui, ("方式", "training.mode", ""), &mut fields.mode, &modes, problems);
    line(ui, ("组织单位", "training.organiser", ""), &mut fields.organiser, problems);
    if fields.kind == TrainingKind::Business.code() {
        let hint = "承办机构和哪些机构商定了内容，证件管理办法第十一条第二款";
        line(ui, ("协商的机构", "training.agreed", hint), &mut fields.agreed, problems);
        let hint = "证件管理办法第十一条第一款";
        several(ui, ("培训内容", "training.topics", hint), &mut fields.topics, lists.topics, problems);
    }
    line(ui, ("学时", "training.hours", ""), &mut fields.hours, problems);
    line(ui, ("成绩", "training.score", "每人不同的不填，以后逐人补登"), &mut fields.score, problems);
    let results = [("", "还不知道或者没有考试"), ("yes", "合格"), ("no", "不合格")];
    let results = results.map(|(code, label)| (code.to_owned(), label.to_owned()));
    choice(ui, ("考试（考核）", "training.passed", ""), &mut fields.passed, &results, problems);
    if fields.crowd.people.len() == 1 {
        line(ui, ("合格证编号", "training.certificate_no", ""), &mut fields.certificate_no, problems);
    }
    gather
}

/// Enters it for everybody as one act.
pub fn submit(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<String> {
    entry.problems.clear();
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    if fields.crowd.people.is_empty() {
        problems.say("training.officers", "请选择谁参加了培训。");
    } else if fields.crowd.people.len() > MOST {
        problems.say("training.officers", format!("一次最多登记{MOST}人，请分几次登记。"));
    }
    let kind = TrainingKind::from_code(&fields.kind);
    if kind.is_none() {
        problems.say("training.kind", "请选择是哪一种培训。");
    }
    problems.wanted("training.title", &fields.title, "请写培训名称。");
    let from = day_of("training.from", &fields.from, Some("请填写开始日期。"), problems, today);
    let to = day_of("training.to", &fields.to, None, problems, today).or(from);
    let hours = tenths("training.hours", &fields.hours, problems);
    let score = tenths("training.score", &fields.score, problems);
    let (Some(kind), Some(from), Some(to), false) = (kind, from, to, problems.any()) else { return None };
    let business = kind == TrainingKind::Business;
    let officers = fields.crowd.ids();
    let training = Training {
        officer: Id::new(Uuid::nil()),
        kind,
        title: fields.title.trim().to_owned(),
        mode: TrainingMode::from_code(&fields.mode),
        organiser: fields.organiser.trim().to_owned(),
        from,
        to,
        topics: if business {
            fields.topics.iter().filter_map(|one| one.parse().ok()).collect()
        } else {
            Vec::new()
        },
        hours,
        score,
        passed: match fields.passed.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        },
        certificate_no: if officers.len() == 1 {
            fields.certificate_no.trim().to_owned()
        } else {
            String::new()
        },
        agreed: if business { fields.agreed.trim().to_owned() } else { String::new() },
    };
    match cx.ledger.add_training(&officers, &training) {
        Ok(_) => Some(format!("已给{}人登记“{}”。", officers.len(), training.title)),
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}

/// A number with one decimal at most, in tenths; a problem where it is none.
fn tenths(field: &'static str, typed: &str, problems: &mut Problems) -> Option<u32> {
    let read = parse_tenths(typed);
    if read.is_none() && !typed.trim().is_empty() {
        problems.say(field, "请写数字，最多一位小数，例如24或者88.5。");
    }
    read
}
