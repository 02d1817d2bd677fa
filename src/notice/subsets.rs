//! The glyphs that a PDF file uses, face by face, and the small fonts cut from the faces for them.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::{RawFace, Tag, maxp};

use super::faces::Faces;
use super::frames::FaceId;

/// Which glyphs of which faces a file uses, and as which characters. Grows while pages are drawn.
#[derive(Default)]
pub(crate) struct Subsets {
    all: Vec<Subset>,
    /// The subset and the glyph in it that draw a character with a face's glyph.
    places: HashMap<(FaceId, u16, char), Place>,
}

/// A glyph of a subset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub subset: usize,
    pub glyph: u16,
}

/// Some glyphs of one face.
pub(crate) struct Subset {
    pub face: FaceId,
    remapper: GlyphRemapper,
    /// For each new glyph but the first (.notdef): the old one, and its character.
    pub glyphs: Vec<(u16, char)>,
}

impl Subsets {
    /// Where a character's glyph stands in the file's fonts; it is taken in at its first use.
    ///
    /// A glyph that stands for two characters goes into two subsets of its face: each subset has one table
    /// from glyph to character, and both characters must be read back.
    pub(crate) fn place(&mut self, face: FaceId, glyph: u16, character: char) -> Place {
        let all = &mut self.all;
        *self.places.entry((face, glyph, character)).or_insert_with(|| {
            let free = |subset: &Subset| subset.face == face && subset.remapper.get(glyph).is_none();
            let index = all.iter().position(free).unwrap_or_else(|| {
                all.push(Subset { face, remapper: GlyphRemapper::new(), glyphs: Vec::new() });
                all.len() - 1
            });
            let subset = &mut all[index];
            subset.glyphs.push((glyph, character));
            Place { subset: index, glyph: subset.remapper.remap(glyph) }
        })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Subset> {
        self.all.iter()
    }
}

impl Subset {
    /// The font program with only these glyphs, and how many it holds.
    pub(crate) fn program(&self, faces: &Faces) -> Result<(Vec<u8>, u16), String> {
        let cut = subsetter::subset(faces.face(self.face).bytes, 0, &self.remapper);
        let cut = cut.map_err(|error| error.to_string())?;
        let count = number_of_glyphs(&cut).ok_or("maxp")?;
        Ok((needed(&cut).ok_or("sfnt")?, count))
    }

    /// Six capitals that follow from the glyphs, as the PDF standard asks of subsets.
    pub(crate) fn tag(&self) -> String {
        let mut hash = Sha256::new();
        for (glyph, character) in &self.glyphs {
            hash.update(glyph.to_be_bytes());
            hash.update(u32::from(*character).to_be_bytes());
        }
        hash.finalize()[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
    }
}

fn number_of_glyphs(font: &[u8]) -> Option<u16> {
    let maxp = RawFace::parse(font, 0).ok()?.table(Tag::from_bytes(b"maxp"))?;
    Some(maxp::Table::parse(maxp)?.number_of_glyphs.get())
}

/// The font without its names and PostScript data: no PDF reader asks for them, and they take a kilobyte.
fn needed(font: &[u8]) -> Option<Vec<u8>> {
    let face = RawFace::parse(font, 0).ok()?;
    let wanted = |tag: Tag| ![Tag::from_bytes(b"name"), Tag::from_bytes(b"post")].contains(&tag);
    let records: Vec<_> = face.table_records.into_iter().filter(|record| wanted(record.tag)).collect();
    let count = records.len() as u16;
    let power = count.checked_ilog2()?;
    let mut out = font.get(..4)?.to_vec();
    for number in [count, 16 << power, power as u16, 16 * count - (16 << power)] {
        out.extend(number.to_be_bytes());
    }
    // Tables keep their order and their sums; only their places change.
    let mut offset = 12 + 16 * records.len();
    for record in &records {
        out.extend(record.tag.to_bytes());
        for number in [record.check_sum, offset as u32, record.length] {
            out.extend(number.to_be_bytes());
        }
        offset += (record.length as usize).next_multiple_of(4);
    }
    let mut head = None;
    for record in &records {
        if record.tag == Tag::from_bytes(b"head") {
            head = Some(out.len() + 8);
        }
        out.extend(face.table(record.tag)?);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    // The sum of the whole, taken with the field itself at zero.
    let head = head?;
    out.get_mut(head..head + 4)?.fill(0);
    let words = out.chunks_exact(4).map(|word| u32::from_be_bytes([word[0], word[1], word[2], word[3]]));
    let sum = 0xB1B0_AFBA_u32.wrapping_sub(words.fold(0, u32::wrapping_add));
    out[head..head + 4].copy_from_slice(&sum.to_be_bytes());
    Some(out)
}
