//! One subject at a time: whether the pack reaches it, where the analysis leaves it, and its share.

use super::analysis::{
    Allocation, Cited, Claim, Conclusion, GroundView, Question, QuestionKind, SubjectAnalysis, Why,
};
use super::facts::{Facts, Subject};
use super::pack::{Outcomes, Pack};
use super::weigh::{Findings, Weigher, outcome};
use crate::domain::fault::{GroundKind, Outcome, Share, Standing};

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
        Outcome::NotInForce | Outcome::Mixed => outcome.label().to_string(),
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

fn join(cites: &[Cited]) -> String {
    cites.iter().map(|cite| cite.text.as_str()).collect::<Vec<_>>().join("、")
}

/// Gives every subject its share, from the rules of allocation that apply.
///
/// A share is certain only where one rule names one subject and nothing about the fault is open.
pub(super) fn allocate(
    weigher: &Weigher,
    found: &Findings,
    reaches: &mut [Reach],
    questions: &mut Vec<Question>,
) -> Vec<Allocation> {
    let applying = applying(weigher.pack, found);
    let mut missing = Vec::new();
    for (cite, id, outcome) in &applying {
        for share in &outcome.shares {
            let named =
                reaches.iter().any(|reach| reach.subject.parts.iter().any(|part| share.parts.contains(part)));
            if !named && !reaches.is_empty() {
                let parts = share
                    .parts
                    .iter()
                    .map(|part| format!("“{}”", part.label()))
                    .collect::<Vec<_>>()
                    .join("或者");
                let ask = format!("审批环节里没有登记{parts}的人：请登记是谁。");
                missing.push(weigher.question(
                    id,
                    QuestionKind::Allocation,
                    cite.citation,
                    &ask,
                    Why::NobodyNamed,
                ));
            }
        }
    }
    let undecided = !missing.is_empty() || questions.iter().any(|one| one.kind == QuestionKind::Allocation);
    questions.extend(missing);
    let mut all: Vec<Allocation> =
        reaches.iter().map(|reach| share_of(reach, &applying, undecided)).collect();
    share_jointly(&mut all);
    all
}

type Applying<'a> = Vec<(Cited, &'a str, &'a Outcomes)>;

fn applying<'a>(pack: &'a Pack, found: &Findings) -> Applying<'a> {
    let mut all = Vec::new();
    for (rule, view) in pack.allocations.iter().zip(&found.rules) {
        if view.state == Standing::Held && view.gives_way_to.is_none() {
            let held =
                rule.outcomes.iter().filter(|one| outcome(rule, one, &view.conditions) == Standing::Held);
            all.extend(held.take(1).map(|one| (view.citation.clone(), rule.id.as_str(), one)));
        }
    }
    all
}

fn share_of(reach: &Reach, applying: &Applying, undecided: bool) -> Allocation {
    let subject = reach.subject;
    let mut claims = Vec::new();
    let mut beside = Vec::new();
    let mut rest: Option<(Share, Cited)> = None;
    for (cite, _, outcome) in applying {
        for share in &outcome.shares {
            if subject.parts.iter().any(|part| share.parts.contains(part)) {
                let claim =
                    Claim { share: share.share, citation: cite.clone(), label: outcome.label.clone() };
                let named = share.subjects.is_empty() || share.subjects.contains(&subject.kind);
                if named { &mut claims } else { &mut beside }.push(claim);
            }
        }
        if let Some(share) = outcome.rest {
            rest.get_or_insert((share, cite.clone()));
        }
    }
    claims.sort_by_key(|claim: &Claim| claim.share);
    claims.dedup_by(|one, other| one.share == other.share);
    let outcome = reach.view.conclusion.outcome;
    let (share, citation, reason, certain) = match (outcome, claims.as_slice(), rest) {
        (Outcome::NotBound, ..) => (Share::Undetermined, None, reach.view.conclusion.text.clone(), false),
        (Outcome::NotFault, ..) => (Share::None, None, "不认定为执法过错，没有责任可分。".into(), true),
        (Outcome::NoLiability, ..) => {
            let cite = reach.view.no_liability.first().cloned();
            (Share::None, cite, format!("{}成立，不承担责任。", join(&reach.view.no_liability)), true)
        }
        (_, [claim], _) => (claim.share, Some(claim.citation.clone()), format!("{}。", claim.label), true),
        (_, [], Some((share, cite))) if beside.is_empty() => {
            (share, Some(cite), "责任由他人全部承担。".into(), true)
        }
        (_, [], _) if !beside.is_empty() => {
            let reason = format!(
                "{}写的是个人，{}的责任由有权机关确定。",
                beside[0].citation.text,
                subject.kind.label()
            );
            (Share::Undetermined, Some(beside[0].citation.clone()), reason, false)
        }
        (_, [], _) => (Share::Undetermined, None, "分担规则没有写明，由有权机关确定。".into(), false),
        (_, several, _) => {
            let say = |claim: &Claim| format!("{}（{}）", claim.share.label(), claim.citation.text);
            let reason = format!(
                "规定不一：{}，由有权机关确定。",
                several.iter().map(say).collect::<Vec<_>>().join("，")
            );
            (Share::Undetermined, None, reason, false)
        }
    };
    let settled = matches!(outcome, Outcome::NotFault | Outcome::NoLiability);
    let doubtful = undecided || outcome == Outcome::Open || !reach.view.contested.is_empty();
    claims.extend(beside);
    Allocation {
        key: subject.key.clone(),
        name: subject.name.clone(),
        parts: subject.parts.clone(),
        share,
        citation,
        reason,
        certain: certain && (settled || !doubtful),
        claims,
    }
}

/// Several subjects with one whole or main share bear it together; how among them, a person decides.
fn share_jointly(all: &mut [Allocation]) {
    let together: Vec<(Share, Option<Cited>, String)> =
        all.iter().map(|one| (one.share, one.citation.clone(), one.name.clone())).collect();
    for one in all.iter_mut().filter(|one| !matches!(one.share, Share::None | Share::Undetermined)) {
        let others: Vec<&str> = (together.iter())
            .filter(|(share, cite, name)| *share == one.share && *cite == one.citation && *name != one.name)
            .map(|(_, _, name)| name.as_str())
            .collect();
        if !others.is_empty() {
            one.reason += &format!("与{}共同承担，各人之间怎样分由有权机关确定。", others.join("、"));
            one.certain = false;
        }
    }
}
