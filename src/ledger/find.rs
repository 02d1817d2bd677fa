//! Finding as it is typed, with the words that a list of hits shows: people before cards before cases.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;
use uuid::Uuid;

use super::cards::Place;
use super::{Ledger, Result};
use crate::domain::case::Case;
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::unit::Unit;
use crate::words::pinyin;

coded! {
    /// What was found.
    FoundKind {
        Officer = "officer", "人员";
        Certificate = "certificate", "证件";
        Case = "case", "案件";
    }
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: FoundKind,
    pub id: Uuid,
    /// A person's name, a card's number, a case's title.
    pub title: String,
    /// A person's unit, a card's holder, a case's number.
    pub second: String,
    /// A person's post, a card's kind, a case's party.
    pub third: String,
    /// Bytes of the title that match what was typed, in order; empty where the match lies elsewhere.
    pub matched: Vec<Range<usize>>,
}

impl Ledger {
    /// What matches the words typed, at most `limit` hits: people before cards before cases.
    pub fn find(&self, typed: &str, limit: usize) -> Result<Vec<Found>> {
        self.store().at_once(|| self.hits(typed, limit))
    }

    fn hits(&self, typed: &str, limit: usize) -> Result<Vec<Found>> {
        let mut found = Vec::new();
        let mut units: Option<BTreeMap<Id<Unit>, String>> = None;
        for kind in FoundKind::ALL.iter().copied() {
            let room = limit - found.len();
            if room == 0 {
                break;
            }
            for ord in self.store().search_kind(kind.code(), typed, room)? {
                if kind == FoundKind::Officer && units.is_none() {
                    units = Some(super::register::names_of(&self.all()?));
                }
                found.extend(self.worded(kind, ord, typed, units.as_ref())?);
            }
        }
        Ok(found)
    }

    /// The same, and of people and cards whether the holder may enforce on a day: 可否执法 as it is typed.
    pub fn find_and_answer(&self, typed: &str, limit: usize, on: NaiveDate) -> Result<Vec<Found>> {
        self.store().at_once(|| {
            let mut found = self.hits(typed, limit)?;
            for hit in &mut found {
                let officer = match hit.kind {
                    FoundKind::Officer => Id::new(hit.id),
                    FoundKind::Certificate => self.get(Id::<Certificate>::new(hit.id))?.value.officer,
                    FoundKind::Case => continue,
                };
                hit.third = self.powers_of(officer, on, &Place::default())?.in_short();
            }
            Ok(found)
        })
    }

    /// A hit with its words; none where the record is no more.
    fn worded(
        &self,
        kind: FoundKind,
        ord: i64,
        typed: &str,
        units: Option<&BTreeMap<Id<Unit>, String>>,
    ) -> Result<Option<Found>> {
        let words = match kind {
            FoundKind::Officer => self.store().at::<Officer>(ord)?.map(|officer| {
                let unit = units.and_then(|units| units.get(&officer.value.unit)).cloned();
                (officer.id.uuid(), officer.value.name, unit.unwrap_or_default(), officer.value.post)
            }),
            FoundKind::Certificate => match self.store().at::<Certificate>(ord)? {
                Some(card) => {
                    let holder = self.store().get(card.value.officer)?;
                    let name = holder.map(|holder| holder.value.name).unwrap_or_default();
                    let kind = card.value.kind.label().to_owned();
                    Some((card.id.uuid(), card.value.number, name, kind))
                }
                None => None,
            },
            FoundKind::Case => self
                .store()
                .at::<Case>(ord)?
                .map(|case| (case.id.uuid(), case.value.title, case.value.number, case.value.party.name)),
        };
        Ok(words.map(|(id, title, second, third)| {
            let matched = matched(&title, typed);
            Found { kind, id, title, second, third, matched }
        }))
    }
}

/// The bytes of a title that match: each word where it first stands, or the characters whose initials they are.
fn matched(title: &str, typed: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> =
        typed.split_whitespace().filter_map(|word| title.find(word).map(|at| at..at + word.len())).collect();
    if ranges.is_empty() && pinyin::looks_like_initials(typed) {
        let typed = typed.trim().to_lowercase();
        let starts: Vec<usize> = title.char_indices().map(|(at, _)| at).chain([title.len()]).collect();
        let from = starts.iter().position(|at| {
            pinyin::initials(&title[*at..]).iter().any(|initials| initials.starts_with(&typed))
        });
        if let Some(from) = from {
            let to = (from + typed.chars().count()).min(starts.len() - 1);
            ranges.push(starts[from]..starts[to]);
        }
    }
    ranges.sort_by_key(|range| range.start);
    // Words that lie within or across each other are one.
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::matched;

    fn shown(title: &str, typed: &str) -> Vec<String> {
        matched(title, typed).into_iter().map(|range| title[range].to_owned()).collect()
    }

    #[test]
    fn the_characters_that_match_are_named() {
        assert_eq!(shown("欧阳示五", "示五"), ["示五"]);
        assert_eq!(shown("欧阳示五", "ys"), ["阳示"]);
        assert_eq!(shown("单于明", "CYM"), ["单于明"]);
        assert_eq!(shown("示例县甲木业有限公司未按规定培训案", "培训 甲木"), ["甲木", "培训"]);
        assert_eq!(shown("甲木业", "木业 甲木"), ["甲木业"]);
        assert_eq!(shown("张三", "李"), Vec::<String>::new());
    }
}
