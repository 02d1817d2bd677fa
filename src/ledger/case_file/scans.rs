//! Scans on their way into a file: a folder looked through, read beside the window, brought in, named last by one act.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::{Filed, Ledger, claim, moved_to, not_too_many};
use crate::domain::case::{Attachment, Case};
use crate::domain::case_file::{CaseDocument, DocumentKind, Scan, inserted};
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::exchange::scan::{SCAN_MOST, ScanKind, is_whole_picture};
use crate::ledger::error::{Error, Result, io_at};
use crate::ledger::file::Watch;
use crate::notice::pdf::pages_in;
use crate::rules::case_file::{Proposed, built_in_file_rules, by_page, propose, with_pages};
use crate::store::hash_of;
use crate::words::amount::show_size;

/// Bytes that are brought in at once: next to no time even on a slow disk.
const PART: usize = 1 << 20;
/// Most files of one folder.
const FILES_MOST: usize = 5_000;

/// A file of a folder that is a scan by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanFile {
    pub path: PathBuf,
    pub name: String,
    pub size: u64,
}

/// A file of a folder that is none, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub name: String,
    pub why: String,
}

/// The scans of a folder by name, and what else there is; hidden files are not looked at.
///
/// # Errors
/// A folder that is not there or cannot be read, or holds nothing that is a scan.
pub fn scans_in(dir: &Path) -> Result<(Vec<ScanFile>, Vec<Skipped>)> {
    let (mut scans, mut skipped) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(dir).map_err(io_at(dir))? {
        let entry = entry.map_err(io_at(dir))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || name.eq_ignore_ascii_case("thumbs.db") || name == "desktop.ini" {
            continue;
        }
        let about = std::fs::metadata(entry.path()).map_err(io_at(&entry.path()))?;
        let why = match (about.is_dir(), ScanKind::named(&name), about.len()) {
            (true, ..) => "是文件夹，请把里面的扫描件放到一起，或者分次归入".to_owned(),
            (_, None, _) => "不是 PDF、JPEG、PNG".to_owned(),
            (_, _, 0) => "是空文件".to_owned(),
            (_, _, size) if size > SCAN_MOST => too_large(size),
            (_, _, size) => {
                scans.push(ScanFile { path: entry.path(), name, size });
                continue;
            }
        };
        skipped.push(Skipped { name, why });
    }
    if scans.is_empty() {
        return Err(Error::Refused(
            "这个文件夹里没有扫描件。扫描件是 PDF、JPEG 或者 PNG，请换一个文件夹。".to_owned(),
        ));
    }
    if scans.len() > FILES_MOST {
        return Err(Error::Refused(format!(
            "这个文件夹里有{}个扫描件，一次最多{FILES_MOST}个，请分几个文件夹归入。",
            scans.len()
        )));
    }
    scans.sort_by(|one, other| one.name.cmp(&other.name));
    skipped.sort_by(|one, other| one.name.cmp(&other.name));
    Ok((scans, skipped))
}

fn too_large(size: u64) -> String {
    format!("有{}，一个扫描件最多{}", show_size(size), show_size(SCAN_MOST))
}

/// A scan that was read: what it is, and the bytes that are still to be brought in.
pub struct ScanRead {
    pub scan: Scan,
    bytes: Vec<u8>,
    brought: usize,
}

impl ScanRead {
    /// Its size in bytes.
    pub fn size(&self) -> u64 {
        self.scan.file.size
    }
}

/// Reads a file and finds out what it is, on whatever thread. A damaged one is read all the same and has no pages.
///
/// # Errors
/// A file that is empty, too large, no PDF, JPEG or PNG, or cannot be read; whoever waits has asked to stop.
pub fn read_scan(path: &Path, watch: &Watch) -> Result<ScanRead> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |why: &str| Err(Error::Refused(format!("“{name}”{why}，请换一个扫描件。")));
    let mut file = File::open(path).map_err(io_at(path))?;
    let size = file.metadata().map_err(io_at(path))?.len();
    if size > SCAN_MOST {
        return refused(&too_large(size));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    loop {
        let before = bytes.len();
        file.by_ref().take(PART as u64).read_to_end(&mut bytes).map_err(io_at(path))?;
        if bytes.len() == before || bytes.len() as u64 > SCAN_MOST {
            break;
        }
        watch.step(0)?;
    }
    scan_of(&name, bytes)
}

/// What the bytes of a file of this name are.
///
/// # Errors
/// As [`read_scan`].
pub(in crate::ledger) fn scan_of(name: &str, bytes: Vec<u8>) -> Result<ScanRead> {
    let refused = |why: &str| Err(Error::Refused(format!("“{name}”{why}，请换一个扫描件。")));
    if bytes.is_empty() {
        return refused("是空文件");
    }
    let Some(kind) = ScanKind::of(name, &bytes) else { return refused("不是 PDF、JPEG、PNG") };
    let pages = match kind {
        ScanKind::Pdf => pages_in(&bytes),
        picture => is_whole_picture(picture, &bytes).then_some(1),
    };
    let file = Attachment {
        hash: hash_of(&bytes),
        size: bytes.len() as u64,
        media: kind.media().to_owned(),
        file_name: name.to_owned(),
    };
    Ok(ScanRead { scan: Scan { file, pages }, bytes, brought: 0 })
}

/// A document that is attached with its scans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attach {
    pub kind: DocumentKind,
    pub title: String,
    pub on: Option<chrono::NaiveDate>,
    pub scans: Vec<Scan>,
}

impl Attach {
    /// How many pages it takes: a scan that cannot be read takes one, until somebody says how many it has.
    fn pages(&self) -> u32 {
        self.scans.iter().map(|scan| scan.pages.unwrap_or(1)).sum::<u32>().max(1)
    }
}

/// A document of the file that takes scans called by its pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onto {
    pub document: Id<CaseDocument>,
    pub title: String,
    /// Its pages: 10—12.
    pub pages: String,
    /// Which of the files, each with its page, counted from 0 in the document.
    pub files: Vec<(u32, usize)>,
}

/// Scans that are attached to the pages of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachPages {
    pub document: Id<CaseDocument>,
    pub scans: Vec<(u32, Scan)>,
}

impl Ledger {
    /// The documents that the scans of a folder are, by their names; a person confirms them.
    pub fn propose_documents(&self, scans: &[ScanFile]) -> Vec<Proposed> {
        let names: Vec<&str> = scans.iter().map(|scan| scan.name.as_str()).collect();
        propose(built_in_file_rules(), &names)
    }

    /// Brings in one more part of a scan; tells whether it was the last. Parts of scans that no document names
    /// are swept at the next opening.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn bring_scan(&mut self, read: &mut ScanRead) -> Result<bool> {
        let to = (read.brought + PART).min(read.bytes.len());
        let part = &read.bytes[read.brought..to];
        self.store.stage_part(&read.scan.file.hash, read.brought / PART, part)?;
        read.brought = to;
        Ok(to == read.bytes.len())
    }

    /// The same in the file of a case: scans that are called by pages of it, 第12页.png, belong to the documents that
    /// have those pages; the others are documents of their own.
    ///
    /// # Errors
    /// No such case.
    pub fn propose_for_file(
        &self,
        case: Id<Case>,
        scans: &[ScanFile],
    ) -> Result<(Vec<Onto>, Vec<Proposed>, Vec<Skipped>)> {
        let filed = self.case_file(case)?;
        let held: Vec<&CaseDocument> = filed.documents.iter().map(|one| &one.value).collect();
        let names: Vec<&str> = scans.iter().map(|scan| scan.name.as_str()).collect();
        let found = by_page(&names, &held);
        let onto = found.onto.into_iter().map(|one| {
            let document = &filed.documents[one.document];
            let CaseDocument { title, .. } = &document.value;
            let pages = document.value.page_words();
            Onto { document: document.id, title: title.clone(), pages, files: one.files }
        });
        let rest: Vec<&str> = found.rest.iter().map(|at| names[*at]).collect();
        let mut proposed = propose(built_in_file_rules(), &rest);
        for one in &mut proposed {
            one.files.iter_mut().for_each(|at| *at = found.rest[*at]);
        }
        let left = found.left.into_iter().map(|(at, why)| Skipped { name: names[at].to_owned(), why });
        Ok((onto.collect(), proposed, left.collect()))
    }

    /// Adds documents with scans that were brought in, in the legal order, as one act.
    ///
    /// # Errors
    /// What is wrong with one of them; a scan that was not brought in whole. Nothing is attached then.
    pub fn attach_documents(&mut self, case: Id<Case>, documents: &[Attach]) -> Result<Filed> {
        self.attach_scans(case, documents, &[])
    }

    /// Adds documents, and attaches scans to the pages of documents that the file has, as one act.
    ///
    /// # Errors
    /// As [`Ledger::attach_documents`]; a document that has changed since its scans were proposed.
    pub fn attach_scans(
        &mut self,
        case: Id<Case>,
        documents: &[Attach],
        onto: &[AttachPages],
    ) -> Result<Filed> {
        let filed = self.case_file(case)?;
        let held: Vec<&CaseDocument> = filed.documents.iter().map(|one| &one.value).collect();
        let coming: Vec<(DocumentKind, u32)> = documents.iter().map(|one| (one.kind, one.pages())).collect();
        let (firsts, moves) = inserted(&held, &coming);
        not_too_many(&filed, &moves)?;
        let known = |one: &AttachPages| filed.documents.iter().any(|document| document.id == one.document);
        let changed = || Error::Refused("案卷在归入期间有了改动，请重新看看有哪些。".to_owned());
        if !onto.iter().all(known) {
            return Err(changed());
        }
        self.transact(Op::KeepCaseFile, "", |draft| {
            for (read, by) in filed.documents.iter().zip(&moves) {
                let mut now = moved_to(&read.value, read.value.from + by);
                if let Some(pages) = onto.iter().find(|one| one.document == read.id) {
                    now.scans = with_pages(&read.value, &pages.scans).ok_or_else(changed)?;
                    claim(draft, &now.scans);
                }
                if now != read.value {
                    draft.change(read, &now)?;
                }
            }
            for (document, from) in documents.iter().zip(&firsts) {
                claim(draft, &document.scans);
                draft.add(&CaseDocument {
                    case,
                    kind: document.kind,
                    title: document.title.trim().to_owned(),
                    number: String::new(),
                    on: document.on,
                    author: String::new(),
                    from: *from,
                    to: from + document.pages() - 1,
                    scans: document.scans.clone(),
                    note: String::new(),
                    removed: String::new(),
                })?;
            }
            Ok(())
        })?;
        self.case_file(case)
    }
}
