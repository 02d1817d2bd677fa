//! The forms of 监督指导: an opinion, and what followed from it.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::guidance::Guidance;
use crate::domain::id::Id;
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{Chosen, Entry, choice, day, day_of, line, person, text};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::theme::size;
use crate::ui::widget::{DateField, key_value};
use crate::words::date::show_date;

/// The key of a new opinion's draft.
pub const DRAFT: &str = "guidance";

/// What is being written.
pub enum Work {
    New,
    Close(Box<Versioned<Guidance>>),
}

impl Work {
    pub fn verb(&self) -> &'static str {
        match self {
            Work::New => "提交意见",
            Work::Close(_) => "提交反馈",
        }
    }

    fn key(&self) -> String {
        match self {
            Work::New => DRAFT.to_owned(),
            Work::Close(read) => format!("{DRAFT}/{}", read.id.uuid()),
        }
    }
}

/// The fields that have a row.
pub const FIELDS: &[&str] = &[
    "guidance.by",
    "guidance.on",
    "guidance.officer",
    "guidance.unit",
    "guidance.matter",
    "guidance.opinion",
    "guidance.answer_by",
    "guidance.outcome",
    "guidance.closed_on",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub by_typed: String,
    pub by: Option<Chosen>,
    pub typed: String,
    pub officer: Option<Chosen>,
    unit: Option<Uuid>,
    on: DateField,
    matter: String,
    opinion: String,
    answer_by: DateField,
    outcome: String,
    closed_on: DateField,
}

/// What the record gives that the form changes.
fn recorded(read: &Versioned<Guidance>) -> Now<Fields> {
    let Guidance { outcome, closed_on, .. } = &read.value;
    let fields =
        Fields { outcome: outcome.clone(), closed_on: DateField::of(*closed_on), ..Fields::default() };
    let version = format!("{:?}", read.version);
    Now { kind: "guidance", id: read.id.uuid(), version, fields, row: |field| field }
}

/// A form for this work, with its draft.
pub fn begin(work: &Work, cx: &mut Cx<'_>) -> Entry<Fields> {
    let today = DateField::of(Some(cx.today));
    match work {
        Work::New => {
            let fields = Fields { on: today, ..Fields::default() };
            Entry::begin(work.key(), "登记监督指导", fields, "guidance.by", cx)
        }
        Work::Close(read) => {
            let now = recorded(read);
            let fields = Fields { closed_on: today, ..now.fields.clone() };
            Entry::on(work.key(), "登记落实情况", fields, &now, "guidance.outcome", cx)
        }
    }
}

/// Reads the record again, and brings the form onto it; tells whether it can be submitted.
pub fn meets(work: &mut Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> bool {
    let Work::Close(read) = work else { return true };
    let now = cx.ledger.get(read.id).map(|again| {
        **read = again;
        Some(recorded(read))
    });
    entry.meets(now, cx)
}

/// The rows of the form.
pub fn rows_ui(
    ui: &mut Ui,
    work: &Work,
    fields: &mut Fields,
    (by, whom): (&mut Picker, &mut Picker),
    units: &[(Option<Uuid>, String)],
    problems: &mut Problems,
    today: NaiveDate,
) {
    match work {
        Work::New => {
            let hint = "持有效行政执法监督证的人员，证件管理办法第八条第二款";
            person(ui, ("监督人", "guidance.by", hint), (by, &mut fields.by_typed, &mut fields.by), problems);
            day(ui, ("日期", "guidance.on", ""), &mut fields.on, problems, today);
            let who = (whom, &mut fields.typed, &mut fields.officer);
            person(ui, ("被指导的人", "guidance.officer", "只针对单位的不填"), who, problems);
            choice(ui, ("被指导单位", "guidance.unit", ""), &mut fields.unit, units, problems);
            line(ui, ("事项", "guidance.matter", ""), &mut fields.matter, problems);
            text(ui, ("意见", "guidance.opinion", ""), &mut fields.opinion, problems);
            let hint = "不要求限期反馈的不填";
            day(ui, ("反馈期限", "guidance.answer_by", hint), &mut fields.answer_by, problems, today);
        }
        Work::Close(read) => {
            let Guidance { on, matter, opinion, .. } = &read.value;
            for (key, value) in [("日期", show_date(*on).as_str()), ("事项", matter), ("意见", opinion)]
            {
                key_value(ui, key, size().label_column, value);
            }
            text(ui, ("落实情况", "guidance.outcome", ""), &mut fields.outcome, problems);
            day(ui, ("反馈日期", "guidance.closed_on", ""), &mut fields.closed_on, problems, today);
        }
    }
}

/// Enters it; gives what was done in a sentence.
pub fn submit(work: &Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<&'static str> {
    entry.problems.clear();
    let done = match work {
        Work::New => record(entry, cx),
        Work::Close(read) => close(read, entry, cx),
    };
    done.unwrap_or_else(|error| {
        entry.problems.refused(&error);
        None
    })
}

fn record(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Result<Option<&'static str>> {
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    if fields.by.is_none() {
        problems.say("guidance.by", "请选择由谁监督指导。");
    }
    let on = day_of("guidance.on", &fields.on, Some("请填写日期。"), problems, today);
    if fields.officer.is_none() && fields.unit.is_none() {
        problems.say("guidance.officer", "请选择被指导的人，或者下面的单位。");
    }
    problems.wanted("guidance.matter", &fields.matter, "请写明就什么事。");
    problems.wanted("guidance.opinion", &fields.opinion, "请写明监督指导意见。");
    let answer_by = day_of("guidance.answer_by", &fields.answer_by, None, problems, today);
    let (Some(by), Some(on), false) = (&fields.by, on, problems.any()) else { return Ok(None) };
    let guidance = Guidance {
        on,
        by: Id::new(by.id),
        officer: fields.officer.as_ref().map(|one| Id::new(one.id)),
        unit: fields.unit.map(Id::new),
        case: None,
        matter: fields.matter.trim().to_owned(),
        opinion: fields.opinion.trim().to_owned(),
        answer_by,
        outcome: String::new(),
        closed_on: None,
    };
    cx.ledger.record_guidance(&guidance)?;
    Ok(Some("已登记监督指导意见。"))
}

fn close(
    read: &Versioned<Guidance>,
    entry: &mut Entry<Fields>,
    cx: &mut Cx<'_>,
) -> Result<Option<&'static str>> {
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    problems.wanted("guidance.outcome", &fields.outcome, "请写明怎样落实的。");
    let on = day_of("guidance.closed_on", &fields.closed_on, Some("请填写反馈日期。"), problems, today);
    let (Some(on), false) = (on, problems.any()) else { return Ok(None) };
    cx.ledger.close_guidance(read, fields.outcome.trim(), on)?;
    Ok(Some("已登记落实情况。"))
}
