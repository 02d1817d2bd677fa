//! The draw of the files to be reviewed: by lot, and so that anybody can repeat it.
//!
//! Every file that is not there by rule gets the SHA-256 of the seed, a line feed and its number, all in UTF-8;
//! the files with the smallest values are drawn. With the seed on the record of the draw, `printf '%s\n%s' SEED
//! NUMBER | sha256sum` gives each value again, without this program.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::domain::hash::Hash;

/// What is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Draw<'a> {
    /// Anything that nobody can choose to their liking: printed on the record of the draw.
    pub seed: &'a str,
    /// The numbers of all files, each once.
    pub files: &'a [&'a str],
    /// Those that are reviewed by rule, without a lot.
    pub by_rule: &'a [&'a str],
    /// How many are drawn beside those.
    pub count: usize,
}

/// What was drawn, by the place in the list of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub by_rule: Vec<usize>,
    /// With their values, the smallest first.
    pub by_lot: Vec<(usize, Hash)>,
}

/// Why nothing is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawFault {
    NoSeed,
    /// A seed or a number of more than one line would not be hashed as it is printed.
    NotOneLine(String),
    /// A file without a number cannot be told from another.
    NoNumber,
    Twice(String),
    /// By rule, and not among the files.
    Unknown(String),
    /// More than there are.
    TooFew {
        wanted: usize,
        there: usize,
    },
}

/// Draws.
///
/// # Errors
/// A list of which two could not be told apart, or one that is too short; no seed.
pub fn draw(from: Draw<'_>) -> Result<Drawn, DrawFault> {
    let Draw { seed, files, by_rule, count } = from;
    if seed.trim().is_empty() {
        return Err(DrawFault::NoSeed);
    }
    let mut seen = BTreeSet::new();
    for number in files {
        if number.trim().is_empty() {
            return Err(DrawFault::NoNumber);
        }
        if !seen.insert(*number) {
            return Err(DrawFault::Twice((*number).to_owned()));
        }
    }
    if let Some(lines) = files.iter().chain([&seed]).find(|text| text.chars().any(char::is_control)) {
        return Err(DrawFault::NotOneLine((*lines).to_owned()));
    }
    if let Some(unknown) = by_rule.iter().find(|number| !seen.contains(*number)) {
        return Err(DrawFault::Unknown((*unknown).to_owned()));
    }
    let (ruled, free): (Vec<usize>, Vec<usize>) =
        (0..files.len()).partition(|at| by_rule.contains(&files[*at]));
    if free.len() < count {
        return Err(DrawFault::TooFew { wanted: count, there: free.len() });
    }
    let mut by_lot: Vec<(usize, Hash)> = free.into_iter().map(|at| (at, value(seed, files[at]))).collect();
    by_lot.sort_by_key(|(_, value)| *value);
    by_lot.truncate(count);
    Ok(Drawn { by_rule: ruled, by_lot })
}

/// The value that a number has in a draw.
pub fn value(seed: &str, number: &str) -> Hash {
    Hash(Sha256::new().chain_update(seed).chain_update("\n").chain_update(number).finalize().into())
}
