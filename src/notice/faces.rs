//! The embedded faces: which face draws a character, with which glyph, in how wide a cell.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::frames::{FaceId, SOURCES};

/// What a run of text is for; each role has its face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 正文, 三号仿宋.
    Body,
    /// 标题, 小标宋.
    Title,
    /// 一级标题 and labels of tables, 黑体.
    Hei,
    /// 二级标题, 楷体.
    Kai,
    /// 发文机关标志, the red head.
    Head,
}

impl Role {
    /// The name by which people who write documents call the face.
    pub fn name(self) -> &'static str {
        match self {
            Role::Body => "仿宋",
            Role::Title => "小标宋",
            Role::Hei => "黑体",
            Role::Kai => "楷体",
            Role::Head => "红头",
        }
    }
}

/// One character as a face draws it. Lengths in ems.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    pub face: FaceId,
    pub glyph: u16,
    /// Width of the cell that the character fills: 1 for Han and Chinese punctuation.
    pub width: f32,
    /// Where the glyph's origin lies inside its cell.
    pub shift: f32,
}

/// A parsed face and a table from character to glyph, so that typesetting never searches a cmap.
pub struct Face {
    pub(crate) name: &'static str,
    pub(crate) bytes: &'static [u8],
    pub(crate) parsed: ttf_parser::Face<'static>,
    basic: Box<[u16]>,
    beyond: BTreeMap<char, u16>,
}

/// The faces, in the order of [`FaceId`].
pub struct Faces {
    faces: Vec<Face>,
}

const FANG: FaceId = FaceId(0);
/// The face with the most Han; it draws what the others lack, one character at a time.
const KAI: FaceId = FaceId(3);
const FALLBACK: [FaceId; 4] = [KAI, FaceId(2), FaceId(1), FANG];

impl Faces {
    /// The faces built into the program, parsed once, at their first use.
    pub fn embedded() -> &'static Faces {
        static FACES: OnceLock<Faces> = OnceLock::new();
        FACES.get_or_init(|| Faces { faces: SOURCES.map(|(name, bytes)| Face::parse(name, bytes)).into() })
    }

    pub(crate) fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// How a character is drawn in a role; `None` when no face has it.
    pub fn shape(&self, role: Role, character: char) -> Option<Shape> {
        let own = match role {
            Role::Body => FANG,
            Role::Title => FaceId(1),
            Role::Hei => FaceId(2),
            Role::Kai => KAI,
            Role::Head => FaceId(4),
        };
        let fit = |id: FaceId| self.face(id).shape(id, character);
        // The quotation marks of the 楷体 face are Latin ones, a third of a cell wide.
        if matches!(character, '“' | '”' | '‘' | '’')
            && let Some(shape) = fit(own)
            && shape.shift > 0.2
        {
            return fit(FANG);
        }
        fit(own).or_else(|| FALLBACK.iter().find_map(|&id| fit(id)))
    }
}

impl Face {
    fn parse(name: &'static str, bytes: &'static [u8]) -> Face {
        let parsed = ttf_parser::Face::parse(bytes, 0).expect("the embedded faces are whole");
        let mut basic = vec![0; 0x1_0000].into_boxed_slice();
        let mut beyond = BTreeMap::new();
        let subtables = parsed.tables().cmap.iter().flat_map(|cmap| cmap.subtables);
        for subtable in subtables.filter(|subtable| subtable.is_unicode()) {
            subtable.codepoints(|code| {
                let Some(glyph) = subtable.glyph_index(code) else { return };
                match (basic.get_mut(code as usize), char::from_u32(code)) {
                    (Some(slot), _) => *slot = glyph.0,
                    (None, Some(character)) => drop(beyond.insert(character, glyph.0)),
                    (None, None) => {}
                }
            });
        }
        Face { name, bytes, parsed, basic, beyond }
    }

    fn shape(&self, id: FaceId, character: char) -> Option<Shape> {
        let glyph = match self.basic.get(character as usize) {
            Some(&glyph) => glyph,
            None => self.beyond.get(&character).copied().unwrap_or(0),
        };
        if glyph == 0 {
            return None;
        }
        let natural = self.advance(glyph);
        let width = if fills_a_cell(character) { 1.0 } else { natural };
        Some(Shape { face: id, glyph, width, shift: (width - natural) / 2.0 })
    }

    /// The natural advance of a glyph in ems.
    pub(crate) fn advance(&self, glyph: u16) -> f32 {
        let units = self.parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0);
        f32::from(units) / f32::from(self.parsed.units_per_em())
    }
}

/// Whether a character takes a whole cell of the grid whatever its face says.
pub(crate) fn fills_a_cell(character: char) -> bool {
    match character {
        '·' | '×' | '÷' | '±' | '—' | '…' | '‘' | '’' | '“' | '”' | '※' => true,
        '\u{FF61}'..='\u{FFDC}' => false,
        '\u{2100}'..='\u{27BF}' => true,
        c => c >= '\u{2E80}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_names_have_a_glyph_in_every_role() {
        for role in [Role::Body, Role::Title, Role::Hei, Role::Kai, Role::Head] {
            for character in "䶮㛃𬭳喆镕堃𫖯".chars() {
                assert!(Faces::embedded().shape(role, character).is_some(), "{character} in {}", role.name());
            }
        }
    }

    #[test]
    fn han_and_chinese_punctuation_fill_one_cell() {
        for role in [Role::Body, Role::Title, Role::Hei, Role::Kai] {
            for character in "示，。、；：？！（）〔〕《》“”‘’—…·℃䶮".chars() {
                let shape = Faces::embedded().shape(role, character).expect("a glyph");
                assert_eq!(shape.width, 1.0, "{character} in {}", role.name());
            }
        }
    }

    #[test]
    fn a_character_that_no_face_has_is_none() {
        assert_eq!(Faces::embedded().shape(Role::Body, '🚒'), None);
        assert_eq!(Faces::embedded().shape(Role::Body, '\u{2065}'), None);
    }
}
