//! 待办: what is overdue is seen with no click, and every line leads to where it is done.

use chrono::{Datelike, NaiveDate};
use eframe::egui::{
    Align2, Frame, Id, Key, Modifiers, Panel, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

mod item;
mod side;

pub use item::Urgency;
use item::{Item, items};
use side::{ago, backup, backup_ui};

use super::provision::Wanted;
use super::{Cx, Screen, See};
use crate::domain::fault::Mention;
use crate::ui::tab::Target;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Tone, chip, empty_state, fitted, focus_ring, text_links};
use crate::words::date::show_date;

/// Lines up to which all are painted, so that Tab reaches each of them; of more only those in view.
const PAINTED_ALL: usize = 200;

/// What a person does here.
pub enum Msg {
    Open(Target),
    /// To the wording of a provision.
    Cite(Wanted),
    Show(Option<Urgency>),
}

/// What stands on the screen.
#[derive(Default)]
pub struct State {
    items: Vec<Item>,
    drafts: Vec<(String, String, String)>,
    drafts_shut: usize,
    /// How the backups stand, and whether somebody has to do something about it.
    backup: Option<(String, bool)>,
    shown: Option<Urgency>,
    at: usize,
    overdue: usize,
    problem: Option<String>,
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.todo(cx.today) {
            Ok(todo) => {
                self.drafts = todo
                    .drafts
                    .iter()
                    .map(|draft| (draft.key.clone(), draft.title.clone(), ago(cx, draft.saved_at)))
                    .collect();
                self.drafts_shut = todo.drafts_shut;
                self.backup = backup(cx);
                self.items = items(&todo, &cx.ledger.packs().unwrap_or_default());
                self.overdue = todo.overdue();
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
        self.at = self.at.min(self.items.len().saturating_sub(1));
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (gaps, today) = (space(), see.today);
        if ui.available_width() > 900.0 {
            let margin = eframe::egui::Margin {
                left: 0,
                right: gaps.l as i8,
                top: gaps.m as i8,
                bottom: gaps.l as i8,
            };
            Panel::right("todo-side")
                .exact_size(256.0 + gaps.l)
                .resizable(false)
                .show_separator_line(false)
                .frame(Frame::new().inner_margin(margin))
                .show(ui, |ui| {
                    self.drafts_ui(ui, out);
                    ui.add_space(gaps.l);
                    if let Some((words, wrong)) = &self.backup {
                        backup_ui(ui, words, *wrong, out);
                        ui.add_space(gaps.l);
                    }
                    self.month_ui(ui, today);
                });
        }
        Frame::new().inner_margin(gaps.l).show(ui, |ui| {
            self.counts_ui(ui, out);
            ui.add_space(gaps.s);
            self.list_ui(ui, see, out);
        });
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Open(target) => cx.go(target),
            Msg::Cite(wanted) => cx.cite(&wanted),
            Msg::Show(urgency) => {
                self.shown = if self.shown == urgency { None } else { urgency };
                self.at = 0;
            }
        }
    }

    fn breadcrumb(&self) -> String {
        String::new()
    }
}

impl State {
    /// How many were late when it was read.
    pub fn overdue(&self) -> usize {
        self.overdue
    }

    fn counts_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let gaps = space();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gaps.s;
            for urgency in Urgency::ALL {
                let count = self.items.iter().filter(|item| item.urgency == urgency).count();
                if count_ui(ui, urgency, count, self.shown == Some(urgency)) {
                    out.push(Msg::Show(Some(urgency)));
                }
            }
        });
    }

    fn visible(&self) -> Vec<&Item> {
        self.items.iter().filter(|item| self.shown.is_none_or(|shown| shown == item.urgency)).collect()
    }

    fn list_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let theme = theme(ui);
        if let Some(problem) = &self.problem {
            crate::ui::widget::problem_text(ui, problem);
            return;
        }
        let count = self.visible().len();
        if count == 0 {
            let sentence = if self.items.is_empty() {
                "没有待办事项。期限、待查事项和没送达的文书会列在这里。"
            } else {
                "这一类没有待办事项。"
            };
            empty_state(ui, sentence, None);
            return;
        }
        let id = Id::unique("todo-list");
        let frame = Frame::new()
            .fill(theme.panel)
            .stroke(Stroke::new(1.0, theme.line))
            .corner_radius(size().radius_panel as u8);
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let body = ui.available_rect_before_wrap();
            let focus = ui.interact(body, id, Sense::focusable_noninteractive());
            focus.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, "待办事项"));
            see.panes.entry(id);
            let before = self.at;
            if focus.has_focus() {
                self.keyboard(ui, id, count, out);
            }
            let moved = self.at != before || focus.gained_focus();
            let columns = Columns::within(ui.available_width() - ui.spacing().scroll.bar_width);
            head_ui(ui, &columns);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let visible = self.visible();
                let (line, clip) = (size().row + space().xs, ui.clip_rect());
                let (mut group, mut unpainted) = (None, 0.0);
                for (i, item) in visible.iter().enumerate() {
                    if group != Some(item.urgency) {
                        group = Some(item.urgency);
                        let of = visible.iter().filter(|other| other.urgency == item.urgency).count();
                        ui.add_space(std::mem::take(&mut unpainted));
                        group_ui(ui, item.urgency, of);
                    }
                    let current = focus.has_focus() && i == self.at;
                    let top = ui.cursor().top() + unpainted;
                    let in_view = top <= clip.bottom() && top + line >= clip.top();
                    if count > PAINTED_ALL && !in_view && !current {
                        unpainted += line;
                        continue;
                    }
                    ui.add_space(std::mem::take(&mut unpainted));
                    // Two lines may read alike: the second says that it is one more.
                    let alike = |other: &&&Item| (&other.task, &other.about) == (&item.task, &item.about);
                    let again = visible[..i].iter().filter(alike).count();
                    let (rect, said) = item_ui(ui, item, (i, current, again), &columns, see.today);
                    out.extend(said);
                    if current && moved {
                        ui.scroll_to_rect(rect, None);
                    }
                }
                ui.add_space(unpainted);
            });
            focus_ring(ui, &focus);
        });
    }

    fn keyboard(&mut self, ui: &Ui, id: Id, count: usize, out: &mut Vec<Msg>) {
        let arrows = eframe::egui::EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let by = presses(Key::ArrowDown) as i64 - presses(Key::ArrowUp) as i64;
        self.at = (self.at as i64 + by).clamp(0, count as i64 - 1) as usize;
        if presses(Key::Enter) > 0
            && let Some(item) = self.visible().get(self.at)
        {
            out.push(Msg::Open(item.target.clone()));
        }
    }
}

/// The left edges of the columns: 剩余 事项 对象 依据 届满日 and the button.
struct Columns {
    task: f32,
    about: f32,
    basis: f32,
    on: f32,
    button: f32,
    width: f32,
}

impl Columns {
    fn within(width: f32) -> Columns {
        let wide = width > 820.0;
        let button = width - 88.0;
        let on = button - if wide { 124.0 } else { 98.0 };
        let basis = on - if wide { 196.0 } else { 120.0 };
        let task = 92.0;
        let about = task + (basis - task) / 2.0;
        Columns { task, about, basis, on, button, width }
    }
}

fn head_ui(ui: &mut Ui, columns: &Columns) {
    let (theme, sizes, parts) = (theme(ui), type_sizes(), size());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
    let heads = [
        (space().m, "剩余"),
        (columns.task, "事项"),
        (columns.about, "对象"),
        (columns.basis, "依据"),
        (columns.on, "届满日"),
    ];
    for (left, title) in heads {
        let at = pos2(rect.left() + left, rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, title, regular(sizes.small), theme.muted);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
}

fn group_ui(ui: &mut Ui, urgency: Urgency, count: usize) {
    let (theme, sizes, parts, gaps) = (theme(ui), type_sizes(), size(), space());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
    let spoken = format!("{} {count} 件", urgency.label());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &spoken));
    ui.painter().rect_filled(rect, 0.0, theme.zebra);
    let name = ui.painter().layout_no_wrap(urgency.label().to_owned(), bold(sizes.table), theme.text);
    let left = rect.left() + gaps.m;
    let right = left + name.size().x + gaps.m;
    ui.painter().galley(pos2(left, rect.center().y - name.size().y / 2.0), name, theme.text);
    let at = pos2(right, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, format!("{count} 件"), regular(sizes.small), theme.muted);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
}

fn item_ui(
    ui: &mut Ui,
    item: &Item,
    (i, current, again): (usize, bool, usize),
    columns: &Columns,
    today: NaiveDate,
) -> (Rect, Option<Msg>) {
    let (theme, sizes, parts, gaps) = (theme(ui), type_sizes(), size(), space());
    let whole = vec2(ui.available_width(), parts.row + gaps.xs);
    let (rect, response) = ui.allocate_exact_size(whole, Sense::CLICK);
    let spoken = format!("{} {} {}", item.left, item.task, item.about);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::ListItem, true, &spoken));
    if current || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, if current { theme.selected } else { theme.hover });
    }
    if matches!(item.tone, Tone::Overdue | Tone::Due) {
        let bar = rect.with_max_x(rect.left() + gaps.xs);
        ui.painter().rect_filled(bar, 0.0, item.tone.colours(theme).0);
    }
    let mut cell = ui.new_child(
        eframe::egui::UiBuilder::new()
            .max_rect(rect.with_min_x(rect.left() + gaps.m))
            .layout(eframe::egui::Layout::left_to_right(eframe::egui::Align::Center)),
    );
    chip(&mut cell, item.tone, &item.left);
    // Where no provision stands, the words before it may have its room.
    let about_end = if item.basis.is_empty() { columns.on } else { columns.basis };
    let texts = [
        (columns.task, columns.about, &item.task, bold(sizes.table), theme.text),
        (columns.about, about_end, &item.about, regular(sizes.table), theme.text),
        (columns.basis, columns.on, &item.basis, regular(sizes.table), theme.muted),
    ];
    let (mut any_cut, mut cited) = (false, None);
    let mut whose = format!("{} {}", item.task, item.about);
    if again > 0 {
        whose += &format!(" 又{again}件");
    }
    for (left, right, text, font, ink) in texts {
        let (galley, elided) = fitted(ui, text, font, ink, right - left - gaps.s);
        any_cut |= elided;
        let at = pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0);
        if let Some(wanted) = item.cite.as_ref().filter(|_| left == columns.basis) {
            let id = Id::unique("todo-cite").with(i);
            let named = |mention: &Mention| (mention.citation == wanted.cite).then(|| wanted.spoken(&whose));
            cited = text_links(ui, id, (&galley, at), text, named).map(|_| Msg::Cite(wanted.clone()));
        }
        ui.painter().galley(at, galley, ink);
    }
    if let Some(on) = item.on {
        let at = pos2(rect.left() + columns.on, rect.center().y);
        let text = if on.year() == today.year() {
            format!("{}月{}日 {}", on.month(), on.day(), weekday(on))
        } else {
            show_date(on)
        };
        ui.painter().text(at, Align2::LEFT_CENTER, text, regular(sizes.table), theme.text);
    }
    let name = format!("{} {whose}", item.button);
    let mut corner = ui.new_child(
        eframe::egui::UiBuilder::new()
            .max_rect(
                rect.with_min_x(rect.left() + columns.button)
                    .with_max_x(rect.left() + columns.width - gaps.s),
            )
            .layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center)),
    );
    let button = Button::new(item.button).small().name(&name);
    let pressed = corner.add(if item.tone == Tone::Overdue { button.primary() } else { button }).clicked();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
    let clicked = response.clicked();
    let mut more = String::new();
    if any_cut {
        more = format!("{}　{}　{}", item.task, item.about, item.basis);
    }
    if !item.explanation.is_empty() {
        if !more.is_empty() {
            more.push('\n');
        }
        more += &item.explanation;
    }
    if !more.is_empty() {
        response.on_hover_text(more);
    }
    (rect, cited.or((pressed || clicked).then(|| Msg::Open(item.target.clone()))))
}

fn count_ui(ui: &mut Ui, urgency: Urgency, count: usize, shown: bool) -> bool {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let ink = match urgency {
        Urgency::Overdue if count > 0 => theme.overdue,
        Urgency::Today if count > 0 => theme.due,
        _ => theme.text,
    };
    let number = ui.painter().layout_no_wrap(count.to_string(), bold(sizes.title), ink);
    let word_ink = if ink == theme.text { theme.muted } else { ink };
    let word = ui.painter().layout_no_wrap(urgency.label().to_owned(), regular(sizes.table), word_ink);
    let wide = vec2(number.size().x + word.size().x + gaps.s + 2.0 * gaps.m, parts.control);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::click());
    let spoken = format!("{} {count}", urgency.label());
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, shown, &spoken));
    if shown || response.hovered() {
        ui.painter().rect_filled(rect, parts.radius_panel, if shown { theme.selected } else { theme.hover });
    }
    let left = rect.left() + gaps.m;
    let second = left + number.size().x + gaps.s;
    ui.painter().galley(pos2(left, rect.center().y - number.size().y / 2.0), number, ink);
    ui.painter().galley(pos2(second, rect.center().y - word.size().y / 2.0), word, word_ink);
    focus_ring(ui, &response);
    response.clicked()
}

/// The day of the week in one character after 周.
fn weekday(day: NaiveDate) -> &'static str {
    ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][day.weekday().num_days_from_monday() as usize]
}
