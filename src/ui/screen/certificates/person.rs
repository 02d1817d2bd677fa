//! One person: who it is, the cards, and what has happened to them.

use chrono::NaiveDate;
use eframe::egui::{
    Frame, Id as WidgetId, Margin, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::Msg;
use super::rows::{short, state, tail};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Certificate, Validity};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::env::local_date;
use crate::ledger::file::{Noun, Versioned};
use crate::ledger::{Act, Result, Touch};
use crate::ui::icons;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, above_bar, action_bar, chip, focus_ring, key_value, muted, panel, problem_text, wrapped,
};
use crate::words::date::show_date;

/// The key column of a card.
const KEYS: f32 = 68.0;
/// The gutter with the dots of the timeline.
const GUTTER: f32 = 20.0;

/// Somebody, as the ledger has them.
pub struct Person {
    pub officer: Versioned<Officer>,
    unit: String,
    pub cards: Vec<(Versioned<Certificate>, Validity)>,
    /// The card on which the buttons act.
    pub card: Option<Id<Certificate>>,
    /// Newest first.
    acts: Vec<Line>,
    problem: Option<String>,
}

/// One act in the timeline.
struct Line {
    day: String,
    what: String,
    who: String,
    notes: Vec<String>,
}

impl Person {
    /// Reads somebody, with a card of theirs chosen.
    pub fn read(officer: Id<Officer>, card: Option<Id<Certificate>>, cx: &Cx<'_>) -> Result<Person> {
        let officer = cx.ledger.get(officer)?;
        let unit = cx.ledger.get(officer.value.unit).map(|unit| unit.value.name).unwrap_or_default();
        let cards = cx.ledger.cards_of(officer.id, cx.today)?;
        let (acts, problem) = match cx.ledger.timeline(officer.id.uuid()) {
            Ok(acts) => (acts.iter().rev().map(|act| line(act, &cards)).collect(), None),
            Err(error) => (Vec::new(), Some(error.to_string())),
        };
        let card = card.filter(|id| cards.iter().any(|(one, _)| one.id == *id));
        let card = card.or_else(|| cards.first().map(|(one, _)| one.id));
        Ok(Person { officer, unit, cards, card, acts, problem })
    }

    /// The card on which the buttons act.
    pub fn chosen(&self) -> Option<&(Versioned<Certificate>, Validity)> {
        self.cards.iter().find(|(card, _)| Some(card.id) == self.card)
    }

    /// Paints it; gives the widget that takes the keyboard when the pane is entered.
    pub fn ui(&self, ui: &mut Ui, see: &mut See<'_>, one_pane: bool, out: &mut Vec<Msg>) -> Option<WidgetId> {
        let gaps = space();
        let mut content = above_bar(ui, "person");
        let salt = ("person-scroll", self.officer.id.uuid());
        ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(&mut content, |ui| {
            Frame::new().inner_margin(Margin::same(gaps.l as i8)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                self.head_ui(ui, see.today);
                ui.add_space(gaps.s);
                let card = if see.narrow { 268.0 } else { 296.0 };
                if ui.available_width() < card + 280.0 {
                    self.cards_ui(ui, see.today, out);
                    ui.add_space(gaps.m);
                    self.timeline_ui(ui);
                    return;
                }
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = gaps.m;
                    ui.vertical(|ui| {
                        ui.set_width(card);
                        self.cards_ui(ui, see.today, out);
                    });
                    ui.vertical(|ui| self.timeline_ui(ui));
                });
            });
        });
        action_bar(ui, "person-bar", "", |ui| {
            let mut buttons = Vec::new();
            let mut button = |ui: &mut Ui, label, op: Option<Op>, msg| {
                let barred = op.and_then(|op| see.barred(op));
                let shown = Button::new(label).barred(barred);
                let response = ui.add(if op.is_none() { shown.icon(icons::BACK) } else { shown });
                if response.clicked() {
                    out.push(msg);
                }
                if barred.is_none() {
                    buttons.push(response.id);
                }
            };
            if one_pane {
                button(ui, "返回名册", None, Msg::Back);
            }
            button(ui, "修改人员", Some(Op::ChangeOfficer), Msg::ChangePerson);
            button(ui, "登记证件", Some(Op::AddCertificate), Msg::AddCard);
            button(ui, "申领证件", Some(Op::ApplyCertificate), Msg::Apply);
            if let Some((card, _)) = self.chosen() {
                button(ui, "更正证件", Some(Op::ChangeCertificate), Msg::ChangeCard(card.id));
                let ended = CardStep::open_to(card.value.state, card.value.kind).is_empty();
                if !ended {
                    button(ui, "办理证件", Some(Op::ActOnCertificate), Msg::Act(card.id));
                }
            }
            if ui.add(Button::new("打印").keys("Ctrl+P")).clicked() {
                out.push(Msg::Papers);
            }
            buttons.first().copied()
        })
    }

    fn head_ui(&self, ui: &mut Ui, today: NaiveDate) {
        let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
        let officer = &self.officer.value;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(gaps.m, gaps.xs);
            wrapped(ui, &officer.name, bold(sizes.head), theme.text);
            if let Some((card, validity)) = self.chosen() {
                let (tone, word) = state(*validity, card.value.valid_to, officer.left_on, today);
                chip(ui, tone, &word);
            } else {
                chip(ui, crate::ui::widget::Tone::Plain, "无证");
            }
            let staffing = officer.staffing.map(|staffing| staffing.label()).unwrap_or_default();
            for words in [self.unit.as_str(), officer.post.as_str(), staffing] {
                if !words.is_empty() {
                    muted(ui, words);
                }
            }
            if let Some(entered) = officer.entered_on {
                muted(ui, &format!("{}到岗", show_date(entered)));
            }
            if let Some(left) = officer.left_on {
                muted(ui, &format!("{}离岗", show_date(left)));
            }
        });
    }

    fn cards_ui(&self, ui: &mut Ui, today: NaiveDate, out: &mut Vec<Msg>) {
        if self.cards.is_empty() {
            panel(ui, icons::CERTIFICATE, "证件", |ui| {
                ui.set_width(ui.available_width());
                muted(ui, "还没有登记证件。");
            });
        }
        for (card, validity) in &self.cards {
            let chosen = self.card == Some(card.id);
            if self.card_ui(ui, card, *validity, chosen, today) {
                out.push(Msg::Card(card.id));
            }
            ui.add_space(space().xs);
        }
    }

    /// One card, drawn as a card; where there are several, it can be chosen.
    fn card_ui(
        &self,
        ui: &mut Ui,
        card: &Versioned<Certificate>,
        validity: Validity,
        chosen: bool,
        today: NaiveDate,
    ) -> bool {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let frame = Frame::new()
            .fill(theme.panel)
            .stroke(Stroke::new(1.0, theme.input_border))
            .corner_radius(parts.radius_panel as u8);
        let value = &card.value;
        let shown = frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let (head, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, value.kind.label()));
            let (fill, ink) =
                if chosen { (theme.primary, theme.on_primary) } else { (theme.chip, theme.text) };
            let top = parts.radius_panel as u8;
            let corners = eframe::egui::CornerRadius { nw: top, ne: top, sw: 0, se: 0 };
            ui.painter().rect_filled(head, corners, fill);
            let centre = eframe::egui::Align2::CENTER_CENTER;
            ui.painter().text(head.center(), centre, value.kind.label(), bold(sizes.body), ink);
            Frame::new().inner_margin(Margin::same(gaps.m as i8)).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = gaps.xs;
                let (tone, word) = state(validity, value.valid_to, self.officer.value.left_on, today);
                key_value(ui, "姓名", KEYS, &self.officer.value.name);
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    key(ui, "证号");
                    wrapped(ui, &value.number, bold(sizes.table), theme.text);
                });
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    key(ui, "状态");
                    chip(ui, tone, &word);
                });
                let categories: Vec<&str> = value.categories.iter().map(|one| one.label()).collect();
                key_value(ui, "类别", KEYS, &categories.join("、"));
                key_value(ui, "区域", KEYS, &value.region);
                let line = ui.available_rect_before_wrap();
                ui.painter().hline(line.x_range(), line.top() + 2.0, Stroke::new(1.0, theme.line));
                ui.add_space(gaps.xs);
                key_value(ui, "发证机关", KEYS, &value.issuer);
                key_value(ui, "发证日期", KEYS, &value.issued_on.map(show_date).unwrap_or_default());
                key_value(ui, "有效期至", KEYS, &value.valid_to.map_or("长期".to_owned(), show_date));
            });
        });
        if self.cards.len() < 2 {
            return false;
        }
        let id = WidgetId::unique(("card", card.id.uuid()));
        let response = ui.interact(shown.response.rect, id, Sense::click());
        let spoken = format!("{} {}", short(value.kind), value.number);
        response.widget_info(|| WidgetInfo::selected(WidgetRole::RadioButton, true, chosen, &spoken));
        focus_ring(ui, &response);
        response.clicked()
    }

    fn timeline_ui(&self, ui: &mut Ui) {
        panel(ui, icons::HISTORY, "履历", |ui| {
            ui.set_width(ui.available_width());
            if let Some(problem) = &self.problem {
                problem_text(ui, problem);
            }
            let mut above = None;
            for (i, line) in self.acts.iter().enumerate() {
                let dot = line.ui(ui, i == 0);
                if let Some(above) = above {
                    let theme = theme(ui);
                    ui.painter().vline(dot.x, above + 6.0..=dot.y - 6.0, Stroke::new(1.0, theme.line));
                }
                above = Some(dot.y);
            }
        });
    }
}

impl Line {
    /// Paints it; gives where its dot stands.
    fn ui(&self, ui: &mut Ui, newest: bool) -> eframe::egui::Pos2 {
        let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
        let shown = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(GUTTER);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.spacing_mut().interact_size.y = 0.0;
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(gaps.m, 0.0);
                    wrapped(ui, &self.day, regular(sizes.table), theme.muted);
                    wrapped(ui, &self.what, regular(sizes.table), theme.text);
                    if !self.who.is_empty() {
                        wrapped(ui, &self.who, regular(sizes.small), theme.muted);
                    }
                });
                for note in &self.notes {
                    wrapped(ui, note, regular(sizes.small), theme.muted);
                }
            });
        });
        let row = shown.response.rect;
        let dot = pos2(row.left() + 4.0, row.top() + sizes.table * 0.72);
        if newest {
            ui.painter().circle_filled(dot, 4.0, theme.primary);
        } else {
            ui.painter().circle_stroke(dot, 3.5, Stroke::new(1.5, theme.input_border));
        }
        ui.add_space(gaps.xs);
        dot
    }
}

fn key(ui: &mut Ui, key: &str) {
    let (theme, sizes) = (theme(ui), type_sizes());
    let galley = ui.painter().layout_no_wrap(key.to_owned(), regular(sizes.table), theme.muted);
    let (rect, response) = ui.allocate_exact_size(vec2(KEYS, galley.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, key));
    ui.painter().galley(rect.min, galley, theme.muted);
}

fn line(act: &Act, cards: &[(Versioned<Certificate>, Validity)]) -> Line {
    let what = act.title().to_owned();
    let mut notes = Vec::new();
    if !act.why.is_empty() {
        notes.push(format!("事由：{}", act.why));
    }
    for touched in &act.changes {
        let card = cards.iter().find(|(card, _)| card.id.uuid() == touched.id).map(|(card, _)| &card.value);
        let is_card = touched.kind == Certificate::KIND;
        if !touched.called.is_empty() && touched.what == Touch::Added {
            notes.push(touched.called.clone());
        }
        if !is_card && touched.kind != Officer::KIND {
            continue;
        }
        let number = card.map(|card| card.number.as_str()).unwrap_or_default();
        match &touched.what {
            Touch::Added if is_card => {
                notes.push(format!("{} {number}", card.map_or("证件", |card| short(card.kind))));
            }
            Touch::Added | Touch::Deleted => {}
            Touch::Changed(fields) => {
                let before = if is_card && cards.len() > 1 {
                    format!("尾号{} ", tail(number))
                } else {
                    String::new()
                };
                let none = |text: &str| if text.is_empty() { "无".to_owned() } else { text.to_owned() };
                notes.extend(fields.iter().map(|field| {
                    format!("{before}{}：{} → {}", field.label, none(&field.old), none(&field.new))
                }));
            }
        }
    }
    Line { day: show_date(local_date(act.at)), what, who: act.actor.clone(), notes }
}
