//! Photographs of people: whatever a camera or scanner gave becomes one small upright JPEG.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, RgbImage};

/// Largest file that is read, in bytes: more than any camera's JPEG, less than a machine's patience.
pub const FILE_MOST: usize = 16 << 20;
/// Longest side of the picture that is looked at: 100 megapixels and more are no photograph of a person.
const SIDE_MOST: u32 = 12_000;
/// Memory that decoding may take.
const MEMORY_MOST: u64 = 512 << 20;
/// Shortest side that still shows a face on paper.
const SIDE_LEAST: u32 = 100;
/// What is kept fits into this: 35 mm × 49 mm at 300 dots to the inch, rounded up.
const KEPT: (u32, u32) = (480, 640);
const QUALITY: u8 = 88;

/// Why a file is no photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Of another kind than JPEG and PNG.
    Kind,
    TooLarge,
    TooSmall,
    Damaged,
}

impl Unfit {
    /// What is wrong and what to do.
    pub fn sentence(self) -> String {
        match self {
            Unfit::Kind => "这个文件不是 JPEG 或者 PNG 图片，请换一张照片。".to_owned(),
            Unfit::TooLarge => {
                format!("照片太大（不超过{} MB，每边不超过{SIDE_MOST}像素），请先缩小。", FILE_MOST >> 20)
            }
            Unfit::TooSmall => format!("照片太小，每边至少{SIDE_LEAST}像素，请换一张清楚的。"),
            Unfit::Damaged => "照片文件打不开，可能已经损坏，请重新拷贝或者另存后再选。".to_owned(),
        }
    }
}

/// A picture as points on a screen, row by row, three bytes a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub rgb: Vec<u8>,
}

/// Makes a small upright JPEG of a photograph; where it was taken, and by which camera, is left out.
///
/// # Errors
/// Another kind of file, a damaged one, one that is too large or too small.
pub fn prepare(bytes: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut picture = upright(bytes, SIDE_LEAST)?;
    if picture.width() > KEPT.0 || picture.height() > KEPT.1 {
        picture = picture.resize(KEPT.0, KEPT.1, FilterType::Triangle);
    }
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode_image(&on_white(&picture))
        .map_err(|_| Unfit::Damaged)?;
    Ok(jpeg)
}

/// The points of any JPEG or PNG, no larger than this on either side.
///
/// # Errors
/// Another kind of file, a damaged one, one that is too large.
pub fn shown(bytes: &[u8], most: u32) -> Result<Picture, Unfit> {
    let mut picture = upright(bytes, 1)?;
    if picture.width() > most || picture.height() > most {
        picture = picture.resize(most, most, FilterType::Triangle);
    }
    let rgb = on_white(&picture);
    Ok(Picture { width: rgb.width(), height: rgb.height(), rgb: rgb.into_raw() })
}

/// The points of any JPEG or PNG, no wider than this; a scan may be a larger file than a photograph.
///
/// # Errors
/// As [`shown`], but for the size of the file.
pub(super) fn sized(bytes: &[u8], width: u32) -> Result<Picture, Unfit> {
    let mut picture = upright_of_any_size(bytes, 1)?;
    if picture.width() > width {
        picture = picture.resize(width, u32::MAX, FilterType::Triangle);
    }
    let rgb = on_white(&picture);
    Ok(Picture { width: rgb.width(), height: rgb.height(), rgb: rgb.into_raw() })
}

/// A picture as it was meant to be seen.
fn upright(bytes: &[u8], least: u32) -> Result<DynamicImage, Unfit> {
    if bytes.len() > FILE_MOST {
        return Err(Unfit::TooLarge);
    }
    upright_of_any_size(bytes, least)
}

fn upright_of_any_size(bytes: &[u8], least: u32) -> Result<DynamicImage, Unfit> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| Unfit::Damaged)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png)) {
        return Err(Unfit::Kind);
    }
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(SIDE_MOST), Some(SIDE_MOST));
    limits.max_alloc = Some(MEMORY_MOST);
    reader.limits(limits);
    let unfit = |error: image::ImageError| match error {
        image::ImageError::Limits(_) => Unfit::TooLarge,
        _ => Unfit::Damaged,
    };
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    let (width, height) = decoder.dimensions();
    if width.min(height) < least {
        return Err(Unfit::TooSmall);
    }
    let upright = decoder.orientation().map_err(unfit)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unfit)?;
    picture.apply_orientation(upright);
    Ok(picture)
}

/// A picture without transparency: what shone through becomes white, as on paper.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let over = |one: u8| {
            let (one, alpha) = (u16::from(one), u16::from(alpha));
            ((one * alpha + 255 * (255 - alpha)) / 255) as u8
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

/// The points of a picture that [`prepare`] made.
///
/// # Errors
/// Bytes that are no such picture.
pub fn picture(jpeg: &[u8]) -> Result<Picture, Unfit> {
    let decoded = image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).map_err(|_| Unfit::Damaged)?;
    let rgb = decoded.into_rgb8();
    Ok(Picture { width: rgb.width(), height: rgb.height(), rgb: rgb.into_raw() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32, point: [u8; 4]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbaImage::from_pixel(width, height, image::Rgba(point))
            .write_to(&mut bytes, ImageFormat::Png)
            .expect("a picture");
        bytes.into_inner()
    }

    #[test]
    fn a_large_picture_is_made_small_and_keeps_its_shape() {
        let kept = prepare(&png(1200, 1600, [200, 30, 30, 255])).expect("a photograph");
        let shown = picture(&kept).expect("points");
        assert_eq!((shown.width, shown.height), KEPT);
        assert!(kept.len() < 60_000, "{} bytes", kept.len());
    }

    #[test]
    fn what_shines_through_becomes_white() {
        let shown = picture(&prepare(&png(120, 160, [0, 0, 0, 0])).expect("a photograph")).expect("points");
        assert!(shown.rgb.iter().all(|one| *one > 250));
    }

    #[test]
    fn what_is_no_photograph_is_refused_with_the_reason() {
        assert_eq!(prepare(b"GIF89a and more"), Err(Unfit::Kind));
        assert_eq!(prepare(b""), Err(Unfit::Kind));
        assert_eq!(prepare(&png(40, 60, [0, 0, 0, 255])), Err(Unfit::TooSmall));
        assert_eq!(prepare(&vec![0; FILE_MOST + 1]), Err(Unfit::TooLarge));
        let whole = png(300, 400, [9, 9, 9, 255]);
        assert_eq!(prepare(&whole[..whole.len() / 2]), Err(Unfit::Damaged));
    }
}
