//! Finished pages: every glyph, rule and guide at its place, before any file format.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use super::faces::Role;
use crate::domain::fault::Citation;
use crate::domain::hash::Hash;

/// Points in a millimetre.
pub const MM: f64 = 72.0 / 25.4;

/// A typeset notice. Lengths are points (1/72 inch), from the upper left corner of the page, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    pub pages: Vec<Page>,
}

/// The face that draws a run: an index into the embedded faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub(crate) u8);

impl FaceId {
    /// Every embedded face.
    pub fn all() -> impl Iterator<Item = FaceId> {
        (0..SOURCES.len() as u8).map(FaceId)
    }

    /// The face's name and its file, so that a screen draws with the faces of the paper.
    pub fn source(self) -> (&'static str, &'static [u8]) {
        SOURCES[usize::from(self.0)]
    }
}

/// The embedded faces by the name that a PDF gives them, in the order of [`FaceId`]. A static, because a constant may
/// lie in the program as often as it is used, and this one lay there three times.
pub(super) static SOURCES: [(&str, &[u8]); 5] = [
    ("FandolFang-Regular", include_bytes!("../../fonts/FandolFang-Regular.ttf")),
    ("NotoSerifCJKsc-Bold", include_bytes!("../../fonts/NotoSerifSC-Bold.ttf")),
    ("NotoSansCJKsc-Regular", include_bytes!("../../fonts/NotoSansSC-Regular.ttf")),
    ("BinggongKai-Regular", include_bytes!("../../fonts/BinggongKai-Regular.ttf")),
    ("NotoSerifCJKsc-Black", include_bytes!("../../fonts/NotoSerifSC-Black.ttf")),
];

/// One sheet side.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub width: f64,
    pub height: f64,
    pub frames: Vec<Frame>,
}

impl Page {
    /// An empty A4 page.
    pub(crate) fn a4() -> Page {
        Page { width: 210.0 * MM, height: 297.0 * MM, frames: Vec::new() }
    }

    /// The provisions that this page cites, in reading order; one that goes on in the next line has two boxes.
    pub fn links(&self) -> Vec<Link> {
        let mut links: Vec<Link> = Vec::new();
        let runs = self.frames.iter().filter_map(|frame| match frame {
            Frame::Text(run) => Some(run),
            _ => None,
        });
        for run in runs {
            for cite in &run.cites {
                let box_ = run.box_of(cite.glyphs.clone());
                match links.last_mut() {
                    Some(link) if cite.continues && link.citation == cite.citation => link.boxes.push(box_),
                    _ => {
                        links.push(Link { boxes: vec![box_], law: cite.law.clone(), citation: cite.citation })
                    }
                }
            }
        }
        links
    }
}

/// One thing at a place.
#[derive(Clone, Debug, PartialEq)]
pub enum Frame {
    Text(Run),
    /// A straight stroke from `from` to `to`.
    Rule {
        from: (f64, f64),
        to: (f64, f64),
        thickness: f64,
        ink: Ink,
    },
    /// A photograph, from its upper left to its lower right corner.
    Picture {
        from: (f64, f64),
        to: (f64, f64),
        picture: Picture,
    },
    /// The circle where the seal goes. Screens may show it; it is never printed.
    Seal {
        centre: (f64, f64),
        diameter: f64,
    },
}

/// A photograph: as paper takes it and as a screen does. Two with the same hash are the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Names the file.
    pub hash: Hash,
    pub width: u32,
    pub height: u32,
    /// A baseline JPEG of three 8-bit components, without transparency.
    pub jpeg: Arc<[u8]>,
    /// The same, row by row, three bytes a point.
    pub rgb: Arc<[u8]>,
}

/// Characters of one face on one baseline, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    pub role: Role,
    pub face: FaceId,
    /// Points.
    pub size: f64,
    pub ink: Ink,
    pub baseline: f64,
    pub glyphs: Vec<Glyph>,
    /// The provisions that it cites; screens lead to them, paper does not.
    pub cites: Vec<Cite>,
}

/// A provision cited within a run, as far as it stands in this run.
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    pub glyphs: Range<usize>,
    /// The title before it, where one is named.
    pub law: Option<String>,
    pub citation: Citation,
    /// It began in the run before.
    pub continues: bool,
}

/// A provision cited on a page, and where: upper left and lower right corner of each of its boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub boxes: Vec<((f64, f64), (f64, f64))>,
    pub law: Option<String>,
    pub citation: Citation,
}

impl Run {
    /// The characters, in reading order.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    /// From the left edge of the first cell to the right edge of the last.
    pub fn extent(&self) -> (f64, f64) {
        let left = self.glyphs.first().map_or(0.0, |glyph| glyph.left);
        let right = self.glyphs.last().map_or(0.0, |glyph| glyph.left + glyph.advance);
        (left, right)
    }

    /// The box around some of its characters.
    fn box_of(&self, glyphs: Range<usize>) -> ((f64, f64), (f64, f64)) {
        let part = &self.glyphs[glyphs];
        let left = part.first().map_or(0.0, |glyph| glyph.left);
        let right = part.last().map_or(left, |glyph| glyph.left + glyph.advance);
        ((left, self.baseline - ASCENT * self.size), (right, self.baseline + DESCENT * self.size))
    }
}

/// How far Han type reaches above and below its baseline, in ems.
const ASCENT: f64 = 0.88;
const DESCENT: f64 = 0.14;

/// One character: its glyph, the left edge of its cell, and the cell's width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    pub character: char,
    pub id: u16,
    pub left: f64,
    pub advance: f64,
    /// Where the glyph's origin lies, from `left`.
    pub shift: f64,
}

/// The colours of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Black,
    /// The red of head and rule.
    Red,
    /// The mark of sample data, outside the type area.
    Grey,
    /// The ground of a row that heads others.
    Pale,
}

impl Ink {
    /// sRGB, 0 to 255.
    pub fn rgb(self) -> (u8, u8, u8) {
        match self {
            Ink::Black => (0, 0, 0),
            Ink::Red => (0xD7, 0, 0x0F),
            Ink::Grey => (0x7A, 0x86, 0x96),
            Ink::Pale => (0xEC, 0xEC, 0xEC),
        }
    }
}

/// The pages as text, one line a line of type, in millimetres: readable, and the same for the same frames.
pub fn frame_text(pages: &Pages) -> String {
    let mut out = String::new();
    for (index, page) in pages.pages.iter().enumerate() {
        let _ = writeln!(out, "第{}页", index + 1);
        let mut frames = page.frames.iter().peekable();
        while let Some(frame) = frames.next() {
            match frame {
                Frame::Text(first) => {
                    let (left, mut right) = first.extent();
                    let mut text = first.text();
                    // A character from the fallback face does not cut the line in two.
                    while let Some(Frame::Text(next)) = frames.peek()
                        && next.baseline == first.baseline
                        && next.role == first.role
                        && (next.extent().0 - right).abs() < 0.5 * next.size
                    {
                        right = next.extent().1;
                        let _ = write!(text, "{}", next.text());
                        frames.next();
                    }
                    let (left, right, baseline) = (left / MM, right / MM, first.baseline / MM);
                    let (role, size) = (first.role.name(), first.size);
                    let _ = writeln!(out, "{baseline:6.1}  {left:5.1}–{right:5.1}  {role}{size:.1}  {text}");
                }
                Frame::Rule { from, to, thickness, .. } => {
                    let _ = writeln!(
                        out,
                        "{:6.1}  {:5.1}–{:5.1}  线{:.2}  至{:.1}",
                        from.1 / MM,
                        from.0 / MM,
                        to.0 / MM,
                        thickness / MM,
                        to.1 / MM
                    );
                }
                Frame::Picture { from, to, .. } => {
                    let _ = writeln!(
                        out,
                        "{:6.1}  {:5.1}–{:5.1}  照片  至{:.1}",
                        from.1 / MM,
                        from.0 / MM,
                        to.0 / MM,
                        to.1 / MM
                    );
                }
                Frame::Seal { centre, diameter } => {
                    let _ = writeln!(
                        out,
                        "{:6.1}  {:5.1}        印章位  直径{:.0}",
                        centre.1 / MM,
                        centre.0 / MM,
                        diameter / MM
                    );
                }
            }
        }
    }
    out
}
