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

/// What belongs into the files of one person, as far as the acting keeper opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePerson {
    /// In the register; none for somebody of whom the records have a name alone.
    pub officer: Option<Id<Officer>>,
    pub name: String,
    pub unit: String,
    /// Others in the register who have the same name, where one of the entries rests on the name.
    pub namesakes: usize,
    /// In the order of the numbers.
    pub entries: Vec<FileEntry>,
}

impl FilePerson {
    /// In how many entries the person stands on a side.
    pub fn parts(&self, part: Part) -> usize {
        self.entries.iter().filter(|entry| entry.part == part).count()
    }
}

impl Ledger {
    /// What of the records that the acting keeper opens belongs into the integrity file and the enforcement file
    /// of whom: insiders' 过问 on which a 批示 was given, of whoever asked and of whoever recorded.
    ///
    /// # Errors
    /// A user who keeps no files.
    pub fn file_persons(&self) -> Result<Vec<FilePerson>> {
        if !self.actor().is_some_and(|user| keeps_files(&user.value)) {
            return refused("廉政档案和执法档案由纪检、法制人员和主要负责人查阅。");
        }
        let all = self.all::<Officer>()?;
        let mut persons: Vec<FilePerson> = Vec::new();
        for (read, book) in self.opened()? {
            let (Some(now), Some((_, direction))) = (book.now(), book.directions().pop()) else { continue };
            if !now.counts() {
                continue;
            }
            let mut sides = self.sides(&all, &now.asker.name, &now.asker.unit, Part::Asked)?;
            match self.recording_officer(&book, &all)? {
                Some(recorder) => sides.push((self.person(recorder)?, Part::Recorded)),
                None => {
                    sides.extend(self.sides(&all, &now.recorder.name, &now.recorder.unit, Part::Recorded)?);
                }
            }
            for (person, part) in sides {
                let entry = FileEntry {
                    record: read.id,
                    number: read.value.number(),
                    part,
                    on: now.on,
                    matter: now.matter.clone(),
                    conduct: now.conduct.clone(),
                    direction: direction.clone(),
                    steps: book.steps().into_iter().map(|(_, step)| step.clone()).collect(),
                    namesakes: person.namesakes,
                };
                let known = |one: &&mut FilePerson| match person.officer {
                    Some(officer) => one.officer == Some(officer),
                    None => one.officer.is_none() && one.name == person.name && one.unit == person.unit,
                };
                match persons.iter_mut().find(known) {
                    Some(known) => {
                        known.namesakes = known.namesakes.max(person.namesakes);
                        known.entries.push(entry);
                    }
                    None => persons.push(FilePerson { entries: vec![entry], ..person }),
                }
            }
        }
        persons.sort_by(|a, b| (&a.name, &a.unit).cmp(&(&b.name, &b.unit)));
        Ok(persons)
    }

    /// The same for one officer.
    ///
    /// # Errors
    /// As [`Ledger::file_persons`].
    pub fn integrity_file(&self, officer: Id<Officer>) -> Result<Vec<FileEntry>> {
        let own = self.file_persons()?.into_iter().find(|person| person.officer == Some(officer));
        Ok(own.map(|person| person.entries).unwrap_or_default())
    }

    /// Whose files somebody is known by name: everybody of that name in the register, else the name alone.
    fn sides(
        &self,
        all: &[Versioned<Officer>],
        name: &str,
        unit: &str,
        part: Part,
    ) -> Result<Vec<(FilePerson, Part)>> {
        let name = name.trim();
        let mut sides = Vec::new();
        let same: Vec<_> = all.iter().filter(|one| one.value.name.trim() == name).collect();
        for one in &same {
            let person = FilePerson { namesakes: same.len() - 1, ..self.person(one.id)? };
            sides.push((person, part));
        }
        if same.is_empty() {
            let (name, unit) = (name.to_owned(), unit.trim().to_owned());
            let person = FilePerson { officer: None, name, unit, namesakes: 0, entries: Vec::new() };
            sides.push((person, part));
        }
        Ok(sides)
    }

    fn person(&self, id: Id<Officer>) -> Result<FilePerson> {
        let officer = self.get(id)?.value;
        let unit = self.get(officer.unit)?.value.name;
        Ok(FilePerson { officer: Some(id), name: officer.name, unit, namesakes: 0, entries: Vec::new() })
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
