//! What stands in the form, as its draft keeps it, and the record that it becomes.

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::id::Id;
use crate::domain::interference::{
    Addressee, Asker, Attached, Channel, InWriting, Interference, Material, Nature, OTHER_CONDUCT, Person,
    Reaction, Side,
};
use crate::ui::screen::certificates::entry::Chosen;
use crate::ui::screen::problems::Problems;
use crate::ui::widget::DateField;
use crate::words::time::{parse_time, show_time};

/// The fields that have a row.
pub const FIELDS: &[&str] = &[
    "interference.nature",
    "interference.matter",
    "interference.name",
    "interference.side",
    "interference.unit",
    "interference.post",
    "interference.on",
    "interference.at",
    "interference.place",
    "interference.witnesses",
    "interference.channel",
    "interference.in_writing",
    "interference.content",
    "interference.conduct",
    "interference.conduct_other",
    "interference.file",
    "interference.without",
    "interference.reactions",
    "interference.relation",
    "interference.second",
    "interference.to",
    "interference.why",
];

/// A file that is to be sealed with the record: read only when it is presented.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    pub path: PathBuf,
    pub size: u64,
    /// By code.
    pub material: String,
}

impl Added {
    /// The file's own name.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    pub fn material(&self) -> Material {
        Material::from_code(&self.material).unwrap_or(Material::Other)
    }
}

/// What is written; choices by their codes, empty where nobody has chosen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub nature: String,
    pub case: Option<Chosen>,
    /// A case that the ledger does not have, in words.
    pub matter: String,
    pub asker: Option<Chosen>,
    pub name: String,
    pub side: String,
    pub unit: String,
    pub post: String,
    pub relation: String,
    pub on: DateField,
    pub at: String,
    pub place: String,
    pub witnesses: String,
    pub channel: String,
    pub in_writing: String,
    pub content: String,
    pub conduct: Vec<u8>,
    pub conduct_other: String,
    pub files: Vec<Added>,
    /// A path that is being written.
    pub path: String,
    pub without: String,
    pub reactions: Vec<String>,
    pub second: String,
    pub to: String,
    pub recipient: Option<Uuid>,
    /// Of a correction.
    pub why: String,
}

impl Fields {
    /// A blank form: now, to the main leader, and nothing that a person must choose.
    pub fn blank(today: NaiveDate, now: NaiveTime) -> Fields {
        Fields {
            on: DateField::of(Some(today)),
            at: show_time(now),
            to: Addressee::Leader.code().to_owned(),
            ..Fields::default()
        }
    }

    /// A record as it stands, to be corrected.
    pub fn of(record: &Interference) -> Fields {
        let chosen = |id: Uuid| Chosen { id, words: record.matter.clone() };
        Fields {
            nature: record.nature.code().to_owned(),
            case: record.case.map(|case| chosen(case.uuid())),
            matter: if record.case.is_some() { String::new() } else { record.matter.clone() },
            asker: None,
            name: record.asker.name.clone(),
            side: record.asker.side.code().to_owned(),
            unit: record.asker.unit.clone(),
            post: record.asker.post.clone(),
            relation: record.asker.relation.clone(),
            on: DateField::of(Some(record.on)),
            at: record.at.map(show_time).unwrap_or_default(),
            place: record.place.clone(),
            witnesses: record.witnesses.clone(),
            channel: record.channel.code().to_owned(),
            in_writing: record.in_writing.map(|one| one.code().to_owned()).unwrap_or_default(),
            content: record.content.clone(),
            conduct: record.conduct.clone(),
            conduct_other: record.conduct_other.clone(),
            without: record.without.clone(),
            reactions: record.reactions.iter().map(|one| one.code().to_owned()).collect(),
            second: record.second.as_ref().map(|second| second.name.clone()).unwrap_or_default(),
            to: record.to.code().to_owned(),
            ..Fields::default()
        }
    }

    pub fn nature(&self) -> Option<Nature> {
        Nature::from_code(&self.nature)
    }

    pub fn channel(&self) -> Option<Channel> {
        Channel::from_code(&self.channel)
    }

    pub fn to(&self) -> Addressee {
        Addressee::from_code(&self.to).unwrap_or(Addressee::Leader)
    }

    pub fn side(&self) -> Option<Side> {
        Side::from_code(&self.side)
    }

    /// Whether kinds of conduct are asked for: an insider's, and no 工作记录.
    pub fn counts(&self) -> bool {
        self.nature() == Some(Nature::Asked) && matches!(self.side(), None | Some(Side::Inside))
    }

    /// Whether the material is attached that the channel asks for; `before` was attached earlier.
    pub fn lacks_material(&self, before: &[Attached]) -> Option<Material> {
        let wanted = self.channel()?.wanted()?;
        let here = self.files.iter().any(|file| file.material() == wanted);
        let there = before.iter().any(|file| file.material == wanted);
        (!here && !there).then_some(wanted)
    }

    /// Takes back an answer, or gives it; that nothing was answered goes with no other.
    pub fn react(&mut self, reaction: Reaction) {
        let code = reaction.code().to_owned();
        if self.reactions.contains(&code) {
            self.reactions.retain(|one| *one != code);
            return;
        }
        let none = Reaction::None.code();
        self.reactions.retain(|one| (one == none) == (code == none));
        self.reactions.push(code);
    }

    /// The record, with what is wrong of all that the ledger cannot be asked about.
    pub fn record(
        &self,
        recorder: &Person,
        today: NaiveDate,
        problems: &mut Problems,
    ) -> Option<Interference> {
        let nature = self.nature();
        if nature.is_none() {
            problems.say("interference.nature", "请先说明是不是依职责了解、指导案件。");
        }
        let side = self.side();
        let matter = self.case.as_ref().map_or(self.matter.trim(), |case| &case.words).to_owned();
        problems.wanted("interference.matter", &matter, "请选择案件；没有立案的，写明是哪一家、什么事。");
        problems.wanted("interference.name", &self.name, "请写是谁问的。");
        if side.is_none() {
            problems.say("interference.side", "请选择对方是本局人员还是外部人员。");
        }
        let on = match self.on.day(today) {
            Ok(Some(day)) if day > today => {
                problems.say("interference.on", "日期还没有到，请核对。");
                None
            }
            Ok(Some(day)) => Some(day),
            Ok(None) => {
                problems.say("interference.on", "请填写哪一天问的。");
                None
            }
            Err(sentence) => {
                problems.say("interference.on", sentence);
                None
            }
        };
        let at = match self.at.trim() {
            "" => {
                problems.say("interference.at", "请填写几点问的；记不清的写大约的时间。");
                None
            }
            typed => parse_time(typed).map_err(|sentence| problems.say("interference.at", sentence)).ok(),
        };
        let channel = self.channel();
        if channel.is_none() {
            problems.say("interference.channel", "请选择是怎样问的。");
        }
        let (nature, side, on, channel) = (nature?, side?, on?, channel?);
        let counts = nature == Nature::Asked && side == Side::Inside;
        let name = |words: &str| words.trim().to_owned();
        let reactions =
            Reaction::ALL.iter().filter(|one| self.reactions.iter().any(|code| code == one.code()));
        let conduct: Vec<u8> = if counts { self.conduct.clone() } else { Vec::new() };
        let other = conduct.contains(&OTHER_CONDUCT);
        Some(Interference {
            nature,
            to: self.to(),
            case: self.case.as_ref().map(|case| Id::new(case.id)),
            matter,
            asker: Asker {
                side,
                name: name(&self.name),
                unit: name(&self.unit),
                post: name(&self.post),
                relation: name(&self.relation),
            },
            on,
            at,
            place: name(&self.place),
            channel,
            content: self.content.trim().to_owned(),
            conduct,
            conduct_other: if other { name(&self.conduct_other) } else { String::new() },
            attached: Vec::new(),
            without: name(&self.without),
            in_writing: InWriting::from_code(&self.in_writing).filter(|_| nature == Nature::Guidance),
            witnesses: name(&self.witnesses),
            reactions: reactions.copied().collect(),
            recorder: recorder.clone(),
            second: (!self.second.trim().is_empty())
                .then(|| Person { name: name(&self.second), ..Person::default() }),
        })
    }

    /// The record as the rules see it: with what will be attached, and what was before.
    pub fn with_files(&self, record: &Interference, before: &[Attached]) -> Interference {
        let later = self.files.iter().map(|file| Attached {
            material: file.material(),
            name: file.name(),
            media: String::new(),
            size: file.size,
            file: crate::domain::hash::Hash([0; 32]),
        });
        Interference { attached: before.iter().cloned().chain(later).collect(), ..record.clone() }
    }
}
