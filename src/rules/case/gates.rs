//! What stands before a step: each gate with how it stands, a sentence for a clerk, and the provision.
//!
//! Nothing is refused here. A gate that does not stand can be passed with a reason; that is for the ledger.

use chrono::NaiveDate;

use super::chain::{Due, Stage, chain};
use super::{CaseRules, PeriodRule};
use crate::domain::calendar::Calendar;
use crate::domain::case::{Case, CaseKind, HandlingMode};
use crate::domain::case_step::{CaseStep, Gate, Recusal, StepKind, StepOutcome};
use crate::domain::deadline::reckon;
use crate::domain::fault::Standing::{self, Held, NotHeld, Open};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::power::{Delegation, DelegationMode, EnforcementAct};
use crate::domain::questioning::{HOLDERS_LEAST, Questioning};
use crate::words::date::show_date;

/// The most that a summary penalty may be, in fen: towards a person, towards an organisation.
const SUMMARY_MOST: (u64, u64) = (200 * 100, 3_000 * 100);

/// One gate before a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateCheck {
    pub gate: Gate,
    pub standing: Standing,
    /// Why; never empty.
    pub because: String,
    /// The provisions, by their short names: 证件管理办法第十六条第一款、行政处罚法第四十二条第一款.
    pub citation: String,
}

impl GateCheck {
    /// The whole of it in one sentence: what does not stand, and under which provision.
    pub fn sentence(&self) -> String {
        format!("{}：{}（{}）", self.gate.label(), self.because, self.citation)
    }
}

/// One line of the answer whether a person may act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberLine {
    pub standing: Standing,
    pub because: String,
    pub citation: String,
}

/// One of those who do the step, with what the registers say of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub officer: Id<Officer>,
    pub name: String,
    /// Whether the person had a card that entitles, and which or why none.
    pub holds: bool,
    pub card: String,
    pub powers: Vec<MemberLine>,
}

/// All that the gates before a step ask for.
pub struct Facts<'a> {
    pub case: &'a Case,
    /// The steps of the case, without the one that is wanted, in the order of their days.
    pub steps: &'a [CaseStep],
    pub wanted: &'a CaseStep,
    pub group: &'a [Member],
    pub recusals: &'a [Recusal],
    /// The questionings in the case, and those of its officers at the same time elsewhere.
    pub asked: &'a [Questioning],
    /// What was delegated to the unit of the case, or what it was empowered to; none where the case names no unit.
    pub delegations: Option<&'a [Delegation]>,
    pub calendar: &'a Calendar,
}

/// The gates before a step.
pub fn gates(rules: &CaseRules, facts: &Facts<'_>) -> Vec<GateCheck> {
    Checks { rules, facts, stages: chain(rules, facts.case, facts.steps), found: Vec::new() }.all()
}

struct Checks<'a> {
    rules: &'a CaseRules,
    facts: &'a Facts<'a>,
    stages: Vec<Stage>,
    found: Vec<GateCheck>,
}

impl<'a> Checks<'a> {
    fn all(mut self) -> Vec<GateCheck> {
        let wanted = self.facts.wanted;
        self.order();
        self.dates();
        if self.rules.is_contact(self.facts.case.kind, wanted.kind) {
            self.holders();
            self.powers();
            self.shown();
        }
        self.mode();
        self.recusal();
        match wanted.kind {
            StepKind::Investigate => self.overlap(),
            StepKind::Hearing | StepKind::Legality => self.separate(),
            StepKind::Coerce => self.necessity(),
            StepKind::Decide => {
                self.overlap();
                self.bounds();
                self.hearing();
                self.legality();
                self.discussed();
                self.transferred();
                self.band();
            }
            StepKind::Close => self.transferred(),
            _ => {}
        }
        self.periods();
        self.found
    }

    fn note(&mut self, gate: Gate, standing: Standing, because: impl Into<String>) {
        let rule = self.rules.gate(gate, self.facts.case.kind);
        let citation = rule.map(|rule| self.rules.cites(&rule.cites)).unwrap_or_default();
        self.note_under(gate, standing, because, citation);
    }

    fn note_under(&mut self, gate: Gate, standing: Standing, because: impl Into<String>, citation: String) {
        self.found.push(GateCheck { gate, standing, because: because.into(), citation });
    }

    /// The records that hold, of one kind.
    fn of(&self, kind: StepKind) -> impl DoubleEndedIterator<Item = &'a CaseStep> {
        self.facts.steps.iter().filter(move |step| step.stands() && step.kind == kind)
    }

    fn last(&self, kind: StepKind) -> Option<&'a CaseStep> {
        self.of(kind).next_back()
    }

    fn place(&self) -> Option<usize> {
        self.stages.iter().position(|stage| stage.step == self.facts.wanted.kind)
    }

    /// Every stage before it that must be has been recorded; what has a gate of its own is left to that.
    fn order(&mut self) {
        let Some(place) = self.place() else { return };
        let before = self.stages[..place].iter();
        let lacks = before.filter(|stage| {
            let of_its_own =
                matches!(stage.step, StepKind::Hearing | StepKind::Legality | StepKind::Collective);
            stage.due == Due::Must && stage.done == 0 && !of_its_own
        });
        let lacks: Vec<(&'static str, String)> =
            lacks.map(|stage| (stage.step.label(), stage.citation.clone())).collect();
        match lacks.first() {
            None => self.note(Gate::Order, Held, "前面应有的步骤都已登记"),
            Some((_, citation)) => {
                let names: Vec<&str> = lacks.iter().map(|(label, _)| *label).collect();
                let because = format!("还没有登记{}", names.join("、"));
                match citation.is_empty() {
                    true => self.note(Gate::Order, NotHeld, because),
                    false => self.note_under(Gate::Order, NotHeld, because, citation.clone()),
                }
            }
        }
    }

    /// Not before the last of the stages before it; the first of its kind not after what follows it.
    fn dates(&mut self) {
        let (Some(place), on) = (self.place(), self.facts.wanted.on) else { return };
        let kind = self.facts.wanted.kind;
        let at = |step: &CaseStep| self.stages.iter().position(|stage| stage.step == step.kind);
        let standing = || self.facts.steps.iter().filter(|step| step.stands());
        let late = standing().filter(|step| at(step).is_some_and(|at| at < place) && step.on > on);
        let late = late.max_by_key(|step| step.on);
        let first = !standing().any(|step| step.kind == kind);
        let early = standing().filter(|step| first && at(step).is_some_and(|at| at > place) && step.on < on);
        let early = early.min_by_key(|step| step.on);
        let (standing, because) = match (late, early) {
            (Some(step), _) => {
                (NotHeld, format!("早于{}的{}，请核对日期", show_date(step.on), step.kind.label()))
            }
            (None, Some(step)) => {
                (NotHeld, format!("晚于{}的{}，请核对日期", show_date(step.on), step.kind.label()))
            }
            (None, None) => (Held, "不早于前面的步骤".to_owned()),
        };
        self.note(Gate::Dates, standing, because);
    }

    fn holders(&mut self) {
        let group = self.facts.group;
        let holders = group.iter().filter(|one| one.holds).count();
        let each: Vec<String> = group.iter().map(|one| format!("{}：{}", one.name, one.card)).collect();
        let on = show_date(self.facts.wanted.on);
        match holders >= HOLDERS_LEAST {
            true => self.note(Gate::Holders, Held, each.join("；")),
            false if group.is_empty() => self.note(Gate::Holders, NotHeld, "没有填写办理人员"),
            false => {
                let because = format!("{on}持有效执法证件的只有{holders}人。{}", each.join("；"));
                self.note(Gate::Holders, NotHeld, because);
            }
        }
    }

    /// Enough of the group may do this, there, in this category.
    fn powers(&mut self) {
        let group = self.facts.group;
        let stands = |one: &Member| Standing::all(one.powers.iter().map(|line| line.standing));
        let able = group.iter().filter(|one| stands(one) == Held).count();
        if able >= HOLDERS_LEAST {
            let rules = self.rules.gate(Gate::Powers, self.facts.case.kind);
            let citation = rules.map(|rule| self.rules.cites(&rule.cites)).unwrap_or_default();
            let names: Vec<&str> =
                group.iter().filter(|one| stands(one) == Held).map(|one| one.name.as_str()).collect();
            let because = format!("{}的职权、类别和区域都符合", names.join("、"));
            return self.note_under(Gate::Powers, Held, because, citation);
        }
        let mut reasons = Vec::new();
        let mut citations: Vec<&str> = Vec::new();
        let possible = group.iter().filter(|one| stands(one) != NotHeld).count();
        for one in group.iter().filter(|one| stands(one) != Held) {
            let worst = stands(one);
            if let Some(line) = one.powers.iter().find(|line| line.standing == worst) {
                reasons.push(format!("{}：{}", one.name, line.because));
                if !line.citation.is_empty() && !citations.contains(&line.citation.as_str()) {
                    citations.push(&line.citation);
                }
            }
        }
        let standing = if possible >= HOLDERS_LEAST { Open } else { NotHeld };
        let because = match reasons.is_empty() {
            true => format!("可以办理的只有{able}人"),
            false => reasons.join("；"),
        };
        match citations.is_empty() {
            true => self.note(Gate::Powers, standing, because),
            false => self.note_under(Gate::Powers, standing, because, citations.join("、")),
        }
    }

    fn shown(&mut self) {
        match self.facts.wanted.showing {
            Some(showing) => self.note(Gate::Shown, Held, showing.label()),
            None => self.note(Gate::Shown, NotHeld, "没有登记是否出示执法证件"),
        }
    }

    /// A township acts in the bureau's name because it was delegated, or in its own because it was empowered.
    fn mode(&mut self) {
        let Facts { case, wanted, delegations, .. } = *self.facts;
        let asked = self.rules.is_contact(case.kind, wanted.kind) || wanted.kind == StepKind::Decide;
        let mode = match case.handling.mode {
            HandlingMode::Own => return,
            HandlingMode::Delegated => DelegationMode::Delegated,
            HandlingMode::Empowered => DelegationMode::Empowered,
        };
        if !asked {
            return;
        }
        let place = if mode == DelegationMode::Delegated { 0 } else { 1 };
        let rule = self.rules.gate(Gate::Mode, case.kind);
        let citation = rule
            .and_then(|rule| rule.cites.get(place))
            .map(|cite| self.rules.shortly(cite))
            .unwrap_or_default();
        let act = wanted.act.or_else(|| self.rules.act_of(case.kind));
        let lists = |one: &&Delegation| {
            one.mode == mode && one.runs(wanted.on) && act.is_none_or(|act| one.acts.contains(&act))
        };
        let (standing, because) = match delegations {
            None => (Open, "没有填写承办机构".to_owned()),
            Some(all) => match all.iter().find(lists) {
                Some(found) => (Held, format!("{}依据{}", mode.label(), found.document)),
                None => {
                    let what = act.map_or("这一事项", EnforcementAct::label);
                    (
                        NotHeld,
                        format!(
                            "承办机构没有登记{}当日有效、列有{what}的{}",
                            show_date(wanted.on),
                            match mode {
                                DelegationMode::Delegated => "委托书",
                                DelegationMode::Empowered => "赋权决定",
                            }
                        ),
                    )
                }
            },
        };
        self.note_under(Gate::Mode, standing, because, citation);
    }

    fn recusal(&mut self) {
        let wanted = self.facts.wanted;
        let away = |one: &&Recusal| {
            wanted.officers.contains(&one.officer) && one.away_from().is_some_and(|from| from <= wanted.on)
        };
        if let Some(found) = self.facts.recusals.iter().find(away) {
            let name = self.name(found.officer);
            let from = found.away_from().map(show_date).unwrap_or_default();
            let because = format!("{name}已于{from}决定回避，不能参加办理");
            return self.note(Gate::Recusal, NotHeld, because);
        }
        // A request that is not decided does not stop the inquiry; what is decided about the case waits.
        let open = |one: &&Recusal| one.granted.is_none() && wanted.officers.contains(&one.officer);
        match self.facts.recusals.iter().find(open) {
            Some(found) if wanted.kind != StepKind::Investigate => {
                let because = format!("对{}的回避申请还没有决定", self.name(found.officer));
                self.note(Gate::Recusal, Open, because);
            }
            _ => self.note(Gate::Recusal, Held, "没有应当回避的人员"),
        }
    }

    fn name(&self, officer: Id<Officer>) -> &'a str {
        self.facts
            .group
            .iter()
            .find(|one| one.officer == officer)
            .map_or("有关人员", |one| one.name.as_str())
    }

    fn overlap(&mut self) {
        let asked = self.facts.asked;
        let twice = asked.iter().enumerate().find_map(|(at, one)| {
            let other = asked[at + 1..].iter().find(|other| one.collides(other))?;
            Some((one, other))
        });
        match twice {
            None => self.note(Gate::Overlap, Held, "没有同一组人员同时询问两人的记录"),
            Some((one, other)) => {
                let because = format!(
                    "{}{}至{}询问{}和{}至{}询问{}，有同一人员在场",
                    show_date(one.on()),
                    one.from.format("%H:%M"),
                    one.to.format("%H:%M"),
                    one.person,
                    other.from.format("%H:%M"),
                    other.to.format("%H:%M"),
                    other.person
                );
                self.note(Gate::Overlap, NotHeld, because);
            }
        }
    }

    /// Who inquired neither presides at the hearing nor reviews for legality.
    fn separate(&mut self) {
        let wanted = self.facts.wanted;
        let inquired = |officer: &&Id<Officer>| {
            self.of(StepKind::Investigate).any(|step| step.officers.contains(officer))
                || self.facts.case.officers.contains(officer)
        };
        let (gate, kind) = (Gate::Separate, self.facts.case.kind);
        let same = wanted.officers.iter().find(inquired).map(|officer| self.name(*officer));
        let (standing, because) = match same {
            Some(name) => (NotHeld, format!("{name}参加过本案的调查，{}由别人办理", wanted.kind.label())),
            None => (Held, "没有参加过调查的人员".to_owned()),
        };
        // The article names the hearing; the review for legality has its own.
        let under = if wanted.kind == StepKind::Hearing { gate } else { Gate::Legality };
        let rule = self.rules.gate(under, kind);
        let citation = rule.map(|rule| self.rules.cites(&rule.cites)).unwrap_or_default();
        self.note_under(gate, standing, because, citation);
    }

    fn necessity(&mut self) {
        match self.facts.wanted.text.trim().is_empty() {
            true => self.note(Gate::Necessity, NotHeld, "没有写明采取措施的必要性和限度"),
            false => self.note(Gate::Necessity, Held, "已经写明必要性"),
        }
    }

    fn bounds(&mut self) {
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
    fn has(&self, kind: StepKind) -> bool {
        self.stages.iter().any(|stage| stage.step == kind)
    }

    fn hearing(&mut self) {
        if !self.has(StepKind::Hearing) {
            return;
        }
        let foretold = self.last(StepKind::Foretell).map(|step| step.outcome);
        let (standing, because) = match self.facts.case.handling.hearing {
            None => (Open, "没有认定是不是应当告知听证权利，请在案件信息里选定"),
            Some(false) => (Held, "不属于应当告知听证权利的情形"),
            Some(true)
                if self.has(StepKind::Foretell) && foretold != Some(Some(StepOutcome::ToldHearing)) =>
            {
                (NotHeld, "应当告知听证权利，事先告知里没有告知")
            }
            Some(true) if self.last(StepKind::Hearing).is_none() => {
                (NotHeld, "告知听证权利以后，没有登记听证是否举行")
            }
            Some(true) => (Held, "已经告知听证权利，听证情况已登记"),
        };
        self.note(Gate::Hearing, standing, because);
    }

    fn legality(&mut self) {
        if self.has(StepKind::Legality) {
            let (standing, because) = self.agreed(StepKind::Legality);
            self.note(Gate::Legality, standing, because);
        }
    }

    fn discussed(&mut self) {
        if self.has(StepKind::Collective) {
            let (standing, because) = self.agreed(StepKind::Collective);
            self.note(Gate::Discussed, standing, because);
        }
    }

    /// Whether what a major decision needs was done, and agreed.
    fn agreed(&self, kind: StepKind) -> (Standing, String) {
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

    fn transferred(&mut self) {
        let case = self.facts.case;
        if !matches!(case.kind, CaseKind::Penalty | CaseKind::SummaryPenalty) {
            return;
        }
        let (standing, because) = match case.handling.crime {
            None if case.kind == CaseKind::SummaryPenalty => return,
            None => (Open, "没有认定是不是涉嫌犯罪，请在案件信息里选定"),
            Some(false) => (Held, "不涉嫌犯罪"),
            Some(true) if self.last(StepKind::Transfer).is_none() => {
                (NotHeld, "涉嫌犯罪，还没有登记移送公安机关")
            }
            Some(true) => (Held, "已经移送公安机关"),
        };
        self.note(Gate::Transfer, standing, because);
    }

    fn band(&mut self) {
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

    fn periods(&mut self) {
        let Facts { case, wanted, .. } = *self.facts;
        let rules = self.rules;
        for rule in rules.periods(case.kind) {
            let ends = rule.to == wanted.kind || wanted.kind == StepKind::Extend;
            let Some(began) = self.of(rule.from).next() else { continue };
            if !ends || (wanted.kind == StepKind::Extend && self.last(rule.to).is_some()) {
                continue;
            }
            let Some(last) = last_day(rule, began.on, self.facts.steps, self.facts.calendar) else {
                continue;
            };
            let days = (wanted.on - last).num_days();
            let citation = rules.shortly(&rule.cite);
            let from = format!("{}{}，期限至{}", show_date(began.on), began.kind.label(), show_date(last));
            match days {
                1.. => self.note_under(Gate::Period, NotHeld, format!("{from}，已经超过{days}日"), citation),
                _ => self.note_under(Gate::Period, Held, from, citation),
            }
        }
    }
}

/// The last day of a period that began on a day, with its extensions.
pub fn last_day(
    rule: &PeriodRule,
    began: NaiveDate,
    steps: &[CaseStep],
    calendar: &Calendar,
) -> Option<NaiveDate> {
    let extended =
        steps.iter().filter(|step| step.stands() && step.kind == StepKind::Extend && step.on >= began);
    let extended = extended.filter_map(|step| step.until).max();
    let last = reckon(began, rule.period()?, calendar).ok()?.last;
    // The days after the decision are a period of their own, which nobody extends.
    Some(if rule.to == StepKind::Serve { last } else { extended.map_or(last, |until| until.max(last)) })
}
