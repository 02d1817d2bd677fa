//! Where the PDF of a notice goes: a folder of the bureau's, a viewer.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::ledger::{named, unwritable};
use crate::ui::file_choice::new_file;

/// What a typed path means: a folder takes the paper under its own name, a name without an ending is a PDF.
pub fn meant(typed: &str, file_name: &str) -> PathBuf {
    let path = PathBuf::from(typed.trim());
    if path.is_dir() {
        return path.join(file_name);
    }
    let ends = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    if ends { path } else { PathBuf::from(format!("{}.pdf", path.display())) }
}

/// Writes the paper where nothing lies yet.
///
/// # Errors
/// A sentence: the file is there already, or the folder cannot be written.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    new_file(path)?;
    let dir = path.parent().unwrap_or(path);
    write(dir, path, bytes).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!("{}已经存在，没有覆盖。请换一个名字。", named(path)),
        _ => unwritable(dir)(error).to_string(),
    })
}

/// Writes beside the place and gives the name last: half a paper is never there.
fn write(dir: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut part = NamedTempFile::with_prefix_in(".binggong-", dir)?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    readable_by_others(part.path());
    part.persist_noclobber(path).map(|_| ()).map_err(|error| error.error)
}

/// A temporary file is its owner's alone; a paper for the bureau is not.
#[cfg(unix)]
fn readable_by_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) {}

/// Opens a copy with the system's viewer.
///
/// # Errors
/// A sentence with the place of the copy.
pub fn view(copy: &Path) -> Result<String, String> {
    match open::that_detached(copy) {
        Ok(()) => Ok("已用阅读器打开副本，退出程序时副本自动删除。".to_owned()),
        Err(_) => Err(format!(
            "没有找到能打开 PDF 的阅读器。副本在{}，可以自己打开；也可以先保存 PDF。",
            named(copy)
        )),
    }
}
