//! The register of cases.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Index, missing_last};
use crate::domain::case::{Case, CaseKind};
use crate::domain::id::Id;
use crate::ledger::file::Noun;
use crate::ledger::{Ledger, Result};
use crate::store::CaseLine;

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

/// All cases, as an index for lists.
pub(in crate::ledger) struct Cases {
    /// By number.
    lines: Vec<CaseLine>,
    /// Places in [`Cases::lines`], by party.
    by_party: Vec<u32>,
}

/// A query with the index of cases, where that is at hand: any connection to the same ledger can answer it.
pub struct CaseAsk {
    query: CaseQuery,
    index: Option<Arc<Index<Cases>>>,
}

/// The cases that a query asked for.
pub struct CaseAnswer {
    /// In the order asked for.
    pub keys: Vec<CaseKey>,
    index: Arc<Index<Cases>>,
}

impl CaseAsk {
    /// Works out the answer.
    ///
    /// # Errors
    /// The ledger cannot be read any more.
    pub fn answer(self, ledger: &Ledger) -> Result<CaseAnswer> {
        let index = match self.index {
            Some(index) => index,
            None => ledger.cases_in_order()?,
        };
        let CaseQuery { typed, kind, sort, descending } = self.query;
        let found = match typed.trim().is_empty() {
            true => None,
            false => Some(ledger.store().narrow(Case::KIND, &typed)?),
        };
        let takes = |case: &&CaseLine| {
            kind.is_none_or(|kind| case.kind == kind)
                && found.as_ref().is_none_or(|found| found.contains(&case.ord))
        };
        let Cases { lines, by_party } = &index.rows;
        let mut cases: Vec<&CaseLine> = match sort {
            CaseSort::Party => by_party.iter().map(|at| &lines[*at as usize]).filter(takes).collect(),
            CaseSort::Number | CaseSort::OpenedOn => lines.iter().filter(takes).collect(),
        };
        match sort {
            CaseSort::Number | CaseSort::Party if descending => cases.reverse(),
            // They come in this order.
            CaseSort::Number | CaseSort::Party => {}
            CaseSort::OpenedOn => cases.sort_by(|left, right| {
                missing_last(left.opened_on.as_ref(), right.opened_on.as_ref(), descending)
            }),
        }
        let keys = cases.into_iter().map(|case| CaseKey(case.ord)).collect();
        Ok(CaseAnswer { keys, index })
    }
}

impl Ledger {
    /// The cases that a query asks for, as keys in its order.
    pub fn case_register(&self, query: &CaseQuery) -> Result<Vec<CaseKey>> {
        Ok(self.ask_cases(query)?.answer(self)?.keys)
    }

    /// The question for the cases that a query asks for. Where the journal has grown since, whoever answers it reads
    /// the index of cases anew, and [`Ledger::keep_cases`] keeps it for the next question.
    pub fn ask_cases(&self, query: &CaseQuery) -> Result<CaseAsk> {
        Ok(CaseAsk { query: query.clone(), index: self.cases.at(self.store().state()?) })
    }

    /// Keeps the index that an answer was worked out from; tells whether it still holds.
    pub fn keep_cases(&self, answer: &CaseAnswer) -> Result<bool> {
        Ok(self.cases.keep(&answer.index, self.store().state()?))
    }

    /// The index of cases: read anew where the journal has grown since.
    fn cases_in_order(&self) -> Result<Arc<Index<Cases>>> {
        let state = self.store().state()?;
        if let Some(cases) = self.cases.at(state) {
            return Ok(cases);
        }
        let lines = self.store().case_lines()?;
        let places: HashMap<i64, u32> = lines.iter().map(|line| line.ord).zip(0..).collect();
        let by_party = self.store().cases_by_party()?;
        let by_party = by_party.iter().filter_map(|ord| places.get(ord).copied()).collect();
        let cases = Arc::new(Index { state, rows: Cases { lines, by_party } });
        self.cases.keep(&cases, state);
        Ok(cases)
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
