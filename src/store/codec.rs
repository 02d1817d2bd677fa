//! How the field's terms are written in files: codes for enums, text for identities and hashes.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::domain::card_life::CardStep;
use crate::domain::case::{CaseKind, HandlingMode};
use crate::domain::case_file::{DocumentKind, Retention};
use crate::domain::case_step::{Gate, RecusalBy, Showing, StepKind, StepOutcome};
use crate::domain::certificate::{Category, CertificateKind, CertificateState};
use crate::domain::deadline::{Holder, Trigger};
use crate::domain::due::DeadlineState;
use crate::domain::fault::{Citation, DecisionKind, Part, Standing, SubjectKind};
use crate::domain::hash::Hash;
use crate::domain::hr_copy::CopyOf;
use crate::domain::id::Id;
use crate::domain::intake::IntakeKind;
use crate::domain::interference::{
    Addressee, Channel, FailureKind, Follow, Gravity, InWriting, Material, Nature, Reaction, SealedState,
    Side,
};
use crate::domain::misuse::{ComplaintKind, Consequence, MisuseKind, Recipient};
use crate::domain::month::Month;
use crate::domain::notice::NumberState;
use crate::domain::officer::{Duty, Education, Leaving, Sex, Staffing};
use crate::domain::power::{DelegationMode, EnforcementAct};
use crate::domain::questioning::Questioned;
use crate::domain::review::{DrawMethod, Picked, ReviewStep, Seriousness, VetoAnswer};
use crate::domain::role::Role;
use crate::domain::roster_layout::Platform;
use crate::domain::seizure::{SeizureEnd, SeizureKind};
use crate::domain::text::TextKind;
use crate::domain::training::{TrainingKind, TrainingMode};
use crate::domain::unit::UnitKind;

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.uuid().serialize(to)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Id<T>, D::Error> {
        Uuid::deserialize(from).map(Id::new)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        hex::serde::serialize(self.0, to)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Hash, D::Error> {
        hex::serde::deserialize(from).map(Hash)
    }
}

impl Serialize for Citation {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.short())
    }
}

impl<'de> Deserialize<'de> for Citation {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Citation, D::Error> {
        let short = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Citation::parse(&short).ok_or_else(|| D::Error::custom(format!("no provision: {short}")))
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Month, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        Month::parse(&text).ok_or_else(|| D::Error::custom(format!("no month: {text}")))
    }
}

macro_rules! by_code {
    ($($name:ident),+ $(,)?) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.code())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<$name, D::Error> {
                let code = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                $name::from_code(&code).ok_or_else(|| D::Error::custom(format!("unknown code {code}")))
            }
        }
    )+};
}

by_code!(
    Addressee,
    CardStep,
    CaseKind,
    Category,
    CertificateKind,
    CertificateState,
    Channel,
    ComplaintKind,
    Consequence,
    CopyOf,
    DeadlineState,
    DecisionKind,
    DelegationMode,
    DocumentKind,
    DrawMethod,
    Duty,
    Education,
    EnforcementAct,
    FailureKind,
    Follow,
    Gate,
    Gravity,
    HandlingMode,
    Holder,
    InWriting,
    IntakeKind,
    Leaving,
    Material,
    MisuseKind,
    Nature,
    NumberState,
    Part,
    Picked,
    Platform,
    Questioned,
    Reaction,
    Recipient,
    RecusalBy,
    Retention,
    ReviewStep,
    Role,
    SealedState,
    Seriousness,
    SeizureEnd,
    SeizureKind,
    Sex,
    Showing,
    Side,
    Staffing,
    Standing,
    StepKind,
    StepOutcome,
    SubjectKind,
    TextKind,
    TrainingKind,
    TrainingMode,
    Trigger,
    UnitKind,
    VetoAnswer,
);

/// Writes a domain type through the struct that stands for it in files.
macro_rules! stored {
    ($($domain:ty as $stored:ident;)+) => {$(
        impl serde::Serialize for $domain {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $stored::serialize(self, to)
            }
        }

        impl<'de> serde::Deserialize<'de> for $domain {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<$domain, D::Error> {
                $stored::deserialize(from)
            }
        }
    )+};
}
