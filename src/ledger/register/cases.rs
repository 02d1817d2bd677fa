//! The register of cases.

use chrono::NaiveDate;

use super::missing_last;
use crate::domain::case::{Case, CaseKind};
use crate::domain::id::Id;
use crate::ledger::file::Noun;
use crate::ledger::{Ledger, Result};

/// Which cases are wanted, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseQuery {
    /// What was typed: characters of number, title or party, or initials. Empty asks for all.
    pub typed: String,
    pub kind: Option<CaseKind>,
    pub sort: CaseSort,
    pub descending: bool,
}

/// By what a register of cases is sorted; cases that are alike stand by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseSort {
    /// As numbers count: 2号 before 10号.
    Number,
    Party,
    OpenedOn,
}

/// One row of the register of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseKey(i64);

/// One case as its row is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    pub key: CaseKey,
    pub id: Id<Case>,
    pub number: String,
    pub title: String,
    pub kind: CaseKind,
    pub party: String,
    pub opened_on: Option<NaiveDate>,
}

impl Ledger {
    /// The cases that a query asks for, as keys in its order.
    pub fn case_register(&self, query: &CaseQuery) -> Result<Vec<CaseKey>> {
        let mut cases = self.store().case_lines(query.sort == CaseSort::Party)?;
        if !query.typed.trim().is_empty() {
            let found = self.store().narrow(Case::KIND, &query.typed)?;
            cases.retain(|case| found.contains(&case.ord));
        }
        if let Some(kind) = query.kind {
            cases.retain(|case| case.kind == kind);
        }
        match query.sort {
            // They come in this order.
            CaseSort::Number | CaseSort::Party => {
                if query.descending {
                    cases.reverse();
                }
            }
            CaseSort::OpenedOn => cases.sort_by(|left, right| {
                missing_last(left.opened_on.as_ref(), right.opened_on.as_ref(), query.descending)
            }),
        }
        Ok(cases.into_iter().map(|case| CaseKey(case.ord)).collect())
    }

    /// The cases with these keys; one that is no more is left out.
    pub fn case_rows(&self, keys: &[CaseKey]) -> Result<Vec<CaseRow>> {
        let row = |key: &CaseKey| -> Result<Option<CaseRow>> {
            let Some(case) = self.store().at::<Case>(key.0)? else { return Ok(None) };
            let Case { number, title, kind, party, opened_on, .. } = case.value;
            Ok(Some(CaseRow { key: *key, id: case.id, number, title, kind, party: party.name, opened_on }))
        };
        self.store().at_once(|| keys.iter().filter_map(|key| row(key).transpose()).collect())
    }
}
