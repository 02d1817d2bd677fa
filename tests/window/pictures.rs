//! Pictures of every place, painted without a graphics card or a display: what a contact sheet is made of.
//!
//! `BINGGONG_PICTURES=DIR cargo test --test window pictures -- --ignored` writes them; `.ci/contact-sheet DIR`
//! does that and lays them side by side. With `BINGGONG_PLACES=过问` only such places are painted, at 1366×768 and as
//! the same screen shows them at 125 %.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;

use binggong::ui::theme::theme_of;
use eframe::egui::{
    Color32, ImageData, Mesh, Pos2, Rect, TextureId, TexturesDelta, Vec2, epaint::Primitive, pos2, vec2,
};
use egui_kittest::TestRenderer;

use super::places::{walk, wanted};
use super::seat::{LAPTOP, SMALL, Seat, View};

/// The textures of a window, as they came frame by frame.
#[derive(Clone, Default)]
pub struct Textures(Rc<RefCell<HashMap<TextureId, Texture>>>);

#[derive(Default)]
struct Texture {
    size: [usize; 2],
    pixels: Vec<Color32>,
}

impl TestRenderer for Textures {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        let mut all = self.0.borrow_mut();
        let changes =
            delta.set.drain().flat_map(|(id, changes)| changes.into_iter().map(move |one| (id, one)));
        for (id, change) in changes {
            let ImageData::Color(image) = &change.image;
            let texture = all.entry(id).or_default();
            let Some([left, top]) = change.pos else {
                *texture = Texture { size: image.size, pixels: image.pixels.clone() };
                continue;
            };
            for (y, line) in image.pixels.chunks(image.size[0]).enumerate() {
                let from = (top + y) * texture.size[0] + left;
                texture.pixels[from..from + line.len()].copy_from_slice(line);
            }
        }
        for id in delta.free.drain() {
            all.remove(&id);
        }
    }
}

impl Texture {
    /// The colour between four pixels, as a graphics card takes it.
    fn at(&self, uv: Pos2) -> [f32; 4] {
        let (x, y) = (uv.x * self.size[0] as f32 - 0.5, uv.y * self.size[1] as f32 - 0.5);
        let (x0, y0) = (x.floor(), y.floor());
        let (dx, dy) = (x - x0, y - y0);
        let mut sum = [0.0; 4];
        for (ox, oy, weight) in [
            (0.0, 0.0, (1.0 - dx) * (1.0 - dy)),
            (1.0, 0.0, dx * (1.0 - dy)),
            (0.0, 1.0, (1.0 - dx) * dy),
            (1.0, 1.0, dx * dy),
        ] {
            if weight > 0.0 {
                let x = (x0 + ox).clamp(0.0, self.size[0] as f32 - 1.0) as usize;
                let y = (y0 + oy).clamp(0.0, self.size[1] as f32 - 1.0) as usize;
                let pixel = self.pixels[y * self.size[0] + x].to_array();
                for (sum, part) in sum.iter_mut().zip(pixel) {
                    *sum += weight * f32::from(part);
                }
            }
        }
        sum
    }
}

/// A picture in memory, premultiplied as egui's colours are.
struct Picture {
    size: [usize; 2],
    pixels: Vec<[f32; 3]>,
}

impl Picture {
    /// What the window shows now.
    fn of(seat: &Seat, view: &View) -> Picture {
        let size = view.size * view.scale;
        let size = [size.x.round() as usize, size.y.round() as usize];
        // Nothing is painted over the ground of the window, which is cleared to this colour.
        let ground = theme_of(view.dark).app.to_array();
        let ground = [ground[0], ground[1], ground[2]].map(f32::from);
        let mut picture = Picture { size, pixels: vec![ground; size[0] * size[1]] };
        let scale = seat.window.ctx.pixels_per_point();
        let textures = seat.textures.0.borrow();
        for clipped in seat.window.ctx.tessellate(seat.window.output().shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = &clipped.primitive else { continue };
            let Some(texture) = textures.get(&mesh.texture_id) else { continue };
            let clip = Rect::from_min_max(
                (clipped.clip_rect.min.to_vec2() * scale).round().to_pos2(),
                (clipped.clip_rect.max.to_vec2() * scale).round().to_pos2(),
            );
            picture.mesh(mesh, texture, clip, scale);
        }
        picture
    }

    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |i: usize| mesh.vertices[corners[i] as usize];
            let (a, b, c) = (corner(0), corner(1), corner(2));
            let at = |pos: Pos2| (pos.to_vec2() * scale).to_pos2();
            let (pa, pb, pc) = (at(a.pos), at(b.pos), at(c.pos));
            let whole = cross(pb - pa, pc - pa);
            if whole == 0.0 {
                continue;
            }
            let bounds = Rect::from_points(&[pa, pb, pc]).intersect(clip);
            let (left, right) = (bounds.left().max(0.0) as usize, bounds.right().ceil().max(0.0) as usize);
            let (top, bottom) = (bounds.top().max(0.0) as usize, bounds.bottom().ceil().max(0.0) as usize);
            let flat = a.uv == b.uv && b.uv == c.uv;
            let flat_texel = texture.at(a.uv);
            for y in top..bottom.min(self.size[1]) {
                for x in left..right.min(self.size[0]) {
                    let p = pos2(x as f32 + 0.5, y as f32 + 0.5);
                    if !clip.contains(p) {
                        continue;
                    }
                    // In full precision: along a seam no pixel is left out and none is painted twice.
                    let (u, v) = (cross(pc - pb, p - pb) / whole, cross(pa - pc, p - pc) / whole);
                    let w = cross(pb - pa, p - pa) / whole;
                    if u < 0.0 || v < 0.0 || w < 0.0 {
                        continue;
                    }
                    let (u, v, w) = (u as f32, v as f32, w as f32);
                    let uv = (a.uv.to_vec2() * u + b.uv.to_vec2() * v + c.uv.to_vec2() * w).to_pos2();
                    let texel = if flat { flat_texel } else { texture.at(uv) };
                    let (ca, cb, cc) = (a.color.to_array(), b.color.to_array(), c.color.to_array());
                    let ink = |i: usize| {
                        let blend = f32::from(ca[i]) * u + f32::from(cb[i]) * v + f32::from(cc[i]) * w;
                        blend * texel[i] / 255.0
                    };
                    let cover = ink(3) / 255.0;
                    let pixel = &mut self.pixels[y * self.size[0] + x];
                    for (i, part) in pixel.iter_mut().enumerate() {
                        *part = ink(i) + *part * (1.0 - cover);
                    }
                }
            }
        }
    }

    /// Writes it in the plainest format there is.
    fn write(&self, path: &Path) {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
        write!(file, "P6\n{} {}\n255\n", self.size[0], self.size[1]).unwrap();
        for pixel in &self.pixels {
            file.write_all(&pixel.map(|part| part.round().clamp(0.0, 255.0) as u8)).unwrap();
        }
    }
}

fn cross(one: Vec2, other: Vec2) -> f64 {
    f64::from(one.x) * f64::from(other.y) - f64::from(one.y) * f64::from(other.x)
}

/// Writes what the window shows now, where `BINGGONG_PICTURES` names a folder.
pub fn shown(seat: &Seat, view: &View, name: &str) {
    let Ok(dir) = std::env::var("BINGGONG_PICTURES") else { return };
    std::fs::create_dir_all(&dir).unwrap();
    Picture::of(seat, view).write(&Path::new(&dir).join(format!("{name}.ppm")));
}

#[test]
#[ignore = "writes some two hundred pictures to look at"]
fn pictures_of_every_place() {
    let dir = std::env::var("BINGGONG_PICTURES").expect("BINGGONG_PICTURES names a folder");
    let wanted = wanted();
    let other = if wanted.is_some() { (SMALL, 1.25) } else { (vec2(1920.0, 1080.0), 1.0) };
    for (size, scale) in [(LAPTOP, 1.0), other] {
        let Vec2 { x: width, y: height } = size;
        for dark in [false, true] {
            let view = View { size, scale, dark };
            let paint = if dark { "dark" } else { "light" };
            let folder = Path::new(&dir).join(format!("{width}x{height}-{paint}"));
            std::fs::create_dir_all(&folder).unwrap();
            let mut count = 0;
            walk(&view, |seat, place| {
                count += 1;
                if !wanted.as_ref().is_none_or(|wanted| place.name.contains(wanted)) {
                    return;
                }
                let name = format!("{count:02}-{}.ppm", place.name.replace(['/', ' '], "-"));
                Picture::of(seat, &view).write(&folder.join(name));
            });
        }
    }
}
