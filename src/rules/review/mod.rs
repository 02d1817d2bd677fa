//! Standards of review as data, and the draw of the files to be reviewed.

mod draw;
mod read;

pub use draw::{Draw, DrawFault, Drawn, draw, value};

use crate::domain::review::Standard;

use super::pack::PackError;

/// The standard that comes with the program: of general use, not of any authority.
pub const DEFAULT: (&str, &str) = ("general.toml", include_str!("../../../assets/review/general.toml"));

/// The standard that comes with the program, for a bureau that has none of its own.
///
/// # Errors
/// None in a tested build.
pub fn built_in_standard() -> Result<Standard, PackError> {
    read_standard(DEFAULT.0, DEFAULT.1)
}

/// Reads and checks a standard.
///
/// # Errors
/// What is wrong with it, with the line.
pub fn read_standard(name: &str, text: &str) -> Result<Standard, PackError> {
    read::standard(name, text)
}

/// Writes a standard as TOML: [`read_standard`] reads the same from it.
///
/// # Errors
/// None in a standard without faults.
pub fn write_standard(standard: &Standard) -> Result<String, toml::ser::Error> {
    read::text(standard)
}
