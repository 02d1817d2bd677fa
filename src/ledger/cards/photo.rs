//! The photograph of a person: set, replaced and removed by acts that the timeline keeps.

use super::{Error, Ledger, Result};
use crate::domain::hash::Hash;
use crate::domain::officer::{Officer, Profile};
use crate::domain::role::Op;
use crate::exchange::photo::{FILE_MOST, Picture, Unfit, picture, prepare};
use crate::ledger::file::Versioned;

/// Bytes above which a file is not even read.
pub const PHOTO_MOST: usize = FILE_MOST;

/// What is said of a file above that.
pub fn photo_too_large() -> String {
    Unfit::TooLarge.sentence()
}

/// A photograph as the ledger keeps it: upright, and no larger than a form needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The file, a JPEG whose three components are 8 bits each.
    pub jpeg: Vec<u8>,
    pub picture: Picture,
}

impl Ledger {
    /// Gives a person this photograph, a JPEG or PNG of whatever size; the one before stays in the history.
    ///
    /// # Errors
    /// What is no photograph, or cannot be read as one.
    pub fn set_photo(&mut self, read: &Versioned<Officer>, bytes: &[u8]) -> Result<()> {
        let jpeg = prepare(bytes).map_err(|unfit| Error::Refused(unfit.sentence()))?;
        self.transact(Op::SetPhoto, "", |draft| {
            let photo = Some(draft.keep(jpeg, "image/jpeg"));
            let profile = Profile { photo, ..read.value.profile.clone() };
            draft.change(read, &Officer { profile, ..read.value.clone() })
        })
    }

    /// Takes the photograph away from a person.
    ///
    /// # Errors
    /// Somebody without one.
    pub fn remove_photo(&mut self, read: &Versioned<Officer>, why: &str) -> Result<()> {
        if read.value.profile.photo.is_none() {
            return Err(Error::Refused(format!("{}没有照片，不用移除。", read.value.name)));
        }
        self.transact(Op::SetPhoto, why, |draft| {
            let profile = Profile { photo: None, ..read.value.profile.clone() };
            draft.change(read, &Officer { profile, ..read.value.clone() })
        })
    }

    /// The photograph of a person; none where there is none, or its file was removed as entered by mistake.
    pub fn photo_of(&self, officer: &Officer) -> Result<Option<Photo>> {
        officer.profile.photo.map_or(Ok(None), |hash| self.photo(&hash))
    }

    /// The photograph with this name.
    pub(in crate::ledger) fn photo(&self, hash: &Hash) -> Result<Option<Photo>> {
        let jpeg = match self.store().blob(hash) {
            Ok(jpeg) => jpeg,
            Err(crate::store::Error::NotFound) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let picture = picture(&jpeg).map_err(|unfit| Error::Refused(unfit.sentence()))?;
        Ok(Some(Photo { jpeg, picture }))
    }
}
