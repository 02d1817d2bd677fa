//! The life of a card: only these acts change its state, each from the states that it fits (J6, J13, J17–J19).

use chrono::NaiveDate;

use super::certificate::{Certificate, CertificateKind, CertificateState};
use super::id::Id;
use super::problem::{Check, Checked, Invalid, LINE_MOST};

coded! {
    /// One act in the life of a card.
    CardStep {
        Propose = "propose", "提出申领";
        Endorse = "endorse", "主要负责人同意";
        Approve = "approve", "发证机关核定";
        Refuse = "refuse", "发证机关不予核发";
        Receive = "receive", "领取证件";
        Renew = "renew", "换发";
        Suspend = "suspend", "暂扣";
        GiveBack = "give-back", "发还";
        ReportLost = "report-lost", "报告遗失";
        Find = "find", "找回";
        DeclareLost = "declare-lost", "刊登遗失声明";
        Reissue = "reissue", "补发新证";
        HandIn = "hand-in", "交回";
        SendIn = "send-in", "送交发证机关";
        Revoke = "revoke", "吊销";
        Cancel = "cancel", "注销";
    }
}

/// One act that was done to a card, with its proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardAct {
    pub card: Id<Certificate>,
    pub step: CardStep,
    /// The state before; none for a proposal, with which the record begins.
    pub from: Option<CertificateState>,
    pub to: CertificateState,
    /// The day on which it was done, which may lie before the day of its entry.
    pub on: NaiveDate,
    pub reason: String,
    /// The paper that proves it: number of an approval, newspaper and page, receipt.
    pub document: String,
    /// The card that took the place of this one.
    pub successor: Option<Id<Certificate>>,
}

impl CardStep {
    /// The state to which the act leads from another; none where it does not fit.
    ///
    /// The ministry's card is only tracked: the region's HR issues it, rules on its loss and takes it back
    /// (J3-2, J13-2, J18-1, J19-2), so it knows neither the chain of J6 nor a declaration.
    pub fn leads(self, from: Option<CertificateState>, kind: CertificateKind) -> Option<CertificateState> {
        use CertificateState as S;
        let tracked = kind == CertificateKind::Ministry;
        let to = match (self, from, tracked) {
            (CardStep::Propose, None, _) => S::Applied,
            (CardStep::Endorse, Some(S::Applied), false) => S::Endorsed,
            (CardStep::Approve, Some(S::Endorsed), false) => S::Approved,
            (CardStep::Refuse, Some(S::Applied | S::Endorsed | S::Approved), _) => S::Refused,
            (CardStep::Receive, Some(S::Approved), false) => S::Held,
            (CardStep::Receive, Some(S::Applied), true) => S::Held,
            (CardStep::Renew, Some(S::Held), _) => S::Held,
            (CardStep::Suspend, Some(S::Held), _) => S::Suspended,
            (CardStep::GiveBack, Some(S::Suspended), _) => S::Held,
            (CardStep::ReportLost, Some(S::Held), _) => S::Lost,
            (CardStep::Find, Some(S::Lost), _) => S::Held,
            (CardStep::DeclareLost, Some(S::Lost), false) => S::Declared,
            (CardStep::Reissue, Some(S::Declared), false) => S::Replaced,
            (CardStep::Reissue, Some(S::Lost), true) => S::Replaced,
            (CardStep::HandIn, Some(S::Held | S::Suspended), _) => S::HandedIn,
            (CardStep::SendIn, Some(S::HandedIn), _) => S::HandedIn,
            (CardStep::Revoke, Some(S::Held | S::Suspended | S::HandedIn), _) => S::Revoked,
            (CardStep::Cancel, Some(S::HandedIn | S::Replaced | S::Revoked), _) => S::Cancelled,
            (CardStep::Cancel, Some(S::Declared), false) => S::Cancelled,
            (CardStep::Cancel, Some(S::Lost), true) => S::Cancelled,
            _ => return None,
        };
        Some(to)
    }

    /// The acts that fit a state, in the order in which they are offered.
    pub fn open_to(state: CertificateState, kind: CertificateKind) -> Vec<CardStep> {
        CardStep::ALL.iter().copied().filter(|step| step.leads(Some(state), kind).is_some()).collect()
    }

    /// Whether a card comes of it, so that what stands on it must be entered.
    pub const fn brings_card(self) -> bool {
        matches!(self, CardStep::Receive | CardStep::Renew | CardStep::Reissue)
    }

    /// Whether the act must say why: it takes something from somebody, or sends something back.
    pub const fn needs_reason(self) -> bool {
        use CardStep::{Find, GiveBack, HandIn, Refuse, ReportLost, Revoke, Suspend};
        matches!(self, Refuse | Suspend | GiveBack | ReportLost | Find | HandIn | Revoke)
    }

    /// Whether a paper must be named that proves it.
    pub const fn needs_document(self) -> bool {
        matches!(self, CardStep::Approve | CardStep::DeclareLost | CardStep::Revoke | CardStep::SendIn)
    }
}

/// The state of a card on a day, from its acts in the order in which they were entered.
///
/// `now` is the state that the record shows: it holds for a card that was registered as the bureau had it and
/// has no acts. None before the first act of a card that began with a proposal.
pub fn state_on(acts: &[CardAct], now: CertificateState, on: NaiveDate) -> Option<CertificateState> {
    let Some(first) = acts.first() else { return Some(now) };
    acts.iter().rev().find(|act| act.on <= on).map_or(first.from, |act| Some(act.to))
}

impl Checked for CardAct {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        match self.step.needs_reason() {
            true => check.line("card_act.reason", &self.reason, LINE_MOST),
            false => check.optional_line("card_act.reason", &self.reason, LINE_MOST),
        }
        match self.step.needs_document() {
            true => check.line("card_act.document", &self.document, LINE_MOST),
            false => check.optional_line("card_act.document", &self.document, LINE_MOST),
        }
        check.done()
    }
}

#[cfg(test)]
mod tests {
    use super::CertificateState as S;
    use super::{CardStep, CertificateKind};

    const KINDS: [CertificateKind; 2] = [CertificateKind::Enforcement, CertificateKind::Ministry];

    /// A row a state: the acts that fit it, for the judicial department's cards and for the ministry's.
    #[test]
    fn the_table_of_lives_is_this_one() {
        let mut table = String::new();
        for state in S::ALL {
            let acts = KINDS.map(|kind| {
                let acts = CardStep::open_to(*state, kind);
                acts.iter().map(|act| act.label()).collect::<Vec<_>>().join(" ")
            });
            table += &format!("{}：{}｜{}\n", state.label(), acts[0], acts[1]);
        }
        print!("{table}");
        let expected = "\
申领中：主要负责人同意 发证机关不予核发｜发证机关不予核发 领取证件
负责人已同意：发证机关核定 发证机关不予核发｜发证机关不予核发
已核定待领取：发证机关不予核发 领取证件｜发证机关不予核发
不予核发：｜
持有：换发 暂扣 报告遗失 交回 吊销｜换发 暂扣 报告遗失 交回 吊销
暂扣：发还 交回 吊销｜发还 交回 吊销
遗失：找回 刊登遗失声明｜找回 补发新证 注销
已声明作废：补发新证 注销｜
已补发新证：注销｜注销
已交回：送交发证机关 吊销 注销｜送交发证机关 吊销 注销
吊销：注销｜注销
注销：｜
";
        assert_eq!(table, expected);
    }

    #[test]
    fn every_state_is_reached_and_none_but_the_last_two_is_a_dead_end() {
        let mut reached = vec![CardStep::Propose.leads(None, KINDS[0]).unwrap()];
        let mut at = 0;
        while let Some(state) = reached.get(at).copied() {
            let next = CardStep::open_to(state, KINDS[0]).into_iter();
            for to in next.filter_map(|step| step.leads(Some(state), KINDS[0])) {
                if !reached.contains(&to) {
                    reached.push(to);
                }
            }
            at += 1;
        }
        reached.sort();
        assert_eq!(reached, S::ALL);
        let ends = |state: &&S| CardStep::open_to(**state, KINDS[0]).is_empty();
        assert_eq!(S::ALL.iter().filter(ends).collect::<Vec<_>>(), [&S::Refused, &S::Cancelled]);
    }
}
