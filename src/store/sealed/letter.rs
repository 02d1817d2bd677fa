//! What stands inside a sealed layer: its author, the instant, the content, and a signature over them.

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::domain::case::Case;
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::interference::{
    Addressee, Asker, Attached, Channel, Direction, Follow, FollowUp, Gravity, InWriting, Interference,
    Layer, Material, Nature, Person, Reaction, Side, Threat,
};
use crate::domain::user::User;
use crate::store::error::Result;

/// A layer as it is written before it is encrypted.
#[derive(Serialize, Deserialize)]
pub struct Letter {
    pub author: Uuid,
    pub name: String,
    /// UTC, RFC 3339, to the second.
    pub at: String,
    /// The layer as JSON text: the very bytes that are signed.
    layer: String,
    #[serde(with = "hex::serde")]
    sig: [u8; 64],
}

impl Letter {
    /// Writes and signs a layer of a record.
    pub fn new(
        record: Uuid,
        author: Uuid,
        name: &str,
        at: String,
        layer: &Layer,
        key: &SigningKey,
    ) -> Result<Letter> {
        let mut letter =
            Letter { author, name: name.to_owned(), at, layer: serde_json::to_string(layer)?, sig: [0; 64] };
        letter.sig = key.sign(&letter.signed_part(record)).to_bytes();
        Ok(letter)
    }

    fn signed_part(&self, record: Uuid) -> Vec<u8> {
        let mut part = b"binggong layer".to_vec();
        part.extend_from_slice(record.as_bytes());
        part.extend_from_slice(self.author.as_bytes());
        for text in [&self.name, &self.at, &self.layer] {
            part.extend_from_slice(&(text.len() as u64).to_be_bytes());
            part.extend_from_slice(text.as_bytes());
        }
        part
    }

    /// Whether the holder of this key wrote it, for this record.
    pub fn is_signed_by(&self, record: Uuid, key: &[u8; 32]) -> bool {
        let signature = Signature::from_bytes(&self.sig);
        VerifyingKey::from_bytes(key)
            .is_ok_and(|key| key.verify_strict(&self.signed_part(record), &signature).is_ok())
    }

    /// The content.
    pub fn layer(&self) -> Result<Layer> {
        Ok(serde_json::from_str(&self.layer)?)
    }

    /// As it is encrypted.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>> {
        Ok(Zeroizing::new(serde_json::to_vec(self)?))
    }

    /// From what was decrypted.
    pub fn from_bytes(bytes: &[u8]) -> Result<Letter> {
        Ok(serde_json::from_slice(bytes)?)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Interference")]
struct StoredInterference {
    nature: Nature,
    to: Addressee,
    case: Option<Id<Case>>,
    matter: String,
    asker: Asker,
    on: chrono::NaiveDate,
    at: Option<chrono::NaiveTime>,
    place: String,
    channel: Channel,
    content: String,
    conduct: Vec<u8>,
    conduct_other: String,
    attached: Vec<Attached>,
    without: String,
    in_writing: Option<InWriting>,
    witnesses: String,
    reactions: Vec<Reaction>,
    recorder: Person,
    second: Option<Person>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Asker")]
struct StoredAsker {
    side: Side,
    name: String,
    unit: String,
    post: String,
    relation: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Attached")]
struct StoredAttached {
    material: Material,
    name: String,
    media: String,
    size: u64,
    file: Hash,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Person")]
struct StoredPerson {
    name: String,
    unit: String,
    post: String,
    card: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Direction")]
struct StoredDirection {
    text: String,
    gravity: Gravity,
    keepers: Vec<Id<User>>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Layer", rename_all = "kebab-case")]
enum StoredLayer {
    Record(Interference),
    Corrected { now: Interference, why: String },
    Reclassified { nature: Nature, conduct: Vec<u8>, conduct_other: String, why: String },
    Directed(Direction),
    DirectedOnPaper { direction: Direction, written_on: chrono::NaiveDate, scan: Attached },
    Threat(Threat),
    FollowUp(FollowUp),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "FollowUp")]
struct StoredFollowUp {
    kind: Follow,
    on: chrono::NaiveDate,
    organ: String,
    document: String,
    text: String,
    due_on: Option<chrono::NaiveDate>,
    attached: Vec<Attached>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Threat")]
struct StoredThreat {
    to: Addressee,
    officer: Person,
    kin: String,
    by: String,
    on: chrono::NaiveDate,
    at: Option<chrono::NaiveTime>,
    place: String,
    content: String,
    about: String,
    witnesses: String,
    attached: Vec<Attached>,
    recorder: Person,
}

stored! {
    Interference as StoredInterference;
    Asker as StoredAsker;
    Attached as StoredAttached;
    Person as StoredPerson;
    Direction as StoredDirection;
    FollowUp as StoredFollowUp;
    Threat as StoredThreat;
    Layer as StoredLayer;
}
