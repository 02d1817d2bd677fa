//! Sealing: an identity for each record, everything encrypted to it and padded, and the identity wrapped for holders.

mod letter;

use age::secrecy::ExposeSecret as _;
use age::x25519;
use bech32::{Bech32, Hrp};
use rusqlite::params;
use zeroize::Zeroizing;

use super::error::{Error, Result};
use super::open::Store;
use crate::env::Env;

pub use letter::Letter;

/// Bytes that say how much of what is padded is content.
const LENGTH: usize = 8;
/// The smallest sizes; the next ones are four times, and for files twice, as large.
const LEAST_LAYER: usize = 4 << 10;
const LEAST_FILE: usize = 64 << 10;

/// What opens what is sealed to it: a record's, a user's, or the key on paper.
pub struct Identity(x25519::Identity);

impl Identity {
    /// A new one for a record or for paper.
    pub fn new(env: &Env) -> Identity {
        Identity::from_secret(&Zeroizing::new(env.bytes()))
    }

    /// The one with this X25519 secret.
    pub fn from_secret(secret: &Zeroizing<[u8; 32]>) -> Identity {
        let written = Zeroizing::new(lettered("age-secret-key-", secret.as_slice()).to_uppercase());
        Identity(written.parse().expect("32 bytes are an identity"))
    }

    /// The one that stands on a sheet; spaces, line breaks and small letters are forgiven, slips are not.
    pub fn from_paper(typed: &str) -> Option<Identity> {
        let typed: Zeroizing<String> =
            Zeroizing::new(typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase());
        typed.parse().ok().map(Identity)
    }

    /// As it stands on the sheet.
    pub fn on_paper(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// The public half, as the journal has it.
    pub fn public(&self) -> [u8; 32] {
        let written = self.0.to_public().to_string();
        let (_, bytes) = bech32::decode(&written).expect("age writes what it reads");
        bytes.try_into().expect("a public key has 32 bytes")
    }

    /// Encrypts a layer, so that its size tells one of a few.
    pub fn seal_layer(&self, content: &[u8]) -> Result<Vec<u8>> {
        self.seal(content, LEAST_LAYER, 4)
    }

    /// Encrypts a file, so that its size tells no more than between which powers of two it lies.
    pub fn seal_file(&self, content: &[u8]) -> Result<Vec<u8>> {
        self.seal(content, LEAST_FILE, 2)
    }

    fn seal(&self, content: &[u8], least: usize, factor: usize) -> Result<Vec<u8>> {
        let mut size = least;
        while size < content.len() + LENGTH {
            size *= factor;
        }
        let mut padded = Zeroizing::new(Vec::with_capacity(size));
        padded.extend_from_slice(&(content.len() as u64).to_be_bytes());
        padded.extend_from_slice(content);
        padded.resize(size, 0);
        age::encrypt(&self.0.to_public(), &padded).map_err(|_| failed())
    }

    /// Decrypts a layer or a file; none where it is sealed to somebody else or was altered.
    pub fn open(&self, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        unpadded(&Zeroizing::new(age::decrypt(&self.0, sealed).ok()?))
    }
}

/// What was padded, without the padding.
pub fn unpadded(padded: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (length, rest) = padded.split_at_checked(LENGTH)?;
    let length = usize::try_from(u64::from_be_bytes(length.try_into().ok()?)).ok()?;
    Some(Zeroizing::new(rest.get(..length)?.to_vec()))
}

/// Wraps a record's identity for whoever holds the secret of this public key.
pub fn wrap_for(record: &Identity, holder: &[u8; 32]) -> Result<Vec<u8>> {
    let holder: x25519::Recipient = lettered("age", holder).parse().map_err(|_| failed())?;
    age::encrypt(&holder, record.on_paper().as_bytes()).map_err(|_| failed())
}

/// The record's identity from the first wrap that this holder opens.
pub fn open_wrap(wraps: &[Vec<u8>], holder: &Identity) -> Option<Identity> {
    wraps.iter().find_map(|wrap| {
        let opened = Zeroizing::new(age::decrypt(&holder.0, wrap).ok()?);
        Identity::from_paper(std::str::from_utf8(&opened).ok()?)
    })
}

fn lettered(kind: &str, bytes: &[u8]) -> String {
    bech32::encode::<Bech32>(Hrp::parse_unchecked(kind), bytes).expect("32 bytes are short enough")
}

fn failed() -> Error {
    Error::Damaged("密封内容无法加密".to_owned())
}

impl Store {
    /// The last number of sealed records in a year; 0 before the first.
    pub fn last_sealed(&self, year: u16) -> Result<u32> {
        let sql = "SELECT coalesce(max(seq), 0) FROM sealed WHERE year = ?";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![year], |row| row.get(0))?)
    }
}
