//! Opening and making ledgers: one encrypted file, one writer, and every refusal by its kind.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::apply;
use super::blob;
use super::body::Body;
use super::error::{Error, Result, io_at};
use super::journal::{self, Header, NodeKey, Writer};
use super::lock::Lock;
use super::machine::Machine;
use crate::domain::hash::Hash;
use crate::env::Env;

/// The migrations of the truth and of `local_*` tables, in order: version = index + 1.
const LADDER: &[&str] = &[include_str!("ladder/0001.sql"), include_str!("ladder/0002.sql")];
/// "BGL1": the file is a ledger of ours.
const APPLICATION_ID: u32 = 0x4247_4c31;
/// Bytes that are looked at to tell another kind of file.
const LOOK_AT: usize = 512;

/// What opens the file.
#[derive(Clone)]
pub enum Key {
    /// The sample ledger, which is not encrypted.
    Plain,
    /// 台账口令.
    Passphrase(Zeroizing<String>),
}

impl Key {
    /// Whether a file with this key is encrypted: SQLCipher takes an empty passphrase for none.
    fn encrypts(&self) -> bool {
        matches!(self, Key::Passphrase(passphrase) if !passphrase.is_empty())
    }
}

/// What the file is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Read,
    Write,
}

/// An open ledger file.
pub struct Store {
    pub(super) conn: Connection,
    path: PathBuf,
    /// Held for as long as this program may write; the lock ends with it.
    _lock: Option<Lock>,
    pub(super) writer: Option<Writer>,
    pub(super) machine: Machine,
    /// While several acts are held together: where the writer stood before the first.
    held: Option<Option<Writer>>,
}

impl Store {
    /// Makes an empty ledger; whatever fails, no file is left behind.
    pub fn create(path: &Path, key: &Key, machine: Machine, env: &Env) -> Result<Store> {
        if path.exists() {
            return Err(Error::Exists(path.to_owned()));
        }
        if matches!(key, Key::Passphrase(_)) && !key.encrypts() {
            return Err(Error::NeedsPassphrase);
        }
        let lock = Some(Lock::take(path)?);
        let made = || -> Result<Connection> {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
            let conn = connect(path, flags, key)?;
            make(&conn)?;
            Ok(conn)
        };
        match made() {
            Ok(conn) => {
                let writer = Some(Writer::at_end(&conn, NodeKey::from_secret(&env.bytes()))?);
                Ok(Store { conn, path: path.to_owned(), _lock: lock, writer, machine, held: None })
            }
            Err(error) => {
                let _ = fs::remove_file(path);
                Err(at(path, error))
            }
        }
    }

    /// Makes an empty ledger in memory, for trials and tests.
    pub fn create_in_memory(machine: Machine, env: &Env) -> Result<Store> {
        let conn = Connection::open_in_memory()?;
        settle(&conn)?;
        make(&conn)?;
        let writer = Some(Writer::at_end(&conn, NodeKey::from_secret(&env.bytes()))?);
        Ok(Store { conn, path: PathBuf::new(), _lock: None, writer, machine, held: None })
    }

    /// Opens a ledger that is there.
    pub fn open(path: &Path, key: &Key, mode: Mode, machine: Machine, env: &Env) -> Result<Store> {
        let plain = look(path)?;
        let key = match (plain, key) {
            (true, _) => &Key::Plain,
            (false, key) if !key.encrypts() => return Err(Error::NeedsPassphrase),
            (false, key) => key,
        };
        let lock = if mode == Mode::Write { Some(Lock::take(path)?) } else { None };
        Store::open_locked(path, key, mode, lock, machine, env).map_err(|error| match error {
            Error::WrongPassphraseOrDamaged if plain => Error::Damaged("数据库文件头损坏".to_owned()),
            other => at(path, other),
        })
    }

    fn open_locked(
        path: &Path,
        key: &Key,
        mode: Mode,
        lock: Option<Lock>,
        machine: Machine,
        env: &Env,
    ) -> Result<Store> {
        // Readers too, so that they can roll back what a killed writer left; where the file or its folder is
        // write-protected, SQLite falls back to reading by itself.
        let conn = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, key)?;
        if mode == Mode::Read {
            conn.pragma_update(None, "query_only", true)?;
        }
        let found = check_format(&conn)?;
        if mode == Mode::Read && !is_current(&conn, found) {
            // Tables of another version of the program follow from the journal otherwise: made anew first.
            drop(conn);
            let lock = Some(Lock::take(path)?);
            let mut store = Store::open_locked(path, key, Mode::Write, lock, machine, env)?;
            let machine = std::mem::replace(&mut store.machine, Machine::ephemeral());
            drop(store);
            return Store::open_locked(path, key, Mode::Read, None, machine, env);
        }
        let mut store = Store { conn, path: path.to_owned(), _lock: lock, writer: None, machine, held: None };
        if mode == Mode::Write {
            store.machine.check_writable()?;
            store.climb(found, env)?;
            blob::sweep(&store.conn)?;
            store.writer = Some(store.take_up_node(env)?);
        }
        Ok(store)
    }

    /// The salt at the beginning of an encrypted ledger that nobody in this program has open; none for a
    /// plain one.
    pub fn salt_at(path: &Path) -> Result<Option<[u8; 16]>> {
        if look(path)? {
            return Ok(None);
        }
        let mut salt = [0; 16];
        File::open(path).and_then(|mut file| file.read_exact(&mut salt)).map_err(io_at(path))?;
        Ok(Some(salt))
    }

    /// The node as which this machine writes.
    pub fn node(&self) -> Option<[u8; 32]> {
        self.writer.as_ref().map(|writer| writer.key.node())
    }

    /// Where the ledger lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it lies in a file, so that a second connection can be opened.
    pub fn is_a_file(&self) -> bool {
        !self.path.as_os_str().is_empty()
    }

    /// The machine that has it open.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// The salt of an encrypted file, by which a machine finds its slots.
    pub fn file_salt(&self) -> Result<Option<[u8; 16]>> {
        let salt: Option<String> =
            self.conn.query_row("PRAGMA cipher_salt", [], |row| row.get(0)).unwrap_or(None);
        Ok(salt.and_then(|salt| <[u8; 16]>::try_from(hex::decode(salt).ok()?).ok()))
    }

    /// The hash of the founding entry, which names the ledger on every machine.
    pub fn ledger(&self) -> Result<Option<Hash>> {
        journal::founding(&self.conn)
    }

    /// A second, read-only connection to the same file.
    pub fn reader(&self, key: &Key, env: &Env) -> Result<Store> {
        Store::open_locked(&self.path, key, Mode::Read, None, Machine::ephemeral(), env)
    }

    /// Writes one entry, its small files and what follows from it, or nothing at all.
    pub fn append(
        &mut self,
        env: &Env,
        at: DateTime<Utc>,
        body: &Body<'_>,
        files: &[&[u8]],
    ) -> Result<Header> {
        let Some(mut writer) = self.writer.clone() else { return Err(Error::ReadOnly(self.path.clone())) };
        let bytes = serde_json::to_vec(body)?;
        let salt = env.bytes();
        let transaction = self.conn.savepoint()?;
        journal::check_removable(&transaction, &body.redacts)?;
        for file in files {
            blob::put(&transaction, file)?;
        }
        for file in &body.blobs {
            blob::register(&transaction, &file.hash, file.size)?;
        }
        let header = writer.append(&transaction, at, &salt, &bytes)?;
        apply::apply(&transaction, &header, &bytes)?;
        if body.removes() {
            apply::carry_out_removals(&transaction)?;
        }
        transaction.commit()?;
        self.writer = Some(writer);
        if self.held.is_none() {
            self.remember();
        }
        Ok(header)
    }

    /// Notes on this machine where its node stands. The entry is in the ledger whatever becomes of this: a
    /// place that is behind still stands.
    fn remember(&self) {
        if let (Some(writer), Ok(Some(ledger))) = (&self.writer, self.ledger()) {
            let _ = self.machine.remember(&ledger, writer);
        }
    }

    /// Holds the acts that follow together until [`Store::keep`] or [`Store::drop_held`].
    pub fn hold(&mut self) -> Result<()> {
        self.conn.execute_batch("BEGIN IMMEDIATE")?;
        self.held = Some(self.writer.clone());
        Ok(())
    }

    /// Writes the acts that were held together, all at once.
    pub fn keep(&mut self) -> Result<()> {
        self.conn.execute_batch("COMMIT")?;
        self.held = None;
        self.remember();
        Ok(())
    }

    /// Lets the acts that were held together never have been.
    pub fn drop_held(&mut self) -> Result<()> {
        if let Some(writer) = self.held.take() {
            self.writer = writer;
            // A full disk may have rolled back by itself.
            if !self.conn.is_autocommit() {
                self.conn.execute_batch("ROLLBACK")?;
            }
        }
        Ok(())
    }

    /// Fills the derived tables anew from the journal.
    pub fn rebuild(&mut self) -> Result<()> {
        let transaction = self.conn.transaction()?;
        apply::rebuild(&transaction)?;
        transaction.commit()?;
        Ok(())
    }

    /// What this machine has noted of the ledger under this name.
    pub fn note(&self, name: &str) -> Result<Option<Vec<u8>>> {
        Ok(self.ledger()?.and_then(|ledger| self.machine.note(name, &ledger)))
    }

    /// Notes something of the ledger on this machine.
    pub fn keep_note(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let ledger = self.ledger()?.ok_or(Error::NotFound)?;
        self.machine.keep_note(name, &ledger, bytes)
    }

    /// Copies the whole ledger to a file that is not there yet; the passphrase stays.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        if path.exists() {
            return Err(Error::Exists(path.to_owned()));
        }
        // A reader changes nothing in the ledger, and is let write the copy; while a file is brought up to date
        // nobody writes yet, and still it may be written to.
        let barred: bool = self.conn.query_row("PRAGMA query_only", [], |row| row.get(0))?;
        self.conn.pragma_update(None, "query_only", false)?;
        let copied = self.conn.execute("VACUUM INTO ?", [path.to_string_lossy()]);
        self.conn.pragma_update(None, "query_only", barred)?;
        copied?;
        Ok(())
    }

    /// Limits the file to this many pages, so that a full disk can be tried out.
    pub fn limit_pages(&self, pages: u32) -> Result<()> {
        self.conn.pragma_update(None, "max_page_count", pages)?;
        Ok(())
    }

    /// How many pages the file has.
    pub fn pages(&self) -> Result<u32> {
        Ok(self.conn.query_row("PRAGMA page_count", [], |row| row.get(0))?)
    }

    /// Where this machine remembers that its node stood: a head that is always at hand.
    pub fn remembered(&self) -> Result<Option<(u64, String)>> {
        let place = self.ledger()?.and_then(|ledger| self.machine.place(&ledger));
        Ok(place.map(|place| (place.seq, place.head.to_string())))
    }

    fn climb(&mut self, found: u32, env: &Env) -> Result<()> {
        if is_current(&self.conn, found) {
            return Ok(());
        }
        self.back_up(env)?;
        let transaction = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)?;
        climb_ladder(&transaction, found)?;
        apply::redefine(&transaction)?;
        set_definition(&transaction)?;
        transaction.commit()?;
        Ok(())
    }

    /// A verified copy beside the ledger, before anything is changed in it.
    fn back_up(&self, env: &Env) -> Result<()> {
        let stamp = env.now().format("%Y%m%d-%H%M%S");
        let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let copy = self.path.with_file_name(format!("{name}.{stamp}.bak"));
        self.copy_to(&copy)?;
        let count =
            |conn: &Connection| conn.query_row("SELECT count(*) FROM entry", [], |row| row.get::<_, i64>(0));
        self.conn.execute("ATTACH DATABASE ? AS copied", [copy.to_string_lossy()])?;
        let copied = self.conn.query_row("SELECT count(*) FROM copied.entry", [], |row| row.get::<_, i64>(0));
        self.conn.execute("DETACH DATABASE copied", [])?;
        if copied? != count(&self.conn)? {
            return Err(Error::Damaged("备份核对不一致".to_owned()));
        }
        Ok(())
    }

    /// The node that this machine goes on writing as: a new one where the machine is new to the ledger, or
    /// where the file is behind what the machine remembers (a restored backup).
    fn take_up_node(&self, env: &Env) -> Result<Writer> {
        let fresh = || NodeKey::from_secret(&env.bytes());
        let Some(ledger) = self.ledger()? else { return Writer::at_end(&self.conn, fresh()) };
        let Some(place) = self.machine.place(&ledger) else { return Writer::at_end(&self.conn, fresh()) };
        let key = place.key();
        let stands = self.hash_at(&key.node(), place.seq)? == Some(place.head);
        Writer::at_end(&self.conn, if stands { key } else { fresh() })
    }

    pub(super) fn hash_at(&self, node: &[u8; 32], seq: u64) -> Result<Option<Hash>> {
        use rusqlite::OptionalExtension as _;
        let mut statement = self.conn.prepare_cached("SELECT hash FROM entry WHERE node = ? AND seq = ?")?;
        Ok(statement.query_row(rusqlite::params![node, seq as i64], |row| row.get(0).map(Hash)).optional()?)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if self.writer.is_some() {
            // At rest the ledger is one file: the emptied rollback journal beside it goes.
            let _ = self.conn.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()));
        }
    }
}

/// Puts the ledger's path into errors that came without one.
fn at(path: &Path, error: Error) -> Error {
    match error {
        Error::ReadOnly(empty) if empty.as_os_str().is_empty() => Error::ReadOnly(path.to_owned()),
        other => other,
    }
}

/// A connection with its key, whether or not that opens the file.
fn keyed(path: &Path, flags: OpenFlags, key: &Key) -> Result<Connection> {
    let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    // Before the key, or SQLCipher writes English to stderr.
    conn.pragma_update(None, "cipher_log_level", "NONE")?;
    if let Key::Passphrase(passphrase) = key {
        conn.pragma_update(None, "key", passphrase.as_str())?;
    }
    Ok(conn)
}

fn connect(path: &Path, flags: OpenFlags, key: &Key) -> Result<Connection> {
    // While other connections of the process open and close, SQLCipher has been seen to refuse a sound key, and to
    // take it when it is asked again. No file is read for this, so that asking again costs nothing.
    let conn = keyed(path, flags, key).or_else(|_| keyed(path, flags, key))?;
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    settle(&conn)?;
    Ok(conn)
}

fn settle(conn: &Connection) -> Result<()> {
    conn.execute_batch(
        "PRAGMA cache_size = -65536; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON;
         PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;",
    )?;
    if !conn.is_readonly("main")? {
        conn.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()))?;
    }
    conn.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn make(conn: &Connection) -> Result<()> {
    conn.execute_batch("BEGIN EXCLUSIVE")?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    make_tables(conn)?;
    set_definition(conn)?;
    conn.execute_batch("COMMIT")?;
    Ok(())
}

/// Every table of a new ledger, empty.
pub(super) fn make_tables(conn: &Connection) -> Result<()> {
    climb_ladder(conn, 0)?;
    apply::create(conn)
}

fn climb_ladder(conn: &Connection, from: u32) -> Result<()> {
    for step in &LADDER[from as usize..] {
        conn.execute_batch(step)?;
    }
    conn.pragma_update(None, "user_version", LADDER.len() as u32)?;
    Ok(())
}

fn set_definition(conn: &Connection) -> Result<()> {
    conn.execute(
        "INSERT OR REPLACE INTO local_meta (key, value) VALUES ('derived', ?)",
        [apply::definition()],
    )?;
    Ok(())
}

/// Whether truth and derived tables are as this program makes them.
fn is_current(conn: &Connection, found: u32) -> bool {
    let sql = "SELECT value FROM local_meta WHERE key = 'derived'";
    let defined: Option<String> = conn.query_row(sql, [], |row| row.get(0)).ok();
    found as usize == LADDER.len() && defined.as_deref() == Some(apply::definition().as_str())
}

fn check_format(conn: &Connection) -> Result<u32> {
    let id: i64 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if id as u32 != APPLICATION_ID {
        return Err(Error::NotOurs("其他程序的数据库"));
    }
    let found: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = LADDER.len() as u32;
    if found > known { Err(Error::TooNew { found, known }) } else { Ok(found) }
}

/// Whether these bytes begin a text: an encrypted ledger is random from its first byte on.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // A character that the end of the look cuts through.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or("")
        }
        Err(_) => "",
    };
    !text.is_empty() && !text.chars().any(|c| c.is_control() && !c.is_whitespace())
}

/// Looks at the first bytes, before SQLite has the file open: whether it is plain, or what else it is.
fn look(path: &Path) -> Result<bool> {
    let meta = fs::metadata(path).map_err(io_at(path))?;
    if !meta.is_file() {
        return Err(Error::NotOurs("文件夹"));
    }
    let mut head = Vec::with_capacity(LOOK_AT);
    File::open(path)
        .map_err(io_at(path))?
        .take(LOOK_AT as u64)
        .read_to_end(&mut head)
        .map_err(io_at(path))?;
    let kind = match head.as_slice() {
        [] => "空文件",
        [b'P', b'K', 3, 4, ..] => "Excel、Word 或压缩包文件",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "旧版 Excel 或 Word 文件",
        [b'%', b'P', b'D', b'F', ..] => "PDF 文件",
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] => "图片",
        head if head.starts_with(b"SQLite format 3\0") => return Ok(true),
        head if is_text(head) => "文本文件",
        _ => "",
    };
    if !kind.is_empty() {
        return Err(Error::NotOurs(kind));
    }
    if meta.len() < 4096 || meta.len() % 4096 != 0 { Err(Error::Truncated) } else { Ok(false) }
}
