//! The lock beside a ledger: one program writes at a time, and the lock leaves no file behind.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::error::{Error, Result, io_at};

/// `X.ledger.lock`, held until it is dropped; a program that is killed loses it with its life.
pub(super) struct Lock {
    file: File,
    beside: PathBuf,
}

impl Lock {
    /// Takes the lock of the ledger at `path`, or says that another program has it.
    pub(super) fn take(path: &Path) -> Result<Lock> {
        let mut name = path.as_os_str().to_owned();
        name.push(".lock");
        let beside = PathBuf::from(name);
        loop {
            let file = File::options()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&beside)
                .map_err(io_at(path))?;
            match file.try_lock() {
                Ok(()) if same_file(&file, &beside) => return Ok(Lock { file, beside }),
                // Another program has just removed the name; the lock on it protects nothing.
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Error::Busy),
                Err(TryLockError::Error(error)) => return Err(io_at(path)(error)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The name goes first: whoever opens it afterwards makes a file of their own.
        let _ = fs::remove_file(&self.beside);
        let _ = self.file.unlock();
    }
}

#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(open), Ok(named)) => open.ino() == named.ino() && open.dev() == named.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same_file(_: &File, _: &Path) -> bool {
    true
}
