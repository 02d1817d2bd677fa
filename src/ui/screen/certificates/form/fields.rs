//! What stands in a form: choices by their codes, days as they are typed, and what each form begins with.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::work::Work;
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::misuse::{Complaint, Consequence, Misuse};
use crate::domain::officer::{Duty, Officer};
use crate::domain::training::{Training, TrainingKind};
use crate::domain::unit::Unit;
use crate::ui::screen::Cx;
use crate::ui::screen::overlap::Now;
use crate::ui::widget::DateField;
use crate::words::amount::show_tenths;
use crate::words::date::show_month;

/// The choice of a unit that is not in the ledger yet: it is entered together with the person.
pub const NEW_UNIT: Uuid = Uuid::nil();

/// What stands in the fields, as a draft keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub name: String,
    pub unit: Option<Uuid>,
    /// The unit that is new.
    pub unit_name: String,
    pub unit_kind: String,
    pub post: String,
    pub staffing: String,
    pub duty: String,
    pub sex: String,
    pub born: String,
    pub ethnicity: String,
    pub education: String,
    pub major: String,
    /// 执法区域 of the person, not of a card.
    pub own_region: String,
    pub expertise: String,
    /// A new number; one that is there already is not shown in full, and stays where this is empty.
    pub id_number: String,
    pub without_id_number: bool,
    /// The number that is there, for what stands in its row to be told from what somebody else wrote.
    pub known_id_number: String,
    pub phone: String,
    pub without_phone: bool,
    pub known_phone: String,
    pub left_for: String,
    /// Whether what is rarely written is unfolded.
    pub more: bool,
    /// The path of a photograph.
    pub photo: String,
    /// The kind of card, training, violation or complaint.
    pub kind: String,
    pub number: String,
    pub unlimited: bool,
    pub categories: Vec<String>,
    pub region: String,
    pub issuer: String,
    pub step: String,
    pub document: String,
    pub why: String,
    /// Of a training.
    pub title: String,
    pub mode: String,
    pub organiser: String,
    pub topics: Vec<u8>,
    pub hours: String,
    pub score: String,
    pub passed: String,
    pub certificate_no: String,
    /// Of a violation or a complaint.
    pub facts: String,
    pub card: Option<Uuid>,
    pub serious: bool,
    pub consequences: Vec<String>,
    pub recipient: String,
    pub complainant: String,
    pub outcome: String,
    pub misuse: Option<Uuid>,
    pub days: Days,
}

/// The days as they are written, for a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Days {
    entered_on: String,
    left_on: String,
    issued_on: String,
    valid_to: String,
    acted_on: String,
    from: String,
    to: String,
    closed_on: String,
}

/// The days, as they are being typed.
#[derive(Default)]
pub struct Dates {
    pub entered_on: DateField,
    pub left_on: DateField,
    pub issued_on: DateField,
    pub valid_to: DateField,
    /// Of an act, a change, a violation or a complaint.
    pub acted_on: DateField,
    pub from: DateField,
    pub to: DateField,
    pub closed_on: DateField,
}

impl Dates {
    pub fn written(&self) -> Days {
        let typed = |field: &DateField| field.typed().to_owned();
        Days {
            entered_on: typed(&self.entered_on),
            left_on: typed(&self.left_on),
            issued_on: typed(&self.issued_on),
            valid_to: typed(&self.valid_to),
            acted_on: typed(&self.acted_on),
            from: typed(&self.from),
            to: typed(&self.to),
            closed_on: typed(&self.closed_on),
        }
    }

    pub fn of(days: &Days) -> Dates {
        Dates {
            entered_on: DateField::typed_as(&days.entered_on),
            left_on: DateField::typed_as(&days.left_on),
            issued_on: DateField::typed_as(&days.issued_on),
            valid_to: DateField::typed_as(&days.valid_to),
            acted_on: DateField::typed_as(&days.acted_on),
            from: DateField::typed_as(&days.from),
            to: DateField::typed_as(&days.to),
            closed_on: DateField::typed_as(&days.closed_on),
        }
    }

    /// The field of a day by its identifier.
    pub fn field(&self, field: &str) -> &DateField {
        match field {
            "officer.entered_on" => &self.entered_on,
            "officer.left_on" => &self.left_on,
            "certificate.issued_on" => &self.issued_on,
            "certificate.valid_to" => &self.valid_to,
            "training.from" => &self.from,
            "training.to" => &self.to,
            "misuse.closed_on" | "complaint.closed_on" => &self.closed_on,
            _ => &self.acted_on,
        }
    }
}

fn code<T: Copy>(one: Option<T>, code: impl Fn(T) -> &'static str) -> String {
    one.map(|one| code(one).to_owned()).unwrap_or_default()
}

/// The record that a form changes, in the form's fields; none for something new.
pub fn now_of(work: &Work) -> Option<Now<Fields>> {
    let (kind, id, version) = work.record()?;
    let (fields, dates) = recorded(work);
    Some(Now { kind, id, version, fields: Fields { days: dates.written(), ..fields }, row })
}

/// The row that shows a field.
fn row(field: &str) -> &str {
    match field {
        "own_region" => "region",
        "unlimited" => "valid_to",
        "without_id_number" | "known_id_number" => "id_number",
        "without_phone" | "known_phone" => "phone",
        "unit_name" | "unit_kind" => "unit",
        "acted_on" => "on",
        other => other,
    }
}

/// What the record gives by itself.
fn recorded(work: &Work) -> (Fields, Dates) {
    let mut fields = Fields::default();
    let mut dates = Dates::default();
    match work {
        Work::Person(read) => {
            of_officer(&read.value, &mut fields);
            dates.entered_on = DateField::of(read.value.entered_on);
            dates.left_on = DateField::of(read.value.left_on);
        }
        Work::Move { read, .. } => of_officer(&read.value, &mut fields),
        Work::Card { read, .. } | Work::Act { read, .. } => (fields, dates) = of_card(&read.value, fields),
        Work::Training { read: Some(read), .. } => {
            of_training(&read.value, &mut fields);
            dates.from = DateField::of(Some(read.value.from));
            dates.to = DateField::of(Some(read.value.to));
        }
        Work::Misuse { read: Some(read), .. } => {
            of_misuse(&read.value, &mut fields);
            dates.acted_on = DateField::of(Some(read.value.on));
            dates.closed_on = DateField::of(read.value.closed_on);
        }
        Work::CloseComplaint { read, .. } => {
            of_complaint(&read.value, &mut fields);
            dates.closed_on = DateField::of(read.value.closed_on);
        }
        _ => {}
    }
    (fields, dates)
}

/// What a form begins with: what the record gives, and what is proposed besides.
pub fn start(work: &Work, unit: Option<Uuid>, cx: &Cx<'_>) -> (Fields, Dates) {
    let (mut fields, mut dates) = recorded(work);
    let region = || cx.ledger.agency().map(|agency| agency.value.region).unwrap_or_default();
    let today = DateField::of(Some(cx.today));
    match work {
        Work::NewPerson => {
            let none_yet = cx.ledger.all::<Unit>().is_ok_and(|units| units.is_empty());
            fields.unit = unit.or(none_yet.then_some(NEW_UNIT));
            fields.duty = Duty::On.code().to_owned();
            fields.own_region = region();
        }
        Work::NewCard { kind, .. } => {
            fields.region = region();
            fields.kind = code(*kind, CertificateKind::code);
        }
        Work::Apply { kind, .. } => {
            fields.region = region();
            fields.kind = code(*kind, CertificateKind::code);
            dates.acted_on = today;
        }
        Work::Act { step, .. } => {
            dates.acted_on = today;
            fields.step = code(*step, CardStep::code);
        }
        Work::Training { read: None, .. } => fields.kind = TrainingKind::Business.code().to_owned(),
        Work::Misuse { read: None, cards, .. } => {
            fields.card = cards.first().map(|(card, _)| card.uuid());
            fields.consequences = vec![Consequence::Discipline.code().to_owned()];
        }
        Work::Complaint { .. } => dates.acted_on = today,
        Work::CloseComplaint { read, .. } if read.value.closed_on.is_none() => dates.closed_on = today,
        // These begin with the record alone.
        Work::Person(_)
        | Work::Move { .. }
        | Work::Leave { .. }
        | Work::Photo { .. }
        | Work::Card { .. }
        | Work::Training { read: Some(_), .. }
        | Work::Misuse { read: Some(_), .. }
        | Work::CloseComplaint { .. } => {}
    }
    (fields, dates)
}

fn of_officer(officer: &Officer, fields: &mut Fields) {
    let profile = &officer.profile;
    fields.name.clone_from(&officer.name);
    fields.unit = Some(officer.unit.uuid());
    fields.post.clone_from(&officer.post);
    fields.staffing = code(officer.staffing, |one| one.code());
    fields.duty = code(profile.duty, |one| one.code());
    fields.sex = code(profile.sex, |one| one.code());
    fields.born = profile.born.map(show_month).unwrap_or_default();
    fields.ethnicity.clone_from(&profile.ethnicity);
    fields.education = code(profile.education, |one| one.code());
    fields.major.clone_from(&profile.major);
    fields.own_region.clone_from(&profile.region);
    fields.expertise.clone_from(&profile.expertise);
    fields.left_for = code(profile.left_for, |one| one.code());
    fields.known_id_number.clone_from(&profile.id_number);
    fields.known_phone.clone_from(&profile.phone);
}

fn of_card(card: &Certificate, fields: Fields) -> (Fields, Dates) {
    let fields = Fields {
        kind: card.kind.code().to_owned(),
        number: card.number.clone(),
        categories: card.categories.iter().map(|one| one.code().to_owned()).collect(),
        region: card.region.clone(),
        issuer: card.issuer.clone(),
        unlimited: card.state.is_issued() && card.valid_to.is_none(),
        ..fields
    };
    let dates = Dates {
        issued_on: DateField::of(card.issued_on),
        valid_to: DateField::of(card.valid_to),
        ..Dates::default()
    };
    (fields, dates)
}

fn of_training(training: &Training, fields: &mut Fields) {
    fields.kind = training.kind.code().to_owned();
    fields.title.clone_from(&training.title);
    fields.mode = code(training.mode, |one| one.code());
    fields.organiser.clone_from(&training.organiser);
    fields.topics.clone_from(&training.topics);
    fields.hours = training.hours.map(show_tenths).unwrap_or_default();
    fields.score = training.score.map(show_tenths).unwrap_or_default();
    fields.passed = code(training.passed, |passed| if passed { "yes" } else { "no" });
    fields.certificate_no.clone_from(&training.certificate_no);
}

fn of_misuse(misuse: &Misuse, fields: &mut Fields) {
    fields.kind = misuse.kind.code().to_owned();
    fields.card = misuse.card.map(|card| card.uuid());
    fields.facts.clone_from(&misuse.facts);
    fields.serious = misuse.serious;
    fields.consequences = misuse.consequences.iter().map(|one| one.code().to_owned()).collect();
    fields.document.clone_from(&misuse.document);
}

fn of_complaint(complaint: &Complaint, fields: &mut Fields) {
    fields.outcome.clone_from(&complaint.outcome);
    fields.misuse = complaint.misuse.map(|misuse| misuse.uuid());
}
