//! Text, icons and the focus ring.

use eframe::egui::{
    self, Align2, Color32, FontFamily, FontId, Galley, Painter, Pos2, Rect, Response, Role as WidgetRole,
    Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

use crate::ui::fonts::ICONS;
use crate::ui::theme::{bold, regular, size, theme, type_sizes};

/// The height of a line by its type size where two lines share a row.
const TIGHT: f32 = 1.2;

/// Paints an icon with its centre at a point.
pub fn icon(painter: &Painter, centre: Pos2, points: f32, icon: char, colour: Color32) {
    let font = FontId::new(points, FontFamily::Name(ICONS.into()));
    painter.text(centre, Align2::CENTER_CENTER, icon, font, colour);
}

/// A line of body text.
pub fn label(ui: &mut Ui, text: &str) -> Response {
    let colour = theme(ui).text;
    line(ui, text, regular(type_sizes().body), colour)
}

/// A line of body text in bold.
pub fn strong(ui: &mut Ui, text: &str) -> Response {
    let colour = theme(ui).text;
    line(ui, text, bold(type_sizes().body), colour)
}

/// A line of secondary text at the size of tables.
pub fn muted(ui: &mut Ui, text: &str) -> Response {
    let colour = theme(ui).muted;
    line(ui, text, regular(type_sizes().table), colour)
}

/// A line of small secondary text.
pub fn small(ui: &mut Ui, text: &str) -> Response {
    let colour = theme(ui).muted;
    line(ui, text, regular(type_sizes().small), colour)
}

/// A title in bold.
pub fn title(ui: &mut Ui, text: &str) -> Response {
    let colour = theme(ui).text;
    line(ui, text, bold(type_sizes().title), colour)
}

/// Running text that wraps at the width at hand.
pub fn wrapped(ui: &mut Ui, text: &str, font: FontId, colour: Color32) -> Response {
    let galley = ui.painter().layout(text.to_owned(), font, colour, ui.available_width());
    place(ui, text, &galley, colour)
}

fn line(ui: &mut Ui, text: &str, font: FontId, colour: Color32) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font.clone(), colour);
    if galley.size().x <= ui.available_width() + 0.5 || ui.layout().main_dir() == egui::Direction::RightToLeft
    {
        return place(ui, text, &galley, colour);
    }
    wrapped(ui, text, font, colour)
}

fn place(ui: &mut Ui, text: &str, galley: &Arc<Galley>, colour: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, Arc::clone(galley), colour);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, text));
    response
}

/// The ring around what has the keyboard; it is scrolled into view when the keyboard comes to it.
pub fn focus_ring(ui: &Ui, response: &Response) {
    focus_ring_at(ui, response, response.rect);
}

/// The same, in another place than the response's own.
pub(super) fn focus_ring_at(ui: &Ui, response: &Response, rect: Rect) {
    if response.has_focus() {
        ring(ui, rect);
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
}

pub(super) fn ring(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(size().focus_ring, theme(ui).primary);
    ui.painter().rect_stroke(rect, size().radius, stroke, StrokeKind::Inside);
}

/// The width of a line of text.
pub fn text_width(ui: &Ui, text: &str, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
}

/// A text that ends in … where it does not fit; gives the galley and whether it was cut.
pub fn cut(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> (Arc<Galley>, bool) {
    let mut job = egui::text::LayoutJob::single_section(
        text.to_owned(),
        egui::TextFormat { font_id: font, color: colour, ..Default::default() },
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
    let galley = ui.painter().layout_job(job);
    let elided = galley.elided;
    (galley, elided)
}

/// A text in a line of its own size or, where that does not fit, in two small lines; only what does not fit
/// there either ends in …. Gives the galley and whether it was cut.
pub fn fitted(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> (Arc<Galley>, bool) {
    let line = cut(ui, text, font.clone(), colour, width);
    if !line.1 {
        return line;
    }
    let font_id = FontId::new(type_sizes().small, font.family);
    let broken = halves(ui, text, &font_id, width);
    let line_height = Some(type_sizes().small * TIGHT);
    let format = egui::TextFormat { font_id, color: colour, line_height, ..Default::default() };
    let words = broken.unwrap_or_else(|| text.to_owned());
    let mut job = egui::text::LayoutJob::single_section(words, format);
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = 2;
    job.wrap.break_anywhere = true;
    let galley = ui.painter().layout_job(job);
    let elided = galley.elided;
    (galley, elided)
}

/// A text in two lines that both fit: after a mark that ends something where that can be, never before one,
/// and as even as can be.
fn halves(ui: &Ui, text: &str, font: &FontId, width: f32) -> Option<String> {
    const ENDS: &str = "·、，。；：）〕》” 　";
    let letters: Vec<char> = text.chars().collect();
    let widths: Vec<f32> =
        ui.fonts_mut(|fonts| letters.iter().map(|c| fonts.glyph_width(font, *c)).collect());
    let whole: f32 = widths.iter().sum();
    let mut first = 0.0;
    let mut best: Option<(f32, usize)> = None;
    for at in 1..letters.len() {
        first += widths[at - 1];
        let fits = first <= width && whole - first <= width;
        if fits && !ENDS.contains(letters[at]) {
            let sense = match letters[at - 1] {
                '　' => 0.0,
                mark if ENDS.contains(mark) => 5.0,
                _ => 8.0,
            };
            let cost = (whole - 2.0 * first).abs() / 4.0 + sense * font.size;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, at));
            }
        }
    }
    let (_, at) = best?;
    let half = |letters: &[char]| letters.iter().collect::<String>();
    Some(format!("{}\n{}", half(&letters[..at]).trim_end(), half(&letters[at..])))
}

/// The width at which [`fitted`] shows the whole text.
pub fn fitting(ui: &Ui, text: &str, font: FontId) -> f32 {
    let small = FontId::new(type_sizes().small, font.family.clone());
    let one = text_width(ui, text, font);
    // The lines are even but for a character, and none begins with a mark.
    let two = text_width(ui, text, small) / 2.0 + 1.5 * type_sizes().small;
    // What is short reads better in one line.
    if one <= 9.0 * type_sizes().small { one } else { one.min(two.ceil()) }
}

/// Where a galley must stand so that it is centred in height within a rectangle, from a left edge.
pub(super) fn middle(rect: Rect, left: f32, galley: &Galley) -> Pos2 {
    (vec2(left, rect.center().y - galley.size().y / 2.0)).to_pos2()
}
