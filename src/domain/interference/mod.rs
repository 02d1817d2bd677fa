//! 过问: somebody asks about a case that is being handled (C10, D17); what of it is recorded, and what is missing.

mod acting;
mod failure;
mod follow;
mod sealed;
mod totals;

use chrono::{NaiveDate, NaiveTime};

use super::case::Case;
use super::hash::Hash;
use super::id::Id;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};

pub use acting::{Acting, InterferenceSettings};
pub use failure::{Counted, Failure, FailureKind, RecordingFailure, Response, count};
pub use follow::{Follow, FollowUp, LetterState, Sent, Threat};
pub use sealed::{Direction, Gravity, Layer, Page, RecoveryKey, Sealed, SealedState, Unsealed};
pub use totals::{Cell, LEAST, Quarter, SEVERAL, Sort, Totals, merged};

/// The last item of the list of conducts: whatever fits no other, in words (C10-7(8)).
pub const OTHER_CONDUCT: u8 = 8;

coded! {
    /// The first question (C10-8): was it asked in the course of duty? Said first, changed later only with a reason.
    Nature {
        /// An opinion of a department that guides or supervises: in writing (C10-8-1).
        Guidance = "guidance", "依职责指导、检查、督办";
        /// An oral inquiry in the regular procedure (C10-8-2).
        Procedure = "procedure", "按程序口头了解情况";
        /// Everything else. The word judges nobody.
        Asked = "asked", "过问";
    }
}

impl Nature {
    /// Lawful in the course of duty: a 工作记录, never counted as interference.
    pub const fn is_work_note(self) -> bool {
        matches!(self, Nature::Guidance | Nature::Procedure)
    }
}

coded! {
    /// Where the one who asked belongs. Only insiders are C10's; others take the ways of D17.
    Side {
        Inside = "inside", "本局领导干部、执法人员";
        Cadre = "cadre", "外部：党委政府、有关部门和单位领导干部";
        Deputy = "deputy", "外部：人大代表";
        Adviser = "adviser", "外部：政协委员";
        Other = "other", "外部：其他人员";
    }
}

coded! {
    /// What the bureau does with a record once its leader has read it.
    Way {
        /// C10-5-1.
        Leader = "leader", "主要领导批示";
        /// D17-1: a letter to the authority in charge of the cadre.
        Letter = "letter", "向有关机关通报反映情况";
        /// D17-2.
        Congress = "congress", "向人大机关通报";
        /// D17-2.
        Conference = "conference", "向政协机关通报";
        /// A text names no way for the others; nothing is inferred.
        Open = "open", "没有规定的途径，由主要领导决定";
        /// A 工作记录 goes nowhere.
        Kept = "kept", "工作记录，留存备查";
    }
}

impl Way {
    /// The way of a record: by the first question, then by where the one who asked belongs.
    pub const fn of(nature: Nature, side: Side) -> Way {
        match (nature, side) {
            (Nature::Guidance | Nature::Procedure, _) => Way::Kept,
            (Nature::Asked, Side::Inside) => Way::Leader,
            (Nature::Asked, Side::Cadre) => Way::Letter,
            (Nature::Asked, Side::Deputy) => Way::Congress,
            (Nature::Asked, Side::Adviser) => Way::Conference,
            (Nature::Asked, Side::Other) => Way::Open,
        }
    }
}

coded! {
    /// How somebody asked (C10-5-2). Passing papers on and prying are conduct, no channels.
    Channel {
        Oral = "oral", "口头";
        Phone = "phone", "电话";
        Electronic = "electronic", "电子信息";
        Paper = "paper", "纸质";
    }
}

coded! {
    /// What is kept of it, by channel (C10-5-2).
    Material {
        /// The record's own content is that note; a longer one can be attached.
        Note = "note", "文字记录";
        Recording = "recording", "电话录音";
        Message = "message", "电子信息副本";
        Original = "original", "纸质材料";
        Other = "other", "其他材料";
    }
}

impl Channel {
    /// The material that the channel asks for beside the words of the record; where it is not attached, a
    /// reason is. What was said face to face is kept by the words alone.
    pub const fn wanted(self) -> Option<Material> {
        match self {
            Channel::Oral => None,
            Channel::Phone => Some(Material::Recording),
            Channel::Electronic => Some(Material::Message),
            Channel::Paper => Some(Material::Original),
        }
    }
}

coded! {
    /// What was answered (C10-4).
    Reaction {
        Refused = "refused", "已拒绝";
        Told = "told", "已告知依程序办理";
        Explained = "explained", "已按程序说明情况";
        None = "none", "未作答复";
    }
}

coded! {
    /// Whether an opinion of guidance came in writing (C10-8-1).
    InWriting {
        Written = "written", "书面提出";
        Asked = "asked", "口头提出，已请其书面提出";
        Followed = "followed", "口头提出，其后书面补交";
        Declined = "declined", "口头提出，请其书面提出未获同意";
    }
}

coded! {
    /// To whom a record is presented. Where the one who asked is the main leader, C10 has no way of its own: the
    /// bureau's others are offered, and a person chooses.
    Addressee {
        Leader = "leader", "主要负责人";
        Resident = "resident", "派驻纪检监察组";
        Superior = "superior", "上级主管部门";
    }
}

/// A file that was sealed with the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attached {
    pub material: Material,
    pub name: String,
    pub media: String,
    pub size: u64,
    /// What the ledger calls it: the hash of what it was encrypted to.
    pub file: Hash,
}

/// The one who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    pub side: Side,
    pub name: String,
    pub unit: String,
    pub post: String,
    /// To the case or to a party, as far as it is known.
    pub relation: String,
}

/// Somebody of the bureau as the record names them: the recorder, or the second signature.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    pub name: String,
    pub unit: String,
    pub post: String,
    pub card: String,
}

/// One record of the logbook, as it was or as it stands after later entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interference {
    pub nature: Nature,
    pub to: Addressee,
    /// The case in the ledger, where it is there.
    pub case: Option<Id<Case>>,
    /// Its number and title as the recorder knows them.
    pub matter: String,
    pub asker: Asker,
    pub on: NaiveDate,
    pub at: Option<NaiveTime>,
    pub place: String,
    pub channel: Channel,
    /// What was said, as it was said.
    pub content: String,
    /// Items of C10-7, from 1.
    pub conduct: Vec<u8>,
    /// What item 8 stands for.
    pub conduct_other: String,
    pub attached: Vec<Attached>,
    /// Why the material that the channel asks for is not attached.
    pub without: String,
    pub in_writing: Option<InWriting>,
    pub witnesses: String,
    pub reactions: Vec<Reaction>,
    pub recorder: Person,
    /// C10 asks for none.
    pub second: Option<Person>,
}

impl Interference {
    /// What the bureau does with it.
    pub const fn way(&self) -> Way {
        Way::of(self.nature, self.asker.side)
    }

    /// Whether it counts as conduct of C10-7: only an insider's, and no 工作记录.
    pub const fn counts(&self) -> bool {
        matches!(self.way(), Way::Leader)
    }
}

impl Checked for Interference {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("interference.matter", &self.matter, LINE_MOST);
        check.line("interference.name", &self.asker.name, NAME_MOST);
        check.optional_line("interference.unit", &self.asker.unit, LINE_MOST);
        check.line("interference.post", &self.asker.post, LINE_MOST);
        check.optional_line("interference.relation", &self.asker.relation, LINE_MOST);
        check.line("interference.place", &self.place, LINE_MOST);
        check.text("interference.content", &self.content);
        if self.at.is_none() {
            check.note("interference.at", Reason::Empty);
        }
        if self.counts() && self.conduct.is_empty() {
            check.note("interference.conduct", Reason::NoneGiven);
        }
        if self.conduct.iter().any(|item| !(1..=OTHER_CONDUCT).contains(item)) {
            check.note("interference.conduct", Reason::NoneGiven);
        }
        if self.conduct.contains(&OTHER_CONDUCT) {
            check.line("interference.conduct_other", &self.conduct_other, LINE_MOST);
        }
        if let Some(wanted) = self.channel.wanted()
            && !self.attached.iter().any(|one| one.material == wanted)
        {
            check.line("interference.without", &self.without, LINE_MOST);
        }
        if self.nature == Nature::Guidance && self.in_writing.is_none() {
            check.note("interference.in_writing", Reason::Empty);
        }
        check.optional_line("interference.witnesses", &self.witnesses, LINE_MOST);
        if self.reactions.is_empty() {
            check.note("interference.reactions", Reason::NoneGiven);
        }
        check.line("interference.recorder", &self.recorder.name, NAME_MOST);
        if let Some(second) = &self.second {
            check.line("interference.second", &second.name, NAME_MOST);
        }
        check.done()
    }
}
