//! The forms of 查封 and 扣押 in a case: what is held, for how long, and what became of it.

use chrono::{Days, NaiveDate};
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::form::chosen;
use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::domain::seizure::{SeizedItem, Seizure, SeizureEnd, SeizureKind};
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::{
    Chosen, Entry, Said, choice, coded, day, day_of, line, people, picked, text,
};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::size;
use crate::ui::widget::{DateField, key_value};
use crate::words::date::show_date;

const FIELDS: &[&str] = &[
    "seizure.kind",
    "seizure.document",
    "seizure.officers",
    "seizure.items",
    "seizure.place",
    "seizure.keeper",
    "seizure.necessity",
    "seizure.from",
    "seizure.to",
    "seizure.extension",
    "seizure.end",
    "seizure.ended_on",
    "seizure.ended_note",
];
/// How long it may last, the first day not counted (行政强制法第二十五条第一款).
const MOST: u64 = 30;

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    kind: String,
    document: String,
    typed: String,
    officers: Vec<Chosen>,
    items: String,
    place: String,
    keeper: String,
    necessity: String,
    from: DateField,
    to: DateField,
    extension: String,
    end: String,
    ended_on: DateField,
    ended_note: String,
}

/// What is done.
enum Work {
    New,
    Extend(Box<Versioned<Seizure>>),
    End(Box<Versioned<Seizure>>),
}

/// One of the three forms.
pub struct SeizureForm {
    pub entry: Entry<Fields>,
    case: Id<Case>,
    work: Work,
    picker: Picker,
}

impl SeizureForm {
    /// Something that is sealed or seized, with what its draft has kept.
    pub fn new(case: &Versioned<Case>, cx: &mut Cx<'_>) -> SeizureForm {
        let last = cx.today.checked_add_days(Days::new(MOST));
        let fields = Fields {
            kind: SeizureKind::Seize.code().to_owned(),
            officers: chosen(&case.value.officers, cx),
            from: DateField::of(Some(cx.today)),
            to: DateField::of(last),
            ..Fields::default()
        };
        let key = format!("case/{}/seizure", case.id.uuid());
        let entry = Entry::begin(key, "登记查封、扣押", fields, "seizure.document", cx);
        SeizureForm { entry, case: case.id, work: Work::New, picker: Picker::default() }
    }

    /// A longer period for one.
    pub fn extending(read: Versioned<Seizure>, cx: &mut Cx<'_>) -> SeizureForm {
        let key = format!("case/{}/seizure/{}/extend", read.value.case.uuid(), read.id.uuid());
        let entry = Entry::on(key, "延长查封、扣押", Fields::default(), &now(&read), "seizure.to", cx);
        SeizureForm {
            entry,
            case: read.value.case,
            work: Work::Extend(Box::new(read)),
            picker: Picker::default(),
        }
    }

    /// The end of one.
    pub fn ending(read: Versioned<Seizure>, cx: &mut Cx<'_>) -> SeizureForm {
        let key = format!("case/{}/seizure/{}/end", read.value.case.uuid(), read.id.uuid());
        let fields = Fields { ended_on: DateField::of(Some(cx.today)), ..Fields::default() };
        let entry = Entry::on(key, "处理查封、扣押的财物", fields, &now(&read), "seizure.end", cx);
        SeizureForm {
            entry,
            case: read.value.case,
            work: Work::End(Box::new(read)),
            picker: Picker::default(),
        }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let fields = &mut self.entry.fields;
        if let Some(one) = picked(&mut self.picker, &mut fields.typed, cx) {
            one.add_to(&mut fields.officers);
            self.entry.problems.forget("seizure.officers");
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool) -> Option<Said> {
        let (work, picker, today) = (&self.work, &mut self.picker, see.today);
        let verb = match work {
            Work::New => "登记",
            Work::Extend(_) => "延长",
            Work::End(_) => "登记处理",
        };
        self.entry.ui(ui, see, (verb, Op::RecordSeizure), free, FIELDS, |ui, fields, problems| match work {
            Work::New => new_ui(ui, fields, picker, problems, today),
            Work::Extend(read) => {
                held_ui(ui, &read.value);
                day(ui, ("延长至", "seizure.to", "延长不得超过三十日"), &mut fields.to, problems, today);
                line(ui, ("延长文号", "seizure.extension", ""), &mut fields.extension, problems);
            }
            Work::End(read) => {
                held_ui(ui, &read.value);
                let mut ends = vec![(String::new(), "请选择".to_owned())];
                ends.extend(coded(SeizureEnd::ALL, |one| (one.code(), one.label())));
                choice(ui, ("处理", "seizure.end", ""), &mut fields.end, &ends, problems);
                day(ui, ("处理日期", "seizure.ended_on", ""), &mut fields.ended_on, problems, today);
                line(
                    ui,
                    ("处理情况", "seizure.ended_note", "签收人、文号等"),
                    &mut fields.ended_note,
                    problems,
                );
            }
        })
    }

    /// Enters it; tells whether it was.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> bool {
        self.entry.problems.clear();
        if let Work::Extend(read) | Work::End(read) = &mut self.work {
            let again = cx.ledger.get(read.id).map(|again| {
                **read = again;
                Some(now(read))
            });
            if !self.entry.meets(again, cx) {
                return false;
            }
        }
        match self.enter(cx) {
            Ok(true) => {
                self.entry.discard(cx);
                true
            }
            Ok(false) => false,
            Err(error) => {
                self.entry.problems.refused(&error);
                false
            }
        }
    }

    fn enter(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        let (fields, problems, today) = (&self.entry.fields, &mut self.entry.problems, cx.today);
        match &self.work {
            Work::New => {
                let Some(seizure) = written(self.case, fields, problems, today) else { return Ok(false) };
                cx.ledger.seize(&seizure)?;
            }
            Work::Extend(read) => {
                let to = day_of("seizure.to", &fields.to, Some("请填写延长到哪一日。"), problems, today);
                problems.wanted("seizure.extension", &fields.extension, "请填写延长决定的文号。");
                let (Some(to), false) = (to, problems.any()) else { return Ok(false) };
                cx.ledger.extend_seizure(read, to, &fields.extension)?;
            }
            Work::End(read) => {
                let end = SeizureEnd::from_code(&fields.end);
                if end.is_none() {
                    problems.say("seizure.end", "请选择怎样处理。");
                }
                let wanted = Some("请填写处理的日期。");
                let on = day_of("seizure.ended_on", &fields.ended_on, wanted, problems, today);
                let (Some(end), Some(on), false) = (end, on, problems.any()) else { return Ok(false) };
                cx.ledger.end_seizure(read, end, on, &fields.ended_note)?;
            }
        }
        Ok(true)
    }
}

/// What the forms about one stand on: they change nothing that the record shows.
fn now(read: &Versioned<Seizure>) -> Now<Fields> {
    let version = format!("{:?}", read.version);
    Now { kind: "seizure", id: read.id.uuid(), version, fields: Fields::default(), row: |field| field }
}

fn held_ui(ui: &mut Ui, seizure: &Seizure) {
    let items: Vec<String> =
        seizure.items.iter().map(|item| format!("{}{}", item.name, item.quantity)).collect();
    let until = format!("{}至{}", show_date(seizure.from), show_date(seizure.to));
    let lines = [
        (seizure.kind.label(), seizure.document.as_str()),
        ("清单", &items.join("、")),
        ("期限", &until),
        ("保管", &format!("{}　{}", seizure.place, seizure.keeper)),
    ];
    for (key, value) in lines {
        key_value(ui, key, size().label_column, value);
    }
}

fn new_ui(ui: &mut Ui, fields: &mut Fields, picker: &mut Picker, problems: &mut Problems, today: NaiveDate) {
    let kinds = coded(SeizureKind::ALL, |one| (one.code(), one.label()));
    choice(ui, ("措施", "seizure.kind", ""), &mut fields.kind, &kinds, problems);
    line(ui, ("决定文号", "seizure.document", ""), &mut fields.document, problems);
    let Fields { typed, officers, .. } = fields;
    people(ui, ("实施人员", "seizure.officers"), (picker, typed, officers), problems);
    text(ui, ("清单", "seizure.items", "一行一项，名称、空格、数量"), &mut fields.items, problems);
    line(ui, ("存放地点", "seizure.place", ""), &mut fields.place, problems);
    line(ui, ("保管人", "seizure.keeper", ""), &mut fields.keeper, problems);
    let hint = "为什么采取，为什么没有超过必要限度";
    text(ui, ("必要性", "seizure.necessity", hint), &mut fields.necessity, problems);
    day(ui, ("起始日期", "seizure.from", ""), &mut fields.from, problems, today);
    let hint = "不超过三十日，行政强制法第二十五条第一款";
    day(ui, ("截止日期", "seizure.to", hint), &mut fields.to, problems, today);
}

fn written(case: Id<Case>, fields: &Fields, problems: &mut Problems, today: NaiveDate) -> Option<Seizure> {
    problems.wanted("seizure.document", &fields.document, "请填写决定书的文号。");
    if fields.officers.is_empty() {
        problems.say("seizure.officers", "请选择实施的人员。");
    }
    let items: Vec<SeizedItem> =
        fields.items.lines().filter(|one| !one.trim().is_empty()).map(item).collect();
    if items.is_empty() {
        problems.say("seizure.items", "请写明查封、扣押的财物，一行一项。");
    }
    problems.wanted("seizure.place", &fields.place, "请填写存放地点。");
    problems.wanted("seizure.keeper", &fields.keeper, "请填写保管人。");
    problems.wanted("seizure.necessity", &fields.necessity, "请写明必要性。");
    let from = day_of("seizure.from", &fields.from, Some("请填写起始日期。"), problems, today);
    let to = day_of("seizure.to", &fields.to, Some("请填写截止日期。"), problems, today);
    let (Some(from), Some(to), false) = (from, to, problems.any()) else { return None };
    let trimmed = |text: &String| text.trim().to_owned();
    Some(Seizure {
        case,
        kind: SeizureKind::from_code(&fields.kind).unwrap_or(SeizureKind::Seize),
        document: trimmed(&fields.document),
        officers: fields.officers.iter().map(|one| Id::new(one.id)).collect(),
        items,
        place: trimmed(&fields.place),
        keeper: trimmed(&fields.keeper),
        necessity: trimmed(&fields.necessity),
        from,
        to,
        extension: String::new(),
        end: None,
        ended_on: None,
        ended_note: String::new(),
    })
}

fn item(line: &str) -> SeizedItem {
    let line = line.trim();
    let (name, quantity) = line.rsplit_once(char::is_whitespace).unwrap_or((line, ""));
    SeizedItem { name: name.trim().to_owned(), quantity: quantity.to_owned() }
}
