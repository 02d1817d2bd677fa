//! What can go wrong with the file, by kind; the sentences stand in `words`.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, Error)]
pub enum Error {
    #[error("no file at {0}")]
    Missing(PathBuf),
    #[error("a file is already there: {0}")]
    Exists(PathBuf),
    /// The file is of another kind, named in Chinese: `Excel 表格`.
    #[error("not a ledger but {0}")]
    NotOurs(&'static str),
    #[error("the file ends in the middle of a page")]
    Truncated,
    #[error("the file is encrypted and no passphrase was given")]
    NeedsPassphrase,
    /// SQLCipher cannot tell these apart.
    #[error("wrong passphrase or damaged file")]
    WrongPassphraseOrDamaged,
    #[error("format {found} is newer than {known}")]
    TooNew { found: u32, known: u32 },
    #[error("another program has the ledger open")]
    Busy,
    #[error("cannot write at {0}")]
    ReadOnly(PathBuf),
    #[error("the disk is full")]
    Full,
    /// A part of the file contradicts the rest; says which, in Chinese.
    #[error("damaged: {0}")]
    Damaged(String),
    #[error("no password slot of that user on this machine")]
    NoSlot,
    #[error("the password does not open the slot")]
    WrongPassword,
    /// An entry does not follow what is there: the hash that it names, and the one that is there.
    #[error("node {node}, entry {seq}: follows {named}, but {found} is there")]
    Fork { node: String, seq: u64, named: String, found: String },
    #[error("node {node}: entry {seq} comes, but only {held} are here")]
    Gap { node: String, seq: u64, held: u64, named: String, found: String },
    #[error("the packages belong to another ledger")]
    OtherLedger,
    /// Whoever waited for the work has asked it to stop; nothing was written.
    #[error("stopped")]
    Stopped,
    #[error("no such record")]
    NotFound,
    #[error("the record was changed in the meantime")]
    Stale,
    #[error("file error at {1}: {0}")]
    Io(#[source] io::Error, PathBuf),
    #[error(transparent)]
    Sql(rusqlite::Error),
    #[error("a body of the journal cannot be read: {0}")]
    Body(#[from] serde_json::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase,
            OperationInterrupted,
        };
        match error.sqlite_error_code() {
            Some(DiskFull) => Error::Full,
            Some(OperationInterrupted) => Error::Stopped,
            Some(DatabaseBusy | DatabaseLocked) => Error::Busy,
            Some(NotADatabase) => Error::WrongPassphraseOrDamaged,
            Some(DatabaseCorrupt) => Error::Damaged("数据库页面损坏".to_owned()),
            Some(CannotOpen | rusqlite::ErrorCode::ReadOnly) => Error::ReadOnly(PathBuf::new()),
            _ => Error::Sql(error),
        }
    }
}

/// Gives a file error its kind, keeping the path for the sentence.
pub fn io_at(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
    let path = path.into();
    move |error| match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::Full,
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly(path),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::Missing(path),
        io::ErrorKind::AlreadyExists => Error::Exists(path),
        _ => Error::Io(error, path),
    }
}
