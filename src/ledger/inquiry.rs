//! The inquiry: lead → subjects and facts → evidence → answers and analysis → hearing → decision.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::deadlines::{self, Term};
use super::error::{Error, Result};
use super::file::Versioned;
use super::{Ledger, named};
use crate::domain::case::{Attachment, Evidence, Lead};
use crate::domain::deadline::{Holder, Period, Trigger};
use crate::domain::fault::{DecisionKind, Standing};
use crate::domain::id::Id;
use crate::domain::liability::{Analysis, Answer, Decision, Hearing, Liability};
use crate::domain::role::Op;
use crate::rules::{self, Pack, judge, permitted};
use crate::store;

/// What a decision leads to, for the one who made it.
pub struct Decided {
    pub id: Id<Decision>,
    /// In what it differs from the advice, a sentence each.
    pub differences: Vec<String>,
}

impl Ledger {
    /// Receives a lead about enforcement conduct.
    pub fn receive_lead(&mut self, lead: &Lead) -> Result<Id<Lead>> {
        self.not_in_future("lead.received_on", lead.received_on)?;
        self.transact(Op::ReceiveLead, "", |draft| draft.add(lead))
    }

    /// Opens an inquiry into liability on a lead.
    ///
    /// # Errors
    /// A day of conduct in the future, two subjects of one key.
    pub fn open_liability(&mut self, liability: &Liability) -> Result<Id<Liability>> {
        self.not_in_future("liability.conduct_on", liability.conduct_on)?;
        self.get(liability.lead)?;
        one_key_each(liability)?;
        self.transact(Op::OpenLiability, "", |draft| draft.add(liability))
    }

    /// Changes matter, day of the conduct, case, subjects and facts of an inquiry, for a reason that the
    /// timeline keeps. Answers and hearings have acts of their own and stay; where an analysis was made, it
    /// is made anew.
    ///
    /// # Errors
    /// No reason; something that a decision rests on: a subject about whom one was made, and once there is
    /// any, what all of them share; a subject who was heard and is left out; a label that no evidence has.
    pub fn change_liability(
        &mut self,
        read: &Versioned<Liability>,
        changed: &Liability,
        why: &str,
    ) -> Result<()> {
        if why.trim().is_empty() {
            return Err(Error::Refused("修改责任认定要写明理由。".to_owned()));
        }
        self.not_in_future("liability.conduct_on", changed.conduct_on)?;
        one_key_each(changed)?;
        let before = &read.value;
        self.check_undecided(read, changed)?;
        let left_out = |key: &str| changed.subjects.iter().all(|subject| subject.key != key);
        if let Some(hearing) = before.hearings.iter().find(|hearing| left_out(&hearing.subject)) {
            let name = name_of(before, &hearing.subject);
            return Err(Error::Refused(format!("“{name}”已经登记听取陈述申辩，不能移出本案。")));
        }
        self.check_labels(read.id, before, changed)?;
        let mut liability = Liability {
            lead: before.lead,
            answers: before.answers.clone(),
            hearings: before.hearings.clone(),
            analysis: None,
            ..changed.clone()
        };
        let mut texts = Vec::new();
        if before.analysis.is_some() {
            texts = self.pack_texts()?;
            liability.analysis = Some(self.analysis_of(&self.judge(&liability, &self.packs()?)?, &texts)?);
        }
        self.transact(Op::ChangeLiability, why, |draft| {
            for text in texts {
                draft.keep(text, "application/toml");
            }
            draft.change(read, &liability)
        })
    }

    /// Refuses to change what a decision rests on.
    fn check_undecided(&self, read: &Versioned<Liability>, changed: &Liability) -> Result<()> {
        let (before, decisions) = (&read.value, self.decisions_of(read.id)?);
        let shared = |one: &Liability| (one.matter.clone(), one.conduct_on, one.case, one.facts.clone());
        if !decisions.is_empty() && shared(before) != shared(changed) {
            return Err(Error::Refused(
                "本案已经作出决定，案由、行为日期、案件和事实不能再改。需要改变的，请通过复核作出新的决定。"
                    .to_owned(),
            ));
        }
        for decision in &decisions {
            let key = &decision.value.subject;
            let find = |one: &Liability| one.subjects.iter().find(|subject| subject.key == *key).cloned();
            if find(before) != find(changed) {
                return Err(Error::Refused(format!(
                    "对“{}”已经作出决定，不能再修改或者移出。需要改变的，请通过复核作出新的决定。",
                    name_of(before, key)
                )));
            }
        }
        Ok(())
    }

    /// Refuses labels in facts that no piece of evidence has, except those that stood there before.
    fn check_labels(&self, id: Id<Liability>, before: &Liability, changed: &Liability) -> Result<()> {
        let of = |one: &Liability| -> BTreeSet<String> {
            one.facts.iter().flat_map(|fact| fact.evidence.iter().cloned()).collect()
        };
        let evidence = self.evidence_of(id)?;
        let known = |label: &String| evidence.iter().any(|one| one.value.label == *label);
        match of(changed).difference(&of(before)).find(|label| !known(label)) {
            Some(label) => {
                Err(Error::Refused(format!("事实引用的证据“{label}”不在本案证据里，请先附入这份证据。")))
            }
            None => Ok(()),
        }
    }

    /// Adds a piece of evidence, with the file that shows it where there is one.
    ///
    /// # Errors
    /// A label that is used already, a file that cannot be read.
    pub fn add_evidence(&mut self, evidence: &Evidence, file: Option<&Path>) -> Result<Id<Evidence>> {
        let label = &evidence.label;
        let taken =
            self.store().evidence_of(evidence.liability)?.iter().any(|other| other.value.label == *label);
        if taken {
            return Err(Error::Refused(format!("证据编号“{label}”用了两次，请改成不同的编号。")));
        }
        let mut evidence = evidence.clone();
        if let Some(path) = file {
            let (hash, size) = self.store.stage_file(path).map_err(|error| unreadable(label, path, error))?;
            let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            evidence.attachment =
                Some(Attachment { hash, size, media: media_of(path)?.to_owned(), file_name });
        }
        self.transact(Op::AddEvidence, "", |draft| {
            if let Some(attachment) = &evidence.attachment {
                draft.claim(attachment.hash, attachment.size, &attachment.media);
            }
            draft.add(&evidence)
        })
    }

    /// Pieces of evidence in an inquiry.
    pub fn evidence_of(&self, liability: Id<Liability>) -> Result<Vec<Versioned<Evidence>>> {
        Ok(self.store().evidence_of(liability)?)
    }

    /// Decisions in an inquiry.
    pub fn decisions_of(&self, liability: Id<Liability>) -> Result<Vec<Versioned<Decision>>> {
        Ok(self.store().decisions_of(liability)?)
    }

    /// Records the answers to the packs' questions and the analysis that follows from them.
    ///
    /// # Errors
    /// A question that no pack has, a label of evidence that is not in the inquiry.
    pub fn answer(&mut self, id: Id<Liability>, answers: Vec<Answer>) -> Result<rules::Analysis> {
        let read = self.get(id)?;
        let packs = self.packs()?;
        self.check_answers(id, &answers, &packs)?;
        let mut liability = Liability { answers, ..read.value.clone() };
        let analysis = self.judge(&liability, &packs)?;
        let texts: Vec<Vec<u8>> = self.pack_texts()?;
        liability.analysis = Some(self.analysis_of(&analysis, &texts)?);
        self.transact(Op::AnswerGrounds, "", |draft| {
            for text in texts {
                draft.keep(text, "application/toml");
            }
            draft.change(&read, &liability)
        })?;
        Ok(analysis)
    }

    /// An analysis as it is kept with the inquiry.
    fn analysis_of(&self, analysis: &rules::Analysis, texts: &[Vec<u8>]) -> Result<Analysis> {
        Ok(Analysis {
            made_on: self.env().today(),
            packs: texts.iter().map(|text| store::hash_of(text)).collect(),
            conclusion: serde_json::to_string(analysis).map_err(store::Error::Body)?,
        })
    }

    fn check_answers(&self, id: Id<Liability>, answers: &[Answer], packs: &[Pack]) -> Result<()> {
        let known: BTreeSet<String> = packs
            .iter()
            .flat_map(|pack| pack.questions().into_iter().map(|id| format!("{}:{id}", pack.id)))
            .collect();
        let labels: BTreeSet<String> = self.evidence_of(id)?.into_iter().map(|one| one.value.label).collect();
        for answer in answers {
            if answer.assigned.is_some() && answer.standing != Standing::Open {
                return Err(Error::Refused("只有答待查的，才写由谁查清。".to_owned()));
            }
            let question = answer.question.split('@').next().unwrap_or_default();
            if !known.contains(question) {
                return Err(Error::Refused(format!(
                    "规则包里没有“{question}”这一项，请按规则包的编号填写。"
                )));
            }
            if let Some(label) = answer.evidence.iter().find(|label| !labels.contains(*label)) {
                return Err(Error::Refused(format!(
                    "“{question}”引用的证据“{label}”不在本案证据里，请先附入这份证据。"
                )));
            }
        }
        Ok(())
    }

    /// Judges an inquiry as it stands.
    pub fn judge(&self, liability: &Liability, packs: &[Pack]) -> Result<rules::Analysis> {
        let agency = self.agency()?.value;
        let facts = rules::Facts {
            bureau: agency.name,
            region: agency.region,
            conduct_on: liability.conduct_on,
            decision_on: None,
            subjects: liability.subjects.iter().map(subject_of).collect(),
            answers: answers_of(&liability.answers),
        };
        Ok(judge(&facts, packs))
    }

    /// Records that a subject was heard, or did not wish to be.
    pub fn hear(&mut self, id: Id<Liability>, hearing: &Hearing) -> Result<()> {
        self.not_in_future("hearing.held_on", hearing.held_on)?;
        let read = self.get(id)?;
        let mut liability = read.value.clone();
        if !liability.subjects.iter().any(|subject| subject.key == hearing.subject) {
            return Err(Error::NotFound { what: "责任主体", name: hearing.subject.clone() });
        }
        liability.hearings.push(hearing.clone());
        self.transact(Op::Hear, "", |draft| draft.change(&read, &liability))
    }

    /// Records a decision about one subject, provided that the rules let it pass.
    ///
    /// The bureau's duty to tell the person starts to run with it.
    ///
    /// # Errors
    /// No reason, an open question on which the decision depends, nothing that it could rest on, nobody heard
    /// before a burden, a second decision about the same subject.
    pub fn decide(&mut self, decision: &Decision) -> Result<Decided> {
        self.not_in_future("decision.decided_on", decision.decided_on)?;
        let read = self.get(decision.liability)?;
        let liability = &read.value;
        let packs = self.packs()?;
        let analysis = self.judge(liability, &packs)?;
        let differences = self.permit(liability, decision, &analysis)?;
        let decision = Decision { diverges: !differences.is_empty(), ..decision.clone() };
        let Some(subject) = liability.subjects.iter().find(|subject| subject.key == decision.subject) else {
            return Err(Error::NotFound { what: "责任主体", name: decision.subject });
        };
        let about = subject.name.clone();
        let terms = terms_from(&packs, Trigger::Decided);
        let burdens = burdens(decision.kind);
        let id = self.transact(Op::Decide, &decision.reason, |draft| {
            let id = draft.add(&decision)?;
            for (task, citation, period, holder) in terms.iter().filter(|_| burdens) {
                let term = Term {
                    task,
                    about: &about,
                    record: id.uuid(),
                    citation: citation.clone(),
                    holder: *holder,
                    trigger: Trigger::Decided,
                    period: *period,
                    start_on: decision.decided_on,
                };
                deadlines::start(draft, &term)?;
            }
            Ok(id)
        })?;
        Ok(Decided { id, differences })
    }

    fn permit(
        &self,
        liability: &Liability,
        decision: &Decision,
        analysis: &rules::Analysis,
    ) -> Result<Vec<String>> {
        let before = self.store().decisions_of(decision.liability)?;
        if before.iter().any(|other| other.value.subject == decision.subject) {
            return Err(Error::Refused(format!(
                "对“{}”已经作出决定。需要改变的，请通过复核作出新的决定，原决定保留。",
                decision.subject
            )));
        }
        let heard = liability.hearings.iter().any(|hearing| hearing.subject == decision.subject);
        if burdens(decision.kind) && !heard {
            return Err(Error::Refused(format!(
                "还没有听取“{}”的陈述申辩，不能作出“{}”的决定。请先登记听取情况；本人放弃的，登记放弃。",
                decision.subject,
                decision.kind.label()
            )));
        }
        let pack = analysis.packs.iter().find(|pack| pack.binds.state == rules::BindingState::Applies);
        let Some(pack) = pack.or(analysis.packs.first()) else {
            return Err(Error::Refused(
                "台账还没有采用规则包，不能作出决定。请先采用本局的责任追究制度。".to_owned(),
            ));
        };
        // First what is open: a question is answered before anybody looks at what is cited.
        let permit = permitted(pack, &decision.subject, decision.kind)
            .map_err(|refusal| Error::Refused(refusal.to_string()))?;
        rules::citable(pack, &decision.subject, &decision.basis)
            .map_err(|refusal| Error::Refused(refusal.to_string()))?;
        Ok(permit.differences)
    }
}

/// Refuses two subjects of one key.
fn one_key_each(liability: &Liability) -> Result<()> {
    let mut keys = BTreeSet::new();
    match liability.subjects.iter().find(|subject| !keys.insert(&subject.key)) {
        Some(twice) => {
            Err(Error::Refused(format!("责任主体代号“{}”用了两次，请改成不同的代号。", twice.key)))
        }
        None => Ok(()),
    }
}

/// The name of a subject, or its key where the inquiry does not have it.
fn name_of<'a>(liability: &'a Liability, key: &'a str) -> &'a str {
    liability.subjects.iter().find(|subject| subject.key == key).map_or(key, |subject| &subject.name)
}

/// Whether a decision lays something upon the subject.
pub(super) fn burdens(kind: DecisionKind) -> bool {
    matches!(kind, DecisionKind::Pursue | DecisionKind::Lighter | DecisionKind::Heavier)
}

/// Whether somebody may ask for 复核 of a decision: it finds a fault, even where it exempts (C1-12).
pub(super) fn opens_remedy(kind: DecisionKind) -> bool {
    burdens(kind) || kind == DecisionKind::Exempt
}

/// Task, citation, period and holder of the packs' deadlines that an event sets off.
pub(super) fn terms_from(packs: &[Pack], trigger: Trigger) -> Vec<(String, String, Period, Holder)> {
    let rules = packs.iter().flat_map(|pack| pack.deadlines.iter().map(move |rule| (pack, rule)));
    rules
        .filter(|(_, rule)| rule.from == trigger)
        .filter_map(|(pack, rule)| {
            let period = Period::new(rule.amount, rule.unit).ok()?;
            Some((
                rule.label.clone(),
                format!("《{}》{}", pack.title, pack.written(&rule.cite)),
                period,
                rule.side,
            ))
        })
        .collect()
}

/// Answers as the judge takes them, by question.
pub(super) fn answers_of(answers: &[Answer]) -> BTreeMap<String, rules::Answer> {
    let one = |answer: &Answer| rules::Answer {
        standing: answer.standing,
        reason: answer.reason.clone(),
        evidence: answer.evidence.clone(),
    };
    answers.iter().map(|answer| (answer.question.clone(), one(answer))).collect()
}

/// A subject as the judge takes it.
pub(super) fn subject_of(subject: &crate::domain::liability::Subject) -> rules::Subject {
    rules::Subject {
        key: subject.key.clone(),
        name: subject.name.clone(),
        unit: subject.unit.clone(),
        post: subject.post.clone(),
        kind: subject.kind,
        own: subject.own,
        parts: subject.parts.clone(),
        prior_faults: subject.prior_faults,
    }
}

pub(super) fn unreadable(label: &str, path: &Path, error: store::Error) -> Error {
    match error {
        store::Error::Missing(_) => {
            Error::Refused(format!("证据“{label}”的文件{}找不到，请核对路径。", named(path)))
        }
        other => Error::Store(other),
    }
}

/// The media type by the first bytes of a file; names lie.
pub(super) fn media_of(path: &Path) -> Result<&'static str> {
    use std::io::Read as _;
    let mut head = Vec::new();
    let file = std::fs::File::open(path).map_err(super::io_at(path))?;
    file.take(16).read_to_end(&mut head).map_err(super::io_at(path))?;
    Ok(match head.as_slice() {
        [b'%', b'P', b'D', b'F', ..] => "application/pdf",
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "image/tiff",
        [b'P', b'K', 3, 4, ..] => "application/zip",
        _ => "application/octet-stream",
    })
}
