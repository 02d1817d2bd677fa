//! What is to be done: running deadlines, open questions, papers not yet made or served, cards that run out.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::cards::{AnnualOpen, Conduct};
use super::drafts::Saved;
use super::interference::{Due, Protection, SealedDue};
use super::papers::form_of;
use super::register::{InquiryRow, InquiryState};
use super::{Ledger, Result};
use crate::domain::certificate::Certificate;
use crate::domain::deadline::Holder;
use crate::domain::due::Deadline;
use crate::domain::fault::{Citation, DecisionKind, Standing};
use crate::domain::id::Id;
use crate::domain::liability::{Answer, Decision, Liability};
use crate::domain::notice::Notice;
use crate::domain::officer::Officer;
use crate::domain::power::DelegationMode;
use crate::rules::Pack;

/// Days before its last in which a card is renewed.
const RENEW_WITHIN: u64 = 90;

/// How much of what came in stands in its line.
const INTAKE_SHOWN: usize = 30;

/// All that waits for somebody, on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    pub on: NaiveDate,
    pub counts: Counts,
    /// The most urgent first.
    pub deadlines: Vec<DueRow>,
    /// Inquiries with questions that nobody has answered, or about whose subjects nothing is decided yet.
    pub inquiries: Vec<InquiryRow>,
    /// Open questions that somebody was told to find out, the earliest first.
    pub assigned: Vec<AssignedRow>,
    pub unprinted: Vec<UnprintedRow>,
    pub unserved: Vec<UnservedRow>,
    /// Cards that have run out or soon will, and those still held by people who have left; the earliest first.
    pub cards: Vec<CardDue>,
    pub registers: Vec<RegisterDue>,
    /// How many sealed records wait for the user's 批示; nothing else of them is told.
    pub presented: usize,
    /// What follows records that the user opens: numbers and days alone are told.
    pub sealed: Vec<SealedDue>,
    /// Personnel acts against those who recorded, which nobody has looked at yet.
    pub protection: Vec<Protection>,
    /// The yearly check of cards, where the bureau has one and cards are still to be checked.
    pub annual: Option<AnnualOpen>,
    /// Records that two machines changed apart from each other.
    pub conflicts: Vec<Place>,
    /// The user's own drafts, the newest first.
    pub drafts: Vec<Saved>,
    /// How many more wait for the user's own password.
    pub drafts_shut: usize,
}

/// How many of the bureau's duties are how urgent; what others may do or leave is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// 逾期
    pub overdue: usize,
    /// 今日
    pub today: usize,
    /// 七日内, without today
    pub week: usize,
    /// 以后
    pub later: usize,
}

/// A record and where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its kind in the ledger: `decision`; empty where the ledger does not have it.
    pub kind: &'static str,
    pub id: Uuid,
    /// The inquiry that it belongs to, where it belongs to one.
    pub inquiry: Option<Id<Liability>>,
}

/// A running deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRow {
    pub id: Id<Deadline>,
    pub task: String,
    pub about: String,
    pub citation: String,
    pub explanation: String,
    pub holder: Holder,
    pub act_by: NaiveDate,
    /// Whole days until then; negative when it has passed.
    pub days_left: i64,
    /// Whether the holidays of all years concerned were known.
    pub confirmed: bool,
    /// What it is about, and where a click leads.
    pub place: Place,
}

/// An open question that somebody finds out until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignedRow {
    pub inquiry: Id<Liability>,
    /// With the pack's id, and the subject's key where it is open for one: `c1:6-2.同意@li`.
    pub question: String,
    /// The question's label, and the provision as a notice names it: 《…制度》第六条第2项.
    pub label: String,
    pub citation: String,
    pub name: String,
    pub matter: String,
    pub due_on: NaiveDate,
    /// Whole days until then; negative when it has passed.
    pub days_left: i64,
}

/// A decision whose notice was not issued yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnprintedRow {
    pub decision: Id<Decision>,
    pub inquiry: Id<Liability>,
    pub subject: String,
    pub kind: DecisionKind,
    pub decided_on: NaiveDate,
}

/// A notice that was not served yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnservedRow {
    pub notice: Id<Notice>,
    pub inquiry: Id<Liability>,
    pub document_no: String,
    pub title: String,
    pub addressee: String,
    pub issued_on: NaiveDate,
}

/// A card that needs something done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardDue {
    pub card: Id<Certificate>,
    pub officer: Id<Officer>,
    pub name: String,
    pub number: String,
    /// None is 长期: the holder has left.
    pub valid_to: Option<NaiveDate>,
    /// Whole days until then; negative when it has run out.
    pub days_left: Option<i64>,
    /// The day on which the holder left the service, where that has come: the card is to be handed in.
    pub left_on: Option<NaiveDate>,
}

/// Something open in the registers beside the list of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterDue {
    pub kind: &'static str,
    pub id: Uuid,
    pub task: &'static str,
    pub about: String,
    pub citation: String,
    /// The day since which it waits, where the ledger has one.
    pub since: Option<NaiveDate>,
}

impl DueRow {
    /// Whether it is the duty to enter somebody into a platform (J14).
    pub fn is_entry(&self) -> bool {
        matches!(self.place.kind, "certificate" | "officer")
    }
}

impl Todo {
    /// How many of the bureau's duties and cards are late.
    pub fn overdue(&self) -> usize {
        late(&self.counts, &self.cards)
    }
}

fn late(counts: &Counts, cards: &[CardDue]) -> usize {
    let expired = |card: &&CardDue| card.left_on.is_none() && card.days_left.is_some_and(|days| days < 0);
    counts.overdue + cards.iter().filter(expired).count()
}

impl Ledger {
    /// The same as [`Todo::overdue`], without reading what it does not count: it is asked for after every act.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn overdue(&self, on: NaiveDate) -> Result<usize> {
        Ok(late(&counts(&self.due_rows(on)?), &self.cards_due(on)?))
    }

    /// What is to be done on a day.
    pub fn todo(&self, on: NaiveDate) -> Result<Todo> {
        let mut unprinted = Vec::new();
        let mut unserved = Vec::new();
        let mut inquiries = Vec::new();
        let mut assigned = Vec::new();
        let packs = self.packs()?;
        for one in self.progress()? {
            for (decision, notice) in one.decisions {
                let subject = decision.value.subject;
                match notice {
                    None if form_of(decision.value.kind).is_some() => unprinted.push(UnprintedRow {
                        decision: decision.id,
                        inquiry: one.row.id,
                        subject: self.subject_name(one.row.id, &subject)?,
                        kind: decision.value.kind,
                        decided_on: decision.value.decided_on,
                    }),
                    Some(notice) if notice.value.serving.is_none() => unserved.push(UnservedRow {
                        notice: notice.id,
                        inquiry: one.row.id,
                        document_no: notice.value.document_no,
                        title: notice.value.title,
                        addressee: notice.value.addressee,
                        issued_on: notice.value.issued_on,
                    }),
                    _ => {}
                }
            }
            if matches!(one.row.state, InquiryState::Open | InquiryState::Undecided) {
                assigned.extend(assigned_rows(one.row.id, &self.get(one.row.id)?.value, &packs, on));
                inquiries.push(one.row);
            }
        }
        assigned.sort_by_key(|row: &AssignedRow| row.due_on);
        let deadlines = self.due_rows(on)?;
        let conflicts = self.store().conflicts()?;
        Ok(Todo {
            on,
            counts: counts(&deadlines),
            deadlines,
            inquiries,
            assigned,
            unprinted,
            unserved,
            cards: self.cards_due(on)?,
            registers: self.registers_due(on)?,
            presented: self.waiting_for_direction()?,
            sealed: self.sealed_due()?.into_iter().filter(|due| due.what != Due::Direct).collect(),
            protection: self.protection_flags()?.into_iter().filter(|flag| flag.checked.is_none()).collect(),
            annual: self.annual_open(on)?,
            conflicts: conflicts.into_iter().map(|(_, id)| self.place(id)).collect::<Result<_>>()?,
            drafts: self.drafts()?,
            drafts_shut: self.drafts_shut()?,
        })
    }

    fn subject_name(&self, inquiry: Id<Liability>, key: &str) -> Result<String> {
        let subjects = self.get(inquiry)?.value.subjects;
        let found = subjects.into_iter().find(|subject| subject.key == key);
        Ok(found.map_or_else(|| key.to_owned(), |subject| subject.name))
    }

    fn due_rows(&self, on: NaiveDate) -> Result<Vec<DueRow>> {
        let row = |deadline: super::file::Versioned<Deadline>| -> Result<DueRow> {
            let place = self.place(deadline.value.record)?;
            let Deadline { task, about, citation, explanation, holder, act_by, confirmed, .. } =
                deadline.value;
            let days_left = (act_by - on).num_days();
            let id = deadline.id;
            Ok(DueRow { id, task, about, citation, explanation, holder, act_by, days_left, confirmed, place })
        };
        self.running_deadlines()?.into_iter().map(row).collect()
    }

    /// What must still be entered into the platforms, the most urgent first (J14).
    pub fn entries_due(&self, on: NaiveDate) -> Result<Vec<DueRow>> {
        let mut rows = self.due_rows(on)?;
        rows.retain(DueRow::is_entry);
        Ok(rows)
    }

    /// Complaints and violations that are open, and what of powers and delegations was not published.
    fn registers_due(&self, on: NaiveDate) -> Result<Vec<RegisterDue>> {
        let rules = self.card_rules()?;
        let cite = |short: &str| Citation::parse(short).map(|cite| rules.shortly(&cite)).unwrap_or_default();
        let mut due = Vec::new();
        for row in self.conduct()?.into_iter().filter(|row| row.closed_on.is_none()) {
            let (kind, id, task, article) = match row.of {
                Conduct::Complaint(id) => ("complaint", id.uuid(), "查处投诉", "20"),
                Conduct::Misuse(id) => ("misuse", id.uuid(), "处理证件违规", "17"),
            };
            let since = Some(row.on);
            due.push(RegisterDue { kind, id, task, about: row.name, citation: cite(article), since });
        }
        for one in self.unpublished_powers(on)? {
            let (id, about) = (one.id.uuid(), one.value.title);
            let (kind, task, citation) = ("power", "公开权责事项", cite("7-1"));
            due.push(RegisterDue { kind, id, task, about, citation, since: None });
        }
        for one in self.unpublished_delegations(on)? {
            // The duty is about what was delegated; an empowerment rests on another law.
            if one.value.mode == DelegationMode::Delegated {
                let about = self.get(one.value.unit)?.value.name;
                let (kind, id) = ("delegation", one.id.uuid());
                let (task, citation) = ("公开委托事项", cite("7-2"));
                due.push(RegisterDue { kind, id, task, about, citation, since: Some(one.value.from) });
            }
        }
        due.extend(self.cases_due(on)?);
        due.extend(self.numbers_twice()?);
        due.extend(self.card_duties(on)?);
        due.extend(self.guidance_open()?);
        Ok(due)
    }

    /// What is held too long, and what came in and was not answered.
    fn cases_due(&self, on: NaiveDate) -> Result<Vec<RegisterDue>> {
        let mut due = Vec::new();
        for one in self.overdue_seizures(on)? {
            let case = self.get(one.value.case)?.value;
            due.push(RegisterDue {
                kind: "seizure",
                id: one.id.uuid(),
                task: "处理到期的查封、扣押",
                about: format!("{}　{}", one.value.document, case.party.name).trim_end().to_owned(),
                citation: "行政强制法第二十五条第一款、第二十七条".to_owned(),
                since: Some(one.value.to),
            });
        }
        for one in self.open_intake()? {
            let about = one.value.content.chars().take(INTAKE_SHOWN).collect();
            let (kind, id, task) = ("intake", one.id.uuid(), "答复投诉举报、事故信息和检查发现");
            let since = Some(one.value.received_on);
            due.push(RegisterDue { kind, id, task, about, citation: String::new(), since });
        }
        Ok(due)
    }

    /// Numbers that two cards of a kind have since ledgers were merged; entering one is refused.
    fn numbers_twice(&self) -> Result<Vec<RegisterDue>> {
        let mut due: Vec<RegisterDue> = Vec::new();
        let cards = self.store().cards_numbered_twice()?;
        for (at, card) in cards.iter().enumerate() {
            let same = |other: &&super::file::Versioned<Certificate>| {
                other.value.kind == card.value.kind && other.value.number == card.value.number
            };
            let Some(first) = cards[..at].iter().find(same) else { continue };
            let name = |id| self.get(id).map(|one: super::file::Versioned<Officer>| one.value.name);
            let (one, other) = (name(first.value.officer)?, name(card.value.officer)?);
            due.push(RegisterDue {
                kind: "certificate",
                id: card.id.uuid(),
                task: "核对重复的证号",
                about: format!("{one}和{other} {}", card.value.number),
                citation: String::new(),
                since: None,
            });
        }
        Ok(due)
    }

    /// What kind of record an identity names, and the inquiry that it belongs to.
    pub fn place(&self, id: Uuid) -> Result<Place> {
        let kind = self.store().kinds_of(id)?.first().copied().unwrap_or_default();
        let inquiry = match kind {
            "liability" => Some(Id::new(id)),
            "decision" => Some(self.get::<Decision>(Id::new(id))?.value.liability),
            "evidence" => Some(self.get::<crate::domain::case::Evidence>(Id::new(id))?.value.liability),
            "notice" => self.inquiry_of(&self.get::<Notice>(Id::new(id))?.value)?,
            _ => None,
        };
        Ok(Place { kind, id, inquiry })
    }

    fn inquiry_of(&self, notice: &Notice) -> Result<Option<Id<Liability>>> {
        match notice.subject {
            crate::domain::notice::About::Decision(id) => Ok(Some(self.get(id)?.value.liability)),
            _ => Ok(None),
        }
    }

    fn cards_due(&self, on: NaiveDate) -> Result<Vec<CardDue>> {
        let until = on.checked_add_days(Days::new(RENEW_WITHIN + 1)).unwrap_or(NaiveDate::MAX);
        let mut due: BTreeMap<Id<Certificate>, CardDue> = BTreeMap::new();
        let mut note = |card: super::file::Versioned<Certificate>, officer: &Officer| {
            let days_left = card.value.valid_to.map(|to| (to - on).num_days());
            let Certificate { officer: holder, number, valid_to, .. } = card.value;
            let left_on = officer.left_on.filter(|left| *left < on);
            let name = officer.name.clone();
            due.insert(
                card.id,
                CardDue { card: card.id, officer: holder, name, number, valid_to, days_left, left_on },
            );
        };
        for card in self.store().cards_due(until)? {
            if let Some(officer) = self.store().get(card.value.officer)? {
                note(card, &officer.value);
            }
        }
        for card in self.store().cards_of_leavers(on)? {
            let officer = self.get(card.value.officer)?;
            note(card, &officer.value);
        }
        let mut due: Vec<CardDue> = due.into_values().collect();
        due.sort_by_key(|card| (card.valid_to.is_none(), card.valid_to));
        Ok(due)
    }
}

/// The questions of an inquiry that somebody was told to find out.
fn assigned_rows(
    inquiry: Id<Liability>,
    liability: &Liability,
    packs: &[Pack],
    on: NaiveDate,
) -> Vec<AssignedRow> {
    let row = |answer: &Answer| {
        let assigned = answer.assigned.as_ref().filter(|_| answer.standing == Standing::Open)?;
        let (pack, id) = answer.question.split_once(':')?;
        let id = id.split('@').next().unwrap_or_default();
        let pack = packs.iter().find(|one| one.id == pack);
        let known = pack.and_then(|pack| pack.question(id).map(|(cite, label)| (pack, cite, label)));
        let citation = known.map(|(pack, cite, _)| format!("《{}》{}", pack.title, pack.written(&cite)));
        Some(AssignedRow {
            inquiry,
            question: answer.question.clone(),
            label: known.map_or(id, |(.., label)| label).to_owned(),
            citation: citation.unwrap_or_default(),
            name: assigned.name.clone(),
            matter: liability.matter.clone(),
            due_on: assigned.due_on,
            days_left: (assigned.due_on - on).num_days(),
        })
    };
    liability.answers.iter().filter_map(row).collect()
}

fn counts(deadlines: &[DueRow]) -> Counts {
    let mut counts = Counts::default();
    for row in deadlines.iter().filter(|row| row.holder == Holder::Duty) {
        match row.days_left {
            ..0 => counts.overdue += 1,
            0 => counts.today += 1,
            1..=7 => counts.week += 1,
            _ => counts.later += 1,
        }
    }
    counts
}
