//! The timeline of a record: every act on it and on what belongs to it, in order, with what changed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::file::{EntryName, Noun};
use super::{LayoutWords, Ledger, Result};
use crate::domain::card_life::{CardAct, CardStep};
use crate::domain::case::{Case, Evidence, Lead};
use crate::domain::case_file::{Binding, CaseDocument};
use crate::domain::case_step::{CaseStep as CaseProgress, Recusal};
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::liability::{Decision, Liability};
use crate::domain::misuse::{Complaint, Misuse};
use crate::domain::month::Month;
use crate::domain::notice::Notice;
use crate::domain::officer::Officer;
use crate::domain::posting::Posting;
use crate::domain::review::{
    Review, ReviewAct, ReviewDraw, ReviewFile, ReviewPlan, ReviewResult, ReviewStep,
};
use crate::domain::role::Op;
use crate::domain::roster_layout::LayoutColumn;
use crate::domain::seizure::Seizure;
use crate::domain::training::Training;
use crate::domain::unit::Unit;
use crate::words::problem::field_label;

/// One act as the timeline shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The journal's entry.
    pub entry: EntryName,
    /// UTC; people read it at +08:00.
    pub at: DateTime<Utc>,
    /// None where only a newer program knows the act; its code stands in `code`.
    pub op: Option<Op>,
    pub code: String,
    /// What was done to a card, where the act is one in its life.
    pub step: Option<CardStep>,
    /// The user's name as it was then; empty for the founding.
    pub actor: String,
    pub why: String,
    /// The records of this timeline that the act changed.
    pub changes: Vec<Touched>,
}

/// What an act did to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    pub kind: String,
    pub id: Uuid,
    /// What a paper is called; empty for every other record.
    pub called: String,
    pub what: Touch,
}

/// How a record was touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touch {
    Added,
    Changed(Vec<FieldChange>),
    Deleted,
}

/// One field that was changed, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    pub label: String,
    /// Empty where there was nothing, or where it is more than a line.
    pub old: String,
    pub new: String,
}

impl Act {
    /// What was done, in words.
    pub fn title(&self) -> &'static str {
        match (self.step, self.op) {
            (Some(step), _) => step.label(),
            (None, Some(op)) => op.label(),
            (None, None) => "较新版本的程序所作的操作",
        }
    }
}

impl Ledger {
    /// Every act on a record and on the records that belong to it, oldest first: of an officer also the
    /// cards, of an inquiry the lead, evidence, decisions, notices and deadlines.
    ///
    /// An act whose body was removed, or that this program cannot read, is left out.
    ///
    /// # Errors
    /// An identity that the ledger does not have.
    pub fn timeline(&self, id: Uuid) -> Result<Vec<Act>> {
        let place = self.place(id)?;
        let records = match place.kind {
            "" => return Err(super::Error::NotFound { what: "记录", name: id.to_string() }),
            kind => self.belonging(kind, id)?,
        };
        let wanted: BTreeSet<(&str, Uuid)> = records.iter().copied().collect();
        let entries: BTreeSet<_> = records
            .iter()
            .map(|(kind, id)| self.store().places_of(kind, *id))
            .collect::<std::result::Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect();
        let mut last: BTreeMap<(String, Uuid), Value> = BTreeMap::new();
        let mut acts = Vec::new();
        for (_, node, seq) in entries {
            let entry = EntryName { node, seq };
            let read = self.store().with_body(&entry, |body| {
                let mut changes = Vec::new();
                let mut step = None;
                for change in &body.records {
                    if !wanted.contains(&(change.kind.as_ref(), change.id)) {
                        continue;
                    }
                    let key = (change.kind.clone().into_owned(), change.id);
                    let now = change.now.and_then(|now| serde_json::from_str::<Value>(now.get()).ok());
                    if change.kind == CardAct::KIND {
                        let code = now.as_ref().and_then(|now| now["step"].as_str());
                        step = step.or(code.and_then(CardStep::from_code));
                    }
                    let what = match (last.get(&key), &now) {
                        (_, None) => Touch::Deleted,
                        (None, Some(_)) if change.parents.is_empty() => Touch::Added,
                        (before, Some(now)) => Touch::Changed(before.map_or_else(Vec::new, |before| {
                            field_changes(&change.kind, before, now, &|id| self.called(id))
                        })),
                    };
                    let now = now.unwrap_or_default();
                    let called = if change.kind == Notice::KIND { called_paper(&now) } else { String::new() };
                    last.insert(key, now);
                    let kind = change.kind.clone().into_owned();
                    changes.push(Touched { kind, id: change.id, called, what });
                }
                Act {
                    entry: entry.clone(),
                    at: body.at.parse().unwrap_or_default(),
                    op: Op::from_code(&body.op),
                    code: body.op.clone().into_owned(),
                    step,
                    actor: body.actor.as_ref().map(|actor| actor.name.clone()).unwrap_or_default(),
                    why: body.why.clone().into_owned(),
                    changes,
                }
            })?;
            acts.extend(read);
        }
        Ok(acts)
    }

    /// A value of a record's field in words, as a form has it: `power.act` and a code give the act's label.
    pub fn in_words(&self, field: &str, value: &Value) -> String {
        let (kind, field) = field.split_once('.').unwrap_or(("", field));
        match value {
            Value::Array(all) if (kind, field) == ("training", "topics") => {
                let topics = self.card_rules().map(|rules| rules.topics.labels).unwrap_or_default();
                let label = |number: &Value| {
                    let number = number.as_u64().or_else(|| number.as_str()?.parse().ok())?;
                    topics.get(usize::try_from(number).ok()?.checked_sub(1)?).cloned()
                };
                all.iter().filter_map(label).collect::<Vec<_>>().join("、")
            }
            Value::Array(all) => all
                .iter()
                .map(|one| self.in_words(&format!("{kind}.{field}"), one))
                .collect::<Vec<_>>()
                .join("、"),
            Value::Bool(false) => String::new(),
            Value::Bool(true) if (kind, field) == ("certificate", "valid_to") => "长期有效".to_owned(),
            Value::Bool(true) if matches!(field, "id_number" | "phone") => "不再登记".to_owned(),
            value => shown(kind, field, Some(value), &|id| self.called(id)),
        }
    }

    /// What people call a record that another one names; empty where it has no name.
    fn called(&self, id: Uuid) -> String {
        let store = self.store();
        let named = match store.kinds_of(id).unwrap_or_default().first().copied() {
            Some("unit") => store.get::<Unit>(Id::new(id)).ok().flatten().map(|one| one.value.name),
            Some("officer") => store.get::<Officer>(Id::new(id)).ok().flatten().map(|one| one.value.name),
            Some("case") => store.get::<Case>(Id::new(id)).ok().flatten().map(|one| one.value.title),
            Some("certificate") => {
                store.get::<Certificate>(Id::new(id)).ok().flatten().map(|one| one.value.number)
            }
            Some("misuse") => {
                store.get::<Misuse>(Id::new(id)).ok().flatten().map(|one| one.value.kind.label().to_owned())
            }
            _ => None,
        };
        named.unwrap_or_default()
    }

    /// A record and those that belong to it.
    fn belonging(&self, kind: &'static str, id: Uuid) -> Result<Vec<(&'static str, Uuid)>> {
        let mut all = vec![(kind, id)];
        if kind == Officer::KIND {
            let officer = Id::<Officer>::new(id);
            for card in self.store().certificates_of(officer)? {
                all.push((Certificate::KIND, card.id.uuid()));
                all.extend(self.store().acts_on(card.id)?.iter().map(|act| (CardAct::KIND, act.id.uuid())));
            }
            let store = self.store();
            all.extend(store.trainings_of(officer)?.iter().map(|one| (Training::KIND, one.id.uuid())));
            all.extend(store.postings_of(officer)?.iter().map(|one| (Posting::KIND, one.id.uuid())));
            all.extend(store.misuses_of(officer)?.iter().map(|one| (Misuse::KIND, one.id.uuid())));
            all.extend(store.complaints_about(officer)?.iter().map(|one| (Complaint::KIND, one.id.uuid())));
            all.extend(self.card_papers_kept(officer)?.iter().map(|paper| (Notice::KIND, paper.id.uuid())));
        }
        if kind == Certificate::KIND {
            let acts = self.store().acts_on(Id::new(id))?;
            for about in acts.iter().map(|act| act.id.uuid()).chain([id]) {
                let papers = self.store().notices_about(about)?;
                all.extend(papers.iter().map(|paper| (Notice::KIND, paper.id.uuid())));
            }
            all.extend(acts.iter().map(|act| (CardAct::KIND, act.id.uuid())));
        }
        if kind == Case::KIND {
            all.extend(self.store().notices_about(id)?.iter().map(|notice| (Notice::KIND, notice.id.uuid())));
            let case = Id::<Case>::new(id);
            let store = self.store();
            all.extend(store.steps_of(case)?.iter().map(|one| (CaseProgress::KIND, one.id.uuid())));
            all.extend(store.recusals_of(case)?.iter().map(|one| (Recusal::KIND, one.id.uuid())));
            all.extend(store.seizures_of(case)?.iter().map(|one| (Seizure::KIND, one.id.uuid())));
            let asked = self.store().questionings_of(case)?;
            all.extend(
                asked.iter().map(|one| (crate::domain::questioning::Questioning::KIND, one.id.uuid())),
            );
        }
        if kind == ReviewPlan::KIND {
            let draws = self.draws_of(Id::new(id))?;
            all.extend(draws.iter().map(|draw| (ReviewDraw::KIND, draw.id.uuid())));
        }
        if kind == ReviewFile::KIND {
            let (store, file) = (self.store(), Id::new(id));
            all.extend(store.reviews_on(file)?.iter().map(|one| (Review::KIND, one.id.uuid())));
            all.extend(store.results_on(file)?.iter().map(|one| (ReviewResult::KIND, one.id.uuid())));
            all.extend(store.acts_after(file)?.iter().map(|one| (ReviewAct::KIND, one.id.uuid())));
            all.extend(store.notices_about(id)?.iter().map(|paper| (Notice::KIND, paper.id.uuid())));
        }
        if kind == Case::KIND {
            let documents = self.store().documents_of(Id::new(id))?;
            all.extend(documents.iter().map(|one| (CaseDocument::KIND, one.id.uuid())));
            let binding = self.store().binding_of(Id::new(id))?;
            all.extend(binding.map(|one| (Binding::KIND, one.id.uuid())));
        }
        if kind == Liability::KIND {
            let inquiry = Id::<Liability>::new(id);
            all.push((Lead::KIND, self.get(inquiry)?.value.lead.uuid()));
            all.extend(self.evidence_of(inquiry)?.iter().map(|one| (Evidence::KIND, one.id.uuid())));
            for decision in self.decisions_of(inquiry)? {
                all.push((Decision::KIND, decision.id.uuid()));
                let notices = self.store().notices_about(decision.id.uuid())?;
                all.extend(notices.iter().map(|notice| (Notice::KIND, notice.id.uuid())));
            }
        }
        let mut deadlines = Vec::new();
        for (_, record) in &all {
            deadlines.extend(self.store().deadlines_of(*record)?);
        }
        all.extend(deadlines.iter().map(|one| (crate::domain::due::Deadline::KIND, one.id.uuid())));
        Ok(all)
    }
}

/// What a paper is called: its title, and its number where it has one.
fn called_paper(paper: &Value) -> String {
    let text = |name: &str| paper[name].as_str().unwrap_or_default();
    format!("{}　{}", text("title"), text("document_no")).trim_end().to_owned()
}

/// The fields of a record that differ between two after-images.
fn field_changes(
    kind: &str,
    before: &Value,
    now: &Value,
    called: &dyn Fn(Uuid) -> String,
) -> Vec<FieldChange> {
    let (Value::Object(before), Value::Object(now)) = (before, now) else { return Vec::new() };
    let (before, now) = (members(before), members(now));
    let names: BTreeSet<&str> = before.keys().chain(now.keys()).copied().collect();
    let change = |name: &str| {
        let (old, new) = (before.get(name).copied(), now.get(name).copied());
        (old != new).then(|| FieldChange {
            label: label(kind, name),
            old: shown(kind, name, old, called),
            new: shown(kind, name, new, called),
        })
    };
    names.into_iter().filter_map(change).collect()
}

/// The members of a record, those of a member that is itself a record among them.
fn members(record: &serde_json::Map<String, Value>) -> BTreeMap<&str, &Value> {
    let mut all = BTreeMap::new();
    for (name, value) in record {
        match value {
            Value::Object(inner) => all.extend(members(inner)),
            value => _ = all.insert(name.as_str(), value),
        }
    }
    all
}

fn label(kind: &str, field: &str) -> String {
    let kind = match kind {
        "agency" => "bureau",
        "case_document" => "document",
        "case_binding" => "binding",
        kind => kind,
    };
    let full = format!("{kind}.{field}");
    match field_label(&full) {
        label if label == full => field.to_owned(),
        label => label.to_owned(),
    }
}

/// A value in words, where it is one line: texts, days, numbers, codes; lists by how many they hold.
fn shown(kind: &str, field: &str, value: Option<&Value>, called: &dyn Fn(Uuid) -> String) -> String {
    match value {
        Some(Value::String(text)) if text.len() == 36 && Uuid::parse_str(text).is_ok() => {
            called(Uuid::parse_str(text).unwrap_or_default())
        }
        Some(Value::String(text)) => word_of(kind, field, text),
        Some(Value::Bool(yes)) => if *yes { "是" } else { "否" }.to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        Some(all @ Value::Array(_)) if (kind, field) == ("roster_layout", "columns") => {
            let read: Option<Vec<LayoutColumn>> = serde_json::from_value(all.clone()).ok();
            LayoutWords::show(&read.unwrap_or_default())
        }
        Some(Value::Array(all)) => {
            let labels: Option<Vec<&str>> =
                all.iter().map(|one| label_of(kind, field, one.as_str()?)).collect();
            labels.filter(|all| !all.is_empty()).map_or(format!("{}项", all.len()), |all| all.join("、"))
        }
        _ => String::new(),
    }
}

/// The label of a code.
fn label_of(kind: &str, field: &str, text: &str) -> Option<&'static str> {
    use crate::domain::{
        case, case_step, certificate, due, fault, intake, misuse, notice, officer, power, seizure, training,
        unit,
    };
    match (kind, field) {
        ("certificate", "categories") => certificate::Category::from_code(text).map(|one| one.label()),
        ("power", "act") | ("delegation", "acts") => {
            power::EnforcementAct::from_code(text).map(|one| one.label())
        }
        ("delegation", "mode") => power::DelegationMode::from_code(text).map(|one| one.label()),
        ("training", "kind") => training::TrainingKind::from_code(text).map(|one| one.label()),
        ("training", "mode") => training::TrainingMode::from_code(text).map(|one| one.label()),
        ("training", "passed") => match text {
            "yes" => Some("合格"),
            "no" => Some("不合格"),
            _ => None,
        },
        ("hr_copy", "of") => crate::domain::hr_copy::CopyOf::from_code(text).map(|one| one.label()),
        ("questioning", "role") => {
            crate::domain::questioning::Questioned::from_code(text).map(|one| one.label())
        }
        ("misuse", "kind") => misuse::MisuseKind::from_code(text).map(|one| one.label()),
        ("misuse", "consequences") => misuse::Consequence::from_code(text).map(|one| one.label()),
        ("complaint", "kind") => misuse::ComplaintKind::from_code(text).map(|one| one.label()),
        ("complaint", "recipient") => misuse::Recipient::from_code(text).map(|one| one.label()),
        ("certificate", "state") => certificate::CertificateState::from_code(text).map(|one| one.label()),
        ("certificate", "kind") => certificate::CertificateKind::from_code(text).map(|one| one.label()),
        ("case_document", "kind") => {
            crate::domain::case_file::DocumentKind::from_code(text).map(|one| one.label())
        }
        ("case_binding", "retention") => {
            crate::domain::case_file::Retention::from_code(text).map(|one| one.label())
        }
        ("case", "mode") => case::HandlingMode::from_code(text).map(|one| one.label()),
        ("case", "category") => certificate::Category::from_code(text).map(|one| one.label()),
        ("review_act", "step") => ReviewStep::from_code(text).map(|one| one.label()),
        ("review_plan", "rule_kinds") => case::CaseKind::from_code(text).map(|one| one.label()),
        ("case_step", "kind") => case_step::StepKind::from_code(text).map(|one| one.label()),
        ("case_step", "outcome") => case_step::StepOutcome::from_code(text).map(|one| one.label()),
        ("case_step", "showing") => case_step::Showing::from_code(text).map(|one| one.label()),
        ("case_step", "act") => power::EnforcementAct::from_code(text).map(|one| one.label()),
        ("recusal", "by") => case_step::RecusalBy::from_code(text).map(|one| one.label()),
        ("seizure", "kind") => seizure::SeizureKind::from_code(text).map(|one| one.label()),
        ("seizure", "end") => seizure::SeizureEnd::from_code(text).map(|one| one.label()),
        ("intake", "kind") => intake::IntakeKind::from_code(text).map(|one| one.label()),
        ("case", "kind") => case::CaseKind::from_code(text).map(|one| one.label()),
        ("deadline", "state") => due::DeadlineState::from_code(text).map(|one| one.label()),
        ("decision", "kind") => fault::DecisionKind::from_code(text).map(|one| one.label()),
        ("number", "state") => notice::NumberState::from_code(text).map(|one| one.label()),
        ("roster_layout", "platform") => {
            crate::domain::roster_layout::Platform::from_code(text).map(|one| one.label())
        }
        ("officer", "sex") => officer::Sex::from_code(text).map(|one| one.label()),
        ("officer", "education") => officer::Education::from_code(text).map(|one| one.label()),
        ("officer", "duty") => officer::Duty::from_code(text).map(|one| one.label()),
        ("officer", "left_for") => officer::Leaving::from_code(text).map(|one| one.label()),
        ("officer", "staffing") => officer::Staffing::from_code(text).map(|one| one.label()),
        ("unit", "kind") => unit::UnitKind::from_code(text).map(|one| one.label()),
        _ => None,
    }
}

/// The label of a code, a day as people write it, or the text itself.
fn word_of(kind: &str, field: &str, text: &str) -> String {
    if let Some(label) = label_of(kind, field, text) {
        return label.to_owned();
    }
    // As the form and its draft have it.
    if (kind, field) == ("roster_layout", "columns") {
        return LayoutWords::show(&LayoutWords::read(text));
    }
    if matches!((kind, field), ("officer", "id_number" | "phone")) {
        return crate::words::mask::masked(text);
    }
    // The name of a file says nothing to people; that there is one does.
    if (kind, field) == ("officer", "photo") {
        return "有".to_owned();
    }
    if let ("officer", "born", Some(month)) = (kind, field, Month::parse(text)) {
        return crate::words::date::show_month(month);
    }
    let is_day = field.ends_with("_on") || matches!(field, "valid_to" | "last" | "act_by" | "nominal_last");
    match text.parse() {
        Ok(day) if is_day => crate::words::date::show_date(day),
        _ => text.to_owned(),
    }
}
