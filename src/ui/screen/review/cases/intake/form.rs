//! The forms of what comes in: a report, an accident, a finding; and its answer.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::intake::{Intake, IntakeKind};
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{Chosen, Entry, choice, coded, day, day_of, found, line, text};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::theme::size;
use crate::ui::widget::{DateField, key_value};
use crate::words::date::show_date;

/// What the keys of the drafts begin with.
pub const DRAFT: &str = "intake";

pub const FIELDS: &[&str] = &[
    "intake.kind",
    "intake.received_on",
    "intake.from",
    "intake.content",
    "intake.unit",
    "intake.answer_by",
    "intake.answer",
    "intake.answered_on",
    "intake.case",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    kind: String,
    received_on: DateField,
    from: String,
    content: String,
    unit: Option<Uuid>,
    answer_by: DateField,
    answer: String,
    answered_on: DateField,
    pub typed: String,
    pub case: Option<Chosen>,
}

/// What is done.
pub enum Work {
    New,
    Answer(Box<Versioned<Intake>>),
}

impl Work {
    pub fn verb(&self) -> &'static str {
        match self {
            Work::New => "登记",
            Work::Answer(_) => "登记答复",
        }
    }
}

/// A form for this work, with its draft.
pub fn begin(work: &Work, cx: &mut Cx<'_>) -> Entry<Fields> {
    let today = DateField::of(Some(cx.today));
    match work {
        Work::New => {
            let kind = IntakeKind::Report.code().to_owned();
            let fields = Fields { kind, received_on: today, ..Fields::default() };
            Entry::begin(
                format!("{DRAFT}/new"),
                "登记投诉举报、事故信息和检查发现",
                fields,
                "intake.from",
                cx,
            )
        }
        Work::Answer(read) => {
            let fields = Fields { answered_on: today, ..Fields::default() };
            let key = format!("{DRAFT}/{}", read.id.uuid());
            Entry::on(key, "登记处理和答复", fields, &now(read), "intake.answer", cx)
        }
    }
}

fn now(read: &Versioned<Intake>) -> Now<Fields> {
    let version = format!("{:?}", read.version);
    Now { kind: "intake", id: read.id.uuid(), version, fields: Fields::default(), row: |field| field }
}

/// Reads the record again; tells whether the form can be submitted.
pub fn meets(work: &mut Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> bool {
    let Work::Answer(read) = work else { return true };
    let again = cx.ledger.get(read.id).map(|again| {
        **read = again;
        Some(now(read))
    });
    entry.meets(again, cx)
}

/// The rows of the form.
pub fn rows_ui(
    ui: &mut Ui,
    work: &Work,
    fields: &mut Fields,
    (picker, units): (&mut Picker, &[(Option<Uuid>, String)]),
    problems: &mut Problems,
    today: NaiveDate,
) {
    match work {
        Work::New => {
            let kinds = coded(IntakeKind::ALL, |one| (one.code(), one.label()));
            choice(ui, ("类别", "intake.kind", ""), &mut fields.kind, &kinds, problems);
            day(ui, ("收到日期", "intake.received_on", ""), &mut fields.received_on, problems, today);
            line(
                ui,
                ("来源", "intake.from", "谁举报、报告、发现的；匿名的写匿名"),
                &mut fields.from,
                problems,
            );
            text(ui, ("内容", "intake.content", ""), &mut fields.content, problems);
            choice(ui, ("承办机构", "intake.unit", ""), &mut fields.unit, units, problems);
            let hint = "按有关规定或者本局要求填写，没有的不填";
            day(ui, ("答复期限", "intake.answer_by", hint), &mut fields.answer_by, problems, today);
        }
        Work::Answer(read) => {
            let Intake { kind, received_on, from, content, .. } = &read.value;
            let received = show_date(*received_on);
            for (key, value) in
                [("类别", kind.label()), ("收到日期", &received), ("来源", from), ("内容", content)]
            {
                key_value(ui, key, size().label_column, value);
            }
            line(ui, ("处理答复", "intake.answer", "怎样处理的，怎样答复的"), &mut fields.answer, problems);
            day(ui, ("答复日期", "intake.answered_on", ""), &mut fields.answered_on, problems, today);
            let Fields { typed, case, .. } = fields;
            let names = ("转成案件", "intake.case", "已经立案、启动检查的选那个案件");
            found(ui, names, "案号、名称、当事人、首字母", (picker, typed, case), problems);
        }
    }
}

/// Enters it; gives what was done in a sentence.
pub fn submit(work: &Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<&'static str> {
    entry.problems.clear();
    enter(work, entry, cx).unwrap_or_else(|error| {
        entry.problems.refused(&error);
        None
    })
}

fn enter(work: &Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Result<Option<&'static str>> {
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    match work {
        Work::New => {
            let wanted = Some("请填写收到的日期。");
            let received_on = day_of("intake.received_on", &fields.received_on, wanted, problems, today);
            problems.wanted("intake.from", &fields.from, "请填写来源。");
            problems.wanted("intake.content", &fields.content, "请写明内容。");
            let answer_by = day_of("intake.answer_by", &fields.answer_by, None, problems, today);
            let (Some(received_on), false) = (received_on, problems.any()) else { return Ok(None) };
            cx.ledger.receive_intake(&Intake {
                kind: IntakeKind::from_code(&fields.kind).unwrap_or(IntakeKind::Report),
                received_on,
                from: fields.from.trim().to_owned(),
                content: fields.content.trim().to_owned(),
                unit: fields.unit.map(Id::new),
                answer_by,
                answer: String::new(),
                answered_on: None,
                case: None,
            })?;
            Ok(Some("已登记，答复以前列在待办里。"))
        }
        Work::Answer(read) => {
            problems.wanted("intake.answer", &fields.answer, "请写明怎样处理、怎样答复的。");
            let wanted = Some("请填写答复的日期。");
            let on = day_of("intake.answered_on", &fields.answered_on, wanted, problems, today);
            if fields.case.is_none() && !fields.typed.trim().is_empty() {
                problems.say("intake.case", "请从列出的案件里选，没有的清空这一栏。");
            }
            let (Some(on), false) = (on, problems.any()) else { return Ok(None) };
            let case = fields.case.as_ref().map(|one| Id::<Case>::new(one.id));
            cx.ledger.answer_intake(read, &fields.answer, on, case)?;
            Ok(Some("已登记答复。"))
        }
    }
}
