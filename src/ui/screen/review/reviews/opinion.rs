//! What both reviewers say of a file when they have agreed: the opinion, its day, and by when things are put right.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use crate::domain::review::{Given, Score};
use crate::domain::role::Op;
use crate::ledger::reviews::{Agreement, FileView};
use crate::ui::screen::certificates::entry::{Entry, Said, day, day_of, line, text};
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, theme, type_sizes};
use crate::ui::widget::{DateField, wrapped};
use crate::words::amount::show_tenths;

const FIELDS: &[&str] =
    &["review_result.opinion", "review_result.agreed_on", "review_result.rectify_by", "why"];

/// What stands in the form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    opinion: String,
    agreed_on: DateField,
    rectify_by: DateField,
    why: String,
}

/// The form.
pub struct Opinion {
    entry: Entry<Fields>,
    /// What was agreed on before is corrected.
    correcting: bool,
    told: String,
}

impl Opinion {
    /// Begins it, with what stands already.
    pub fn begin(view: &FileView, cx: &mut Cx<'_>) -> Opinion {
        let before = view.result.as_ref().map(|result| &result.value);
        let fields = Fields {
            opinion: before.map(|result| result.opinion.clone()).unwrap_or_default(),
            agreed_on: DateField::of(Some(before.map_or(cx.today, |result| result.agreed_on))),
            rectify_by: DateField::of(before.and_then(|result| result.rectify_by)),
            why: String::new(),
        };
        let correcting = before.is_some();
        let key = format!("{}opinion/{}", super::DRAFTS, view.row.id.uuid());
        let title = format!("{}　{}", if correcting { "更正评查结果" } else { "合议结果" }, view.row.number);
        let entry = Entry::begin(key, &title, fields, FIELDS[0], cx);
        Opinion { entry, correcting, told: String::new() }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>) -> Option<Said> {
        let (today, correcting, told) = (see.today, self.correcting, &self.told);
        let verb = (if correcting { "更正结果" } else { "确定结果" }, Op::AgreeReview);
        self.entry.ui(ui, see, verb, true, FIELDS, |ui, fields, problems| {
            if !told.is_empty() {
                let ink = theme(ui).text;
                wrapped(ui, told, regular(type_sizes().body), ink);
            }
            let hint = "对案卷的总体评价，哪些应当改正";
            text(ui, ("评查意见", "review_result.opinion", hint), &mut fields.opinion, problems);
            day(ui, ("合议日期", "review_result.agreed_on", ""), &mut fields.agreed_on, problems, today);
            let hint = "没有问题的不填";
            day(ui, ("整改期限", "review_result.rectify_by", hint), &mut fields.rectify_by, problems, today);
            if correcting {
                line(ui, ("更正的理由", "why", ""), &mut fields.why, problems);
            }
        })
    }

    /// Does it; tells whether the form is over.
    pub fn update(&mut self, said: Said, view: &FileView, given: &Given, cx: &mut Cx<'_>) -> bool {
        if said == Said::Submit {
            return self.submit(view, given, cx);
        }
        self.entry.end(said, cx);
        true
    }

    fn submit(&mut self, view: &FileView, given: &Given, cx: &mut Cx<'_>) -> bool {
        self.entry.problems.clear();
        let (fields, problems) = (&self.entry.fields, &mut self.entry.problems);
        problems.wanted("review_result.opinion", &fields.opinion, "请写评查意见。");
        let wanted = Some("请填写合议日期。");
        let agreed_on = day_of("review_result.agreed_on", &fields.agreed_on, wanted, problems, cx.today);
        let rectify_by = day_of("review_result.rectify_by", &fields.rectify_by, None, problems, cx.today);
        if self.correcting {
            problems.wanted("why", &fields.why, "请写更正的理由。");
        }
        let (Some(agreed_on), false) = (agreed_on, problems.any()) else { return false };
        let agreed =
            Agreement { given: given.clone(), opinion: fields.opinion.clone(), agreed_on, rectify_by };
        let id = view.row.id;
        let done = match self.correcting {
            true => cx.ledger.correct_result(id, &agreed, fields.why.trim()),
            false => cx.ledger.agree_review(id, &agreed).map(drop),
        };
        if let Err(error) = done {
            self.entry.problems.refused(&error);
            return false;
        }
        let score = Score::of(&view.standard, &given.answers);
        let level = score.level(&view.standard).unwrap_or_default();
        let sentence = format!("评查结果已确定：{}分，{level}。", show_tenths(score.points));
        self.entry.submitted(sentence, cx);
        true
    }

    pub fn is_unkept(&self) -> bool {
        self.entry.is_unkept()
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.entry.keep(cx);
    }
}
