//! The window, driven as a person drives it: by the words on the screen, keys, and typed text.

mod liability;
mod seat;
mod shell;

