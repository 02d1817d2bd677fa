//! Answers against conditions: whether an element, a ground or a rule of allocation stands.

use std::collections::BTreeMap;

use super::analysis::{Cited, ConditionView, GroundView, Question, QuestionKind, RuleView, Why};
use super::facts::Facts;
use super::pack::{AllocationRule, Condition, Element, Ground, Outcomes, Pack, within};
use crate::domain::fault::{Citation, GroundKind, Standing};

/// Everything found for the case, or for one subject.
#[derive(Clone, Default)]
pub(super) struct Findings {
    pub elements: Vec<GroundView>,
    pub grounds: Vec<GroundView>,
    pub rules: Vec<RuleView>,
    pub questions: Vec<Question>,
    /// The standing of every id.
    pub states: BTreeMap<String, Standing>,
}

impl Findings {
    /// Grounds of a kind that stand.
    pub fn held(&self, kind: GroundKind) -> impl Iterator<Item = &GroundView> {
        self.grounds.iter().filter(move |ground| ground.kind == Some(kind) && ground.state == Standing::Held)
    }

    /// Whether the elements and one of the faults stand.
    pub fn fault(&self) -> Standing {
        let faults = self.grounds.iter().filter(|ground| ground.kind == Some(GroundKind::Fault));
        let one = Standing::any(faults.map(|ground| ground.state));
        Standing::all(self.elements.iter().map(|element| element.state).chain([one]))
    }
}

/// An answer as far as it counts: held needs evidence, and what nobody answered is open.
struct Reading {
    standing: Standing,
    why: Why,
    reason: String,
    evidence: Vec<String>,
    answered: bool,
    personal: bool,
}

/// Reads the answers to one pack as they hold for the case or for one subject.
pub(super) struct Weigher<'a> {
    pub pack: &'a Pack,
    pub facts: &'a Facts,
    pub subject: Option<&'a str>,
}

impl Weigher<'_> {
    /// Weighs the whole pack.
    pub fn findings(&self) -> Findings {
        let mut found = Findings::default();
        for element in &self.pack.elements {
            let view = self.element(element, &mut found.questions);
            found.states.insert(view.id.clone(), view.state);
            found.elements.push(view);
        }
        for ground in &self.pack.grounds {
            let view = self.ground(ground, &mut found.questions);
            found.states.insert(view.id.clone(), view.state);
            found.states.extend(view.conditions.iter().map(|one| (one.id.clone(), one.state)));
            found.grounds.push(view);
        }
        for rule in &self.pack.allocations {
            let view = self.rule(rule, &mut found.questions);
            found.states.insert(view.id.clone(), view.state);
            found.states.extend(view.conditions.iter().map(|one| (one.id.clone(), one.state)));
            found.rules.push(view);
        }
        found
    }

    /// The standing of a question that is nothing but a question.
    pub fn plain(&self, id: &str) -> (Standing, Why) {
        let reading = self.read(id);
        (reading.standing, reading.why)
    }

    pub fn cited(&self, citation: Citation) -> Cited {
        Cited { citation, text: self.pack.written(&citation) }
    }

    /// A question put to whoever fills in the case.
    pub fn question(&self, id: &str, kind: QuestionKind, cite: Citation, ask: &str, why: Why) -> Question {
        let hint = match why {
            Why::Unanswered | Why::Pending | Why::NobodyNamed => "",
            Why::NoEvidence => "（答了成立，没有列证据：请补上证据，或者改答）",
            Why::Contradiction => "（本项的答案与它各个条件的答案对不上：请核对）",
        };
        Question {
            id: id.to_string(),
            kind,
            citation: self.cited(cite),
            question: format!("{ask}{hint}"),
            why,
            subjects: self.subject.map(str::to_string).into_iter().collect(),
        }
    }

    fn read(&self, id: &str) -> Reading {
        let Some((answer, personal)) = self.facts.answer(&self.pack.id, id, self.subject) else {
            let (reason, evidence) = Default::default();
            let (standing, why) = (Standing::Open, Why::Unanswered);
            return Reading { standing, why, reason, evidence, answered: false, personal: false };
        };
        let (standing, why) = match answer.standing {
            Standing::Held if answer.evidence.is_empty() => (Standing::Open, Why::NoEvidence),
            standing => (standing, Why::Pending),
        };
        let (reason, evidence) = (answer.reason.clone(), answer.evidence.clone());
        Reading { standing, why, reason, evidence, answered: true, personal }
    }

    fn element(&self, element: &Element, open: &mut Vec<Question>) -> GroundView {
        let reading = self.read(&element.id);
        if reading.standing == Standing::Open {
            open.push(self.question(
                &element.id,
                QuestionKind::Element,
                element.cite,
                &element.ask,
                reading.why,
            ));
        }
        GroundView {
            id: element.id.clone(),
            kind: None,
            citation: self.cited(element.cite),
            label: element.label.clone(),
            state: reading.standing,
            reason: reading.reason,
            evidence: reading.evidence,
            conditions: Vec::new(),
            note: element.note.clone(),
        }
    }

    fn ground(&self, ground: &Ground, open: &mut Vec<Question>) -> GroundView {
        let roles = [("all", &ground.all), ("any", &ground.any), ("except", &ground.except)];
        let (conditions, readings) = self.conditions(&ground.id, roles);
        let state_of = |role| conditions.iter().filter(move |one| one.role == role).map(|one| one.state);
        let any = if ground.any.is_empty() { Standing::Held } else { Standing::any(state_of("any")) };
        let sum = Standing::all(state_of("all").chain([any]).chain(state_of("except").map(|one| !one)));
        // An alternative that is open does not matter beside one that stands.
        let matters = |one: &ConditionView| one.role != "any" || any == Standing::Open;

        let direct = self.read(&ground.id);
        let kind = question_kind(ground.kind);
        let ask = |id: &str, ask: &str, why| self.question(id, kind, ground.cite, ask, why);
        let state = if conditions.is_empty() {
            if direct.standing == Standing::Open {
                open.push(ask(&ground.id, &ground.ask, direct.why));
            }
            direct.standing
        } else {
            let (state, why) = settle(&direct, &readings, sum);
            match why {
                Some(Whole(why)) => open.push(ask(&ground.id, &ground.ask, why)),
                Some(Parts) => {
                    let asked = ground.conditions().zip(&conditions).zip(&readings);
                    for ((condition, view), reading) in asked {
                        if view.state == Standing::Open && matters(view) {
                            open.push(ask(&view.id, &condition.ask, reading.why));
                        }
                    }
                }
                None => {}
            }
            state
        };
        GroundView {
            id: ground.id.clone(),
            kind: Some(ground.kind),
            citation: self.cited(ground.cite),
            label: ground.label.clone(),
            state,
            reason: direct.reason,
            evidence: direct.evidence,
            conditions,
            note: ground.note.clone(),
        }
    }

    fn rule(&self, rule: &AllocationRule, open: &mut Vec<Question>) -> RuleView {
        let (conditions, readings) = self.conditions(&rule.id, [("all", &rule.conditions)]);
        let states: Vec<Standing> = rule.outcomes.iter().map(|one| outcome(rule, one, &conditions)).collect();
        let direct = self.read(&rule.id);
        let (state, why) = settle(&direct, &readings, Standing::any(states.iter().copied()));
        let ask = |id: &str, ask: &str, why| self.question(id, QuestionKind::Allocation, rule.cite, ask, why);
        match why {
            Some(Whole(why)) => open.push(ask(&rule.id, &rule.ask, why)),
            Some(Parts) => {
                for ((condition, view), reading) in rule.conditions.iter().zip(&conditions).zip(&readings) {
                    let needed = rule.outcomes.iter().zip(&states).any(|(one, state)| {
                        *state == Standing::Open
                            && one.when.iter().chain(&one.unless).any(|id| *id == condition.id)
                    });
                    if view.state == Standing::Open && needed {
                        open.push(ask(&view.id, &condition.ask, reading.why));
                    }
                }
            }
            None => {}
        }
        let said = rule.outcomes.iter().zip(&states).find(|(_, outcome)| **outcome == Standing::Held);
        RuleView {
            id: rule.id.clone(),
            citation: self.cited(rule.cite),
            label: rule.label.clone(),
            state,
            conditions,
            outcome: said.filter(|_| state == Standing::Held).map(|(outcome, _)| outcome.label.clone()),
            gives_way_to: None,
            note: rule.note.clone(),
        }
    }

    fn conditions<const N: usize>(
        &self,
        owner: &str,
        roles: [(&'static str, &Vec<Condition>); N],
    ) -> (Vec<ConditionView>, Vec<Reading>) {
        let mut views = Vec::new();
        let mut readings = Vec::new();
        for (role, conditions) in roles {
            for condition in conditions {
                let id = within(owner, &condition.id);
                let reading = self.read(&id);
                views.push(ConditionView {
                    id,
                    label: condition.label.clone(),
                    role,
                    state: reading.standing,
                    reason: reading.reason.clone(),
                    evidence: reading.evidence.clone(),
                });
                readings.push(reading);
            }
        }
        (views, readings)
    }
}

/// Whether the outcome's conditions stand and its exceptions do not.
pub(super) fn outcome(rule: &AllocationRule, outcome: &Outcomes, conditions: &[ConditionView]) -> Standing {
    let state = |id: &String| {
        let id = within(&rule.id, id);
        conditions.iter().find(|one| one.id == id).map_or(Standing::Open, |one| one.state)
    };
    Standing::all(outcome.when.iter().map(state).chain(outcome.unless.iter().map(|id| !state(id))))
}

/// What is still to be asked about a ground with conditions.
enum Ask {
    /// The ground as a whole.
    Whole(Why),
    /// Those of its conditions that are open.
    Parts,
}
use Ask::{Parts, Whole};

/// A ground's own answer beside the sum of its conditions.
///
/// “不成立” for the whole ground is a short way to dismiss it; “成立” never spares its conditions.
/// An answer for one subject goes before answers for the case; within one level a contradiction is
/// a question.
fn settle(direct: &Reading, conditions: &[Reading], sum: Standing) -> (Standing, Option<Ask>) {
    let detailed = conditions.iter().any(|one| one.answered);
    let personal = conditions.iter().any(|one| one.personal);
    if direct.answered && detailed && direct.personal && !personal && direct.standing != Standing::Held {
        let ask = (direct.standing == Standing::Open).then_some(Whole(direct.why));
        return (direct.standing, ask);
    }
    // Where no condition has an answer of its own, one question about the whole is enough.
    let judged = conditions.iter().any(|one| one.standing != Standing::Open || one.why == Why::NoEvidence);
    let whole = Whole(if detailed || direct.answered { Why::Pending } else { Why::Unanswered });
    let open = |ask| (sum == Standing::Open).then_some(ask);
    if !direct.answered || (personal && !direct.personal) {
        return (sum, open(if judged { Parts } else { whole }));
    }
    let claims_held = direct.standing == Standing::Held || direct.why == Why::NoEvidence;
    match (direct.standing, sum) {
        (Standing::NotHeld, Standing::Held) => (Standing::Open, Some(Whole(Why::Contradiction))),
        (Standing::NotHeld, _) => (Standing::NotHeld, None),
        (_, Standing::NotHeld) if claims_held => (Standing::Open, Some(Whole(Why::Contradiction))),
        (_, Standing::NotHeld) => (Standing::NotHeld, None),
        _ if claims_held => (sum, open(Parts)),
        (_, Standing::Open) if judged => (Standing::Open, Some(Parts)),
        _ => (Standing::Open, Some(whole)),
    }
}

fn question_kind(kind: GroundKind) -> QuestionKind {
    match kind {
        GroundKind::Fault => QuestionKind::Fault,
        GroundKind::NoLiability => QuestionKind::NoLiability,
        GroundKind::Lighter => QuestionKind::Lighter,
        GroundKind::Heavier => QuestionKind::Heavier,
    }
}
