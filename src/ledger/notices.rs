//! Notices: numbered, set, printed, kept; served; and numbers that become void but never vanish.

use chrono::{Datelike, NaiveDate};
use serde_json::Value;

use super::Ledger;
use super::deadlines::{self, Term};
use super::error::{Error, Result};
use super::file::Versioned;
use super::inquiry::{opens_remedy, terms_from};
use super::papers::form_of;
use crate::domain::case::Case;
use crate::domain::deadline::Trigger;
use crate::domain::due::{Deadline, DeadlineState};
use crate::domain::id::Id;
use crate::domain::liability::Decision;
use crate::domain::notice::{About, Notice, Number, NumberState, Serving};
use crate::domain::role::Op;
use crate::notice::{Faces, Form, Pages, builtin_forms, compose, pdf, typeset};
use crate::store;
use crate::words::document_no::DocumentNo;

/// A notice that was issued just now.
pub struct Issued {
    pub id: Id<Notice>,
    pub document_no: String,
    pub pages: Pages,
    pub pdf: Vec<u8>,
}

impl Ledger {
    /// Issues the notice of a decision: takes the next number, sets it, prints it and keeps the PDF.
    ///
    /// # Errors
    /// A kind of decision that has no notice, a value that is missing, a character that no face has, a
    /// citation that the pack does not have. No number is used up then.
    pub fn issue_decision(
        &mut self,
        id: Id<Decision>,
        issued_on: NaiveDate,
        copies: &[String],
    ) -> Result<Issued> {
        let decision = self.get(id)?.value;
        let liability = self.get(decision.liability)?.value;
        let form = form_for(&decision)?;
        if issued_on < decision.decided_on {
            return Err(Error::Refused("印发日期早于决定日期，请核对。".to_owned()));
        }
        let facts = self.decision_facts(&decision, issued_on, copies)?;
        let subject = liability.subjects.iter().find(|subject| subject.key == decision.subject);
        let addressee = subject.map(|subject| subject.name.clone()).unwrap_or_default();
        self.issue(form, About::Decision(id), &addressee, facts, issued_on)
    }

    /// The pages of the notice that a decision would be issued as today, made or not yet made: its number
    /// stands as 〔2026〕—号, because none is taken. Nothing is written.
    ///
    /// # Errors
    /// As [`Ledger::issue_decision`]: what could not be printed cannot be shown either.
    pub fn preview_decision(&self, decision: &Decision, copies: &[String]) -> Result<Pages> {
        let issued_on = self.env().today();
        let id = form_for(decision)?;
        let form = form(id, form_text(id)?)?;
        let mut facts = self.decision_facts(decision, issued_on, copies)?;
        let register = format!("{}{}", self.agency()?.value.code, form.register);
        facts["number"] = Value::from(format!("{register}〔{}〕—号", issued_on.year()));
        set(&form, &facts)
    }

    /// Issues the registration sheet of a case.
    pub fn issue_case_sheet(&mut self, id: Id<Case>, issued_on: NaiveDate) -> Result<Issued> {
        let case = self.get(id)?.value;
        let facts = self.case_facts(&case, issued_on)?;
        self.issue("case-registration", About::Case(id), &case.party.name, facts, issued_on)
    }

    fn issue(
        &mut self,
        form_id: &str,
        about: About,
        addressee: &str,
        mut facts: Value,
        issued_on: NaiveDate,
    ) -> Result<Issued> {
        let agency = self.agency()?.value;
        let text = form_text(form_id)?;
        let form = form(form_id, text)?;
        let register = format!("{}{}", agency.code, form.register);
        let year = issued_on.year() as u16;
        let serial = self.store().last_number(&register, year)? + 1;
        let document_no = DocumentNo { prefix: register.clone(), year, serial }.to_string();
        facts["number"] = Value::from(document_no.clone());
        let pages = set(&form, &facts)?;
        let info = pdf::Info {
            title: form.title.clone(),
            issuer: agency.name,
            number: document_no.clone(),
            issued_on,
            sample: agency.sample,
        };
        let printed = pdf::write(&pages, Faces::embedded(), &info)
            .map_err(|error| Error::Refused(error.to_string()))?;
        let facts = serde_json::to_vec(&facts).map_err(store::Error::Body)?;
        let id = self.transact(Op::IssueNotice, "", |draft| {
            let number =
                Number { register, year, seq: serial, state: NumberState::Issued, why: String::new() };
            let number = draft.add(&number)?;
            let pdf = draft.keep(printed.clone(), "application/pdf");
            let form_hash = draft.keep(text.as_bytes().to_vec(), "application/toml");
            let facts = draft.keep(facts, "application/json");
            draft.add(&Notice {
                number,
                document_no: document_no.clone(),
                form: form.id.clone(),
                title: form.title.clone(),
                addressee: addressee.to_owned(),
                subject: about,
                issued_on,
                pages: pages.pages.len() as u32,
                pdf,
                form_hash,
                facts,
                serving: None,
            })
        })?;
        Ok(Issued { id, document_no, pages, pdf: printed })
    }

    /// The notice with a number.
    pub fn notice_numbered(&self, document_no: &str) -> Result<Versioned<Notice>> {
        let found = self.store().notices_numbered(document_no)?.into_iter().next();
        found.ok_or_else(|| Error::NotFound { what: "文书", name: document_no.to_owned() })
    }

    /// The pages of an issued notice, set again from the form and the facts that were kept with it.
    pub fn pages_of(&self, notice: &Notice) -> Result<Pages> {
        let text = String::from_utf8_lossy(&self.file(&notice.form_hash)?).into_owned();
        let form = form(&notice.form, &text)?;
        let facts: Value = serde_json::from_slice(&self.file(&notice.facts)?).map_err(store::Error::Body)?;
        set(&form, &facts)
    }

    /// Many issued notices as one file, their fonts shared.
    pub fn merged(&self, notices: &[Versioned<Notice>]) -> Result<Vec<u8>> {
        let refused = |error: pdf::PdfError| Error::Refused(error.to_string());
        let mut volume = pdf::Volume::new(Faces::embedded());
        for notice in notices {
            volume.add(&self.pages_of(&notice.value)?).map_err(refused)?;
        }
        let agency = self.agency()?.value;
        let info = pdf::Info {
            title: "文书汇编".to_owned(),
            issuer: agency.name,
            number: String::new(),
            issued_on: notices.iter().map(|notice| notice.value.issued_on).max().unwrap_or_default(),
            sample: agency.sample,
        };
        volume.finish(&info).map_err(refused)
    }

    /// Records that a notice was served: the duty to tell is done, the right to 复核 begins to run.
    ///
    /// # Errors
    /// A day before the notice was issued or after today, a notice that was served already.
    pub fn serve(&mut self, id: Id<Notice>, served_on: NaiveDate, how: &str) -> Result<Vec<Deadline>> {
        self.not_in_future("notice.served_on", served_on)?;
        let read = self.get(id)?;
        if read.value.serving.is_some() {
            return Err(Error::Refused(format!("{}已经登记送达。", read.value.document_no)));
        }
        let served =
            Notice { serving: Some(Serving { served_on, how: how.to_owned() }), ..read.value.clone() };
        let About::Decision(decision) = read.value.subject else {
            self.transact(Op::ServeNotice, how, |draft| draft.change(&read, &served))?;
            return Ok(Vec::new());
        };
        let kind = self.get(decision)?.value.kind;
        let terms =
            if opens_remedy(kind) { terms_from(&self.packs()?, Trigger::Received) } else { Vec::new() };
        let running = self.running_deadlines()?;
        let told = running
            .iter()
            .filter(|one| one.value.record == decision.uuid() && one.value.trigger == Trigger::Decided);
        let told: Vec<_> = told.cloned().collect();
        self.transact(Op::ServeNotice, how, |draft| {
            draft.change(&read, &served)?;
            for deadline in &told {
                let closed = Deadline {
                    state: DeadlineState::Done,
                    closed_on: Some(served_on),
                    ..deadline.value.clone()
                };
                draft.change(deadline, &closed)?;
            }
            let begin = |(task, citation, period, holder): &(String, String, _, _)| {
                let term = Term {
                    task,
                    about: &served.addressee,
                    record: id.uuid(),
                    citation: citation.clone(),
                    holder: *holder,
                    trigger: Trigger::Received,
                    period: *period,
                    start_on: served_on,
                };
                deadlines::start(draft, &term)
            };
            terms.iter().map(begin).collect()
        })
    }

    /// Makes a number void; it stays visible and is never used again.
    ///
    /// # Errors
    /// No reason.
    pub fn void_number(&mut self, read: &Versioned<Number>, why: &str) -> Result<()> {
        if why.trim().is_empty() {
            return Err(Error::Refused("文号作废要写明理由。".to_owned()));
        }
        let void = Number { state: NumberState::Void, why: why.to_owned(), ..read.value.clone() };
        self.transact(Op::VoidNumber, why, |draft| draft.change(read, &void))
    }
}

/// The form of a decision's notice.
fn form_for(decision: &Decision) -> Result<&'static str> {
    form_of(decision.kind)
        .ok_or_else(|| Error::Refused(format!("“{}”没有对应的文书，不需要印发。", decision.kind.label())))
}

fn form(id: &str, text: &str) -> Result<Form> {
    Form::parse(id, text).map_err(|error| Error::Refused(error.to_string()))
}

/// A form filled with facts, on pages.
fn set(form: &Form, facts: &Value) -> Result<Pages> {
    let document = compose(form, facts).map_err(|error| Error::Refused(error.to_string()))?;
    typeset(&document, Faces::embedded()).map_err(|error| Error::Refused(error.to_string()))
}

/// The text of a form that comes with the program.
fn form_text(id: &str) -> Result<&'static str> {
    let found = builtin_forms().into_iter().find(|(form, _)| *form == id);
    found.map(|(_, text)| text).ok_or_else(|| Error::NotFound { what: "文书格式", name: id.to_owned() })
}
