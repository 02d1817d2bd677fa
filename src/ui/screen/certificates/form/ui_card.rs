//! How the forms on a card are painted: the card itself, an application, an act in its life.

use chrono::NaiveDate;
use eframe::egui::{Id as WidgetId, Ui};

use super::super::Work;
use super::fields::{Dates, Fields};
use super::ui::{Rows, coded, said};
use super::{Form, WHY};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Category, CertificateKind};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{Choice, check_box, wrapped};

impl Form {
    pub(super) fn card_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let corrects = matches!(self.work, Work::Card { .. });
        let why = corrects.then(|| rows.why(ui, &mut fields.why, "必填，记入履历", "").id);
        let kind = kind_ui(ui, &mut rows, fields);
        paper_ui(ui, &mut rows, fields, dates, today);
        categories_ui(ui, &mut rows, fields);
        place_ui(ui, &mut rows, fields);
        why.unwrap_or(kind)
    }

    /// An application: what the person has and lacks first, then what is asked for.
    pub(super) fn application_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let Work::Apply { lines, .. } = &self.work else { return ui.unique_id() };
        for line in lines {
            wrapped(ui, line, regular(type_sizes().table), theme(ui).text);
        }
        ui.add_space(space().s);
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let kind = kind_ui(ui, &mut rows, fields);
        categories_ui(ui, &mut rows, fields);
        region_ui(ui, &mut rows, fields);
        rows.row(ui, "card_act.on", "", |ui, bad| dates.acted_on.show(ui, "办理日期", today, bad));
        rows.why(ui, &mut fields.why, "", "条件没有登记齐、仍要提出的，写明理由");
        document_ui(ui, &mut rows, fields, "法制机构的建议文号，可以不填");
        kind
    }

    /// One act in the life of a card; only those that fit its state are offered.
    pub(super) fn act_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let Work::Act { read, step: known, .. } = &self.work else { return ui.unique_id() };
        let card = &read.value;
        let number = if card.number.is_empty() { String::new() } else { format!(" {}", card.number) };
        let state = format!("{}{number} 现在是“{}”", card.kind.label(), card.state.label());
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let step = match known {
            Some(_) => {
                said(ui, &state);
                ui.add_space(space().s);
                None
            }
            None => {
                let open = CardStep::open_to(card.state, card.kind);
                let steps = coded(&open, |step| (step.code(), step.label()));
                Some(rows.row(ui, "card_act.step", &state, |ui, _| {
                    Choice::new("办理事项").width(f32::INFINITY).show(ui, &mut fields.step, &steps)
                }))
            }
        };
        let chosen = CardStep::from_code(&fields.step);
        let day = rows.row(ui, "card_act.on", "", |ui, bad| dates.acted_on.show(ui, "办理日期", today, bad));
        let hint =
            if chosen.is_some_and(CardStep::needs_reason) { "必填，记入履历" } else { "可以不填" };
        rows.line(ui, (WHY, 200), &mut fields.why, (hint, ""));
        let hint = if chosen.is_some_and(CardStep::needs_document) {
            "必填：批件、报纸版面或者收据"
        } else {
            "可以不填"
        };
        document_ui(ui, &mut rows, fields, hint);
        if chosen.is_some_and(CardStep::brings_card) {
            paper_ui(ui, &mut rows, fields, dates, today);
            categories_ui(ui, &mut rows, fields);
            place_ui(ui, &mut rows, fields);
        }
        step.unwrap_or(day).id
    }
}

fn kind_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields) -> WidgetId {
    let kinds = coded(CertificateKind::ALL, |one| (one.code(), one.label()));
    rows.choice(ui, "certificate.kind", &mut fields.kind, &kinds, "").id
}

/// What stands on a card and nowhere else: its number and its days.
fn paper_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields, dates: &mut Dates, today: NaiveDate) {
    rows.line(ui, ("certificate.number", 50), &mut fields.number, ("必填，照证件上的写", ""));
    rows.row(ui, "certificate.issued_on", "", |ui, bad| dates.issued_on.show(ui, "发证日期", today, bad));
    rows.row(ui, "certificate.valid_to", "", |ui, bad| {
        let unlimited = &mut fields.unlimited;
        let mut field = None;
        let shown = ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space().xs;
            if !*unlimited {
                field = Some(dates.valid_to.show(ui, "有效期至", today, bad));
            }
            check_box(ui, unlimited, "长期有效")
        });
        field.unwrap_or(shown.inner)
    });
}

fn categories_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields) {
    let all = coded(Category::ALL, |one| (one.code(), one.label()));
    rows.boxes(ui, "certificate.categories", &mut fields.categories, &all);
}

fn place_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields) {
    rows.line(ui, ("certificate.issuer", 200), &mut fields.issuer, ("", ""));
    region_ui(ui, rows, fields);
}

fn region_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields) {
    rows.line(ui, ("certificate.region", 200), &mut fields.region, ("", ""));
}

fn document_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields, hint: &str) {
    rows.line(ui, ("card_act.document", 200), &mut fields.document, (hint, ""));
}
