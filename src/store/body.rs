//! The body of a journal entry: what was done, by whom, why, and the records as they then stood.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::hash::Hash;

/// The layout of bodies that this program writes.
pub const BODY_FORMAT: u32 = 1;

/// One body. Its bytes are written once and never serialised again.
#[derive(Serialize, Deserialize)]
pub struct Body<'a> {
    /// Code of the act: `officer.add`.
    #[serde(borrow)]
    pub op: Cow<'a, str>,
    /// UTC, RFC 3339, to the second.
    #[serde(borrow)]
    pub at: Cow<'a, str>,
    /// Who did it; nobody for the founding and for what the program does by itself.
    pub actor: Option<Actor>,
    #[serde(borrow)]
    pub why: Cow<'a, str>,
    #[serde(borrow)]
    pub records: Vec<Change<'a>>,
    /// Files that this entry brings into the ledger.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<BlobRef>,
    /// Entries whose bodies, and files whose bytes, this act removes. An act that removes cannot itself be
    /// removed. A file goes with the last body that brings it, unless this act brings it again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redacts: Vec<EntryName>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redacts_blobs: Vec<Hash>,
}

impl Body<'_> {
    /// Whether this act removes bodies or files.
    pub fn removes(&self) -> bool {
        !self.redacts.is_empty() || !self.redacts_blobs.is_empty()
    }
}

/// The user who acted, with the name as it was then.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct Actor {
    pub id: Uuid,
    pub name: String,
}

/// One record as it stands after the act, complete.
#[derive(Serialize, Deserialize)]
pub struct Change<'a> {
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
    pub id: Uuid,
    /// The versions that this one replaces.
    pub parents: Vec<Version>,
    /// The after-image; none when the record is deleted.
    #[serde(borrow)]
    pub now: Option<&'a RawValue>,
}

/// A file by its content.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct BlobRef {
    pub hash: Hash,
    pub size: u64,
    pub media: String,
}

/// An entry by its node and place.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, Eq)]
pub struct EntryName {
    #[serde(with = "hex::serde")]
    pub node: [u8; 32],
    pub seq: u64,
}

/// One version of one record: it follows from the entry and the record's place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Version(#[serde(with = "hex::serde")] pub [u8; 16]);

impl Version {
    /// The version that the `n`th record of the entry with this hash makes.
    pub fn of(entry: &Hash, n: u32) -> Version {
        let mut hash = Sha256::new();
        hash.update(entry.0);
        hash.update(n.to_be_bytes());
        let digest = hash.finalize();
        let mut version = [0; 16];
        version.copy_from_slice(&digest[..16]);
        Version(version)
    }
}

/// The name of a file: SHA-256 of its bytes.
pub fn hash_of(bytes: &[u8]) -> Hash {
    Hash(Sha256::digest(bytes).into())
}
