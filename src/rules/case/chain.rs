//! The chain of a case: which steps it goes through, which are done, and what is next.

use super::{CaseRules, Need};
use crate::domain::case::Case;
use crate::domain::case_step::{CaseStep, StepKind, StepOutcome};

/// Whether a case goes through a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Must,
    /// Nobody has said yet what decides it.
    Open,
    Not,
}

/// One stage of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub step: StepKind,
    pub due: Due,
    /// How often it is recorded.
    pub done: usize,
    /// The first that must be and is not.
    pub next: bool,
    /// The provision behind it, by its short name; empty where none is cited.
    pub citation: String,
    /// What decides whether it is due, where that depends on something; empty for what every case goes through.
    pub condition: &'static str,
    pub contact: bool,
}

/// The stages of a case in their order, with how each stands.
pub fn chain(rules: &CaseRules, case: &Case, steps: &[CaseStep]) -> Vec<Stage> {
    let Some(chain) = rules.chain(case.kind) else { return Vec::new() };
    let mut stages: Vec<Stage> = chain
        .stages
        .iter()
        .map(|rule| Stage {
            step: rule.step,
            due: due(rule.need, case, steps),
            done: steps.iter().filter(|step| step.stands() && step.kind == rule.step).count(),
            next: false,
            citation: rules.shortly(&rule.cite),
            condition: match rule.need {
                Need::Always => "",
                Need::Major => "重大执法决定",
                Need::Hearing => "应当告知听证权利",
                Need::Imposed => "给予处罚、许可或者责令",
            },
            contact: rule.contact,
        })
        .collect();
    if let Some(next) = stages.iter_mut().find(|stage| stage.done == 0 && stage.due == Due::Must) {
        next.next = true;
    }
    stages
}

/// Steps that stand beside the chain of a kind and can be recorded in it at any time.
pub fn kinds_beside(rules: &CaseRules, case: &Case) -> Vec<StepKind> {
    let in_chain = |kind: &StepKind| {
        rules.chain(case.kind).is_some_and(|chain| chain.stages.iter().any(|stage| stage.step == *kind))
    };
    // What only a period asks for stands where the kind of case has such a period.
    let timed = |kind: &StepKind| rules.periods(case.kind).any(|rule| rule.from == *kind || rule.to == *kind);
    let any = [StepKind::Transfer, StepKind::Extend, StepKind::Coerce].into_iter();
    let hearing = [StepKind::HearingAsked, StepKind::HearingNotice];
    let transfer = [StepKind::TransferReport, StepKind::TransferDecision];
    let only = hearing.into_iter().chain(transfer).filter(timed);
    only.chain(any).filter(|kind| !in_chain(kind)).collect()
}

fn due(need: Need, case: &Case, steps: &[CaseStep]) -> Due {
    let said = |answer: Option<bool>| answer.map_or(Due::Open, |yes| if yes { Due::Must } else { Due::Not });
    match need {
        Need::Always => Due::Must,
        Need::Major => said(case.handling.major),
        Need::Hearing => said(case.handling.hearing),
        Need::Imposed => {
            let decided = steps.iter().rfind(|step| step.stands() && step.kind == StepKind::Decide);
            // Until it is decided it counts as what usually comes.
            let imposes = decided.is_none_or(|step| step.outcome == Some(StepOutcome::Impose));
            if imposes { Due::Must } else { Due::Not }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::built_in_case;
    use super::{Due, chain};
    use crate::domain::case::{Case, CaseKind, Handling, Party};
    use crate::domain::case_step::{CaseStep, StepKind, StepOutcome};
    use crate::domain::id::Id;

    #[test]
    fn the_cases_of_the_rules_go_on_as_they_say() {
        let rules = built_in_case().expect("the rules");
        for trial in &rules.cases {
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
                handling: Handling { major: trial.major, hearing: trial.hearing, ..Handling::default() },
            };
            let read = |text: &String| {
                let (kind, outcome) = text.split_once('：').unwrap_or((text, ""));
                let kind = StepKind::ALL.iter().copied().find(|one| one.label() == kind).expect("a step");
                let outcome = StepOutcome::ALL.iter().copied().find(|one| one.label() == outcome);
                let on = "2026-01-05".parse().expect("a day");
                CaseStep { outcome, ..CaseStep::new(Id::new(uuid::Uuid::nil()), kind, on) }
            };
            let steps: Vec<CaseStep> = trial.steps.iter().map(read).collect();
            let stages = chain(rules, &case, &steps);
            let next = stages.iter().find(|stage| stage.next).map_or("", |stage| stage.step.label());
            assert_eq!(next, trial.next, "{}", trial.what);
            let open = stages.iter().filter(|stage| stage.due == Due::Open && stage.done == 0);
            let open: Vec<&str> = open.map(|stage| stage.step.label()).collect();
            let settled = trial.major.is_some() && trial.hearing.is_some() || trial.open.is_empty();
            assert!(settled || open == trial.open, "{}: {open:?}", trial.what);
        }
        // Every kind is tried.
        assert!(CaseKind::ALL.iter().all(|kind| rules.cases.iter().any(|trial| trial.kind == *kind)));
    }

    #[test]
    fn a_summary_penalty_is_shorter_than_a_general_one() {
        let rules = built_in_case().expect("the rules");
        let stages = |kind| rules.chain(kind).expect("a chain").stages.len();
        assert!(stages(CaseKind::SummaryPenalty) < stages(CaseKind::Penalty));
    }
}
