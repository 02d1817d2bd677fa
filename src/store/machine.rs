//! What a machine keeps outside the ledger: the key of its node, where it last stood, and password slots.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params};
use chacha20poly1305::aead::Aead;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::error::{Error, Result, io_at};
use super::journal::{NodeKey, Writer};
use crate::domain::hash::Hash;
use crate::env::Env;

/// argon2id for passwords: 64 MiB, three passes, about a tenth of a second.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// A machine's own folder, or nothing but memory for a machine that forgets.
pub struct Machine {
    dir: Option<PathBuf>,
    nodes: RefCell<BTreeMap<Hash, Place>>,
    /// Secrets that were made or read since the program began.
    secrets: RefCell<BTreeMap<Hash, Zeroizing<[u8; 32]>>>,
}

/// Where this machine's node stood in a ledger.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Place {
    #[serde(with = "hex::serde")]
    secret: [u8; 32],
    pub seq: u64,
    pub head: Hash,
}

impl Place {
    pub(super) fn key(&self) -> NodeKey {
        NodeKey::from_secret(&self.secret)
    }
}

/// A ledger's passphrase and a user's secret, wrapped by that user's password.
#[derive(Serialize, Deserialize)]
pub struct Slot {
    pub user: Uuid,
    pub name: String,
    memory_kib: u32,
    passes: u32,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    #[serde(with = "hex::serde")]
    nonce: [u8; 12],
    #[serde(with = "hex::serde")]
    sealed: Vec<u8>,
}

/// What a slot holds once its password has opened it.
#[derive(Serialize, Deserialize)]
pub struct Opened {
    pub passphrase: Zeroizing<String>,
    /// The seed from which the user's signing and sealing keys follow.
    pub seed: Zeroizing<[u8; 32]>,
}

impl Machine {
    /// A machine that keeps nothing when the program ends: for samples and tests.
    pub fn ephemeral() -> Machine {
        Machine { dir: None, nodes: RefCell::default(), secrets: RefCell::default() }
    }

    /// The machine whose folder this is; it is made when something is first kept in it.
    pub fn at(dir: impl Into<PathBuf>) -> Machine {
        Machine { dir: Some(dir.into()), nodes: RefCell::default(), secrets: RefCell::default() }
    }

    /// The same machine for a second connection: what it keeps, and what it remembers now.
    pub fn again(&self) -> Machine {
        Machine {
            dir: self.dir.clone(),
            nodes: RefCell::new(self.nodes.borrow().clone()),
            secrets: RefCell::new(self.secrets.borrow().clone()),
        }
    }

    pub(super) fn place(&self, ledger: &Hash) -> Option<Place> {
        if let Some(place) = self.nodes.borrow().get(ledger) {
            return Some(place.clone());
        }
        let json = fs::read(self.node_file(ledger)?).ok()?;
        serde_json::from_slice(&json).ok()
    }

    pub(super) fn remember(&self, ledger: &Hash, writer: &Writer) -> Result<()> {
        let place = Place { secret: writer.key.secret(), seq: writer.seq, head: writer.head };
        if let Some(path) = self.node_file(ledger) {
            write_private(&path, &serde_json::to_vec(&place)?)?;
        }
        self.nodes.borrow_mut().insert(*ledger, place);
        Ok(())
    }

    /// Refuses a folder in which this machine's place could not be kept, before anything depends on it.
    pub(super) fn check_writable(&self) -> Result<()> {
        let Some(dir) = &self.dir else { return Ok(()) };
        let trial = dir.join("nodes").join("trial");
        write_private(&trial, b"")?;
        fs::remove_file(&trial).map_err(io_at(&trial))
    }

    /// A random secret of this machine for a ledger, made when it is first asked for.
    pub(super) fn secret(&self, ledger: &Hash, env: &Env) -> Result<Zeroizing<[u8; 32]>> {
        if let Some(secret) = self.secrets.borrow().get(ledger) {
            return Ok(secret.clone());
        }
        let file = self.dir.as_ref().map(|dir| dir.join("secrets").join(format!("{ledger}.key")));
        let kept = file.as_ref().and_then(|file| <[u8; 32]>::try_from(fs::read(file).ok()?).ok());
        let secret = Zeroizing::new(kept.unwrap_or_else(|| env.bytes()));
        if let (None, Some(file)) = (kept, &file) {
            write_private(file, secret.as_slice())?;
        }
        self.secrets.borrow_mut().insert(*ledger, secret.clone());
        Ok(secret)
    }

    /// What this machine has noted of a ledger under this name.
    pub(super) fn note(&self, name: &str, ledger: &Hash) -> Option<Vec<u8>> {
        fs::read(self.note_file(name, ledger)?).ok()
    }

    /// Notes something of a ledger; a machine that forgets notes nothing.
    pub(super) fn keep_note(&self, name: &str, ledger: &Hash, bytes: &[u8]) -> Result<()> {
        self.note_file(name, ledger).map_or(Ok(()), |path| write_private(&path, bytes))
    }

    fn note_file(&self, name: &str, ledger: &Hash) -> Option<PathBuf> {
        Some(self.dir.as_ref()?.join(name).join(format!("{ledger}.json")))
    }

    fn node_file(&self, ledger: &Hash) -> Option<PathBuf> {
        Some(self.dir.as_ref()?.join("nodes").join(format!("{ledger}.json")))
    }

    fn slot_dir(&self, file_salt: &[u8; 16]) -> Option<PathBuf> {
        Some(self.dir.as_ref()?.join("slots").join(hex::encode(file_salt)))
    }

    /// Enrols a user on this machine, so that the password alone opens the ledger.
    pub fn enrol(&self, file_salt: &[u8; 16], slot: &Slot) -> Result<()> {
        let Some(dir) = self.slot_dir(file_salt) else { return Ok(()) };
        write_private(&dir.join(format!("{}.json", slot.user)), &serde_json::to_vec(slot)?)
    }

    /// Gives a user's slot another name, or takes it away; where there is none, none is made.
    pub fn keep_slot(&self, file_salt: &[u8; 16], user: Uuid, name: Option<&str>) -> Result<()> {
        let Some(dir) = self.slot_dir(file_salt) else { return Ok(()) };
        let path = dir.join(format!("{user}.json"));
        let Some(mut slot) = self.slots(file_salt).into_iter().find(|slot| slot.user == user) else {
            return Ok(());
        };
        match name {
            Some(name) if slot.name == name => Ok(()),
            Some(name) => {
                slot.name = name.to_owned();
                write_private(&path, &serde_json::to_vec(&slot)?)
            }
            None => fs::remove_file(&path).map_err(io_at(&path)),
        }
    }

    /// The users enrolled here for the ledger with this salt.
    pub fn slots(&self, file_salt: &[u8; 16]) -> Vec<Slot> {
        let Some(dir) = self.slot_dir(file_salt) else { return Vec::new() };
        let Ok(files) = fs::read_dir(dir) else { return Vec::new() };
        let mut slots: Vec<Slot> = files
            .flatten()
            .filter_map(|file| serde_json::from_slice(&fs::read(file.path()).ok()?).ok())
            .collect();
        slots.sort_by(|a, b| a.name.cmp(&b.name));
        slots
    }
}

impl Slot {
    /// Wraps what a user holds by the user's password.
    pub fn seal(env: &Env, user: Uuid, name: &str, password: &str, held: &Opened) -> Result<Slot> {
        let (salt, nonce) = (env.bytes(), env.bytes());
        let cipher = cipher(password, &salt, MEMORY_KIB, PASSES);
        let plain = Zeroizing::new(serde_json::to_vec(held)?);
        let sealed = cipher.encrypt(&nonce.into(), plain.as_slice()).map_err(|_| Error::WrongPassword)?;
        Ok(Slot { user, name: name.to_owned(), memory_kib: MEMORY_KIB, passes: PASSES, salt, nonce, sealed })
    }

    /// Opens the slot.
    pub fn open(&self, password: &str) -> Result<Opened> {
        let cipher = cipher(password, &self.salt, self.memory_kib, self.passes);
        let plain =
            cipher.decrypt(&self.nonce.into(), self.sealed.as_slice()).map_err(|_| Error::WrongPassword)?;
        Ok(serde_json::from_slice(&Zeroizing::new(plain))?)
    }
}

fn cipher(password: &str, salt: &[u8; 16], memory_kib: u32, passes: u32) -> ChaCha20Poly1305 {
    let params = Params::new(memory_kib, passes, 1, Some(32)).unwrap_or_default();
    let mut key = Zeroizing::new([0u8; 32]);
    Argon2::new(Algorithm::Argon2id, argon2::Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, key.as_mut())
        .expect("a salt of 16 bytes and a key of 32 are within argon2's limits");
    ChaCha20Poly1305::new(&(*key).into())
}

/// Writes a file that only its owner may read, whole or not at all.
fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let dir = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(dir).map_err(io_at(dir))?;
    let part = path.with_extension("part");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part).map_err(io_at(&part))?;
    file.write_all(bytes).map_err(io_at(&part))?;
    fs::rename(&part, path).map_err(io_at(path))
}
