//! What a form on people and cards is for: its draft, its title, the act that submitting is.

use uuid::Uuid;

use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ui::screen::Cx;

/// What is being written.
pub enum Work {
    NewPerson,
    Person(Versioned<Officer>),
    NewCard {
        officer: Id<Officer>,
        name: String,
    },
    /// A card whose record is wrong: it is corrected, its state stays.
    Card {
        read: Versioned<Certificate>,
        name: String,
    },
    /// An application for a card.
    Apply {
        officer: Id<Officer>,
        name: String,
        kind: Option<CertificateKind>,
        lines: Vec<String>,
    },
    /// An act in the life of a card.
    Act {
        read: Versioned<Certificate>,
        name: String,
    },
}

impl Work {
    /// The work that a draft with this key is of.
    pub fn of_key(key: &str, cx: &Cx<'_>) -> Result<Option<Work>> {
        let parts: Vec<&str> = key.split('/').collect();
        let id = |text: &str| Uuid::parse_str(text).ok();
        Ok(match parts[..] {
            ["officer", "new"] => Some(Work::NewPerson),
            ["officer", uuid] => match id(uuid) {
                Some(uuid) => Some(Work::Person(cx.ledger.get(Id::new(uuid))?)),
                None => None,
            },
            ["certificate", "new", uuid] => match id(uuid) {
                Some(uuid) => Some(Work::new_card(Id::new(uuid), cx)?),
                None => None,
            },
            ["certificate", "apply", uuid] => match id(uuid) {
                Some(uuid) => Some(Work::apply(Id::new(uuid), cx)?),
                None => None,
            },
            ["certificate", "act", uuid] => match id(uuid) {
                Some(uuid) => Some(Work::act(Id::new(uuid), cx)?),
                None => None,
            },
            ["certificate", uuid] => match id(uuid) {
                Some(uuid) => Some(Work::card(Id::new(uuid), cx)?),
                None => None,
            },
            _ => None,
        })
    }

    /// A new card of somebody.
    pub fn new_card(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Work> {
        Ok(Work::NewCard { officer, name: cx.ledger.get(officer)?.value.name })
    }

    /// An application for a card, with what the person lacks for the kind that the unit gets.
    pub fn apply(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Work> {
        let who = cx.ledger.get(officer)?.value;
        let unit = cx.ledger.get(who.unit)?.value.kind;
        let rules = cx.ledger.card_rules()?;
        let kind = rules.card_for(unit);
        let mut lines = Vec::new();
        if let Some(kind) = kind {
            for line in cx.ledger.eligibility(officer, kind)? {
                let cite = line.cite.map(|cite| rules.shortly(&cite)).unwrap_or_default();
                let label = if line.standing == Standing::Held { "符合" } else { line.standing.label() };
                lines.push(format!("{label}　{}：{}　{cite}", line.label, line.because));
            }
        }
        Ok(Work::Apply { officer, name: who.name, kind, lines })
    }

    /// An act on a card.
    pub fn act(card: Id<Certificate>, cx: &Cx<'_>) -> Result<Work> {
        let read = cx.ledger.get(card)?;
        let name = cx.ledger.get(read.value.officer)?.value.name;
        Ok(Work::Act { read, name })
    }

    /// A correction of a card.
    pub fn card(card: Id<Certificate>, cx: &Cx<'_>) -> Result<Work> {
        let read = cx.ledger.get(card)?;
        let name = cx.ledger.get(read.value.officer)?.value.name;
        Ok(Work::Card { read, name })
    }

    /// Whose form it is; none for somebody who is not in the ledger yet.
    pub fn officer(&self) -> Option<Id<Officer>> {
        match self {
            Work::NewPerson => None,
            Work::Person(read) => Some(read.id),
            Work::NewCard { officer, .. } | Work::Apply { officer, .. } => Some(*officer),
            Work::Card { read, .. } | Work::Act { read, .. } => Some(read.value.officer),
        }
    }

    pub(super) fn key(&self) -> String {
        match self {
            Work::NewPerson => "officer/new".to_owned(),
            Work::Person(read) => format!("officer/{}", read.id.uuid()),
            Work::NewCard { officer, .. } => format!("certificate/new/{}", officer.uuid()),
            Work::Card { read, .. } => format!("certificate/{}", read.id.uuid()),
            Work::Apply { officer, .. } => format!("certificate/apply/{}", officer.uuid()),
            Work::Act { read, .. } => format!("certificate/act/{}", read.id.uuid()),
        }
    }

    /// The version that the form began with; empty for a new record.
    pub(super) fn version(&self) -> String {
        match self {
            Work::Person(read) => format!("{:?}", read.version),
            Work::Card { read, .. } | Work::Act { read, .. } => format!("{:?}", read.version),
            Work::NewPerson | Work::NewCard { .. } | Work::Apply { .. } => String::new(),
        }
    }

    /// What the person sees of it.
    pub fn title(&self) -> String {
        match self {
            Work::NewPerson => "新增人员".to_owned(),
            Work::Person(read) => format!("修改人员　{}", read.value.name),
            Work::NewCard { name, .. } => format!("登记证件　{name}"),
            Work::Card { name, .. } => format!("更正证件　{name}"),
            Work::Apply { name, .. } => format!("申领证件　{name}"),
            Work::Act { name, .. } => format!("办理证件　{name}"),
        }
    }

    /// The word on the main button.
    pub fn verb(&self) -> &'static str {
        match self {
            Work::NewPerson => "提交新增",
            Work::Person(_) => "提交修改",
            Work::NewCard { .. } => "提交登记",
            Work::Card { .. } => "提交更正",
            Work::Apply { .. } => "提出申领",
            Work::Act { .. } => "提交办理",
        }
    }

    /// The act that submitting is.
    pub fn op(&self) -> Op {
        match self {
            Work::NewPerson => Op::AddOfficer,
            Work::Person(_) => Op::ChangeOfficer,
            Work::NewCard { .. } => Op::AddCertificate,
            Work::Card { .. } => Op::ChangeCertificate,
            Work::Apply { .. } => Op::ApplyCertificate,
            Work::Act { .. } => Op::ActOnCertificate,
        }
    }
}
