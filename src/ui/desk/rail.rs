//! The rail: the eight tabs, what is overdue, and whose ledger this is.

use eframe::egui::{
    Align, Frame, Layout, Margin, Panel, Rect, Role as WidgetRole, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::Msg;
use crate::ui::tab::{Tab, Target};
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{cut, focus_ring, icon};

/// The height of an item in a narrow rail, at most and at least, and what the count of the overdue adds.
const MOST: f32 = 48.0;
const LEAST: f32 = 38.0;
const LATE: f32 = 18.0;

/// What the rail shows.
pub struct Shown<'a> {
    pub tab: Tab,
    pub narrow: bool,
    pub overdue: usize,
    pub agency: &'a str,
}

/// Paints it.
pub fn ui(ui: &mut Ui, shown: &Shown<'_>, out: &mut Vec<Msg>) {
    let (theme, gaps, parts) = (theme(ui), space(), size());
    let width = if shown.narrow { parts.rail_narrow } else { parts.rail };
    let margin = Margin { left: gaps.s as i8, right: gaps.s as i8, top: gaps.m as i8, bottom: gaps.m as i8 };
    Panel::left("rail")
        .exact_size(width)
        .resizable(false)
        .show_separator_line(false)
        .frame(Frame::new().fill(theme.app).inner_margin(margin))
        .show(ui, |ui| {
            let edge = ui.max_rect().expand2(vec2(gaps.s, gaps.m));
            ui.painter().vline(edge.right() - 0.5, edge.y_range(), Stroke::new(1.0, theme.line));
            ui.spacing_mut().item_spacing.y = gaps.xs;
            brand(ui, shown.narrow);
            ui.add_space(gaps.xs);
            // On the lowest screens the items stand closer: none may lie below the edge.
            let late = if shown.narrow && shown.overdue > 0 { LATE } else { 0.0 };
            let tabs = Tab::ALL.len() as f32;
            let each = (ui.available_height() - late - (tabs - 1.0) * gaps.xs) / tabs;
            for (i, tab) in Tab::ALL.into_iter().enumerate() {
                let overdue = if tab == Tab::Todo { shown.overdue } else { 0 };
                if item(ui, tab, i + 1, shown.tab == tab, overdue, shown.narrow.then_some(each)) {
                    out.push(Msg::Go(Target::Tab(tab)));
                }
            }
            if !shown.narrow {
                ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
                    let font = regular(type_sizes().small);
                    let galley =
                        ui.painter().layout(shown.agency.to_owned(), font, theme.muted, ui.available_width());
                    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, shown.agency));
                    ui.painter().galley(rect.min, galley, theme.muted);
                });
            }
        });
}

fn brand(ui: &mut Ui, narrow: bool) {
    let (theme, gaps, parts) = (theme(ui), space(), size());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, "秉公"));
    let side = gaps.xl;
    let left = if narrow { rect.center().x - side / 2.0 } else { rect.left() + gaps.s };
    let square = Rect::from_min_size(pos2(left, rect.center().y - side / 2.0), vec2(side, side));
    ui.painter().rect_filled(square, parts.radius, theme.primary);
    let mark = ui.painter().layout_no_wrap("秉".into(), bold(type_sizes().body), theme.on_primary);
    ui.painter().galley(square.center() - mark.size() / 2.0, mark, theme.on_primary);
    if !narrow {
        let name = ui.painter().layout_no_wrap("秉公".into(), bold(type_sizes().title), theme.text);
        let at = pos2(square.right() + gaps.s, rect.center().y - name.size().y / 2.0);
        ui.painter().galley(at, name, theme.text);
    }
}

/// One tab; in a narrow rail with the label below the icon, as high as there is room for.
fn item(ui: &mut Ui, tab: Tab, number: usize, current: bool, overdue: usize, room: Option<f32>) -> bool {
    let narrow = room.is_some();
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let late = (overdue > 0).then(|| format!("逾期{overdue}"));
    let plain = room.map_or(parts.row + gaps.xs, |room| room.clamp(LEAST, MOST).floor());
    let height = if narrow && late.is_some() { plain + LATE } else { plain };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let spoken = match &late {
        Some(late) => format!("{} {late}", tab.label()),
        None => tab.label().to_owned(),
    };
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, current, &spoken));
    let fill = match (current, response.hovered()) {
        (true, _) => theme.selected,
        (false, true) => theme.hover,
        (false, false) => theme.app,
    };
    ui.painter().rect_filled(rect, parts.radius_panel, fill);
    let (font, ink) = if current {
        (bold(if narrow { sizes.small } else { sizes.body }), theme.text)
    } else {
        (regular(if narrow { sizes.small } else { sizes.body }), theme.muted)
    };
    let icon_ink = if current { theme.primary } else { theme.muted };
    let label = ui.painter().layout_no_wrap(tab.label().to_owned(), font, ink);
    let icon_size = gaps.l + gaps.xs;
    if narrow {
        let slack = (plain - icon_size - sizes.small * 1.2) / 3.0;
        let middle = rect.top() + slack + icon_size / 2.0;
        icon(ui.painter(), pos2(rect.center().x, middle), icon_size, tab.icon(), icon_ink);
        let below = middle + icon_size / 2.0 + slack + sizes.small * 0.6;
        let at = pos2(rect.center().x - label.size().x / 2.0, below - label.size().y / 2.0);
        ui.painter().galley(at, label, ink);
    } else {
        let centre = pos2(rect.left() + gaps.s + icon_size / 2.0, rect.center().y);
        icon(ui.painter(), centre, icon_size, tab.icon(), icon_ink);
        let at = pos2(rect.left() + gaps.s + icon_size + gaps.s, rect.center().y - label.size().y / 2.0);
        ui.painter().galley(at, label, ink);
    }
    if let Some(late) = late {
        let (galley, _) = cut(ui, &late, bold(sizes.small), theme.overdue, rect.width());
        let at = if narrow {
            pos2(rect.center().x - galley.size().x / 2.0, rect.bottom() - galley.size().y)
        } else {
            pos2(rect.right() - gaps.xs - galley.size().x, rect.center().y - galley.size().y / 2.0)
        };
        ui.painter().galley(at, galley, theme.overdue);
    }
    focus_ring(ui, &response);
    response.on_hover_text(format!("Ctrl+{number}")).clicked()
}
