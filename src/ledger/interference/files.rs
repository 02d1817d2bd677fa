//! The files of both sides (C10-11) and the protection of those who record (C10-6): read with a key, kept nowhere.

use chrono::{Months, NaiveDate};

use super::{Ledger, Result};
use crate::domain::id::Id;
use crate::domain::interference::{Direction, Follow, FollowUp, Nature, Sealed, Unsealed};
use crate::domain::officer::{Leaving, Officer};
use crate::domain::posting::Posting;
use crate::domain::role::Role;
use crate::ledger::SealedRow;
use crate::ledger::file::Versioned;
use crate::ledger::sealed::{keeps_files, refused, row_of};

coded! {
    /// On which side of a record somebody stands.
    Part {
        Asked = "asked", "过问人";
        Recorded = "recorded", "记录人";
    }
}

/// One entry of somebody's integrity file and enforcement file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEntry {
    pub record: Id<Sealed>,
    /// `2026-007`.
    pub number: String,
    pub part: Part,
    /// The day on which it was asked.
    pub on: NaiveDate,
    pub matter: String,
    /// Items of C10-7.
    pub conduct: Vec<u8>,
    pub direction: Direction,
    pub steps: Vec<FollowUp>,
    /// Others in the register have the same name: whether this is the person, somebody has to see to.
    pub namesakes: usize,
}

coded! {
    /// An act of personnel that C10-6 names, as far as the register tells; a change of post does not say more.
    PersonnelAct {
        Removed = "removed", "免职";
        Transferred = "transferred", "调离";
        Dismissed = "dismissed", "辞退";
        Demoted = "demoted", "降级";
        Deposed = "deposed", "撤职";
        Expelled = "expelled", "开除";
        Moved = "moved", "岗位、职务变动";
    }
}

impl PersonnelAct {
    /// The act that a change of position is; none where somebody retires or resigns.
    fn of(posting: &Posting) -> Option<PersonnelAct> {
        use PersonnelAct as P;
        let named = [P::Expelled, P::Deposed, P::Demoted, P::Removed, P::Dismissed];
        if let Some(act) = named.into_iter().find(|act| posting.document.contains(act.label())) {
            return Some(act);
        }
        match posting.left_for {
            Some(Leaving::Dismissed) => Some(P::Dismissed),
            Some(Leaving::Transferred) => Some(P::Transferred),
            Some(Leaving::Retired | Leaving::Resigned) => None,
            Some(Leaving::OffDuty | Leaving::Other) | None => Some(P::Moved),
        }
    }
}

/// A personnel act against somebody who had recorded. It says that there is one, and that somebody should look
/// whether it had ground and procedure; it says nothing of why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    pub record: Id<Sealed>,
    pub number: String,
    /// The day of the record.
    pub recorded_on: NaiveDate,
    pub recorder: Id<Officer>,
    pub name: String,
    pub posting: Id<Posting>,
    pub act: PersonnelAct,
    pub on: NaiveDate,
    /// What the act rests on, as it was entered.
    pub document: String,
    /// The check that somebody entered on or after its day.
    pub checked: Option<FollowUp>,
}

impl Ledger {
    /// What of the records that the acting keeper opens belongs into somebody's integrity file and enforcement
    /// file: insiders' 过问 on which a 批示 was given, of whoever asked and of whoever recorded.
    ///
    /// # Errors
    /// A user who keeps no files.
    pub fn integrity_file(&self, officer: Id<Officer>) -> Result<Vec<FileEntry>> {
        if !self.actor().is_some_and(|user| keeps_files(&user.value)) {
            return refused("廉政档案和执法档案由纪检、法制人员和主要负责人查阅。");
        }
        let all = self.all::<Officer>()?;
        let name = self.get(officer)?.value.name;
        let namesakes = namesakes(&all, &name);
        let mut entries = Vec::new();
        for (read, book) in self.opened()? {
            let (Some(now), Some((_, direction))) = (book.now(), book.directions().pop()) else { continue };
            if !now.counts() {
                continue;
            }
            let mut parts = Vec::new();
            if now.asker.name.trim() == name.trim() {
                parts.push((Part::Asked, namesakes));
            }
            match self.recording_officer(&book, &all)? {
                Some(recorder) if recorder == officer => parts.push((Part::Recorded, 0)),
                None if now.recorder.name.trim() == name.trim() => parts.push((Part::Recorded, namesakes)),
                _ => {}
            }
            entries.extend(parts.into_iter().map(|(part, namesakes)| FileEntry {
                record: read.id,
                number: read.value.number(),
                part,
                on: now.on,
                matter: now.matter.clone(),
                conduct: now.conduct.clone(),
                direction: direction.clone(),
                steps: book.steps().into_iter().map(|(_, step)| step.clone()).collect(),
                namesakes,
            }));
        }
        Ok(entries)
    }

    /// Personnel acts against those who recorded, after they did: for the leader and the discipline, over the
    /// records that the acting user opens. Without end, unless the bureau has set one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn protection_flags(&self) -> Result<Vec<Protection>> {
        let mut flags = Vec::new();
        let opened = if self.sees_protection() { self.opened()? } else { Vec::new() };
        if !opened.is_empty() {
            let all = self.all::<Officer>()?;
            for (read, book) in opened {
                flags.extend(self.flags_of(&row_of(&read), &book, &all)?);
            }
            flags.sort_by_key(|flag| (flag.checked.is_some(), std::cmp::Reverse(flag.on)));
        }
        Ok(flags)
    }

    fn sees_protection(&self) -> bool {
        let sees = |role: &Role| matches!(role, Role::Leader | Role::Discipline);
        self.actor().is_some_and(|user| user.value.roles.iter().any(sees))
    }

    /// The same about whoever wrote one record that the acting user has opened.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn protection_of(&self, row: &SealedRow, book: &Unsealed) -> Result<Vec<Protection>> {
        if !self.sees_protection() {
            return Ok(Vec::new());
        }
        self.flags_of(row, book, &self.all::<Officer>()?)
    }

    fn flags_of(
        &self,
        row: &SealedRow,
        book: &Unsealed,
        all: &[Versioned<Officer>],
    ) -> Result<Vec<Protection>> {
        let mut flags = Vec::new();
        if book.now().is_some_and(|now| now.nature != Nature::Asked) {
            return Ok(flags);
        }
        let Some(recorder) = self.recording_officer(book, all)? else { return Ok(flags) };
        let months = self.interference_settings()?.protect_months;
        let last = months.and_then(|months| row.on.checked_add_months(Months::new(months)));
        for posting in self.postings_of(recorder)? {
            let on = posting.value.on;
            let within = on >= row.on && last.is_none_or(|last| on <= last);
            let (true, Some(act)) = (within, PersonnelAct::of(&posting.value)) else { continue };
            let check = |step: &&FollowUp| step.kind == Follow::Checked && step.on >= on;
            flags.push(Protection {
                record: row.id,
                number: row.number.clone(),
                recorded_on: row.on,
                recorder,
                name: self.get(recorder)?.value.name,
                posting: posting.id,
                act,
                on,
                document: posting.value.document,
                checked: book.steps().into_iter().map(|(_, step)| step).find(check).cloned(),
            });
        }
        Ok(flags)
    }

    /// The officer who wrote a record: the one that its author is as a user, else the only one of that name.
    fn recording_officer(&self, book: &Unsealed, all: &[Versioned<Officer>]) -> Result<Option<Id<Officer>>> {
        let Some(author) = book.recorder() else { return Ok(None) };
        if let Some(officer) = self.get(author)?.value.officer {
            return Ok(Some(officer));
        }
        let name = match (book.now(), book.threat()) {
            (Some(now), _) => now.recorder.name,
            (None, Some(threat)) => threat.recorder.name.clone(),
            (None, None) => return Ok(None),
        };
        let mut same = all.iter().filter(|one| one.value.name.trim() == name.trim());
        Ok(match (same.next(), same.next()) {
            (Some(only), None) => Some(only.id),
            _ => None,
        })
    }
}

/// How many more in the register have a name.
fn namesakes(all: &[Versioned<Officer>], name: &str) -> usize {
    all.iter().filter(|one| one.value.name.trim() == name.trim()).count().saturating_sub(1)
}
