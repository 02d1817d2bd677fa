//! The gates about time: the order of the steps, their days, and the periods that the law sets.

use chrono::NaiveDate;

use super::super::PeriodRule;
use super::super::chain::Due;
use super::Checks;
use crate::domain::calendar::Calendar;
use crate::domain::case_step::{CaseStep, Gate, StepKind, StepOutcome};
use crate::domain::fault::Standing::{Held, NotHeld};
use crate::words::date::show_date;

impl<'a> Checks<'a> {
    /// Every stage before it that must be has been recorded; what has a gate of its own is left to that.
    pub(super) fn order(&mut self) {
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
    pub(super) fn dates(&mut self) {
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

    /// A period that the step ends was kept; one that must run out before it has run out.
    pub(super) fn periods(&mut self) {
        let (kind, wanted) = (self.facts.case.kind, self.facts.wanted);
        let rules = self.rules;
        for rule in rules.periods(kind) {
            if rule.least {
                self.run_out(rule);
                continue;
            }
            let extends = wanted.kind == StepKind::Extend && rule.extends && self.last(rule.to).is_none();
            if rule.to != wanted.kind && !extends {
                continue;
            }
            let Some(began) = self.began(rule) else { continue };
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

    /// The step from which a period runs: what can be extended runs from the first, the rest from the latest.
    fn began(&self, rule: &PeriodRule) -> Option<&'a CaseStep> {
        let mut all = self.of(rule.from).filter(|step| rule.is_begun_by(step));
        if rule.extends { all.next() } else { all.next_back() }
    }

    /// What must lie so many days after something else: a hearing after its notice.
    fn run_out(&mut self, rule: &PeriodRule) {
        let wanted = self.facts.wanted;
        let (began, on) = if wanted.kind == rule.from {
            let Some(until) = wanted.until else { return };
            (Some(wanted.on), until)
        } else if wanted.kind == rule.to && wanted.outcome == Some(StepOutcome::Held) {
            (self.began(rule).map(|step| step.on), wanted.on)
        } else {
            return;
        };
        let (from, to, citation) = (rule.from.label(), rule.to.label(), self.rules.shortly(&rule.cite));
        let Some(began) = began else {
            let because = format!("没有登记{from}，看不出是不是提前{}通知的", rule.words());
            return self.note_under(Gate::Period, NotHeld, because, citation);
        };
        let Some(first) = rule.last(began, self.facts.calendar) else { return };
        let words = format!(
            "{}{from}，{}举行{to}，提前{}通知的最早在{}举行",
            show_date(began),
            show_date(on),
            rule.words(),
            show_date(first)
        );
        let standing = if on < first { NotHeld } else { Held };
        self.note_under(Gate::Period, standing, words, citation);
    }
}

/// The last day of a period that began on a day, with its extensions.
pub fn last_day(
    rule: &PeriodRule,
    began: NaiveDate,
    steps: &[CaseStep],
    calendar: &Calendar,
) -> Option<NaiveDate> {
    let last = rule.last(began, calendar)?;
    let extended =
        steps.iter().filter(|step| step.stands() && step.kind == StepKind::Extend && step.on >= began);
    let extended = extended.filter(|_| rule.extends).filter_map(|step| step.until).max();
    Some(extended.map_or(last, |until| until.max(last)))
}

#[cfg(test)]
mod tests {
    use super::super::super::built_in_case;
    use super::super::{Facts, gates};
    use crate::domain::calendar::Calendar;
    use crate::domain::case::{Case, Handling, Party};
    use crate::domain::case_settings::CaseSettings;
    use crate::domain::case_step::{CaseStep, Gate, StepKind, StepOutcome};
    use crate::domain::fault::Standing;
    use crate::domain::id::Id;

    #[test]
    fn the_periods_are_kept_or_not_as_the_rules_say() {
        let (rules, calendar) = (built_in_case().expect("the rules"), Calendar::default());
        for trial in &rules.timings {
            let case = Case {
                number: String::new(),
                title: trial.what.clone(),
                kind: trial.kind,
                party: Party::default(),
                source: String::new(),
                summary: String::new(),
                law: String::new(),
                opened_on: None,
                officers: Vec::new(),
                handling: Handling::default(),
            };
            let read = |(on, text): &(String, String)| {
                let (kind, outcome) = text.split_once('：').unwrap_or((text, ""));
                let kind = StepKind::ALL.iter().copied().find(|one| one.label() == kind).expect("a step");
                let outcome = StepOutcome::ALL.iter().copied().find(|one| one.label() == outcome);
                CaseStep {
                    outcome,
                    ..CaseStep::new(Id::new(uuid::Uuid::nil()), kind, on.parse().expect("a day"))
                }
            };
            let steps: Vec<CaseStep> = trial.steps.iter().map(read).collect();
            let mut wanted = read(&trial.wanted);
            wanted.until = trial.until.as_ref().map(|day| day.parse().expect("a day"));
            let facts = Facts {
                case: &case,
                steps: &steps,
                wanted: &wanted,
                group: &[],
                recusals: &[],
                asked: &[],
                delegations: None,
                calendar: &calendar,
                settings: &CaseSettings::default(),
            };
            let all = gates(rules, &facts);
            let found = all.iter().find(|one| one.gate == Gate::Period);
            let found = found.unwrap_or_else(|| panic!("{}: no period in {all:#?}", trial.what));
            let stands = found.standing == Standing::Held;
            assert_eq!(stands, trial.stands, "{}: {}", trial.what, found.sentence());
            assert!(found.sentence().contains(&trial.cites), "{}: {}", trial.what, found.sentence());
        }
        // Every period is kept in one and missed in another.
        for period in &rules.periods {
            let cite = rules.shortly(&period.cite);
            for stands in [true, false] {
                let tried = |to: StepKind| {
                    rules.timings.iter().any(|trial| {
                        trial.stands == stands
                            && trial.cites == cite
                            && trial.wanted.1.starts_with(to.label())
                    })
                };
                assert!(tried(period.to), "{} {stands}", period.label);
            }
        }
    }
}
