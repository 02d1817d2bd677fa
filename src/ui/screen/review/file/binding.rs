//! The form for what stands on the cover and in the 备考表 beside what the case itself tells.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use crate::domain::case::Case;
use crate::domain::case_file::{Binding, Retention};
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::{Entry, Said, choice, coded, day, day_of, line, text};
use crate::ui::screen::{Cx, See};
use crate::ui::widget::DateField;

const FIELDS: &[&str] = &[
    "binding.outcome",
    "binding.retention",
    "binding.fonds_no",
    "binding.catalogue_no",
    "binding.file_no",
    "binding.compiled_by",
    "binding.checked_by",
    "binding.bound_on",
    "binding.archived_on",
    "binding.remarks",
];

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    outcome: String,
    retention: String,
    fonds_no: String,
    catalogue_no: String,
    file_no: String,
    compiled_by: String,
    checked_by: String,
    bound_on: DateField,
    archived_on: DateField,
    remarks: String,
}

/// The form.
pub struct Binder {
    case: Id<Case>,
    read: Option<Versioned<Binding>>,
    entry: Entry<Fields>,
}

impl Binder {
    pub fn begin(case: Id<Case>, read: Option<Versioned<Binding>>, cx: &mut Cx<'_>) -> Binder {
        let of = read.as_ref().map_or_else(|| Binding::blank(case), |read| read.value.clone());
        let fields = Fields {
            outcome: of.outcome,
            retention: of.retention.map(|one| one.code().to_owned()).unwrap_or_default(),
            fonds_no: of.fonds_no,
            catalogue_no: of.catalogue_no,
            file_no: of.file_no,
            compiled_by: of.compiled_by,
            checked_by: of.checked_by,
            bound_on: DateField::of(of.bound_on),
            archived_on: DateField::of(of.archived_on),
            remarks: of.remarks,
        };
        let key = format!("case_binding/{}", case.uuid());
        let entry = Entry::begin(key, "封面和备考表的内容", fields, "binding.outcome", cx);
        Binder { case, read, entry }
    }

    pub fn is_unkept(&self) -> bool {
        self.entry.is_unkept()
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.entry.keep(cx);
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>) -> Option<Said> {
        let today = see.today;
        let free = ui.ctx().memory(|memory| memory.top_modal_layer().is_none());
        let mut kept = vec![(String::new(), "不填".to_owned())];
        kept.extend(coded(Retention::ALL, |one| (one.code(), one.label())));
        self.entry.ui(ui, see, ("保存", Op::KeepCaseFile), free, FIELDS, |ui, fields, problems| {
            text(ui, ("处理结果", "binding.outcome", ""), &mut fields.outcome, problems);
            choice(ui, ("保管期限", "binding.retention", ""), &mut fields.retention, &kept, problems);
            line(ui, ("全宗号", "binding.fonds_no", ""), &mut fields.fonds_no, problems);
            line(ui, ("目录号", "binding.catalogue_no", ""), &mut fields.catalogue_no, problems);
            line(ui, ("案卷号", "binding.file_no", ""), &mut fields.file_no, problems);
            line(ui, ("立卷人", "binding.compiled_by", ""), &mut fields.compiled_by, problems);
            line(ui, ("检查人", "binding.checked_by", ""), &mut fields.checked_by, problems);
            day(ui, ("立卷日期", "binding.bound_on", ""), &mut fields.bound_on, problems, today);
            day(ui, ("归档日期", "binding.archived_on", ""), &mut fields.archived_on, problems, today);
            let hint = "印在备考表上；不填的写“卷内文件齐全”或者缺什么";
            text(ui, ("本卷情况说明", "binding.remarks", hint), &mut fields.remarks, problems);
        })
    }

    /// Does what was said; tells whether the form is over.
    pub fn said(&mut self, said: Said, cx: &mut Cx<'_>) -> bool {
        if said == Said::Submit {
            return self.submit(cx);
        }
        self.entry.end(said, cx);
        true
    }

    fn submit(&mut self, cx: &mut Cx<'_>) -> bool {
        let Entry { fields, problems, .. } = &mut self.entry;
        problems.clear();
        let bound_on = day_of("binding.bound_on", &fields.bound_on, None, problems, cx.today);
        let archived_on = day_of("binding.archived_on", &fields.archived_on, None, problems, cx.today);
        if problems.any() {
            return false;
        }
        let trimmed = |text: &str| text.trim().to_owned();
        let binding = Binding {
            case: self.case,
            fonds_no: trimmed(&fields.fonds_no),
            catalogue_no: trimmed(&fields.catalogue_no),
            file_no: trimmed(&fields.file_no),
            retention: Retention::from_code(&fields.retention),
            outcome: trimmed(&fields.outcome),
            remarks: trimmed(&fields.remarks),
            compiled_by: trimmed(&fields.compiled_by),
            checked_by: trimmed(&fields.checked_by),
            bound_on,
            archived_on,
        };
        match cx.ledger.bind_case_file(self.read.as_ref(), &binding) {
            Ok(()) => {
                self.entry.submitted("已保存封面和备考表的内容。", cx);
                true
            }
            Err(error) => {
                problems.refused(&error);
                problems.look_at_first_of(FIELDS);
                false
            }
        }
    }
}
