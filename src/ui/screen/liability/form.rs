//! What is being written: forms as a draft keeps them, and what is wrong in them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::case::CaseKind;
use crate::domain::fault::{DecisionKind, Part, Standing, SubjectKind};
use crate::domain::id::Id;
use crate::domain::liability::{Assignment, Fact, Liability, Subject};
use crate::domain::problem::Invalid;
use crate::ui::widget::DateField;
use crate::words::problem::sentence;

/// Somebody whose conduct is looked into, as it is being written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct SubjectForm {
    /// The key that the inquiry knows already; empty for somebody new.
    pub key: String,
    pub name: String,
    pub officer: Option<Uuid>,
    pub unit: String,
    pub post: String,
    #[serde(with = "kept")]
    pub kind: Option<SubjectKind>,
    #[serde(with = "kept")]
    pub own: Option<Standing>,
    #[serde(with = "kept_all")]
    pub parts: Vec<Part>,
    pub prior: String,
}

/// A fact as it is being written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FactForm {
    #[serde(with = "kept_day")]
    pub on: DateField,
    pub text: String,
    pub evidence: Vec<String>,
}

/// A piece of evidence as it is being written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct EvidenceForm {
    pub label: String,
    pub title: String,
    pub place: String,
    /// The file that shows it, as it was typed.
    pub path: String,
}

/// Matter, day, people and facts: what a new inquiry and a change of it share.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ConductForm {
    pub matter: String,
    #[serde(with = "kept_day")]
    pub on: DateField,
    /// What is typed to find somebody.
    pub person: String,
    pub subjects: Vec<SubjectForm>,
    pub facts: Vec<FactForm>,
    /// Why an inquiry is changed.
    pub why: String,
}

/// A case that is registered together with its lead.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CaseForm {
    pub number: String,
    pub title: String,
    pub party: String,
    #[serde(with = "kept")]
    pub kind: Option<CaseKind>,
}

/// A lead and the inquiry that it opens.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NewForm {
    #[serde(with = "kept_day")]
    pub received_on: DateField,
    pub source: String,
    pub summary: String,
    /// What is typed to find the case.
    pub case_typed: String,
    /// The case that was picked, and how it is called.
    pub case: Option<(Uuid, String)>,
    pub new_case: Option<CaseForm>,
    /// What came in, where the lead is made of it.
    #[serde(default)]
    pub intake: Option<Uuid>,
    pub conduct: ConductForm,
    pub evidence: Vec<EvidenceForm>,
}

/// An answer as it is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerForm {
    #[serde(with = "kept")]
    pub standing: Option<Standing>,
    pub reason: String,
    pub evidence: Vec<String>,
    /// Who finds out what is open: where the register has them, and the name.
    #[serde(default)]
    pub person: Option<(Option<Uuid>, String)>,
    #[serde(default, with = "kept_day")]
    pub by: DateField,
}

impl AnswerForm {
    /// Who finds out what is open, where both the person and the day are there.
    pub fn assignment(&self, today: NaiveDate) -> Option<Assignment> {
        let (officer, name) = self.person.clone()?;
        let due_on = self.by.day(today).ok().flatten()?;
        Some(Assignment { officer: officer.map(Id::new), name, due_on })
    }

    /// What is missing for that, in a sentence without its beginning.
    pub fn lacks(&self, today: NaiveDate) -> Option<String> {
        if self.person.is_none() {
            return Some("请选明由谁查清。".to_owned());
        }
        match self.by.day(today) {
            Ok(Some(day)) if day < today => Some("期限早于今天，请改为今天或者以后。".to_owned()),
            Ok(Some(_)) => None,
            Ok(None) => Some("请写明哪天之前查清。".to_owned()),
            Err(why) => Some(why),
        }
    }
}

/// A hearing as it is being written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct HearingForm {
    pub subject: String,
    #[serde(with = "kept_day")]
    pub on: DateField,
    /// Nothing until somebody says which.
    pub waived: Option<bool>,
    pub statement: String,
    pub response: String,
}

/// A decision as it is being written.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DecisionForm {
    #[serde(with = "kept")]
    pub kind: Option<DecisionKind>,
    pub measure: String,
    pub reason: String,
    pub meeting: String,
    pub decided_by: String,
    #[serde(with = "kept_day")]
    pub on: DateField,
    /// Short forms of the provisions named as its basis: 5(3).
    pub basis: Vec<String>,
    pub handled_by: String,
}

/// Problems of fields, in the order in which they were found.
#[derive(Default)]
pub struct Problems {
    at: BTreeMap<String, String>,
    focus: RefCell<Option<String>>,
}

impl Problems {
    /// Notes one; the first gets the caret.
    pub fn note(&mut self, field: &str, sentence: impl Into<String>) {
        if self.at.is_empty() {
            *self.focus.borrow_mut() = Some(field.to_owned());
        }
        self.at.entry(field.to_owned()).or_insert(sentence.into());
    }

    /// Notes those of the ledger, except of fields that have one already.
    pub fn take(&mut self, problems: &[Invalid]) {
        for problem in problems {
            self.note(problem.field, sentence(problem));
        }
    }

    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.at.get(field).map(String::as_str)
    }

    /// Whether a field gets the caret now; it does so once.
    pub fn first(&self, field: &str) -> bool {
        let mut focus = self.focus.borrow_mut();
        let is = focus.as_deref() == Some(field);
        if is {
            *focus = None;
        }
        is
    }

    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// A day that must be there.
    pub fn day(&mut self, field: &str, what: &str, typed: &DateField, today: NaiveDate) -> NaiveDate {
        match typed.day(today) {
            Ok(Some(day)) if day > today => self.note(field, format!("“{what}”晚于今天，请核对日期。")),
            Ok(Some(day)) => return day,
            Ok(None) => self.note(field, format!("“{what}”没有填写，请填写后再保存。")),
            Err(why) => self.note(field, why),
        }
        today
    }
}

impl ConductForm {
    /// The form of an inquiry as it stands.
    pub fn of(liability: &Liability) -> ConductForm {
        let subject = |one: &Subject| SubjectForm {
            key: one.key.clone(),
            name: one.name.clone(),
            officer: one.officer.map(Id::uuid),
            unit: one.unit.clone(),
            post: one.post.clone(),
            kind: Some(one.kind),
            own: Some(one.own),
            parts: one.parts.clone(),
            prior: one.prior_faults.map(|count| count.to_string()).unwrap_or_default(),
        };
        let fact = |one: &Fact| FactForm {
            on: DateField::of(one.on),
            text: one.text.clone(),
            evidence: one.evidence.clone(),
        };
        ConductForm {
            matter: liability.matter.clone(),
            on: DateField::of(Some(liability.conduct_on)),
            person: String::new(),
            subjects: liability.subjects.iter().map(subject).collect(),
            facts: liability.facts.iter().map(fact).collect(),
            why: String::new(),
        }
    }

    /// The inquiry with what is written here; problems stand beside their fields.
    pub fn to_liability(&self, base: &Liability, today: NaiveDate, problems: &mut Problems) -> Liability {
        use crate::domain::problem::Checked as _;
        let mut out = base.clone();
        out.matter = self.matter.trim().to_owned();
        if out.matter.is_empty() {
            problems.note("liability.matter", "“案由”没有填写，请填写后再保存。");
        }
        out.conduct_on = problems.day("liability.conduct_on", "行为日期", &self.on, today);
        if self.subjects.is_empty() {
            problems.note("liability.subjects", "还没有责任主体：输入姓名或者首字母，回车选中。");
        }
        out.subjects = self.subjects(problems);
        out.facts = Vec::new();
        for (i, fact) in self.facts.iter().enumerate() {
            let on = match fact.on.day(today) {
                Ok(on) => on,
                Err(why) => {
                    problems.note(&format!("fact.{i}.on"), why);
                    None
                }
            };
            if fact.text.trim().is_empty() {
                problems.note(&format!("fact.{i}.text"), "写明发生了什么；不需要的，请移除这一条。");
            }
            let text = fact.text.trim().to_owned();
            out.facts.push(Fact { on, text, evidence: fact.evidence.clone() });
        }
        if problems.is_empty()
            && let Err(more) = out.check()
        {
            problems.take(&more);
        }
        out
    }

    fn subjects(&self, problems: &mut Problems) -> Vec<Subject> {
        let mut all: Vec<Subject> = Vec::new();
        for (i, one) in self.subjects.iter().enumerate() {
            let at = |what: &str| format!("subject.{i}.{what}");
            let name = one.name.trim().to_owned();
            if name.is_empty() {
                problems.note(&at("name"), "写明姓名或者名称。");
            }
            if one.kind.is_none() {
                problems.note(&at("kind"), "选明是个人、科室还是单位。");
            }
            if one.own.is_none() {
                problems.note(&at("own"), "选明是不是本局人员；还不清楚的选“待查”。");
            }
            if one.parts.is_empty() {
                problems.note(&at("parts"), "勾选在审批环节中的位置，至少一项。");
            }
            let prior_faults = match one.prior.trim() {
                "" => None,
                typed => typed.parse().map_err(|_| problems.note(&at("prior"), "写数字，例如 0、1。")).ok(),
            };
            let taken = |key: &str| {
                all.iter().any(|other| other.key == key)
                    || self.subjects.iter().skip(i + 1).any(|other| other.key == key)
            };
            let fresh = || {
                let numbered = (2..).map(|n| format!("{name}{n}"));
                std::iter::once(name.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or_default()
            };
            all.push(Subject {
                key: if one.key.is_empty() { fresh() } else { one.key.clone() },
                name: name.clone(),
                kind: one.kind.unwrap_or(SubjectKind::Person),
                officer: one.officer.map(Id::new),
                unit: one.unit.trim().to_owned(),
                post: one.post.trim().to_owned(),
                own: one.own.unwrap_or(Standing::Open),
                parts: one.parts.clone(),
                prior_faults,
            });
        }
        all
    }
}

/// A value that drafts know by its code.
pub trait Coded: Copy + Sized {
    fn code_of(self) -> &'static str;
    fn of_code(code: &str) -> Option<Self>;
}

macro_rules! coded_in_drafts {
    ($($name:ident),+) => {$(
        impl Coded for $name {
            fn code_of(self) -> &'static str {
                self.code()
            }
            fn of_code(code: &str) -> Option<Self> {
                $name::from_code(code)
            }
        }
    )+};
}

coded_in_drafts!(SubjectKind, Standing, Part, CaseKind, DecisionKind);

mod kept {
    use super::Coded;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Coded, S: Serializer>(value: &Option<T>, out: S) -> Result<S::Ok, S::Error> {
        value.map(T::code_of).serialize(out)
    }

    pub fn deserialize<'de, T: Coded, D: Deserializer<'de>>(from: D) -> Result<Option<T>, D::Error> {
        Ok(Option::<String>::deserialize(from)?.and_then(|code| T::of_code(&code)))
    }
}

mod kept_all {
    use super::Coded;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Coded, S: Serializer>(values: &[T], out: S) -> Result<S::Ok, S::Error> {
        values.iter().map(|one| one.code_of()).collect::<Vec<_>>().serialize(out)
    }

    pub fn deserialize<'de, T: Coded, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
        Ok(Vec::<String>::deserialize(from)?.iter().filter_map(|code| T::of_code(code)).collect())
    }
}

mod kept_day {
    use crate::ui::widget::DateField;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(field: &DateField, out: S) -> Result<S::Ok, S::Error> {
        field.typed().serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateField, D::Error> {
        Ok(DateField::typed_as(&String::deserialize(from)?))
    }
}
