//! Who keeps away from a case: entered as it comes up, decided afterwards or at once.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use crate::domain::case::Case;
use crate::domain::case_step::{Recusal, RecusalBy};
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::{
    Chosen, Entry, Said, choice, coded, day, day_of, line, person, picked, text,
};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::DateField;

const FIELDS: &[&str] = &[
    "recusal.officer",
    "recusal.by",
    "recusal.on",
    "recusal.reason",
    "recusal.granted",
    "recusal.decided_by",
    "recusal.decided_on",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    typed: String,
    officer: Option<Chosen>,
    by: String,
    on: DateField,
    reason: String,
    granted: String,
    decided_by: String,
    decided_on: DateField,
}

/// A new one, or one that is being decided.
pub struct RecusalForm {
    pub entry: Entry<Fields>,
    case: Id<Case>,
    read: Option<Versioned<Recusal>>,
    picker: Picker,
}

impl RecusalForm {
    /// A new one, with what its draft has kept.
    pub fn new(case: Id<Case>, cx: &mut Cx<'_>) -> RecusalForm {
        let fields = Fields {
            by: RecusalBy::Own.code().to_owned(),
            on: DateField::of(Some(cx.today)),
            ..Fields::default()
        };
        let key = format!("case/{}/recusal", case.uuid());
        let entry = Entry::begin(key, "登记回避", fields, "recusal.officer", cx);
        RecusalForm { entry, case, read: None, picker: Picker::default() }
    }

    /// One that was entered, to be decided.
    pub fn deciding(read: Versioned<Recusal>, name: &str, cx: &mut Cx<'_>) -> RecusalForm {
        let now = recorded(&read, name);
        let key = format!("case/{}/recusal/{}", read.value.case.uuid(), read.id.uuid());
        let entry = Entry::on(key, "登记回避决定", now.fields.clone(), &now, "recusal.granted", cx);
        RecusalForm { entry, case: read.value.case, read: Some(read), picker: Picker::default() }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let fields = &mut self.entry.fields;
        if let Some(one) = picked(&mut self.picker, &mut fields.typed, cx) {
            fields.officer = Some(one);
            self.entry.problems.forget("recusal.officer");
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool) -> Option<Said> {
        let (picker, today) = (&mut self.picker, see.today);
        self.entry.ui(ui, see, ("登记回避", Op::RecordRecusal), free, FIELDS, |ui, fields, problems| {
            let Fields { typed, officer, .. } = fields;
            person(ui, ("回避人员", "recusal.officer", ""), (picker, typed, officer), problems);
            let by = coded(RecusalBy::ALL, |one| (one.code(), one.label()));
            choice(ui, ("怎样提起", "recusal.by", ""), &mut fields.by, &by, problems);
            day(ui, ("提出日期", "recusal.on", ""), &mut fields.on, problems, today);
            text(ui, ("事由", "recusal.reason", ""), &mut fields.reason, problems);
            let decided = [("", "还没有决定"), ("yes", "回避"), ("no", "不回避")]
                .map(|(code, label)| (code.to_owned(), label.to_owned()));
            let hint = "由负责人决定，决定以前不停止调查";
            choice(ui, ("决定", "recusal.granted", hint), &mut fields.granted, &decided, problems);
            if !fields.granted.is_empty() {
                line(ui, ("决定人", "recusal.decided_by", ""), &mut fields.decided_by, problems);
                day(ui, ("决定日期", "recusal.decided_on", ""), &mut fields.decided_on, problems, today);
            }
        })
    }

    /// Enters it; tells whether it was.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> bool {
        self.entry.problems.clear();
        if let Some(read) = &mut self.read {
            let name = self.entry.fields.officer.as_ref().map(|one| one.words.clone()).unwrap_or_default();
            let now = cx.ledger.get(read.id).map(|again| {
                *read = again;
                Some(recorded(read, &name))
            });
            if !self.entry.meets(now, cx) {
                return false;
            }
        }
        let Some(recusal) = self.written(cx.today) else { return false };
        let done = match &self.read {
            None => cx.ledger.record_recusal(&recusal).map(|_| ()),
            Some(read) => cx.ledger.change_recusal(read, &recusal, ""),
        };
        match done {
            Ok(()) => {
                self.entry.discard(cx);
                true
            }
            Err(error) => {
                self.entry.problems.refused(&error);
                false
            }
        }
    }

    fn written(&mut self, today: NaiveDate) -> Option<Recusal> {
        let (fields, problems) = (&self.entry.fields, &mut self.entry.problems);
        if fields.officer.is_none() {
            problems.say("recusal.officer", "请从名册里选回避的人员。");
        }
        let on = day_of("recusal.on", &fields.on, Some("请填写提出的日期。"), problems, today);
        problems.wanted("recusal.reason", &fields.reason, "请写明回避的事由。");
        let granted = match fields.granted.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let mut decided_on = None;
        if granted.is_some() {
            problems.wanted("recusal.decided_by", &fields.decided_by, "请写明由谁决定。");
            let wanted = Some("请填写决定的日期。");
            decided_on = day_of("recusal.decided_on", &fields.decided_on, wanted, problems, today);
        }
        let (Some(officer), Some(on), false) = (&fields.officer, on, problems.any()) else { return None };
        Some(Recusal {
            case: self.case,
            officer: Id::new(officer.id),
            by: RecusalBy::from_code(&fields.by).unwrap_or(RecusalBy::Own),
            on,
            reason: fields.reason.trim().to_owned(),
            granted,
            decided_by: if granted.is_some() { fields.decided_by.trim().to_owned() } else { String::new() },
            decided_on,
        })
    }
}

fn recorded(read: &Versioned<Recusal>, name: &str) -> Now<Fields> {
    let Recusal { officer, by, on, reason, granted, decided_by, decided_on, .. } = &read.value;
    let granted = match granted {
        None => "",
        Some(true) => "yes",
        Some(false) => "no",
    };
    let fields = Fields {
        typed: String::new(),
        officer: Some(Chosen { id: officer.uuid(), words: name.to_owned() }),
        by: by.code().to_owned(),
        on: DateField::of(Some(*on)),
        reason: reason.clone(),
        granted: granted.to_owned(),
        decided_by: decided_by.clone(),
        decided_on: DateField::of(*decided_on),
    };
    let version = format!("{:?}", read.version);
    Now { kind: "recusal", id: read.id.uuid(), version, fields, row: |field| field }
}
