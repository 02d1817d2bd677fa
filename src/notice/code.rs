//! A two-dimensional code on paper: its dark squares as rules, in the order in which a scanner reads them.

use qrcode::{Color, EcLevel, QrCode};

use super::TypesetError;
use super::flow::Piece;
use super::frames::{Frame, Ink, MM};

/// Side of the code without the blank rim that scanners want.
const SIDE: f64 = 36.0 * MM;
/// The rim, in squares.
const RIM: f64 = 4.0;

/// The code of a text, centred. A quarter of it may be soiled or creased and it still reads.
pub(crate) fn piece(text: &str, centre: f64) -> Result<Piece, TypesetError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).map_err(|_| TypesetError::LongCode)?;
    let (width, colors) = (code.width(), code.to_colors());
    let square = SIDE / width as f64;
    let (left, top) = (centre - SIDE / 2.0, RIM * square);
    let mut frames = Vec::new();
    for (row, colors) in colors.chunks_exact(width).enumerate() {
        let y = top + (row as f64 + 0.5) * square;
        let mut at = 0;
        // Neighbours in a row are one rule, so that no hair stands between them.
        for run in colors.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let x = |column: usize| left + column as f64 * square;
                let (from, to) = ((x(at), y), (x(at + run.len()), y));
                frames.push(Frame::Rule { from, to, thickness: square, ink: Ink::Black });
            }
            at += run.len();
        }
    }
    Ok(Piece { frames, height: SIDE + 2.0 * RIM * square, ..Piece::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_squares_are_those_of_the_code() {
        let text = "AGE-SECRET-KEY-1".repeat(4);
        let piece = piece(&text, 100.0).expect("a code");
        let code = QrCode::with_error_correction_level(&text, EcLevel::Q).expect("a code");
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count() as f64;
        let square = SIDE / code.width() as f64;
        let drawn: f64 = piece
            .frames
            .iter()
            .map(|frame| match frame {
                Frame::Rule { from, to, .. } => to.0 - from.0,
                _ => 0.0,
            })
            .sum();
        assert!((drawn / square - dark).abs() < 1e-6, "{drawn} {dark}");
    }

    #[test]
    fn a_text_that_no_code_holds_is_an_error() {
        assert_eq!(piece(&"长".repeat(3000), 0.0).err(), Some(TypesetError::LongCode));
    }
}
