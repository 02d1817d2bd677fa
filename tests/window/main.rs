//! The window, driven as a person drives it: by the words on the screen, keys, and typed text.

mod certificates;
mod glyphs;
mod input_method;
mod liability;
mod login;
mod palette;
mod papers;
mod provision;
mod seat;
mod settings;
mod shell;
mod walk;
mod wizard;
