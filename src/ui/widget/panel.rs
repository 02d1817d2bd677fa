//! Panels, headings, action bars and empty states.

use eframe::egui::{
    Align, CornerRadius, Frame, InnerResponse, Layout, Margin, Panel as Edge, Rect, Response,
    Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::Button;
use super::paint;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};

/// What is scrolled within something that floats, at most so high. Such an area is offered the height that it had
/// before: without a least height, what was short once would stay so.
pub fn scroll_up_to(height: f32) -> ScrollArea {
    ScrollArea::vertical().max_height(height).min_scrolled_height(height)
}

/// A panel with a heading.
pub fn panel<R>(ui: &mut Ui, icon: char, title: &str, body: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    panel_with(ui, icon, title, |_| {}, body)
}

/// A panel with a heading and something at the heading's right edge.
pub fn panel_with<R>(
    ui: &mut Ui,
    icon: char,
    title: &str,
    right: impl FnOnce(&mut Ui),
    body: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    Frame::new()
        .fill(theme.panel)
        .stroke(Stroke::new(1.0, theme.line))
        .corner_radius(CornerRadius::same(parts.radius_panel as u8))
        .show(ui, |ui| {
            let between = std::mem::take(&mut ui.spacing_mut().item_spacing.y);
            let whole = ui.available_width();
            let (rect, response) = ui.allocate_exact_size(vec2(whole, parts.panel_head), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, title));
            let centre = pos2(rect.left() + gaps.m + gaps.s, rect.center().y);
            paint::icon(ui.painter(), centre, gaps.l, icon, theme.text);
            let left = rect.left() + gaps.m + gaps.l + gaps.s;
            let room = rect.right() - gaps.m - left;
            let (galley, _) = paint::fitted(ui, title, bold(sizes.body), theme.text, room);
            let title_right = left + galley.size().x;
            ui.painter().galley(paint::middle(rect, left, &galley), galley, theme.text);
            let rest = rect.with_min_x(title_right + gaps.m).shrink2(vec2(gaps.m, 0.0));
            let mut corner =
                ui.new_child(UiBuilder::new().max_rect(rest).layout(Layout::right_to_left(Align::Center)));
            right(&mut corner);
            ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme.line));
            Frame::new()
                .inner_margin(Margin::same(gaps.m as i8))
                .show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = between;
                    body(ui)
                })
                .inner
        })
}

/// The bar at the foot of a pane: a sentence at the left, buttons at the right, the main one last.
pub fn action_bar<R>(ui: &mut Ui, name: &str, sentence: &str, buttons: impl FnOnce(&mut Ui) -> R) -> R {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.l as i8, 0));
    Edge::bottom(ui.scope_id().with(name))
        .exact_size(parts.action_bar)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            let top = ui.max_rect();
            let line = top.expand2(vec2(gaps.l, 0.0));
            ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, theme.line));
            let whole = ui.available_rect_before_wrap();
            let (out, used) = at_right(ui, name, buttons);
            let room = whole.width() - used - gaps.m;
            // Lines of fewer than four characters would tell nothing.
            if room > sizes.table * 4.0 && !sentence.is_empty() {
                let (galley, elided) = paint::fitted(ui, sentence, regular(sizes.table), theme.muted, room);
                let rect = whole.with_max_x(whole.left() + room);
                let id = ui.scope_id().with((name, "sentence"));
                let response = ui.interact(rect, id, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, sentence));
                ui.painter().galley(paint::middle(rect, rect.left(), &galley), galley, theme.muted);
                if elided {
                    response.on_hover_text(sentence);
                }
            }
            out
        })
        .inner
}

/// Lays out from left to right so that it ends at the right edge; gives what `body` gives, and its width.
///
/// egui knows right-to-left layouts, but they are walked through backwards: Tab would come to the main button
/// first. The width is known from the frame before; a frame in which it changes is laid out once more.
pub fn at_right<R>(ui: &mut Ui, name: &str, body: impl FnOnce(&mut Ui) -> R) -> (R, f32) {
    let id = ui.scope_id().with((name, "width"));
    let known: f32 = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let whole = ui.available_rect_before_wrap();
    let place = whole.with_min_x(whole.right() - known);
    let layout = Layout::left_to_right(Align::Center);
    let mut child = ui.new_child(UiBuilder::new().id_salt(name).max_rect(place).layout(layout));
    let out = body(&mut child);
    let used = child.min_rect().right() - place.left();
    if (used - known).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(id, used));
        ui.ctx().request_discard("what stands at the right has another width");
    }
    (out, used)
}

/// The part of a pane above its action bar, painted first so that Tab comes to the bar last.
pub fn above_bar(ui: &mut Ui, name: &str) -> Ui {
    let whole = ui.available_rect_before_wrap();
    let body = Rect::from_min_max(whole.min, whole.max - vec2(0.0, size().action_bar));
    let mut content = ui.new_child(UiBuilder::new().id_salt(name).max_rect(body));
    content.shrink_clip_rect(body);
    content
}

/// What stands where there is nothing yet: one sentence and, where something can be done, one button.
pub fn empty_state(ui: &mut Ui, sentence: &str, button: Option<&str>) -> Option<Response> {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    ui.vertical_centered(|ui| {
        ui.add_space(gaps.xl * 2.0);
        let width = ui.available_width().min(size().dialog);
        let galley = ui.painter().layout(sentence.to_owned(), regular(sizes.body), theme.muted, width);
        let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, sentence));
        ui.painter().galley(rect.min, galley, theme.muted);
        ui.add_space(gaps.m);
        button.map(|label| ui.add(Button::new(label).primary()))
    })
    .inner
}

/// A small heading within a panel.
pub fn heading(ui: &mut Ui, text: &str) -> Response {
    paint::strong(ui, text)
}

/// One line of a record: what it is, and its value.
pub fn key_value(ui: &mut Ui, key: &str, width: f32, value: &str) -> Response {
    let (theme, sizes) = (theme(ui), type_sizes());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let galley = ui.painter().layout_no_wrap(key.to_owned(), regular(sizes.table), theme.muted);
        let (rect, response) = ui.allocate_exact_size(vec2(width, galley.size().y), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, key));
        ui.painter().galley(rect.min, galley, theme.muted);
        let shown = if value.is_empty() { "—" } else { value };
        paint::wrapped(ui, shown, regular(sizes.table), theme.text)
    })
    .inner
}
