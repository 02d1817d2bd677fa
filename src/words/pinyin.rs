//! Pinyin initials of names and titles, every reading.
