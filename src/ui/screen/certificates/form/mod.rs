//! The forms for people and cards: what is being written, its draft, and its way into the ledger.

mod card;
mod fields;
mod person;
mod record;
mod ui;
mod ui_card;
mod ui_person;
mod ui_record;

use chrono::NaiveDate;
use uuid::Uuid;

use super::entry::Kept;
use super::work::Work;
use crate::domain::card_life::CardStep;
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::Checked;
use crate::ledger::{Error, Result};
use crate::ui::file_choice::PathPicker;
use crate::ui::screen::Cx;
use crate::ui::screen::overlap::{Ground, Now, is_settled, settle};
use crate::ui::screen::problems::Problems;
use crate::words::problem::sentence;
use fields::{Dates, Fields, now_of, start};

/// The field for the reason of a change.
const WHY: &str = "why";

/// The fields in the order in which they stand, for the caret to find the first problem.
const ORDER: [&str; 54] = [
    "officer.photo",
    "officer.left_for",
    "officer.name",
    "officer.unit",
    "unit.name",
    "unit.kind",
    "officer.post",
    "officer.staffing",
    "officer.duty",
    "officer.sex",
    "officer.born",
    "officer.education",
    "officer.major",
    "officer.region",
    "officer.expertise",
    "officer.entered_on",
    "officer.left_on",
    "officer.ethnicity",
    "officer.id_number",
    "officer.phone",
    "posting.on",
    "posting.document",
    "certificate.kind",
    "card_act.step",
    "card_act.on",
    "certificate.number",
    "certificate.issued_on",
    "certificate.valid_to",
    "certificate.categories",
    "certificate.issuer",
    "certificate.region",
    "training.kind",
    "training.title",
    "training.from",
    "training.to",
    "training.passed",
    "training.score",
    "training.hours",
    "training.organiser",
    "training.certificate_no",
    "misuse.kind",
    "misuse.on",
    "misuse.facts",
    "misuse.document",
    "misuse.closed_on",
    "complaint.kind",
    "complaint.recipient",
    "complaint.on",
    "complaint.complainant",
    "complaint.facts",
    "complaint.outcome",
    "complaint.closed_on",
    "card_act.document",
    WHY,
];

/// A form.
pub struct Form {
    pub work: Work,
    fields: Fields,
    dates: Dates,
    /// As it stood when it was last kept, or begun.
    kept: Kept<Fields>,
    pub has_draft: bool,
    problems: Problems,
    /// The record that it was opened on; none for something new.
    ground: Option<Ground>,
    /// A refusal that belongs to no field.
    refusal: Option<String>,
    /// Whether the person is being asked about throwing the draft away.
    discarding: bool,
    picker: PathPicker,
}

/// What came of submitting.
pub struct Entered {
    pub officer: Id<Officer>,
    pub card: Option<Id<Certificate>>,
    pub sentence: String,
    /// What the person goes on with, because it follows.
    pub next: Option<Next>,
}

/// A form that follows from another.
pub enum Next {
    Card,
    Act(Id<Certificate>, CardStep),
}

impl Entered {
    fn of(officer: Id<Officer>, sentence: String) -> Entered {
        Entered { officer, card: None, sentence, next: None }
    }
}

impl Form {
    /// A form, with what its draft has kept.
    pub fn begin(work: Work, unit: Option<Uuid>, cx: &mut Cx<'_>) -> Form {
        let (fields, dates) = start(&work, unit, cx);
        let first = match &work {
            Work::NewPerson | Work::Person(_) => "officer.name",
            Work::Move { .. } => "officer.unit",
            Work::Leave { .. } => "officer.left_for",
            Work::Photo { .. } => "officer.photo",
            Work::Card { .. } => WHY,
            // The kind of unit has named the kind of card.
            Work::NewCard { kind: Some(_), .. } => "certificate.number",
            Work::NewCard { .. } | Work::Apply { .. } => "certificate.kind",
            Work::Act { step: Some(_), .. } => "card_act.on",
            Work::Act { .. } => "card_act.step",
            Work::Training { read: None, .. } => "training.kind",
            Work::Training { .. } => "training.passed",
            Work::Misuse { read: None, .. } => "misuse.kind",
            Work::Misuse { .. } => "misuse.document",
            Work::Complaint { .. } => "complaint.kind",
            Work::CloseComplaint { .. } => "complaint.outcome",
        };
        let mut form = Form {
            work,
            fields,
            dates,
            kept: Kept::default(),
            has_draft: false,
            problems: Problems::none_at(first),
            ground: None,
            refusal: None,
            discarding: false,
            picker: PathPicker::new(ui_person::PHOTO),
        };
        let now = now_of(&form.work);
        match cx.ledger.draft(&form.work.key()) {
            Ok(Some(payload)) => form.restore(&payload),
            Ok(None) => form.ground = now.as_ref().map(Ground::of),
            Err(error) => cx.refused(error),
        }
        form.kept = form.snapshot();
        if let (true, Some(now)) = (form.has_draft, now) {
            form.ground.get_or_insert_default();
            form.meet(&now, cx);
        }
        form
    }

    fn restore(&mut self, payload: &[u8]) {
        let Ok(kept) = serde_json::from_slice::<Kept<Fields>>(payload) else { return };
        self.has_draft = true;
        self.dates = Dates::of(&kept.fields.days);
        (self.fields, self.ground, self.problems.asked) = (kept.fields, kept.ground, kept.asked);
    }

    fn snapshot(&self) -> Kept<Fields> {
        let fields = Fields { days: self.dates.written(), ..self.fields.clone() };
        Kept { fields, ground: self.ground.clone(), asked: self.problems.asked.clone() }
    }

    /// Brings what was written onto the record as it stands now.
    fn meet(&mut self, now: &Now<Fields>, cx: &Cx<'_>) {
        let mut fields = self.snapshot().fields;
        if let Some(ground) = &mut self.ground
            && let Some(note) = ground.meet(&mut fields, now, &mut self.problems.asked, cx.ledger)
        {
            self.problems.note = note;
            self.problems.look_at_asked();
            self.dates = Dates::of(&fields.days);
            self.fields = fields;
        }
    }

    /// The same before it is submitted; tells whether it can be.
    fn meets(&mut self, cx: &mut Cx<'_>) -> Result<bool> {
        if now_of(&self.work).is_some()
            && let Some(again) = Work::of_key(&self.work.key(), cx)?
            && let Some(now) = now_of(&again)
        {
            self.work = again;
            self.meet(&now, cx);
        }
        Ok(is_settled(&mut self.problems, cx))
    }

    /// Carries out the choice that was made beside a row.
    fn settle(&mut self) {
        let Some((row, keep)) = self.problems.chosen.take() else { return };
        let mut fields = self.snapshot().fields;
        settle(&mut fields, &mut self.problems, &row, keep);
        self.dates = Dates::of(&fields.days);
        self.fields = fields;
    }

    /// Whether something was written since it was last kept.
    pub fn is_unkept(&self) -> bool {
        self.snapshot() != self.kept
    }

    /// Keeps it as a draft.
    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        let fields = self.snapshot();
        if fields == self.kept {
            return;
        }
        if cx.keep_draft(&self.work.key(), &self.work.title(), &fields) {
            self.has_draft = true;
            self.kept = fields;
        }
    }

    /// Throws the draft away.
    pub fn discard(&mut self, cx: &mut Cx<'_>) {
        cx.drop_draft(&self.work.key());
    }

    /// Enters it into the ledger; what is wrong stands beside the fields.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> Option<Entered> {
        self.entered(cx, Form::enter)
    }

    /// Takes the photograph away from the person whose form this is.
    pub fn remove_photo(&mut self, cx: &mut Cx<'_>) -> Option<Entered> {
        self.entered(cx, Form::enter_without_photo)
    }

    fn entered(
        &mut self,
        cx: &mut Cx<'_>,
        enter: impl FnOnce(&mut Form, &mut Cx<'_>) -> Result<Option<Entered>>,
    ) -> Option<Entered> {
        self.problems.clear();
        self.refusal = None;
        let entered = match self.meets(cx) {
            Ok(false) => return None,
            Ok(true) => enter(self, cx),
            Err(error) => Err(error),
        };
        match entered {
            Ok(Some(entered)) => {
                self.discard(cx);
                return Some(entered);
            }
            Ok(None) => {}
            Err(Error::Invalid(invalid)) => {
                for one in &invalid {
                    let field = if one.field == "card_act.reason" { WHY } else { one.field };
                    if ORDER.contains(&field) {
                        self.problems.say(field, sentence(one));
                    } else {
                        self.refusal = Some(sentence(one));
                    }
                }
            }
            Err(other) => self.refusal = Some(other.to_string()),
        }
        self.problems.look_at_first_of(&ORDER);
        if self.problems.at().is_some_and(ui_person::is_folded) {
            self.fields.more = true;
        }
        None
    }

    fn enter(&mut self, cx: &mut Cx<'_>) -> Result<Option<Entered>> {
        match &self.work {
            Work::NewPerson | Work::Person(_) => self.enter_person(cx),
            Work::Move { read, .. } => self.enter_move(&read.clone(), cx),
            Work::Leave { read, .. } => self.enter_leave(&read.clone(), cx),
            Work::Photo { read } => self.enter_photo(&read.clone(), cx),
            Work::NewCard { .. } | Work::Card { .. } => self.enter_card(cx),
            Work::Apply { officer, .. } => self.enter_application(*officer, cx),
            Work::Act { read, name, .. } => self.enter_act(&read.clone(), &name.clone(), cx),
            Work::Training { officer, read, .. } => self.enter_training(*officer, read.clone(), cx),
            Work::Misuse { officer, read, .. } => self.enter_misuse(*officer, read.clone(), cx),
            Work::Complaint { officer, .. } => self.enter_complaint(*officer, cx),
            Work::CloseComplaint { read, .. } => self.end_complaint(&read.clone(), cx),
        }
    }

    fn unchanged(&mut self) -> Result<Option<Entered>> {
        self.refusal = Some("内容和原来一样，没有要提交的改动。".to_owned());
        Ok(None)
    }

    fn check(&mut self, value: &impl Checked) {
        for one in value.check().err().unwrap_or_default() {
            self.problems.say(one.field, sentence(&one));
        }
    }

    fn check_why(&mut self, changes: bool) {
        if changes && self.fields.why.trim().is_empty() {
            self.say(WHY, "请写明为什么这样改，履历里会记下这一事由。");
        }
    }

    fn say(&mut self, field: &'static str, problem: &str) {
        self.problems.say(field, problem);
    }

    /// The day in a field; a problem where what is written is none.
    fn day(&mut self, field: &'static str, today: NaiveDate) -> Option<NaiveDate> {
        match self.dates.field(field).day(today) {
            Ok(day) => day,
            Err(problem) => {
                self.say(field, &format!("{problem}。"));
                None
            }
        }
    }

    /// The day in a field that must have one.
    fn needed_day(&mut self, field: &'static str, empty: &str, today: NaiveDate) -> Option<NaiveDate> {
        let day = self.day(field, today);
        if day.is_none() {
            self.say(field, empty);
        }
        day
    }
}
