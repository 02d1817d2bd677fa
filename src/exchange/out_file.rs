//! Files for people: written whole beside their name and only then given it.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that is written but does not have its name yet; dropped, it is gone.
pub struct OutFile {
    part: NamedTempFile,
    path: PathBuf,
}

impl OutFile {
    /// Writes the bytes beside where they will lie, in a folder that is made if it is missing.
    pub fn write(path: &Path, bytes: &[u8]) -> io::Result<OutFile> {
        let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(dir)?;
        if path.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let mut part = NamedTempFile::with_prefix_in(".binggong-", dir)?;
        part.write_all(bytes)?;
        part.as_file().sync_all()?;
        Ok(OutFile { part, path: path.to_owned() })
    }

    /// Gives the file its name, over one that is there.
    pub fn keep(self) -> io::Result<PathBuf> {
        readable_by_others(self.part.path());
        self.part.persist(&self.path).map_err(|error| error.error)?;
        Ok(self.path)
    }
}

/// A temporary file is its owner's alone; a paper for the bureau is not.
#[cfg(unix)]
fn readable_by_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) {}
