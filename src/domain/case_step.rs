//! The steps of a case, each a record of its own, and what of the gates before them was passed all the same.

use chrono::NaiveDate;

use super::case::Case;
use super::id::Id;
use super::officer::Officer;
use super::power::EnforcementAct;
use super::problem::{Check, Checked, Invalid, LINE_MOST, Reason, TEXT_MOST};

coded! {
    /// What is done in a case. 案件审查, 法制审核 and 集体讨论 are three things, recorded apart (X7, X8).
    StepKind {
        Start = "start", "启动";
        Accept = "accept", "受理";
        Register = "register", "立案";
        Approve = "approve", "负责人批准";
        Coerce = "coerce", "强制、管控";
        Investigate = "investigate", "调查取证";
        CaseReview = "case-review", "案件审查";
        Foretell = "foretell", "事先告知";
        Statement = "statement", "陈述申辩";
        Hearing = "hearing", "听证";
        Legality = "legality", "法制审核";
        Collective = "collective", "集体讨论";
        Decide = "decide", "决定";
        Serve = "serve", "送达";
        Execute = "execute", "执行";
        Close = "close", "结案";
        Archive = "archive", "归档";
        Transfer = "transfer", "移送";
        Extend = "extend", "延长期限";
        /// The party asks for a hearing, within five working days of being told (行政处罚法第六十四条第（一）项).
        HearingAsked = "hearing-asked", "要求听证";
        /// Time and place of the hearing are told; `until` is the day of the hearing.
        HearingNotice = "hearing-notice", "听证通知";
        TransferReport = "transfer-report", "移送报告";
        /// The head decides whether the case goes to the police.
        TransferDecision = "transfer-decision", "移送审批";
    }
}

coded! {
    /// What came of a step, where later steps depend on it.
    StepOutcome {
        Agree = "agree", "同意";
        Return = "return", "退回补充";
        Object = "object", "不同意";
        Told = "told", "告知陈述申辩权利";
        ToldHearing = "told-hearing", "告知陈述申辩和听证权利";
        Made = "made", "提出陈述申辩";
        Waived = "waived", "没有提出或者放弃";
        Held = "held", "已举行听证";
        NotAsked = "not-asked", "没有要求听证或者撤回";
        Impose = "impose", "给予处罚、许可或者责令";
        Spare = "spare", "不予处罚、许可或者无问题";
        Drop = "drop", "撤销案件";
        Done = "done", "执行完毕";
        Partly = "partly", "部分执行";
        Court = "court", "申请法院强制执行";
    }
}

coded! {
    /// What happened to the cards when officers met somebody (J15-2).
    Showing {
        Shown = "shown", "已主动出示";
        /// Who is not shown a card may refuse: the contact did not take place.
        Refused = "refused", "没有出示，被拒绝";
    }
}

coded! {
    /// What has to stand before a step.
    Gate {
        Order = "order", "应有的步骤";
        Dates = "dates", "日期先后";
        Holders = "holders", "两名以上持证人员";
        Powers = "powers", "职权、类别和区域";
        Mode = "mode", "委托、赋权";
        Shown = "shown", "出示证件";
        Overlap = "overlap", "询问不重叠";
        Recusal = "recusal", "回避";
        Separate = "separate", "审核与调查分开";
        Bounds = "bounds", "简易程序的限度";
        Hearing = "hearing", "听证权利";
        Legality = "legality", "法制审核";
        Discussed = "discussed", "集体讨论";
        Transfer = "transfer", "移送公安机关";
        Necessity = "necessity", "必要性说明";
        Band = "band", "裁量阶次";
        Period = "period", "办理期限";
    }
}

/// A gate that did not stand and was passed for a reason; kept as it was told, whatever the rules say later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    pub gate: Gate,
    pub because: String,
    pub citation: String,
    pub why: String,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStep {
    pub case: Id<Case>,
    pub kind: StepKind,
    pub on: NaiveDate,
    /// Who did it: who handled it, reviewed it, presided.
    pub officers: Vec<Id<Officer>>,
    /// Others who were there, in words.
    pub present: String,
    pub outcome: Option<StepOutcome>,
    /// Opinion, minutes, result; for 强制、管控 the note of necessity (D4-2).
    pub text: String,
    pub document: String,
    pub showing: Option<Showing>,
    /// Which measure was taken, for 强制、管控.
    pub act: Option<EnforcementAct>,
    /// The last day of a period that was extended; the day of a hearing of which notice was given.
    pub until: Option<NaiveDate>,
    pub passed: Vec<Passed>,
    /// Why the record does not hold; empty while it does.
    pub withdrawn: String,
}

impl CaseStep {
    /// Of a kind, on a day, without anything else.
    pub fn new(case: Id<Case>, kind: StepKind, on: NaiveDate) -> CaseStep {
        CaseStep {
            case,
            kind,
            on,
            officers: Vec::new(),
            present: String::new(),
            outcome: None,
            text: String::new(),
            document: String::new(),
            showing: None,
            act: None,
            until: None,
            passed: Vec::new(),
            withdrawn: String::new(),
        }
    }

    /// Whether the record holds.
    pub fn stands(&self) -> bool {
        self.withdrawn.is_empty()
    }
}

impl StepKind {
    /// What can come of it; empty where nothing later depends on it.
    pub const fn outcomes(self) -> &'static [StepOutcome] {
        use StepOutcome::{
            Agree, Court, Done, Drop, Held, Impose, Made, NotAsked, Object, Partly, Return, Spare, Told,
            ToldHearing, Waived,
        };
        match self {
            StepKind::CaseReview | StepKind::Legality | StepKind::Collective => &[Agree, Return, Object],
            StepKind::Foretell => &[Told, ToldHearing],
            StepKind::Statement => &[Made, Waived],
            StepKind::Hearing => &[Held, NotAsked],
            StepKind::Decide => &[Impose, Spare, Drop],
            StepKind::Execute => &[Done, Partly, Court],
            StepKind::TransferDecision => &[Agree, Object],
            _ => &[],
        }
    }
}

impl Checked for CaseStep {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        if self.officers.is_empty() {
            check.note("case_step.officers", Reason::NoneGiven);
        }
        check.optional_line("case_step.present", &self.present, LINE_MOST);
        check.optional_line("case_step.document", &self.document, LINE_MOST);
        check.optional_line("case_step.withdrawn", &self.withdrawn, LINE_MOST);
        let got = self.text.chars().count();
        if got > TEXT_MOST {
            check.note("case_step.text", Reason::TooLong { most: TEXT_MOST, got });
        }
        let outcomes = self.kind.outcomes();
        if self.outcome.is_none_or(|one| !outcomes.contains(&one)) && !outcomes.is_empty() {
            check.note("case_step.outcome", Reason::Empty);
        }
        if self.kind == StepKind::Coerce && self.act.is_none() {
            check.note("case_step.act", Reason::Empty);
        }
        match (self.kind, self.until) {
            (StepKind::Extend | StepKind::HearingNotice, None) => {
                check.note("case_step.until", Reason::Empty)
            }
            (StepKind::Extend | StepKind::HearingNotice, Some(until)) => {
                check.not_before("case_step.until", until, self.on)
            }
            _ => {}
        }
        check.done()
    }
}

coded! {
    /// How a recusal came up.
    RecusalBy {
        Own = "own", "本人提出";
        Party = "party", "当事人申请";
        Ordered = "ordered", "单位指令";
    }
}

/// Somebody who keeps away from a case, or was asked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recusal {
    pub case: Id<Case>,
    pub officer: Id<Officer>,
    pub by: RecusalBy,
    pub on: NaiveDate,
    pub reason: String,
    /// Whether it was granted; none until the head has decided. Meanwhile the inquiry goes on.
    pub granted: Option<bool>,
    pub decided_by: String,
    pub decided_on: Option<NaiveDate>,
}

impl Recusal {
    /// The day from which the person keeps away.
    pub fn away_from(&self) -> Option<NaiveDate> {
        self.granted.filter(|granted| *granted).map(|_| self.decided_on.unwrap_or(self.on))
    }
}

impl Checked for Recusal {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.text("recusal.reason", &self.reason);
        check.optional_line("recusal.decided_by", &self.decided_by, LINE_MOST);
        if self.granted.is_some() {
            check.line("recusal.decided_by", &self.decided_by, LINE_MOST);
        }
        match (self.granted, self.decided_on) {
            (Some(_), None) => check.note("recusal.decided_on", Reason::Empty),
            (_, Some(decided_on)) => check.not_before("recusal.decided_on", decided_on, self.on),
            (None, None) => {}
        }
        check.done()
    }
}
