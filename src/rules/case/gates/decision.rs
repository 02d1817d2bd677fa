//! The gates about what is decided: necessity, bounds, hearing, review, discussion, transfer, band.

use super::{Checks, Facts};
use crate::domain::case::CaseKind;
use crate::domain::case_step::{Gate, StepKind, StepOutcome};
use crate::domain::fault::Standing::{self, Held, NotHeld, Open};
use crate::words::amount::show_yuan;
use crate::words::date::show_date;

/// The most that a summary penalty may be, in fen: towards a person, towards an organisation.
const SUMMARY_MOST: (u64, u64) = (200 * 100, 3_000 * 100);

/// What is taken from a party, as the bureau counts it; each with its words.
enum Amount {
    /// Nothing is.
    None,
    /// The bureau has not said what is large.
    Unset(String),
    Small(String),
    Large(String),
}

impl Checks<'_> {
    pub(super) fn necessity(&mut self) {
        match self.facts.wanted.text.trim().is_empty() {
            true => self.note(Gate::Necessity, NotHeld, "没有写明采取措施的必要性和限度"),
            false => self.note(Gate::Necessity, Held, "已经写明必要性"),
        }
    }

    pub(super) fn bounds(&mut self) {
        let case = self.facts.case;
        if case.kind != CaseKind::SummaryPenalty {
            return;
        }
        let (whom, most) = match case.handling.person {
            true => ("公民", SUMMARY_MOST.0),
            false => ("单位", SUMMARY_MOST.1),
        };
        let got = case.handling.fine.unwrap_or_default();
        let yuan = |fen: u64| fen / 100;
        if case.handling.confiscated.is_some_and(|fen| fen > 0) {
            return self.note(Gate::Bounds, NotHeld, "简易程序只能警告或者罚款，不能没收，应当改用普通程序");
        }
        match got <= most {
            true => self.note(
                Gate::Bounds,
                Held,
                format!("对{whom}罚款{}元，没有超过{}元", yuan(got), yuan(most)),
            ),
            false => {
                let because = format!("对{whom}罚款{}元，超过{}元，应当改用普通程序", yuan(got), yuan(most));
                self.note(Gate::Bounds, NotHeld, because);
            }
        }
    }

    /// Whether the kind of case has the stage at all.
    pub(super) fn has(&self, kind: StepKind) -> bool {
        self.stages.iter().any(|stage| stage.step == kind)
    }

    pub(super) fn hearing(&mut self) {
        if !self.has(StepKind::Hearing) {
            return;
        }
        let told = self.last(StepKind::Foretell).map(|step| step.outcome);
        let (standing, because) = match self.facts.case.handling.hearing {
            Some(true) if self.has(StepKind::Foretell) && told != Some(Some(StepOutcome::ToldHearing)) => {
                (NotHeld, "应当告知听证权利，事先告知里没有告知".to_owned())
            }
            Some(true) if self.last(StepKind::Hearing).is_none() => {
                (NotHeld, "告知听证权利以后，没有登记听证是否举行".to_owned())
            }
            Some(true) => (Held, "已经告知听证权利，听证情况已登记".to_owned()),
            said => self.offered(said.is_some()),
        };
        self.note(Gate::Hearing, standing, because);
    }

    /// Whether a hearing has to be offered, where nobody has said that it has; `settled` is whether somebody has
    /// said that it has not.
    fn offered(&self, settled: bool) -> (Standing, String) {
        let unsaid = "没有认定是不是应当告知听证权利，请在案件信息里选定";
        match (self.amount(), settled) {
            (Amount::Large(words), _) => {
                (NotHeld, format!("{words}，应当告知听证权利，请在案件信息里改为“是”"))
            }
            (Amount::None | Amount::Small(_), false) => (Open, unsaid.to_owned()),
            (Amount::Unset(words), false) => (Open, format!("{unsaid}；{words}")),
            (Amount::None, true) => (Held, "不属于应当告知听证权利的情形".to_owned()),
            (Amount::Small(words) | Amount::Unset(words), true) => {
                (Held, format!("认定不属于应当告知听证权利的情形；{words}"))
            }
        }
    }

    /// A party that is told of its statement alone, although a hearing is due.
    pub(super) fn foretold(&mut self) {
        if !self.has(StepKind::Hearing) || self.facts.wanted.outcome != Some(StepOutcome::Told) {
            return;
        }
        let due = match (self.facts.case.handling.hearing, self.amount()) {
            (Some(true), _) => Some("案件信息里认定应当告知听证权利".to_owned()),
            (_, Amount::Large(words)) => Some(words),
            _ => None,
        };
        match due {
            Some(words) => {
                let because = format!("{words}，这次只告知了陈述申辩权利，应当一并告知听证权利");
                self.note(Gate::Hearing, NotHeld, because);
            }
            None => self.note(Gate::Hearing, Held, "没有认定应当告知听证权利"),
        }
    }

    /// What is taken from the party, against the amount from which on a hearing is offered.
    fn amount(&self) -> Amount {
        let Facts { case, settings, .. } = *self.facts;
        let handling = &case.handling;
        let whom = if handling.person { "公民" } else { "单位" };
        let taken = [("罚款", handling.fine), ("没收", handling.confiscated)];
        let taken = taken.into_iter().filter_map(|(what, fen)| Some((what, fen.filter(|fen| *fen > 0)?)));
        let Some((what, fen)) = taken.max_by_key(|(_, fen)| *fen) else { return Amount::None };
        let got = show_yuan(fen);
        let Some(most) = settings.large(handling.person) else {
            let words =
                format!("本局还没有设置对{whom}的较大数额，{what}{got}没有核对，请在“设置”的“办案”里填写");
            return Amount::Unset(words);
        };
        let bound = format!("对{whom}的较大数额{}（{}）", show_yuan(most), settings.large_basis);
        match fen >= most {
            true => Amount::Large(format!("{what}{got}，达到{bound}")),
            false => Amount::Small(format!("{what}{got}，没有达到{bound}")),
        }
    }

    pub(super) fn legality(&mut self) {
        if self.has(StepKind::Legality) {
            let (standing, because) = self.agreed(StepKind::Legality);
            self.note(Gate::Legality, standing, because);
        }
    }

    pub(super) fn discussed(&mut self) {
        if self.has(StepKind::Collective) {
            let (standing, because) = self.agreed(StepKind::Collective);
            self.note(Gate::Discussed, standing, because);
        }
    }

    /// Whether what a major decision needs was done, and agreed.
    pub(super) fn agreed(&self, kind: StepKind) -> (Standing, String) {
        let label = kind.label();
        match (self.facts.case.handling.major, self.last(kind).map(|step| step.outcome)) {
            (None, None) => (Open, "没有认定是不是重大执法决定，请在案件信息里选定".to_owned()),
            (Some(true), None) => (NotHeld, format!("重大执法决定还没有登记{label}")),
            (Some(false), None) => (Held, "不属于重大执法决定".to_owned()),
            (_, Some(Some(StepOutcome::Agree))) => (Held, format!("{label}同意")),
            (_, Some(outcome)) => {
                let came = outcome.map_or("没有写明意见", StepOutcome::label);
                (NotHeld, format!("{label}的意见是“{came}”"))
            }
        }
    }

    pub(super) fn transferred(&mut self) {
        let case = self.facts.case;
        if !matches!(case.kind, CaseKind::Penalty | CaseKind::SummaryPenalty) {
            return;
        }
        let moved = self.last(StepKind::Transfer).map(|step| step.on);
        let said = self.last(StepKind::TransferDecision);
        let (standing, because) = match (case.handling.crime, moved, said) {
            (None, ..) if case.kind == CaseKind::SummaryPenalty => return,
            (None, ..) => (Open, "没有认定是不是涉嫌犯罪，请在案件信息里选定".to_owned()),
            (Some(false), ..) => (Held, "不涉嫌犯罪".to_owned()),
            (_, Some(on), _) => (Held, format!("{}已经移送公安机关", show_date(on))),
            (_, None, Some(said)) if said.outcome == Some(StepOutcome::Agree) => {
                let on = show_date(said.on);
                (NotHeld, format!("{on}已经批准移送，还没有登记移送公安机关"))
            }
            (_, None, Some(said)) if said.text.trim().is_empty() => {
                (NotHeld, "负责人不批准移送，没有记录理由".to_owned())
            }
            (_, None, Some(said)) => (Held, format!("{}负责人不批准移送，理由已经记录", show_date(said.on))),
            (_, None, None) if self.last(StepKind::TransferReport).is_some() => {
                (NotHeld, "移送报告还没有审批，还没有登记移送公安机关".to_owned())
            }
            (_, None, None) => (NotHeld, "涉嫌犯罪，还没有登记移送公安机关".to_owned()),
        };
        self.note(Gate::Transfer, standing, because);
    }

    pub(super) fn band(&mut self) {
        let Facts { case, wanted, .. } = *self.facts;
        if case.kind != CaseKind::Penalty || wanted.outcome != Some(StepOutcome::Impose) {
            return;
        }
        let handling = &case.handling;
        let (standing, because) = if handling.band.trim().is_empty() {
            (NotHeld, "没有写明适用的裁量阶次".to_owned())
        } else if handling.departs && handling.departs_why.trim().is_empty() {
            (NotHeld, "没有按裁量阶次，也没有写明理由".to_owned())
        } else if handling.departs {
            (Held, format!("{}，没有按阶次的理由：{}", handling.band, handling.departs_why))
        } else {
            (Held, handling.band.clone())
        };
        self.note(Gate::Band, standing, because);
    }
}
