//! What followed a result is recorded: the unit's opinion, what was put right, whether a recheck was passed.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use crate::domain::id::Id;
use crate::domain::review::{ReviewFile, ReviewStep};
use crate::domain::role::Op;
use crate::ledger::reviews::Following;
use crate::ui::file_choice::{ANY, PathPicker, Shown, Want};
use crate::ui::screen::certificates::entry::{Entry, Said, day, day_of, line, row, text};
use crate::ui::screen::{Cx, See};
use crate::ui::widget::DateField;

const FIELDS: &[&str] =
    &["review_act.text", "review_act.by", "review_act.on", "review_act.rectify_by", "review_act.file"];

/// What stands in the form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    text: String,
    by: String,
    on: DateField,
    rectify_by: DateField,
    file: String,
}

/// The form of one step.
pub struct Follow {
    file: Id<ReviewFile>,
    step: ReviewStep,
    entry: Entry<Fields>,
    picker: PathPicker,
}

impl Follow {
    /// Begins it.
    pub fn begin(file: Id<ReviewFile>, number: &str, step: ReviewStep, cx: &mut Cx<'_>) -> Follow {
        let by = match step {
            ReviewStep::Passed | ReviewStep::Failed => {
                cx.ledger.actor().map(|user| user.value.name.clone()).unwrap_or_default()
            }
            ReviewStep::Opinion | ReviewStep::Rectified => String::new(),
        };
        let fields = Fields { on: DateField::of(Some(cx.today)), by, ..Fields::default() };
        let key = format!("{}follow/{}/{}", super::DRAFTS, file.uuid(), step.code());
        let title = format!("{}　{number}", step.label());
        let entry = Entry::begin(key, &title, fields, FIELDS[0], cx);
        Follow { file, step, entry, picker: PathPicker::new(Want::Open(&ANY)) }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>) -> Option<Said> {
        let (today, step, picker) = (see.today, self.step, &mut self.picker);
        self.entry.ui(ui, see, ("登记", Op::FollowReview), true, FIELDS, |ui, fields, problems| {
            let (what, who) = match step {
                ReviewStep::Opinion => ("意见", "提出意见的机构或者负责人"),
                ReviewStep::Rectified => ("整改情况", "整改的人"),
                ReviewStep::Passed | ReviewStep::Failed => ("复查情况", "复查的人"),
            };
            text(ui, (what, "review_act.text", ""), &mut fields.text, problems);
            line(ui, (who, "review_act.by", ""), &mut fields.by, problems);
            day(ui, ("日期", "review_act.on", ""), &mut fields.on, problems, today);
            if step == ReviewStep::Failed {
                let names = ("再次整改期限", "review_act.rectify_by", "");
                day(ui, names, &mut fields.rectify_by, problems, today);
            }
            if step == ReviewStep::Rectified {
                let names = ("佐证文件", "review_act.file", "改正后的材料，PDF 或者图片，可以不附");
                row(ui, names, problems, |ui, bad| {
                    let shown = Shown { name: "佐证文件", problem: bad, ..Shown::default() };
                    picker.show(ui, &mut fields.file, shown)
                });
            }
        })
    }

    /// Does it; tells whether the form is over.
    pub fn update(&mut self, said: Said, cx: &mut Cx<'_>) -> bool {
        if said == Said::Submit {
            return self.submit(cx);
        }
        self.entry.end(said, cx);
        true
    }

    fn submit(&mut self, cx: &mut Cx<'_>) -> bool {
        self.entry.problems.clear();
        let (fields, problems) = (&self.entry.fields, &mut self.entry.problems);
        problems.wanted("review_act.text", &fields.text, "请写明情况。");
        problems.wanted("review_act.by", &fields.by, "请写是谁。");
        let on = day_of("review_act.on", &fields.on, Some("请填写日期。"), problems, cx.today);
        let failed = self.step == ReviewStep::Failed;
        let wanted = failed.then_some("请填写再次整改期限。");
        let rectify_by = match failed {
            true => day_of("review_act.rectify_by", &fields.rectify_by, wanted, problems, cx.today),
            false => None,
        };
        let (Some(on), false) = (on, problems.any()) else { return false };
        let file = fields.file.trim();
        let what = Following {
            step: self.step,
            on,
            text: fields.text.clone(),
            by: fields.by.clone(),
            rectify_by,
            files: if file.is_empty() { Vec::new() } else { vec![file.into()] },
        };
        if let Err(error) = cx.ledger.follow_review(self.file, &what) {
            match (&error, file.is_empty()) {
                (crate::ledger::Error::Refused(why), false) if why.contains("文件") => {
                    problems.say("review_act.file", why.clone());
                }
                _ => problems.refused(&error),
            }
            return false;
        }
        self.entry.submitted(format!("已登记：{}。", self.step.label()), cx);
        true
    }

    pub fn is_unkept(&self) -> bool {
        self.entry.is_unkept()
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.entry.keep(cx);
    }
}
