//! What a form on people and cards is for: its draft, its title, the act that submitting is.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::rows::{short, tail};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, Misuse, MisuseKind};
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::domain::training::Training;
use crate::domain::unit::{Unit, UnitKind};
use crate::ledger::Result;
use crate::ledger::cards::Hindrance;
use crate::ledger::file::{Noun, Versioned};
use crate::ui::screen::Cx;
use crate::words::date::show_date;

/// What is being written.
pub enum Work {
    NewPerson,
    /// A person whose record is wrong or incomplete: it is corrected, and nothing begins.
    Person(Versioned<Officer>),
    /// Another unit, post or duty from a day on; what will follow, and what a unit asks of the card.
    Move {
        read: Versioned<Officer>,
        follows: Vec<String>,
        cards: CardsThere,
    },
    /// The last day in the service; what will follow.
    Leave {
        read: Versioned<Officer>,
        follows: Vec<String>,
    },
    Photo {
        read: Versioned<Officer>,
    },
    NewCard {
        officer: Id<Officer>,
        name: String,
        kind: Option<CertificateKind>,
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
    /// An act in the life of a card; where it was chosen already, which one.
    Act {
        read: Versioned<Certificate>,
        name: String,
        step: Option<CardStep>,
    },
    /// A training of one person, or what came of it.
    Training {
        officer: Id<Officer>,
        name: String,
        read: Option<Versioned<Training>>,
        topics: Vec<String>,
    },
    /// A violation, or what followed from it.
    Misuse {
        officer: Id<Officer>,
        name: String,
        read: Option<Versioned<Misuse>>,
        cards: Vec<(Id<Certificate>, String)>,
    },
    Complaint {
        officer: Id<Officer>,
        name: String,
    },
    /// The end of a complaint; the violations that it may have brought to light.
    CloseComplaint {
        read: Versioned<Complaint>,
        name: String,
        misuses: Vec<(Id<Misuse>, String)>,
    },
}

impl Work {
    /// The work that a draft with this key is of.
    pub fn of_key(key: &str, cx: &Cx<'_>) -> Result<Option<Work>> {
        let parts: Vec<&str> = key.split('/').collect();
        let id = |text: &str| Uuid::parse_str(text).ok();
        let Some(uuid) = parts.iter().find_map(|part| id(part)) else {
            return Ok((parts == ["officer", "new"]).then_some(Work::NewPerson));
        };
        Ok(match parts[..] {
            ["officer", _] => Some(Work::Person(cx.ledger.get(Id::new(uuid))?)),
            ["officer", "move", _] => Some(Work::moving(Id::new(uuid), cx)?),
            ["officer", "leave", _] => Some(Work::leaving(Id::new(uuid), cx)?),
            ["officer", "photo", _] => Some(Work::Photo { read: cx.ledger.get(Id::new(uuid))? }),
            ["officer", "training", _] => Some(Work::training(Id::new(uuid), cx)?),
            ["officer", "misuse", _] => Some(Work::misuse(Id::new(uuid), cx)?),
            ["officer", "complaint", _] => Some(Work::complaint(Id::new(uuid), cx)?),
            ["certificate", "new", _] => Some(Work::new_card(Id::new(uuid), cx)?),
            ["certificate", "apply", _] => Some(Work::apply(Id::new(uuid), cx)?),
            ["certificate", "act", _] => Some(Work::act(Id::new(uuid), None, cx)?),
            // A step that does not fit any more stays chosen: submitting it says why it cannot be done.
            ["certificate", "act", _, step] => match Work::act(Id::new(uuid), None, cx)? {
                Work::Act { read, name, .. } => {
                    Some(Work::Act { read, name, step: CardStep::from_code(step) })
                }
                other => Some(other),
            },
            ["certificate", _] => Some(Work::card(Id::new(uuid), cx)?),
            ["training", _] => Some(Work::training_result(Id::new(uuid), cx)?),
            ["misuse", _] => Some(Work::misuse_end(Id::new(uuid), cx)?),
            ["complaint", _] => Some(Work::complaint_end(Id::new(uuid), cx)?),
            _ => None,
        })
    }

    /// A change of unit, post or duty.
    pub fn moving(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Work> {
        let cards = CardsThere::of(officer, cx)?;
        Ok(Work::Move { read: cx.ledger.get(officer)?, follows: follows(officer, false, cx)?, cards })
    }

    /// Leaving the service.
    pub fn leaving(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Work> {
        Ok(Work::Leave { read: cx.ledger.get(officer)?, follows: follows(officer, true, cx)? })
    }

    /// A new card of somebody, of the kind that the unit gets.
    pub fn new_card(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Work> {
        let who = cx.ledger.get(officer)?.value;
        let unit = cx.ledger.get(who.unit)?.value.kind;
        Ok(Work::NewCard { officer, name: who.name, kind: cx.ledger.card_rules()?.card_for(unit) })
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
    pub fn act(card: Id<Certificate>, step: Option<CardStep>, cx: &Cx<'_>) -> Result<Work> {
        let read = cx.ledger.get(card)?;
        let name = cx.ledger.get(read.value.officer)?.value.name;
        let step = step.filter(|step| step.leads(Some(read.value.state), read.value.kind).is_some());
        Ok(Work::Act { read, name, step })
    }

    /// A correction of a card.
    pub fn card(card: Id<Certificate>, cx: &Cx<'_>) -> Result<Work> {
        let read = cx.ledger.get(card)?;
        let name = cx.ledger.get(read.value.officer)?.value.name;
        Ok(Work::Card { read, name })
    }

    /// A training of somebody.
    pub fn training(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Work> {
        let name = cx.ledger.get(officer)?.value.name;
        Ok(Work::Training { officer, name, read: None, topics: cx.ledger.card_rules()?.topics.labels })
    }

    /// What came of a training.
    pub fn training_result(training: Id<Training>, cx: &Cx<'_>) -> Result<Work> {
        let read = cx.ledger.get(training)?;
        let officer = read.value.officer;
        let name = cx.ledger.get(officer)?.value.name;
        Ok(Work::Training { officer, name, read: Some(read), topics: cx.ledger.card_rules()?.topics.labels })
    }

    /// A violation by somebody.
    pub fn misuse(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Work> {
        let name = cx.ledger.get(officer)?.value.name;
        Ok(Work::Misuse { officer, name, read: None, cards: issued(officer, cx)? })
    }

    /// What followed from a violation.
    pub fn misuse_end(misuse: Id<Misuse>, cx: &Cx<'_>) -> Result<Work> {
        let read = cx.ledger.get(misuse)?;
        let officer = read.value.officer;
        let name = cx.ledger.get(officer)?.value.name;
        Ok(Work::Misuse { officer, name, read: Some(read), cards: issued(officer, cx)? })
    }

    /// A complaint about somebody.
    pub fn complaint(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Work> {
        Ok(Work::Complaint { officer, name: cx.ledger.get(officer)?.value.name })
    }

    /// The end of a complaint.
    pub fn complaint_end(complaint: Id<Complaint>, cx: &Cx<'_>) -> Result<Work> {
        let read = cx.ledger.get(complaint)?;
        let officer = read.value.officer;
        let name = cx.ledger.get(officer)?.value.name;
        let misuses = cx.ledger.misuses_of(officer)?.into_iter();
        let misuses = misuses.map(|one| (one.id, misuse_in_short(one.value.kind, &show_date(one.value.on))));
        Ok(Work::CloseComplaint { read, name, misuses: misuses.collect() })
    }

    /// Whose form it is; none for somebody who is not in the ledger yet.
    pub fn officer(&self) -> Option<Id<Officer>> {
        match self {
            Work::NewPerson => None,
            Work::Person(read)
            | Work::Photo { read }
            | Work::Move { read, .. }
            | Work::Leave { read, .. } => Some(read.id),
            Work::NewCard { officer, .. }
            | Work::Apply { officer, .. }
            | Work::Training { officer, .. }
            | Work::Misuse { officer, .. }
            | Work::Complaint { officer, .. } => Some(*officer),
            Work::Card { read, .. } | Work::Act { read, .. } => Some(read.value.officer),
            Work::CloseComplaint { read, .. } => Some(read.value.officer),
        }
    }

    pub(super) fn key(&self) -> String {
        match self {
            Work::NewPerson => "officer/new".to_owned(),
            Work::Person(read) => format!("officer/{}", read.id.uuid()),
            Work::Move { read, .. } => format!("officer/move/{}", read.id.uuid()),
            Work::Leave { read, .. } => format!("officer/leave/{}", read.id.uuid()),
            Work::Photo { read } => format!("officer/photo/{}", read.id.uuid()),
            Work::NewCard { officer, .. } => format!("certificate/new/{}", officer.uuid()),
            Work::Card { read, .. } => format!("certificate/{}", read.id.uuid()),
            Work::Apply { officer, .. } => format!("certificate/apply/{}", officer.uuid()),
            Work::Act { read, step: None, .. } => format!("certificate/act/{}", read.id.uuid()),
            Work::Act { read, step: Some(step), .. } => {
                format!("certificate/act/{}/{}", read.id.uuid(), step.code())
            }
            Work::Training { officer, read: None, .. } => format!("officer/training/{}", officer.uuid()),
            Work::Training { read: Some(read), .. } => format!("training/{}", read.id.uuid()),
            Work::Misuse { officer, read: None, .. } => format!("officer/misuse/{}", officer.uuid()),
            Work::Misuse { read: Some(read), .. } => format!("misuse/{}", read.id.uuid()),
            Work::Complaint { officer, .. } => format!("officer/complaint/{}", officer.uuid()),
            Work::CloseComplaint { read, .. } => format!("complaint/{}", read.id.uuid()),
        }
    }

    /// The record that the form changes: its kind, its identity, its version; none for something new.
    pub(super) fn record(&self) -> Option<(&'static str, Uuid, String)> {
        fn named<T: Noun>(read: &Versioned<T>) -> Option<(&'static str, Uuid, String)> {
            Some((T::KIND, read.id.uuid(), format!("{:?}", read.version)))
        }
        match self {
            Work::Person(read)
            | Work::Photo { read }
            | Work::Move { read, .. }
            | Work::Leave { read, .. } => named(read),
            Work::Card { read, .. } | Work::Act { read, .. } => named(read),
            Work::Training { read: Some(read), .. } => named(read),
            Work::Misuse { read: Some(read), .. } => named(read),
            Work::CloseComplaint { read, .. } => named(read),
            Work::NewPerson
            | Work::NewCard { .. }
            | Work::Apply { .. }
            | Work::Training { read: None, .. }
            | Work::Misuse { read: None, .. }
            | Work::Complaint { .. } => None,
        }
    }

    /// What is done, and to whom.
    fn words(&self) -> (&'static str, &str) {
        match self {
            Work::NewPerson => ("新增人员", ""),
            Work::Person(read) => ("修改人员", &read.value.name),
            Work::Move { read, .. } => ("登记调动", &read.value.name),
            Work::Leave { read, .. } => ("登记离岗", &read.value.name),
            Work::Photo { read } => ("更换照片", &read.value.name),
            Work::NewCard { name, .. } => ("登记证件", name),
            Work::Card { name, .. } => ("更正证件", name),
            Work::Apply { name, .. } => ("申领证件", name),
            Work::Act { name, step: Some(step), .. } => (step.label(), name),
            Work::Act { name, step: None, .. } => ("办理证件", name),
            Work::Training { name, read: None, .. } => ("登记培训", name),
            Work::Training { name, read: Some(_), .. } => ("补登培训结果", name),
            Work::Misuse { name, read: None, .. } => ("登记违规", name),
            Work::Misuse { name, read: Some(_), .. } => ("续办违规", name),
            Work::Complaint { name, .. } => ("登记投诉", name),
            Work::CloseComplaint { name, .. } => ("办结投诉", name),
        }
    }

    /// What the person sees of it.
    pub fn title(&self) -> String {
        match self.words() {
            (what, "") => what.to_owned(),
            (what, whose) => format!("{what}　{whose}"),
        }
    }

    /// The word on the main button.
    pub fn verb(&self) -> &'static str {
        match self {
            Work::NewPerson => "提交新增",
            Work::Person(_) => "提交修改",
            Work::Move { .. } => "提交调动",
            Work::Leave { .. } => "提交离岗",
            Work::Photo { .. } => "换上照片",
            Work::NewCard { .. } => "提交登记",
            Work::Card { .. } => "提交更正",
            Work::Apply { .. } => "提出申领",
            Work::Act { .. } => "提交办理",
            Work::Training { .. } => "提交培训",
            Work::Misuse { .. } => "提交违规",
            Work::Complaint { .. } => "提交投诉",
            Work::CloseComplaint { .. } => "提交办结",
        }
    }

    /// The act that submitting is.
    pub fn op(&self) -> Op {
        match self {
            Work::NewPerson => Op::AddOfficer,
            Work::Person(_) => Op::ChangeOfficer,
            Work::Move { .. } | Work::Leave { .. } => Op::MoveOfficer,
            Work::Photo { .. } => Op::SetPhoto,
            Work::NewCard { .. } => Op::AddCertificate,
            Work::Card { .. } => Op::ChangeCertificate,
            Work::Apply { .. } => Op::ApplyCertificate,
            Work::Act { .. } => Op::ActOnCertificate,
            Work::Training { .. } => Op::AddTraining,
            Work::Misuse { .. } | Work::Complaint { .. } | Work::CloseComplaint { .. } => Op::RecordMisuse,
        }
    }
}

/// What units ask of the cards of somebody who moves there.
pub struct CardsThere {
    kinds: BTreeMap<Uuid, UnitKind>,
    sentences: BTreeMap<UnitKind, String>,
}

impl CardsThere {
    fn of(officer: Id<Officer>, cx: &Cx<'_>) -> Result<CardsThere> {
        let units = cx.ledger.all::<Unit>()?.into_iter();
        let mut sentences = BTreeMap::new();
        for kind in UnitKind::ALL {
            if let Some(sentence) = cx.ledger.card_after_move(officer, *kind)? {
                sentences.insert(*kind, sentence);
            }
        }
        Ok(CardsThere { kinds: units.map(|unit| (unit.id.uuid(), unit.value.kind)).collect(), sentences })
    }

    /// What is said of a unit, or of a kind where the unit is not there yet; empty where nothing is.
    pub fn said(&self, unit: Option<Uuid>, new: Option<UnitKind>) -> &str {
        let kind = new.or_else(|| self.kinds.get(&unit?).copied());
        kind.and_then(|kind| self.sentences.get(&kind)).map_or("", String::as_str)
    }
}

/// A violation in a line.
pub fn misuse_in_short(kind: MisuseKind, on: &str) -> String {
    format!("{on} {}", kind.label())
}

/// The cards that somebody has or had in hand.
fn issued(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Vec<(Id<Certificate>, String)>> {
    let mut cards: Vec<_> = cx.ledger.cards_of(officer, cx.today)?;
    cards.retain(|(card, _)| card.value.state.is_issued());
    cards.sort_by_key(|(_, validity)| *validity);
    let named = |card: &Certificate| format!("{} {}", short(card.kind), card.number);
    Ok(cards.into_iter().map(|(card, _)| (card.id, named(&card.value))).collect())
}

/// What a change begins: the periods for both platforms, and cards that must come back.
fn follows(officer: Id<Officer>, leaves: bool, cx: &Cx<'_>) -> Result<Vec<String>> {
    let rules = cx.ledger.card_rules()?;
    let state = cx.ledger.hand_over(officer)?;
    let mut lines = Vec::new();
    if let (false, Some((duty, period))) = (state.cards.is_empty(), rules.duty("update")) {
        lines.push(format!(
            "自变动之日起{}内，要录入{}（{}），待办里会各列一项。",
            crate::words::deadline::show_period(period),
            rules.platforms.names.join("和"),
            rules.shortly(&duty.cite)
        ));
    }
    let hindered = state.cards.iter().filter_map(|(card, why)| Some((card, (*why)?)));
    for (card, why) in hindered.filter(|(_, why)| leaves || *why == Hindrance::LossNotSettled) {
        let card = &card.value;
        lines.push(format!(
            "{}（尾号{}）{}。",
            card.kind.label(),
            tail(&card.number),
            why.sentence(card.kind)
        ));
    }
    if leaves && !state.is_clear() {
        let cite = rules.cite_of(CardStep::HandIn).map(|cite| rules.shortly(&cite)).unwrap_or_default();
        lines.push(format!("证件没有交齐以前，组织人事机构不得办理离岗手续（{cite}）。"));
    }
    if lines.is_empty() {
        lines.push("没有领过证件，不用录入平台，也没有证件要交回。".to_owned());
    }
    Ok(lines)
}
