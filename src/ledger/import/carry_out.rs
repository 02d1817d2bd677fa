//! Writing what a person has confirmed: a few hundred people an act, each act whole.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::base::Base;
use super::plan::{CardStep, Who, World};
use super::{Line, Meant, Plan, Standing};
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::domain::unit::Unit;
use crate::ledger::file::Versioned;
use crate::ledger::{Error, Ledger, Result};

/// People that one act writes; it takes well under 100 ms.
const CHUNK: usize = 250;

/// What a person has said of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// As planned.
    Take,
    /// The row means this person.
    Merge(Meant),
    /// The row means somebody whom neither the ledger nor an earlier row has.
    Keep,
    /// The row is not imported.
    Leave,
}

/// What was chosen, by the row's place in the plan. Of what is not named, all that is clear is taken and
/// all that is not is left.
pub type Choices = BTreeMap<usize, Choice>;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Written,
    /// All of it was in the ledger.
    Unchanged,
    /// Somebody left it out, or did not say whom it means, or stopped before it.
    Left,
    Refused(String),
}

/// What an import has written.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// For each row of the plan.
    pub outcomes: Vec<Outcome>,
    pub people_added: usize,
    pub people_changed: usize,
    pub cards_added: usize,
    pub cards_changed: usize,
}

/// What is written of one person.
#[derive(Default)]
struct Step {
    lines: Vec<usize>,
    person: Option<Officer>,
    cards: Vec<CardStep>,
}

/// A plan that is being written, so many people at a time.
pub struct Writing {
    base: Arc<Base>,
    why: String,
    /// The last are written first: in the order of the rows they stand backwards.
    steps: Vec<(Who, Step)>,
    total: usize,
    done: Imported,
}

impl Writing {
    /// How many people of how many are written.
    pub fn progress(&self) -> (usize, usize) {
        (self.total - self.steps.len(), self.total)
    }

    /// Ends it, though something may be left.
    pub fn end(mut self) -> Imported {
        for line in self.steps.iter().flat_map(|(_, step)| &step.lines) {
            self.done.outcomes[*line] = Outcome::Left;
        }
        self.done
    }
}

impl Ledger {
    /// Writes a plan as it was confirmed. `source` names the file in the journal; `go_on` is told how many
    /// people of how many are written, and stops the import by answering no.
    ///
    /// # Errors
    /// As [`Ledger::begin_import`] and [`Ledger::go_on_importing`]. What was written before an error stays, and
    /// importing again goes on from there.
    pub fn carry_out_import(
        &mut self,
        plan: &Plan,
        choices: &Choices,
        source: &str,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Imported> {
        let mut writing = self.begin_import(plan, choices, source)?;
        let (mut written, total) = writing.progress();
        while written < total && go_on(written, total) {
            self.go_on_importing(&mut writing)?;
            (written, _) = writing.progress();
        }
        go_on(written, total);
        Ok(writing.end())
    }

    /// Begins to write a plan as it was confirmed: adds the units, and gathers what is to be written of whom.
    ///
    /// # Errors
    /// A ledger that has changed since the plan was made; a role that may not import or add units.
    pub fn begin_import(&mut self, plan: &Plan, choices: &Choices, source: &str) -> Result<Writing> {
        if self.head()? != plan.head {
            let why = "试读以后台账有了改动，为免重复没有导入。请重新试读一遍，核对后再导入。";
            return Err(Error::Refused(why.to_owned()));
        }
        let why = format!("导入名册：{source}");
        let mut world = World::of(&plan.base);
        self.add_needed_units(plan, choices, &why, &mut world)?;
        let mut done = Imported::default();
        let mut steps = steps(plan, choices, &mut world, &mut done);
        steps.reverse();
        Ok(Writing { base: Arc::clone(&plan.base), why, total: steps.len(), steps, done })
    }

    /// Writes the next people, in one act.
    ///
    /// # Errors
    /// A role that may not import, or a file that cannot be written.
    pub fn go_on_importing(&mut self, writing: &mut Writing) -> Result<()> {
        let rest = writing.steps.len().saturating_sub(CHUNK);
        let mut next = writing.steps.split_off(rest);
        next.reverse();
        let Writing { base, why, done, .. } = writing;
        let written = self.write_steps(&next, &base.officers, why, done);
        if written.is_err() {
            next.reverse();
            writing.steps.append(&mut next);
        }
        written
    }

    fn add_needed_units(
        &mut self,
        plan: &Plan,
        choices: &Choices,
        why: &str,
        world: &mut World,
    ) -> Result<()> {
        let lines = plan.lines.iter().enumerate().filter(|(at, line)| is_taken(line, choice(choices, *at)));
        let needed: BTreeSet<String> =
            lines.filter_map(|(_, line)| line.typed.unit.as_ref()).map(|unit| plan.base.bare(unit)).collect();
        let units: Vec<Unit> = plan
            .new_units
            .iter()
            .filter(|unit| needed.contains(&plan.base.bare(&unit.name)))
            .map(|unit| Unit { name: unit.name.clone(), kind: unit.kind, parent: None, closed: false })
            .collect();
        if !units.is_empty() {
            let added = self.add_all(Op::AddUnit, why, &units)?;
            let named = units.iter().map(|unit| plan.base.bare(&unit.name));
            world.added_units = named.zip(added).collect();
        }
        Ok(())
    }

    /// Writes a chunk; each person stands in one chunk only, so that all are still as they were read.
    fn write_steps(
        &mut self,
        steps: &[(Who, Step)],
        officers: &[Versioned<Officer>],
        why: &str,
        done: &mut Imported,
    ) -> Result<()> {
        self.transact(Op::Import, why, |draft| {
            for (who, step) in steps {
                let officer = match (who, &step.person) {
                    (Who::Known(at), None) => officers[*at].id,
                    (Who::Known(at), Some(person)) => {
                        draft.change(&officers[*at], person)?;
                        done.people_changed += 1;
                        officers[*at].id
                    }
                    (Who::New(_), Some(person)) => {
                        done.people_added += 1;
                        draft.add(person)?
                    }
                    (Who::New(_), None) => continue,
                };
                for card in &step.cards {
                    let mut value = card.value.clone();
                    value.officer = officer;
                    match &card.read {
                        Some(read) => {
                            draft.change(read, &value)?;
                            done.cards_changed += 1;
                        }
                        None => {
                            draft.add(&value)?;
                            done.cards_added += 1;
                        }
                    }
                }
            }
            Ok(())
        })
    }
}

/// Applies the rows in order, and gathers what is to be written of each person.
fn steps(plan: &Plan, choices: &Choices, world: &mut World, done: &mut Imported) -> Vec<(Who, Step)> {
    let mut steps: BTreeMap<Who, Step> = BTreeMap::new();
    let mut whos: Vec<Option<Who>> = Vec::new();
    for (at, line) in plan.lines.iter().enumerate() {
        let who = target(line, at, choice(choices, at), world, &whos);
        let outcome = match (&line.standing, who) {
            (Standing::Refused(why), _) => Outcome::Refused(why.clone()),
            (_, None) => Outcome::Left,
            (_, Some(who)) => match world.settle(&line.typed, who) {
                Err(why) => Outcome::Refused(why),
                Ok(changes) if changes.is_empty() && matches!(who, Who::Known(_)) => Outcome::Unchanged,
                Ok(_) => {
                    steps.entry(who).or_default().lines.push(at);
                    Outcome::Written
                }
            },
        };
        whos.push(who.filter(|_| matches!(outcome, Outcome::Written | Outcome::Unchanged)));
        done.outcomes.push(outcome);
    }
    for (who, person) in world.people.drain() {
        steps.entry(who).or_default().person = Some(person);
    }
    let mut cards: Vec<CardStep> =
        std::mem::take(&mut world.cards).into_values().filter(|step| step.changed).collect();
    cards.sort_by(|one, other| one.value.number.cmp(&other.value.number));
    for card in cards {
        steps.entry(card.who).or_default().cards.push(card);
    }
    let mut steps: Vec<(Who, Step)> = steps.into_iter().collect();
    steps.sort_by_key(|(_, step)| step.lines.first().copied());
    steps
}

fn choice(choices: &Choices, at: usize) -> Choice {
    choices.get(&at).copied().unwrap_or(Choice::Take)
}

/// Whether a row is to be written to anybody.
fn is_taken(line: &Line, choice: Choice) -> bool {
    match (choice, &line.standing) {
        (Choice::Leave, _) | (_, Standing::Refused(_)) | (Choice::Take, Standing::Unclear { .. }) => false,
        (Choice::Take | Choice::Keep | Choice::Merge(_), _) => true,
    }
}

/// Whom a row is written to, if it is; `earlier` says the same of the rows before it.
fn target(line: &Line, at: usize, choice: Choice, world: &World, earlier: &[Option<Who>]) -> Option<Who> {
    // New people that a choice makes are numbered apart from those of the plan.
    const APART: usize = usize::MAX / 2;
    if !is_taken(line, choice) {
        return None;
    }
    match (choice, &line.standing) {
        (Choice::Merge(Meant::Person(officer)), _) => world.known(officer),
        (Choice::Merge(Meant::Row(row)), _) => earlier.get(row).copied().flatten(),
        (_, Standing::New(number)) => Some(Who::New(*number)),
        (_, Standing::Same { officer, .. }) => world.known(*officer),
        (_, Standing::Unclear { .. } | Standing::Refused(_)) => Some(Who::New(APART + at)),
    }
}
