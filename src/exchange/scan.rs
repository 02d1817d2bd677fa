//! Scans of documents: what kind of file one is by its bytes, whether it is whole, and a picture's points.

use std::io::Cursor;

use image::ImageReader;

use super::photo::{Picture, Unfit, sized};

/// Largest scan that is taken, in bytes.
pub const SCAN_MOST: u64 = 200 << 20;

/// Kinds of files that are shown inside the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanKind {
    Pdf,
    Jpeg,
    Png,
}

impl ScanKind {
    /// What a file is, by its bytes; by its name only where its beginning is damaged.
    pub fn of(name: &str, bytes: &[u8]) -> Option<ScanKind> {
        let head = &bytes[..bytes.len().min(1024)];
        if head.windows(5).any(|five| five == b"%PDF-") {
            return Some(ScanKind::Pdf);
        }
        match head {
            [0xFF, 0xD8, 0xFF, ..] => Some(ScanKind::Jpeg),
            [0x89, b'P', b'N', b'G', ..] => Some(ScanKind::Png),
            _ => ScanKind::named(name).filter(|_| !is_another(head)),
        }
    }

    /// What a file is by its name.
    pub fn named(name: &str) -> Option<ScanKind> {
        let (_, end) = name.rsplit_once('.')?;
        match end.to_lowercase().as_str() {
            "pdf" => Some(ScanKind::Pdf),
            "jpg" | "jpeg" => Some(ScanKind::Jpeg),
            "png" => Some(ScanKind::Png),
            _ => None,
        }
    }

    /// The media type.
    pub const fn media(self) -> &'static str {
        match self {
            ScanKind::Pdf => "application/pdf",
            ScanKind::Jpeg => "image/jpeg",
            ScanKind::Png => "image/png",
        }
    }

    /// The kind with a media type.
    pub fn with_media(media: &str) -> Option<ScanKind> {
        [ScanKind::Pdf, ScanKind::Jpeg, ScanKind::Png].into_iter().find(|kind| kind.media() == media)
    }
}

/// Whether a file plainly is of a kind that its name does not say: a picture that is a ZIP, say.
fn is_another(head: &[u8]) -> bool {
    [&b"PK\x03\x04"[..], b"GIF8", b"BM", b"RIFF", b"\xD0\xCF\x11\xE0", b"II*\0", b"MM\0*"]
        .iter()
        .any(|mark| head.starts_with(mark))
}

/// Whether a picture is whole as far as its ends tell: decoding five hundred would take minutes.
pub fn is_whole_picture(kind: ScanKind, bytes: &[u8]) -> bool {
    let end: &[u8] = match kind {
        ScanKind::Pdf => return false,
        ScanKind::Jpeg => b"\xFF\xD9",
        ScanKind::Png => b"IEND\xAE\x42\x60\x82",
    };
    // Scanners pad their files.
    let tail = &bytes[bytes.len().saturating_sub(4096)..];
    let size = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let size = size.and_then(|reader| reader.into_dimensions().ok());
    tail.windows(end.len()).any(|part| part == end) && size.is_some_and(|(wide, high)| wide > 0 && high > 0)
}

/// A picture for the screen, as wide as that, upright and on white.
///
/// # Errors
/// A damaged picture, or one that is too large.
pub fn picture(bytes: &[u8], width: u32) -> Result<Picture, Unfit> {
    sized(bytes, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png() -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::from_pixel(40, 60, image::Rgb([200, 30, 30]))
            .write_to(&mut bytes, image::ImageFormat::Png)
            .expect("a picture");
        bytes.into_inner()
    }

    #[test]
    fn a_file_is_what_its_bytes_are() {
        let png = png();
        assert_eq!(ScanKind::of("甲.pdf", &png), Some(ScanKind::Png));
        assert_eq!(ScanKind::of("甲", b"\r\n%PDF-1.4"), Some(ScanKind::Pdf));
        assert_eq!(ScanKind::of("甲.jpg", b"\0\0\0\0"), Some(ScanKind::Jpeg));
        assert_eq!(ScanKind::of("甲.jpg", b"PK\x03\x04"), None);
        assert_eq!(ScanKind::of("甲.docx", b"\0\0\0\0"), None);
    }

    #[test]
    fn a_picture_that_breaks_off_is_known_by_its_end() {
        let png = png();
        assert!(is_whole_picture(ScanKind::Png, &png));
        assert!(!is_whole_picture(ScanKind::Png, &png[..png.len() - 20]));
        assert!(!is_whole_picture(ScanKind::Jpeg, b"\xFF\xD8\xFF\xD9"));
    }

    #[test]
    fn a_picture_is_as_wide_as_the_page() {
        let shown = picture(&png(), 20).expect("points");
        assert_eq!((shown.width, shown.height), (20, 30));
        assert_eq!(picture(&png(), 400).expect("points").width, 40, "nothing is made up");
    }
}
