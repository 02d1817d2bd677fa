//! The own password, given as a key or as a signature: checked wherever there is time for it, then taken.

use uuid::Uuid;
use zeroize::Zeroizing;

use super::Ledger;
use super::error::{Error, Result};
use super::file::Key;
use crate::env::Env;
use crate::store;

/// What checks the acting user's password. That takes as long as guessing should: not on the window's thread.
pub struct Proving {
    user: Uuid,
    name: String,
    /// None in the sample, where nobody has a password.
    slot: Option<store::Slot>,
    /// What this machine will keep once the password is right, where it keeps nothing of the user yet.
    keeps: Option<(Zeroizing<String>, Env)>,
}

/// A password that was right, for whom it was given.
pub struct Proven {
    user: Uuid,
    seed: Option<Zeroizing<[u8; 32]>>,
    slot: Option<store::Slot>,
}

impl Proving {
    /// Whose password it is.
    pub fn user(&self) -> Uuid {
        self.user
    }

    /// Whether there is a password to be asked for.
    pub fn asks(&self) -> bool {
        self.slot.is_some()
    }

    /// Checks it, on whatever thread.
    ///
    /// # Errors
    /// A wrong password.
    pub fn check(&self, password: &str) -> Result<Proven> {
        let Some(slot) = &self.slot else { return Ok(Proven { user: self.user, seed: None, slot: None }) };
        let held = slot.open(password)?;
        let seed = held.seed.clone();
        let slot = match &self.keeps {
            Some((passphrase, env)) => {
                let held = store::Opened { passphrase: passphrase.clone(), seed: held.seed };
                Some(store::Slot::seal(env, self.user, &self.name, password, &held)?)
            }
            None => None,
        };
        Ok(Proven { user: self.user, seed: Some(seed), slot })
    }
}

impl Ledger {
    /// Begins to check the acting user's password.
    ///
    /// # Errors
    /// A user who has never had a password in this ledger.
    pub fn proving(&self) -> Result<Proving> {
        let actor = self.actor().ok_or(Error::NobodyActs)?;
        let (user, name) = (actor.id.uuid(), actor.value.name.clone());
        if self.known_seed(&actor.value).is_some() {
            return Ok(Proving { user, name, slot: None, keeps: None });
        }
        let (slot, is_here) = self.slot_of(user)?;
        let keeps = match &self.key {
            Key::Passphrase(passphrase) if !is_here => Some((passphrase.clone(), self.env().again())),
            _ => None,
        };
        Ok(Proving { user, name, slot: Some(slot), keeps })
    }

    /// Takes a password that was right as the key to what is sealed: see [`Ledger::prove`].
    ///
    /// # Errors
    /// It was given for somebody else.
    pub fn proved(&mut self, proven: Proven) -> Result<()> {
        self.is_by_actor(&proven)?;
        if let Some(slot) = &proven.slot
            && let Some(salt) = self.store().file_salt()?
        {
            self.store().machine().enrol(&salt, slot)?;
            self.store().keep_slot(slot)?;
        }
        let Some(seed) = proven.seed else { return Ok(()) };
        self.secret = Some(seed);
        self.adopt_drafts()
    }

    /// Refuses a password that somebody else gave: whoever acts may have changed since.
    pub(super) fn is_by_actor(&self, proven: &Proven) -> Result<()> {
        match self.actor().is_some_and(|actor| actor.id.uuid() == proven.user) {
            true => Ok(()),
            false => Err(Error::Store(store::Error::WrongPassword)),
        }
    }
}
