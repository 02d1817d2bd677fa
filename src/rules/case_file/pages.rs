//! Scans that are called by the pages of a bound file, 第12页.png: which documents of the file they complete.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::proposal::page_alone;
use crate::domain::case_file::{CaseDocument, Scan};

/// The scans of one document, by their places among the names; each with its page, counted from 0 in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OntoDocument {
    /// By its place among the documents.
    pub document: usize,
    pub files: Vec<(u32, usize)>,
}

/// What names that are pages come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByPage {
    pub onto: Vec<OntoDocument>,
    /// Names that cannot be attached to their pages, each with the reason.
    pub left: Vec<(usize, String)>,
    /// Names that name no page of the file: they make up documents of their own.
    pub rest: Vec<usize>,
}

/// Lays names upon the pages of a file's documents. A document takes scans only for all of its pages at once: half
/// of one could not be told from a whole one. A scan that can be read is never replaced.
pub fn by_page(names: &[&str], documents: &[&CaseDocument]) -> ByPage {
    let mut found = ByPage::default();
    let mut of: BTreeMap<usize, BTreeMap<u32, usize>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        let page = page_alone(name);
        let lies = |page: u32| documents.iter().position(|one| (one.from..=one.to).contains(&page));
        match page.and_then(|page| Some((page, lies(page)?))) {
            None => found.rest.push(at),
            Some((page, document)) => match of.entry(document).or_default().entry(page) {
                Entry::Occupied(_) => {
                    found.left.push((at, format!("第{page}页有两个扫描件，只归入前一个")));
                }
                Entry::Vacant(free) => _ = free.insert(at),
            },
        }
    }
    for (document, pages) in of {
        let one = documents[document];
        let offsets: Vec<u32> = pages.keys().map(|page| page - one.from).collect();
        match slots(one, &offsets) {
            Ok(_) => {
                let files = pages.iter().map(|(page, at)| (page - one.from, *at)).collect();
                found.onto.push(OntoDocument { document, files });
            }
            Err(why) => {
                let (title, words) = (&one.title, one.page_words());
                let why = match why {
                    Unfit::Missing(pages) => {
                        let missing: Vec<String> =
                            pages.iter().map(|page| (page + one.from).to_string()).collect();
                        format!("是《{title}》（第{words}页）的，还差第{}页，齐了再归入", missing.join("、"))
                    }
                    Unfit::Scanned => format!("《{title}》（第{words}页）已有扫描件，没有换"),
                };
                found.left.extend(pages.values().map(|at| (*at, why.clone())));
            }
        }
    }
    found.left.sort_unstable();
    found
}

/// Why scans of pages do not fit a document.
enum Unfit {
    /// These pages, from 0, would stay without a scan.
    Missing(Vec<u32>),
    Scanned,
}

/// For each page of a document the scan that stays; none where one comes.
fn slots<'a>(document: &'a CaseDocument, coming: &[u32]) -> Result<Vec<Option<&'a Scan>>, Unfit> {
    let scans = &document.scans;
    let single = scans.len() == document.pages() as usize
        && scans.iter().all(|scan| matches!(scan.pages, None | Some(1)));
    if single && !scans.is_empty() {
        let free = |page: &u32| scans.get(*page as usize).is_some_and(|scan| scan.pages.is_none());
        if !coming.iter().all(free) {
            return Err(Unfit::Scanned);
        }
        let slot = |(page, scan)| if coming.contains(&page) { None } else { Some(scan) };
        return Ok((0..).zip(scans).map(slot).collect());
    }
    if scans.iter().any(|scan| scan.pages.is_some()) {
        return Err(Unfit::Scanned);
    }
    let missing: Vec<u32> = (0..document.pages()).filter(|page| !coming.contains(page)).collect();
    if missing.is_empty() { Ok(vec![None; document.pages() as usize]) } else { Err(Unfit::Missing(missing)) }
}

/// The scans of a document with those that come, each with its page from 0; none where they no longer fit.
pub fn with_pages(document: &CaseDocument, coming: &[(u32, Scan)]) -> Option<Vec<Scan>> {
    let offsets: Vec<u32> = coming.iter().map(|(page, _)| *page).collect();
    let slots = slots(document, &offsets).ok()?;
    let new = |page: u32| coming.iter().find(|(one, _)| *one == page).map(|(_, scan)| scan);
    (0..).zip(slots).map(|(page, kept)| new(page).or(kept).cloned()).collect()
}
