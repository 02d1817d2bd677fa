//! Choosing a person or a case as it is typed: Chinese, pinyin initials, the tail of a number; no mouse needed.

use eframe::egui::{
    Frame, Id, Key, Modifiers, Response, Role as WidgetRole, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use uuid::Uuid;

use super::Cx;
use crate::domain::certificate::Validity;
use crate::ledger::{CaseQuery, CaseSort, RegisterQuery};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Input, Tone, chip, muted};

/// Most hits that are shown: what is more is narrowed by typing on.
const MOST: usize = 6;

/// What is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Person,
    Case,
}

/// Somebody, or a case, that matches what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub id: Uuid,
    /// A person's name, a case's number.
    pub title: String,
    /// A person's unit, a case's title.
    pub second: String,
    /// A person's post, a case's party.
    pub third: String,
    /// The state of a person's card; empty for cases.
    state: String,
    tone: Tone,
}

/// One field in which somebody or something is found.
#[derive(Default)]
pub struct Picker {
    kind: Kind,
    /// For which typing the hits stand.
    asked: String,
    hits: Vec<Hit>,
    at: usize,
    /// Esc has put the hits away until something else is typed.
    shut: bool,
    /// Enter came with the last character: it counts once the hits are there.
    entered: bool,
    chosen: Option<Hit>,
}

/// How the field stands on its screen.
pub struct Field<'a> {
    pub id: Id,
    pub name: &'a str,
    pub hint: &'a str,
    pub problem: bool,
}

impl Picker {
    /// A field for cases; the default is one for persons.
    pub fn case() -> Picker {
        Picker { kind: Kind::Case, ..Picker::default() }
    }

    /// Searches when what is typed has changed; gives what was chosen, once.
    pub fn logic(&mut self, typed: &str, cx: &mut Cx<'_>) -> Option<Hit> {
        if self.asked != typed {
            self.asked = typed.to_owned();
            (self.at, self.shut) = (0, false);
            self.hits = match (typed.trim(), self.kind) {
                ("", _) => Vec::new(),
                (typed, Kind::Person) => people(typed, cx),
                (typed, Kind::Case) => cases(typed, cx),
            };
        }
        if std::mem::take(&mut self.entered) && self.chosen.is_none() {
            self.chosen = self.hits.get(self.at).cloned();
        }
        self.chosen.take()
    }

    /// Takes what is written as settled: its hits do not open.
    pub fn settle(&mut self, written: &str) {
        self.asked = written.to_owned();
        self.hits.clear();
        self.shut = true;
    }

    /// The field, and the hits under it.
    pub fn ui(&mut self, ui: &mut Ui, typed: &mut String, field: &Field<'_>) -> Response {
        let gaps = space();
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            self.keyboard(ui, field.id, typed);
            let response = Input::new(typed)
                .id(field.id)
                .icon(icons::SEARCH)
                .hint(field.hint)
                .name(field.name)
                .problem(field.problem)
                .most(60)
                .show(ui);
            // Esc takes the keyboard away before anything is painted: here it only puts the hits away.
            let open = !self.shut && !self.hits.is_empty();
            if open && response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
                self.shut = true;
                response.request_focus();
            }
            let searched = self.asked == *typed;
            if searched && !self.shut && !self.hits.is_empty() {
                let theme = theme(ui);
                let frame = Frame::new().fill(theme.panel).stroke(Stroke::new(1.0, theme.input_border));
                frame.corner_radius(size().radius as u8).show(ui, |ui| {
                    for i in 0..self.hits.len() {
                        if hit_ui(ui, &self.hits[i], i == self.at) {
                            self.chosen = Some(self.hits[i].clone());
                            response.request_focus();
                            ui.ctx().request_repaint();
                        }
                    }
                });
                ui.add_space(gaps.xs);
            } else if searched && !self.shut && response.has_focus() && !typed.trim().is_empty() {
                muted(ui, "没有找到；可以输入姓名或者案号的一部分、首字母、证号末几位。");
            }
            response
        })
        .inner
    }

    /// ↑ ↓ Enter, while there is something to choose; an input method that composes has them first.
    fn keyboard(&mut self, ui: &Ui, id: Id, typed: &str) {
        if !ui.memory(|memory| memory.has_focus(id)) || typed.trim().is_empty() {
            return;
        }
        let hit = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if self.asked != typed {
            // What was typed in this very frame has not been searched for yet.
            self.entered |= hit(Key::Enter);
            ui.ctx().request_repaint();
            return;
        }
        if self.shut || self.hits.is_empty() {
            return;
        }
        let last = self.hits.len() - 1;
        if hit(Key::ArrowDown) {
            self.at = (self.at + 1).min(last);
        }
        if hit(Key::ArrowUp) {
            self.at = self.at.saturating_sub(1);
        }
        if hit(Key::Enter) {
            self.chosen = self.hits.get(self.at).cloned();
            ui.ctx().request_repaint();
        }
    }
}

/// What was chosen, with a way to take it back; tells whether it was taken back.
pub fn chosen_ui(ui: &mut Ui, words: &str, name: &str) -> bool {
    ui.horizontal_wrapped(|ui| {
        chip(ui, Tone::Chosen, words);
        ui.add(Button::new("移除").quiet().small().name(&format!("移除 {name} {words}"))).clicked()
    })
    .inner
}

fn hit_ui(ui: &mut Ui, hit: &Hit, current: bool) -> bool {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let spoken = [&hit.title, &hit.second, &hit.third, &hit.state].map(String::as_str).join(" ");
    let spoken = format!("选 {}", spoken.split_whitespace().collect::<Vec<_>>().join("　"));
    let ink = if hit.tone == Tone::Plain { theme.muted } else { hit.tone.colours(theme).0 };
    let state = ui.painter().layout_no_wrap(hit.state.clone(), regular(sizes.small), ink);
    let room = ui.available_width() - 2.0 * gaps.s - state.size().x - gaps.s;
    let rest = format!("{}　{}", hit.second, hit.third);
    let rest = rest.trim();
    let line = |words: &str, font, ink| ui.painter().layout_no_wrap(words.to_owned(), font, ink);
    let mut title = line(&hit.title, bold(sizes.table), theme.text);
    let mut about = line(rest, regular(sizes.table), theme.muted);
    let beside = title.size().x + gaps.m + about.size().x <= room;
    let high = if beside {
        parts.row_compact
    } else {
        // Long names stand above what tells them apart, whole.
        title = ui.painter().layout(hit.title.clone(), bold(sizes.table), theme.text, room);
        about = ui.painter().layout(rest.to_owned(), regular(sizes.small), theme.muted, room);
        title.size().y + about.size().y + 2.0 * gaps.xs
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), high), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(WidgetRole::ListItem, true, current, &spoken));
    if current || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, if current { theme.selected } else { theme.hover });
    }
    let (left, middle) = (rect.left() + gaps.s, rect.center().y);
    let right = rect.right() - gaps.s - state.size().x;
    ui.painter().galley(pos2(right, middle - state.size().y / 2.0), state, ink);
    let (at_title, at_about) = if beside {
        let after = left + title.size().x + gaps.m;
        (pos2(left, middle - title.size().y / 2.0), pos2(after, middle - about.size().y / 2.0))
    } else {
        let top = rect.top() + gaps.xs;
        (pos2(left, top), pos2(left, top + title.size().y))
    };
    ui.painter().galley(at_title, title, theme.text);
    ui.painter().galley(at_about, about, theme.muted);
    response.clicked()
}

fn people(typed: &str, cx: &Cx<'_>) -> Vec<Hit> {
    let query = RegisterQuery { typed: typed.to_owned(), ..RegisterQuery::all(cx.today) };
    let keys = cx.ledger.officer_register(&query).unwrap_or_default();
    // Who has several cards stands once, with the card that counts.
    let rows = cx.ledger.officer_rows(&keys[..keys.len().min(4 * MOST)], cx.today).unwrap_or_default();
    let mut hits: Vec<Hit> = Vec::new();
    for row in rows {
        let (state, tone) = match row.card.as_ref().map(|card| card.validity) {
            None => ("无证".to_owned(), Tone::Plain),
            Some(Validity::Valid) => (Validity::Valid.label().to_owned(), Tone::Done),
            Some(Validity::Expired) => (Validity::Expired.label().to_owned(), Tone::Overdue),
            Some(other) => (other.label().to_owned(), Tone::Due),
        };
        let id = row.officer.uuid();
        match hits.iter_mut().find(|hit| hit.id == id) {
            Some(hit) if tone == Tone::Done => (hit.state, hit.tone) = (state, tone),
            Some(_) => {}
            None => {
                hits.push(Hit { id, title: row.name, second: row.unit, third: row.post, state, tone });
            }
        }
    }
    hits.truncate(MOST);
    hits
}

fn cases(typed: &str, cx: &Cx<'_>) -> Vec<Hit> {
    let sort = CaseSort::OpenedOn;
    let query = CaseQuery { typed: typed.to_owned(), kind: None, sort, descending: true };
    let keys = cx.ledger.case_register(&query).unwrap_or_default();
    let rows = cx.ledger.case_rows(&keys[..keys.len().min(MOST)]).unwrap_or_default();
    let hit = |row: crate::ledger::CaseRow| Hit {
        id: row.id.uuid(),
        title: row.number,
        second: row.title,
        third: row.party,
        state: String::new(),
        tone: Tone::Plain,
    };
    rows.into_iter().map(hit).collect()
}
