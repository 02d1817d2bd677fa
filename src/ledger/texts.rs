//! The texts that a bureau works by: its rule packs, each as it adopted it.

use super::Ledger;
use super::error::{Error, Result};
use super::file::Versioned;
use crate::domain::role::Op;
use crate::domain::text::{AdoptedText, TextKind};
use crate::rules::{Adoption, Pack};
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
