//! The form in which a failure to record is entered, as the body in charge has established it.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use crate::domain::id::Id;
use crate::domain::interference::{Failure, FailureKind, RecordingFailure};
use crate::domain::officer::Officer;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{Chosen, Entry, day, day_of, line, person, row, text};
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::widget::{DateField, Numbered};

/// The key of the draft.
pub const DRAFT: &str = "interference/beside/failure";

/// The fields that have a row.
pub const FIELDS: &[&str] = &[
    "recording_failure.officer",
    "recording_failure.kind",
    "recording_failure.on",
    "recording_failure.facts",
    "recording_failure.instructed_by",
    "recording_failure.established_by",
    "recording_failure.established_on",
    "recording_failure.document",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub typed: String,
    pub who: Option<Chosen>,
    kind: String,
    on: DateField,
    facts: String,
    pub by_typed: String,
    pub by: Option<Chosen>,
    established_by: String,
    established_on: DateField,
    document: String,
}

/// The form, with what its draft has kept.
pub fn begin(cx: &mut Cx<'_>) -> Entry<Fields> {
    let fields = Fields { established_on: DateField::of(Some(cx.today)), ..Fields::default() };
    Entry::begin(DRAFT.to_owned(), "登记不记录、不如实记录的认定", fields, FIELDS[0], cx)
}

/// Paints the rows.
pub fn rows_ui(
    ui: &mut Ui,
    fields: &mut Fields,
    (who, by): (&mut Picker, &mut Picker),
    problems: &mut Problems,
    today: NaiveDate,
) {
    let Fields { typed, who: chosen, .. } = fields;
    person(ui, ("没有记录的人", FIELDS[0], ""), (who, typed, chosen), problems);
    let kinds: Vec<(FailureKind, &str)> = FailureKind::ALL.iter().map(|kind| (*kind, kind.label())).collect();
    let kind = FailureKind::from_code(&fields.kind);
    row(ui, ("情形", FIELDS[1], "干预记录制度第十条"), problems, |ui, bad| {
        let numbered = Numbered::one("情形").problem(bad);
        let (response, pressed) = numbered.show(ui, &kinds, |one| Some(one) == kind);
        if let Some(one) = pressed {
            fields.kind = one.code().to_owned();
        }
        response
    });
    day(ui, ("应登记日期", FIELDS[2], ""), &mut fields.on, problems, today);
    let open = "依据的材料和查明的情况。这里人人能看，不写谁过问、过问什么；那些写进封存的登记";
    text(ui, ("认定的事实", FIELDS[3], open), &mut fields.facts, problems);
    let heavier = "主管领导授意的填写，对他从重追究；没有就空着";
    let Fields { by_typed, by: chosen, .. } = fields;
    person(ui, ("授意的领导", FIELDS[4], heavier), (by, by_typed, chosen), problems);
    line(ui, ("认定机构", FIELDS[5], "例如：局党组、派驻纪检监察组"), &mut fields.established_by, problems);
    day(ui, ("认定日期", FIELDS[6], ""), &mut fields.established_on, problems, today);
    line(ui, ("处理文号", FIELDS[7], "通报、决定作出以后再补也可以"), &mut fields.document, problems);
}

/// Enters it; tells whose it is.
pub fn submit(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<Id<Officer>> {
    entry.problems.clear();
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    if fields.who.is_none() {
        problems.say(FIELDS[0], "请选择没有记录的人，从名册里找。");
    }
    let kind = FailureKind::from_code(&fields.kind);
    if kind.is_none() {
        problems.say(FIELDS[1], "请选择是不记录还是不如实记录。");
    }
    let on = day_of(FIELDS[2], &fields.on, Some("请填写应当记录的日期。"), problems, today);
    problems.wanted(FIELDS[3], &fields.facts, "请写认定的事实和依据的材料。");
    if fields.by.is_none() && !fields.by_typed.trim().is_empty() {
        problems.say(FIELDS[4], "请从名册里选，没有授意的清空这一栏。");
    }
    problems.wanted(FIELDS[5], &fields.established_by, "请写由谁认定。");
    let established_on = day_of(FIELDS[6], &fields.established_on, Some("请填写认定日期。"), problems, today);
    let (Some(who), Some(kind), Some(on), Some(established_on), false) =
        (&fields.who, kind, on, established_on, problems.any())
    else {
        return None;
    };
    let officer = Id::new(who.id);
    let instructed_by = fields.by.as_ref().map(|by| Id::new(by.id));
    let failure = RecordingFailure {
        failure: Failure { kind, officer, instructed_by },
        on,
        facts: fields.facts.trim().to_owned(),
        established_by: fields.established_by.trim().to_owned(),
        established_on,
        document: fields.document.trim().to_owned(),
        withdrawn: String::new(),
    };
    match cx.ledger.establish_failure(&failure) {
        Ok(_) => Some(officer),
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}
