//! Writing what a person has confirmed: a few hundred people an act, each act whole.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{CardStep, Who, World};
use super::{Line, Plan, Standing};
use crate::domain::id::Id;
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
    /// The row means this person of the ledger.
    Merge(Id<Officer>),
    /// The row means somebody whom the ledger does not have.
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

/// The people of the ledger, as they were read.
type Officers = Vec<Versioned<Officer>>;

/// What is written of one person.
#[derive(Default)]
struct Step {
    lines: Vec<usize>,
    person: Option<Officer>,
    cards: Vec<CardStep>,
}

impl Ledger {
    /// Writes a plan as it was confirmed. `source` names the file in the journal; `go_on` is told how many
    /// people of how many are written, and stops the import by answering no.
    ///
    /// # Errors
    /// A ledger that has changed since the plan was made; a role that may not import or add units. What was
    /// written before an error stays, and importing again goes on from there.
    pub fn carry_out_import(
        &mut self,
        plan: &Plan,
        choices: &Choices,
        source: &str,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<Imported> {
        if self.head()? != plan.head {
            let why = "试读以后台账有了改动，为免重复没有导入。请重新试读一遍，核对后再导入。";
            return Err(Error::Refused(why.to_owned()));
        }
        let why = format!("导入名册：{source}");
        self.add_needed_units(plan, choices, &why)?;
        let mut done = Imported::default();
        let (mut steps, officers) = self.steps(plan, choices, &mut done)?;
        let total = steps.len();
        let mut written = 0;
        while !steps.is_empty() && go_on(written, total) {
            let rest = steps.split_off(steps.len().min(CHUNK));
            self.write_steps(&steps, &officers, &why, &mut done)?;
            written += steps.len();
            steps = rest;
        }
        for line in steps.iter().flat_map(|(_, step)| &step.lines) {
            done.outcomes[*line] = Outcome::Left;
        }
        go_on(written, total);
        Ok(done)
    }

    fn add_needed_units(&mut self, plan: &Plan, choices: &Choices, why: &str) -> Result<()> {
        let world = World::of(self)?;
        let taken = |(at, line): &(usize, &Line)| target(line, *at, choices, &world).is_some();
        let lines = plan.lines.iter().enumerate().filter(taken);
        let needed: BTreeSet<&String> = lines.filter_map(|(_, line)| line.typed.unit.as_ref()).collect();
        let units: Vec<Unit> = plan
            .new_units
            .iter()
            .filter(|unit| needed.contains(&unit.name) && world.unit(&unit.name).is_none())
            .map(|unit| Unit { name: unit.name.clone(), kind: unit.kind, parent: None, closed: false })
            .collect();
        if !units.is_empty() {
            self.add_all(Op::AddUnit, why, &units)?;
        }
        Ok(())
    }

    /// Applies the rows in order, and gathers what is to be written of each person, beside the people as read.
    fn steps(
        &self,
        plan: &Plan,
        choices: &Choices,
        done: &mut Imported,
    ) -> Result<(Vec<(Who, Step)>, Officers)> {
        let mut world = World::of(self)?;
        let mut steps: BTreeMap<Who, Step> = BTreeMap::new();
        for (at, line) in plan.lines.iter().enumerate() {
            let outcome = match (&line.standing, target(line, at, choices, &world)) {
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
            done.outcomes.push(outcome);
        }
        for (who, person) in world.people.drain() {
            steps.entry(who).or_default().person = Some(person);
        }
        let mut cards: Vec<CardStep> = world.cards.into_values().filter(|step| step.changed).collect();
        cards.sort_by(|one, other| one.value.number.cmp(&other.value.number));
        for card in cards {
            steps.entry(card.who).or_default().cards.push(card);
        }
        let mut steps: Vec<(Who, Step)> = steps.into_iter().collect();
        steps.sort_by_key(|(_, step)| step.lines.first().copied());
        Ok((steps, world.officers))
    }

    /// Writes a chunk; each person stands in one chunk only, so that all are still as they were read.
    fn write_steps(
        &mut self,
        steps: &[(Who, Step)],
        officers: &Officers,
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

/// Whom a row is written to, if it is.
fn target(line: &Line, at: usize, choices: &Choices, world: &World) -> Option<Who> {
    // New people that a choice makes are numbered apart from those of the plan.
    const APART: usize = usize::MAX / 2;
    match (choices.get(&at).copied().unwrap_or(Choice::Take), &line.standing) {
        (Choice::Leave, _) | (_, Standing::Refused(_)) => None,
        (Choice::Merge(officer), _) => world.known(officer),
        (Choice::Take, Standing::Unclear { .. }) => None,
        (Choice::Keep, Standing::Unclear { .. }) => Some(Who::New(APART + at)),
        (Choice::Take | Choice::Keep, Standing::New(number)) => Some(Who::New(*number)),
        (Choice::Take | Choice::Keep, Standing::Same { officer, .. }) => world.known(*officer),
    }
}
