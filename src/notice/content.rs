//! A page becomes the operators of a PDF content stream: rules and runs at their places. Decides no layout.
//!
//! The operators are written straight as text. A tree of operators and operands, one for every glyph, takes
//! longer to build and to take down than all the rest of a page.

use super::faces::{Face, Faces};
use super::frames::{Frame, Ink, Page, Picture, Run};
use super::subsets::{Place, Subsets};

/// The name under which content streams call a subset.
pub(crate) fn resource(subset: usize) -> String {
    format!("F{subset}")
}

/// The name under which content streams call a picture.
pub(crate) fn picture_name(picture: usize) -> String {
    format!("P{picture}")
}

/// Draws a page, and takes the glyphs and pictures that it uses into those of the file.
pub(crate) fn content(
    page: &Page,
    subsets: &mut Subsets,
    pictures: &mut Vec<Picture>,
    faces: &Faces,
) -> Vec<u8> {
    let mut pen = Pen::default();
    for frame in &page.frames {
        if let Frame::Picture { from, to, picture } = frame {
            let known = pictures.iter().position(|one| one.hash == picture.hash);
            let index = known.unwrap_or_else(|| {
                pictures.push(picture.clone());
                pictures.len() - 1
            });
            pen.picture(page.height, *from, *to, index);
        }
    }
    for frame in &page.frames {
        if let Frame::Rule { from, to, thickness, ink } = frame {
            pen.ink(*ink);
            pen.rule(page.height, *from, *to, *thickness);
        }
    }
    pen.operator("BT");
    for frame in &page.frames {
        if let Frame::Text(run) = frame {
            pen.ink(run.ink);
            pen.show(run, page.height, subsets, faces);
        }
    }
    pen.operator("ET");
    pen.out
}

/// The stream so far, and the graphics state as far as it was written, so that nothing is said twice.
#[derive(Default)]
struct Pen {
    out: Vec<u8>,
    ink: Option<Ink>,
    font: Option<(usize, f64)>,
    /// Thousandths of a point.
    spacing: i64,
}

impl Pen {
    fn operator(&mut self, name: &str) {
        self.out.extend(name.as_bytes());
        self.out.push(b'\n');
    }

    /// A number of so many units of 1 / 10^`places`, and a blank.
    fn number(&mut self, units: i64, places: u32) {
        let unit = 10_i64.pow(places);
        if units < 0 {
            self.out.push(b'-');
        }
        let (whole, mut rest) = (units.abs() / unit, units.abs() % unit);
        self.digits(whole);
        let mut tenth = unit / 10;
        if rest > 0 {
            self.out.push(b'.');
        }
        while rest > 0 {
            self.out.push(b'0' + (rest / tenth) as u8);
            rest %= tenth;
            tenth /= 10;
        }
        self.out.push(b' ');
    }

    fn digits(&mut self, whole: i64) {
        if whole >= 10 {
            self.digits(whole / 10);
        }
        self.out.push(b'0' + (whole % 10) as u8);
    }

    /// Two decimals of a point: a three-hundredth of a millimetre.
    fn length(&mut self, points: f64) {
        self.number(hundredths(points), 2);
    }

    fn ink(&mut self, ink: Ink) {
        if self.ink.replace(ink) != Some(ink) {
            let (r, g, b) = ink.rgb();
            for part in [r, g, b] {
                self.number((f64::from(part) / 255.0 * 10_000.0).round() as i64, 4);
            }
            self.operator("rg");
        }
    }

    /// A picture between its corners.
    fn picture(&mut self, height: f64, from: (f64, f64), to: (f64, f64), index: usize) {
        self.operator("q");
        self.length(to.0 - from.0);
        self.out.extend(b"0 0 ");
        self.length(to.1 - from.1);
        self.length(from.0);
        self.length(height - to.1);
        self.operator("cm");
        self.operator(&format!("/{} Do", picture_name(index)));
        self.operator("Q");
    }

    /// A rule as a filled rectangle.
    fn rule(&mut self, height: f64, from: (f64, f64), to: (f64, f64), thickness: f64) {
        let (across, down) = if from.1 == to.1 { (0.0, thickness) } else { (thickness, 0.0) };
        self.length(from.0 - across / 2.0);
        self.length(height - to.1 - down / 2.0);
        self.length(to.0 - from.0 + across);
        self.length(to.1 - from.1 + down);
        self.operator("re f");
    }

    /// Shows a run, in as many parts as it needs subsets: nearly always one.
    fn show(&mut self, run: &Run, height: f64, subsets: &mut Subsets, faces: &Faces) {
        let place = |glyph: &super::frames::Glyph| subsets.place(run.face, glyph.id, glyph.character);
        let places: Vec<Place> = run.glyphs.iter().map(place).collect();
        let face = faces.face(run.face);
        let mut start = 0;
        for part in places.chunk_by(|a, b| a.subset == b.subset) {
            self.part(run, start, part, height, face);
            start += part.len();
        }
    }

    /// One matrix, one spacing for most of the glyphs, corrections where a glyph differs.
    fn part(&mut self, run: &Run, start: usize, places: &[Place], height: f64, face: &Face) {
        let glyphs = &run.glyphs[start..start + places.len()];
        let origin = |at: usize| glyphs[at].left + glyphs[at].shift;
        let natural: Vec<f64> = glyphs
            .iter()
            // As the widths of the font stand in the file: whole thousandths of an em.
            .map(|glyph| (f64::from(face.advance(glyph.id)) * 1000.0).trunc() / 1000.0 * run.size)
            .collect();
        let gaps = (1..glyphs.len()).map(|at| origin(at) - origin(at - 1) - natural[at - 1]);
        let spacing = commonest(gaps.map(|gap| (gap * 1000.0).round() as i64).collect());

        let subset = places[0].subset;
        if self.font.replace((subset, run.size)) != Some((subset, run.size)) {
            self.out.push(b'/');
            self.out.extend(resource(subset).as_bytes());
            self.out.push(b' ');
            self.length(run.size);
            self.operator("Tf");
        }
        if self.spacing != spacing {
            self.spacing = spacing;
            self.number(spacing, 3);
            self.operator("Tc");
        }
        self.out.extend(b"1 0 0 1 ");
        self.length(origin(0));
        self.length(height - run.baseline);
        self.operator("Tm");

        let mut at = hundredths(origin(0)) as f64 / 100.0;
        self.out.extend(b"[<");
        for (index, place) in places.iter().enumerate() {
            for shift in [12, 8, 4, 0] {
                self.out.push(b"0123456789ABCDEF"[usize::from(place.glyph >> shift & 0xF)]);
            }
            at += natural[index] + spacing as f64 / 1000.0;
            if index + 1 == places.len() {
                break;
            }
            let off = ((at - origin(index + 1)) / run.size * 1000.0).round();
            // A thousandth of an em is below what paper shows; corrections never add up.
            if off.abs() >= 4.0 {
                at -= off * run.size / 1000.0;
                self.out.push(b'>');
                self.number(off as i64, 0);
                self.out.push(b'<');
            }
        }
        self.out.extend(b">]");
        self.operator("TJ");
    }
}

fn hundredths(points: f64) -> i64 {
    (points * 100.0).round() as i64
}

/// The gap that most glyphs of a run have; the smaller one of two that are equally common.
fn commonest(mut gaps: Vec<i64>) -> i64 {
    gaps.sort_unstable();
    let groups = gaps.chunk_by(|a, b| a == b);
    let most = groups.max_by_key(|group| (group.len(), std::cmp::Reverse(group[0].abs())));
    most.map_or(0, |group| group[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let mut pen = Pen::default();
        for (units, places) in [(0, 2), (5, 2), (-1250, 3), (700, 2), (84_188, 2), (-3, 0), (120, 0)] {
            pen.number(units, places);
        }
        assert_eq!(pen.out, b"0 0.05 -1.25 7 841.88 -3 120 ");
    }

    #[test]
    fn the_commonest_gap_is_the_spacing() {
        assert_eq!(commonest(vec![]), 0);
        assert_eq!(commonest(vec![-212, 40, -212, 900]), -212);
        assert_eq!(commonest(vec![-212, 40]), 40);
    }
}
