//! How the forms on trainings, violations and complaints are painted.

use chrono::NaiveDate;
use eframe::egui::{Id as WidgetId, Ui};
use uuid::Uuid;

use super::super::Work;
use super::Form;
use super::ui::{Rows, coded, coded_or_none, said};
use crate::domain::misuse::{ComplaintKind, Consequence, MisuseKind, Recipient};
use crate::domain::training::{TrainingKind, TrainingMode};
use crate::ui::theme::space;
use crate::ui::widget::{Choice, check_box};

impl Form {
    pub(super) fn training_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let Work::Training { read, topics, .. } = &self.work else { return ui.unique_id() };
        let results = [("", "还没有结果"), ("yes", "合格"), ("no", "不合格")]
            .map(|(code, label)| (code.to_owned(), label.to_owned()));
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let mut first = None;
        if read.is_none() {
            let kinds = coded(TrainingKind::ALL, |one| (one.code(), one.label()));
            first = Some(rows.choice(ui, "training.kind", &mut fields.kind, &kinds, ""));
        }
        let by_itself = "不填的，按年份和类别取名";
        rows.line(ui, ("training.title", 200), &mut fields.title, (by_itself, ""));
        rows.row(ui, "training.from", "", |ui, bad| dates.from.show(ui, "开始日期", today, bad));
        rows.row(ui, "training.to", "只有一日的不填", |ui, bad| {
            dates.to.show(ui, "结束日期", today, bad)
        });
        let passed = rows.choice(ui, "training.passed", &mut fields.passed, &results, "");
        rows.line(ui, ("training.score", 8), &mut fields.score, ("如 88.5", ""));
        rows.line(ui, ("training.hours", 8), &mut fields.hours, ("如 24", ""));
        rows.line(ui, ("training.organiser", 200), &mut fields.organiser, ("", ""));
        let modes = coded_or_none(TrainingMode::ALL, |one| (one.code(), one.label()));
        rows.choice(ui, "training.mode", &mut fields.mode, &modes, "");
        rows.line(ui, ("training.certificate_no", 50), &mut fields.certificate_no, ("", ""));
        if TrainingKind::from_code(&fields.kind) == Some(TrainingKind::Business) {
            let topics: Vec<(u8, String)> = (1..).zip(topics.iter().cloned()).collect();
            rows.boxes(ui, "training.topics", &mut fields.topics, &topics);
        }
        first.unwrap_or(passed).id
    }

    pub(super) fn misuse_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let Work::Misuse { read, cards, .. } = &self.work else { return ui.unique_id() };
        let goes_on = read.is_some();
        let cards: Vec<(Option<Uuid>, String)> = cards
            .iter()
            .map(|(card, label)| (Some(card.uuid()), label.clone()))
            .chain([(None, "没有涉及哪一张".to_owned())])
            .collect();
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let kinds = coded(MisuseKind::ALL, |one| (one.code(), one.label()));
        let kind = rows.choice(ui, "misuse.kind", &mut fields.kind, &kinds, "");
        rows.row(ui, "misuse.card", "", |ui, _| {
            Choice::new("所用证件").width(f32::INFINITY).show(ui, &mut fields.card, &cards)
        });
        rows.row(ui, "misuse.on", "", |ui, bad| dates.acted_on.show(ui, "发生日期", today, bad));
        rows.text(ui, "misuse.facts", &mut fields.facts, "谁、何时、何地、做了什么，由什么证明");
        let below = "情节严重的，除处分外还要暂扣或者向发证机关交回（证件管理办法第十七条）";
        rows.row(ui, "misuse.serious", below, |ui, _| check_box(ui, &mut fields.serious, "情节严重"));
        let consequences = coded(Consequence::ALL, |one| (one.code(), one.label()));
        rows.boxes(ui, "misuse.consequences", &mut fields.consequences, &consequences);
        let document = rows.line(ui, ("misuse.document", 200), &mut fields.document, ("有了再填", ""));
        if goes_on {
            rows.row(ui, "misuse.closed_on", "处理完了的填写", |ui, bad| {
                dates.closed_on.show(ui, "办结日期", today, bad)
            });
            rows.why(ui, &mut fields.why, "记入履历，可以不填", "");
            return document.id;
        }
        kind.id
    }

    pub(super) fn complaint_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let kinds = coded(ComplaintKind::ALL, |one| (one.code(), one.label()));
        let kind = rows.choice(ui, "complaint.kind", &mut fields.kind, &kinds, "");
        let recipients = coded(Recipient::ALL, |one| (one.code(), one.label()));
        let below = "可以向三个机关中的任何一个提出（证件管理办法第二十条）";
        rows.choice(ui, "complaint.recipient", &mut fields.recipient, &recipients, below);
        rows.row(ui, "complaint.on", "", |ui, bad| dates.acted_on.show(ui, "收到日期", today, bad));
        let inside = "匿名的不填";
        rows.line(ui, ("complaint.complainant", 50), &mut fields.complainant, (inside, ""));
        rows.text(ui, "complaint.facts", &mut fields.facts, "");
        kind.id
    }

    pub(super) fn outcome_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let Work::CloseComplaint { read, misuses, .. } = &self.work else { return ui.unique_id() };
        let complaint = &read.value;
        let who = match complaint.complainant.as_str() {
            "" => "匿名",
            name => name,
        };
        said(ui, &format!("{}向{}{}", who, complaint.recipient.label(), complaint.kind.label()));
        said(ui, &complaint.facts);
        ui.add_space(space().s);
        let options: Vec<(Option<Uuid>, String)> = [(None, "没有查实违规".to_owned())]
            .into_iter()
            .chain(misuses.iter().map(|(misuse, label)| (Some(misuse.uuid()), label.clone())))
            .collect();
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let outcome = rows.text(ui, "complaint.outcome", &mut fields.outcome, "查了什么、结果怎样、怎样答复");
        rows.row(ui, "complaint.closed_on", "", |ui, bad| dates.closed_on.show(ui, "办结日期", today, bad));
        let below = "查实的，先登记违规，再在这里选";
        rows.row(ui, "complaint.misuse", below, |ui, _| {
            Choice::new("查实的违规").width(f32::INFINITY).show(ui, &mut fields.misuse, &options)
        });
        outcome.id
    }
}
