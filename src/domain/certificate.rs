//! Certificates: the cards without which nobody enforces, their states and their validity.

use chrono::NaiveDate;

use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST};

coded! {
    /// The kinds of card (J3, J5).
    CertificateKind {
        Supervision = "supervision", "行政执法监督证";
        Enforcement = "enforcement", "行政执法证";
        Ministry = "ministry", "应急管理部行政执法证";
    }
}

coded! {
    /// The categories of enforcement that a card names (J6).
    Category {
        Safety = "safety", "安全生产监督管理";
        Fire = "fire", "消防监督管理";
        Emergency = "emergency", "应急管理";
    }
}

coded! {
    /// What legal acts have made of a card; that time has run out is computed, not recorded.
    CertificateState {
        /// The legal section has proposed it (J6-2, J13-1); for the ministry's card, the region's HR was asked.
        Applied = "applied", "申领中";
        /// The main leader has agreed (J6-2).
        Endorsed = "endorsed", "负责人已同意";
        /// The judicial department has approved it (J6-2); it waits to be received.
        Approved = "approved", "已核定待领取";
        Refused = "refused", "不予核发";
        Held = "held", "持有";
        Suspended = "suspended", "暂扣";
        Lost = "lost", "遗失";
        /// Its loss has been declared publicly, and with that it is void (J19-1).
        Declared = "declared", "已声明作废";
        /// Another card was issued in its place (J19-1).
        Replaced = "replaced", "已补发新证";
        HandedIn = "handed-in", "已交回";
        Revoked = "revoked", "吊销";
        Cancelled = "cancelled", "注销";
    }
}

coded! {
    /// Whether a card entitles its holder on a given day.
    Validity {
        Valid = "valid", "有效";
        /// Applied for, and not received yet.
        Pending = "pending", "申领中";
        Refused = "refused", "不予核发";
        NotYet = "not-yet", "未到生效日";
        Expired = "expired", "过期";
        Suspended = "suspended", "暂扣";
        Lost = "lost", "遗失";
        /// Declared lost, or replaced by another card.
        Void = "void", "已作废";
        HandedIn = "handed-in", "已交回";
        Revoked = "revoked", "吊销";
        Cancelled = "cancelled", "注销";
    }
}

impl CertificateState {
    /// Whether there is a card with a number: it was received at some time.
    pub const fn is_issued(self) -> bool {
        use CertificateState::{Applied, Approved, Endorsed, Refused};
        !matches!(self, Applied | Endorsed | Approved | Refused)
    }
}

/// One card of one officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    pub officer: Id<Officer>,
    pub kind: CertificateKind,
    /// 证号 is text: leading zeros and letters count.
    pub number: String,
    pub categories: Vec<Category>,
    pub region: String,
    pub issuer: String,
    pub issued_on: Option<NaiveDate>,
    /// The last day on which it is valid; none is 长期.
    pub valid_to: Option<NaiveDate>,
    pub state: CertificateState,
}

impl Certificate {
    /// Whether the card entitles on this day. A recorded act comes before the calendar.
    pub fn validity(&self, on: NaiveDate) -> Validity {
        Validity::of(self.state, self.issued_on, self.valid_to, on)
    }
}

impl Validity {
    /// What state and days make of a card; the days in any notation that sorts as they follow each other.
    pub fn of<Day: Ord>(
        state: CertificateState,
        issued_on: Option<Day>,
        valid_to: Option<Day>,
        on: Day,
    ) -> Validity {
        match state {
            CertificateState::Applied | CertificateState::Endorsed | CertificateState::Approved => {
                Validity::Pending
            }
            CertificateState::Refused => Validity::Refused,
            CertificateState::Suspended => Validity::Suspended,
            CertificateState::Lost => Validity::Lost,
            CertificateState::Declared | CertificateState::Replaced => Validity::Void,
            CertificateState::HandedIn => Validity::HandedIn,
            CertificateState::Revoked => Validity::Revoked,
            CertificateState::Cancelled => Validity::Cancelled,
            CertificateState::Held if issued_on.is_some_and(|day| on < day) => Validity::NotYet,
            CertificateState::Held if valid_to.is_some_and(|day| on > day) => Validity::Expired,
            CertificateState::Held => Validity::Valid,
        }
    }
}

impl Checked for Certificate {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        match self.state.is_issued() {
            true => check.line("certificate.number", &self.number, NAME_MOST),
            false => check.optional_line("certificate.number", &self.number, NAME_MOST),
        }
        check.optional_line("certificate.region", &self.region, LINE_MOST);
        check.optional_line("certificate.issuer", &self.issuer, LINE_MOST);
        if let (Some(issued), Some(valid_to)) = (self.issued_on, self.valid_to) {
            check.not_before("certificate.valid_to", valid_to, issued);
        }
        check.done()
    }
}
