//! One line of the list: the question, its evidence, the three cells of its answer.

use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::super::form::AnswerForm;
use super::{Item, Line, STANDINGS, list_id};
use crate::domain::fault::Standing;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::fitted;

/// The head of a group.
pub fn group_ui(ui: &mut Ui, group: &str) {
    let (theme, sizes) = (theme(ui), type_sizes());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), size().row_compact), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, group));
    ui.painter().rect_filled(rect, 0.0, theme.zebra);
    let at = pos2(rect.left() + space().m, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, group, bold(sizes.table), theme.text);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
}

/// One line: the place of it, and what was said in its cells.
pub fn line_ui(
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
