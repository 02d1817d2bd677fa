//! A segment: one of a few, all in view; no choice is preset unless the value has one.

use eframe::egui::{
    CornerRadius, EventFilter, Frame, Key, Margin, Rect, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::paint;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};

/// The pages of a tab in a strip at its head; gives the one chosen now. `name` is the tab's.
pub fn strip<T: Copy + PartialEq>(ui: &mut Ui, name: &str, shown: T, pages: &[(T, &str)]) -> Option<T> {
    let (theme, gaps) = (theme(ui), space());
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.m as i8, gaps.xs as i8));
    let chosen = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        segment(ui, name, Some(shown), pages)
    });
    let edge = chosen.response.rect;
    ui.painter().hline(edge.x_range(), edge.bottom() - 0.5, Stroke::new(1.0, theme.line));
    ui.add_space(-ui.spacing().item_spacing.y);
    chosen.inner
}

/// Lets a person choose one of `options`; gives the one chosen now. `name` says what is chosen.
pub fn segment<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    chosen: Option<T>,
    options: &[(T, &str)],
) -> Option<T> {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let widths: Vec<f32> = options
        .iter()
        .map(|(_, label)| paint::text_width(ui, label, bold(sizes.table)) + 2.0 * gaps.m)
        .collect();
    let whole = vec2(widths.iter().sum(), parts.control);
    let (rect, _) = ui.allocate_exact_size(whole, Sense::hover());
    ui.painter().rect_filled(rect, parts.radius, theme.panel);
    let mut answer = None;
    let mut left = rect.left();
    for (i, ((value, label), width)) in options.iter().zip(&widths).enumerate() {
        let cell = Rect::from_min_size(pos2(left, rect.top()), vec2(*width, rect.height()));
        let id = ui.scope_id().with((name, i));
        let response = ui.interact(cell, id, Sense::click());
        let is_chosen = chosen == Some(*value);
        let spoken = format!("{name} {label}");
        response.widget_info(|| {
            WidgetInfo::selected(WidgetRole::RadioButton, ui.is_enabled(), is_chosen, &spoken)
        });
        let radius = corners(i, options.len(), parts.radius as u8);
        if is_chosen {
            ui.painter().rect_filled(cell, radius, theme.selected);
        } else if response.hovered() && ui.is_enabled() {
            ui.painter().rect_filled(cell, radius, theme.hover);
        }
        if i > 0 {
            ui.painter().vline(cell.left(), cell.y_range(), Stroke::new(1.0, theme.line));
        }
        let font = if is_chosen { bold(sizes.table) } else { regular(sizes.table) };
        let ink = if ui.is_enabled() { theme.text } else { theme.muted };
        let galley = ui.painter().layout_no_wrap((*label).to_owned(), font, ink);
        let at = paint::middle(cell, cell.center().x - galley.size().x / 2.0, &galley);
        ui.painter().galley(at, galley, ink);
        if response.clicked() && ui.is_enabled() {
            answer = Some(*value);
        }
        paint::focus_ring(ui, &response);
        if response.has_focus() {
            let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
            let step = ui.input_mut(|input| {
                i32::from(input.consume_key(Default::default(), Key::ArrowRight))
                    - i32::from(input.consume_key(Default::default(), Key::ArrowLeft))
            });
            let to = i as i32 + step;
            if step != 0 && (0..options.len() as i32).contains(&to) {
                ui.memory_mut(|memory| memory.request_focus(ui.scope_id().with((name, to as usize))));
            }
        }
        left += width;
    }
    ui.painter().rect_stroke(rect, parts.radius, Stroke::new(1.0, theme.input_border), StrokeKind::Inside);
    answer
}

fn corners(i: usize, count: usize, radius: u8) -> CornerRadius {
    let (first, last) = (i == 0, i + 1 == count);
    let at = |there: bool| if there { radius } else { 0 };
    CornerRadius { nw: at(first), sw: at(first), ne: at(last), se: at(last) }
}
