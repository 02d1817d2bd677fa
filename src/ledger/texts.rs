//! The texts that a bureau works by: its rule packs, each as it adopted it, and their official wording.

use std::path::Path;

use super::error::{Error, Result};
use super::file::Versioned;
use super::{Ledger, io_at};
use crate::domain::role::Op;
use crate::domain::text::{AdoptedText, TextKind};
use crate::rules::{Adoption, OfficialText, Pack};
use crate::store;

impl Ledger {
    /// Adopts a rule pack, as it is or as the bureau's own text.
    ///
    /// # Errors
    /// An error in the pack or in the adoption, with its line and cause.
    pub fn adopt_pack(&mut self, name: &str, text: &str, adoption: &str) -> Result<()> {
        let pack = read(name, text, adoption)?;
        let adopted = AdoptedText {
            kind: TextKind::Pack,
            name: pack.id.clone(),
            title: pack.title.clone(),
            hash: store::hash_of(text.as_bytes()),
            adoption: adoption.to_owned(),
            adopted_on: self.env().today(),
        };
        self.transact(Op::AdoptText, "", |draft| {
            draft.keep(text.as_bytes().to_vec(), "application/toml");
            draft.add(&adopted)
        })?;
        Ok(())
    }

    /// The packs that the bureau has adopted.
    pub fn packs(&self) -> Result<Vec<Pack>> {
        self.adopted_packs()?.iter().map(|adopted| self.pack(&adopted.value)).collect()
    }

    /// Imports the official wording of a pack from a file of plain text: what a person then reads beside our
    /// label, word for word.
    ///
    /// # Errors
    /// A file that cannot be read, that is not plain text, or that lacks a provision of the pack.
    pub fn import_official(&mut self, pack: &str, path: &Path) -> Result<()> {
        let packs = self.packs()?;
        let found = packs.iter().find(|one| one.id == pack);
        let pack = found.ok_or_else(|| Error::NotFound { what: "规则包", name: pack.to_owned() })?;
        let bytes = std::fs::read(path).map_err(io_at(path))?;
        let text = plain_text(&bytes).ok_or_else(|| {
            let sentence =
                "文件不是可以识别的纯文本。请在记事本里打开，另存为编码是 UTF-8 的 .txt 文件，再导入。";
            Error::Refused(sentence.to_owned())
        })?;
        OfficialText::read(&text, pack).map_err(|mismatch| Error::Refused(mismatch.to_string()))?;
        let adopted = AdoptedText {
            kind: TextKind::Official,
            name: pack.id.clone(),
            title: pack.title.clone(),
            hash: store::hash_of(text.as_bytes()),
            adoption: String::new(),
            adopted_on: self.env().today(),
        };
        self.transact(Op::AdoptText, "", |draft| {
            draft.keep(text.into_bytes(), "text/plain");
            draft.add(&adopted)
        })?;
        Ok(())
    }

    /// The official wording of a pack, where the bureau has imported it: what was imported last.
    pub fn official(&self, pack: &Pack) -> Result<Option<OfficialText>> {
        let all = self.all::<AdoptedText>()?;
        let of =
            |one: &&Versioned<AdoptedText>| one.value.kind == TextKind::Official && one.value.name == pack.id;
        let Some(adopted) = all.iter().rev().find(of) else { return Ok(None) };
        let text = String::from_utf8_lossy(&self.file(&adopted.value.hash)?).into_owned();
        Ok(OfficialText::read(&text, pack).ok())
    }

    fn pack(&self, adopted: &AdoptedText) -> Result<Pack> {
        let text = String::from_utf8_lossy(&self.file(&adopted.hash)?).into_owned();
        read(&adopted.name, &text, &adopted.adoption)
    }

    /// The texts of the adopted packs, to be kept with what is concluded from them.
    pub(super) fn pack_texts(&self) -> Result<Vec<Vec<u8>>> {
        self.adopted_packs()?.iter().map(|adopted| self.file(&adopted.value.hash)).collect()
    }

    fn adopted_packs(&self) -> Result<Vec<Versioned<AdoptedText>>> {
        let adopted = self.all::<AdoptedText>()?;
        Ok(adopted.into_iter().filter(|adopted| adopted.value.kind == TextKind::Pack).collect())
    }
}

/// A file as text: UTF-8, or UTF-16 with its mark, as Windows writes them.
fn plain_text(bytes: &[u8]) -> Option<String> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes)?,
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes)?,
        _ => String::from_utf8(bytes.to_vec()).ok()?,
    };
    // A picture or a document of a word processor may pass as characters, but not without zeros.
    (!text.contains('\0')).then(|| text.trim_start_matches('\u{feff}').to_owned())
}

fn read(name: &str, text: &str, adoption: &str) -> Result<Pack> {
    let pack = Pack::parse(name, text).map_err(|error| Error::Refused(error.to_string()))?;
    if adoption.trim().is_empty() {
        return Ok(pack);
    }
    let own: Adoption = toml::from_str(adoption).map_err(|error| {
        Error::Refused(format!("“本局制度”写得不对：{}。请核对题名、文号和施行日期。", error.message()))
    })?;
    Ok(pack.adopt(&own))
}
