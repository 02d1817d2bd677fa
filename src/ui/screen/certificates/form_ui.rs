//! How the forms for people and cards are painted.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::{Frame, Id as WidgetId, Margin, Response, ScrollArea, Ui};
use uuid::Uuid;

use super::Msg;
use super::form::{Dates, Fields, Form, NEW_UNIT, WHY};
use super::work::Work;
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Category, CertificateKind};
use crate::domain::id::Id;
use crate::domain::officer::Staffing;
use crate::domain::unit::{Unit, UnitKind};
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Choice, Dialog, DialogAnswer, Input, Row, above_bar, action_bar, check_box, panel, problem_text,
    wrapped,
};
use crate::words::problem::field_label;

/// A form grows no wider than this.
const WIDTH: f32 = 620.0;

impl Form {
    /// Paints it; gives the widget that takes the keyboard when the pane is entered.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        see: &mut See<'_>,
        units: &[(Option<Id<Unit>>, String)],
        out: &mut Vec<Msg>,
    ) -> WidgetId {
        let gaps = space();
        let mut content = above_bar(ui, "form");
        let title = self.work.title();
        let mut first = None;
        ScrollArea::vertical().id_salt("form-scroll").auto_shrink(false).show(&mut content, |ui| {
            Frame::new().inner_margin(Margin::same(gaps.l as i8)).show(ui, |ui| {
                ui.set_width(ui.available_width().min(WIDTH));
                if let Some(refusal) = &self.refusal {
                    problem_text(ui, refusal);
                    ui.add_space(gaps.s);
                }
                panel(ui, icons::FORM, &title, |ui| {
                    ui.set_width(ui.available_width());
                    first = Some(match self.work {
                        Work::NewPerson | Work::Person(_) => self.person_ui(ui, units, see.today),
                        Work::NewCard { .. } | Work::Card { .. } => self.card_ui(ui, see.today),
                        Work::Apply { .. } => self.application_ui(ui, see.today),
                        Work::Act { .. } => self.act_ui(ui, see.today),
                    });
                });
            });
        });
        let sentence = if self.has_draft { "草稿已保留" } else { "" };
        action_bar(ui, "form-bar", sentence, |ui| {
            if self.has_draft && ui.add(Button::new("放弃草稿").quiet().icon(icons::DISCARD)).clicked() {
                self.discarding = true;
            }
            if ui.add(Button::new("返回").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            let verb = self.work.verb();
            let button = Button::new(verb).primary().keys("Ctrl+Enter").barred(see.barred(self.work.op()));
            if ui.add(button).clicked() {
                out.push(Msg::Submit);
            }
        });
        if self.discarding {
            let dialog = Dialog::new("放弃草稿", "放弃").sentence("写下的内容会丢掉，台账里的记录不变。");
            match dialog.show(ui.ctx(), |_| {}) {
                Some(DialogAnswer::Yes) => out.push(Msg::Discard),
                Some(DialogAnswer::No) => self.discarding = false,
                None => {}
            }
        }
        first.unwrap_or_else(|| ui.unique_id())
    }

    fn person_ui(&mut self, ui: &mut Ui, units: &[(Option<Id<Unit>>, String)], today: NaiveDate) -> WidgetId {
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows { problems: &mut self.problems, focus: self.focus.take() };
        let name = rows.row(ui, "officer.name", "", |ui, bad| {
            Input::new(&mut fields.name).hint("必填").most(50).problem(bad).name("姓名").show(ui)
        });
        let mut options: Vec<(Option<Uuid>, String)> =
            units.iter().map(|(id, name)| (id.map(Id::uuid), name.clone())).collect();
        options.push((Some(NEW_UNIT), "登记新机构".to_owned()));
        rows.row(ui, "officer.unit", "", |ui, _| {
            Choice::new("所在机构").width(f32::INFINITY).show(ui, &mut fields.unit, &options)
        });
        if fields.unit == Some(NEW_UNIT) {
            rows.row(ui, "unit.name", "和这个人一起登记，以后可以直接选", |ui, bad| {
                Input::new(&mut fields.unit_name).most(50).problem(bad).name("机构名称").show(ui)
            });
            let kinds = coded(UnitKind::ALL, |one| (one.code(), one.label()));
            rows.row(ui, "unit.kind", "", |ui, _| {
                Choice::new("机构类型").width(f32::INFINITY).show(ui, &mut fields.unit_kind, &kinds)
            });
        }
        rows.row(ui, "officer.post", "", |ui, bad| {
            Input::new(&mut fields.post).most(200).problem(bad).name("职务").show(ui)
        });
        let mut staffings = vec![(String::new(), "不填".to_owned())];
        staffings.extend(Staffing::ALL.iter().map(|one| (one.code().to_owned(), one.label().to_owned())));
        rows.row(ui, "officer.staffing", "", |ui, _| {
            Choice::new("编制").width(f32::INFINITY).show(ui, &mut fields.staffing, &staffings)
        });
        rows.row(ui, "officer.entered_on", "", |ui, bad| dates.entered_on.show(ui, "到岗日期", today, bad));
        if matches!(self.work, Work::Person(_)) {
            rows.row(ui, "officer.left_on", "在岗的最后一日；仍在岗的不填", |ui, bad| {
                dates.left_on.show(ui, "离岗日期", today, bad)
            });
            why_ui(ui, &mut rows, &mut fields.why);
        }
        name.id
    }

    fn card_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows { problems: &mut self.problems, focus: self.focus.take() };
        let corrects = matches!(self.work, Work::Card { .. });
        let why = corrects.then(|| why_ui(ui, &mut rows, &mut fields.why));
        let kind = kind_ui(ui, &mut rows, fields);
        paper_ui(ui, &mut rows, fields, dates, today);
        categories_ui(ui, &mut rows, fields);
        place_ui(ui, &mut rows, fields);
        why.unwrap_or(kind)
    }

    /// An application: what the person has and lacks first, then what is asked for.
    fn application_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let Work::Apply { lines, .. } = &self.work else { return ui.unique_id() };
        for line in lines {
            wrapped(ui, line, regular(type_sizes().table), theme(ui).text);
        }
        ui.add_space(space().s);
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows { problems: &mut self.problems, focus: self.focus.take() };
        let kind = kind_ui(ui, &mut rows, fields);
        categories_ui(ui, &mut rows, fields);
        region_ui(ui, &mut rows, fields);
        rows.row(ui, "card_act.on", "", |ui, bad| dates.acted_on.show(ui, "办理日期", today, bad));
        rows.row(ui, WHY, "条件没有登记齐、仍要提出的，写明理由", |ui, bad| {
            Input::new(&mut fields.why).most(200).problem(bad).name("事由").show(ui)
        });
        document_ui(ui, &mut rows, fields, "法制机构的建议文号，可以不填");
        kind
    }

    /// One act in the life of a card; only those that fit its state are offered.
    fn act_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        let Work::Act { read, .. } = &self.work else { return ui.unique_id() };
        let steps: Vec<(String, String)> = CardStep::open_to(read.value.state, read.value.kind)
            .into_iter()
            .map(|step| (step.code().to_owned(), step.label().to_owned()))
            .collect();
        let state = format!("证件现在是“{}”", read.value.state.label());
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows { problems: &mut self.problems, focus: self.focus.take() };
        let step = rows.row(ui, "card_act.step", &state, |ui, _| {
            Choice::new("办理事项").width(f32::INFINITY).show(ui, &mut fields.step, &steps)
        });
        rows.row(ui, "card_act.on", "", |ui, bad| dates.acted_on.show(ui, "办理日期", today, bad));
        let chosen = CardStep::from_code(&fields.step);
        let hint =
            if chosen.is_some_and(CardStep::needs_reason) { "必填，记入履历" } else { "可以不填" };
        rows.row(ui, WHY, "", |ui, bad| {
            Input::new(&mut fields.why).hint(hint).most(200).problem(bad).name("事由").show(ui)
        });
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
        step.id
    }
}

fn kind_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields) -> WidgetId {
    let kinds = coded(CertificateKind::ALL, |one| (one.code(), one.label()));
    let kind = rows.row(ui, "certificate.kind", "", |ui, _| {
        Choice::new("证件类别").width(f32::INFINITY).show(ui, &mut fields.kind, &kinds)
    });
    kind.id
}

/// What stands on a card and nowhere else: its number and its days.
fn paper_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields, dates: &mut Dates, today: NaiveDate) {
    rows.row(ui, "certificate.number", "", |ui, bad| {
        Input::new(&mut fields.number).hint("必填，照证件上的写").most(50).problem(bad).name("证号").show(ui)
    });
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
    rows.row(ui, "certificate.categories", "", |ui, _| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut boxes = Category::ALL.iter().map(|one| {
                let (code, mut ticked) = (one.code(), fields.categories.iter().any(|c| c == one.code()));
                let response = check_box(ui, &mut ticked, one.label());
                if response.changed() {
                    fields.categories.retain(|other| other != code);
                    if ticked {
                        fields.categories.push(code.to_owned());
                    }
                }
                response
            });
            let first = boxes.next();
            boxes.for_each(drop);
            first.unwrap_or_else(|| ui.response())
        })
        .inner
    });
}

fn place_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields) {
    rows.row(ui, "certificate.issuer", "", |ui, bad| {
        Input::new(&mut fields.issuer).most(200).problem(bad).name("发证机关").show(ui)
    });
    region_ui(ui, rows, fields);
}

fn region_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields) {
    rows.row(ui, "certificate.region", "", |ui, bad| {
        Input::new(&mut fields.region).most(200).problem(bad).name("执法区域").show(ui)
    });
}

fn document_ui(ui: &mut Ui, rows: &mut Rows<'_>, fields: &mut Fields, hint: &str) {
    rows.row(ui, "card_act.document", "", |ui, bad| {
        Input::new(&mut fields.document).hint(hint).most(200).problem(bad).name("凭据").show(ui)
    });
}

fn why_ui(ui: &mut Ui, rows: &mut Rows<'_>, why: &mut String) -> WidgetId {
    let why = rows.row(ui, WHY, "", |ui, bad| {
        Input::new(why).hint("必填，记入履历").most(200).problem(bad).name("事由").show(ui)
    });
    why.id
}

/// Codes and labels of an enum, for a choice.
fn coded<T: Copy>(all: &[T], words: impl Fn(T) -> (&'static str, &'static str)) -> Vec<(String, String)> {
    let pair = |one: &T| {
        let (code, label) = words(*one);
        (code.to_owned(), label.to_owned())
    };
    all.iter().map(pair).collect()
}

/// The rows of a form, each with its problem; a problem goes when its field is changed.
struct Rows<'a> {
    problems: &'a mut BTreeMap<&'static str, String>,
    focus: Option<&'static str>,
}

impl Rows<'_> {
    fn row(
        &mut self,
        ui: &mut Ui,
        field: &'static str,
        hint: &str,
        value: impl FnOnce(&mut Ui, bool) -> Response,
    ) -> Response {
        let problem = self.problems.get(field).cloned();
        let label = if field == WHY { "事由" } else { field_label(field) };
        let mut row = Row::new(label).problem(problem.as_deref()).focus(self.focus == Some(field));
        if !hint.is_empty() {
            row = row.hint(hint);
        }
        let response = row.show(ui, |ui| value(ui, problem.is_some()));
        if response.changed() {
            self.problems.remove(field);
        }
        response
    }
}
