//! Pages of a PDF that somebody attached, as points: whatever such a file holds, it breaks nothing but its own page.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use super::photo::Picture;

/// The highest page that is drawn, in points: a strip of cloth is no page.
const HIGHEST: f32 = 12_000.0;

/// A page, from 0, as wide as that; none where it cannot be drawn.
pub fn page(bytes: &Arc<Vec<u8>>, page: u32, width: u32) -> Option<Picture> {
    // The reader of a foreign file must not take the thread with it that reads the ledger.
    catch_unwind(AssertUnwindSafe(|| drawn(bytes, page, width))).ok().flatten()
}

fn drawn(bytes: &Arc<Vec<u8>>, page: u32, width: u32) -> Option<Picture> {
    let pdf = Pdf::new(Arc::clone(bytes)).ok()?;
    let pages = pdf.pages();
    let page = pages.get(page as usize)?;
    let (wide, high) = page.render_dimensions();
    if !(wide >= 1.0 && high >= 1.0) {
        return None;
    }
    let scale = (width as f32 / wide).min(HIGHEST / high);
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let cache = RenderCache::new();
    let shown = render(page, &cache, &InterpreterSettings::default(), &RenderSettings::default(), &size);
    let rgb =
        shown.data_as_u8_slice().chunks_exact(4).flat_map(|point| [point[0], point[1], point[2]]).collect();
    Some(Picture { width: shown.width().into(), height: shown.height().into(), rgb })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pdf_is_no_page() {
        for bytes in [&b""[..], b"%PDF-1.7", b"%PDF-1.7\ntrailer\n<< /Root 1 0 R >>\n%%EOF"] {
            assert_eq!(page(&Arc::new(bytes.to_vec()), 0, 400), None);
        }
    }
}
