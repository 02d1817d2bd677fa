//! Places: where papers usually lie, and whether something can be written to one.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::ledger::{named, unwritable};

/// The home folder of whoever uses the machine.
pub(super) fn home() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("USERPROFILE").or_else(|| set("HOME"))
}

/// The folder that a person's papers usually lie in.
pub fn documents() -> PathBuf {
    let Some(home) = home() else { return PathBuf::new() };
    let usual = ["文档", "Documents"].map(|name| home.join(name));
    usual.into_iter().find(|dir| dir.is_dir()).unwrap_or(home)
}

/// Where to go with one step: home, papers, desktop, and what is plugged in.
pub(super) fn places() -> Vec<(String, PathBuf)> {
    let mut places = Vec::new();
    if let Some(home) = home().filter(|home| home.is_dir()) {
        for (name, dirs) in [("文档", ["文档", "Documents"]), ("桌面", ["桌面", "Desktop"])] {
            let there = dirs.map(|dir| home.join(dir)).into_iter().find(|dir| dir.is_dir());
            places.extend(there.map(|dir| (name.to_owned(), dir)));
        }
        places.insert(0, ("主目录".to_owned(), home));
    }
    places.extend(plugged_in());
    places
}

/// Sticks and discs, by the names of their folders.
#[cfg(unix)]
fn plugged_in() -> Vec<(String, PathBuf)> {
    let below = |dir: &Path| -> Vec<PathBuf> {
        let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
    };
    let mut found: Vec<PathBuf> = ["/media", "/run/media"]
        .iter()
        .flat_map(|top| below(Path::new(top)))
        .flat_map(|user| below(&user))
        .collect();
    found.sort();
    found
        .into_iter()
        .map(|path| (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), path))
        .collect()
}

/// Drives, by their letters.
#[cfg(not(unix))]
fn plugged_in() -> Vec<(String, PathBuf)> {
    let drives = ('A'..='Z').map(|letter| (format!("{letter}:"), PathBuf::from(format!("{letter}:\\"))));
    drives.filter(|(_, path)| path.is_dir()).collect()
}

/// Whether a file that is not there yet can be written.
///
/// # Errors
/// A sentence: there is something already, no such folder, or nothing can be written in it.
pub fn new_file(path: &Path) -> Result<(), String> {
    if path.exists() {
        return Err(format!("{}已经存在，没有覆盖。请换一个名字，或者先移走它。", named(path)));
    }
    match path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        Some(dir) => writable(dir),
        None => Ok(()),
    }
}

/// What a typed path means: a folder takes the file under its own name, a name without its ending gets it.
pub fn meant(typed: &str, file_name: &str) -> PathBuf {
    let path = PathBuf::from(typed.trim());
    if path.is_dir() {
        return path.join(file_name);
    }
    let Some(wanted) = Path::new(file_name).extension() else { return path };
    let ends = path.extension().is_some_and(|end| end.eq_ignore_ascii_case(wanted));
    if ends { path } else { PathBuf::from(format!("{}.{}", path.display(), wanted.display())) }
}

/// Writes a file where nothing lies yet.
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

/// Writes beside the place and gives the name last: half a file is never there.
fn write(dir: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut part = NamedTempFile::with_prefix_in(".binggong-", dir)?;
    part.write_all(bytes)?;
    part.as_file().sync_all()?;
    readable_by_others(part.path());
    part.persist_noclobber(path).map(|_| ()).map_err(|error| error.error)
}

/// A temporary file is its owner's alone; one for the bureau is not.
#[cfg(unix)]
fn readable_by_others(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let _ = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644));
}

#[cfg(not(unix))]
fn readable_by_others(_: &Path) {}

/// Whether something can be written in a folder.
///
/// # Errors
/// A sentence: no such folder, no permission, a full disk.
pub fn writable(dir: &Path) -> Result<(), String> {
    if !dir.is_dir() {
        return Err(format!("没有{}这个文件夹，请先建立，或者换一个位置。", named(dir)));
    }
    let tried =
        tempfile::tempfile_in(dir).and_then(|mut file| std::io::Write::write_all(&mut file, b"binggong"));
    tried.map_err(|error| unwritable(dir)(error).to_string())
}
