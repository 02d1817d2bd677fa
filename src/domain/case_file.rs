//! 案卷: the documents of a case in the order in which they are bound, their pages and scans, and what the cover says.

use chrono::NaiveDate;

use super::case::{Attachment, Case};
use super::id::Id;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason, TEXT_MOST};

coded! {
    /// What a document is, in the order in which a file is bound. Cover, contents and 备考表 have no pages in it.
    DocumentKind {
        Source = "source", "案件来源材料";
        Application = "application", "申请材料";
        Acceptance = "acceptance", "受理通知书";
        Plan = "plan", "检查方案";
        Filing = "filing", "立案审批表";
        Inspection = "inspection", "现场检查记录";
        Order = "order", "责令整改指令";
        Reinspection = "reinspection", "复查意见书";
        Questioning = "questioning", "询问笔录";
        Identity = "identity", "主体资格证明";
        Evidence = "evidence", "证据材料";
        Appraisal = "appraisal", "鉴定、检测报告";
        CoercionApproval = "coercion-approval", "强制措施审批表";
        CoercionDecision = "coercion-decision", "强制措施决定书";
        Inventory = "inventory", "查封扣押清单";
        Report = "report", "调查报告";
        AdvanceNotice = "advance-notice", "告知书";
        Statement = "statement", "陈述申辩材料";
        Hearing = "hearing", "听证材料";
        LegalityCheck = "legality-check", "法制审核意见";
        Discussion = "discussion", "集体讨论记录";
        Approval = "approval", "处理呈批表";
        Decision = "decision", "决定书";
        ProofOfService = "proof-of-service", "送达回证";
        Demand = "demand", "催告书";
        Performance = "performance", "执行、缴款凭证";
        Closing = "closing", "结案审批表";
        Other = "other", "其他材料";
    }
}

coded! {
    /// For how long a file is kept.
    Retention {
        Permanent = "permanent", "永久";
        ThirtyYears = "30y", "30年";
        TenYears = "10y", "10年";
    }
}

/// Most pages that a file has: more are bound as several.
pub const PAGES_MOST: u32 = 9_999;

/// One document of a case's file; a record of its own, so that two machines rarely meet in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseDocument {
    pub case: Id<Case>,
    pub kind: DocumentKind,
    /// 题名.
    pub title: String,
    /// 文号, where it has one.
    pub number: String,
    pub on: Option<NaiveDate>,
    /// 责任者: who made it.
    pub author: String,
    /// Its pages in the file, from 1, both included.
    pub from: u32,
    pub to: u32,
    /// One PDF, or several pictures that make up the document, in the order of its pages.
    pub scans: Vec<Scan>,
    pub note: String,
    /// Why it was taken out of the file; empty while it is in it.
    pub removed: String,
}

/// A scan, and how many pages can be read in it; none where it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    pub file: Attachment,
    pub pages: Option<u32>,
}

impl CaseDocument {
    /// How many pages it has in the file.
    pub fn pages(&self) -> u32 {
        (self.to + 1).saturating_sub(self.from)
    }

    /// How many pages were scanned; none while there is no scan, or one of them cannot be read.
    pub fn scanned(&self) -> Option<u32> {
        if self.scans.is_empty() {
            return None;
        }
        self.scans.iter().map(|scan| scan.pages).sum()
    }

    /// Where a page of the file is scanned: which scan, and which page of it from 0.
    ///
    /// A scan that cannot be read stands for one page: the one where it is named.
    pub fn scan_of(&self, page: u32) -> Option<(usize, u32)> {
        if !(self.from..=self.to).contains(&page) {
            return None;
        }
        let mut left = page - self.from;
        for (at, scan) in self.scans.iter().enumerate() {
            let pages = scan.pages.unwrap_or(1);
            if left < pages {
                return Some((at, left));
            }
            left -= pages;
        }
        // What is behind a damaged scan may be part of it.
        let damaged = self.scans.iter().rposition(|scan| scan.pages.is_none())?;
        Some((damaged, 0))
    }

    /// Its pages as the contents have them: `5`, `5—8`.
    pub fn page_words(&self) -> String {
        if self.from == self.to { self.from.to_string() } else { format!("{}—{}", self.from, self.to) }
    }
}

impl Checked for CaseDocument {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("document.title", &self.title, LINE_MOST);
        check.optional_line("document.number", &self.number, LINE_MOST);
        check.optional_line("document.author", &self.author, LINE_MOST);
        check.optional_line("document.note", &self.note, LINE_MOST);
        if self.from == 0 || self.to < self.from || self.to > PAGES_MOST {
            check.note("document.pages", Reason::NoSuchPage { last: PAGES_MOST });
        } else if let Some(scanned) = self.scanned()
            && scanned != self.pages()
        {
            check.note("document.pages", Reason::OtherThanScanned { written: self.pages(), scanned });
        }
        check.done()
    }
}

/// What the cover and the 备考表 say beside what the case itself tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    pub case: Id<Case>,
    /// 全宗号, 目录号, 案卷号: as the archive gives them.
    pub fonds_no: String,
    pub catalogue_no: String,
    pub file_no: String,
    pub retention: Option<Retention>,
    /// 处理结果.
    pub outcome: String,
    /// 本卷情况说明.
    pub remarks: String,
    pub compiled_by: String,
    pub checked_by: String,
    pub bound_on: Option<NaiveDate>,
    pub archived_on: Option<NaiveDate>,
}

impl Binding {
    /// Of a file about which nothing has been said yet.
    pub fn blank(case: Id<Case>) -> Binding {
        Binding {
            case,
            fonds_no: String::new(),
            catalogue_no: String::new(),
            file_no: String::new(),
            retention: None,
            outcome: String::new(),
            remarks: String::new(),
            compiled_by: String::new(),
            checked_by: String::new(),
            bound_on: None,
            archived_on: None,
        }
    }
}

impl Checked for Binding {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.optional_line("binding.fonds_no", &self.fonds_no, NAME_MOST);
        check.optional_line("binding.catalogue_no", &self.catalogue_no, NAME_MOST);
        check.optional_line("binding.file_no", &self.file_no, NAME_MOST);
        check.optional_line("binding.compiled_by", &self.compiled_by, NAME_MOST);
        check.optional_line("binding.checked_by", &self.checked_by, NAME_MOST);
        for (field, text) in [("binding.outcome", &self.outcome), ("binding.remarks", &self.remarks)] {
            let got = text.chars().count();
            if got > TEXT_MOST {
                check.note(field, Reason::TooLong { most: TEXT_MOST, got });
            }
        }
        if let (Some(bound), Some(archived)) = (self.bound_on, self.archived_on) {
            check.not_before("binding.archived_on", archived, bound);
        }
        check.done()
    }
}

/// What is odd about a file, for a person to look at; documents by their place among those given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concern {
    /// Pages that no document has.
    Gap {
        from: u32,
        to: u32,
    },
    /// Pages that two documents have: two machines gave them.
    Overlap {
        first: usize,
        second: usize,
    },
    /// Stands behind one that belongs after it.
    OutOfOrder {
        document: usize,
        before: usize,
    },
    /// Dated before the case was opened, and of a kind that only an opened case has.
    BeforeOpening {
        document: usize,
        opened_on: NaiveDate,
    },
    /// Dated after the case was closed.
    AfterClosing {
        document: usize,
        closed_on: NaiveDate,
    },
    InFuture {
        document: usize,
    },
    NoScan {
        document: usize,
    },
    /// A scan that cannot be read, by its place.
    Unreadable {
        document: usize,
        scan: usize,
    },
}

/// What is odd about the documents of a file, given in the order of their pages.
pub fn concerns(documents: &[&CaseDocument], opened_on: Option<NaiveDate>, today: NaiveDate) -> Vec<Concern> {
    let mut found = Vec::new();
    let mut next = 1;
    for (at, document) in documents.iter().enumerate() {
        if document.from > next {
            found.push(Concern::Gap { from: next, to: document.from - 1 });
        }
        if document.from < next
            && let Some(first) = documents[..at].iter().rposition(|other| other.to >= document.from)
        {
            found.push(Concern::Overlap { first, second: at });
        }
        next = next.max(document.to + 1);
        let behind = documents[..at].iter().position(|other| other.kind > document.kind);
        if let Some(before) = behind {
            found.push(Concern::OutOfOrder { document: at, before });
        }
    }
    let closed_on =
        documents.iter().filter(|one| one.kind == DocumentKind::Closing).filter_map(|one| one.on).max();
    for (at, document) in documents.iter().enumerate() {
        if let Some(on) = document.on {
            // What led to the case, and what was found on the spot, comes before its opening.
            let may_precede = document.kind < DocumentKind::Filing
                || matches!(
                    document.kind,
                    DocumentKind::Inspection
                        | DocumentKind::Order
                        | DocumentKind::Reinspection
                        | DocumentKind::Identity
                        | DocumentKind::Evidence
                        | DocumentKind::Appraisal
                        | DocumentKind::Other
                );
            if let Some(opened_on) = opened_on.filter(|opened| on < *opened && !may_precede) {
                found.push(Concern::BeforeOpening { document: at, opened_on });
            }
            if let Some(closed_on) = closed_on.filter(|closed| on > *closed) {
                found.push(Concern::AfterClosing { document: at, closed_on });
            }
            if on > today {
                found.push(Concern::InFuture { document: at });
            }
        }
        if document.scans.is_empty() {
            found.push(Concern::NoScan { document: at });
        }
        let damaged = document.scans.iter().enumerate().filter(|(_, scan)| scan.pages.is_none());
        found.extend(damaged.map(|(scan, _)| Concern::Unreadable { document: at, scan }));
    }
    found
}

/// The documents of a file in the legal order and numbered through: which of those given, and its first page.
/// Those of one kind stay as they follow each other.
pub fn arranged(documents: &[&CaseDocument]) -> Vec<(usize, u32)> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|at| (documents[*at].kind, documents[*at].from));
    let mut next = 1;
    order
        .into_iter()
        .map(|at| {
            let from = next;
            next += documents[at].pages();
            (at, from)
        })
        .collect()
}

/// Where documents of these kinds and lengths go in: the first page of each, and for every document that is in
/// the file already by how many pages it moves back. Both are in the order given, those of the file in that of
/// their pages; what comes in stands behind all that the legal order puts before it.
pub fn inserted(file: &[&CaseDocument], new: &[(DocumentKind, u32)]) -> (Vec<u32>, Vec<u32>) {
    let mut order: Vec<usize> = (0..new.len()).collect();
    order.sort_by_key(|at| new[*at].0);
    let (mut firsts, mut moves) = (vec![0; new.len()], vec![0; file.len()]);
    let (mut coming, mut added, mut last) = (order.into_iter().peekable(), 0, 0);
    for at in 0..=file.len() {
        let rest = &file[at..];
        // Behind the last document that belongs before it or is of its kind.
        while let Some(one) = coming.next_if(|one| rest.iter().all(|other| other.kind > new[*one].0)) {
            firsts[one] = last + 1;
            last += new[one].1;
            added += new[one].1;
        }
        if let Some(document) = file.get(at) {
            moves[at] = added;
            last = last.max(document.to + added);
        }
    }
    (firsts, moves)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::hash::Hash;

    fn document(kind: DocumentKind, from: u32, to: u32) -> CaseDocument {
        CaseDocument {
            case: Id::new(uuid::Uuid::nil()),
            kind,
            title: kind.label().to_owned(),
            number: String::new(),
            on: None,
            author: String::new(),
            from,
            to,
            scans: Vec::new(),
            note: String::new(),
            removed: String::new(),
        }
    }

    fn scan(pages: Option<u32>) -> Scan {
        let file = Attachment {
            hash: Hash([0; 32]),
            size: 1,
            media: "image/png".to_owned(),
            file_name: "甲.png".to_owned(),
        };
        Scan { file, pages }
    }

    use DocumentKind as K;

    #[test]
    fn pages_that_do_not_fit_the_scans_are_refused() {
        let mut one = document(K::Filing, 3, 6);
        assert_eq!(one.check(), Ok(()));
        one.scans = vec![scan(Some(1)), scan(Some(2))];
        let field = "document.pages";
        let reason = Reason::OtherThanScanned { written: 4, scanned: 3 };
        assert_eq!(one.check(), Err(vec![Invalid { field, reason }]));
        // How many pages a damaged scan has, nobody knows.
        one.scans.push(scan(None));
        assert_eq!(one.check(), Ok(()));
        (one.from, one.to) = (6, 5);
        let reason = Reason::NoSuchPage { last: PAGES_MOST };
        assert_eq!(one.check(), Err(vec![Invalid { field, reason }]));
    }

    #[test]
    fn a_page_of_the_file_is_found_in_its_scan() {
        let mut one = document(K::Evidence, 10, 14);
        one.scans = vec![scan(Some(2)), scan(Some(3))];
        let found: Vec<_> = (9..=15).map(|page| one.scan_of(page)).collect();
        let some = |at, page| Some((at, page));
        assert_eq!(found, [None, some(0, 0), some(0, 1), some(1, 0), some(1, 1), some(1, 2), None]);
        one.scans[1].pages = None;
        assert_eq!([12, 14].map(|page| one.scan_of(page)), [some(1, 0), some(1, 0)]);
    }

    #[test]
    fn gaps_overlaps_and_the_wrong_order_are_named() {
        let all = [document(K::Filing, 1, 2), document(K::Decision, 5, 6), document(K::Questioning, 6, 8)];
        let all: Vec<&CaseDocument> = all.iter().collect();
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let mut found = concerns(&all, None, day("2026-03-05"));
        found.retain(|concern| !matches!(concern, Concern::NoScan { .. }));
        assert_eq!(
            found,
            [
                Concern::Gap { from: 3, to: 4 },
                Concern::Overlap { first: 1, second: 2 },
                Concern::OutOfOrder { document: 2, before: 1 },
            ]
        );
        assert_eq!(arranged(&all), [(0, 1), (2, 3), (1, 6)]);
    }

    #[test]
    fn days_outside_the_case_are_named() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let dated = |kind, page, on: &str| CaseDocument { on: Some(day(on)), ..document(kind, page, page) };
        let all = [
            dated(K::Inspection, 1, "2026-01-02"),
            dated(K::Questioning, 2, "2026-01-02"),
            dated(K::Decision, 3, "2026-02-20"),
            dated(K::Closing, 4, "2026-02-10"),
            dated(K::Other, 5, "2026-04-01"),
        ];
        let all: Vec<&CaseDocument> = all.iter().collect();
        let mut found = concerns(&all, Some(day("2026-01-05")), day("2026-03-05"));
        found.retain(|concern| !matches!(concern, Concern::NoScan { .. }));
        assert_eq!(
            found,
            [
                Concern::BeforeOpening { document: 1, opened_on: day("2026-01-05") },
                Concern::AfterClosing { document: 2, closed_on: day("2026-02-10") },
                Concern::AfterClosing { document: 4, closed_on: day("2026-02-10") },
                Concern::InFuture { document: 4 },
            ]
        );
    }

    #[test]
    fn what_comes_in_stands_in_the_legal_order_and_moves_what_follows() {
        let file = [document(K::Filing, 1, 2), document(K::Questioning, 3, 5), document(K::Decision, 8, 9)];
        let file: Vec<&CaseDocument> = file.iter().collect();
        let new = [(K::ProofOfService, 1), (K::Questioning, 2), (K::Source, 4), (K::Questioning, 1)];
        let (firsts, moves) = inserted(&file, &new);
        // Source 1–4, filing 5–6, questioning 7–9, then the new ones, the gap of two pages, the decision.
        assert_eq!(moves, [4, 4, 7]);
        assert_eq!(firsts, [17, 10, 1, 12]);
        assert_eq!(inserted(&[], &[(K::Other, 3), (K::Filing, 1)]), (vec![2, 1], vec![]));
    }
}
