//! Sealed records: what everybody may see of them, and the layers that only holders of a key read.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::hash::Hash;
use super::super::id::Id;
use super::super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};
use super::super::user::User;
use super::follow::{FollowUp, Sent, Threat, letters};
use super::{Addressee, Attached, Interference, Nature, OTHER_CONDUCT};

coded! {
    /// How far a sealed record has come: all that others are told beside number and day.
    SealedState {
        Presented = "presented", "已呈报";
        Directed = "directed", "已批示";
    }
}

/// A record that is sealed. Nothing here says of what kind it is, whom it concerns, or who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub year: u16,
    pub seq: u32,
    /// The day on which it was sealed.
    pub on: NaiveDate,
    pub state: SealedState,
    /// Files with the layers, encrypted to the record's identity, oldest first.
    pub layers: Vec<Hash>,
    /// The identity, encrypted to somebody: three at first, in no order that tells whose they are.
    pub wraps: Vec<Vec<u8>>,
}

impl Sealed {
    /// As the logbook has it: `2026-007`.
    pub fn number(&self) -> String {
        format!("{}-{:03}", self.year, self.seq)
    }
}

impl Checked for Sealed {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        if self.layers.is_empty() || self.wraps.is_empty() {
            check.note("sealed.layers", Reason::NoneGiven);
        }
        check.done()
    }
}

/// The key on paper to which every record is sealed besides: its public half, and when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryKey {
    pub sealing: [u8; 32],
    pub made_on: NaiveDate,
    /// Who keeps the sheet; not who keeps the ledger's passphrase.
    pub custodian: String,
}

impl Checked for RecoveryKey {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("recovery.custodian", &self.custodian, NAME_MOST);
        check.done()
    }
}

coded! {
    /// What somebody's interference led to (C10-9).
    Gravity {
        None = "none", "没有造成后果或者恶劣影响";
        Harm = "harm", "造成后果或者恶劣影响";
        /// A wrong case, or another grave consequence that is a crime.
        Grave = "grave", "造成冤假错案或者其他严重后果，涉嫌犯罪";
    }
}

impl Gravity {
    /// To whom it is handed over.
    pub const fn handed_to(self) -> Option<&'static str> {
        match self {
            Gravity::None => None,
            Gravity::Harm => Some("纪检监察机构"),
            Gravity::Grave => Some("司法机关"),
        }
    }
}

/// 批示: what the recipient of the record says, and to whom the record is opened with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Direction {
    pub text: String,
    pub gravity: Gravity,
    /// Those who keep the discipline's papers and the two files (C10-11).
    pub keepers: Vec<Id<User>>,
}

impl Checked for Direction {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.text("direction.text", &self.text);
        check.done()
    }
}

/// What one entry adds to a record. Nothing is taken back: what stands follows from all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The record as it was first written.
    Record(Interference),
    /// The whole record as it should have been, and why.
    Corrected {
        now: Interference,
        why: String,
    },
    /// A 工作记录 becomes a 过问, or the other way round.
    Reclassified {
        nature: Nature,
        conduct: Vec<u8>,
        conduct_other: String,
        why: String,
    },
    Directed(Direction),
    /// The same as the leader wrote it on paper, with the scan.
    DirectedOnPaper {
        direction: Direction,
        written_on: NaiveDate,
        scan: Attached,
    },
    /// A threat; where it is the first layer, the record is about it.
    Threat(Threat),
    FollowUp(FollowUp),
}

impl Checked for Layer {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        match self {
            Layer::Record(record) => record.check(),
            Layer::Corrected { now, why } => {
                let mut check = Check::default();
                check.line("interference.why", why, LINE_MOST);
                let mut problems = now.check().err().unwrap_or_default();
                problems.extend(check.done().err().unwrap_or_default());
                if problems.is_empty() { Ok(()) } else { Err(problems) }
            }
            Layer::Reclassified { conduct, conduct_other, why, .. } => {
                let mut check = Check::default();
                check.line("interference.why", why, LINE_MOST);
                if conduct.contains(&OTHER_CONDUCT) {
                    check.line("interference.conduct_other", conduct_other, LINE_MOST);
                }
                check.done()
            }
            Layer::Directed(direction) | Layer::DirectedOnPaper { direction, .. } => direction.check(),
            Layer::Threat(threat) => threat.check(),
            Layer::FollowUp(step) => step.check(),
        }
    }
}

/// One layer with its author, as a holder of a key reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub author: Id<User>,
    pub name: String,
    /// The instant, which the journal does not have.
    pub at: DateTime<Utc>,
    pub layer: Layer,
    /// Signed by the key that the ledger has for the author today.
    pub signed: bool,
}

/// A record with all of its layers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsealed {
    pub pages: Vec<Page>,
}

impl Unsealed {
    /// The record as it stands now: none while its first layer is missing.
    pub fn now(&self) -> Option<Interference> {
        let mut now = None;
        for page in &self.pages {
            match &page.layer {
                Layer::Record(record) => now = Some(record.clone()),
                Layer::Corrected { now: corrected, .. } => now = Some(corrected.clone()),
                Layer::Reclassified { nature, conduct, conduct_other, .. } => {
                    if let Some(now) = &mut now {
                        now.nature = *nature;
                        now.conduct.clone_from(conduct);
                        now.conduct_other.clone_from(conduct_other);
                    }
                }
                Layer::Directed(_)
                | Layer::DirectedOnPaper { .. }
                | Layer::Threat(_)
                | Layer::FollowUp(_) => {}
            }
        }
        now
    }

    /// The threat that the record is about, where it is one.
    pub fn threat(&self) -> Option<&Threat> {
        match &self.pages.first()?.layer {
            Layer::Threat(threat) => Some(threat),
            _ => None,
        }
    }

    /// To whom it was presented.
    pub fn addressee(&self) -> Option<Addressee> {
        self.threat().map(|threat| threat.to).or_else(|| Some(self.now()?.to))
    }

    /// The one whom it is about: who asked, or who threatens. Empty where nobody knows.
    pub fn about(&self) -> String {
        match self.threat() {
            Some(threat) => threat.by.clone(),
            None => self.now().map(|now| now.asker.name).unwrap_or_default(),
        }
    }

    /// Every 批示, oldest first, with who entered it.
    pub fn directions(&self) -> Vec<(&Page, &Direction)> {
        let mut all = Vec::new();
        for page in &self.pages {
            if let Layer::Directed(direction) | Layer::DirectedOnPaper { direction, .. } = &page.layer {
                all.push((page, direction));
            }
        }
        all
    }

    /// What followed, oldest first, with who entered it.
    pub fn steps(&self) -> Vec<(&Page, &FollowUp)> {
        let mut all = Vec::new();
        for page in &self.pages {
            if let Layer::FollowUp(step) = &page.layer {
                all.push((page, step));
            }
        }
        all
    }

    /// The letters that went out, each with its receipt.
    pub fn letters(&self) -> Vec<Sent> {
        letters(self.steps().into_iter().map(|(_, step)| step))
    }

    /// Who wrote the record.
    pub fn recorder(&self) -> Option<Id<User>> {
        self.pages.first().map(|first| first.author)
    }
}
