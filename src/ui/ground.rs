//! What makes a frame cheap without a graphics card. Large even grounds are cleared instead of painted: that is one
//! step for many pixels, which are otherwise taken from the picture of the glyphs, coloured and mixed, each of them.
//! And what lies whole within its clip is not clipped: a list clips each of its cells, and each change of the clip
//! would be a mesh of its own, brought to the driver by itself.

use std::sync::Arc;

use eframe::egui::{
    Color32, Context, FullOutput, PaintCallback, Plugin, Rect, Shape, Stroke, StrokeKind,
    emath::{GuiRounding as _, TSTransform},
    epaint::{ClippedShape, RectShape},
};
use eframe::egui_glow::{CallbackFn, Painter};
use eframe::glow::{COLOR_BUFFER_BIT, HasContext as _};

/// Width and height, in points, from which on a step of its own is less work than painting.
const LEAST: f32 = 100.0;

/// Clears the grounds of panels, in a window that OpenGL paints.
pub struct Grounds;

impl Plugin for Grounds {
    fn debug_name(&self) -> &'static str {
        "grounds"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let pixels_per_point = output.pixels_per_point;
        for clipped in std::mem::take(&mut output.shapes) {
            if clipped.transform_after_tessellation != TSTransform::IDENTITY {
                output.shapes.push(clipped);
                continue;
            }
            let mut keep = |shape| {
                let clip_rect = clip(&shape, clipped.clip_rect, pixels_per_point);
                output.shapes.push(ClippedShape { clip_rect, shape, ..clipped });
            };
            split(clipped.shape, pixels_per_point, &mut keep);
        }
    }
}

fn split(shape: Shape, pixels_per_point: f32, keep: &mut impl FnMut(Shape)) {
    match shape {
        Shape::Vec(parts) => parts.into_iter().for_each(|part| split(part, pixels_per_point, keep)),
        Shape::Rect(rect) if is_ground(&rect) => cleared(rect, pixels_per_point, keep),
        shape => keep(shape),
    }
}

/// The clip of a shape: none where the shape, with its softened edges, lies within it.
fn clip(shape: &Shape, clip: Rect, pixels_per_point: f32) -> Rect {
    let softened = 1.0 / pixels_per_point;
    let is_whole = !matches!(shape, Shape::Callback(_))
        && clip.contains_rect(shape.visual_bounding_rect().expand(softened));
    if is_whole { Rect::EVERYTHING } else { clip }
}

fn is_ground(shape: &RectShape) -> bool {
    shape.fill.is_opaque()
        && shape.brush.is_none()
        && shape.blur_width == 0.0
        && shape.angle == 0.0
        && shape.rect.width() >= LEAST
        && shape.rect.height() >= LEAST
        && (shape.stroke.is_empty() || shape.stroke_kind == StrokeKind::Inside)
}

/// Clears the middle, and paints what is left of the shape around it: a rim with the corners, and the border.
fn cleared(mut shape: RectShape, pixels_per_point: f32, keep: &mut impl FnMut(Shape)) {
    let fill = std::mem::replace(&mut shape.fill, Color32::TRANSPARENT);
    let radius = shape.corner_radius;
    let round = [radius.nw, radius.ne, radius.sw, radius.se].into_iter().max().map_or(0.0, f32::from);
    let rim = round.max(shape.stroke.width);
    let middle = shape.rect.round_to_pixels(pixels_per_point).shrink(rim);
    keep(Shape::Callback(PaintCallback {
        rect: middle,
        callback: Arc::new(CallbackFn::new(move |info, painter| {
            let seen = middle.intersect(info.clip_rect) * info.pixels_per_point;
            clear(painter, seen, info.screen_size_px[1], fill);
        })),
    }));
    if rim > 0.0 {
        // It ends within the middle, so that no seam shows, and begins under the border.
        let border = shape.stroke.width / 2.0;
        let ring = Stroke::new(rim - border + 2.0 / pixels_per_point, fill);
        keep(Shape::Rect(RectShape { rect: shape.rect.shrink(border), stroke: ring, ..shape.clone() }));
    }
    if !shape.stroke.is_empty() {
        keep(Shape::Rect(shape));
    }
}

/// Clears a part of the window, in pixels from the top; `height` is the window's.
fn clear(painter: &Painter, part: Rect, height: u32, colour: Color32) {
    let [left, right, top, bottom] =
        [part.left(), part.right(), part.top(), part.bottom()].map(|at| at.round() as i32);
    if right <= left || bottom <= top {
        return;
    }
    let [red, green, blue, alpha] = colour.to_array().map(|part| f32::from(part) / 255.0);
    let gl = painter.gl();
    // SAFETY: egui calls this while it paints, when the context is current, and afterwards sets again what it needs.
    unsafe {
        gl.scissor(left, height as i32 - bottom, right - left, bottom - top);
        gl.clear_color(red, green, blue, alpha);
        gl.clear(COLOR_BUFFER_BIT);
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Color32, CornerRadius, Shape, Stroke, StrokeKind, epaint::RectShape, pos2, vec2};

    use super::*;

    fn parts(shape: RectShape, pixels_per_point: f32) -> Vec<Shape> {
        let mut parts = Vec::new();
        split(Shape::Vec(vec![shape.into()]), pixels_per_point, &mut |part| parts.push(part));
        parts
    }

    fn panel(corner: f32, side: f32) -> RectShape {
        let rect = Rect::from_min_size(pos2(corner, corner), vec2(side, side));
        let border = Stroke::new(1.0, Color32::GRAY);
        RectShape::new(rect, CornerRadius::same(6), Color32::WHITE, border, StrokeKind::Inside)
    }

    #[test]
    fn the_rim_of_a_ground_reaches_over_the_edge_of_what_is_cleared_at_every_zoom() {
        for pixels_per_point in [0.9, 1.0, 1.1, 1.25, 1.3, 1.5, 2.0] {
            for corner in [0.0, 10.3, 10.5, 10.8] {
                let whole = panel(corner, 300.0);
                let parts = parts(whole.clone(), pixels_per_point);
                let [Shape::Callback(clear), Shape::Rect(rim), Shape::Rect(border)] = &parts[..] else {
                    panic!("{parts:?}")
                };
                let cleared_from = (clear.rect.left() * pixels_per_point).round();
                let rim_to = (rim.rect.left() + rim.stroke.width) * pixels_per_point;
                // Its inner edge is softened by half a pixel.
                assert!(cleared_from + 0.5 <= rim_to, "{pixels_per_point} {corner}: {cleared_from} {rim_to}");
                assert!(clear.rect.left() >= whole.rect.left() + 5.0, "the corners are round");
                assert_eq!((border.rect, border.fill), (whole.rect, Color32::TRANSPARENT));
            }
        }
    }

    #[test]
    fn only_what_reaches_over_its_clip_is_clipped() {
        let cell = Rect::from_min_size(pos2(10.0, 10.0), vec2(100.0, 24.0));
        let line = |from: f32, to: f32| Shape::hline(from..=to, 20.0, Stroke::new(1.0, Color32::GRAY));
        for (shape, clipped) in [
            (line(20.0, 90.0), false),
            (line(20.0, 120.0), true),
            // Its softened end would be cut off.
            (line(20.0, 110.0), true),
            (line(200.0, 300.0), true),
        ] {
            let expected = if clipped { cell } else { Rect::EVERYTHING };
            assert_eq!(clip(&shape, cell, 1.0), expected, "{shape:?}");
        }
    }

    #[test]
    fn what_is_small_or_lets_the_ground_shine_through_is_painted_as_before() {
        let glass = RectShape { fill: Color32::from_black_alpha(80), ..panel(0.0, 300.0) };
        for shape in [panel(0.0, 40.0), glass] {
            assert_eq!(parts(shape.clone(), 1.0), [Shape::Rect(shape)]);
        }
    }
}
