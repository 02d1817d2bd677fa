//! Pinyin initials of names and titles, every reading.

/// All initials of a text.
pub fn initials(text: &str) -> Vec<String> {
    let _ = text;
    Vec::new()
}
