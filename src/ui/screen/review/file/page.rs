//! 案卷 by itself: a case is found as its number or name is typed, and its file is shown.

use eframe::egui::{Frame, Id as WidgetId, Margin, Panel, Ui};

use super::Msg as PaneMsg;
use crate::domain::case::Case;
use crate::domain::case_file::CaseDocument;
use crate::domain::id::Id;
use crate::ui::screen::picker::{Field, Picker};
use crate::ui::screen::{Cx, Screen, See};
use crate::ui::tab::Target;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{empty_state, fitted};

/// The field in which a case is found.
const FIELD: f32 = 360.0;

/// What a person does here.
pub enum Msg {
    Pane(PaneMsg),
}

/// What stands on the page.
pub struct State {
    picker: Picker,
    typed: String,
    /// Number and name of the case.
    about: String,
    pane: super::State,
    focus: bool,
}

impl Default for State {
    fn default() -> State {
        let pane = super::State::default();
        State { picker: Picker::case(), typed: String::new(), about: String::new(), pane, focus: true }
    }
}

fn field_id() -> WidgetId {
    WidgetId::unique("case-file-case")
}

impl State {
    fn show(&mut self, case: Id<Case>, cx: &mut Cx<'_>) {
        match cx.ledger.get(case) {
            Ok(read) => {
                let case = &read.value;
                self.about = format!("{}　{}", case.number, case.title).trim().to_owned();
                self.pane.show(read.id, cx);
                self.typed.clear();
                self.picker.settle("");
                self.focus = false;
            }
            Err(error) => cx.refused(error),
        }
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.pane.read(cx);
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (theme, gaps, sizes) = (theme(ui), space(), type_sizes());
        let frame =
            Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8));
        Panel::top("case-file-case").show_separator_line(true).frame(frame).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = gaps.m;
                let field = Field {
                    id: field_id(),
                    name: "案件",
                    hint: "案号、案件名称、当事人、首字母",
                    problem: false,
                };
                ui.allocate_ui(eframe::egui::vec2(FIELD, 0.0), |ui| {
                    self.picker.ui(ui, &mut self.typed, &field);
                });
                if !self.about.is_empty() {
                    let room = ui.available_width();
                    let (galley, elided) = fitted(ui, &self.about, regular(sizes.body), theme.text, room);
                    let high = galley.size().y.max(crate::ui::theme::size().control);
                    let (rect, response) = ui.allocate_exact_size(
                        eframe::egui::vec2(galley.size().x, high),
                        eframe::egui::Sense::hover(),
                    );
                    let at = eframe::egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
                    ui.painter().galley(at, galley, theme.text);
                    response.widget_info(|| {
                        let role = eframe::egui::Role::Label;
                        eframe::egui::WidgetInfo::labeled(role, true, &self.about)
                    });
                    if elided {
                        response.on_hover_text(&self.about);
                    }
                }
            });
        });
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|memory| memory.request_focus(field_id()));
        }
        if self.about.is_empty() {
            empty_state(ui, "先找一个案件，再整理它的案卷。", None);
            return;
        }
        let mut said = Vec::new();
        self.pane.ui(ui, see, &mut said);
        out.extend(said.into_iter().map(Msg::Pane));
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        let Msg::Pane(msg) = msg;
        self.pane.update(msg, cx);
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(hit) = self.picker.logic(&self.typed, cx) {
            self.show(Id::new(hit.id), cx);
        }
        self.pane.logic(cx);
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        let key = match target {
            Target::Record { kind, id } if kind == "case_file" => return self.show(Id::new(*id), cx),
            Target::Draft(key) => key,
            _ => return,
        };
        let Some(id) = key.split('/').nth(1).and_then(|id| id.parse().ok()) else { return };
        // A new document's draft names the case, another one the document.
        let case = match cx.ledger.get::<CaseDocument>(Id::new(id)) {
            Ok(document) => document.value.case,
            Err(_) => Id::new(id),
        };
        self.show(case, cx);
        self.pane.open_draft(key, cx);
    }

    fn is_unkept(&self) -> bool {
        self.pane.is_unkept()
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        self.pane.keep(cx);
    }

    fn breadcrumb(&self) -> String {
        self.about.split('　').next().unwrap_or_default().to_owned()
    }
}
