//! Drafts in the file: rows of `local_draft`, each sealed under its author's key.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::error::{Error, Result};
use super::open::Store;
use crate::env::Env;

/// Bytes of the nonce before what is sealed.
const NONCE: usize = 12;

/// What seals and opens one user's drafts.
pub struct Seal {
    user: Uuid,
    key: Zeroizing<[u8; 32]>,
    cipher: ChaCha20Poly1305,
}

impl Seal {
    /// The seal of a user with this key.
    pub fn new(user: Uuid, key: &Zeroizing<[u8; 32]>) -> Seal {
        Seal { user, key: key.clone(), cipher: ChaCha20Poly1305::new(&(**key).into()) }
    }

    /// The row of a draft: it tells nothing of the draft's key to whoever does not have the seal's.
    fn name(&self, key: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update("binggong draft name");
        hash.update(*self.key);
        hash.update(key);
        hash.finalize().into()
    }

    /// Seals a part to its row and place, so that it cannot be put anywhere else.
    fn close(&self, env: &Env, name: &[u8; 32], part: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE] = env.bytes();
        let aad = [name.as_slice(), part.as_bytes()].concat();
        let sealed = self.cipher.encrypt(&nonce.into(), Payload { msg: bytes, aad: &aad });
        let mut sealed = sealed.map_err(|_| Error::Damaged("草稿太大，不能加密".to_owned()))?;
        sealed.splice(0..0, nonce);
        Ok(sealed)
    }

    fn open(&self, name: &[u8], part: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let aad = [name, part.as_bytes()].concat();
        self.cipher.decrypt(&nonce.into(), Payload { msg: sealed, aad: &aad }).ok()
    }
}

impl Store {
    /// Puts a draft over the earlier one with its key.
    pub fn put_draft(&self, seal: &Seal, env: &Env, key: &str, head: &[u8], content: &[u8]) -> Result<()> {
        if self.writer.is_none() {
            return Err(Error::ReadOnly(self.path().to_owned()));
        }
        let name = seal.name(key);
        let (head, content) =
            (seal.close(env, &name, "head", head)?, seal.close(env, &name, "content", content)?);
        self.conn
            .prepare_cached(
                "INSERT OR REPLACE INTO local_draft (user, name, head, content) VALUES (?,?,?,?)",
            )?
            .execute(params![seal.user.as_bytes(), name, head, content])?;
        Ok(())
    }

    /// The heads of the drafts that this seal opens; those under another key of the same user stay shut.
    pub fn drafts(&self, seal: &Seal) -> Result<Vec<Vec<u8>>> {
        let mut statement = self.conn.prepare_cached("SELECT name, head FROM local_draft WHERE user = ?")?;
        let mut rows = statement.query([seal.user.as_bytes()])?;
        let mut heads = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, head): (Vec<u8>, Vec<u8>) = (row.get(0)?, row.get(1)?);
            heads.extend(seal.open(&name, "head", &head));
        }
        Ok(heads)
    }

    /// How many drafts of the user this seal does not open.
    pub fn drafts_shut(&self, seal: &Seal) -> Result<usize> {
        let sql = "SELECT count(*) FROM local_draft WHERE user = ?";
        let all: i64 = self.conn.prepare_cached(sql)?.query_row([seal.user.as_bytes()], |row| row.get(0))?;
        Ok((all as usize).saturating_sub(self.drafts(seal)?.len()))
    }

    /// The content of a draft.
    pub fn draft(&self, seal: &Seal, key: &str) -> Result<Option<Vec<u8>>> {
        let name = seal.name(key);
        let sealed: Option<Vec<u8>> = self
            .conn
            .prepare_cached("SELECT content FROM local_draft WHERE user = ? AND name = ?")?
            .query_row(params![seal.user.as_bytes(), name], |row| row.get(0))
            .optional()?;
        let Some(sealed) = sealed else { return Ok(None) };
        let opened = seal.open(&name, "content", &sealed);
        opened.map(Some).ok_or_else(|| Error::Damaged("草稿无法解密".to_owned()))
    }

    /// Throws a draft away, if it is there.
    pub fn drop_draft(&self, seal: &Seal, key: &str) -> Result<()> {
        self.conn
            .prepare_cached("DELETE FROM local_draft WHERE user = ? AND name = ?")?
            .execute(params![seal.user.as_bytes(), seal.name(key)])?;
        Ok(())
    }

    /// The secret that this machine keeps for the ledger, for what nobody's password protects.
    pub fn machine_secret(&self, env: &Env) -> Result<Zeroizing<[u8; 32]>> {
        let ledger = self.ledger()?.ok_or(Error::NotFound)?;
        self.machine.secret(&ledger, env)
    }
}
