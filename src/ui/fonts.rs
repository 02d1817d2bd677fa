//! The faces of the screen: 黑体 in two weights, the icons, and those of the paper for its preview.
//!
//! All are compiled in, so that a name looks the same on every machine. They are read where they lie in the
//! program file; glyphs are drawn when they are first needed.

use std::sync::Arc;

use eframe::egui::{
    Context, FontData, FontDefinitions, FontFamily, FontTweak, FullOutput, Plugin, TextureId, TextureOptions,
};

use crate::notice::frames::FaceId;

/// The family of the bold weight.
pub const BOLD: &str = "bold";
/// The family of the icons.
pub const ICONS: &str = "icons";

/// The paper's face that has what 黑体 lacks.
const KAI: &str = "BinggongKai-Regular";

// The regular weight is in the program twice. This one has its designers' hints, which cost nothing. The paper's has
// none, so that it would be hinted by egui, which then looks through all its characters at each change of size: the
// first picture of a list took half as long again.
static SANS_FACE: (&str, &[u8]) = ("screen", include_bytes!("../../fonts/NotoSansSC-Regular.otf"));
static BOLD_FACE: (&str, &[u8]) = ("NotoSansCJKsc-Bold", include_bytes!("../../fonts/NotoSansSC-Bold.otf"));
static ICON_FACE: (&str, &[u8]) = ("Phosphor", include_bytes!("../../fonts/Phosphor-Regular.ttf"));

/// Gives egui the faces.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
    ctx.add_plugin(AsDrawn);
}

/// Has the picture of the glyphs taken as it is. Each glyph was drawn for the pixels that it falls upon, so that
/// mixing every four pixels into one changes nothing, and a machine without a graphics card mixes for long.
struct AsDrawn;

impl Plugin for AsDrawn {
    fn debug_name(&self) -> &'static str {
        "as_drawn"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        for change in output.textures_delta.set.get_mut(&TextureId::default()).into_iter().flatten() {
            change.options = TextureOptions::NEAREST;
        }
    }
}

/// The family that draws with one face of the paper alone.
pub fn paper_family(face: FaceId) -> &'static str {
    face.source().0
}

/// The faces and in which order each family asks them for a character.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in FaceId::all().map(FaceId::source).chain([SANS_FACE, BOLD_FACE, ICON_FACE]) {
        let mut data = FontData::from_static(bytes);
        if name == ICON_FACE.0 {
            // The icons sit on the baseline of a Latin face; Han characters hang lower.
            data.tweak = FontTweak { y_offset_factor: 0.04, ..FontTweak::default() };
        }
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
        fonts.families.insert(FontFamily::Name(name.into()), vec![name.to_owned()]);
    }
    let family = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, family(&[SANS_FACE.0, KAI]));
    fonts.families.insert(FontFamily::Monospace, family(&[SANS_FACE.0, KAI]));
    fonts.families.insert(FontFamily::Name(BOLD.into()), family(&[BOLD_FACE.0, SANS_FACE.0, KAI]));
    fonts.families.insert(FontFamily::Name(ICONS.into()), family(&[ICON_FACE.0, SANS_FACE.0]));
    fonts
}
