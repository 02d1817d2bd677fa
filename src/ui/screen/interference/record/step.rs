//! A step after a record: a letter that goes out, its receipt, a hand-over, the word to the recorder, protection.

use chrono::{Days, NaiveDate};
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::errand::{Errand, Scan, scan_of};
use super::work::{Work, ready, scan_picker, scan_row};
use super::written::{Draft, Written};
use crate::domain::id::Id;
use crate::domain::interference::{Follow, FollowUp, Sealed, Way};
use crate::domain::problem::Checked as _;
use crate::ledger::Error;
use crate::ledger::interference::LetterAsk;
use crate::ui::file_choice::PathPicker;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{choice, day, day_of, line, row, text};
use crate::ui::screen::problems::Problems;
use crate::ui::widget::{DateField, Numbered};

const FIELDS: &[&str] = &[
    "follow.organ",
    "follow.document",
    "follow.on",
    "follow.due_on",
    "follow.phrase",
    "follow.text",
    "scan",
];

/// What is written, as its draft keeps it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    organ: String,
    document: String,
    on: DateField,
    due_on: DateField,
    text: String,
    scan: String,
}

/// The form.
pub struct Step {
    kind: Follow,
    way: Option<Way>,
    written: Written<Fields>,
    /// The organs that have not answered yet.
    waiting: Vec<(String, String)>,
    /// How long the bureau waits for a receipt, and the last day that followed from it.
    receipt: (Option<u32>, Option<NaiveDate>),
    phrase: Option<usize>,
    picker: PathPicker,
    problems: Problems,
    entering: Option<(FollowUp, Errand)>,
}

impl Step {
    /// `waiting` are the organs of letters without a receipt.
    pub fn begin(
        id: Id<Sealed>,
        kind: Follow,
        way: Option<Way>,
        waiting: Vec<String>,
        cx: &mut Cx<'_>,
    ) -> Step {
        let days = cx.ledger.interference_settings().ok().and_then(|settings| settings.receipt_days);
        let days = days.filter(|_| kind == Follow::Letter);
        let due_on = after(cx.today, days);
        let organ = match waiting.as_slice() {
            [only] if kind == Follow::Receipt => only.clone(),
            _ => String::new(),
        };
        let (on, due) = (DateField::of(Some(cx.today)), DateField::of(due_on));
        let blank = Fields { organ, on, due_on: due, ..Fields::default() };
        let what = format!("step-{}", kind.code());
        let written = Written::begin(id, &what, "过问后续办理（草稿）", blank, cx);
        let first = match kind {
            Follow::Receipt if waiting.len() == 1 => "follow.document",
            Follow::Feedback => "follow.phrase",
            _ if kind.names_an_organ() => "follow.organ",
            _ => "follow.text",
        };
        Step {
            kind,
            way,
            written,
            waiting: waiting.into_iter().map(|organ| (organ.clone(), organ)).collect(),
            receipt: (days, due_on),
            phrase: None,
            picker: scan_picker(),
            problems: Problems::none_at(first),
            entering: None,
        }
    }

    /// The step as it is written, with what is wrong about it.
    fn read(&mut self, today: NaiveDate) -> Option<FollowUp> {
        let (fields, problems) = (&self.written.fields, &mut self.problems);
        problems.clear();
        let on = day_of("follow.on", &fields.on, Some("请填写日期。"), problems, today);
        let due_on = match self.kind {
            Follow::Letter => day_of("follow.due_on", &fields.due_on, None, problems, today),
            _ => None,
        };
        let step = FollowUp {
            organ: fields.organ.trim().to_owned(),
            document: fields.document.trim().to_owned(),
            text: fields.text.trim().to_owned(),
            due_on,
            ..FollowUp::new(self.kind, on.unwrap_or(today))
        };
        if on.is_some()
            && let Err(invalid) = step.check()
        {
            problems.refused(&Error::Invalid(invalid));
        }
        problems.look_at_first_of(FIELDS);
        (!problems.any()).then_some(step)
    }

    /// What became of a step that the ledger has taken, or has not.
    fn entered(&mut self, done: Result<(), Error>, had_scan: bool, cx: &mut Cx<'_>) -> bool {
        match done {
            Ok(()) => {
                self.written.throw_away(cx);
                let rest =
                    if had_scan { "扫描件的原文件还在原处，请妥善保管。" } else { "" };
                cx.done(format!("已登记：{}。{rest}", self.kind.label()));
                true
            }
            Err(error) => {
                self.problems.refused(&error);
                false
            }
        }
    }

    fn organ_ui(&mut self, ui: &mut Ui) {
        let (fields, problems) = (&mut self.written.fields, &mut self.problems);
        let (label, hint) = match (self.kind, self.way) {
            (Follow::Letter, Some(Way::Congress)) => ("发往机关", "过问人是人大代表的，通报人大机关"),
            (Follow::Letter, Some(Way::Conference)) => ("发往机关", "过问人是政协委员的，通报政协机关"),
            (Follow::Letter, _) => ("发往机关", "管理过问人的机关，例如组织部门、派驻机构或者其所在单位"),
            (Follow::Receipt, _) => ("回执机关", ""),
            (Follow::Discipline, _) => ("移交机关", "批示认定造成后果或者恶劣影响。干预记录制度第九条"),
            (Follow::Justice, _) => ("移交机关", "批示认定涉嫌犯罪。干预记录制度第九条"),
            _ => ("报告机关", "派出所或者公安机关；本人和近亲属受到威胁都可以报告"),
        };
        if self.kind == Follow::Receipt {
            choice(ui, (label, "follow.organ", hint), &mut fields.organ, &self.waiting, problems);
        } else {
            line(ui, (label, "follow.organ", hint), &mut fields.organ, problems);
        }
    }

    fn text_ui(&mut self, ui: &mut Ui) {
        let (fields, problems) = (&mut self.written.fields, &mut self.problems);
        if self.kind == Follow::Feedback {
            let phrases: Vec<(usize, &str)> = FEEDBACK.iter().copied().enumerate().collect();
            let phrase = &mut self.phrase;
            row(
                ui,
                ("常用语", "follow.phrase", "按数字键填入，可以再改"),
                problems,
                |ui, _| {
                    let chosen = *phrase;
                    let (response, pressed) =
                        Numbered::one("常用语").show(ui, &phrases, |one| Some(one) == chosen);
                    if let Some(one) = pressed {
                        *phrase = Some(one);
                        fields.text = FEEDBACK[one].to_owned();
                    }
                    response
                },
            );
        }
        let (label, hint) = match self.kind {
            Follow::Feedback => ("反馈内容", "记录人打开这条记录就能看到"),
            Follow::Outcome => ("处理结果", ""),
            Follow::Checked => {
                ("核查情况", "看了什么：有没有依据，走没走程序。这里只记核查，不下结论。干预记录制度第六条")
            }
            Follow::Help => ("协助和保护", "为谁做了什么，例如安排陪同、调整电话、通知近亲属单位"),
            _ => ("说明", "可以不填"),
        };
        text(ui, (label, "follow.text", hint), &mut fields.text, problems);
    }
}

const FEEDBACK: [&str; 3] = [
    "批示已经作出，案件依法办理。您的登记受保护。",
    "已按批示移送核实，案件依法办理。您的登记受保护。",
    "已向有关机关反映，案件依法办理。您的登记受保护。",
];

fn after(on: NaiveDate, days: Option<u32>) -> Option<NaiveDate> {
    on.checked_add_days(Days::new(days?.into()))
}

impl Work for Step {
    fn title(&self) -> &str {
        self.kind.label()
    }

    fn verb(&self) -> &str {
        match self.kind {
            Follow::Letter => "登记已发出",
            Follow::Receipt => "登记回执",
            Follow::Discipline | Follow::Justice => "登记移交",
            Follow::Feedback => "反馈给记录人",
            Follow::Outcome => "封存处理结果",
            Follow::Checked => "封存核查情况",
            Follow::Police => "登记已报告",
            Follow::Help => "登记协助和保护",
        }
    }

    fn draft(&self) -> &dyn Draft {
        &self.written
    }

    fn draft_mut(&mut self) -> &mut dyn Draft {
        &mut self.written
    }

    fn submit(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        let step = self.read(cx.today);
        let path = match scan_of(&self.written.fields.scan) {
            Ok(path) => path,
            Err(sentence) => {
                self.problems.say("scan", sentence);
                None
            }
        };
        let Some(step) = step.filter(|_| !self.problems.any()) else { return false };
        let Some(path) = path else {
            let done = cx.ledger.follow_up_sealed(id, &step, &[]);
            return self.entered(done, false, cx);
        };
        match cx.ledger.begin_adding(id) {
            Ok(sealing) => {
                self.entering = Some((step, Errand::begin(None, Some(Scan { sealing, path }), cx)));
                self.logic(id, cx)
            }
            Err(error) => {
                self.problems.refused(&error);
                false
            }
        }
    }

    fn logic(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        let (days, last) = self.receipt;
        let fields = &mut self.written.fields;
        // The day that follows from the bureau's period moves with the letter, until somebody writes another.
        if days.is_some()
            && fields.due_on == DateField::of(last)
            && let Ok(Some(on)) = fields.on.day(cx.today)
            && after(on, days) != last
        {
            self.receipt.1 = after(on, days);
            fields.due_on = DateField::of(self.receipt.1);
        }
        let Some((step, ready)) = ready(&mut self.entering, &mut self.problems, cx) else { return false };
        let Some((_, scan)) = ready.scan else { return false };
        let done = cx.ledger.follow_up_brought(id, &step, std::slice::from_ref(&scan));
        self.entered(done, true, cx)
    }

    fn doing(&self) -> Option<String> {
        self.entering.as_ref().map(|(_, errand)| errand.doing())
    }

    fn stop(&mut self) {
        self.entering = None;
    }

    fn has_letter(&self) -> bool {
        self.kind == Follow::Letter
    }

    fn letter(&mut self, today: NaiveDate) -> Option<Result<LetterAsk, ()>> {
        (self.kind == Follow::Letter).then(|| self.read(today).map(|step| LetterAsk::of(&step)).ok_or(()))
    }

    fn ui(&mut self, ui: &mut Ui, today: NaiveDate) {
        self.problems.rest_ui(ui, FIELDS);
        if self.kind.names_an_organ() {
            self.organ_ui(ui);
            let (fields, problems) = (&mut self.written.fields, &mut self.problems);
            let (label, hint) = match self.kind {
                Follow::Letter => ("文号", "由办公室给号；还没有的可以不填"),
                Follow::Receipt => ("回执文号", "可以不填"),
                Follow::Police => ("受理编号", "可以不填"),
                _ => ("移交文号", "可以不填"),
            };
            line(ui, (label, "follow.document", hint), &mut fields.document, problems);
        }
        let (fields, problems) = (&mut self.written.fields, &mut self.problems);
        let label = match self.kind {
            Follow::Letter => "发函日期",
            Follow::Receipt => "收到日期",
            Follow::Discipline | Follow::Justice => "移交日期",
            Follow::Police => "报告日期",
            _ => "办理日期",
        };
        day(ui, (label, "follow.on", ""), &mut fields.on, problems, today);
        if self.kind == Follow::Letter {
            let hint = match self.receipt.0 {
                Some(days) => format!("本局规定发函后{days}天"),
                None => "本局没有规定期限；可以不填，也可以自己定".to_owned(),
            };
            day(ui, ("回执期限", "follow.due_on", &hint), &mut fields.due_on, problems, today);
        }
        self.text_ui(ui);
        if self.kind.names_an_organ() {
            let hint = match self.kind {
                Follow::Receipt => "回执的扫描件或者照片；和记录一起封存",
                Follow::Letter => "盖章的函，可以不附",
                _ => "移交清单、受理回执等，可以不附；和记录一起封存",
            };
            let fields = &mut self.written.fields;
            scan_row(ui, ("扫描件", hint), &mut fields.scan, &mut self.picker, &mut self.problems);
        }
    }
}
