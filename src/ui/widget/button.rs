//! Buttons: one primary at most on a screen, the others plain or quiet.

use eframe::egui::{Response, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui, Widget, WidgetInfo, vec2};

use super::paint;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Primary,
    Quiet,
}

/// A button with a label, and an icon before it where that helps.
pub struct Button<'a> {
    label: &'a str,
    /// The name for assistive technology, where the label alone is not unique in its pane.
    name: Option<&'a str>,
    icon: Option<char>,
    keys: Option<&'a str>,
    kind: Kind,
    small: bool,
    /// Why it cannot be pressed.
    barred: Option<&'a str>,
    width: Option<f32>,
}

impl<'a> Button<'a> {
    /// A plain button.
    pub fn new(label: &'a str) -> Button<'a> {
        Button {
            label,
            name: None,
            icon: None,
            keys: None,
            kind: Kind::Plain,
            small: false,
            barred: None,
            width: None,
        }
    }

    /// The main action of the screen.
    #[must_use]
    pub fn primary(mut self) -> Self {
        self.kind = Kind::Primary;
        self
    }

    /// Without a border, for what stands beside text.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.kind = Kind::Quiet;
        self
    }

    /// For rows of a list.
    #[must_use]
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// With an icon before the label.
    #[must_use]
    pub fn icon(mut self, icon: char) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows the keys that do the same.
    #[must_use]
    pub fn keys(mut self, keys: &'a str) -> Self {
        self.keys = Some(keys);
        self
    }

    /// Names it for assistive technology: 去办 容错认定结论告知.
    #[must_use]
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Bars it while there is a reason; the reason shows under the pointer.
    #[must_use]
    pub fn barred(mut self, why: Option<&'a str>) -> Self {
        self.barred = why;
        self
    }

    /// Takes this width.
    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = Some(width);
        self
    }
}

impl Widget for Button<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let enabled = self.barred.is_none() && ui.is_enabled();
        let height = if self.small { parts.control_small } else { parts.control };
        let padding = if self.small || self.kind == Kind::Quiet { gaps.s } else { gaps.m };
        let ink = match (enabled, self.kind) {
            (false, _) => theme.muted,
            (true, Kind::Primary) => theme.on_primary,
            (true, Kind::Quiet) => theme.primary,
            (true, Kind::Plain) => theme.text,
        };
        let font = if self.kind == Kind::Primary { bold(sizes.table) } else { regular(sizes.table) };
        let text = ui.painter().layout_no_wrap(self.label.to_owned(), font, ink);
        let keys =
            self.keys.map(|keys| ui.painter().layout_no_wrap(keys.to_owned(), regular(sizes.small), ink));
        let icon_room = if self.icon.is_some() { gaps.l + gaps.s } else { 0.0 };
        let keys_room = keys.as_ref().map_or(0.0, |keys| keys.size().x + gaps.s);
        let natural = text.size().x + icon_room + keys_room + 2.0 * padding;
        let width = self.width.unwrap_or(natural).max(natural);
        let sense = if enabled { Sense::click() } else { Sense::hover() };
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
        let name = self.name.unwrap_or(self.label);
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, enabled, name));
        if ui.is_rect_visible(rect) {
            let down = enabled && response.is_pointer_button_down_on();
            let over = enabled && response.hovered();
            let fill = match (enabled, self.kind) {
                (false, Kind::Quiet) => theme.panel.gamma_multiply(0.0),
                (false, _) => theme.zebra,
                (true, Kind::Primary) => theme.primary,
                (true, _) if down => theme.selected,
                (true, _) if over => theme.hover,
                (true, Kind::Quiet) => theme.panel.gamma_multiply(0.0),
                (true, Kind::Plain) => theme.panel,
            };
            let border = match (enabled, self.kind) {
                (_, Kind::Quiet) => Stroke::NONE,
                (false, _) => Stroke::new(1.0, theme.line),
                (true, Kind::Primary) => Stroke::new(1.0, theme.primary),
                (true, Kind::Plain) => Stroke::new(1.0, theme.input_border),
            };
            ui.painter().rect(rect, parts.radius, fill, border, StrokeKind::Inside);
            if self.kind == Kind::Primary && (over || down) {
                // The fill stays, so that the label keeps its contrast; a second line says that it is live.
                let inner = rect.shrink(2.0);
                ui.painter().rect_stroke(
                    inner,
                    parts.radius,
                    Stroke::new(1.0, theme.on_primary),
                    StrokeKind::Inside,
                );
            }
            let mut left = rect.center().x - (natural - 2.0 * padding) / 2.0;
            if let Some(icon) = self.icon {
                paint::icon(ui.painter(), egui_pos(left + gaps.s, rect.center().y), gaps.l, icon, ink);
                left += icon_room;
            }
            let at = paint::middle(rect, left, &text);
            left += text.size().x + gaps.s;
            ui.painter().galley(at, text, ink);
            if let Some(keys) = keys {
                let at = paint::middle(rect, left, &keys);
                ui.painter().galley(at, keys, ink);
            }
        }
        let out = rect.expand(if self.kind == Kind::Primary { 3.0 } else { 0.0 });
        paint::focus_ring_at(ui, &response, out);
        match self.barred {
            Some(why) if !why.is_empty() => response.on_hover_text(why),
            _ => response,
        }
    }
}

fn egui_pos(x: f32, y: f32) -> eframe::egui::Pos2 {
    eframe::egui::pos2(x, y)
}

/// A quiet button that reads as a link in running text.
pub fn link(ui: &mut Ui, label: &str, name: &str) -> Response {
    let (theme, sizes) = (theme(ui), type_sizes());
    let text = ui.painter().layout_no_wrap(label.to_owned(), regular(sizes.table), theme.primary);
    let (rect, response) = ui.allocate_exact_size(text.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Link, true, name));
    ui.painter().galley(rect.min, text, theme.primary);
    if response.hovered() {
        let stroke = Stroke::new(1.0, theme.primary);
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, stroke);
    }
    paint::focus_ring(ui, &response);
    response.on_hover_cursor(eframe::egui::CursorIcon::PointingHand)
}
