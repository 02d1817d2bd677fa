//! The way every change takes: role, rules, one journal entry, tables, commit; or nothing.

use std::borrow::Cow;

use chrono::SecondsFormat;
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

use super::error::{Error, Result};
use super::{Ledger, file::Noun};
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::role::{Op, may, names_nobody};
use crate::env::{Env, local_date};
use crate::store::{self, Actor, BlobRef, Body, Change, EntryName, Store, Version, Versioned};
use sha2::{Digest, Sha256};

/// One act as it is put together: what it changes and which files it brings.
pub struct Draft<'a> {
    store: &'a Store,
    env: &'a Env,
    /// The act names nobody and no hour.
    unnamed: bool,
    changes: Vec<Changed>,
    files: Vec<Vec<u8>>,
    blobs: Vec<BlobRef>,
    redacts: Vec<EntryName>,
    redacts_blobs: Vec<Hash>,
}

struct Changed {
    kind: &'static str,
    id: Uuid,
    parents: Vec<Version>,
    now: Option<Box<RawValue>>,
}

impl Draft<'_> {
    /// Adds a record and gives it its identity.
    pub fn add<T: Noun>(&mut self, value: &T) -> Result<Id<T>> {
        let id = self.identity();
        self.add_as(id, value)?;
        Ok(id)
    }

    /// An identity for a record that is added later.
    pub fn identity<T>(&self) -> Id<T> {
        // Identities in the order of time would tell the hour of what names none.
        if self.unnamed {
            return Id::new(uuid::Builder::from_random_bytes(self.env.bytes()).into_uuid());
        }
        let random: [u8; 10] = self.env.bytes();
        let millis = self.env.now().timestamp_millis().unsigned_abs();
        Id::new(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }

    /// Adds a record under an identity that [`Draft::identity`] gave.
    pub fn add_as<T: Noun>(&mut self, id: Id<T>, value: &T) -> Result<()> {
        self.put(id.uuid(), Vec::new(), value)
    }

    /// Changes a record, provided that it still is as it was read.
    pub fn change<T: Noun>(&mut self, read: &Versioned<T>, value: &T) -> Result<()> {
        let current = self.store.get(read.id)?.ok_or(store::Error::NotFound)?;
        if current.version != read.version {
            return Err(store::Error::Stale.into());
        }
        self.put(read.id.uuid(), vec![read.version], value)
    }

    /// Ends a conflict: the value replaces every version that nobody has replaced.
    pub fn resolve<T: Noun>(&mut self, id: Id<T>, value: &T) -> Result<()> {
        let heads = self.store.heads(T::KIND, id.uuid())?;
        self.put(id.uuid(), heads, value)
    }

    fn put<T: Noun>(&mut self, id: Uuid, parents: Vec<Version>, value: &T) -> Result<()> {
        value.check()?;
        let now = Some(to_raw_value(value).map_err(store::Error::Body)?);
        self.changes.push(Changed { kind: T::KIND, id, parents, now });
        Ok(())
    }

    /// Writes a version once more in the place of one, or takes the record out of the registers.
    pub(super) fn again(&mut self, kind: &'static str, id: Uuid, of: Version, now: Option<Box<RawValue>>) {
        self.changes.push(Changed { kind, id, parents: vec![of], now });
    }

    /// Keeps a small file with the act.
    pub fn keep(&mut self, bytes: Vec<u8>, media: &str) -> Hash {
        let hash = Hash(Sha256::digest(&bytes).into());
        self.claim(hash, bytes.len() as u64, media);
        self.files.push(bytes);
        hash
    }

    /// Claims a file whose parts are in the ledger already.
    pub fn claim(&mut self, hash: Hash, size: u64, media: &str) {
        if !self.blobs.iter().any(|blob| blob.hash == hash) {
            self.blobs.push(BlobRef { hash, size, media: media.to_owned() });
        }
    }

    /// Removes the body of an entry, and files, for good; headers and chain stay.
    pub fn redact(&mut self, entry: EntryName, files: Vec<Hash>) {
        self.redacts.push(entry);
        self.redacts_blobs.extend(files);
    }

    /// Removes files for good, where no entry goes with them.
    pub(super) fn redact_files(&mut self, files: Vec<Hash>) {
        self.redacts_blobs.extend(files);
    }
}

impl Ledger {
    /// Does several acts together: all of them are written, or none is.
    ///
    /// # Errors
    /// Whatever `work` refuses; the ledger is then as it was before.
    pub fn together<T>(&mut self, work: impl FnOnce(&mut Ledger) -> Result<T>) -> Result<T> {
        self.store.hold()?;
        match work(self).and_then(|done| self.store.keep().map(|()| done).map_err(Error::from)) {
            Ok(done) => Ok(done),
            Err(error) => {
                self.store.drop_held()?;
                Err(error)
            }
        }
    }

    /// Does one act: asks the permission table, lets `build` put it together, and writes it as one entry.
    ///
    /// # Errors
    /// The role does not include the act, `build` refuses, or the file cannot be written; in every case the
    /// ledger stays as it was.
    pub(super) fn transact<T>(
        &mut self,
        op: Op,
        why: &str,
        build: impl FnOnce(&mut Draft<'_>) -> Result<T>,
    ) -> Result<T> {
        let actor = self.actor.as_ref().ok_or(Error::NobodyActs)?;
        if !may(&actor.value.roles, op) || actor.value.closed {
            return Err(Error::NotAllowed { op, user: actor.value.name.clone() });
        }
        let named = !names_nobody(op);
        let actor = named.then(|| Actor { id: actor.id.uuid(), name: actor.value.name.clone() });
        self.write(op, actor, why, build)
    }

    /// The same for the founding, when there is nobody yet who could act.
    pub(super) fn write<T>(
        &mut self,
        op: Op,
        actor: Option<Actor>,
        why: &str,
        build: impl FnOnce(&mut Draft<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut draft = Draft {
            store: &self.store,
            env: &self.env,
            unnamed: names_nobody(op),
            changes: Vec::new(),
            files: Vec::new(),
            blobs: Vec::new(),
            redacts: Vec::new(),
            redacts_blobs: Vec::new(),
        };
        let made = build(&mut draft)?;
        let Draft { changes, files, blobs, redacts, redacts_blobs, .. } = draft;
        let now = self.env.now();
        // The day in China, in the header and in the body: nothing between the two tells the hour.
        let day = || local_date(now).and_time(chrono::NaiveTime::MIN).and_utc();
        let at = if names_nobody(op) { day() } else { now };
        let records = changes.iter().map(|changed| Change {
            kind: Cow::Borrowed(changed.kind),
            id: changed.id,
            parents: changed.parents.clone(),
            now: changed.now.as_deref(),
        });
        let body = Body {
            op: Cow::Borrowed(op.code()),
            at: Cow::Owned(at.to_rfc3339_opts(SecondsFormat::Secs, true)),
            actor,
            why: Cow::Borrowed(why),
            records: records.collect(),
            blobs,
            redacts,
            redacts_blobs,
        };
        let files: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        self.store.append(&self.env, at, &body, &files)?;
        Ok(made)
    }
}
