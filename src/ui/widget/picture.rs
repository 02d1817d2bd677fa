//! Photographs as textures: made at their first frame, kept while they are looked at.

use std::sync::Arc;

use eframe::egui::{ColorImage, Context, Id, TextureHandle, TextureOptions};

use crate::domain::hash::Hash;
use crate::notice::frames::Picture;

/// How many are kept: more than one screen shows.
const KEPT: usize = 8;

/// The texture of a picture.
pub fn texture(ctx: &Context, picture: &Picture) -> TextureHandle {
    let id = Id::unique("pictures");
    let mut kept: Arc<Vec<(Hash, TextureHandle)>> = ctx.data(|data| data.get_temp(id)).unwrap_or_default();
    if let Some((_, texture)) = kept.iter().find(|(hash, _)| *hash == picture.hash) {
        return texture.clone();
    }
    let size = [picture.width as usize, picture.height as usize];
    let image = ColorImage::from_rgb(size, &picture.rgb);
    let texture = ctx.load_texture(picture.hash.to_string(), image, TextureOptions::LINEAR);
    let all = Arc::make_mut(&mut kept);
    all.insert(0, (picture.hash, texture.clone()));
    all.truncate(KEPT);
    ctx.data_mut(|data| data.insert_temp(id, kept));
    texture
}
