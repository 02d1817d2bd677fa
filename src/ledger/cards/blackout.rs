//! Somebody's identity and telephone numbers, taken out of the ledger for good: out of what stands, out of every
//! act that ever held them, and out of what was kept of papers.
//!
//! A body is removed as a whole. What else stands in it is written once more before, as it is, in an act of its
//! own, so that nothing but the numbers is lost to the registers; what was done in the removed acts is.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::{Error, Id, Ledger, Officer, Op, Result};
use crate::domain::hash::Hash;
use crate::domain::notice::Notice;
use crate::env::local_date;
use crate::ledger::file::{EntryName, Noun as _, Versioned};
use crate::store::{self, BlobRef, Version};

/// The paper on which an identity number is printed.
const PRINTED_ON: &str = "card-registration";

/// Which numbers are taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    pub id_number: bool,
    pub phone: bool,
}

/// What goes with somebody's numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blackout {
    /// The acts that hold a number: the day on which each was entered, and what it was.
    pub acts: Vec<(NaiveDate, String)>,
    /// Other records that were entered in the same acts; they stay as they are.
    pub others: usize,
    /// Papers on which the identity number is printed: they go.
    pub printed: usize,
}

impl Blackout {
    /// Whether nothing of the kind was ever recorded.
    pub fn is_empty(&self) -> bool {
        self.acts.is_empty() && self.printed == 0
    }
}

/// A version that still stands, out of an act that goes.
struct Standing {
    kind: &'static str,
    id: uuid::Uuid,
    version: Version,
    now: Option<Box<RawValue>>,
}

/// Everything that is done, found out before anything is.
#[derive(Default)]
struct Plan {
    shown: Blackout,
    entries: Vec<EntryName>,
    standing: Vec<Standing>,
    blobs: Vec<BlobRef>,
    /// Papers that go, and papers whose facts are kept without the number.
    printed: Vec<Versioned<Notice>>,
    unprinted: Vec<(Versioned<Notice>, Vec<u8>)>,
}

impl Ledger {
    /// What would go with somebody's numbers.
    pub fn blackout_of(&self, officer: Id<Officer>, numbers: Numbers) -> Result<Blackout> {
        Ok(self.plan_blackout(officer, numbers)?.shown)
    }

    /// Takes somebody's numbers out of the ledger; nothing brings them back.
    ///
    /// # Errors
    /// No reason; nothing chosen, or nothing recorded of it; a record beside that only a newer program knows.
    pub fn black_out(&mut self, officer: Id<Officer>, numbers: Numbers, why: &str) -> Result<Blackout> {
        if why.trim().is_empty() {
            return Err(Error::Refused("涂去号码要写明理由。".to_owned()));
        }
        let plan = self.plan_blackout(officer, numbers)?;
        if plan.shown.is_empty() {
            return Err(Error::Refused("没有登记过要涂去的号码。".to_owned()));
        }
        let Plan { shown, entries, standing, blobs, printed, unprinted } = plan;
        let gone: BTreeSet<Hash> = printed
            .iter()
            .flat_map(|paper| [paper.value.pdf, paper.value.facts])
            .chain(unprinted.iter().map(|(paper, _)| paper.value.facts))
            .collect();
        let papers: BTreeSet<_> = printed
            .iter()
            .chain(unprinted.iter().map(|(paper, _)| paper))
            .map(|paper| paper.id.uuid())
            .collect();
        self.together(|ledger| {
            // First what stays, in an act that can itself be removed some day; then the removal.
            ledger.transact(Op::Redact, why, |draft| {
                for one in standing.into_iter().filter(|one| !papers.contains(&one.id)) {
                    draft.again(one.kind, one.id, one.version, one.now);
                }
                for blob in blobs.iter().filter(|blob| !gone.contains(&blob.hash)) {
                    draft.claim(blob.hash, blob.size, &blob.media);
                }
                for paper in &printed {
                    draft.again(Notice::KIND, paper.id.uuid(), paper.version, None);
                }
                for (paper, facts) in unprinted {
                    let facts = draft.keep(facts, "application/json");
                    draft.change(&paper, &Notice { facts, ..paper.value.clone() })?;
                }
                Ok(())
            })?;
            ledger.transact(Op::Redact, why, |draft| {
                let mut files: Vec<Hash> = gone.iter().copied().collect();
                for entry in &entries {
                    draft.redact(entry.clone(), std::mem::take(&mut files));
                }
                draft.redact_files(files);
                Ok(())
            })
        })?;
        Ok(shown)
    }

    fn plan_blackout(&self, officer: Id<Officer>, numbers: Numbers) -> Result<Plan> {
        let mut plan = Plan::default();
        for (node, seq) in self.store().entries_of(Officer::KIND, officer.uuid())? {
            let entry = EntryName { node, seq };
            let heads = self.store().heads_of_entry(&entry)?;
            let read = self.store().with_body(&entry, |body| -> Result<Option<(Blackout, _, _)>> {
                let is_his = |kind: &str, id| kind == Officer::KIND && id == officer.uuid();
                let holds = body.records.iter().any(|record| {
                    is_his(&record.kind, record.id)
                        && record.now.is_some_and(|now| without(now, numbers).is_some())
                });
                if !holds {
                    return Ok(None);
                }
                let mut standing = Vec::new();
                for (n, version) in heads {
                    let Some(record) = body.records.get(n) else { continue };
                    let Some(kind) = store::known_kind(&record.kind) else {
                        return Err(Error::Refused(
                            "同一次登记里有新版本程序写的内容，请用新版本办理。".to_owned(),
                        ));
                    };
                    let now = match record.now {
                        Some(now) if is_his(kind, record.id) => {
                            without(now, numbers).or(Some(now.to_owned()))
                        }
                        now => now.map(RawValue::to_owned),
                    };
                    standing.push(Standing { kind, id: record.id, version, now });
                }
                let on = body.at.parse().map(local_date).unwrap_or_default();
                let what =
                    Op::from_code(&body.op).map_or_else(|| body.op.to_string(), |op| op.label().to_owned());
                let others = standing.iter().filter(|one| !is_his(one.kind, one.id)).count();
                let shown = Blackout { acts: vec![(on, what)], others, printed: 0 };
                Ok(Some((shown, standing, body.blobs.clone())))
            })?;
            if let Some((shown, standing, blobs)) = read.transpose()?.flatten() {
                plan.shown.acts.extend(shown.acts);
                plan.shown.others += shown.others;
                plan.standing.extend(standing);
                plan.blobs.extend(blobs);
                plan.entries.push(entry);
            }
        }
        if numbers.id_number {
            self.plan_papers(officer, &mut plan)?;
        }
        Ok(plan)
    }

    /// Papers say what the ledger said of a person on their day: the number with it, printed or not.
    fn plan_papers(&self, officer: Id<Officer>, plan: &mut Plan) -> Result<()> {
        for paper in self.card_papers_kept(officer)? {
            let mut facts: Value =
                serde_json::from_slice(&self.file(&paper.value.facts)?).map_err(store::Error::Body)?;
            let number = facts.pointer_mut("/officer/id_number");
            let Some(number) = number.filter(|number| number.as_str().is_some_and(|text| !text.is_empty()))
            else {
                continue;
            };
            *number = Value::String(String::new());
            if paper.value.form == PRINTED_ON {
                plan.printed.push(paper);
            } else {
                plan.unprinted.push((paper, serde_json::to_vec(&facts).map_err(store::Error::Body)?));
            }
        }
        plan.shown.printed = plan.printed.len();
        Ok(())
    }
}

/// An image of somebody without the numbers; none where it has none of them.
fn without(now: &RawValue, numbers: Numbers) -> Option<Box<RawValue>> {
    let mut officer: Officer = serde_json::from_str(now.get()).ok()?;
    let profile = &mut officer.profile;
    let mut found = false;
    for (wanted, number) in [(numbers.id_number, &mut profile.id_number), (numbers.phone, &mut profile.phone)]
    {
        if wanted && !number.is_empty() {
            number.clear();
            found = true;
        }
    }
    found.then(|| to_raw_value(&officer).ok()).flatten()
}
