//! How a form is painted: its panel, its bar, its rows.

use eframe::egui::{Frame, Id as WidgetId, Margin, Response, ScrollArea, Ui};
use uuid::Uuid;

use super::super::{Msg, Work};
use super::{Form, WHY};
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::domain::unit::Unit;
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::screen::overlap::overlap_ui;
use crate::ui::screen::problems::Problems;
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
                for sentence in
                    self.refusal.iter().chain(Some(&self.problems.note)).filter(|one| !one.is_empty())
                {
                    problem_text(ui, sentence);
                    ui.add_space(gaps.s);
                }
                panel(ui, icons::FORM, &title, |ui| {
                    ui.set_width(ui.available_width());
                    first = Some(match self.work {
                        Work::NewPerson | Work::Person(_) => self.person_ui(ui, units, see.today),
                        Work::Move { .. } => self.move_ui(ui, units, see.today),
                        Work::Leave { .. } => self.leave_ui(ui, see.today),
                        Work::Photo { .. } => self.photo_ui(ui, out),
                        Work::NewCard { .. } | Work::Card { .. } => self.card_ui(ui, see.today),
                        Work::Apply { .. } => self.application_ui(ui, see.today),
                        Work::Act { .. } => self.act_ui(ui, see.today),
                        Work::Training { .. } => self.training_ui(ui, see.today),
                        Work::Misuse { .. } => self.misuse_ui(ui, see.today),
                        Work::Complaint { .. } => self.complaint_ui(ui, see.today),
                        Work::CloseComplaint { .. } => self.outcome_ui(ui, see.today),
                    });
                });
            });
        });
        self.settle();
        self.bar_ui(ui, see, out);
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

    fn bar_ui(&mut self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let sentence = if self.has_draft { "草稿已保留" } else { "" };
        action_bar(ui, "form-bar", sentence, |ui| {
            if self.has_draft && ui.add(Button::new("放弃草稿").quiet().icon(icons::DISCARD)).clicked() {
                self.discarding = true;
            }
            if ui.add(Button::new("返回").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            if matches!(self.work, Work::NewPerson) {
                let barred = see.barred(Op::AddOfficer).or(see.barred(Op::AddCertificate));
                if ui.add(Button::new("新增并登记证件").barred(barred)).clicked() {
                    out.push(Msg::SubmitWithCard);
                }
            }
            let verb = self.work.verb();
            let button = Button::new(verb).primary().keys("Ctrl+Enter").barred(see.barred(self.work.op()));
            if ui.add(button).clicked() {
                out.push(Msg::Submit);
            }
        });
    }
}

/// Codes and labels of an enum, for a choice.
pub fn coded<T: Copy>(all: &[T], words: impl Fn(T) -> (&'static str, &'static str)) -> Vec<(String, String)> {
    let pair = |one: &T| {
        let (code, label) = words(*one);
        (code.to_owned(), label.to_owned())
    };
    all.iter().map(pair).collect()
}

/// The same for a choice that may stay open.
pub fn coded_or_none<T: Copy>(
    all: &[T],
    words: impl Fn(T) -> (&'static str, &'static str),
) -> Vec<(String, String)> {
    let none = (String::new(), "不填".to_owned());
    std::iter::once(none).chain(coded(all, words)).collect()
}

/// A sentence within a form that says what it is about.
pub fn said(ui: &mut Ui, text: &str) {
    wrapped(ui, text, regular(type_sizes().table), theme(ui).muted);
}

/// The rows of a form, each with its problem; a problem goes when its field is changed.
pub struct Rows<'a> {
    problems: &'a mut Problems,
}

impl<'a> Rows<'a> {
    pub fn of(problems: &'a mut Problems) -> Rows<'a> {
        Rows { problems }
    }

    pub fn row(
        &mut self,
        ui: &mut Ui,
        field: &'static str,
        hint: &str,
        value: impl FnOnce(&mut Ui, bool) -> Response,
    ) -> Response {
        let label = if field == WHY { "事由" } else { field_label(field) };
        self.row_called(ui, field, label, hint, value)
    }

    /// A row whose label is another than the field's.
    pub fn row_called(
        &mut self,
        ui: &mut Ui,
        field: &'static str,
        label: &str,
        hint: &str,
        value: impl FnOnce(&mut Ui, bool) -> Response,
    ) -> Response {
        let focus = self.problems.takes(field);
        let problem = self.problems.of(field).map(str::to_owned);
        let mut row = Row::new(label).problem(problem.as_deref()).focus(focus);
        if !hint.is_empty() {
            row = row.hint(hint);
        }
        let response = row.show(ui, |ui| value(ui, problem.is_some()));
        if response.changed() {
            self.problems.forget(field);
        }
        overlap_ui(ui, field, label, self.problems);
        response
    }

    /// A field of one line, named by its label.
    pub fn line(
        &mut self,
        ui: &mut Ui,
        (field, most): (&'static str, usize),
        text: &mut String,
        (inside, below): (&str, &str),
    ) -> Response {
        let name = if field == WHY { "事由" } else { field_label(field) };
        self.row(ui, field, below, |ui, bad| {
            Input::new(text).hint(inside).most(most).problem(bad).name(name).show(ui)
        })
    }

    /// A field of several lines.
    pub fn text(&mut self, ui: &mut Ui, field: &'static str, text: &mut String, inside: &str) -> Response {
        self.row(ui, field, "", |ui, bad| {
            Input::new(text).hint(inside).rows(4).problem(bad).name(field_label(field)).show(ui)
        })
    }

    /// One of several by their codes.
    pub fn choice(
        &mut self,
        ui: &mut Ui,
        field: &'static str,
        chosen: &mut String,
        options: &[(String, String)],
        below: &str,
    ) -> Response {
        self.row(ui, field, below, |ui, _| {
            Choice::new(field_label(field)).width(f32::INFINITY).show(ui, chosen, options)
        })
    }

    /// Boxes to tick, one below the other.
    pub fn boxes<T: PartialEq + Clone>(
        &mut self,
        ui: &mut Ui,
        field: &'static str,
        ticked: &mut Vec<T>,
        options: &[(T, String)],
    ) -> Response {
        self.row(ui, field, "", |ui, _| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let mut first = None;
                for (value, label) in options {
                    let mut on = ticked.contains(value);
                    let response = check_box(ui, &mut on, label);
                    if response.changed() {
                        ticked.retain(|other| other != value);
                        if on {
                            ticked.push(value.clone());
                        }
                    }
                    first.get_or_insert(response);
                }
                first.unwrap_or_else(|| ui.response())
            })
            .inner
        })
    }

    pub fn why(&mut self, ui: &mut Ui, why: &mut String, inside: &str, below: &str) -> Response {
        self.line(ui, (WHY, 200), why, (inside, below))
    }
}

/// Units to choose from, and the one that is to be entered with the person.
pub fn unit_options(units: &[(Option<Id<Unit>>, String)]) -> Vec<(Option<Uuid>, String)> {
    let mut options: Vec<(Option<Uuid>, String)> =
        units.iter().map(|(id, name)| (id.map(Id::uuid), name.clone())).collect();
    options.push((Some(super::fields::NEW_UNIT), "登记新机构".to_owned()));
    options
}
