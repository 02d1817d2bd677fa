//! The window, driven as a person drives it: by the words on the screen, keys, and typed text.

#[path = "../house/mod.rs"]
mod house;

mod card_blackout;
mod card_columns;
mod card_life;
mod card_papers;
mod case_file;
mod cases;
mod certificates;
mod duties;
mod file_choice;
mod flows;
mod glyphs;
mod guidance;
mod import;
mod import_cases;
mod input_method;
mod interference;
mod interference_follows;
mod liability;
mod logbook;
mod login;
mod long_names;
mod overlap;
mod palette;
mod papers;
#[path = "../support/pdf_text.rs"]
mod pdf_text;
mod person;
mod pictures;
mod places;
mod provision;
mod registers;
mod reviews;
mod seat;
mod settings;
mod shell;
mod standards;
mod todo;
mod walk;
mod wizard;
