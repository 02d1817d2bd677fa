//! Misuse of cards: violations (J17) and the complaints that anybody may bring (J20).

use chrono::NaiveDate;

use super::certificate::Certificate;
use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST};

coded! {
    /// What was done with a card (J17).
    MisuseKind {
        Altered = "altered", "涂改证件";
        Lent = "lent", "转借证件";
        Gain = "gain", "利用证件谋取私利或者从事其他违法活动";
        Other = "other", "其他违反证件管理的行为";
    }
}

coded! {
    /// What follows from a violation (J17): discipline always, the card besides where it is serious.
    Consequence {
        Discipline = "discipline", "移送处分";
        Suspend = "suspend", "暂扣证件";
        SendIn = "send-in", "向发证机关交回证件";
    }
}

/// One violation by one officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misuse {
    pub officer: Id<Officer>,
    pub card: Option<Id<Certificate>>,
    pub kind: MisuseKind,
    pub on: NaiveDate,
    pub facts: String,
    pub serious: bool,
    pub consequences: Vec<Consequence>,
    /// The decision on it, once there is one.
    pub document: String,
    pub closed_on: Option<NaiveDate>,
}

impl Checked for Misuse {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.text("misuse.facts", &self.facts);
        check.optional_line("misuse.document", &self.document, LINE_MOST);
        if let Some(closed_on) = self.closed_on {
            check.not_before("misuse.closed_on", closed_on, self.on);
        }
        check.done()
    }
}

coded! {
    /// The authorities to which anybody may turn (J20).
    Recipient {
        Emergency = "emergency", "应急管理部门";
        Justice = "justice", "司法部门";
        Supervision = "supervision", "监察机关";
    }
}

coded! {
    /// What somebody brings.
    ComplaintKind {
        Report = "report", "举报";
        Charge = "charge", "控告";
        Appeal = "appeal", "申诉";
    }
}

/// One complaint about one officer's conduct with a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub officer: Id<Officer>,
    pub kind: ComplaintKind,
    pub recipient: Recipient,
    /// Empty where the complaint is anonymous.
    pub complainant: String,
    pub on: NaiveDate,
    pub facts: String,
    /// What came of it; empty while it is open.
    pub outcome: String,
    pub closed_on: Option<NaiveDate>,
    /// The violation that it brought to light.
    pub misuse: Option<Id<Misuse>>,
}

impl Checked for Complaint {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.optional_line("complaint.complainant", &self.complainant, NAME_MOST);
        check.text("complaint.facts", &self.facts);
        match self.closed_on {
            Some(closed_on) => {
                check.not_before("complaint.closed_on", closed_on, self.on);
                check.text("complaint.outcome", &self.outcome);
            }
            None => check.optional_line("complaint.outcome", &self.outcome, LINE_MOST),
        }
        check.done()
    }
}
