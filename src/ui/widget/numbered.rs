//! Choices with numbers: one key answers, Tab passes the whole group as one.

use eframe::egui::{
    self, EventFilter, Id, Key, Modifiers, Rect, Response, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::paint;
use crate::ui::icons;
use crate::ui::theme::{regular, size, space, theme, type_sizes};

const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// At most nine choices, each with its key.
pub struct Numbered<'a> {
    name: &'a str,
    /// Several may be chosen: boxes instead of rings.
    many: bool,
    problem: bool,
    columns: usize,
}

impl<'a> Numbered<'a> {
    /// One of several; `name` says what is chosen.
    pub fn one(name: &'a str) -> Numbered<'a> {
        Numbered { name, many: false, problem: false, columns: 0 }
    }

    /// Any of several.
    pub fn many(name: &'a str) -> Numbered<'a> {
        Numbered { many: true, ..Numbered::one(name) }
    }

    /// Marks it as the place of a problem.
    #[must_use]
    pub fn problem(mut self, problem: bool) -> Self {
        self.problem = problem;
        self
    }

    /// In this many columns where there is room; otherwise as many as the labels let.
    #[must_use]
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = columns;
        self
    }

    /// Where it takes the keyboard.
    pub fn id(name: &str) -> Id {
        Id::unique(("numbered", name))
    }

    /// Shows it; gives the response of the whole, and the choice that was pressed now.
    pub fn show<T: Copy>(
        self,
        ui: &mut Ui,
        options: &[(T, &str)],
        chosen: impl Fn(T) -> bool,
    ) -> (Response, Option<T>) {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let font = regular(sizes.table);
        let mark = gaps.l + gaps.s + gaps.m;
        let whole = ui.available_width();
        let widest = options
            .iter()
            .map(|(_, label)| paint::text_width(ui, label, font.clone()))
            .fold(0.0, f32::max)
            .ceil();
        let natural = ((whole + gaps.l) / (mark + widest + gaps.l)).floor().max(1.0) as usize;
        let columns = if self.columns == 0 { natural } else { self.columns }.clamp(1, options.len().max(1));
        let cell = ((whole + gaps.l) / columns as f32 - gaps.l).min(mark + widest + 1.0);
        let galleys: Vec<_> = options
            .iter()
            .map(|(_, label)| ui.painter().layout((*label).to_owned(), font.clone(), theme.text, cell - mark))
            .collect();
        let high = |galley: &egui::Galley| (galley.size().y + gaps.xs).max(parts.control_small);
        let lines: Vec<f32> = galleys
            .chunks(columns)
            .map(|line| line.iter().map(|galley| high(galley)).fold(0.0, f32::max))
            .collect();
        let height = lines.iter().sum::<f32>().max(parts.control);
        let (_, rect) = ui.allocate_space(vec2(whole, height));
        let id = Numbered::id(self.name);
        let mut response = ui.interact(rect, id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::List, ui.is_enabled(), self.name));
        let cursor = id.with("at");
        let mut at: usize =
            ui.data(|data| data.get_temp(cursor)).unwrap_or(0).min(options.len().saturating_sub(1));
        let mut pressed = None;
        if response.has_focus() && ui.is_enabled() {
            pressed = keyboard(ui, id, &mut at, columns, options.len());
        }
        let mut top = rect.top();
        for (i, ((value, label), galley)) in options.iter().zip(galleys).enumerate() {
            let (line, column) = (i / columns, i % columns);
            if column == 0 && line > 0 {
                top += lines[line - 1];
            }
            let left = rect.left() + column as f32 * (cell + gaps.l);
            let place = Rect::from_min_size(pos2(left, top), vec2(cell, lines[line]));
            let item = ui.interact(place, id.with(i), Sense::CLICK);
            let is_chosen = chosen(*value);
            let spoken = format!("{} {} {label}", self.name, i + 1);
            item.widget_info(|| {
                WidgetInfo::selected(WidgetRole::ListItem, ui.is_enabled(), is_chosen, &spoken)
            });
            let current = response.has_focus() && i == at;
            if current || (item.hovered() && ui.is_enabled()) {
                let fill = if current { theme.selected } else { theme.hover };
                ui.painter().rect_filled(place.expand2(vec2(gaps.xs, 0.0)), parts.radius, fill);
            }
            self.mark_ui(ui, pos2(place.left() + gaps.s, place.center().y), is_chosen);
            let digit = (i + 1).to_string();
            let ink = if is_chosen { theme.primary } else { theme.muted };
            let digit_at = pos2(place.left() + gaps.l + gaps.s + gaps.xs, place.center().y);
            ui.painter().text(digit_at, egui::Align2::CENTER_CENTER, digit, regular(sizes.small), ink);
            let galley_at = paint::middle(place, place.left() + mark, &galley);
            ui.painter().galley(galley_at, galley, theme.text);
            if item.clicked() && ui.is_enabled() {
                (pressed, at) = (Some(i), i);
                response.request_focus();
            }
        }
        if self.problem {
            let stroke = Stroke::new(1.0, theme.due);
            ui.painter().rect_stroke(rect.expand(gaps.xs - 1.0), parts.radius, stroke, StrokeKind::Inside);
        }
        paint::focus_ring_at(ui, &response, rect.expand(gaps.xs));
        ui.data_mut(|data| data.insert_temp(cursor, at));
        if pressed.is_some() {
            response.mark_changed();
        }
        (response, pressed.map(|i| options[i].0))
    }

    fn mark_ui(&self, ui: &Ui, centre: egui::Pos2, chosen: bool) {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let (fill, border) = match chosen {
            true => (theme.primary, Stroke::new(1.0, theme.primary)),
            false => (theme.panel, Stroke::new(1.0, theme.input_border)),
        };
        if self.many {
            let square = Rect::from_center_size(centre, vec2(gaps.l, gaps.l));
            ui.painter().rect(square, parts.radius, fill, border, StrokeKind::Inside);
            if chosen {
                paint::icon(ui.painter(), centre, sizes.table, icons::CHECK, theme.on_primary);
            }
        } else {
            let ring = Stroke::new(1.0, border.color);
            ui.painter().circle(centre, gaps.s, theme.panel, ring);
            if chosen {
                ui.painter().circle_filled(centre, gaps.xs, fill);
            }
        }
    }
}

/// Digits answer; the arrows move, Space and Enter answer where one has come to.
fn keyboard(ui: &Ui, id: Id, at: &mut usize, columns: usize, count: usize) -> Option<usize> {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let hit = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let to = if hit(Key::ArrowRight) {
        *at + 1
    } else if hit(Key::ArrowLeft) {
        at.saturating_sub(1)
    } else if hit(Key::ArrowDown) {
        *at + columns
    } else if hit(Key::ArrowUp) {
        at.saturating_sub(columns)
    } else {
        *at
    };
    if to < count {
        *at = to;
    }
    if let Some(i) = DIGITS.iter().take(count).position(|key| hit(*key)) {
        *at = i;
        return Some(i);
    }
    (hit(Key::Space) || hit(Key::Enter)).then_some(*at)
}
