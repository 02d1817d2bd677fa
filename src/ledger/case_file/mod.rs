//! The file of a case: contents in the legal order, pages, scans, what is missing and what is odd.

mod page;
mod papers;
mod scans;

pub use page::{OpenScan, Points};
pub use papers::FileSheet;
pub(super) use scans::scan_of;
pub use scans::{Attach, AttachPages, Onto, ScanFile, ScanRead, Skipped, read_scan, scans_in};

pub use crate::rules::case_file::{Obligatory, Proposed};

use super::Ledger;
use super::error::{Error, Result};
use super::file::Versioned;
use super::transact::Draft;
use crate::domain::case::Case;
use crate::domain::case_file::{
    Binding, CaseDocument, Concern, PAGES_MOST, Scan, arranged, concerns, inserted,
};
use crate::domain::id::Id;
use crate::domain::problem::{Invalid, Reason};
use crate::domain::role::Op;
use crate::rules::case_file::built_in_file_rules;

/// A case's file as it stands.
#[derive(Clone, Debug)]
pub struct Filed {
    /// In the order of their pages.
    pub documents: Vec<Versioned<CaseDocument>>,
    /// What was taken out, with the reason.
    pub removed: Vec<Versioned<CaseDocument>>,
    pub binding: Option<Versioned<Binding>>,
    pub obligatory: Vec<Obligatory>,
    /// About `documents`, by their place.
    pub concerns: Vec<Concern>,
}

impl Filed {
    /// The number of the last page.
    pub fn pages(&self) -> u32 {
        self.documents.iter().map(|document| document.value.to).max().unwrap_or(0)
    }

    /// What it must hold and does not.
    pub fn missing(&self) -> impl Iterator<Item = &Obligatory> {
        self.obligatory.iter().filter(|one| !one.held)
    }

    /// The document on whose pages a page is, by its place.
    pub fn document_at(&self, page: u32) -> Option<usize> {
        self.documents.iter().position(|one| (one.value.from..=one.value.to).contains(&page))
    }
}

/// Where a document's pages lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// Where the legal order puts it, or where it is; what follows moves.
    Flow { pages: u32 },
    /// As somebody has written on the paper.
    Written { from: u32, to: u32 },
}

impl Ledger {
    /// The file of a case.
    pub fn case_file(&self, case: Id<Case>) -> Result<Filed> {
        let of = self.get(case)?.value;
        let all = self.store().documents_of(case)?;
        let (mut documents, removed): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|document| document.value.removed.is_empty());
        documents.sort_by_key(|document| (document.value.from, document.value.to));
        let held: Vec<&CaseDocument> = documents.iter().map(|document| &document.value).collect();
        let obligatory = built_in_file_rules().obligatory(&of, &held);
        let concerns = concerns(&held, of.opened_on, self.env().today());
        let binding = self.store().binding_of(case)?;
        Ok(Filed { documents, removed, binding, obligatory, concerns })
    }

    /// Adds a document to the file of its case; `from` and `to` are replaced as the paging says.
    ///
    /// # Errors
    /// What is wrong with it; pages that another document has, or that its scans do not have.
    pub fn add_document(&mut self, document: &CaseDocument, paging: Paging) -> Result<Id<CaseDocument>> {
        let filed = self.case_file(document.case)?;
        let placed = self.placed(&filed, document, paging, None)?;
        self.transact(Op::KeepCaseFile, "", |draft| {
            placed.move_others(draft, &filed)?;
            claim(draft, &document.scans);
            draft.add(&placed.document)
        })
    }

    /// Changes a document of a file, its scans too.
    ///
    /// # Errors
    /// As [`Ledger::add_document`]; somebody has changed it meanwhile.
    pub fn change_document(
        &mut self,
        read: &Versioned<CaseDocument>,
        document: &CaseDocument,
        paging: Paging,
        why: &str,
    ) -> Result<()> {
        let filed = self.case_file(read.value.case)?;
        let placed = self.placed(&filed, document, paging, Some(read))?;
        self.transact(Op::KeepCaseFile, why, |draft| {
            placed.move_others(draft, &filed)?;
            claim(draft, &document.scans);
            draft.change(read, &placed.document)
        })
    }

    /// Takes a document out of the file, with a reason; it stays to be seen as taken out, and its pages stay free
    /// until the file is numbered anew.
    ///
    /// # Errors
    /// No reason.
    pub fn remove_document(&mut self, read: &Versioned<CaseDocument>, why: &str) -> Result<()> {
        let removed = why.trim().to_owned();
        if removed.is_empty() {
            return Err(Error::Invalid(vec![Invalid { field: "document.removed", reason: Reason::Empty }]));
        }
        let removed = CaseDocument { removed, ..read.value.clone() };
        self.transact(Op::KeepCaseFile, why, |draft| draft.change(read, &removed))
    }

    /// Puts the documents into the legal order and numbers the pages through; tells how many got other pages.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn arrange_case_file(&mut self, case: Id<Case>) -> Result<usize> {
        let filed = self.case_file(case)?;
        let held: Vec<&CaseDocument> = filed.documents.iter().map(|document| &document.value).collect();
        let moves: Vec<(usize, u32)> =
            arranged(&held).into_iter().filter(|(at, from)| held[*at].from != *from).collect();
        if moves.is_empty() {
            return Ok(0);
        }
        self.transact(Op::KeepCaseFile, "按法定顺序排列并重新编页", |draft| {
            for (at, from) in &moves {
                let read = &filed.documents[*at];
                draft.change(read, &moved_to(&read.value, *from))?;
            }
            Ok(moves.len())
        })
    }

    /// Says what is on the cover and in the 备考表.
    ///
    /// # Errors
    /// An archive day before the day of binding; a day that is still to come.
    pub fn bind_case_file(&mut self, read: Option<&Versioned<Binding>>, binding: &Binding) -> Result<()> {
        for (field, on) in
            [("binding.bound_on", binding.bound_on), ("binding.archived_on", binding.archived_on)]
        {
            on.map_or(Ok(()), |on| self.not_in_future(field, on))?;
        }
        self.transact(Op::KeepCaseFile, "", |draft| match read {
            Some(read) => draft.change(read, binding),
            None => draft.add(binding).map(|_| ()),
        })
    }

    /// A document with its pages, and which others have to move.
    fn placed(
        &self,
        filed: &Filed,
        document: &CaseDocument,
        paging: Paging,
        read: Option<&Versioned<CaseDocument>>,
    ) -> Result<Placed> {
        let is_it = |other: &Versioned<CaseDocument>| read.is_some_and(|read| read.id == other.id);
        let mut moves = vec![0; filed.documents.len()];
        let document = match (paging, read) {
            (Paging::Written { from, to }, _) => CaseDocument { from, to, ..document.clone() },
            (Paging::Flow { pages }, Some(read)) => {
                let from = read.value.from;
                let to = from.saturating_add(pages).saturating_sub(1);
                let longer = to.saturating_sub(read.value.to);
                for (moved, other) in moves.iter_mut().zip(&filed.documents) {
                    *moved = if other.value.from > read.value.to { longer } else { 0 };
                }
                CaseDocument { from, to, ..document.clone() }
            }
            (Paging::Flow { pages }, None) => {
                let held: Vec<&CaseDocument> = filed.documents.iter().map(|one| &one.value).collect();
                let (firsts, moved) = inserted(&held, &[(document.kind, pages)]);
                moves = moved;
                let from = firsts[0];
                let to = from.saturating_add(pages).saturating_sub(1);
                CaseDocument { from, to, ..document.clone() }
            }
        };
        if let Paging::Written { .. } = paging {
            let taken = filed
                .documents
                .iter()
                .filter(|other| !is_it(other))
                .find(|other| document.from <= other.value.to && other.value.from <= document.to);
            if let Some(other) = taken {
                let by = format!("《{}》（第{}页）", other.value.title, other.value.page_words());
                return Err(Error::Invalid(vec![Invalid {
                    field: "document.pages",
                    reason: Reason::Taken { by },
                }]));
            }
        }
        not_too_many(filed, &moves)?;
        Ok(Placed { document, moves })
    }
}

/// Takes over scans that were brought in.
fn claim(draft: &mut Draft<'_>, scans: &[Scan]) {
    for scan in scans {
        draft.claim(scan.file.hash, scan.file.size, &scan.file.media);
    }
}

/// A document with its pages, and by how many pages each of the others moves back.
struct Placed {
    document: CaseDocument,
    moves: Vec<u32>,
}

impl Placed {
    fn move_others(&self, draft: &mut Draft<'_>, filed: &Filed) -> Result<()> {
        move_back(draft, filed, &self.moves)
    }
}

/// Moves documents back by so many pages each.
fn move_back(draft: &mut Draft<'_>, filed: &Filed, moves: &[u32]) -> Result<()> {
    for (read, by) in filed.documents.iter().zip(moves).filter(|(_, by)| **by > 0) {
        draft.change(read, &moved_to(&read.value, read.value.from + by))?;
    }
    Ok(())
}

fn moved_to(document: &CaseDocument, from: u32) -> CaseDocument {
    CaseDocument { from, to: from + document.to - document.from, ..document.clone() }
}

/// Refuses what would push documents past the last page that a file can have.
fn not_too_many(filed: &Filed, moves: &[u32]) -> Result<()> {
    let pushed = filed.documents.iter().zip(moves).any(|(one, by)| one.value.to + by > PAGES_MOST);
    match pushed {
        true => Err(Error::Invalid(vec![Invalid {
            field: "document.pages",
            reason: Reason::NoSuchPage { last: PAGES_MOST },
        }])),
        false => Ok(()),
    }
}
