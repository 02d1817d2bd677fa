//! The question in view: its wording, its answer, its evidence, and who finds out what is open.

use eframe::egui::{Align, Frame, Id, Key, Modifiers, Stroke, Ui};

use super::super::form::AnswerForm;
use super::super::inquiry::Inquiry;
use super::super::{Msg, conduct};
use super::{Grounds, STANDINGS, reason_id};
use crate::domain::fault::Standing;
use crate::ui::screen::See;
use crate::ui::screen::picker::{Field, Picker, chosen_ui};
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Input, cite_chip, heading, problem_text, segment, small, wrapped};

impl Grounds {
    pub(super) fn detail_ui(&mut self, ui: &mut Ui, inquiry: &Inquiry, see: &See<'_>, out: &mut Vec<Msg>) {
        let Some(line) = self.lines.get(self.at).cloned() else { return };
        let key = self.key(&line);
        let at = self.at;
        let to_person = std::mem::take(&mut self.to_person);
        let wrong = self.lacking.as_ref().filter(|(of, _)| *of == key).map(|(_, why)| why.clone());
        let to_detail = std::mem::take(&mut self.to_detail);
        let item = &self.items[line.item];
        let sizes = type_sizes();
        let theme = theme(ui);
        let mut next = false;
        Frame::new()
            .fill(theme.panel)
            .stroke(Stroke::new(1.0, theme.line))
            .corner_radius(size().radius_panel as u8)
            .inner_margin(space().m)
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal_wrapped(|ui| {
                    if cite_chip(ui, &item.cite, &item.wanted.spoken("")).clicked() {
                        out.push(Msg::Cite(item.wanted.clone()));
                    }
                    if let Some((_, name)) = &line.subject {
                        wrapped(ui, &format!("只对{name}"), bold(sizes.table), theme.primary);
                    }
                });
                heading(ui, &item.label);
                wrapped(ui, &item.ask, regular(sizes.body), theme.text);
                if let Some(note) = &item.note {
                    small(ui, note);
                }
                ui.add_space(space().xs);
                let blank = AnswerForm::default();
                let now = self.answers.get(&key).unwrap_or(&blank);
                if !item.factor
                    && let Some(standing) = segment(ui, "认定", now.standing, &STANDINGS)
                {
                    out.push(Msg::Answer(at, Some(standing)));
                }
                let needs = now.standing == Some(Standing::Held)
                    && now.evidence.is_empty()
                    && !item.has_conditions
                    && !item.factor;
                let mut form = now.clone();
                let before = form.clone();
                if item.has_conditions {
                    small(ui, "成立与否由下面各个条件决定；理由和证据写在各个条件里。");
                }
                ui.add_space(space().xs);
                small(ui, "依据的证据");
                let first = conduct::evidence_boxes(ui, "认定依据", &mut form.evidence, &inquiry.labels());
                if needs {
                    crate::ui::widget::problem_text(ui, "认定成立要勾选证据；没有证据的按待查处理。");
                }
                ui.add_space(space().xs);
                small(ui, if item.factor { "写明认定内容" } else { "理由" });
                // Enter ends the reason and goes on to the next question; it never breaks the line.
                let focused = ui.memory(|memory| memory.has_focus(reason_id()));
                if focused && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
                    next = true;
                }
                let reason = Input::new(&mut form.reason)
                    .id(reason_id())
                    .rows(3)
                    .hint("写明查到了什么；回车到下一项")
                    .name("认定理由")
                    .show(ui);
                if to_detail {
                    match first {
                        Some(first) if !item.factor => first.request_focus(),
                        _ => reason.request_focus(),
                    }
                }
                if now.standing == Some(Standing::Open) && item.asks() {
                    let asked = Asked { people: &mut self.people, typed: &mut self.typed, wrong, to_person };
                    next |= asked.ui(ui, &mut form, see);
                }
                if form != before {
                    self.lacking = None;
                    self.answers.insert(key, form);
                }
                let subjects = &inquiry.read.value.subjects;
                if subjects.len() > 1 && line.subject.is_none() && !item.factor {
                    ui.add_space(space().s);
                    small(ui, "个别人情形不同的，另作认定：");
                    for one in subjects {
                        ui.horizontal_wrapped(|ui| {
                            wrapped(ui, &one.name, regular(sizes.table), theme.text);
                            let name = format!("对{}另作认定", one.name);
                            if ui.add(Button::new("另作认定").quiet().small().name(&name)).clicked() {
                                out.push(Msg::Own(one.key.clone()));
                            }
                        });
                    }
                }
            });
        if next {
            self.at = (self.at + 1).min(self.lines.len().saturating_sub(1));
            self.reveal = true;
            self.to_list = true;
        }
    }
}

/// Who finds out what is open, and until when, as it is asked for.
struct Asked<'a> {
    people: &'a mut Picker,
    typed: &'a mut String,
    wrong: Option<String>,
    to_person: bool,
}

impl Asked<'_> {
    /// The person, then the day; tells whether Enter on the day ended it.
    fn ui(self, ui: &mut Ui, form: &mut AnswerForm, see: &See<'_>) -> bool {
        ui.add_space(space().s);
        small(ui, "由谁查清、哪天之前");
        let mut to_day = false;
        match &form.person {
            Some((_, name)) => {
                to_day = self.to_person;
                if chosen_ui(ui, name, "待查承办人") {
                    form.person = None;
                }
            }
            None => {
                let field = Field {
                    id: Id::unique("liability-finder"),
                    name: "待查承办人",
                    hint: "姓名、首字母或者证号末几位",
                    problem: self.wrong.is_some(),
                };
                let found = self.people.ui(ui, self.typed, &field);
                if self.to_person {
                    found.request_focus();
                    // On a small screen it lies below the fold, and its hits below it.
                    found.scroll_to_me(Some(Align::Center));
                }
            }
        }
        let day = form.by.show(ui, "待查期限", see.today, self.wrong.is_some());
        if to_day {
            day.request_focus();
            day.scroll_to_me(Some(Align::Center));
        }
        if let Some(why) = &self.wrong {
            problem_text(ui, why);
        }
        let entered = day.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        entered && form.lacks(see.today).is_none()
    }
}
