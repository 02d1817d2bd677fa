//! How terms, dates and citations stand in TOML and JSON; the domain itself knows no file format.

use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serializer};

use crate::domain::case::CaseKind;
use crate::domain::case_file::DocumentKind;
use crate::domain::case_step::{Gate, StepKind, StepOutcome};
use crate::domain::certificate::CertificateKind;
use crate::domain::fault::{
    Citation, DecisionKind, GroundKind, ItemStyle, Outcome, Part, Share, Standing, SubjectKind,
};

/// A term with a code for files and a label for people; packs may use either.
pub(super) trait Term: Copy {
    fn read(text: &str) -> Option<Self>;
    fn code(self) -> &'static str;
    fn labels() -> String;
}

macro_rules! terms {
    ($($name:ident),+ $(,)?) => {$(
        impl Term for $name {
            fn read(text: &str) -> Option<$name> {
                $name::from_code(text).or_else(|| $name::ALL.iter().copied().find(|term| term.label() == text))
            }
            fn code(self) -> &'static str {
                $name::code(self)
            }
            fn labels() -> String {
                $name::ALL.iter().map(|term| term.label()).collect::<Vec<_>>().join("、")
            }
        }
    )+};
}

use crate::domain::interference::{Channel, Response};
use crate::domain::power::EnforcementAct;
use crate::domain::review::LeftOut;
use crate::domain::unit::UnitKind;

use super::analysis::{BindingState, QuestionKind, Why};
use super::cards::{Requirement, Within};
use super::pack::{Level, Scope, Status};
use crate::domain::deadline::{Holder, Trigger, Unit};

terms!(
    Standing,
    SubjectKind,
    Part,
    Share,
    GroundKind,
    DecisionKind,
    Outcome,
    ItemStyle,
    Level,
    Status,
    Scope,
    Unit,
    Trigger,
    Holder,
    BindingState,
    QuestionKind,
    Why,
    CertificateKind,
    EnforcementAct,
    UnitKind,
    Requirement,
    Within,
    Channel,
    Response,
    CaseKind,
    DocumentKind,
    LeftOut,
    Gate,
    StepKind,
    StepOutcome,
);

fn read_term<T: Term, E: serde::de::Error>(text: &str) -> Result<T, E> {
    T::read(text).ok_or_else(|| E::custom(format!("“{text}”不在可填的范围内，可填：{}", T::labels())))
}

pub(super) fn term<'de, D: Deserializer<'de>, T: Term>(source: D) -> Result<T, D::Error> {
    read_term(&String::deserialize(source)?)
}

pub(super) fn terms<'de, D: Deserializer<'de>, T: Term>(source: D) -> Result<Vec<T>, D::Error> {
    Vec::<String>::deserialize(source)?.iter().map(|text| read_term(text)).collect()
}

pub(super) fn maybe_term<'de, D: Deserializer<'de>, T: Term>(source: D) -> Result<Option<T>, D::Error> {
    term(source).map(Some)
}

pub(super) fn citation<'de, D: Deserializer<'de>>(source: D) -> Result<Citation, D::Error> {
    let text = String::deserialize(source)?;
    Citation::parse(&text)
        .ok_or_else(|| D::Error::custom(format!("“{text}”不是条款编号：例如 5(3)、11-2(1)")))
}

pub(super) fn citations<'de, D: Deserializer<'de>>(source: D) -> Result<Vec<Citation>, D::Error> {
    let texts = Vec::<String>::deserialize(source)?;
    let read = |text: &String| {
        Citation::parse(text).ok_or_else(|| D::Error::custom(format!("“{text}”不是条款编号：例如 5(3)")))
    };
    texts.iter().map(read).collect()
}

pub(super) fn date<'de, D: Deserializer<'de>>(source: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(source)?;
    text.parse().map_err(|_| D::Error::custom(format!("“{text}”不是历法上有的日期：请写成 \"2020-03-25\"")))
}

pub(super) fn maybe_date<'de, D: Deserializer<'de>>(source: D) -> Result<Option<NaiveDate>, D::Error> {
    date(source).map(Some)
}

/// `"5(1-11)"` stands for eleven items, `"11-1(1-8)"` for eight of one paragraph.
pub(super) fn provisions<'de, D: Deserializer<'de>>(
    source: D,
) -> Result<std::collections::BTreeSet<Citation>, D::Error> {
    let mut all = std::collections::BTreeSet::new();
    for text in Vec::<String>::deserialize(source)? {
        let many = expand(&text).ok_or_else(|| {
            D::Error::custom(format!("“{text}”不是条款清单的写法：例如 \"12\"、\"5(1-11)\"、\"11-2(1-3)\""))
        })?;
        for one in many {
            all.extend(one.enclosing());
            all.insert(one);
        }
    }
    Ok(all)
}

fn expand(text: &str) -> Option<Vec<Citation>> {
    let Some((head, items)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) else {
        return Citation::parse(text).map(|one| vec![one]);
    };
    let (first, last) = items.split_once('-').unwrap_or((items, items));
    let (first, last): (u16, u16) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last).then_some(())?;
    (first..=last).map(|item| Citation::parse(&format!("{head}({item})"))).collect()
}

pub(super) fn code<S: Serializer, T: Term>(term: &T, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(term.code())
}

pub(super) fn codes<S: Serializer, T: Term>(terms: &[T], out: S) -> Result<S::Ok, S::Error> {
    out.collect_seq(terms.iter().map(|term| term.code()))
}
