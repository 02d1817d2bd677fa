//! A table over any number of rows: sorted by its heads, moved through by keyboard, columns as wide as one likes.
//!
//! The table takes the keyboard as one thing: Tab enters and leaves it, the arrows move within. It asks only
//! for the rows in view; a row that has not been fetched yet stays blank for the one frame until it is.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use eframe::egui::{
    EventFilter, Id, Key, Modifiers, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::paint;
use super::{Tone, icon};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};

/// Narrowest width to which a column can be drawn.
const COLUMN_LEAST: f32 = 40.0;

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub title: &'static str,
    /// Points at 100 %; the one column with 0 takes what is left.
    pub width: f32,
    /// To this width it grows where a text asks for it; 0 where it does not grow.
    pub most: f32,
    pub sortable: bool,
}

/// A column of names grows so far that 25 characters can be read in two lines.
const NAME_MOST: f32 = 200.0;

impl Column {
    /// A column by which the table can be sorted.
    pub const fn sorted(title: &'static str, width: f32) -> Column {
        Column { title, width, most: 0.0, sortable: true }
    }

    /// A column that is only read.
    pub const fn plain(title: &'static str, width: f32) -> Column {
        Column { title, width, most: 0.0, sortable: false }
    }
}

impl Column {
    /// A column of names or numbers, which grows with the longest that has been seen.
    #[must_use]
    pub const fn grows(mut self) -> Column {
        self.most = NAME_MOST;
        self
    }
}

/// What stands in a cell.
pub enum Cell<'a> {
    Text(Cow<'a, str>),
    Strong(Cow<'a, str>),
    Muted(Cow<'a, str>),
    /// A state: green text where all is in order, else a chip.
    State(Tone, Cow<'a, str>),
}

impl Cell<'_> {
    fn words(&self) -> &str {
        match self {
            Cell::Text(text) | Cell::Strong(text) | Cell::Muted(text) | Cell::State(_, text) => text,
        }
    }
}

/// What the table remembers between frames.
#[derive(Clone, Debug, Default)]
pub struct TableState {
    pub selected: Option<usize>,
    /// Column and whether it descends.
    pub sort: Option<(usize, bool)>,
    /// Whether rows can be marked: Space, Shift with the arrows, Ctrl+A, Ctrl or Shift with a click.
    pub markable: bool,
    /// The rows that are marked.
    pub marked: BTreeSet<usize>,
    widths: Vec<f32>,
    /// To what width the texts seen so far have drawn each column.
    grown: Vec<f32>,
    reveal: bool,
    visible: Range<usize>,
}

impl TableState {
    /// The rows in view in the last frame.
    pub fn visible(&self) -> Range<usize> {
        self.visible.clone()
    }

    /// Chooses a row and brings it into view.
    pub fn select(&mut self, row: Option<usize>) {
        self.selected = row;
        self.reveal = row.is_some();
    }

    /// Whether long texts have drawn a column wider than it is at first.
    pub fn has_grown(&self, column: usize) -> bool {
        self.grown.get(column).is_some_and(|width| *width > 0.0)
    }

    /// Widths that a person set before.
    pub fn set_widths(&mut self, widths: &[u16]) {
        self.widths = widths.iter().map(|width| f32::from(*width)).collect();
    }
}

/// What a person did in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableEvent {
    /// Chose another row.
    Select(usize),
    /// Enter or a double click.
    Open(usize),
    /// Asked for another order: column, and whether it descends.
    Sort(usize, bool),
    /// Drew a column to another width; the widths of all columns.
    Widths(Vec<u16>),
}

/// The identity under which a table takes the keyboard.
pub fn table_id(name: &str) -> Id {
    Id::unique(("table", name))
}

/// Paints the table; `row` gives the cells of a row, or nothing while it has not been fetched.
pub fn table<'a>(
    ui: &mut Ui,
    name: &str,
    state: &mut TableState,
    columns: &[Column],
    rows: usize,
    mut row: impl FnMut(usize) -> Option<Vec<Cell<'a>>>,
) -> Vec<TableEvent> {
    let (theme, parts) = (theme(ui), size());
    let mut events = Vec::new();
    let outer = ui.available_rect_before_wrap();
    let inner_width = outer.width() - ui.spacing().scroll.bar_width - 2.0;
    let edges = edges(state, columns, outer.left(), inner_width);
    // Head and rows stand close, whatever the gaps of the screen around them.
    ui.spacing_mut().item_spacing.y = 0.0;
    header(ui, name, state, columns, &edges, &mut events);
    let id = table_id(name);
    let height = parts.row;
    let mut scroll = ScrollArea::vertical().id_salt(name).auto_shrink(false);
    let view = ui.available_height();
    if std::mem::take(&mut state.reveal)
        && let Some(selected) = state.selected
    {
        scroll = reveal(scroll, state, selected, height, view);
    }
    let body = ui.available_rect_before_wrap();
    let focus = ui.interact(body, id, Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(WidgetRole::Table, true, name));
    let visible = scroll
        .show_rows(ui, height, rows, |ui, range| {
            for i in range.clone() {
                let (rect, _) = ui.allocate_exact_size(vec2(inner_width, height), Sense::hover());
                let response = ui.interact(rect, id.with(i), Sense::CLICK);
                let selected = state.selected == Some(i);
                let marked = state.marked.contains(&i);
                let fill = match (selected || marked, response.hovered()) {
                    (true, _) => Some(theme.selected),
                    (false, true) => Some(theme.hover),
                    (false, false) if i % 2 == 1 => Some(theme.zebra),
                    // The panel beneath has this colour: every area painted twice is felt without a graphics card.
                    (false, false) => None,
                };
                if let Some(fill) = fill {
                    ui.painter().rect_filled(rect, 0.0, fill);
                }
                if let Some(cells) = row(i) {
                    let spoken = marked
                        .then_some("已选")
                        .into_iter()
                        .chain(cells.iter().map(Cell::words))
                        .filter(|word| !word.is_empty())
                        .collect::<Vec<_>>()
                        .join(" ");
                    response.widget_info(|| WidgetInfo::selected(WidgetRole::Row, true, selected, &spoken));
                    let cut = paint_row(ui, rect, &edges, &cells);
                    if marked {
                        // In the margin before the first cell, and clear of the ring around the table.
                        let at = pos2(rect.left() + space().m * 0.6, rect.center().y);
                        icon(ui.painter(), at, type_sizes().small * 0.75, icons::CHECK, theme.primary);
                    }
                    grow(ui, state, columns, &cells);
                    if cut && response.hovered() {
                        response.clone().on_hover_text(&spoken);
                    }
                }
                if response.clicked() {
                    if state.markable {
                        mark_by_mouse(ui, state, i);
                    }
                    state.selected = Some(i);
                    events.push(TableEvent::Select(i));
                    ui.memory_mut(|memory| memory.request_focus(id));
                }
                if response.double_clicked() {
                    events.push(TableEvent::Open(i));
                }
            }
            range
        })
        .inner;
    state.visible = visible;
    if edges != self::edges(state, columns, outer.left(), inner_width) {
        ui.ctx().request_discard("a column has grown");
    }
    if focus.has_focus() {
        keyboard(ui, id, state, rows, (view / height).floor().max(1.0) as usize, &mut events);
        paint::ring(ui, body.shrink(1.0));
    }

    events
}

/// The left edge of every column and the right edge of the last.
fn edges(state: &TableState, columns: &[Column], left: f32, whole: f32) -> Vec<f32> {
    let given = |i: usize, column: &Column| match state.widths.get(i) {
        Some(width) if column.width > 0.0 && *width >= COLUMN_LEAST => *width,
        _ if column.most > 0.0 => column.width.max(state.grown.get(i).copied().unwrap_or_default()),
        _ => column.width,
    };
    let fixed: f32 = columns.iter().enumerate().map(|(i, column)| given(i, column)).sum();
    let rest = (whole - fixed).max(COLUMN_LEAST);
    let mut edges = vec![left];
    for (i, column) in columns.iter().enumerate() {
        let width = if column.width > 0.0 { given(i, column) } else { rest };
        edges.push(edges[i] + width);
    }
    edges
}

/// Draws columns wider where a text of this row asks for it.
fn grow(ui: &Ui, state: &mut TableState, columns: &[Column], cells: &[Cell<'_>]) {
    let (sizes, gaps) = (type_sizes(), space());
    state.grown.resize(columns.len(), 0.0);
    for (i, (column, cell)) in columns.iter().zip(cells).enumerate() {
        if column.most > 0.0 {
            let edge = if i == 0 { gaps.m } else { gaps.s } + gaps.xs;
            // Bold, as the row is when it is chosen: the columns stand still then.
            let wanted = paint::fitting(ui, cell.words(), bold(sizes.table)) + edge + 1.0;
            if wanted > column.width {
                state.grown[i] = state.grown[i].max(wanted.min(column.most));
            }
        }
    }
}

fn header(
    ui: &mut Ui,
    name: &str,
    state: &mut TableState,
    columns: &[Column],
    edges: &[f32],
    events: &mut Vec<TableEvent>,
) {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
    for (i, column) in columns.iter().enumerate() {
        let cell = Rect::from_x_y_ranges(edges[i]..=edges[i + 1].min(rect.right()), rect.y_range());
        let sense = if column.sortable { Sense::click() } else { Sense::hover() };
        let response = ui.interact(cell.shrink2(vec2(4.0, 0.0)), table_id(name).with(("head", i)), sense);
        let sorted = state.sort.filter(|(by, _)| *by == i);
        let order = match sorted {
            Some((_, false)) => " 升序",
            Some((_, true)) => " 降序",
            None => "",
        };
        let spoken = format!("{}{order}", column.title);
        response.widget_info(|| {
            let role = if column.sortable { WidgetRole::ColumnHeader } else { WidgetRole::Label };
            WidgetInfo::labeled(role, true, &spoken)
        });
        let left = cell.left() + if i == 0 { gaps.m } else { gaps.s };
        let ink = if response.hovered() && column.sortable { theme.text } else { theme.muted };
        let (galley, _) = paint::cut(ui, column.title, regular(sizes.small), ink, cell.right() - left);
        let right = left + galley.size().x;
        ui.painter().galley(pos2(left, cell.center().y - galley.size().y / 2.0), galley, ink);
        if let Some((_, descending)) = sorted {
            let mark = if descending { icons::DOWN } else { icons::UP };
            icon(ui.painter(), pos2(right + gaps.s, cell.center().y), sizes.small, mark, theme.primary);
        }
        if response.clicked() {
            let descending = sorted.is_some_and(|(_, descending)| !descending);
            state.sort = Some((i, descending));
            events.push(TableEvent::Sort(i, descending));
        }
        paint::focus_ring(ui, &response);
        if column.width > 0.0 {
            draw_width(ui, name, state, columns, edges, i, events);
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
}

/// The right edge of a head, which can be drawn to another width.
fn draw_width(
    ui: &Ui,
    name: &str,
    state: &mut TableState,
    columns: &[Column],
    edges: &[f32],
    i: usize,
    events: &mut Vec<TableEvent>,
) {
    let parts = size();
    let at =
        Rect::from_center_size(pos2(edges[i + 1], ui.cursor().top() - parts.row / 2.0), vec2(6.0, parts.row));
    let response = ui.interact(at, table_id(name).with(("edge", i)), Sense::DRAG);
    if response.hovered() || response.dragged() {
        ui.set_cursor_icon(eframe::egui::CursorIcon::ResizeHorizontal);
    }
    if response.dragged() {
        if state.widths.len() != columns.len() {
            state.widths = edges.windows(2).map(|pair| pair[1] - pair[0]).collect();
        }
        state.widths[i] = (state.widths[i] + response.drag_delta().x).max(COLUMN_LEAST);
    }
    if response.drag_stopped() {
        events.push(TableEvent::Widths(state.widths.iter().map(|width| width.round() as u16).collect()));
    }
}

/// Paints the cells; tells whether one of them did not fit.
fn paint_row(ui: &Ui, rect: Rect, edges: &[f32], cells: &[Cell<'_>]) -> bool {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let mut any_cut = false;
    for (i, cell) in cells.iter().enumerate() {
        let Some(right) = edges.get(i + 1) else { break };
        let left = edges[i] + if i == 0 { gaps.m } else { gaps.s };
        let room = right - left - gaps.xs;
        let (font, ink) = match cell {
            Cell::Text(_) => (regular(sizes.table), theme.text),
            Cell::Strong(_) => (bold(sizes.table), theme.text),
            Cell::Muted(_) => (regular(sizes.table), theme.muted),
            Cell::State(Tone::Done, _) => (regular(sizes.table), theme.done),
            Cell::State(tone, _) => (regular(sizes.small), tone.colours(theme).0),
        };
        let (galley, elided) = paint::fitted(ui, cell.words(), font, ink, room);
        any_cut |= elided;
        if let Cell::State(tone, words) = cell
            && *tone != Tone::Done
            && !words.is_empty()
        {
            let chip = Rect::from_min_size(
                pos2(left - gaps.xs, rect.center().y - (gaps.l + gaps.xs) / 2.0),
                vec2(galley.size().x + 2.0 * gaps.xs + 4.0, gaps.l + gaps.xs),
            );
            ui.painter().rect_filled(chip, size().radius, tone.colours(theme).1);
        }
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
    }
    any_cut
}

fn reveal(scroll: ScrollArea, state: &TableState, row: usize, height: f32, view: f32) -> ScrollArea {
    let top = row as f32 * height;
    let first = state.visible.start as f32 * height;
    if state.visible.is_empty() || top < first {
        scroll
            .vertical_scroll_offset((top - if state.visible.is_empty() { view / 2.0 } else { 0.0 }).max(0.0))
    } else if top + height > first + view {
        scroll.vertical_scroll_offset((top + height - view).max(0.0))
    } else {
        scroll
    }
}

/// A click with Ctrl marks one row more or less; with Shift, all from the chosen one to it.
fn mark_by_mouse(ui: &Ui, state: &mut TableState, row: usize) {
    let modifiers = ui.input(|input| input.modifiers);
    let from = state.selected.unwrap_or(row);
    if modifiers.ctrl || modifiers.command {
        toggle(state, row);
    } else if modifiers.shift {
        state.marked.extend(from.min(row)..=from.max(row));
    }
}

fn toggle(state: &mut TableState, row: usize) {
    if !state.marked.remove(&row) {
        state.marked.insert(row);
    }
}

/// Marks rows by Space, by Shift with the arrows, and all of them by Ctrl+A; Esc takes the marks away.
fn mark_by_keyboard(ui: &Ui, state: &mut TableState, rows: usize, events: &mut Vec<TableEvent>) {
    let presses = |modifiers, key| ui.input_mut(|input| input.count_and_consume_key(modifiers, key));
    // Before the arrows alone are asked for, which would take these too.
    for (key, step) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
        for _ in 0..presses(Modifiers::SHIFT, key) {
            let from = state.selected.unwrap_or(0);
            let to = (from as i64 + step).clamp(0, rows as i64 - 1) as usize;
            state.marked.extend([from, to]);
            state.select(Some(to));
            events.push(TableEvent::Select(to));
        }
    }
    if presses(Modifiers::CTRL, Key::A) > 0 {
        state.marked = (0..rows).collect();
    }
    if presses(Modifiers::NONE, Key::Space) > 0
        && let Some(row) = state.selected
    {
        toggle(state, row);
    }
    if !state.marked.is_empty() && presses(Modifiers::NONE, Key::Escape) > 0 {
        state.marked.clear();
    }
}

fn keyboard(ui: &Ui, id: Id, state: &mut TableState, rows: usize, page: usize, events: &mut Vec<TableEvent>) {
    // Esc takes the marks away; without any it leaves the table, as everywhere.
    let escape = !state.marked.is_empty();
    let filter = EventFilter { vertical_arrows: true, escape, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    if state.markable && rows > 0 {
        mark_by_keyboard(ui, state, rows, events);
    }
    let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let steps = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, page as i64),
        (Key::PageUp, -(page as i64)),
        (Key::Home, i64::from(i32::MIN)),
        (Key::End, i64::from(i32::MAX)),
    ];
    let mut by = 0i64;
    for (key, step) in steps {
        by += presses(key) as i64 * step;
    }
    if by != 0 && rows > 0 {
        let from = state.selected.map_or(if by > 0 { -1 } else { rows as i64 }, |row| row as i64);
        let to = (from + by).clamp(0, rows as i64 - 1) as usize;
        if state.selected != Some(to) {
            state.select(Some(to));
            events.push(TableEvent::Select(to));
        }
    }
    if presses(Key::Enter) > 0
        && let Some(row) = state.selected
    {
        events.push(TableEvent::Open(row));
    }
}
