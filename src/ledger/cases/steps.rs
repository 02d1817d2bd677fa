//! The steps of a case: what stands before one, recording it, correcting it, and the periods that it begins and ends.

use chrono::Days;

use super::super::cards::Place;
use super::periods::{Running, begin, begin_and_end, lift};
use super::{Due, Error, GateCheck, Id, Ledger, Officer, Op, Result, Stage, Versioned};
use crate::domain::case::Case;
use crate::domain::case_step::{CaseStep, Passed, Recusal, StepKind};
use crate::domain::due::{Deadline, DeadlineState};
use crate::domain::fault::Standing;
use crate::domain::power::Delegation;
use crate::domain::questioning::Questioning;
use crate::exchange::calendar_file::builtin_calendar;
use crate::rules::case::{CaseRules, Facts, Member, MemberLine, chain, gates, kinds_beside};

/// Steps that can be recorded beside the chain.
pub type Beside = Vec<StepKind>;

impl Ledger {
    /// The steps of a case that hold and those that were withdrawn, in the order of their days.
    pub fn steps_of(&self, case: Id<Case>) -> Result<Vec<Versioned<CaseStep>>> {
        let mut all = self.store().steps_of(case)?;
        all.sort_by_key(|one| one.value.on);
        Ok(all)
    }

    /// The stages of a case with how each stands, and what can be recorded beside them.
    pub fn case_chain(&self, case: Id<Case>) -> Result<(Vec<Stage>, Beside)> {
        let (rules, read) = (self.case_rules()?, self.get(case)?.value);
        let steps: Vec<CaseStep> = self.steps_of(case)?.into_iter().map(|one| one.value).collect();
        Ok((chain(rules, &read, &steps), kinds_beside(rules, &read)))
    }

    /// What stands before a step and what does not, each with its reason and provision. `own` is the record that
    /// is being corrected.
    pub fn gates_of(&self, step: &CaseStep, own: Option<Id<CaseStep>>) -> Result<Vec<GateCheck>> {
        let (rules, case) = (self.case_rules()?, self.get(step.case)?.value);
        let steps = self.steps_of(step.case)?.into_iter().filter(|one| Some(one.id) != own);
        let steps: Vec<CaseStep> = steps.map(|one| one.value).collect();
        let recusals: Vec<Recusal> = self.recusals_of(step.case)?.into_iter().map(|one| one.value).collect();
        let delegations = match case.handling.unit {
            Some(unit) => {
                let all = self.store().delegations_to(unit)?.into_iter();
                Some(all.map(|one| one.value).collect::<Vec<Delegation>>())
            }
            None => None,
        };
        let settings = self.case_settings()?;
        let facts = Facts {
            settings: &settings,
            group: &self.group_of(rules, &case, step)?,
            case: &case,
            steps: &steps,
            wanted: step,
            recusals: &recusals,
            asked: &self.asked_around(step.case)?,
            delegations: delegations.as_deref(),
            calendar: &builtin_calendar(),
        };
        Ok(gates(rules, &facts))
    }

    fn group_of(&self, rules: &CaseRules, case: &Case, step: &CaseStep) -> Result<Vec<Member>> {
        let group = self.group_on(&step.officers, step.on)?;
        let act = step.act.or_else(|| rules.act_of(case.kind));
        let place = Place { category: case.handling.category, place: case.handling.region.clone() };
        let cards = self.card_rules()?;
        let member = |one: super::super::cards::Member| -> Result<Member> {
            let mut powers = Vec::new();
            if let Some(act) = act.filter(|_| rules.is_contact(case.kind, step.kind)) {
                for line in self.may_enforce(one.officer, act, step.on, &place)? {
                    let citation = line.cite.map(|cite| cards.shortly(&cite)).unwrap_or_default();
                    let (standing, because) = (line.standing, line.because);
                    powers.push(MemberLine { standing, because, citation });
                }
            }
            Ok(Member {
                officer: one.officer,
                name: one.name,
                holds: one.card.is_some(),
                card: one.because,
                powers,
            })
        };
        group.members.into_iter().map(member).collect()
    }

    /// The questionings in a case, and those elsewhere in which one of the group would be at the same time.
    fn asked_around(&self, case: Id<Case>) -> Result<Vec<Questioning>> {
        let own: Vec<Questioning> = self.questionings_of(case)?.into_iter().map(|one| one.value).collect();
        let mut all = own.clone();
        for one in &own {
            let since = one.on().checked_sub_days(Days::new(1)).unwrap_or(one.on());
            for other in self.store().questionings_between(since, one.to.date())? {
                if other.value.case != case && one.collides(&other.value) && !all.contains(&other.value) {
                    all.push(other.value);
                }
            }
        }
        Ok(all)
    }

    /// Records a step. Gates that do not stand are passed for the reason `why`, which stays with the step.
    ///
    /// # Errors
    /// A day that has not come; gates that do not stand and no reason, each with its provision.
    pub fn record_step(&mut self, step: &CaseStep, why: &str) -> Result<Id<CaseStep>> {
        let step = self.passing(step, None, why)?;
        let case = self.get(step.case)?;
        let rules = self.case_rules()?;
        let running = self.running_of(step.case)?;
        self.transact(Op::RecordStep, why, |draft| {
            let id = draft.add(&step)?;
            begin_and_end(draft, &Running { rules, case: &case, running: &running }, &step)?;
            Ok(id)
        })
    }

    /// Corrects a step, or withdraws it; the gates are asked anew for one that holds.
    ///
    /// # Errors
    /// No reason, nothing that changes, another case; gates that do not stand and no reason to pass them.
    pub fn change_step(
        &mut self,
        read: &Versioned<CaseStep>,
        step: &CaseStep,
        passing: &str,
        why: &str,
    ) -> Result<()> {
        if why.trim().is_empty() {
            return Err(Error::Refused("更正已经登记的步骤要写明理由。".to_owned()));
        }
        if read.value.case != step.case || read.value.kind != step.kind {
            return Err(Error::Refused("更正不能换成别的案件或者别的步骤，请作废以后重新登记。".to_owned()));
        }
        let step = if step.stands() { self.passing(step, Some(read.id), passing)? } else { step.clone() };
        if read.value == step {
            return Err(Error::Refused("步骤和原来一样，没有要改的。".to_owned()));
        }
        let case = self.get(step.case)?;
        let rules = self.case_rules()?;
        let running = self.running_of(step.case)?;
        let before = &read.value;
        let moved = before.on != step.on
            || before.until != step.until
            || before.outcome != step.outcome
            || !step.stands();
        let later = self.steps_of(step.case)?.into_iter().filter(|one| one.value.stands());
        let later: Vec<StepKind> =
            later.filter(|one| one.value.on >= step.on).map(|one| one.value.kind).collect();
        self.transact(Op::RecordStep, why, |draft| {
            draft.change(read, &step)?;
            if moved {
                let begun = rules.periods(case.value.kind).filter(|rule| rule.is_begun_by(before));
                let begun: Vec<&str> = begun.map(|rule| rule.label.as_str()).collect();
                for one in running.iter().filter(|one| begun.contains(&one.value.task.as_str())) {
                    lift(draft, one, step.on)?;
                }
                if step.stands() {
                    begin(draft, &Running { rules, case: &case, running: &[] }, &step, &later)?;
                }
            }
            Ok(())
        })
    }

    /// The step with the gates that it passes for a reason.
    fn passing(&self, step: &CaseStep, own: Option<Id<CaseStep>>, why: &str) -> Result<CaseStep> {
        self.not_in_future("case_step.on", step.on)?;
        crate::domain::problem::Checked::check(step)?;
        let stopped: Vec<GateCheck> =
            self.gates_of(step, own)?.into_iter().filter(|one| one.standing != Standing::Held).collect();
        if !stopped.is_empty() && why.trim().is_empty() {
            let told: Vec<String> = stopped.iter().map(|one| format!("{}。", one.sentence())).collect();
            return Err(Error::Refused(format!(
                "登记“{}”以前还有{}项没有通过：\n{}\n请先办好；仍然要登记的，写明理由，评查时看得到。",
                step.kind.label(),
                stopped.len(),
                told.join("\n")
            )));
        }
        let passed = stopped.into_iter().map(|one| Passed {
            gate: one.gate,
            because: one.because,
            citation: one.citation,
            why: why.trim().to_owned(),
        });
        Ok(CaseStep { passed: passed.collect(), ..step.clone() })
    }

    fn running_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Deadline>>> {
        let mut all = self.store().deadlines_of(case.uuid())?;
        all.retain(|one| one.value.state == DeadlineState::Running);
        Ok(all)
    }

    /// The periods that run in a case, the most urgent first.
    pub fn periods_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Deadline>>> {
        let mut all = self.running_of(case)?;
        all.sort_by_key(|one| one.value.act_by);
        Ok(all)
    }

    /// Records that somebody keeps away from a case, or was asked to.
    ///
    /// # Errors
    /// A day that has not come.
    pub fn record_recusal(&mut self, recusal: &Recusal) -> Result<Id<Recusal>> {
        self.recusal_fits(recusal)?;
        self.transact(Op::RecordRecusal, "", |draft| draft.add(recusal))
    }

    /// Records how a request was decided, or corrects it.
    ///
    /// # Errors
    /// A day that has not come.
    pub fn change_recusal(&mut self, read: &Versioned<Recusal>, recusal: &Recusal, why: &str) -> Result<()> {
        self.recusal_fits(recusal)?;
        self.transact(Op::RecordRecusal, why, |draft| draft.change(read, recusal))
    }

    fn recusal_fits(&self, recusal: &Recusal) -> Result<()> {
        self.get(recusal.case)?;
        self.get::<Officer>(recusal.officer)?;
        self.not_in_future("recusal.on", recusal.on)?;
        recusal.decided_on.map_or(Ok(()), |on| self.not_in_future("recusal.decided_on", on))
    }

    /// Who keeps away from a case, or was asked to, in the order in which it was entered.
    pub fn recusals_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Recusal>>> {
        Ok(self.store().recusals_of(case)?)
    }

    /// Whether a case has a stage that nobody has said to be due or not.
    pub fn case_is_open(&self, case: Id<Case>) -> Result<bool> {
        Ok(self.case_chain(case)?.0.iter().any(|stage| stage.due == Due::Open))
    }
}
