//! The register of inquiries into liability, with how far each has come; all of them are read.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{directed, matches, missing_last};
use crate::domain::case::{Case, Lead};
use crate::domain::id::Id;
use crate::domain::liability::{Decision, Liability};
use crate::domain::notice::{About, Notice};
use crate::ledger::file::Versioned;
use crate::ledger::papers::form_of;
use crate::ledger::{Ledger, Result};
use crate::rules::Pack;
use crate::words::pinyin;

coded! {
    /// How far an inquiry has come.
    InquiryState {
        Open = "open", "待查";
        Undecided = "undecided", "待决定";
        Decided = "decided", "已决定";
        /// Every decision that has a notice was served.
        Served = "served", "已送达";
    }
}

/// Which inquiries are wanted, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InquiryQuery {
    /// What was typed: characters of the matter, the case's number or a subject's name, or a name's initials.
    pub typed: String,
    pub state: Option<InquiryState>,
    pub sort: InquirySort,
    pub descending: bool,
}

/// By what a register of inquiries is sorted; inquiries that are alike stand as they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InquirySort {
    ReceivedOn,
    Matter,
    State,
}

/// One inquiry as its row is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InquiryRow {
    pub id: Id<Liability>,
    pub matter: String,
    /// Names of the subjects.
    pub subjects: Vec<String>,
    /// Empty where there is no case.
    pub case_number: String,
    /// The day on which the lead came in.
    pub received_on: Option<NaiveDate>,
    pub conduct_on: NaiveDate,
    pub state: InquiryState,
    /// Questions that nobody has answered yet; 0 once everybody is decided about.
    pub open_questions: usize,
    /// Subjects about whom nothing is decided yet, by name.
    pub undecided: Vec<String>,
}

/// An inquiry with what came of it.
pub(in crate::ledger) struct Progress {
    pub row: InquiryRow,
    /// Each decision with the notice that was issued of it.
    pub decisions: Vec<(Versioned<Decision>, Option<Versioned<Notice>>)>,
}

impl Ledger {
    /// The inquiries that a query asks for, in its order.
    pub fn inquiry_register(&self, query: &InquiryQuery) -> Result<Vec<InquiryRow>> {
        let mut rows: Vec<InquiryRow> = self.progress()?.into_iter().map(|one| one.row).collect();
        rows.retain(|row| {
            let names = row.subjects.iter().map(String::as_str);
            let texts: Vec<&str> = names.chain([row.matter.as_str(), row.case_number.as_str()]).collect();
            query.state.is_none_or(|state| row.state == state) && matches(&query.typed, &texts)
        });
        let down = query.descending;
        match query.sort {
            InquirySort::ReceivedOn => rows.sort_by(|left, right| {
                missing_last(left.received_on.as_ref(), right.received_on.as_ref(), down)
            }),
            InquirySort::State => {
                rows.sort_by(|left, right| directed(left.state.cmp(&right.state), down));
            }
            InquirySort::Matter => {
                rows.sort_by_cached_key(|row| pinyin::sort_key(&row.matter));
                if down {
                    rows.reverse();
                }
            }
        }
        Ok(rows)
    }

    /// Every inquiry, with its decisions and their notices.
    pub(in crate::ledger) fn progress(&self) -> Result<Vec<Progress>> {
        let packs = self.packs()?;
        let mut notices: BTreeMap<Id<Decision>, Versioned<Notice>> = BTreeMap::new();
        for notice in self.all::<Notice>()? {
            if let About::Decision(decision) = notice.value.subject {
                notices.insert(decision, notice);
            }
        }
        let mut decisions: BTreeMap<Id<Liability>, Vec<Versioned<Decision>>> = BTreeMap::new();
        for decision in self.all::<Decision>()? {
            decisions.entry(decision.value.liability).or_default().push(decision);
        }
        let leads: BTreeMap<Id<Lead>, NaiveDate> =
            self.all::<Lead>()?.into_iter().map(|lead| (lead.id, lead.value.received_on)).collect();
        let mut all = Vec::new();
        for inquiry in self.all::<Liability>()? {
            let decided = decisions.remove(&inquiry.id).unwrap_or_default();
            let decided = decided
                .into_iter()
                .map(|one| (notices.remove(&one.id), one))
                .map(|(notice, one)| (one, notice));
            let decided: Vec<_> = decided.collect();
            let received_on = leads.get(&inquiry.value.lead).copied();
            let row = self.inquiry_row(&inquiry, received_on, &decided, &packs)?;
            all.push(Progress { row, decisions: decided });
        }
        Ok(all)
    }

    fn inquiry_row(
        &self,
        inquiry: &Versioned<Liability>,
        received_on: Option<NaiveDate>,
        decided: &[(Versioned<Decision>, Option<Versioned<Notice>>)],
        packs: &[Pack],
    ) -> Result<InquiryRow> {
        let value = &inquiry.value;
        let waits = |key: &str| decided.iter().all(|(decision, _)| decision.value.subject != key);
        let undecided: Vec<String> =
            value.subjects.iter().filter(|one| waits(&one.key)).map(|one| one.name.clone()).collect();
        let open_questions = if undecided.is_empty() {
            0
        } else {
            self.judge(value, packs)?.packs.iter().map(|pack| pack.open_questions.len()).sum()
        };
        let printed = |(decision, _): &&(Versioned<Decision>, Option<Versioned<Notice>>)| {
            form_of(decision.value.kind).is_some()
        };
        let served = |notice: &Option<Versioned<Notice>>| {
            notice.as_ref().is_some_and(|notice| notice.value.serving.is_some())
        };
        let state = if !undecided.is_empty() {
            if open_questions > 0 { InquiryState::Open } else { InquiryState::Undecided }
        } else if decided.iter().any(|one| printed(&one))
            && decided.iter().filter(printed).all(|(_, notice)| served(notice))
        {
            InquiryState::Served
        } else {
            InquiryState::Decided
        };
        let case_number = match value.case {
            Some(case) => self.get::<Case>(case)?.value.number,
            None => String::new(),
        };
        Ok(InquiryRow {
            id: inquiry.id,
            matter: value.matter.clone(),
            subjects: value.subjects.iter().map(|subject| subject.name.clone()).collect(),
            case_number,
            received_on,
            conduct_on: value.conduct_on,
            state,
            open_questions,
            undecided,
        })
    }
}
