//! Export: everything as JSON Lines, attachments and PDFs, so that the ledger outlives the program.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::Ledger;
use super::error::{Error, Result, io_at, unwritable};
use super::file::Noun;
use crate::domain::annual_check::AnnualCheck;
use crate::domain::bureau::Agency;
use crate::domain::card_life::CardAct;
use crate::domain::card_settings::CardSettings;
use crate::domain::case::{Case, Evidence, Lead};
use crate::domain::case_file::{Binding, CaseDocument};
use crate::domain::case_settings::CaseSettings;
use crate::domain::certificate::Certificate;
use crate::domain::due::Deadline;
use crate::domain::guidance::Guidance;
use crate::domain::hr_copy::HrCopy;
use crate::domain::liability::{Decision, Liability};
use crate::domain::misuse::{Complaint, Misuse};
use crate::domain::notice::{Notice, Number};
use crate::domain::officer::Officer;
use crate::domain::posting::Posting;
use crate::domain::power::{Delegation, PowerItem};
use crate::domain::questioning::Questioning;
use crate::domain::roster_layout::RosterLayout;
use crate::domain::text::AdoptedText;
use crate::domain::training::Training;
use crate::domain::unit::Unit;
use crate::domain::user::User;
use crate::store;
use crate::words::paper::file_names;

/// What an export wrote.
#[derive(Debug, PartialEq, Eq)]
pub struct Exported {
    pub entries: usize,
    pub records: usize,
    pub files: usize,
    pub notices: usize,
}

const ABOUT: &str = "\
秉公台账导出
journal.jsonl   日志：每行一条，含条目、签名和正文（salt、body 为十六进制和原文）
records/*.jsonl 各类记录的现状：每行一条
files/          附件和留存的文书、格式、规则包，以内容的 SHA-256 命名
notices/        已印发文书的 PDF，以文号命名；不编号的表单以名称、姓名和日期命名
";

const FOLDERS: [&str; 3] = ["records", "files", "notices"];

/// Takes back what an export began, and nothing else.
fn discard(dir: &Path, was_there: bool) {
    for folder in FOLDERS {
        let _ = fs::remove_dir_all(dir.join(folder));
    }
    for file in ["说明.txt", "journal.jsonl"] {
        let _ = fs::remove_file(dir.join(file));
    }
    if !was_there {
        let _ = fs::remove_dir(dir);
    }
}

impl Ledger {
    /// Writes the whole ledger into a folder that is empty or not there yet.
    ///
    /// # Errors
    /// A folder with something in it, or one that cannot be written. What was begun is then gone again.
    pub fn export(&self, dir: &Path) -> Result<Exported> {
        if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(store::Error::Exists(dir.to_owned()).into());
        }
        let was_there = dir.exists();
        self.export_into(dir).inspect_err(|_| discard(dir, was_there))
    }

    fn export_into(&self, dir: &Path) -> Result<Exported> {
        for part in FOLDERS {
            fs::create_dir_all(dir.join(part)).map_err(unwritable(dir))?;
        }
        fs::write(dir.join("说明.txt"), ABOUT).map_err(io_at(dir))?;
        let (entries, files) = self.export_journal(dir)?;
        let mut records = 0;
        records += self.export_records::<Agency>(dir)?;
        records += self.export_records::<User>(dir)?;
        records += self.export_records::<AdoptedText>(dir)?;
        records += self.export_records::<Unit>(dir)?;
        records += self.export_records::<Officer>(dir)?;
        records += self.export_records::<Certificate>(dir)?;
        records += self.export_records::<CardAct>(dir)?;
        records += self.export_records::<Posting>(dir)?;
        records += self.export_records::<Training>(dir)?;
        records += self.export_records::<Delegation>(dir)?;
        records += self.export_records::<PowerItem>(dir)?;
        records += self.export_records::<Misuse>(dir)?;
        records += self.export_records::<Complaint>(dir)?;
        records += self.export_records::<CardSettings>(dir)?;
        records += self.export_records::<RosterLayout>(dir)?;
        records += self.export_records::<HrCopy>(dir)?;
        records += self.export_records::<AnnualCheck>(dir)?;
        records += self.export_records::<Questioning>(dir)?;
        records += self.export_records::<Guidance>(dir)?;
        records += self.export_records::<Case>(dir)?;
        records += self.export_records::<CaseSettings>(dir)?;
        records += self.export_records::<CaseDocument>(dir)?;
        records += self.export_records::<Binding>(dir)?;
        records += self.export_records::<Lead>(dir)?;
        records += self.export_records::<Evidence>(dir)?;
        records += self.export_records::<Liability>(dir)?;
        records += self.export_records::<Decision>(dir)?;
        records += self.export_records::<Number>(dir)?;
        records += self.export_records::<Notice>(dir)?;
        records += self.export_records::<Deadline>(dir)?;
        let notices = self.all::<Notice>()?;
        let names = file_names(notices.iter().map(|notice| &notice.value));
        for (notice, name) in notices.iter().zip(names) {
            let path = dir.join("notices").join(format!("{name}.pdf"));
            fs::write(&path, self.file(&notice.value.pdf)?).map_err(io_at(&path))?;
        }
        Ok(Exported { entries, records, files, notices: notices.len() })
    }

    fn export_journal(&self, dir: &Path) -> Result<(usize, usize)> {
        let mut out = Lines::create(&dir.join("journal.jsonl"))?;
        let mut files = BTreeMap::new();
        self.store().journal::<Error>(|header, bytes, body| {
            for blob in body.map(|body| body.blobs.as_slice()).unwrap_or_default() {
                files.insert(blob.hash, blob.media.clone());
            }
            let salt = self.store().salt(&header.node, header.seq)?;
            out.write(&json!({
                "node": hex::encode(header.node),
                "seq": header.seq,
                "lamport": header.lamport,
                "format": header.format,
                "day": header.day,
                "body_hash": header.body_hash.to_string(),
                "prev": header.prev.to_string(),
                "hash": header.hash.to_string(),
                "sig": hex::encode(header.sig),
                "salt": salt.map(hex::encode),
                "body": bytes.map(String::from_utf8_lossy),
            }))
        })?;
        let entries = out.finish()?;
        for (hash, media) in &files {
            let path = dir.join("files").join(format!("{hash}.{}", ending(media)));
            let mut file = BufWriter::new(fs::File::create(&path).map_err(io_at(&path))?);
            self.store().copy_blob(hash, &mut file)?;
            file.flush().map_err(io_at(&path))?;
        }
        Ok((entries, files.len()))
    }

    fn export_records<T: Noun>(&self, dir: &Path) -> Result<usize> {
        let mut out = Lines::create(&dir.join("records").join(format!("{}.jsonl", T::KIND)))?;
        for record in self.all::<T>()? {
            let now = serde_json::to_value(&record.value).map_err(store::Error::Body)?;
            out.write(&json!({ "id": record.id.uuid(), "version": record.version, "now": now }))?;
        }
        out.finish()
    }
}

fn ending(media: &str) -> &'static str {
    match media {
        "application/pdf" => "pdf",
        "application/json" => "json",
        "application/toml" => "toml",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/tiff" => "tif",
        "application/zip" => "zip",
        _ => "bin",
    }
}

/// A file of JSON Lines.
struct Lines {
    file: BufWriter<fs::File>,
    path: std::path::PathBuf,
    written: usize,
}

impl Lines {
    fn create(path: &Path) -> Result<Lines> {
        let file = fs::File::create(path).map_err(io_at(path))?;
        Ok(Lines { file: BufWriter::new(file), path: path.to_owned(), written: 0 })
    }

    fn write(&mut self, value: &Value) -> Result<()> {
        self.written += 1;
        writeln!(self.file, "{value}").map_err(io_at(&self.path))
    }

    fn finish(mut self) -> Result<usize> {
        self.file.flush().map_err(io_at(&self.path))?;
        Ok(self.written)
    }
}
