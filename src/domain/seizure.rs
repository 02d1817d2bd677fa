//! The ledger of 查封 and 扣押: what is held, where, by whom, until when, and what became of it.

use chrono::NaiveDate;

use super::case::Case;
use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};

coded! {
    SeizureKind {
        Seal = "seal", "查封";
        Seize = "seize", "扣押";
    }
}

coded! {
    /// What became of it.
    SeizureEnd {
        Released = "released", "解除并退还";
        Confiscated = "confiscated", "没收";
        Destroyed = "destroyed", "销毁";
        HandedOver = "handed-over", "移送";
    }
}

/// One thing, or several alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeizedItem {
    pub name: String,
    /// With its unit: 3台.
    pub quantity: String,
}

/// One decision to seal or to seize.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seizure {
    pub case: Id<Case>,
    pub kind: SeizureKind,
    pub document: String,
    pub officers: Vec<Id<Officer>>,
    pub items: Vec<SeizedItem>,
    /// Where it is kept, and by whom.
    pub place: String,
    pub keeper: String,
    /// Why it goes no further than is needed (D4-2).
    pub necessity: String,
    pub from: NaiveDate,
    /// The last day; an extension moves it.
    pub to: NaiveDate,
    /// Number of the decision to extend; empty while there is none.
    pub extension: String,
    pub end: Option<SeizureEnd>,
    pub ended_on: Option<NaiveDate>,
    pub ended_note: String,
}

impl Seizure {
    /// Whether it is still held after its last day.
    pub fn overdue(&self, on: NaiveDate) -> bool {
        self.end.is_none() && self.to < on
    }
}

impl Checked for Seizure {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("seizure.document", &self.document, LINE_MOST);
        check.line("seizure.place", &self.place, LINE_MOST);
        check.line("seizure.keeper", &self.keeper, NAME_MOST);
        check.text("seizure.necessity", &self.necessity);
        check.optional_line("seizure.extension", &self.extension, LINE_MOST);
        check.optional_line("seizure.ended_note", &self.ended_note, LINE_MOST);
        if self.items.is_empty() {
            check.note("seizure.items", Reason::NoneGiven);
        }
        for item in &self.items {
            check.line("seizure.items", &item.name, LINE_MOST);
            check.optional_line("seizure.items", &item.quantity, NAME_MOST);
        }
        if self.officers.is_empty() {
            check.note("seizure.officers", Reason::NoneGiven);
        }
        check.not_before("seizure.to", self.to, self.from);
        match (self.end, self.ended_on) {
            (Some(_), None) => check.note("seizure.ended_on", Reason::Empty),
            (_, Some(ended_on)) => check.not_before("seizure.ended_on", ended_on, self.from),
            (None, None) => {}
        }
        check.done()
    }
}
