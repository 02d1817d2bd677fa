//! Files on their way into a sealed record: encrypted beside the window, brought in part by part, named last.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use chrono::NaiveDate;
use zeroize::Zeroizing;

use super::super::error::{Error, Result, io_at};
use super::super::file::Watch;
use super::super::proving::Proven;
use super::super::{Draft, Ledger};
use super::reading::{from_paper, unlocked};
use super::{Attachment, FILE_MOST, MEDIA, seal_file, too_large};
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::interference::{Attached, Direction, FollowUp, Interference, Material, Sealed, Threat};
use crate::domain::user::User;
use crate::exchange::photo::shown;
use crate::store::Identity;

/// Bytes that are read, or brought in, at once: next to no time even on a slow disk.
const PART: usize = 1 << 20;

/// What encrypts the files of one record, on whatever thread.
pub struct Sealing {
    identity: Identity,
}

/// A file that was encrypted, and how much of it the ledger has.
pub struct Closed {
    attached: Attached,
    bytes: Vec<u8>,
    brought: usize,
}

impl Closed {
    /// How much has been brought in, of how much.
    pub fn progress(&self) -> (u64, u64) {
        (self.brought as u64, self.bytes.len() as u64)
    }
}

/// Files that come with an act.
pub(in crate::ledger) enum Files {
    /// Small ones, written with the act.
    Whole(Vec<Vec<u8>>),
    /// Those whose parts are in the ledger already.
    Brought(Vec<(Hash, u64)>),
}

impl Files {
    pub fn none() -> Files {
        Files::Whole(Vec::new())
    }

    pub fn keep(self, draft: &mut Draft<'_>) {
        match self {
            Files::Whole(files) => files.into_iter().for_each(|file| {
                draft.keep(file, MEDIA);
            }),
            Files::Brought(files) => files.iter().for_each(|(hash, size)| draft.claim(*hash, *size, MEDIA)),
        }
    }
}

impl Sealing {
    /// Reads a file and encrypts it.
    ///
    /// # Errors
    /// A file that is empty, too large or cannot be read; whoever waits has asked to stop.
    pub fn close(&self, path: &Path, material: Material, watch: &Watch) -> Result<Closed> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut file = File::open(path).map_err(io_at(path))?;
        let size = file.metadata().map_err(io_at(path))?.len();
        if size > FILE_MOST as u64 {
            return Err(too_large(&name, size));
        }
        // What grows while it is read is no longer what was chosen.
        let mut bytes = Zeroizing::new(Vec::with_capacity(size as usize));
        loop {
            let before = bytes.len();
            file.by_ref().take(PART as u64).read_to_end(&mut bytes).map_err(io_at(path))?;
            if bytes.len() == before || bytes.len() > FILE_MOST {
                break;
            }
            watch.step((bytes.len() - before) as u64)?;
        }
        let file = Attachment { material, name: &name, media: media_of(&name), bytes: &bytes };
        let (attached, bytes) = seal_file(&self.identity, &file)?;
        Ok(Closed { attached, bytes, brought: 0 })
    }

    /// The bytes of a file of the record, read from whatever connection.
    ///
    /// # Errors
    /// A file of another record, or one that was altered.
    pub fn open(&self, ledger: &Ledger, file: &Hash) -> Result<Zeroizing<Vec<u8>>> {
        ledger.opened_file(&self.identity, file)
    }
}

/// The points of a picture, three bytes each, row by row, with its width and height.
pub type Points = ([usize; 2], Vec<u8>);

/// A JPEG or PNG as it is shown, no larger than this on either side.
///
/// # Errors
/// What is no such picture.
pub fn points_of(bytes: &[u8], most: u32) -> Result<Points> {
    let picture = shown(bytes, most).map_err(|unfit| Error::Refused(unfit.sentence()))?;
    Ok(([picture.width as usize, picture.height as usize], picture.rgb))
}

/// What kind of file it is, by the end of its name.
fn media_of(name: &str) -> &'static str {
    let end = name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
    match end.as_str() {
        "txt" | "md" => "text/plain",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "pdf" => "application/pdf",
        "m4a" | "aac" => "audio/mp4",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "amr" => "audio/amr",
        "mp4" => "video/mp4",
        _ => MEDIA,
    }
}

impl Ledger {
    /// Begins a record with files: they are encrypted to it before it is sealed.
    pub fn begin_sealing(&self) -> Sealing {
        Sealing { identity: Identity::new(&self.env) }
    }

    /// Begins to add files to a record that the acting user opens.
    ///
    /// # Errors
    /// As [`Ledger::unseal`].
    pub fn begin_adding(&self, id: Id<Sealed>) -> Result<Sealing> {
        let (_, _, identity) = self.taken_up(id)?;
        Ok(Sealing { identity })
    }

    /// The same with the key on paper, whoever acts; for reading alone.
    ///
    /// # Errors
    /// As [`Ledger::unseal_with_paper`].
    pub fn begin_with_paper(&self, id: Id<Sealed>, paper: &str) -> Result<Sealing> {
        Ok(Sealing { identity: unlocked(&self.get(id)?.value, &from_paper(paper)?)? })
    }

    /// Brings in one more part of a file; tells whether it was the last. Parts of a record that is never sealed
    /// are swept at the next opening.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn bring(&mut self, file: &mut Closed) -> Result<bool> {
        let to = (file.brought + PART).min(file.bytes.len());
        let part = &file.bytes[file.brought..to];
        self.store.stage_part(&file.attached.file, file.brought / PART, part)?;
        file.brought = to;
        Ok(to == file.bytes.len())
    }

    /// Seals a record with files that were brought in: see [`Ledger::seal_interference`].
    ///
    /// # Errors
    /// As there.
    pub fn seal_brought(
        &mut self,
        record: &Interference,
        sealing: &Sealing,
        files: &[Closed],
        to: Option<Id<User>>,
    ) -> Result<Id<Sealed>> {
        let (record, files) = with(record, files);
        self.seal_as(&sealing.identity, record, files, to)
    }

    /// Corrects a record and adds files that were brought in: see [`Ledger::correct_sealed`].
    ///
    /// # Errors
    /// As there.
    pub fn correct_brought(
        &mut self,
        id: Id<Sealed>,
        now: &Interference,
        files: &[Closed],
        why: &str,
    ) -> Result<()> {
        let (now, files) = with(now, files);
        self.correct_as(id, now, files, why)
    }
}

/// What follows a record, with files that were brought in.
impl Ledger {
    /// Seals a threat: see [`Ledger::seal_threat`].
    ///
    /// # Errors
    /// As there.
    pub fn seal_threat_brought(
        &mut self,
        threat: &Threat,
        sealing: &Sealing,
        files: &[Closed],
        to: Option<Id<User>>,
    ) -> Result<Id<Sealed>> {
        let (attached, files) = brought(files);
        self.seal_threat_as(&sealing.identity, Threat { attached, ..threat.clone() }, files, to)
    }

    /// Enters a 批示 that was written on paper: see [`Ledger::direct_sealed_on_paper`].
    ///
    /// # Errors
    /// As there.
    pub fn direct_on_paper_brought(
        &mut self,
        id: Id<Sealed>,
        direction: &Direction,
        written_on: NaiveDate,
        scan: &Closed,
        proven: &Proven,
    ) -> Result<()> {
        let (_, files) = brought(std::slice::from_ref(scan));
        self.direct_on_paper_as(id, direction, (written_on, scan.attached.clone()), files, proven)
    }

    /// Enters a step after a record: see [`Ledger::follow_up_sealed`].
    ///
    /// # Errors
    /// As there.
    pub fn follow_up_brought(&mut self, id: Id<Sealed>, step: &FollowUp, files: &[Closed]) -> Result<()> {
        let (attached, files) = brought(files);
        self.follow_up_as(id, FollowUp { attached, ..step.clone() }, files)
    }
}

fn with(record: &Interference, files: &[Closed]) -> (Interference, Files) {
    let (attached, files) = brought(files);
    (Interference { attached, ..record.clone() }, files)
}

fn brought(files: &[Closed]) -> (Vec<Attached>, Files) {
    let attached = files.iter().map(|file| file.attached.clone()).collect();
    let brought = files.iter().map(|file| (file.attached.file, file.bytes.len() as u64)).collect();
    (attached, Files::Brought(brought))
}
