//! The gates about those who act: their cards and powers, in whose name, who keeps away, who is asked by whom.

use super::{Checks, Facts, Member};
use crate::domain::case::HandlingMode;
use crate::domain::case_step::{Gate, Recusal, StepKind};
use crate::domain::fault::Standing::{self, Held, NotHeld, Open};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::power::{Delegation, DelegationMode, EnforcementAct};
use crate::domain::questioning::HOLDERS_LEAST;
use crate::words::date::show_date;

impl<'a> Checks<'a> {
    pub(super) fn holders(&mut self) {
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
    pub(super) fn powers(&mut self) {
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

    pub(super) fn shown(&mut self) {
        match self.facts.wanted.showing {
            Some(showing) => self.note(Gate::Shown, Held, showing.label()),
            None => self.note(Gate::Shown, NotHeld, "没有登记是否出示执法证件"),
        }
    }

    /// A township acts in the bureau's name because it was delegated, or in its own because it was empowered.
    pub(super) fn mode(&mut self) {
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

    pub(super) fn recusal(&mut self) {
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

    pub(super) fn name(&self, officer: Id<Officer>) -> &'a str {
        self.facts
            .group
            .iter()
            .find(|one| one.officer == officer)
            .map_or("有关人员", |one| one.name.as_str())
    }

    pub(super) fn overlap(&mut self) {
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
    pub(super) fn separate(&mut self) {
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
}
