//! ② 情形: every question of the packs, answered one key each; nothing is preset.

mod detail;
mod items;
mod row;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::{
    Align2, Event, EventFilter, Frame, Id, Key, Panel, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::Msg;
use super::form::AnswerForm;
use super::inquiry::Inquiry;
use crate::domain::fault::Standing;
use crate::domain::id::Id as RecordId;
use crate::domain::liability::Answer;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::provision::Wanted;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{DateField, focus_ring};
use items::items_of;
use row::{group_ui, line_ui};

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

impl Item {
    /// Whether it takes evidence, or a person who finds out; conditions take them for their ground.
    fn asks(&self) -> bool {
        !self.has_conditions && !self.factor
    }
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
    /// The caret goes to the person who finds out what is open.
    to_person: bool,
    people: Picker,
    typed: String,
    /// The question that lacks a person or a day, and what to do.
    lacking: Option<(String, String)>,
}

fn list_id() -> Id {
    Id::unique("liability-grounds")
}

fn reason_id() -> Id {
    Id::unique("liability-ground-reason")
}

/// What the list understands.
const KEYS: [Key; 11] = [
    Key::ArrowDown,
    Key::ArrowUp,
    Key::PageDown,
    Key::PageUp,
    Key::Home,
    Key::End,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Delete,
    Key::Enter,
];

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
            person: one.assigned.as_ref().map(|to| (to.officer.map(RecordId::uuid), to.name.clone())),
            by: DateField::of(one.assigned.as_ref().map(|to| to.due_on)),
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
    pub fn list(&self, today: NaiveDate) -> Vec<Answer> {
        let factor = |id: &str| self.items.iter().any(|item| item.factor && item.id == id);
        let answer = |(id, one): (&String, &AnswerForm)| {
            let standing = match one.standing {
                _ if factor(id) => (!one.reason.trim().is_empty()).then_some(Standing::Held),
                given => given,
            }?;
            let reason = one.reason.trim().to_owned();
            let assigned = one.assignment(today).filter(|_| standing == Standing::Open);
            Some(Answer { question: id.clone(), standing, reason, evidence: one.evidence.clone(), assigned })
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

    /// Puts the keyboard on an answer, by the name under which the ledger keeps it: `c1:6-2.同意@li`.
    pub fn go_to(&mut self, question: &str) {
        if let Some(at) = self.lines.iter().position(|line| self.key(line) == question) {
            self.at = at;
        }
        self.reveal = true;
        self.to_list = true;
    }

    /// The first answer that was left open in this change and does not say who finds out until when; the
    /// keyboard goes there. What the ledger has had open without a person stays as it is.
    pub fn lacks(&mut self, today: NaiveDate) -> Option<String> {
        let lacking = |(i, line): (usize, &Line)| {
            let key = self.key(line);
            let now = self.answers.get(&key)?;
            let item = &self.items[line.item];
            let asks =
                now.standing == Some(Standing::Open) && self.saved.get(&key) != Some(now) && item.asks();
            let why = asks.then(|| now.lacks(today)).flatten()?;
            Some((i, key, format!("{}答待查，{why}", item.cite)))
        };
        let (i, key, why) = self.lines.iter().enumerate().find_map(lacking)?;
        self.at = i;
        (self.reveal, self.to_person) = (true, true);
        self.lacking = Some((key, why.clone()));
        Some(why)
    }

    /// Finds the person whose name is typed.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some(hit) = self.people.logic(&self.typed, cx) else { return };
        self.typed.clear();
        let Some(line) = self.lines.get(self.at) else { return };
        let key = self.key(line);
        self.answers.entry(key).or_default().person = Some((Some(hit.id), hit.title));
        self.to_person = true;
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
        let asks = self.items[line.item].asks();
        let stays = matches!(standing, Some(Standing::Held | Standing::Open)) && asks;
        // What is open needs somebody who finds out: the caret goes there.
        self.to_person = advance && asks && standing == Some(Standing::Open);
        self.typed.clear();
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
                    ui.add_enabled_ui(!locked, |ui| self.detail_ui(ui, inquiry, see, out));
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
                        out.push(Msg::Answer(i, standing));
                    }
                    if current && reveal {
                        ui.scroll_to_rect(rect.expand(size().row), None);
                    }
                }
            });
            focus_ring(ui, &focus);
        });
    }

    fn keyboard(&mut self, ui: &Ui, locked: bool, out: &mut Vec<Msg>) {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
        // In the order in which they were pressed: a slow frame may bring several at once.
        let mut keys = Vec::new();
        ui.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Key { key, pressed: true, modifiers, .. }
                    if modifiers.is_none() && KEYS.contains(key) =>
                {
                    keys.push(*key);
                    false
                }
                _ => true,
            });
        });
        if !keys.is_empty() {
            out.push(Msg::GroundKeys(keys, locked));
        }
    }

    /// Does what keys on the list ask for, one after the other.
    pub fn keys(&mut self, keys: &[Key], locked: bool, inquiry: &Inquiry) {
        for key in keys {
            let last = self.lines.len().saturating_sub(1);
            self.reveal = true;
            match key {
                Key::ArrowDown => self.at = (self.at + 1).min(last),
                Key::ArrowUp => self.at = self.at.saturating_sub(1),
                Key::PageDown => self.at = (self.at + 10).min(last),
                Key::PageUp => self.at = self.at.saturating_sub(10),
                Key::Home => self.at = 0,
                Key::End => self.at = last,
                _ if locked => {}
                Key::Num1 => self.answer(self.at, Some(Standing::Held), true, inquiry),
                Key::Num2 => self.answer(self.at, Some(Standing::NotHeld), true, inquiry),
                Key::Num3 => self.answer(self.at, Some(Standing::Open), true, inquiry),
                Key::Delete => self.answer(self.at, None, true, inquiry),
                // From here on the keyboard is elsewhere.
                _ => {
                    self.to_detail = true;
                    return;
                }
            }
        }
    }
}
