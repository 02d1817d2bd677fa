//! Backups: whole copies in a folder of the machine's choice, each opened and verified before it counts.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::accounts::Second;
use super::error::{Error, Result, unwritable};
use super::file::{Depth, Machine, Mode, Watch};
use super::{Ledger, io_at};
use crate::env::Env;
use crate::store;

/// How many copies stay in the folder; older ones go.
const KEEP: usize = 14;
/// What the machine's note about backups is called.
const NOTE: &str = "backup";

/// Where this machine puts copies of a ledger, and how the last one went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupPlan {
    pub folder: PathBuf,
    pub last: Option<BackupMade>,
    /// Why the last attempt failed.
    pub problem: Option<String>,
}

/// A copy that was opened and verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupMade {
    pub at: DateTime<Utc>,
    pub file: PathBuf,
    /// The head of the copy.
    pub entries: u64,
    pub hash: String,
}

impl Ledger {
    /// Where this machine backs the ledger up; nowhere until a person has said where.
    pub fn backup_plan(&self) -> Option<BackupPlan> {
        serde_json::from_slice(&self.store().note(NOTE).ok()??).ok()
    }

    /// Whether the ledger holds what the last copy does not.
    pub fn backup_due(&self) -> bool {
        let (Some(plan), Ok(Some((_, head)))) = (self.backup_plan(), self.head()) else { return false };
        plan.problem.is_some() || plan.last.is_none_or(|last| last.hash != head.to_string())
    }

    /// Notes on this machine where copies go and how the last attempt ended.
    ///
    /// # Errors
    /// The machine's folder cannot be written.
    pub fn note_backup(&self, folder: &Path, made: &Result<BackupMade>) -> Result<()> {
        let before = self.backup_plan().and_then(|plan| plan.last);
        let plan = match made {
            Ok(made) => BackupPlan { folder: folder.to_owned(), last: Some(made.clone()), problem: None },
            Err(error) => {
                BackupPlan { folder: folder.to_owned(), last: before, problem: Some(error.to_string()) }
            }
        };
        let json = serde_json::to_vec(&plan).map_err(store::Error::Body)?;
        Ok(self.store().keep_note(NOTE, &json)?)
    }
}

impl Second {
    /// Copies the whole ledger into a folder, opens the copy with the same passphrase and verifies it; a copy that
    /// does not hold does not stay.
    ///
    /// # Errors
    /// A folder that is missing or cannot be written, a full disk, a copy that does not verify, or
    /// [`store::Error::Stopped`].
    pub fn back_up(self, folder: &Path, watch: &Watch) -> Result<BackupMade> {
        let key = self.key();
        let ledger = self.open()?;
        let path = ledger.store().path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if fs::canonicalize(folder).ok() == path.parent().and_then(|dir| fs::canonicalize(dir).ok()) {
            return Err(Error::Refused(
                "备份和台账在同一个文件夹，一起丢失就没有用了。请选另一个文件夹，最好在另一块硬盘或者 U 盘上。"
                    .to_owned(),
            ));
        }
        if !folder.is_dir() {
            return Err(store::Error::Missing(folder.to_owned()).into());
        }
        let at = ledger.env().now();
        let parts =
            tempfile::Builder::new().prefix(".binggong-").tempdir_in(folder).map_err(unwritable(folder))?;
        let part = parts.path().join("part.ledger");
        ledger.store().copy_to(&part)?;
        watch.step(0)?;
        let head = ledger.head()?;
        let copy = Ledger::open(&part, &key, Mode::Read, Machine::ephemeral(), Env::System)?;
        let heads: Vec<(u64, String)> = head.iter().map(|(count, hash)| (*count, hash.to_string())).collect();
        let report = copy.verify_watched(Depth::Quick, &heads, watch)?;
        drop(copy);
        let (entries, hash) = match (report.faults.is_empty(), report.head) {
            (true, Some((entries, hash))) => (entries, hash.to_string()),
            _ => {
                return Err(Error::Refused(
                    "备份核对不一致，没有留下。请检查硬盘，再备份一次；仍然不行的，请全面核对台账。"
                        .to_owned(),
                ));
            }
        };
        let file = folder.join(format!("{stem} {}.ledger", stamp(at)));
        if file.exists() {
            return Err(store::Error::Exists(file).into());
        }
        fs::rename(&part, &file).map_err(io_at(&file))?;
        prune(folder, &stem);
        Ok(BackupMade { at, file, entries, hash })
    }
}

/// A copy of a backup under a new name, to be opened beside the ledger: the backup itself stays untouched.
///
/// # Errors
/// A backup that is not there or no ledger, a name that is taken, a folder that cannot be written.
pub fn restore(backup: &Path, copy: &Path) -> Result<()> {
    store::Store::salt_at(backup)?;
    if copy.exists() {
        return Err(store::Error::Exists(copy.to_owned()).into());
    }
    let dir = copy.parent().unwrap_or(Path::new("")).to_owned();
    let part = tempfile::NamedTempFile::with_prefix_in(".binggong-", &dir).map_err(unwritable(&dir))?;
    fs::copy(backup, part.path()).map_err(unwritable(&dir))?;
    part.persist_noclobber(copy).map_err(|error| io_at(copy)(error.error))?;
    Ok(())
}

/// `2026-03-05 090000`, as the clock on the wall shows it; names in the order of time.
fn stamp(at: DateTime<Utc>) -> String {
    crate::env::local(at).format("%Y-%m-%d %H%M%S").to_string()
}

/// Lets the oldest copies of this ledger go; whatever else lies in the folder stays.
fn prune(folder: &Path, stem: &str) {
    let is_ours = |name: &str| {
        let stamp = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix(' ')?.strip_suffix(".ledger"));
        stamp.is_some_and(|stamp| {
            stamp.len() == "2026-03-05 090000".len()
                && stamp.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ')
        })
    };
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.retain(|name| is_ours(name));
    names.sort();
    let too_many = names.len().saturating_sub(KEEP);
    for name in &names[..too_many] {
        let _ = fs::remove_file(folder.join(name));
    }
}
