//! What stands before a step: each gate with how it stands, a sentence for a clerk, and the provision.
//!
//! Nothing is refused here. A gate that does not stand can be passed with a reason; that is for the ledger.

mod decision;
mod people;
mod time;

use super::CaseRules;
use super::chain::{Stage, chain};
use crate::domain::calendar::Calendar;
use crate::domain::case::Case;
use crate::domain::case_settings::CaseSettings;
use crate::domain::case_step::{CaseStep, Gate, Recusal, StepKind};
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::power::Delegation;
use crate::domain::questioning::Questioning;

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
    pub settings: &'a CaseSettings,
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
            StepKind::Foretell => self.foretold(),
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
}
