//! The forms for people and cards: what is being written, its draft, and its way into the ledger.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::work::Work;
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use crate::domain::id::Id;
use crate::domain::officer::{Officer, Profile, Staffing};
use crate::domain::problem::Checked;
use crate::domain::unit::{Unit, UnitKind};
use crate::ledger::cards::{Application, CardMove, CardPaper};
use crate::ledger::file::Versioned;
use crate::ledger::{Error, Result, Unfinished};
use crate::ui::screen::{Cx, Event};
use crate::ui::widget::DateField;
use crate::words::problem::sentence;

/// The field for the reason of a change.
pub const WHY: &str = "why";

/// The choice of a unit that is not in the ledger yet: it is entered together with the person.
pub const NEW_UNIT: Uuid = Uuid::nil();

/// The fields in the order in which they stand, for the caret to find the first problem.
const ORDER: [&str; 19] = [
    "officer.name",
    "officer.unit",
    "unit.name",
    "unit.kind",
    "officer.post",
    "officer.staffing",
    "officer.entered_on",
    "officer.left_on",
    "card_act.step",
    "card_act.on",
    WHY,
    "card_act.document",
    "certificate.kind",
    "certificate.number",
    "certificate.issued_on",
    "certificate.valid_to",
    "certificate.categories",
    "certificate.issuer",
    "certificate.region",
];

/// What stands in the fields, as a draft keeps it: choices by their codes.
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
    entered_on: String,
    left_on: String,
    pub kind: String,
    pub number: String,
    issued_on: String,
    valid_to: String,
    pub unlimited: bool,
    pub categories: Vec<String>,
    pub region: String,
    pub issuer: String,
    pub step: String,
    acted_on: String,
    pub document: String,
    pub why: String,
    /// The version of the record when the change was begun.
    version: String,
}

/// The days, as they are being typed.
#[derive(Default)]
pub struct Dates {
    pub entered_on: DateField,
    pub left_on: DateField,
    pub issued_on: DateField,
    pub valid_to: DateField,
    pub acted_on: DateField,
}

/// A form.
pub struct Form {
    pub work: Work,
    pub fields: Fields,
    pub dates: Dates,
    /// As it stood when it was last kept, or begun.
    kept: Fields,
    pub has_draft: bool,
    pub problems: BTreeMap<&'static str, String>,
    /// The field that gets the caret in the next frame.
    pub focus: Option<&'static str>,
    /// A refusal that belongs to no field.
    pub refusal: Option<String>,
    /// Whether the person is being asked about throwing the draft away.
    pub discarding: bool,
}

/// What came of submitting.
pub struct Entered {
    pub officer: Id<Officer>,
    pub card: Option<Id<Certificate>>,
    pub sentence: String,
}

impl Form {
    /// A form, with what its draft has kept.
    pub fn begin(work: Work, unit: Option<Uuid>, cx: &mut Cx<'_>) -> Form {
        let (fields, dates) = start(&work, unit, cx);
        let first = match &work {
            Work::NewPerson | Work::Person(_) => "officer.name",
            Work::NewCard { .. } => "certificate.kind",
            Work::Card { .. } => WHY,
            Work::Apply { .. } => "certificate.kind",
            Work::Act { .. } => "card_act.step",
        };
        let mut form = Form {
            work,
            fields,
            dates,
            kept: Fields::default(),
            has_draft: false,
            problems: BTreeMap::new(),
            focus: Some(first),
            refusal: None,
            discarding: false,
        };
        match cx.ledger.draft(&form.work.key()) {
            Ok(Some(payload)) => form.restore(&payload),
            Ok(None) => {}
            Err(error) => cx.refused(error),
        }
        form.kept = form.snapshot();
        form
    }

    fn restore(&mut self, payload: &[u8]) {
        let Ok(fields) = serde_json::from_slice::<Fields>(payload) else { return };
        self.has_draft = true;
        if fields.version != self.work.version() {
            self.refusal = Some("起草以后这条记录又改过。请对照最新内容逐项核对，再提交。".to_owned());
        }
        self.dates = Dates {
            entered_on: DateField::typed_as(&fields.entered_on),
            left_on: DateField::typed_as(&fields.left_on),
            issued_on: DateField::typed_as(&fields.issued_on),
            valid_to: DateField::typed_as(&fields.valid_to),
            acted_on: DateField::typed_as(&fields.acted_on),
        };
        self.fields = Fields { version: self.work.version(), ..fields };
    }

    fn snapshot(&self) -> Fields {
        let mut fields = self.fields.clone();
        fields.entered_on = self.dates.entered_on.typed().to_owned();
        fields.left_on = self.dates.left_on.typed().to_owned();
        fields.issued_on = self.dates.issued_on.typed().to_owned();
        fields.valid_to = self.dates.valid_to.typed().to_owned();
        fields.acted_on = self.dates.acted_on.typed().to_owned();
        fields
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
        let payload = serde_json::to_vec(&fields).unwrap_or_default();
        let draft = Unfinished { key: self.work.key(), title: self.work.title(), payload };
        match cx.ledger.save_draft(&draft) {
            Ok(_) => {
                self.has_draft = true;
                self.kept = fields;
                cx.events.push(Event::DraftKept);
            }
            Err(error) => cx.refused(error),
        }
    }

    /// Throws the draft away.
    pub fn discard(&mut self, cx: &mut Cx<'_>) {
        if let Err(error) = cx.ledger.drop_draft(&self.work.key()) {
            cx.refused(error);
        }
    }

    /// Enters it into the ledger; what is wrong stands beside the fields.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> Option<Entered> {
        self.problems.clear();
        self.refusal = None;
        let outcome = match &self.work {
            Work::NewPerson | Work::Person(_) => self.enter_person(cx),
            Work::NewCard { .. } | Work::Card { .. } => self.enter_card(cx),
            Work::Apply { officer, .. } => self.enter_application(*officer, cx),
            Work::Act { read, name } => self.enter_act(&read.clone(), &name.clone(), cx),
        };
        match outcome {
            Ok(Some(entered)) => {
                self.discard(cx);
                return Some(entered);
            }
            Ok(None) => {}
            Err(Error::Invalid(invalid)) => {
                for one in &invalid {
                    let field = if one.field == "card_act.reason" { WHY } else { one.field };
                    if ORDER.contains(&field) {
                        self.problems.entry(field).or_insert_with(|| sentence(one));
                    } else {
                        self.refusal = Some(sentence(one));
                    }
                }
            }
            Err(other) => self.refusal = Some(other.to_string()),
        }
        self.focus = ORDER.into_iter().find(|field| self.problems.contains_key(field));
        None
    }

    fn enter_person(&mut self, cx: &mut Cx<'_>) -> Result<Option<Entered>> {
        let new_unit = self.new_unit();
        let unit = self.fields.unit.map(Id::new);
        if unit.is_none() {
            self.say("officer.unit", "请选择所在机构。");
        }
        let entered_on = self.day("officer.entered_on", cx.today);
        let left_on = self.day("officer.left_on", cx.today);
        let mut officer = Officer {
            name: self.fields.name.trim().to_owned(),
            unit: unit.unwrap_or(Id::new(NEW_UNIT)),
            post: self.fields.post.trim().to_owned(),
            staffing: Staffing::from_code(&self.fields.staffing),
            entered_on,
            left_on,
            profile: match &self.work {
                Work::Person(read) => read.value.profile.clone(),
                _ => Profile::default(),
            },
        };
        self.check(&officer);
        self.check_why(matches!(self.work, Work::Person(_)));
        if !self.problems.is_empty() {
            return Ok(None);
        }
        let (id, sentence) = match &self.work {
            Work::Person(read) if read.value == officer => return self.unchanged(),
            Work::Person(read) => {
                let why = self.fields.why.trim();
                cx.ledger.together(|ledger| {
                    if let Some(unit) = &new_unit {
                        officer.unit = ledger.add_unit(unit)?;
                    }
                    ledger.change_officer(read, &officer, why)
                })?;
                (read.id, format!("已修改{}的信息。", officer.name))
            }
            _ => {
                let id = cx.ledger.together(|ledger| {
                    if let Some(unit) = &new_unit {
                        officer.unit = ledger.add_unit(unit)?;
                    }
                    ledger.add_officer(&officer)
                })?;
                (id, format!("已新增{}。", officer.name))
            }
        };
        Ok(Some(Entered { officer: id, card: None, sentence }))
    }

    /// The unit to be entered with the person, where a new one is chosen.
    fn new_unit(&mut self) -> Option<Unit> {
        if self.fields.unit != Some(NEW_UNIT) {
            return None;
        }
        let kind = UnitKind::from_code(&self.fields.unit_kind);
        if kind.is_none() {
            self.say("unit.kind", "请选择机构类型。");
        }
        let name = self.fields.unit_name.trim().to_owned();
        let unit = Unit { name, kind: kind.unwrap_or(UnitKind::Other), parent: None, closed: false };
        self.check(&unit);
        Some(unit)
    }

    fn enter_card(&mut self, cx: &mut Cx<'_>) -> Result<Option<Entered>> {
        let (holder, name) = match &self.work {
            Work::NewCard { officer, name } => (*officer, name.clone()),
            Work::Card { read, name } => (read.value.officer, name.clone()),
            _ => return Ok(None),
        };
        let kind = CertificateKind::from_code(&self.fields.kind);
        if kind.is_none() {
            self.say("certificate.kind", "请选择证件类别。");
        }
        let issued_on = self.day("certificate.issued_on", cx.today);
        let valid_to = self.valid_to(cx.today);
        let card = Certificate {
            officer: holder,
            kind: kind.unwrap_or(CertificateKind::Enforcement),
            number: self.fields.number.trim().to_owned(),
            categories: self.categories(),
            region: self.fields.region.trim().to_owned(),
            issuer: self.fields.issuer.trim().to_owned(),
            issued_on,
            valid_to,
            // Only an act changes the state of a card that is there.
            state: match &self.work {
                Work::Card { read, .. } => read.value.state,
                _ => CertificateState::Held,
            },
        };
        self.check(&card);
        self.check_why(matches!(self.work, Work::Card { .. }));
        if !self.problems.is_empty() {
            return Ok(None);
        }
        let (id, sentence) = match &self.work {
            Work::Card { read, .. } if read.value == card => return self.unchanged(),
            Work::Card { read, .. } => {
                cx.ledger.change_certificate(read, &card, self.fields.why.trim())?;
                (read.id, format!("已更正{name}的证件{}。", card.number))
            }
            _ => (cx.ledger.add_certificate(&card)?, format!("已登记{name}的证件{}。", card.number)),
        };
        Ok(Some(Entered { officer: holder, card: Some(id), sentence }))
    }

    fn enter_application(&mut self, officer: Id<Officer>, cx: &mut Cx<'_>) -> Result<Option<Entered>> {
        let kind = CertificateKind::from_code(&self.fields.kind);
        let Some(kind) = kind else {
            self.say("certificate.kind", "请选择证件类别。");
            return Ok(None);
        };
        let Some(on) = self.acted_on(cx.today) else { return Ok(None) };
        let asked = Application {
            officer,
            kind,
            categories: self.categories(),
            region: self.fields.region.trim().to_owned(),
            on,
            reason: self.fields.why.trim().to_owned(),
            document: self.fields.document.trim().to_owned(),
        };
        let card = cx.ledger.apply_for_card(&asked)?;
        let sentence = format!("已提出申领{}，等主要负责人审查同意。", kind.label());
        Ok(Some(Entered { officer, card: Some(card), sentence }))
    }

    fn enter_act(
        &mut self,
        read: &Versioned<Certificate>,
        name: &str,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let Some(step) = CardStep::from_code(&self.fields.step) else {
            self.say("card_act.step", "请选择办理什么事项。");
            return Ok(None);
        };
        let Some(on) = self.acted_on(cx.today) else { return Ok(None) };
        let paper = match step.brings_card() {
            true => Some(self.paper(cx.today)),
            false => None,
        };
        if !self.problems.is_empty() {
            return Ok(None);
        }
        let asked = CardMove {
            step,
            on,
            reason: self.fields.why.trim().to_owned(),
            document: self.fields.document.trim().to_owned(),
        };
        let successor = cx.ledger.act_on_card(read, &asked, paper.as_ref())?;
        let sentence = format!("已登记{name}的证件“{}”。", step.label());
        Ok(Some(Entered { officer: read.value.officer, card: Some(successor.unwrap_or(read.id)), sentence }))
    }

    /// The day of an act; a problem where there is none.
    fn acted_on(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let day = self.day("card_act.on", today);
        if day.is_none() {
            self.say("card_act.on", "请填写办理日期。");
        }
        day
    }

    fn paper(&mut self, today: NaiveDate) -> CardPaper {
        let issued_on = self.day("certificate.issued_on", today);
        CardPaper {
            number: self.fields.number.trim().to_owned(),
            categories: self.categories(),
            region: self.fields.region.trim().to_owned(),
            issuer: self.fields.issuer.trim().to_owned(),
            issued_on,
            valid_to: self.valid_to(today),
        }
    }

    fn valid_to(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let valid_to = if self.fields.unlimited { None } else { self.day("certificate.valid_to", today) };
        if valid_to.is_none() && !self.fields.unlimited {
            self.say("certificate.valid_to", "请填写有效期的最后一日；证上没有期限的，勾选“长期有效”。");
        }
        valid_to
    }

    fn categories(&self) -> Vec<Category> {
        self.fields.categories.iter().filter_map(|code| Category::from_code(code)).collect()
    }

    fn unchanged(&mut self) -> Result<Option<Entered>> {
        self.refusal = Some("内容和原来一样，没有要提交的改动。".to_owned());
        Ok(None)
    }

    fn check(&mut self, value: &impl Checked) {
        for one in value.check().err().unwrap_or_default() {
            self.problems.entry(one.field).or_insert_with(|| sentence(&one));
        }
    }

    fn check_why(&mut self, changes: bool) {
        if changes && self.fields.why.trim().is_empty() {
            self.say(WHY, "请写明为什么这样改，履历里会记下这一事由。");
        }
    }

    fn say(&mut self, field: &'static str, problem: &str) {
        self.problems.entry(field).or_insert_with(|| problem.to_owned());
    }

    fn day(&mut self, field: &'static str, today: NaiveDate) -> Option<NaiveDate> {
        let typed = match field {
            "officer.entered_on" => &self.dates.entered_on,
            "officer.left_on" => &self.dates.left_on,
            "certificate.issued_on" => &self.dates.issued_on,
            "card_act.on" => &self.dates.acted_on,
            _ => &self.dates.valid_to,
        };
        match typed.day(today) {
            Ok(day) => day,
            Err(problem) => {
                self.say(field, &format!("{problem}。"));
                None
            }
        }
    }
}

/// What a form begins with.
fn start(work: &Work, unit: Option<Uuid>, cx: &Cx<'_>) -> (Fields, Dates) {
    let mut fields = Fields { version: work.version(), ..Fields::default() };
    let mut dates = Dates::default();
    match work {
        Work::NewPerson => {
            let none_yet = cx.ledger.all::<Unit>().is_ok_and(|units| units.is_empty());
            fields.unit = unit.or(none_yet.then_some(NEW_UNIT));
        }
        Work::Person(read) => {
            let officer = &read.value;
            fields.name.clone_from(&officer.name);
            fields.unit = Some(officer.unit.uuid());
            fields.post.clone_from(&officer.post);
            fields.staffing = officer.staffing.map(|one| one.code().to_owned()).unwrap_or_default();
            dates.entered_on = DateField::of(officer.entered_on);
            dates.left_on = DateField::of(officer.left_on);
        }
        Work::NewCard { .. } => {
            fields.region = cx.ledger.agency().map(|agency| agency.value.region).unwrap_or_default();
        }
        Work::Apply { kind, .. } => {
            fields.region = cx.ledger.agency().map(|agency| agency.value.region).unwrap_or_default();
            fields.kind = kind.map(|kind| kind.code().to_owned()).unwrap_or_default();
            dates.acted_on = DateField::of(Some(cx.today));
        }
        Work::Card { read, .. } | Work::Act { read, .. } => {
            let card = &read.value;
            fields.kind = card.kind.code().to_owned();
            fields.number.clone_from(&card.number);
            fields.categories = card.categories.iter().map(|one| one.code().to_owned()).collect();
            fields.region.clone_from(&card.region);
            fields.issuer.clone_from(&card.issuer);
            fields.unlimited = card.valid_to.is_none();
            dates.issued_on = DateField::of(card.issued_on);
            dates.valid_to = DateField::of(card.valid_to);
            if matches!(work, Work::Act { .. }) {
                dates.acted_on = DateField::of(Some(cx.today));
            }
        }
    }
    (fields, dates)
}
