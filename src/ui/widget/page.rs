//! The page view: paints the frames of a notice, so that the screen and the paper have the same positions.

use eframe::egui::{
    Color32, CursorIcon, FontFamily, FontId, Painter, Pos2, Rect, Response, Role as WidgetRole, Sense, Shape,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::paint;
use super::picture::texture;
use crate::notice::frames::{FaceId, Frame, Ink, Link, Page, Picture, Run};
use crate::ui::fonts::paper_family;
use crate::ui::theme::{space, theme};

/// Paints a page as wide as `width`; `name` says which page of which notice it is.
pub fn page_view(ui: &mut Ui, name: &str, page: &Page, width: f32, guides: bool) -> Response {
    let theme = theme(ui);
    let scale = width / page.width as f32;
    let (rect, response) = ui.allocate_exact_size(vec2(width, page.height as f32 * scale), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let painter = ui.painter_at(rect.expand(1.0));
    painter.rect(rect, 0.0, theme.paper, Stroke::new(1.0, theme.input_border), StrokeKind::Outside);
    let sheet = Sheet { painter: &painter, origin: rect.min, scale };
    for frame in &page.frames {
        match frame {
            Frame::Text(run) => sheet.run(run),
            Frame::Rule { from, to, thickness, ink } => sheet.rule(*from, *to, *thickness, *ink),
            Frame::Seal { centre, diameter } if guides => sheet.seal(*centre, *diameter, theme.input_border),
            Frame::Seal { .. } => {}
            Frame::Picture { from, to, picture } => sheet.picture(*from, *to, picture),
        }
    }
    response
}

/// Makes links of what a page, painted as `sheet`, cites. `spoken` says in full where each leads; gives the one
/// that was followed. Paper stays paper: a link shows only under the pointer and under the keyboard.
pub fn page_links<'a>(
    ui: &Ui,
    sheet: &Response,
    page: &Page,
    links: impl Iterator<Item = (&'a Link, &'a str)>,
) -> Option<usize> {
    let (theme, scale) = (theme(ui), sheet.rect.width() / page.width as f32);
    let at = |(x, y): (f64, f64)| sheet.rect.min + vec2(x as f32, y as f32) * scale;
    let mut followed = None;
    for (i, (link, spoken)) in links.enumerate() {
        let boxes: Vec<Rect> =
            link.boxes.iter().map(|(from, to)| Rect::from_two_pos(at(*from), at(*to))).collect();
        // One link in two lines is one stop of the keyboard: its second box takes clicks only.
        let parts: Vec<Response> = boxes
            .iter()
            .enumerate()
            .map(|(part, rect)| {
                let sense = if part == 0 { Sense::click() } else { Sense::CLICK };
                ui.interact(*rect, sheet.id.with(("cite", i, part)), sense)
            })
            .collect();
        let Some(first) = parts.first() else { continue };
        first.widget_info(|| WidgetInfo::labeled(WidgetRole::Link, true, spoken));
        if first.gained_focus() {
            ui.scroll_to_rect(first.rect.expand(space().xl), None);
        }
        let hovered = parts.iter().any(Response::hovered);
        for part in &boxes {
            if hovered {
                let stroke = Stroke::new(1.5, theme.primary);
                ui.painter().hline(part.x_range(), part.bottom(), stroke);
            }
            if first.has_focus() {
                paint::ring(ui, part.expand(2.0));
            }
        }
        if parts.iter().any(Response::clicked) {
            followed = Some(i);
        }
        for part in parts {
            part.on_hover_cursor(CursorIcon::PointingHand).on_hover_text("点开看条文");
        }
    }
    followed
}

struct Sheet<'a> {
    painter: &'a Painter,
    origin: Pos2,
    scale: f32,
}

impl Sheet<'_> {
    fn at(&self, (x, y): (f64, f64)) -> Pos2 {
        self.origin + vec2(x as f32, y as f32) * self.scale
    }

    fn run(&self, run: &Run) {
        let font = FontId::new(run.size as f32 * self.scale, family(run.face));
        let colour = ink(run.ink);
        for glyph in &run.glyphs {
            if glyph.character.is_whitespace() {
                continue;
            }
            let galley = self.painter.layout_no_wrap(glyph.character.to_string(), font.clone(), colour);
            let Some(row) = galley.rows.first() else { continue };
            let Some(drawn) = row.glyphs.first() else { continue };
            // The frames say where the origin of the glyph lies; the galley hangs from its upper left corner.
            let origin = self.at((glyph.left + glyph.shift, run.baseline));
            let hang = row.pos.to_vec2() + drawn.pos.to_vec2();
            self.painter.galley(origin - hang, galley, colour);
        }
    }

    fn rule(&self, from: (f64, f64), to: (f64, f64), thickness: f64, colour: Ink) {
        // A rule of half a point must not vanish on a small screen.
        let width = (thickness as f32 * self.scale).max(0.75);
        self.painter.line_segment([self.at(from), self.at(to)], Stroke::new(width, ink(colour)));
    }

    fn picture(&self, from: (f64, f64), to: (f64, f64), picture: &Picture) {
        let texture = texture(self.painter.ctx(), picture);
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let place = Rect::from_two_pos(self.at(from), self.at(to));
        self.painter.image(texture.id(), place, whole, Color32::WHITE);
    }

    fn seal(&self, centre: (f64, f64), diameter: f64, colour: Color32) {
        let radius = diameter as f32 / 2.0 * self.scale;
        let centre = self.at(centre);
        let around: Vec<Pos2> = (0..=96)
            .map(|step| {
                let angle = step as f32 / 96.0 * std::f32::consts::TAU;
                pos2(centre.x + radius * angle.cos(), centre.y + radius * angle.sin())
            })
            .collect();
        let gap = space().xs;
        self.painter.extend(Shape::dashed_line(&around, Stroke::new(1.0, colour), gap, gap));
    }
}

fn family(face: FaceId) -> FontFamily {
    FontFamily::Name(paper_family(face).into())
}

/// Paper is paper in every theme: its inks are those of the print.
fn ink(ink: Ink) -> Color32 {
    let (r, g, b) = ink.rgb();
    Color32::from_rgb(r, g, b)
}

/// The rectangle of a page that is wanted in full view.
pub fn fit(page: &Page, room: Rect) -> f32 {
    let by_height = room.height() * (page.width / page.height) as f32;
    by_height.min(room.width())
}
