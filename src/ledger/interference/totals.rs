//! Totals of a quarter: counted with the leader's key, published once, read by everybody.

use std::collections::BTreeMap;

use super::{Error, Ledger, Result};
use crate::domain::id::Id;
use crate::domain::interference::{
    Channel, Interference, OTHER_CONDUCT, Quarter, SEVERAL, Sealed, SealedState, Side, Sort, Totals,
    Unsealed, merged,
};
use crate::domain::role::{Op, Role};
use crate::ledger::file::Versioned;
use crate::ledger::sealed::refused;

impl Ledger {
    /// The table of a quarter as it would be published now. Only the leader, who opens the records, can count.
    ///
    /// # Errors
    /// Another role; the own password was not given.
    pub fn interference_totals(&self, quarter: Quarter) -> Result<Totals> {
        if !self.actor().is_some_and(|user| user.value.roles.contains(&Role::Leader)) {
            return refused("过问登记的统计由主要负责人汇总公布。");
        }
        self.own_keys()?;
        let opened: BTreeMap<Id<Sealed>, Unsealed> =
            self.opened()?.into_iter().map(|(read, book)| (read.id, book)).collect();
        let sealed: Vec<_> =
            self.all::<Sealed>()?.into_iter().filter(|one| quarter.has(one.value.on)).collect();
        let mut sorts = Tally::of(Sort::ALL.iter().map(|sort| sort.code()));
        let items: Vec<String> = (1..=OTHER_CONDUCT).map(|item| item.to_string()).collect();
        let mut kinds = Tally::of(items.iter().map(String::as_str).chain([SEVERAL]));
        let mut channels = Tally::of(Channel::ALL.iter().map(|channel| channel.code()));
        for one in &sealed {
            let book = opened.get(&one.id);
            let now = book.and_then(Unsealed::now);
            let sort = sort_of(book, now.as_ref());
            sorts.add(sort.code());
            if let (Sort::Inside, Some(now)) = (sort, &now) {
                channels.add(now.channel.code());
                match now.conduct[..] {
                    [item] => kinds.add(&item.to_string()),
                    _ => kinds.add(SEVERAL),
                }
            }
        }
        let days = self.days_to_direction(&sealed, &opened);
        let mut totals = Totals {
            quarter,
            published_on: self.env().today(),
            sealed: sealed.len() as u32,
            directed: sealed.iter().filter(|one| one.value.state == SealedState::Directed).count() as u32,
            median_days: days,
            sorts: merged(&sorts.0),
            kinds: Vec::new(),
            channels: Vec::new(),
        };
        // A division of a number that is not told itself would tell it.
        if totals.inside().is_some_and(|inside| inside > 0) {
            totals.kinds = merged(&kinds.0);
            totals.channels = merged(&channels.0);
        }
        Ok(totals)
    }

    /// Publishes the table of a quarter that is over, once: from two tables of one quarter their difference could
    /// be told.
    ///
    /// # Errors
    /// As [`Ledger::interference_totals`]; a quarter that is not over, or is published.
    pub fn publish_totals(&mut self, quarter: Quarter) -> Result<Id<Totals>> {
        if !quarter.is_over(self.env().today()) {
            return refused("这个季度还没有结束，不能公布统计。请在下一季度开始后公布。");
        }
        if self.published_totals(quarter)?.is_some() {
            return refused("这个季度的统计已经公布，不再另行公布，以免从两次的差数推知个别记录。");
        }
        let totals = self.interference_totals(quarter)?;
        self.transact(Op::PublishTotals, "", |draft| draft.add(&totals))
    }

    /// The published table of a quarter.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn published_totals(&self, quarter: Quarter) -> Result<Option<Versioned<Totals>>> {
        Ok(self.all::<Totals>()?.into_iter().find(|one| one.value.quarter == quarter))
    }

    /// The table of a quarter that somebody needs for a paper.
    pub(super) fn totals_for_paper(&self, quarter: Quarter) -> Result<Totals> {
        let found = self.published_totals(quarter)?;
        found.map(|one| one.value).ok_or_else(|| {
            Error::Refused("这个季度的统计还没有公布。请由主要负责人登录后公布，再打印报告。".to_owned())
        })
    }

    /// From record to 批示 in days, the middle one; both days stand in the open.
    fn days_to_direction(
        &self,
        sealed: &[Versioned<Sealed>],
        opened: &BTreeMap<Id<Sealed>, Unsealed>,
    ) -> Option<u32> {
        let days = |one: &Versioned<Sealed>| {
            let directions = opened.get(&one.id)?.directions();
            let (page, _) = directions.first()?;
            u32::try_from((crate::env::local_date(page.at) - one.value.on).num_days()).ok()
        };
        let directed = sealed.iter().filter(|one| one.value.state == SealedState::Directed);
        // Days of some only would tell which the leader cannot open.
        let mut all: Vec<u32> = directed.map(days).collect::<Option<_>>()?;
        all.sort_unstable();
        all.get(all.len() / 2).copied()
    }
}

fn sort_of(book: Option<&Unsealed>, now: Option<&Interference>) -> Sort {
    match (book, now) {
        (Some(book), _) if book.threat().is_some() => Sort::Threat,
        (_, Some(now)) if now.nature.is_work_note() => Sort::Note,
        (_, Some(now)) if now.asker.side == Side::Inside => Sort::Inside,
        (_, Some(_)) => Sort::Outside,
        (_, None) => Sort::Elsewhere,
    }
}

/// Classes in their order, with their counts.
struct Tally<'a>(Vec<(&'a str, u32)>);

impl<'a> Tally<'a> {
    fn of(classes: impl Iterator<Item = &'a str>) -> Tally<'a> {
        Tally(classes.map(|class| (class, 0)).collect())
    }

    fn add(&mut self, class: &str) {
        if let Some((_, count)) = self.0.iter_mut().find(|(own, _)| *own == class) {
            *count += 1;
        }
    }
}
