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
use crate::notice::{Faces, Form, Pages, builtin_forms, compose_with, pdf, typeset};
use crate::store;
use crate::words::document_no::DocumentNo;
use crate::words::paper::name_of;

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
        self.preview(id, self.decision_facts(decision, issued_on, copies)?)
    }

    /// Issues the registration sheet of a case.
    pub fn issue_case_sheet(&mut self, id: Id<Case>, issued_on: NaiveDate) -> Result<Issued> {
        let case = self.get(id)?.value;
        let facts = self.case_facts(&case, issued_on)?;
        self.issue("case-registration", About::Case(id), &case.party.name, facts, issued_on)
    }

    pub(super) fn issue(
        &mut self,
        form_id: &str,
        about: About,
        addressee: &str,
        mut facts: Value,
        issued_on: NaiveDate,
    ) -> Result<Issued> {
        let text = form_text(form_id)?;
        let form = form(form_id, text)?;
        let register = format!("{}{}", self.agency()?.value.code, form.register);
        let year = issued_on.year() as u16;
        let serial = self.store().last_number(&register, year)? + 1;
        let document_no = DocumentNo { prefix: register.clone(), year, serial }.to_string();
        facts["number"] = Value::from(document_no.clone());
        let number = Number { register, year, seq: serial, state: NumberState::Issued, why: String::new() };
        let paper = Paper { form, text, facts, about, addressee, issued_on };
        self.keep_paper(Op::IssueNotice, &paper, Some((number, document_no)))
    }

    /// Prints a sheet, which has no number, and keeps it; what was printed already on this day, and says the
    /// same, is given back as it was.
    pub(super) fn issue_sheet(
        &mut self,
        form_id: &str,
        about: About,
        addressee: &str,
        facts: Value,
        issued_on: NaiveDate,
    ) -> Result<Issued> {
        let text = form_text(form_id)?;
        let paper = Paper { form: form(form_id, text)?, text, facts, about, addressee, issued_on };
        let (facts, form_hash) = (paper.fact_bytes()?, store::hash_of(text.as_bytes()));
        let kept = self
            .store()
            .notices_about(paper.about_id())?
            .into_iter()
            .find(|kept| kept.value.facts == store::hash_of(&facts) && kept.value.form_hash == form_hash);
        match kept {
            Some(kept) => self.printed_again(&kept),
            None => self.keep_paper(Op::PrintSheet, &paper, None),
        }
    }

    /// A paper that was printed before, as it was.
    pub(super) fn printed_again(&self, kept: &Versioned<Notice>) -> Result<Issued> {
        Ok(Issued {
            id: kept.id,
            document_no: kept.value.document_no.clone(),
            pages: self.pages_of(&kept.value)?,
            pdf: self.file(&kept.value.pdf)?,
        })
    }

    fn keep_paper(&mut self, op: Op, paper: &Paper<'_>, number: Option<(Number, String)>) -> Result<Issued> {
        let agency = self.agency()?.value;
        let pages = self.set(&paper.form, &paper.facts)?;
        let (number, document_no) = number.unzip();
        let document_no = document_no.unwrap_or_default();
        let info = pdf::Info {
            title: paper.form.title.clone(),
            issuer: agency.name,
            number: document_no.clone(),
            issued_on: paper.issued_on,
            sample: agency.sample,
        };
        let printed = pdf::write(&pages, Faces::embedded(), &info)
            .map_err(|error| Error::Refused(error.to_string()))?;
        let facts = paper.fact_bytes()?;
        let id = self.transact(op, "", |draft| {
            let number = number.map(|number| draft.add(&number)).transpose()?;
            let pdf = draft.keep(printed.clone(), "application/pdf");
            let form_hash = draft.keep(paper.text.as_bytes().to_vec(), "application/toml");
            let facts = draft.keep(facts, "application/json");
            draft.add(&Notice {
                number,
                document_no: document_no.clone(),
                form: paper.form.id.clone(),
                title: paper.form.title.clone(),
                addressee: paper.addressee.to_owned(),
                subject: paper.about.clone(),
                issued_on: paper.issued_on,
                pages: pages.pages.len() as u32,
                pdf,
                form_hash,
                facts,
                serving: None,
            })
        })?;
        Ok(Issued { id, document_no, pages, pdf: printed })
    }

    /// The pages that a form of the program would give with these facts today; nothing is written, and a number
    /// stands as 〔2026〕—号.
    pub(super) fn preview(&self, form_id: &str, mut facts: Value) -> Result<Pages> {
        let form = form(form_id, form_text(form_id)?)?;
        if !form.register.is_empty() {
            let register = format!("{}{}", self.agency()?.value.code, form.register);
            facts["number"] = Value::from(format!("{register}〔{}〕—号", self.env().today().year()));
        }
        self.set(&form, &facts)
    }

    /// A form filled with facts, on pages; the photographs that the facts name come from the ledger's files.
    fn set(&self, form: &Form, facts: &Value) -> Result<Pages> {
        let refused = |error: &dyn std::fmt::Display| Error::Refused(error.to_string());
        let document =
            compose_with(form, facts, &|name| self.picture(name)).map_err(|error| refused(&error))?;
        typeset(&document, Faces::embedded()).map_err(|error| refused(&error))
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
        self.set(&form, &facts)
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
            return Err(Error::Refused(format!("{}已经登记送达。", name_of(&read.value))));
        }
        if !read.value.subject.is_served() {
            return Err(Error::Refused(format!("{}是登记用的表单，不送达。", name_of(&read.value))));
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

/// What is to be printed.
struct Paper<'a> {
    form: Form,
    text: &'static str,
    facts: Value,
    about: About,
    addressee: &'a str,
    issued_on: NaiveDate,
}

impl Paper<'_> {
    fn fact_bytes(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec(&self.facts).map_err(store::Error::Body)?)
    }

    fn about_id(&self) -> uuid::Uuid {
        self.about.id()
    }
}

/// The text of a form that comes with the program.
fn form_text(id: &str) -> Result<&'static str> {
    let found = builtin_forms().into_iter().find(|(form, _)| *form == id);
    found.map(|(_, text)| text).ok_or_else(|| Error::NotFound { what: "文书格式", name: id.to_owned() })
}
