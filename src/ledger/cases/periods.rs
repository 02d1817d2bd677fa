//! The periods of a case as deadlines: each begins and ends with a step, in the same act.

use chrono::NaiveDate;

use super::deadlines::{Term, start};
use super::{Draft, Result, Versioned};
use crate::domain::case::Case;
use crate::domain::case_step::{CaseStep, StepKind};
use crate::domain::deadline::Trigger;
use crate::domain::due::{Deadline, DeadlineState};
use crate::exchange::calendar_file::builtin_calendar;
use crate::rules::case::{CaseRules, PeriodRule};
use crate::words::date::show_date;

/// A case with its rules and what runs in it.
pub(super) struct Running<'a> {
    pub rules: &'a CaseRules,
    pub case: &'a Versioned<Case>,
    pub running: &'a [Versioned<Deadline>],
}

impl<'a> Running<'a> {
    fn of(&self, rule: &PeriodRule) -> Option<&'a Versioned<Deadline>> {
        self.running.iter().find(|one| one.value.task == rule.label)
    }

    fn rules(&self) -> impl Iterator<Item = &'a PeriodRule> {
        self.rules.periods(self.case.value.kind)
    }
}

/// Begins and ends the periods that hang on a step.
pub(super) fn begin_and_end(draft: &mut Draft<'_>, of: &Running<'_>, step: &CaseStep) -> Result<()> {
    for rule in of.rules() {
        let Some(one) = of.of(rule) else { continue };
        if rule.is_ended_by(step.kind) {
            let (state, closed_on) = (DeadlineState::Done, Some(step.on.max(one.value.start_on)));
            draft.change(one, &Deadline { state, closed_on, ..one.value.clone() })?;
        } else if let (StepKind::Extend, Some(until), true) = (step.kind, step.until, rule.extends) {
            let explanation = format!("经批准延长至{}。{}", show_date(until), one.value.explanation);
            let longer = Deadline {
                nominal_last: until,
                last: until,
                act_by: until,
                explanation,
                ..one.value.clone()
            };
            draft.change(one, &longer)?;
        } else if rule.is_begun_by(step) && !rule.extends {
            // Told again, it runs anew; what can be extended goes on from its first day.
            lift(draft, one, step.on)?;
        }
    }
    begin(draft, of, step, &[])
}

/// Begins the periods that hang on a step, but those that one of these steps has ended.
pub(super) fn begin(
    draft: &mut Draft<'_>,
    of: &Running<'_>,
    step: &CaseStep,
    ended: &[StepKind],
) -> Result<()> {
    for rule in of.rules().filter(|rule| rule.is_begun_by(step)) {
        let runs_on = rule.extends && of.of(rule).is_some();
        if !runs_on && !ended.iter().any(|kind| rule.is_ended_by(*kind)) {
            begin_one(draft, of, rule, step)?;
        }
    }
    Ok(())
}

/// Takes a period back: what it ran from does not hold.
pub(super) fn lift(draft: &mut Draft<'_>, one: &Versioned<Deadline>, on: NaiveDate) -> Result<()> {
    let closed_on = Some(one.value.start_on.max(on));
    draft.change(one, &Deadline { state: DeadlineState::Lifted, closed_on, ..one.value.clone() })
}

fn begin_one(draft: &mut Draft<'_>, of: &Running<'_>, rule: &PeriodRule, step: &CaseStep) -> Result<()> {
    let case = &of.case.value;
    let about = if case.number.is_empty() { &case.title } else { &case.number };
    let citation = of.rules.written(rule);
    let day = match (rule.least, rule.hours()) {
        (true, _) => step.until.map(|until| {
            let said =
                format!("{}{}，{}{}", show_date(step.on), step.kind.label(), show_date(until), rule.label);
            (until, said)
        }),
        (false, Some(_)) => rule.last(step.on, &builtin_calendar()).map(|last| {
            let (began, last_words) = (show_date(step.on), show_date(last));
            let words = rule.words();
            (last, format!("自{began}起{words}内，台账按日登记，最晚{last_words}，休息日不顺延。"))
        }),
        (false, None) => {
            let Some(period) = rule.period() else { return Ok(()) };
            let term = Term {
                task: &rule.label,
                about,
                record: of.case.id.uuid(),
                citation,
                holder: rule.holder(),
                trigger: Trigger::Occurred,
                period,
                start_on: step.on,
            };
            return start(draft, &term).map(|_| ());
        }
    };
    let Some((last, explanation)) = day else { return Ok(()) };
    draft.add(&Deadline {
        task: rule.label.clone(),
        about: about.clone(),
        record: of.case.id.uuid(),
        citation,
        holder: rule.holder(),
        trigger: Trigger::Occurred,
        start_on: step.on,
        period: rule.words().to_owned(),
        nominal_last: last,
        last,
        act_by: last,
        confirmed: true,
        explanation,
        state: DeadlineState::Running,
        closed_on: None,
    })?;
    Ok(())
}
