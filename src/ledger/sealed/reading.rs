//! Reading sealed records: number, day and state for everybody, the content for those who hold a key.

use chrono::NaiveDate;
use zeroize::Zeroizing;

use super::super::Ledger;
use super::super::error::{Error, Result};
use super::super::file::Versioned;
use super::refused;
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::interference::{Page, Sealed, SealedState, Unsealed};
use crate::domain::role::Role;
use crate::domain::user::User;
use crate::store::{self, Identity, Letter, open_wrap};

/// A line of the logbook, the same for everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedRow {
    pub id: Id<Sealed>,
    /// `2026-007`.
    pub number: String,
    pub on: NaiveDate,
    pub state: SealedState,
}

impl Ledger {
    /// The logbook as everybody sees it, in the order of the numbers.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sealed(&self) -> Result<Vec<SealedRow>> {
        let mut rows = self.all::<Sealed>()?;
        rows.sort_by_key(|row| (row.value.year, row.value.seq));
        Ok(rows.iter().map(row_of).collect())
    }

    /// Those of them that the acting user's key opens.
    ///
    /// # Errors
    /// The user's own password was not given, or the file cannot be read.
    pub fn sealed_for_me(&self) -> Result<Vec<Id<Sealed>>> {
        let (_, own) = self.own_keys()?;
        let all = self.all::<Sealed>()?;
        Ok(all.iter().filter(|one| open_wrap(&one.value.wraps, &own).is_some()).map(|one| one.id).collect())
    }

    /// A record with all its layers, for whom it is sealed to: the recorder, the recipient, and the keepers whom
    /// the 批示 named.
    ///
    /// # Errors
    /// The user's own password was not given; the record is for others.
    pub fn unseal(&self, id: Id<Sealed>) -> Result<Unsealed> {
        let (_, own) = self.own_keys()?;
        let read = self.get(id)?;
        self.book(&read, &unlocked(&read.value, &own)?)
    }

    /// The bytes of a file that is sealed with a record.
    ///
    /// # Errors
    /// As [`Ledger::unseal`]; a file of another record.
    pub fn unseal_file(&self, id: Id<Sealed>, file: &Hash) -> Result<Zeroizing<Vec<u8>>> {
        let (_, own) = self.own_keys()?;
        self.opened_file(&unlocked(&self.get(id)?.value, &own)?, file)
    }

    /// How many records wait for the acting user's 批示. Who has not given the password sees as many as everybody
    /// sees in the logbook.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn waiting_for_direction(&self) -> Result<usize> {
        let Some(actor) = self.actor() else { return Ok(0) };
        let (leads, resident) =
            (actor.value.roles.contains(&Role::Leader), actor.value.roles.contains(&Role::Discipline));
        if !leads && !resident {
            return Ok(0);
        }
        let presented =
            self.all::<Sealed>()?.into_iter().filter(|one| one.value.state == SealedState::Presented);
        let Ok((_, own)) = self.own_keys() else {
            return Ok(if leads { presented.count() } else { 0 });
        };
        let mut count = 0;
        for one in presented {
            let Some(identity) = open_wrap(&one.value.wraps, &own) else { continue };
            count += usize::from(self.directs(&self.book(&one, &identity)?));
        }
        Ok(count)
    }

    /// Whether the acting user gives the 批示 on a record that was opened.
    pub fn directs(&self, book: &Unsealed) -> bool {
        self.actor().is_some_and(|actor| self.decides(book, actor).unwrap_or_default())
    }

    /// The same as [`Ledger::unseal`] with the key on paper, whoever acts.
    ///
    /// # Errors
    /// The key is miscopied, or not the one to which the record is sealed.
    pub fn unseal_with_paper(&self, id: Id<Sealed>, paper: &str) -> Result<Unsealed> {
        let read = self.get(id)?;
        self.book(&read, &unlocked(&read.value, &from_paper(paper)?)?)
    }

    /// Every record that the acting user's key opens, in the order of the numbers; none where the own password was
    /// not given.
    pub(in crate::ledger) fn opened(&self) -> Result<Vec<(Versioned<Sealed>, Unsealed)>> {
        let Ok((_, own)) = self.own_keys() else { return Ok(Vec::new()) };
        let mut all = self.all::<Sealed>()?;
        all.sort_by_key(|one| (one.value.year, one.value.seq));
        let mut opened = Vec::new();
        for read in all {
            if let Some(identity) = open_wrap(&read.value.wraps, &own) {
                let book = self.book(&read, &identity)?;
                opened.push((read, book));
            }
        }
        Ok(opened)
    }

    /// All layers of a record.
    pub(in crate::ledger) fn book(&self, read: &Versioned<Sealed>, identity: &Identity) -> Result<Unsealed> {
        let page = |layer: &Hash| {
            let letter = Letter::from_bytes(&self.opened_file(identity, layer)?)?;
            let author = Id::<User>::new(letter.author);
            let key = self.store().get(author)?.map(|user| user.value.signing);
            Ok(Page {
                author,
                name: letter.name.clone(),
                at: letter.at.parse().unwrap_or_default(),
                layer: letter.layer()?,
                signed: key.is_some_and(|key| letter.is_signed_by(read.id.uuid(), &key)),
            })
        };
        Ok(Unsealed { pages: read.value.layers.iter().map(page).collect::<Result<_>>()? })
    }

    pub(super) fn opened_file(&self, identity: &Identity, file: &Hash) -> Result<Zeroizing<Vec<u8>>> {
        let opened = identity.open(&self.store().blob(file)?);
        opened.ok_or_else(|| Error::Store(store::Error::Damaged("密封内容无法解密".to_owned())))
    }
}

/// What everybody sees of a record.
pub(in crate::ledger) fn row_of(read: &Versioned<Sealed>) -> SealedRow {
    let sealed = &read.value;
    SealedRow { id: read.id, number: sealed.number(), on: sealed.on, state: sealed.state }
}

/// The record's identity, for whoever holds it.
pub(super) fn unlocked(sealed: &Sealed, own: &Identity) -> Result<Identity> {
    match open_wrap(&sealed.wraps, own) {
        Some(identity) => Ok(identity),
        None => refused("这条记录已经密封，您不能查阅。需要查阅的，请向收到它的负责人提出。"),
    }
}

/// The key that somebody has copied from the sheet.
pub(super) fn from_paper(paper: &str) -> Result<Identity> {
    match Identity::from_paper(paper) {
        Some(identity) => Ok(identity),
        None => refused("恢复密钥抄写有误，请对照密钥单逐组核对。"),
    }
}
