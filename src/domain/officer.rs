//! Officers: the people who enforce, lead and review.

use chrono::NaiveDate;

use super::hash::Hash;
use super::id::Id;
use super::id_number;
use super::month::Month;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};
use super::unit::Unit;

coded! {
    /// 编制: the establishment that a post belongs to.
    Staffing {
        Civil = "civil", "行政编制";
        Managed = "managed", "参照公务员管理";
        Institution = "institution", "事业编制";
        Other = "other", "其他";
    }
}

coded! {
    Sex {
        Female = "female", "女";
        Male = "male", "男";
    }
}

coded! {
    /// 学历, from the lowest; a card asks for 大专 or more (J9-1(4)).
    Education {
        School = "school", "高中（中专）及以下";
        College = "college", "大专";
        Bachelor = "bachelor", "大学本科";
        Master = "master", "硕士研究生";
        Doctor = "doctor", "博士研究生";
    }
}

coded! {
    /// Why somebody is no longer on the enforcement staff (J14-2, J18).
    Leaving {
        Retired = "retired", "退休";
        Resigned = "resigned", "辞职";
        Dismissed = "dismissed", "辞退";
        Transferred = "transferred", "调离";
        OffDuty = "off-duty", "不再承担应急管理职责";
        Other = "other", "其他";
    }
}

coded! {
    /// 是否在执法岗位: a card asks for a post on enforcement duty (J9-1(4)).
    Duty {
        On = "on", "在执法岗位";
        Off = "off", "不在执法岗位";
        /// 辅助人员 help and never enforce; they get no card (A二(四)2).
        Auxiliary = "auxiliary", "执法辅助人员";
    }
}

/// What a register has of a person beside name, unit and post: the groups of J14-1, and what a form asks for.
///
/// All of it is optional: a register begins with names and fills over the years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub sex: Option<Sex>,
    pub born: Option<Month>,
    pub ethnicity: String,
    pub education: Option<Education>,
    pub major: String,
    /// 执法区域 of the person; a card may name a narrower one.
    pub region: String,
    /// 擅长执法领域（专业）.
    pub expertise: String,
    pub duty: Option<Duty>,
    /// Shown masked; it can be removed from the journal.
    pub id_number: String,
    pub phone: String,
    /// The photograph, as a file of the ledger.
    pub photo: Option<Hash>,
    pub left_for: Option<Leaving>,
}

/// One person over the years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    pub name: String,
    pub unit: Id<Unit>,
    pub post: String,
    pub staffing: Option<Staffing>,
    pub entered_on: Option<NaiveDate>,
    /// The last day in the service, once it has come.
    pub left_on: Option<NaiveDate>,
    pub profile: Profile,
}

impl Officer {
    /// Whether the person has left the service before a day.
    pub fn has_left(&self, on: NaiveDate) -> bool {
        self.left_on.is_some_and(|left| left < on)
    }
}

impl Checked for Officer {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("officer.name", &self.name, NAME_MOST);
        check.optional_line("officer.post", &self.post, LINE_MOST);
        if let (Some(entered), Some(left)) = (self.entered_on, self.left_on) {
            check.not_before("officer.left_on", left, entered);
        }
        let Profile { ethnicity, major, region, expertise, id_number, phone, born, .. } = &self.profile;
        check.optional_line("officer.ethnicity", ethnicity, NAME_MOST);
        check.optional_line("officer.major", major, LINE_MOST);
        check.optional_line("officer.region", region, LINE_MOST);
        check.optional_line("officer.expertise", expertise, LINE_MOST);
        check.optional_line("officer.phone", phone, NAME_MOST);
        if !id_number.is_empty()
            && let Err(fault) = id_number::check(id_number)
        {
            check.note("officer.id_number", Reason::IdNumber(fault));
        }
        if let (Some(born), Some(entered)) = (born, self.entered_on)
            && Month::of(entered).is_some_and(|entered| entered <= *born)
        {
            check.note("officer.born", Reason::After { latest: entered });
        }
        check.done()
    }
}
