//! Registers: lists of any length, as keys in order; the rows are fetched where they are seen.

mod cases;
mod inquiries;
mod notices;
mod officers;

pub use cases::{CaseAnswer, CaseAsk, CaseKey, CaseQuery, CaseRow, CaseSort};
pub use inquiries::{InquiryQuery, InquiryRow, InquirySort, InquiryState};
pub use notices::{NoticeQuery, NoticeRow, NoticeSort};
pub use officers::{
    CardCell, CardFilter, OfficerAnswer, OfficerAsk, OfficerRow, OfficerSort, RegisterQuery, RowKey, SOON,
    States,
};

pub(super) use cases::Cases;
pub(super) use officers::{People, names_of};

use std::cell::RefCell;
use std::cmp::Ordering;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use crate::store::DayNumber;
use crate::words::pinyin;

/// What lists are sorted and filtered by, as it was at a state of the store.
pub(super) struct Index<T> {
    state: Option<i64>,
    rows: T,
}

/// An index that is kept until the journal grows.
pub(super) struct Kept<T>(RefCell<Option<Arc<Index<T>>>>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(RefCell::default())
    }
}

impl<T> Kept<T> {
    /// The index, where it still holds.
    fn at(&self, state: Option<i64>) -> Option<Arc<Index<T>>> {
        let kept = self.0.borrow();
        kept.as_ref().filter(|kept| state.is_some() && kept.state == state).map(Arc::clone)
    }

    /// Keeps an index; tells whether it still holds.
    fn keep(&self, index: &Arc<Index<T>>, state: Option<i64>) -> bool {
        let holds = state.is_some() && index.state == state;
        if holds {
            *self.0.borrow_mut() = Some(Arc::clone(index));
        }
        holds
    }
}

/// A day as the store's indexes give it.
fn day_number(day: NaiveDate) -> DayNumber {
    day.year().unsigned_abs() * 10_000 + day.month() * 100 + day.day()
}

/// Compares what may be missing: the missing stands last, upwards and downwards.
fn missing_last<T: Ord>(left: Option<&T>, right: Option<&T>, descending: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => directed(left.cmp(right), descending),
        (left, right) => right.is_some().cmp(&left.is_some()),
    }
}

fn directed(order: Ordering, descending: bool) -> Ordering {
    if descending { order.reverse() } else { order }
}

/// Whether all words typed stand in one of the texts, or are the beginning of one's initials.
fn matches(typed: &str, texts: &[&str]) -> bool {
    let typed = typed.trim().to_lowercase();
    let in_text = |word: &str| texts.iter().any(|text| text.to_lowercase().contains(word));
    let by_initials = || {
        let starts = |text: &&str| pinyin::initials(text).iter().any(|initials| initials.starts_with(&typed));
        pinyin::looks_like_initials(&typed) && texts.iter().any(starts)
    };
    typed.split_whitespace().all(in_text) || by_initials()
}
