//! Units: the bureau's leadership, sections and institutions, and the townships.

use super::id::Id;
use super::problem::{Check, Checked, Invalid, NAME_MOST};

coded! {
    /// What kind of unit it is; the card kind and the powers follow from it (J5, J8).
    UnitKind {
        Leadership = "leadership", "领导班子";
        Legal = "legal", "法制机构";
        Section = "section", "内设业务机构";
        Institution = "institution", "直属事业单位";
        Township = "township", "乡镇街道";
        Zone = "zone", "开发区";
        Discipline = "discipline", "派驻纪检监察机构";
        Other = "other", "其他";
    }
}

/// A unit, under the bureau or beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub name: String,
    pub kind: UnitKind,
    /// The unit it belongs to, if that is not the bureau itself.
    pub parent: Option<Id<Unit>>,
    /// Closed units stay for the sake of what happened in them.
    pub closed: bool,
}

impl Checked for Unit {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("unit.name", &self.name, NAME_MOST);
        check.done()
    }
}
