//! One subject at a time: whether the pack reaches it and where the analysis leaves it.

use super::analysis::{Cited, Conclusion, GroundView, Question, QuestionKind, SubjectAnalysis, Why};
use super::facts::{Facts, Subject};
use super::pack::Pack;
use super::weigh::{Findings, Weigher};
use crate::domain::fault::{GroundKind, Outcome, Standing};

/// A subject, what was found for it, and what is open about it.
pub(super) struct Reach<'a> {
    pub subject: &'a Subject,
    pub found: Findings,
    pub questions: Vec<Question>,
    pub view: SubjectAnalysis,
}

/// Grounds of no liability, told apart by whether the text speaks of this subject.
struct Freed {
    clearly: Vec<Cited>,
    contested: Vec<Cited>,
}

/// Analyses one subject, its own answers before those of the case.
pub(super) fn reach<'a>(facts: &Facts, pack: &Pack, subject: &'a Subject, case: &Findings) -> Reach<'a> {
    let weigher = Weigher { pack, facts, subject: Some(&subject.key) };
    let found = weigher.findings();
    let mut questions = Vec::new();
    if subject.own == Standing::Open {
        let ask = format!("{}{}", subject.name, pack.binds.ask);
        let id = format!("{}.本局", subject.key);
        questions.push(weigher.question(&id, QuestionKind::Subject, pack.binds.cite, &ask, Why::Pending));
    }
    // Chain and shares belong to the act: they are asked for the case.
    let own = found.questions.iter().filter(|question| question.kind != QuestionKind::Allocation);
    if subject.own != Standing::NotHeld {
        questions.extend(own.cloned());
    }
    let cites = |kind| found.held(kind).map(|ground| ground.citation.clone()).collect::<Vec<_>>();
    let freed = freed(pack, &found, subject);
    let both = |of: &Findings| of.elements.iter().chain(&of.grounds).cloned().collect::<Vec<GroundView>>();
    let differing = both(&found).into_iter().zip(both(case)).filter(|(own, case)| own != case);
    let own_findings = differing.map(|(own, _)| own).collect();
    let view = SubjectAnalysis {
        key: subject.key.clone(),
        name: subject.name.clone(),
        kind: subject.kind,
        bound: subject.own,
        faults: cites(GroundKind::Fault),
        no_liability: freed.clearly,
        lighter: cites(GroundKind::Lighter),
        heavier: cites(GroundKind::Heavier),
        contested: freed.contested,
        own_findings,
        prior_faults: subject.prior_faults,
        conclusion: conclude(pack, &found, Some(subject), &questions),
    };
    Reach { subject, found, questions, view }
}

fn freed(pack: &Pack, found: &Findings, subject: &Subject) -> Freed {
    let mut freed = Freed { clearly: Vec::new(), contested: Vec::new() };
    for view in found.held(GroundKind::NoLiability) {
        let Some(ground) = pack.grounds.iter().find(|ground| ground.id == view.id) else { continue };
        let named = ground.subjects.is_empty() || ground.subjects.contains(&subject.kind);
        let contested = subject.parts.iter().any(|part| ground.contested_for.contains(part));
        let list = if named && !contested { &mut freed.clearly } else { &mut freed.contested };
        list.push(view.citation.clone());
    }
    freed
}

/// Where the analysis arrives, for one subject or for a case that names none.
pub(super) fn conclude(
    pack: &Pack,
    found: &Findings,
    subject: Option<&Subject>,
    questions: &[Question],
) -> Conclusion {
    let freed = match subject {
        Some(subject) => freed(pack, found, subject),
        None => Freed { clearly: cited(found, GroundKind::NoLiability), contested: vec![] },
    };
    let own = subject.map_or(Standing::Held, |subject| subject.own);
    let outcome = reached(own, found, &freed, questions);
    let text = sentence(pack, outcome, found, &freed, subject, questions);
    Conclusion { outcome, text, would_change: would_change(outcome, found, &freed, questions) }
}

fn reached(own: Standing, found: &Findings, freed: &Freed, questions: &[Question]) -> Outcome {
    let open = |kinds: &[QuestionKind]| questions.iter().any(|question| kinds.contains(&question.kind));
    let fault = [QuestionKind::Subject, QuestionKind::Element, QuestionKind::Fault];
    let rest = [QuestionKind::NoLiability, QuestionKind::Lighter, QuestionKind::Heavier];
    let lighter = found.held(GroundKind::Lighter).next().is_some();
    let heavier = found.held(GroundKind::Heavier).next().is_some();
    match () {
        () if own == Standing::NotHeld => Outcome::NotBound,
        () if found.fault() == Standing::NotHeld => Outcome::NotFault,
        () if open(&fault) => Outcome::Open,
        () if !freed.clearly.is_empty() => Outcome::NoLiability,
        () if open(&rest) => Outcome::Open,
        () if !freed.contested.is_empty() || (lighter && heavier) => Outcome::Weigh,
        () if lighter => Outcome::LighterOrExempt,
        () if heavier => Outcome::Heavier,
        () => Outcome::Liable,
    }
}

fn sentence(
    pack: &Pack,
    outcome: Outcome,
    found: &Findings,
    freed: &Freed,
    subject: Option<&Subject>,
    questions: &[Question],
) -> String {
    let name = subject.map_or("责任主体", |subject| subject.name.as_str());
    let faults = join(&cited(found, GroundKind::Fault));
    let lighter = join(&cited(found, GroundKind::Lighter));
    let heavier = join(&cited(found, GroundKind::Heavier));
    match outcome {
        Outcome::NotBound => {
            format!("{name}不是{}，不适用本规则，由其所在单位或者有管理权限的机关处理。", pack.binds.label)
        }
        Outcome::NotFault => format!("{}，不认定为执法过错。", missing(found)),
        Outcome::Open => format!("还有{}项没有查清，查清之前不能作出决定。", questions.len()),
        Outcome::NoLiability => format!("{faults}成立；{}成立，不承担责任。", join(&freed.clearly)),
        Outcome::LighterOrExempt => format!("{faults}成立；{lighter}成立，可以从轻或者免予追究责任。"),
        Outcome::Heavier => format!("{faults}成立；{heavier}成立，应当从重追究责任。"),
        Outcome::Liable => format!("{faults}成立，没有不承担责任、从轻、免予、从重的情形，应当追究责任。"),
        Outcome::Weigh => {
            let mut parts = vec![format!("{faults}成立")];
            if !freed.contested.is_empty() {
                parts.push(format!("{}成立，是否及于{name}条文没有写明", join(&freed.contested)));
            }
            if !lighter.is_empty() {
                parts.push(format!("{lighter}（可以从轻或者免予）成立"));
            }
            if !heavier.is_empty() {
                parts.push(format!("{heavier}（应当从重）成立"));
            }
            format!("{}；不相抵销，由有权机关权衡。", parts.join("；"))
        }
        Outcome::NoShare | Outcome::NotInForce | Outcome::Mixed => outcome.label().to_string(),
    }
}

fn missing(found: &Findings) -> String {
    let elements: Vec<String> = (found.elements.iter().filter(|element| element.state == Standing::NotHeld))
        .map(|element| format!("{}的要件“{}”不成立", element.citation.text, element.label))
        .collect();
    if elements.is_empty() { "各项过错情形都不成立".into() } else { elements.join("；") }
}

fn would_change(outcome: Outcome, found: &Findings, freed: &Freed, questions: &[Question]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |text: String| {
        if !all.contains(&text) {
            all.push(text);
        }
    };
    for question in questions.iter().filter(|_| outcome != Outcome::NotBound && outcome != Outcome::NotFault)
    {
        let cite = &question.citation.text;
        match question.kind {
            QuestionKind::Subject => add(format!("不是本局人员的，不适用（{cite}）")),
            QuestionKind::Element => add(format!("{cite}的要件不成立的，不认定为执法过错")),
            QuestionKind::Fault => add(format!("{cite}成立的，认定为执法过错")),
            QuestionKind::NoLiability => add(format!("{cite}成立的，不承担责任")),
            QuestionKind::Lighter => add(format!("{cite}成立的，可以从轻或者免予追究")),
            QuestionKind::Heavier => add(format!("{cite}成立的，应当从重追究")),
            QuestionKind::Allocation | QuestionKind::Factor | QuestionKind::Referral => {}
        }
    }
    let rests_on = match outcome {
        Outcome::NoLiability => freed.clearly.clone(),
        Outcome::LighterOrExempt => cited(found, GroundKind::Lighter),
        Outcome::Heavier => cited(found, GroundKind::Heavier),
        Outcome::Weigh => {
            [freed.contested.clone(), cited(found, GroundKind::Lighter), cited(found, GroundKind::Heavier)]
                .concat()
        }
        Outcome::Liable => cited(found, GroundKind::Fault),
        _ => vec![],
    };
    if !rests_on.is_empty() {
        add(format!("{}改为不成立的，结论随之改变", join(&rests_on)));
    }
    if outcome == Outcome::NotFault {
        add(format!("查明“{}”有误的，重新分析", missing(found)));
    }
    all
}

fn cited(found: &Findings, kind: GroundKind) -> Vec<Cited> {
    found.held(kind).map(|ground| ground.citation.clone()).collect()
}

pub(super) fn join(cites: &[Cited]) -> String {
    cites.iter().map(|cite| cite.text.as_str()).collect::<Vec<_>>().join("、")
}
