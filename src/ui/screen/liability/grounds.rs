//! ② 情形: every question of the packs, answered one key each; nothing is preset.

use std::collections::BTreeMap;

use eframe::egui::{
    Align2, Color32, CornerRadius, EventFilter, Frame, Id, Key, Modifiers, Panel, Rect, Role as WidgetRole,
    ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::Msg;
use super::conduct;
use super::form::AnswerForm;
use super::inquiry::Inquiry;
use crate::domain::fault::{Citation, GroundKind, Standing};
use crate::domain::liability::Answer;
use crate::rules::Pack;
use crate::ui::screen::See;
use crate::ui::screen::provision::Wanted;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Input, cite_chip, fitted, heading, segment, small, wrapped};

/// One question of a pack.
pub struct Item {
    /// With the pack's id: `c1:7-1.及时纠正`.
    pub id: String,
    group: &'static str,
    cite: String,
    /// Where the citation leads.
    wanted: Wanted,
    label: String,
    ask: String,
    note: Option<String>,
    /// The ground that it is a condition of.
    parent: Option<usize>,
    has_conditions: bool,
    /// A finding in words instead of a standing.
    factor: bool,
}

/// One line of the list: a question, for the case or for one subject.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    item: usize,
    /// Key and name.
    subject: Option<(String, String)>,
}

/// The questions and what was answered.
#[derive(Default)]
pub struct Grounds {
    pub items: Vec<Item>,
    pub answers: BTreeMap<String, AnswerForm>,
    saved: BTreeMap<String, AnswerForm>,
    lines: Vec<Line>,
    at: usize,
    reveal: bool,
    to_list: bool,
    to_detail: bool,
}

fn list_id() -> Id {
    Id::unique("liability-grounds")
}

fn reason_id() -> Id {
    Id::unique("liability-ground-reason")
}

const STANDINGS: [(Standing, &str); 3] =
    [(Standing::Held, "成立"), (Standing::NotHeld, "不成立"), (Standing::Open, "待查")];

impl Grounds {
    /// Takes over what the ledger has; what was written and not saved stays.
    pub fn read(&mut self, inquiry: &Inquiry) {
        let unsaved = self.is_dirty().then(|| std::mem::take(&mut self.answers));
        self.items.clear();
        for view in &inquiry.analysis.packs {
            if let Some(pack) = inquiry.pack_of(view) {
                items_of(pack, &mut self.items);
            }
        }
        let form = |one: &Answer| AnswerForm {
            standing: Some(one.standing),
            reason: one.reason.clone(),
            evidence: one.evidence.clone(),
        };
        self.saved = inquiry.read.value.answers.iter().map(|one| (one.question.clone(), form(one))).collect();
        self.answers = unsaved.unwrap_or_else(|| self.saved.clone());
        self.relist(inquiry);
    }

    /// What counts of the answers: those that say something.
    fn said(answers: &BTreeMap<String, AnswerForm>) -> BTreeMap<&String, &AnswerForm> {
        answers.iter().filter(|(_, one)| one.standing.is_some() || !one.reason.trim().is_empty()).collect()
    }

    pub fn is_dirty(&self) -> bool {
        Self::said(&self.answers) != Self::said(&self.saved)
    }

    /// What is written is what the ledger has now.
    pub fn settled(&mut self) {
        self.saved = self.answers.clone();
    }

    /// The answers as the ledger takes them.
    pub fn list(&self) -> Vec<Answer> {
        let factor = |id: &str| self.items.iter().any(|item| item.factor && item.id == id);
        let answer = |(id, one): (&String, &AnswerForm)| {
            let standing = match one.standing {
                _ if factor(id) => (!one.reason.trim().is_empty()).then_some(Standing::Held),
                given => given,
            }?;
            let reason = one.reason.trim().to_owned();
            Some(Answer { question: id.clone(), standing, reason, evidence: one.evidence.clone() })
        };
        self.answers.iter().filter_map(answer).collect()
    }

    /// The lines in view: conditions only where their ground is in question.
    pub fn relist(&mut self, inquiry: &Inquiry) {
        let chosen = self.lines.get(self.at).cloned();
        let standing = |id: &str| self.answers.get(id).and_then(|one| one.standing);
        let mut lines = Vec::new();
        for (i, item) in self.items.iter().enumerate() {
            let shown = item.parent.is_none_or(|parent| {
                let ground = &self.items[parent].id;
                matches!(standing(ground), Some(Standing::Held | Standing::Open))
                    || self
                        .answers
                        .iter()
                        .any(|(id, one)| one.standing.is_some() && id.starts_with(&format!("{ground}.")))
                        && standing(ground) != Some(Standing::NotHeld)
            });
            if !shown {
                continue;
            }
            lines.push(Line { item: i, subject: None });
            for subject in &inquiry.read.value.subjects {
                if self.answers.contains_key(&format!("{}@{}", item.id, subject.key)) {
                    let subject = Some((subject.key.clone(), subject.name.clone()));
                    lines.push(Line { item: i, subject });
                }
            }
        }
        self.lines = lines;
        let at = chosen.and_then(|line| self.lines.iter().position(|other| *other == line));
        self.at = at.unwrap_or(self.at).min(self.lines.len().saturating_sub(1));
    }

    /// Puts the keyboard on the question with this id, or on the list.
    pub fn go(&mut self, id: Option<&str>, inquiry: &Inquiry) {
        if let Some(id) = id {
            // A condition shows once its ground is in question.
            let at = |wanted: &str| self.items.iter().position(|item| item.id.ends_with(wanted));
            if let Some(item) = at(&format!(":{id}"))
                && let Some(parent) = self.items[item].parent
                && !self.lines.iter().any(|line| line.item == item)
            {
                let ground = self.items[parent].id.clone();
                if let Some(line) = self.lines.iter().position(|line| self.items[line.item].id == ground) {
                    self.at = line;
                }
            }
            let found = |line: &Line| self.items[line.item].id.ends_with(&format!(":{id}"));
            if let Some(line) = self.lines.iter().position(found) {
                self.at = line;
            }
        }
        let _ = inquiry;
        self.reveal = true;
        self.to_list = true;
    }

    /// The identity of a line's answer.
    fn key(&self, line: &Line) -> String {
        let id = &self.items[line.item].id;
        line.subject.as_ref().map_or_else(|| id.clone(), |(key, _)| format!("{id}@{key}"))
    }

    /// Gives an answer, or takes it back.
    pub fn answer(&mut self, i: usize, standing: Option<Standing>, advance: bool, inquiry: &Inquiry) {
        let Some(line) = self.lines.get(i).cloned() else { return };
        if self.items[line.item].factor {
            return;
        }
        self.at = i;
        let key = self.key(&line);
        if standing.is_none() && line.subject.is_some() {
            self.answers.remove(&key);
        } else {
            self.answers.entry(key).or_default().standing = standing;
        }
        self.relist(inquiry);
        // What stands needs evidence: the line stays until somebody goes on.
        let stays = standing == Some(Standing::Held) && !self.items[line.item].has_conditions;
        if advance && !stays && standing.is_some() {
            self.at = (self.at + 1).min(self.lines.len().saturating_sub(1));
        }
        self.reveal = true;
    }

    /// An answer of its own for one subject.
    pub fn own(&mut self, key: &str, inquiry: &Inquiry) {
        let Some(line) = self.lines.get(self.at).cloned() else { return };
        let id = format!("{}@{key}", self.items[line.item].id);
        self.answers.entry(id).or_default();
        self.relist(inquiry);
        let of = |one: &Line| {
            one.item == line.item && one.subject.as_ref().is_some_and(|(subject, _)| subject == key)
        };
        if let Some(at) = self.lines.iter().position(of) {
            self.at = at;
        }
        self.to_list = true;
    }

    /// How many of the questions in view stand, do not stand, are pending, are not answered.
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for line in &self.lines {
            if self.items[line.item].factor {
                continue;
            }
            let at = match self.answers.get(&self.key(line)).and_then(|one| one.standing) {
                Some(Standing::Held) => 0,
                Some(Standing::NotHeld) => 1,
                Some(Standing::Open) => 2,
                None => 3,
            };
            counts[at] += 1;
        }
        counts
    }

    pub fn ui(
        &mut self,
        ui: &mut Ui,
        inquiry: &Inquiry,
        locked: bool,
        see: &mut See<'_>,
        out: &mut Vec<Msg>,
    ) {
        let gaps = space();
        let wide = (ui.available_width() * 0.36).clamp(280.0, 400.0);
        let margin = |left: f32, right: f32| eframe::egui::Margin {
            left: left as i8,
            right: right as i8,
            top: gaps.m as i8,
            bottom: gaps.m as i8,
        };
        Panel::right("liability-ground-detail")
            .exact_size(wide)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(margin(0.0, gaps.l)))
            .show(ui, |ui| {
                ScrollArea::vertical().id_salt("ground-detail").auto_shrink(false).show(ui, |ui| {
                    ui.add_enabled_ui(!locked, |ui| self.detail_ui(ui, inquiry, out));
                });
            });
        Frame::new().inner_margin(margin(gaps.l, gaps.m)).show(ui, |ui| self.list_ui(ui, locked, see, out));
    }

    fn list_ui(&mut self, ui: &mut Ui, locked: bool, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let theme = theme(ui);
        let frame = Frame::new()
            .fill(theme.panel)
            .stroke(Stroke::new(1.0, theme.line))
            .corner_radius(size().radius_panel as u8);
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let [held, not_held, open, none] = self.counts();
            let words = format!("成立 {held}　不成立 {not_held}　待查 {open}　未答 {none}");
            let (rect, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), size().row), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &words));
            let (sizes, gaps) = (type_sizes(), space());
            let left = pos2(rect.left() + gaps.m, rect.center().y);
            ui.painter().text(left, Align2::LEFT_CENTER, &words, bold(sizes.table), theme.text);
            if rect.width() > 600.0 {
                let right = pos2(rect.right() - gaps.m, rect.center().y);
                let keys = "按 1 成立　2 不成立　3 待查　Delete 清除　回车写理由";
                ui.painter().text(right, Align2::RIGHT_CENTER, keys, regular(sizes.small), theme.muted);
            }
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
            let body = ui.available_rect_before_wrap();
            let focus = ui.interact(body, list_id(), Sense::focusable_noninteractive());
            focus.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, "要件和情形"));
            see.panes.entry(list_id());
            if std::mem::take(&mut self.to_list) {
                focus.request_focus();
            }
            if focus.has_focus() {
                self.keyboard(ui, locked, out);
            }
            let reveal = std::mem::take(&mut self.reveal);
            ScrollArea::vertical().id_salt("grounds").auto_shrink(false).show(ui, |ui| {
                let mut group = "";
                for (i, line) in self.lines.iter().enumerate() {
                    let item = &self.items[line.item];
                    if item.group != group {
                        group = item.group;
                        group_ui(ui, group);
                    }
                    let current = i == self.at;
                    let answer = self.answers.get(&self.key(line));
                    let (rect, said) = line_ui(ui, item, line, answer, current, focus.has_focus(), locked);
                    if let Some(standing) = said {
                        out.push(Msg::Answer(i, standing, false));
                    }
                    if current && reveal {
                        ui.scroll_to_rect(rect.expand(size().row), None);
                    }
                }
            });
        });
    }

    fn keyboard(&mut self, ui: &Ui, locked: bool, out: &mut Vec<Msg>) {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
        let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let last = self.lines.len() as i64 - 1;
        let mut to = self.at as i64 + presses(Key::ArrowDown) as i64 - presses(Key::ArrowUp) as i64
            + 10 * (presses(Key::PageDown) as i64 - presses(Key::PageUp) as i64);
        if presses(Key::Home) > 0 {
            to = 0;
        }
        if presses(Key::End) > 0 {
            to = last;
        }
        let to = to.clamp(0, last.max(0)) as usize;
        if to != self.at {
            self.at = to;
            self.reveal = true;
        }
        if locked {
            return;
        }
        let keys = [
            (Key::Num1, Some(Standing::Held)),
            (Key::Num2, Some(Standing::NotHeld)),
            (Key::Num3, Some(Standing::Open)),
            (Key::Delete, None),
        ];
        for (key, standing) in keys {
            if presses(key) > 0 {
                out.push(Msg::Answer(self.at, standing, true));
            }
        }
        if presses(Key::Enter) > 0 {
            self.to_detail = true;
        }
    }

    fn detail_ui(&mut self, ui: &mut Ui, inquiry: &Inquiry, out: &mut Vec<Msg>) {
        let Some(line) = self.lines.get(self.at).cloned() else { return };
        let key = self.key(&line);
        let at = self.at;
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
                    out.push(Msg::Answer(at, Some(standing), false));
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
                if form != before {
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

fn group_ui(ui: &mut Ui, group: &str) {
    let (theme, sizes) = (theme(ui), type_sizes());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), size().row_compact), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, group));
    ui.painter().rect_filled(rect, 0.0, theme.zebra);
    let at = pos2(rect.left() + space().m, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, group, bold(sizes.table), theme.text);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
}

fn line_ui(
    ui: &mut Ui,
    item: &Item,
    line: &Line,
    answer: Option<&AnswerForm>,
    current: bool,
    focused: bool,
    locked: bool,
) -> (Rect, Option<Option<Standing>>) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let wide = vec2(ui.available_width(), size().row + gaps.xs);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::hover());
    let standing = answer.and_then(|one| one.standing);
    let whose = line.subject.as_ref().map(|(_, name)| name.as_str()).unwrap_or_default();
    let name = format!("{} {}{whose}", item.cite, item.label);
    let spoken = format!("{name} {}", standing.map_or("未答", Standing::label));
    response.widget_info(|| WidgetInfo::selected(WidgetRole::ListItem, true, current, &spoken));
    if current {
        ui.painter().rect_filled(rect, 0.0, if focused { theme.selected } else { theme.hover });
    }
    let mut right = rect.right() - gaps.m;
    let mut said = None;
    if item.factor {
        let written = answer.is_some_and(|one| !one.reason.trim().is_empty());
        let (words, ink) = if written { ("已写", theme.done) } else { ("未写", theme.due) };
        let at = pos2(right, rect.center().y);
        ui.painter().text(at, Align2::RIGHT_CENTER, words, regular(sizes.table), ink);
        right -= 48.0;
    } else {
        said = cells_ui(ui, rect, &mut right, &name, standing, locked);
    }
    let labels = answer.map(|one| one.evidence.join(" ")).unwrap_or_default();
    if !labels.is_empty() {
        let galley = ui.painter().layout_no_wrap(labels, regular(sizes.small), theme.primary);
        right -= galley.size().x + gaps.s;
        ui.painter().galley(pos2(right, rect.center().y - galley.size().y / 2.0), galley, theme.primary);
    }
    let indent = if item.parent.is_some() { gaps.xl } else { 0.0 }
        + if line.subject.is_some() { gaps.xl } else { 0.0 };
    let mut left = rect.left() + gaps.m + indent;
    if item.parent.is_none() && line.subject.is_none() {
        let cite = ui.painter().layout_no_wrap(item.cite.clone(), regular(sizes.small), theme.muted);
        let box_ = Rect::from_min_size(
            pos2(left, rect.center().y - 10.0),
            vec2(cite.size().x + 2.0 * gaps.xs, gaps.l + gaps.xs),
        );
        ui.painter().rect_filled(box_, size().radius, theme.chip);
        ui.painter().galley(pos2(left + gaps.xs, rect.center().y - cite.size().y / 2.0), cite, theme.muted);
        left += 96.0;
    }
    let label = match &line.subject {
        Some((_, name)) => format!("只对{name}"),
        None => item.label.clone(),
    };
    let font = if item.parent.is_none() { bold(sizes.table) } else { regular(sizes.table) };
    let (galley, elided) = fitted(ui, &label, font, theme.text, right - left - gaps.s);
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, theme.text);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
    if elided {
        response.on_hover_text(&label);
    }
    (rect, said)
}

/// The three cells of an answer, from the right edge.
fn cells_ui(
    ui: &Ui,
    rect: Rect,
    right: &mut f32,
    name: &str,
    standing: Option<Standing>,
    locked: bool,
) -> Option<Option<Standing>> {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let widths = [48.0, 60.0, 48.0];
    let whole = Rect::from_min_size(pos2(*right - 156.0, rect.center().y - 13.0), vec2(156.0, 26.0));
    ui.painter().rect_filled(whole, size().radius, theme.panel);
    let mut said = None;
    let mut left = whole.left();
    for (i, ((value, label), width)) in STANDINGS.iter().zip(widths).enumerate() {
        let cell = Rect::from_min_size(pos2(left, whole.top()), vec2(width, whole.height()));
        let response = ui.interact(cell, list_id().with((name, i)), Sense::CLICK);
        let chosen = standing == Some(*value);
        let spoken = format!("{name} {label}");
        response.widget_info(|| WidgetInfo::selected(WidgetRole::RadioButton, !locked, chosen, &spoken));
        let (fill, ink): (Option<Color32>, Color32) = match (chosen, value) {
            (true, Standing::Held) => (Some(theme.primary), theme.on_primary),
            (true, Standing::NotHeld) => (Some(theme.chip), theme.text),
            (true, Standing::Open) => (Some(theme.due_fill), theme.due),
            (false, _) if response.hovered() && !locked => (Some(theme.hover), theme.text),
            (false, _) => (None, theme.muted),
        };
        let radius = CornerRadius::same(size().radius as u8);
        if let Some(fill) = fill {
            ui.painter().rect_filled(cell, radius, fill);
        }
        let font = if chosen { bold(sizes.small) } else { regular(sizes.small) };
        ui.painter().text(cell.center(), Align2::CENTER_CENTER, label, font, ink);
        if response.clicked() && !locked {
            said = Some(if chosen { None } else { Some(*value) });
        }
        left += width;
    }
    ui.painter().rect_stroke(whole, size().radius, Stroke::new(1.0, theme.input_border), StrokeKind::Inside);
    *right = whole.left() - gaps.s;
    said
}

/// Every question of a pack, in the order of its text.
fn items_of(pack: &Pack, all: &mut Vec<Item>) {
    let mut push =
        |group, id: &str, cite: &Citation, label: &str, ask: &str, note: &Option<String>, factor| {
            all.push(Item {
                id: format!("{}:{id}", pack.id),
                group,
                cite: pack.written(cite),
                wanted: Wanted::of(pack, *cite),
                label: label.to_owned(),
                ask: ask.to_owned(),
                note: note.clone(),
                parent: None,
                has_conditions: false,
                factor,
            });
            all.len() - 1
        };
    for one in &pack.elements {
        push("构成要件", &one.id, &one.cite, &one.label, &one.ask, &one.note, false);
    }
    let mut conditioned = Vec::new();
    for one in &pack.grounds {
        let group = one.kind.label();
        let ground = push(group, &one.id, &one.cite, &one.label, &one.ask, &one.note, false);
        debug_assert!(GroundKind::ALL.contains(&one.kind));
        for condition in one.conditions() {
            let id = format!("{}.{}", one.id, condition.id);
            let except = one.except.iter().any(|other| other.id == condition.id);
            let label =
                if except { format!("但书：{}", condition.label) } else { condition.label.clone() };
            let at = push(group, &id, &one.cite, &label, &condition.ask, &None, false);
            conditioned.push((ground, at));
        }
    }
    for one in &pack.allocations {
        let rule = push("责任分担", &one.id, &one.cite, &one.label, &one.ask, &one.note, false);
        for condition in &one.conditions {
            let id = format!("{}.{}", one.id, condition.id);
            let at = push("责任分担", &id, &one.cite, &condition.label, &condition.ask, &None, false);
            conditioned.push((rule, at));
        }
    }
    for one in &pack.factors {
        push("性质、情节、后果", &one.id, &one.cite, &one.label, &one.ask, &one.note, true);
    }
    for one in &pack.referrals {
        push("移送", &one.id, &one.cite, &one.label, &one.ask, &None, false);
    }
    for (ground, condition) in conditioned {
        all[condition].parent = Some(ground);
        all[ground].has_conditions = true;
    }
}
