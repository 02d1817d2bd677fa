//! Colours, type sizes and spacing, read from `assets/theme.toml`: the only place where a screen gets them.

use std::sync::LazyLock;

use eframe::egui::{
    self, Color32, Context, CornerRadius, FontFamily, FontId, Margin, Shadow, Stroke, Style, TextStyle, Ui,
    Visuals, vec2,
};
use serde::{Deserialize, Deserializer};

use super::fonts::BOLD;

/// Colours of one theme; what each is for stands in `assets/theme.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    #[serde(deserialize_with = "colour")]
    pub app: Color32,
    #[serde(deserialize_with = "colour")]
    pub panel: Color32,
    #[serde(deserialize_with = "colour")]
    pub zebra: Color32,
    #[serde(deserialize_with = "colour")]
    pub selected: Color32,
    #[serde(deserialize_with = "colour")]
    pub hover: Color32,
    #[serde(deserialize_with = "colour")]
    pub text: Color32,
    #[serde(deserialize_with = "colour")]
    pub muted: Color32,
    #[serde(deserialize_with = "colour")]
    pub primary: Color32,
    #[serde(deserialize_with = "colour")]
    pub on_primary: Color32,
    #[serde(deserialize_with = "colour")]
    pub overdue: Color32,
    #[serde(deserialize_with = "colour")]
    pub overdue_fill: Color32,
    #[serde(deserialize_with = "colour")]
    pub due: Color32,
    #[serde(deserialize_with = "colour")]
    pub due_fill: Color32,
    #[serde(deserialize_with = "colour")]
    pub done: Color32,
    #[serde(deserialize_with = "colour")]
    pub done_fill: Color32,
    #[serde(deserialize_with = "colour")]
    pub chip: Color32,
    #[serde(deserialize_with = "colour")]
    pub line: Color32,
    #[serde(deserialize_with = "colour")]
    pub input_border: Color32,
    #[serde(deserialize_with = "colour")]
    pub banner: Color32,
    #[serde(deserialize_with = "colour")]
    pub paper: Color32,
    #[serde(deserialize_with = "colour")]
    pub dim: Color32,
    #[serde(deserialize_with = "colour")]
    pub shadow: Color32,
    #[serde(deserialize_with = "colour")]
    pub chart_second: Color32,
    #[serde(deserialize_with = "colour")]
    pub chart_third: Color32,
}

/// Type sizes, in points.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    pub small: f32,
    pub table: f32,
    pub body: f32,
    pub title: f32,
    pub head: f32,
}

/// The five gaps, in points.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space {
    pub xs: f32,
    pub s: f32,
    pub m: f32,
    pub l: f32,
    pub xl: f32,
}

/// Sizes of parts, in points.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    pub row: f32,
    pub row_compact: f32,
    pub control: f32,
    pub control_small: f32,
    pub radius: f32,
    pub radius_panel: f32,
    pub focus_ring: f32,
    pub rail: f32,
    pub rail_narrow: f32,
    pub top_bar: f32,
    pub action_bar: f32,
    pub banner: f32,
    pub panel_head: f32,
    pub label_column: f32,
    pub dialog: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    light: Theme,
    dark: Theme,
    #[serde(rename = "type")]
    type_: Type,
    space: Space,
    size: Size,
}

/// A constant of the program: the file is compiled in and a test reads it.
static SHEET: LazyLock<Sheet> = LazyLock::new(|| {
    toml::from_str(include_str!("../../assets/theme.toml"))
        .expect("the theme that is compiled in is complete")
});

/// Red, green, blue and, where it is not full, opacity: `1F5FA8`, `1B243047`.
fn colour<'de, D: Deserializer<'de>>(from: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(from)?;
    Color32::from_hex(&format!("#{text}"))
        .map_err(|_| serde::de::Error::custom(format!("“{text}” is no colour")))
}

/// The colours of the theme in which this part of the screen is painted.
pub fn theme(ui: &Ui) -> &'static Theme {
    theme_of(ui.visuals().dark_mode)
}

/// The colours by name of theme.
pub fn theme_of(dark: bool) -> &'static Theme {
    if dark { &SHEET.dark } else { &SHEET.light }
}

/// Type sizes.
pub fn type_sizes() -> &'static Type {
    &SHEET.type_
}

/// Gaps.
pub fn space() -> &'static Space {
    &SHEET.space
}

/// Sizes of parts.
pub fn size() -> &'static Size {
    &SHEET.size
}

/// The regular face at a size.
pub fn regular(points: f32) -> FontId {
    FontId::new(points, FontFamily::Proportional)
}

/// The bold face at a size.
pub fn bold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name(BOLD.into()))
}

/// Gives egui both themes, and the type sizes and spacing that they share.
pub fn install(ctx: &Context) {
    ctx.set_style_of(egui::Theme::Light, style(false));
    ctx.set_style_of(egui::Theme::Dark, style(true));
}

fn style(dark: bool) -> Style {
    let (theme, sizes, space, size) = (theme_of(dark), type_sizes(), space(), size());
    let mut style = Style { visuals: visuals(dark, theme), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, regular(sizes.small)),
        (TextStyle::Body, regular(sizes.body)),
        (TextStyle::Button, regular(sizes.table)),
        (TextStyle::Monospace, regular(sizes.table)),
        (TextStyle::Heading, bold(sizes.title)),
    ]
    .into();
    style.spacing.item_spacing = vec2(space.s, space.s);
    style.spacing.button_padding = vec2(space.m, space.xs);
    style.spacing.interact_size = vec2(size.control, size.control);
    style.spacing.scroll.floating = false;
    style.spacing.scroll.foreground_color = false;
    style.spacing.scroll.bar_width = space.s;
    style.spacing.icon_width = space.l;
    style.spacing.icon_width_inner = space.s;
    style.spacing.menu_margin = Margin::same(space.xs as i8);
    // Nothing fades or slides for longer than an eye needs to follow it.
    style.animation_time = 0.08;
    // A caret that blinks wakes the processor twice a second, all day.
    style.visuals.text_cursor.blink = false;
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.4;
    style
}

fn visuals(dark: bool, theme: &Theme) -> Visuals {
    let size = size();
    let radius = CornerRadius::same(size.radius as u8);
    let mut visuals = if dark { Visuals::dark() } else { Visuals::light() };
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(theme.muted);
    visuals.hyperlink_color = theme.primary;
    visuals.faint_bg_color = theme.zebra;
    visuals.extreme_bg_color = theme.panel;
    visuals.text_edit_bg_color = Some(theme.panel);
    visuals.code_bg_color = theme.zebra;
    visuals.warn_fg_color = theme.due;
    visuals.error_fg_color = theme.overdue;
    visuals.window_fill = theme.panel;
    visuals.panel_fill = theme.app;
    visuals.window_stroke = Stroke::new(1.0, theme.input_border);
    visuals.window_corner_radius = CornerRadius::same(size.radius_panel as u8);
    visuals.menu_corner_radius = radius;
    let shadow = Shadow { offset: [0, 4], blur: 16, spread: 0, color: theme.shadow };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.selection.bg_fill = theme.selected;
    visuals.selection.stroke = Stroke::new(size.focus_ring, theme.primary);
    visuals.striped = false;
    let widgets = &mut visuals.widgets;
    let all = [
        (&mut widgets.noninteractive, theme.panel, theme.line),
        (&mut widgets.inactive, theme.panel, theme.input_border),
        (&mut widgets.hovered, theme.hover, theme.input_border),
        (&mut widgets.active, theme.selected, theme.primary),
        (&mut widgets.open, theme.selected, theme.input_border),
    ];
    for (widget, fill, border) in all {
        // What is dragged, the handle of a scroll bar, must be seen on any ground.
        widget.bg_fill = theme.input_border;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, border);
        widget.fg_stroke = Stroke::new(1.0, theme.text);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    visuals
}

#[cfg(test)]
mod tests {
    use super::{Theme, theme_of};
    use eframe::egui::Color32;

    fn luminance(colour: Color32) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
    }

    /// Contrast as WCAG 2.2 defines it.
    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn texts(theme: &Theme) -> Vec<(&'static str, Color32, Color32)> {
        let mut pairs = vec![
            ("on_primary on primary", theme.on_primary, theme.primary),
            ("overdue on its fill", theme.overdue, theme.overdue_fill),
            ("due on its fill", theme.due, theme.due_fill),
            ("done on its fill", theme.done, theme.done_fill),
            ("muted on chip", theme.muted, theme.chip),
            ("text on banner", theme.text, theme.banner),
            ("text on due fill", theme.text, theme.due_fill),
        ];
        for (ground, fill) in [
            ("app", theme.app),
            ("panel", theme.panel),
            ("zebra", theme.zebra),
            ("selected", theme.selected),
            ("hover", theme.hover),
        ] {
            pairs.push((ground, theme.text, fill));
            pairs.push((ground, theme.muted, fill));
            pairs.push((ground, theme.primary, fill));
        }
        for (ground, fill) in [("app", theme.app), ("panel", theme.panel), ("zebra", theme.zebra)] {
            for ink in [theme.overdue, theme.due, theme.done] {
                pairs.push((ground, ink, fill));
            }
        }
        pairs
    }

    #[test]
    fn every_text_can_be_read_in_both_themes() {
        for dark in [false, true] {
            for (what, ink, ground) in texts(theme_of(dark)) {
                let got = contrast(ink, ground);
                assert!(got >= 4.5, "{what}, dark {dark}: {got:.2}");
            }
        }
    }

    #[test]
    fn every_border_of_a_control_can_be_seen_in_both_themes() {
        for dark in [false, true] {
            let theme = theme_of(dark);
            for (what, ground) in [("panel", theme.panel), ("app", theme.app), ("zebra", theme.zebra)] {
                let got = contrast(theme.input_border, ground);
                assert!(got >= 3.0, "border on {what}, dark {dark}: {got:.2}");
                let got = contrast(theme.primary, ground);
                assert!(got >= 3.0, "focus on {what}, dark {dark}: {got:.2}");
            }
        }
    }
}
