//! Stores for tests: each rebuilds itself from its journal when it is dropped, and compares.
#![allow(dead_code, reason = "each test binary uses its own part of this")]

pub mod dice;
pub mod samples;

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};

use binggong::domain::id::Id;
use binggong::domain::officer::Officer;
use binggong::domain::unit::{Unit, UnitKind};
use binggong::env::Env;
use binggong::store::{
    BlobRef, Body, Change, Depth, Entry, EntryName, Fault, Header, Key, Machine, Mode, NodeKey, Noun, Result,
    Store, Version,
};
use chrono::{DateTime, TimeZone, Utc};
use ed25519_dalek::{Signer, SigningKey};
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The passphrase of encrypted test ledgers.
pub const PASSPHRASE: &str = "试验台账口令";

/// The instant at which every test ledger begins.
pub fn start() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 2, 1, 0, 0).unwrap()
}

pub fn env(seed: &str) -> Env {
    Env::fixed(start(), seed)
}

pub fn passphrase(text: &str) -> Key {
    Key::Passphrase(Zeroizing::new(text.to_owned()))
}

/// A store that checks itself against its own journal at the end of the test.
pub struct TestStore {
    store: Store,
    env: Env,
    mode: Mode,
    /// A test that has spoilt the store on purpose says so.
    pub spoilt: bool,
}

impl TestStore {
    pub fn in_memory(seed: &str) -> TestStore {
        let env = env(seed);
        TestStore::over(Store::create_in_memory(Machine::ephemeral(), &env).unwrap(), env, Mode::Write)
    }

    pub fn create(path: &Path, key: &Key, machine: Machine, seed: &str) -> Result<TestStore> {
        let env = env(seed);
        Ok(TestStore::over(Store::create(path, key, machine, &env)?, env, Mode::Write))
    }

    pub fn open(path: &Path, key: &Key, mode: Mode, machine: Machine, seed: &str) -> Result<TestStore> {
        let env = env(seed);
        Ok(TestStore::over(Store::open(path, key, mode, machine, &env)?, env, mode))
    }

    /// A plain ledger in a folder, with a founding entry.
    pub fn plain(dir: &Path, seed: &str) -> TestStore {
        let mut store =
            TestStore::create(&dir.join("plain.ledger"), &Key::Plain, Machine::ephemeral(), seed).unwrap();
        store.found();
        store
    }

    fn over(store: Store, env: Env, mode: Mode) -> TestStore {
        TestStore { store, env, mode, spoilt: false }
    }

    /// The first entry, which names the ledger.
    pub fn found(&mut self) -> Header {
        self.act("found", Act::default()).unwrap()
    }

    /// One entry with these changes.
    pub fn act(&mut self, op: &str, act: Act) -> Result<Header> {
        let at = self.env.now();
        let body = act.body(op, at);
        self.store.append(&self.env, at, &body, &act.files.iter().map(Vec::as_slice).collect::<Vec<_>>())
    }

    pub fn add<T: Noun>(&mut self, id: Id<T>, noun: &T) -> Header {
        self.act("trial.add", Act::put(id, Vec::new(), noun)).unwrap()
    }

    /// Writes a record over its present heads.
    pub fn change<T: Noun>(&mut self, id: Id<T>, noun: &T) -> Header {
        let heads = self.heads(T::KIND, id.uuid()).unwrap();
        self.act("trial.change", Act::put(id, heads, noun)).unwrap()
    }

    pub fn delete<T: Noun>(&mut self, id: Id<T>) -> Header {
        let parents = self.heads(T::KIND, id.uuid()).unwrap();
        self.act("trial.delete", Act::gone(T::KIND, id.uuid(), parents)).unwrap()
    }

    /// What verification finds.
    pub fn faults(&self, depth: Depth) -> Vec<Fault> {
        self.store.verify(depth, &[]).unwrap().faults
    }

    pub fn assert_clean(&self) {
        assert_eq!(self.faults(Depth::Full), []);
    }

    /// The tables must be what the journal gives.
    pub fn assert_follows(&mut self) {
        let before = self.store.digest().unwrap();
        self.store.rebuild().unwrap();
        assert_eq!(before, self.store.digest().unwrap(), "the tables are not what the journal gives");
    }
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl DerefMut for TestStore {
    fn deref_mut(&mut self) -> &mut Store {
        &mut self.store
    }
}

impl Drop for TestStore {
    fn drop(&mut self) {
        if self.mode == Mode::Write && !self.spoilt && !std::thread::panicking() {
            self.assert_follows();
        }
    }
}

/// What one entry does, owned.
#[derive(Default)]
pub struct Act {
    pub records: Vec<Record>,
    pub files: Vec<Vec<u8>>,
    pub blobs: Vec<BlobRef>,
    pub redacts: Vec<EntryName>,
    pub redacts_blobs: Vec<binggong::domain::hash::Hash>,
}

pub struct Record {
    pub kind: String,
    pub id: Uuid,
    pub parents: Vec<Version>,
    pub now: Option<Box<RawValue>>,
}

impl Act {
    pub fn put<T: Noun>(id: Id<T>, parents: Vec<Version>, noun: &T) -> Act {
        Act::record(T::KIND, id.uuid(), parents, Some(to_raw_value(noun).unwrap()))
    }

    pub fn gone(kind: &str, id: Uuid, parents: Vec<Version>) -> Act {
        Act::record(kind, id, parents, None)
    }

    pub fn record(kind: &str, id: Uuid, parents: Vec<Version>, now: Option<Box<RawValue>>) -> Act {
        Act { records: vec![Record { kind: kind.to_owned(), id, parents, now }], ..Act::default() }
    }

    pub fn redact(header: &Header) -> Act {
        Act { redacts: vec![EntryName { node: header.node, seq: header.seq }], ..Act::default() }
    }

    /// A file whose bytes go into the ledger with the entry.
    pub fn with_file(mut self, bytes: &[u8]) -> Act {
        self.files.push(bytes.to_vec());
        self.with_blob(hash_of(bytes), bytes.len() as u64)
    }

    /// A file whose bytes are in the ledger already.
    pub fn with_blob(mut self, hash: binggong::domain::hash::Hash, size: u64) -> Act {
        self.blobs.push(BlobRef { hash, size, media: "application/octet-stream".to_owned() });
        self
    }

    pub fn body<'a>(&'a self, op: &'a str, at: DateTime<Utc>) -> Body<'a> {
        Body {
            op: op.into(),
            at: at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true).into(),
            actor: None,
            why: "".into(),
            records: self.records.iter().map(Record::change).collect(),
            blobs: self.blobs.clone(),
            redacts: self.redacts.clone(),
            redacts_blobs: self.redacts_blobs.clone(),
        }
    }
}

impl Record {
    fn change(&self) -> Change<'_> {
        Change {
            kind: self.kind.as_str().into(),
            id: self.id,
            parents: self.parents.clone(),
            now: self.now.as_deref(),
        }
    }
}

/// The first entry of a node with this secret, as another program would write it.
pub fn forge(store: &TestStore, secret: &[u8; 32], format: u32, bytes: Vec<u8>) -> Entry {
    let lamport = 1 + store
        .slice_after(&BTreeMap::new())
        .unwrap()
        .iter()
        .map(|entry| entry.header.lamport)
        .max()
        .unwrap_or(0);
    let salt = vec![9; 32];
    let header = Header {
        node: NodeKey::from_secret(secret).node(),
        seq: 1,
        lamport,
        format,
        day: "2031-01-01".to_owned(),
        body_hash: hash_of(&[salt.as_slice(), &bytes].concat()),
        prev: store.ledger().unwrap().unwrap_or_default(),
        hash: Default::default(),
        sig: [0; 64],
    };
    Entry { header: signed(header, secret), body: Some((salt, bytes)) }
}

/// Signs a header anew, and closes it with its hash.
pub fn signed(mut header: Header, secret: &[u8; 32]) -> Header {
    let part = header.signed_part();
    header.sig = SigningKey::from_bytes(secret).sign(&part).to_bytes();
    header.hash = header.closing_hash(&part);
    header
}

pub fn hash_of(bytes: &[u8]) -> binggong::domain::hash::Hash {
    use sha2::Digest;
    binggong::domain::hash::Hash(sha2::Sha256::digest(bytes).into())
}

/// The identity that a number stands for.
pub fn id<T>(number: u128) -> Id<T> {
    Id::new(Uuid::from_u128(number))
}

pub fn unit(name: &str) -> Unit {
    Unit { name: name.to_owned(), kind: UnitKind::Township, parent: None, closed: false }
}

pub fn officer(name: &str, post: &str) -> Officer {
    Officer {
        name: name.to_owned(),
        unit: id(1),
        post: post.to_owned(),
        staffing: None,
        entered_on: None,
        left_on: None,
        profile: Default::default(),
    }
}

/// A connection beside the program's own, as an attacker with the file and its key would have it.
pub fn attacker(path: &Path, key: &Key) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(path).unwrap();
    conn.pragma_update(None, "cipher_log_level", "NONE").unwrap();
    if let Key::Passphrase(passphrase) = key {
        conn.pragma_update(None, "key", passphrase.as_str()).unwrap();
    }
    conn
}

/// The files in a folder, by name.
pub fn names_in(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// A copy of a ledger at rest, under another name in the same folder.
pub fn copy(path: &Path, name: &str) -> PathBuf {
    let to = path.with_file_name(name);
    std::fs::copy(path, &to).unwrap();
    to
}

/// Whether a run of bytes stands anywhere in a file.
pub fn holds(path: &Path, what: &[u8]) -> bool {
    std::fs::read(path).unwrap().windows(what.len()).any(|window| window == what)
}
