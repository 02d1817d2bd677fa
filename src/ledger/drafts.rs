//! Drafts: what a user has begun and not yet entered, sealed to that user and kept in this copy of the file.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Ledger;
use super::error::{Error, Result};
use crate::store;

/// Something begun and not yet entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// Names what it is a draft of: `officer/new`, `liability/<uuid>`. A user has one draft for each.
    pub key: String,
    /// What the user sees of it in a list: 过问登记.
    pub title: String,
    /// The form's fields, as the screen writes and reads them.
    pub payload: Vec<u8>,
}

/// A draft in the list of drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub key: String,
    pub title: String,
    pub saved_at: DateTime<Utc>,
}

/// What of a draft is opened for the list; sealed apart from its content, which may be long.
#[derive(Serialize, Deserialize)]
struct Head {
    key: String,
    title: String,
    saved_at: DateTime<Utc>,
}

/// The secret of the acting user from which the key of the drafts follows.
pub(super) fn key_from(seed: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha256::new();
    hash.update("binggong drafts");
    hash.update(seed);
    Zeroizing::new(hash.finalize().into())
}

impl Ledger {
    /// Saves a draft over the user's earlier one of the same key. It is no act: journal, tables and
    /// verification know nothing of it.
    ///
    /// # Errors
    /// Nobody acts, or the file cannot be written.
    pub fn save_draft(&mut self, draft: &Unfinished) -> Result<DateTime<Utc>> {
        let seal = self.seal()?;
        let saved_at = self.env().now();
        let head = Head { key: draft.key.clone(), title: draft.title.clone(), saved_at };
        let head = serde_json::to_vec(&head).map_err(store::Error::Body)?;
        self.store.put_draft(&seal, &self.env, &draft.key, &head, &draft.payload)?;
        Ok(saved_at)
    }

    /// The acting user's drafts, the newest first; none while nobody acts.
    pub fn drafts(&self) -> Result<Vec<Saved>> {
        if self.actor().is_none() {
            return Ok(Vec::new());
        }
        let mut saved = Vec::new();
        for head in self.store().drafts(&self.seal()?)? {
            let Head { key, title, saved_at } = serde_json::from_slice(&head).map_err(store::Error::Body)?;
            saved.push(Saved { key, title, saved_at });
        }
        saved.sort_by(|left, right| right.saved_at.cmp(&left.saved_at).then(left.key.cmp(&right.key)));
        Ok(saved)
    }

    /// The content of the acting user's draft with this key, if there is one.
    pub fn draft(&self, key: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.store().draft(&self.seal()?, key)?)
    }

    /// Throws a draft away: it was entered, or is not wanted any more.
    pub fn drop_draft(&mut self, key: &str) -> Result<()> {
        let seal = self.seal()?;
        Ok(self.store.drop_draft(&seal, key)?)
    }

    /// How many drafts of the acting user wait for the user's own password, which was not given.
    pub fn drafts_shut(&self) -> Result<usize> {
        if self.actor().is_none() || self.secret.is_some() {
            return Ok(0);
        }
        Ok(self.store().drafts_shut(&self.seal()?)?)
    }

    /// Makes the user's own what was begun on this machine before the password was given. A draft that the
    /// user has kept since under the same key stays as it is.
    pub(super) fn adopt_drafts(&mut self) -> Result<()> {
        let actor = self.actor().ok_or(Error::NobodyActs)?;
        let here = store::Seal::new(actor.id.uuid(), &self.store().machine_secret(&self.env)?);
        let own = self.seal()?;
        let kept = self.drafts()?;
        for head in self.store().drafts(&here)? {
            let Head { key, saved_at, .. } = serde_json::from_slice(&head).map_err(store::Error::Body)?;
            let newer = kept.iter().any(|one| one.key == key && one.saved_at >= saved_at);
            if !newer && let Some(content) = self.store().draft(&here, &key)? {
                self.store.put_draft(&own, &self.env, &key, &head, &content)?;
            }
            self.store.drop_draft(&here, &key)?;
        }
        Ok(())
    }

    /// What seals the acting user's drafts: the user's own secret where the password was given, and otherwise
    /// one that this machine keeps for the ledger, until it is.
    fn seal(&self) -> Result<store::Seal> {
        let actor = self.actor().ok_or(Error::NobodyActs)?;
        let key = match &self.secret {
            Some(seed) => key_from(seed),
            None => self.store().machine_secret(&self.env)?,
        };
        Ok(store::Seal::new(actor.id.uuid(), &key))
    }
}
