//! Training: what was taught to whom, and whether it was passed (J9–J12).

use chrono::NaiveDate;

use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};

coded! {
    /// Who is responsible for a training, and what a card therefore takes from it.
    TrainingKind {
        /// Of the region's or the prefecture's emergency department (J10).
        Business = "business", "应急管理业务培训";
        /// Of the judicial department (J12).
        Law = "law", "综合法律知识培训";
        /// Its score is a reference for the application (J10-3).
        Academy = "academy", "应急管理干部网络学院";
        /// 入职培训, where the bureau asks for it (A二(四)2).
        Entry = "entry", "入职培训";
        Other = "other", "其他培训";
    }
}

coded! {
    /// How it was held (J10-2).
    TrainingMode {
        Class = "class", "集中培训";
        Online = "online", "网络学习";
        Video = "video", "视频讲座";
        Other = "other", "其他方式";
    }
}

/// One training of one person: a record of its own, so that forty people make forty that rarely meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    pub officer: Id<Officer>,
    pub kind: TrainingKind,
    pub title: String,
    pub mode: Option<TrainingMode>,
    pub organiser: String,
    pub from: NaiveDate,
    pub to: NaiveDate,
    /// The numbers of the subjects of J11-1 that it had, from 1.
    pub topics: Vec<u8>,
    /// Class hours, in tenths.
    pub hours: Option<u32>,
    /// Points, in tenths.
    pub score: Option<u32>,
    /// Whether the examination was passed; none while its result is not known or there was none.
    pub passed: Option<bool>,
    pub certificate_no: String,
    /// With which other sections the organising one agreed on the syllabus (J11-2).
    pub agreed: String,
}

impl Checked for Training {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("training.title", &self.title, LINE_MOST);
        check.optional_line("training.organiser", &self.organiser, LINE_MOST);
        check.optional_line("training.certificate_no", &self.certificate_no, NAME_MOST);
        check.optional_line("training.agreed", &self.agreed, LINE_MOST);
        check.not_before("training.to", self.to, self.from);
        if self.topics.contains(&0) {
            check.note("training.topics", Reason::NoneGiven);
        }
        check.done()
    }
}
