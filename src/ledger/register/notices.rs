//! The register of issued notices: a bureau issues hundreds a year, so all of them are read.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{directed, matches, missing_last};
use crate::domain::id::Id;
use crate::domain::notice::{About, Notice, Number, NumberState};
use crate::ledger::{Ledger, Result};
use crate::words::pinyin;

/// Which notices are wanted, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeQuery {
    /// What was typed: characters of number, title or addressee, or an addressee's initials.
    pub typed: String,
    /// Only those that were served, or only those that were not.
    pub served: Option<bool>,
    pub sort: NoticeSort,
    pub descending: bool,
}

/// By what a register of notices is sorted; notices that are alike stand by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeSort {
    /// Register, year and serial.
    Number,
    IssuedOn,
    Addressee,
    /// Those not yet served last.
    ServedOn,
}

/// One notice as its row is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    pub id: Id<Notice>,
    /// Empty for a sheet, which has no number.
    pub document_no: String,
    pub title: String,
    pub addressee: String,
    pub about: About,
    pub issued_on: NaiveDate,
    pub served_on: Option<NaiveDate>,
    pub pages: u32,
    /// Its number was made void.
    pub void: bool,
}

impl Ledger {
    /// The issued notices that a query asks for, in its order.
    pub fn notice_register(&self, query: &NoticeQuery) -> Result<Vec<NoticeRow>> {
        let numbers: BTreeMap<Id<Number>, Number> =
            self.all::<Number>()?.into_iter().map(|number| (number.id, number.value)).collect();
        let mut rows = Vec::new();
        for notice in self.all::<Notice>()? {
            let id = notice.id;
            let notice = notice.value;
            let number = notice.number.and_then(|number| numbers.get(&number));
            let row = NoticeRow {
                id,
                about: notice.subject,
                issued_on: notice.issued_on,
                served_on: notice.serving.map(|serving| serving.served_on),
                pages: notice.pages,
                void: number.is_some_and(|number| number.state == NumberState::Void),
                document_no: notice.document_no,
                title: notice.title,
                addressee: notice.addressee,
            };
            let served = query.served.is_none_or(|served| row.served_on.is_some() == served);
            if served && matches(&query.typed, &[&row.addressee, &row.document_no, &row.title]) {
                let place = number.map(|number| (number.register.clone(), number.year, number.seq));
                rows.push((place, row));
            }
        }
        let down = query.descending;
        rows.sort_by(|(left, _), (right, _)| {
            missing_last(left.as_ref(), right.as_ref(), down && query.sort == NoticeSort::Number)
        });
        let mut rows: Vec<NoticeRow> = rows.into_iter().map(|(_, row)| row).collect();
        match query.sort {
            NoticeSort::Number => {}
            NoticeSort::IssuedOn => {
                rows.sort_by(|left, right| directed(left.issued_on.cmp(&right.issued_on), down));
            }
            NoticeSort::Addressee => {
                rows.sort_by_cached_key(|row| pinyin::sort_key(&row.addressee));
                if down {
                    rows.reverse();
                }
            }
            NoticeSort::ServedOn => rows
                .sort_by(|left, right| missing_last(left.served_on.as_ref(), right.served_on.as_ref(), down)),
        }
        Ok(rows)
    }
}
